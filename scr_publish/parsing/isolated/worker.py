"""The process that works on one file: `python -m scr_publish.parsing.isolated.worker`.

The request comes on standard input as JSON, the reply goes out on standard output; what libraries print there goes
nowhere."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scr_publish.errors import InputError, UnreadableError
from scr_publish.parsing.isolated import wire
from scr_publish.parsing.isolated.confine import confine

if TYPE_CHECKING:
    from scr_publish.document import Document

TASKS = {
    "read": "scr_publish.parsing.isolated.worker:read",
    "clean": "scr_publish.rewriting.clean.cleaning:clean_here",
    "draw": "scr_publish.workbench.pictures.drawing:draw",
    "lay out": "scr_publish.workbench.pictures.drawing:lay_out",
}
"""What this process can be asked to do: functions of the file's path, the folder that may be written to and the
request's options, which give a document or a new file. None is loaded before it is asked for."""

CONVERTS = frozenset({"lay out"})
"""The tasks that start LibreOffice whatever the file is."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an old Word file begins ([MS-CFB] 2.2)."""


def main() -> None:
    """Read the request, confine this process, do the task, reply."""
    request: dict[str, Any] = json.load(sys.stdin)
    out = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    converts = request["task"] in CONVERTS or _needs_conversion(Path(request["path"]))
    confine(Path(request["folder"]), request["seconds"], request["memory"], converts=converts)
    out.write(_reply(request))
    out.close()


def _needs_conversion(path: Path) -> bool:
    """Whether the file is an old Word file, by its first bytes."""
    try:
        with path.open("rb") as file:
            return file.read(len(OLE)) == OLE
    except OSError:
        return False


def read(path: Path, _folder: Path, options: Mapping[str, Any]) -> Document:
    """Read the file into a document."""
    from scr_publish.parsing.opening import Options, open_document

    return open_document(path, Options(**options))


def _reply(request: dict[str, Any]) -> bytes:
    try:
        module, _, name = TASKS[request["task"]].partition(":")
        task = getattr(import_module(module), name)
        done = task(Path(request["path"]), Path(request["folder"]), request["options"])
        return wire.packed_file(done) if isinstance(done, wire.NewFile) else wire.packed_document(done)
    except UnreadableError as error:
        return wire.packed_error("unreadable", rule=error.rule, message=str(error))
    except InputError as error:
        return wire.packed_error("input", message=str(error))
    except MemoryError:
        return wire.packed_error("memory")
    except RecursionError:
        return wire.packed_error("crash", kind="RecursionError", place="")
    except Exception as error:
        return wire.packed_error("crash", kind=type(error).__name__, place=_place(error))


def _place(error: BaseException) -> str:
    """The file and line of ours where it happened: never the message, which may hold text of the document."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""


if __name__ == "__main__":
    main()
