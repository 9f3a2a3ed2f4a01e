"""A process that has loaded the parsers and forks a reader for each file: for whoever reads many files.

Each reader is the same as one that is started afresh (`worker.main`): it gets its request on standard input, confines
itself before it opens the file, and ends with it. The zygote itself opens none but two of our own (`warming`). Where
several processes read, one zygote loads, and forks another for each of them."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import tempfile
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, BinaryIO

from scr_publish.parsing.isolated import process
from scr_publish.parsing.isolated.forking import AVAILABLE, Child, Forker, Standing, serve

_LOADED = (
    "scr_publish.parsing.sniffing",
    "scr_publish.parsing.embedded",
    "scr_publish.parsing.pictures",
    "pdfplumber",
    "PIL.Image",
)
"""What parsers load only when a file needs it, besides the parsers themselves."""


class ForkedReader:
    """A reader that the zygote forked, as `Confined` uses a process."""

    def __init__(self, forker: Standing, folder: str) -> None:
        to_read, to_write = os.pipe()
        reply_read, reply_write = os.pipe()
        try:
            self._child: Child = forker.fork({"folder": folder}, [to_read, reply_write])
        except OSError:
            os.close(to_write)
            os.close(reply_read)
            raise
        finally:
            os.close(to_read)
            os.close(reply_write)
        self.stdin: BinaryIO = os.fdopen(to_write, "wb")
        self.stdout: BinaryIO = os.fdopen(reply_read, "rb")
        self.poll, self.wait = self._child.poll, self._child.wait
        self.terminate, self.kill = self._child.terminate, self._child.kill

    @property
    def returncode(self) -> int | None:
        return self._child.returncode

    @property
    def peak(self) -> int:
        return self._child.peak


@contextlib.contextmanager
def zygote(control: socket.socket | None = None) -> Iterator[None]:
    """Inside the block, files are read by forked readers, where the system can; a zygote that has died is replaced.
    `control` is the socket of one that is there already."""
    if not AVAILABLE:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="scr-publish-", ignore_cleanup_errors=True) as home:
        forker = standing_zygote(home, control)
        forker.start()
        before = process.starting
        process.starting = lambda folder: ForkedReader(forker, folder)
        try:
            yield
        finally:
            process.starting = before
            forker.close()


def standing_zygote(home: str, control: socket.socket | None = None) -> Standing:
    """A zygote that is started when it is wanted, its files in the folder `home`."""

    def start() -> Forker:
        return Forker.started("scr_publish.parsing.isolated.zygote", (), process.environment(home))

    return Standing(start, Forker(control) if control else None)


def fork_zygote(forker: Standing, control: int) -> Child:
    """Another zygote, forked from one that has loaded the parsers; who has the other end of the socket asks it."""
    return forker.fork({"task": "serve"}, [control])


def _child(values: Mapping[str, Any], descriptors: list[int]) -> None:
    if values.get("task") == "serve":
        serve(socket.socket(fileno=descriptors[0]), _child)
    else:
        _read_one(str(values["folder"]), descriptors)


def _read_one(folder: str, descriptors: list[int]) -> None:
    """Take the place of a process that was started for one file, and work as one."""
    from scr_publish.parsing.isolated import worker

    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.chdir(folder)
    os.environ.update(dict.fromkeys(process.OWN_FOLDER, folder))
    tempfile.tempdir = None
    worker.main()


def main() -> None:
    """Load the parsers, then fork."""
    from scr_publish.parsing.isolated import worker
    from scr_publish.parsing.isolated.warming import warm
    from scr_publish.parsing.opening import PARSERS

    assert worker.TASKS
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    for place in (*PARSERS.values(), *_LOADED):
        import_module(place.partition(":")[0])
    warm()
    serve(socket.socket(fileno=int(sys.argv[1])), _child)


if __name__ == "__main__":
    main()
