"""A process that has loaded the parsers and forks a reader for each file: for whoever reads many files.

Each reader is the same as one that is started afresh (`worker.main`): it gets its request on standard input, confines
itself before it opens the file, and ends with it. The zygote itself opens none but two of our own (`warming`)."""

from __future__ import annotations

import contextlib
import gc
import os
import socket
import sys
import tempfile
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, BinaryIO

from scr_publish.parsing.isolated import process
from scr_publish.parsing.isolated.forking import AVAILABLE, Child, Forker, serve

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

    def __init__(self, forker: Forker, folder: str) -> None:
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


@contextlib.contextmanager
def zygote() -> Iterator[None]:
    """Inside the block, files are read by forked readers, where the system can; a zygote that has died is replaced."""
    if not AVAILABLE:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="scr-publish-", ignore_cleanup_errors=True) as home:
        forkers = [_forker(home)]

        def start(folder: str) -> process.Running:
            try:
                return ForkedReader(forkers[0], folder)
            except OSError:
                forkers[0].close()
                forkers[0] = _forker(home)
                return ForkedReader(forkers[0], folder)

        before = process.starting
        process.starting = start
        try:
            yield
        finally:
            process.starting = before
            forkers[0].close()


def _forker(home: str) -> Forker:
    return Forker("scr_publish.parsing.isolated.zygote", (), process.environment(home))


def _read_one(values: Mapping[str, Any], descriptors: list[int]) -> None:
    """The child: take the place of a process that was started for one file, and work as one."""
    from scr_publish.parsing.isolated import worker

    folder = str(values["folder"])
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
    gc.collect()
    gc.freeze()  # what was loaded is not looked at again, so that a reader need not copy its pages
    serve(socket.socket(fileno=int(sys.argv[1])), _read_one)


if __name__ == "__main__":
    main()
