"""A worker process: takes jobs from a connection and answers each, until the other side is gone."""

from __future__ import annotations

import os
import signal
import socket
import tempfile
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scr_publish.archive.engine.settings import Settings

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
"""The variables that keep a worker's matrices to one thread: the cores are shared out among processes."""
READY = "ready"
"""What a worker says once it has loaded all: the time of its first document begins then."""
MAX_DOCUMENTS = 300
"""After so many documents a worker is replaced by a fresh one: whatever libraries keep for good is then given back."""
MAX_MEMORY = 800 * 1024 * 1024
"""A worker that holds more than this after a document, in bytes, is replaced too."""


def serve(connection: Connection, readers: socket.socket | None = None) -> None:
    """Take the settings, say `READY`, then take jobs; answer each with what it gave and whether this process wants to
    be replaced. `readers` is the socket of a zygote, where one is there."""
    from scr_publish.archive.engine.work import Worker
    from scr_publish.parsing.isolated.zygote import zygote

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to every process; the scan itself decides
    settings: Settings = connection.recv()
    with zygote(readers), Worker(settings) as worker:
        count = 0
        connection.send(READY)
        while True:
            try:
                job = connection.recv()
            except EOFError:
                return
            done = worker.do(job)
            count += 1
            connection.send((done, count >= MAX_DOCUMENTS or resident_memory() > MAX_MEMORY))


def serve_alone(connection: Connection, folder: str) -> None:
    """The same in a process that was started for it, its files in a folder of its own."""
    os.environ["TMPDIR"] = folder
    tempfile.tempdir = None
    for name in ONE_THREAD:
        os.environ[name] = "1"
    with connection:
        serve(connection)


def resident_memory(process: int | str = "self") -> int:
    """The bytes of memory that a process holds now; 0 where the system does not say."""
    try:
        with open(f"/proc/{process}/statm", encoding="ascii") as file:  # noqa: PTH123 - asked often
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def processor_seconds(process: int) -> float:
    """The seconds of processor time that a process has used; 0 where the system does not say."""
    try:
        with open(f"/proc/{process}/stat", encoding="ascii", errors="replace") as file:  # noqa: PTH123 - asked often
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return 0.0
