"""A forking process for tests: `python -m tests.parsing.forked_attempts SOCKET`; its children do what they are told."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from scr_publish.parsing.isolated.confine import confine
from scr_publish.parsing.isolated.forking import serve


def attempt(values: Mapping[str, Any], descriptors: list[int]) -> None:
    match values["do"]:
        case "list descriptors":
            with os.fdopen(os.dup(descriptors[0]), "w") as out:
                out.write(" ".join(sorted(entry.name for entry in Path("/proc/self/fd").iterdir())))
        case "confined":
            with os.fdopen(os.dup(descriptors[0]), "w") as out:
                out.write("\n".join(confined(Path(values["folder"]), Path(values["outside"]))))
        case "exit":
            sys.exit(7)
        case "sleep":
            time.sleep(60)
        case "die":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "raise":
            raise RuntimeError("a test")


def confined(folder: Path, outside: Path) -> Iterator[str]:
    """What a confined child may do: write outside, connect, start a program, write inside, see the network."""
    confine(folder, 20, 4 << 30)
    acts: tuple[Callable[[], object], ...] = (
        lambda: outside.write_text(""),
        lambda: socket.create_connection(("127.0.0.1", 9), 1),
        lambda: os.system("true"),
        lambda: (folder / "inside").write_text(""),
    )
    for act in acts:
        try:
            act()
            yield "done"
        except OSError:
            yield "refused"
    yield str(sorted(line.split(":")[0].strip() for line in Path("/proc/self/net/dev").read_text().splitlines()[2:]))


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), attempt)
