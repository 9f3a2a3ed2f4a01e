"""The engine of one machine: worker processes, each with a time limit for each document.

A worker that dies or exceeds the limit is replaced. Its document is tried once more where the worker died for no known
reason, since the system may have ended it for want of memory; after that the document is the reason, and recorded as
such."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shutil
import socket
import sys
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import connection as connections
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol

from scr_publish.archive.engine.base import ATTEMPTS, STARTING, EngineError, Task, given_up, lost, next_task
from scr_publish.archive.engine.jobs import Done, Job
from scr_publish.archive.engine.serving import ONE_THREAD, READY, processor_seconds, serve_alone
from scr_publish.archive.engine.settings import Settings
from scr_publish.parsing.isolated.forking import AVAILABLE as FORKING
from scr_publish.parsing.isolated.forking import Child, Forker, Standing
from scr_publish.parsing.isolated.zygote import fork_zygote, standing_zygote


class _Process(Protocol):
    pid: int

    def kill(self) -> None: ...
    def wait(self) -> int: ...


class _Spawned:
    """A process of `multiprocessing`, ended as a forked one is."""

    def __init__(self, process: BaseProcess) -> None:
        self._process = process
        self.pid = process.pid or 0
        self.kill = process.kill

    def wait(self) -> int:
        self._process.join()
        return self._process.exitcode or 0


@dataclass
class _WorkerProcess:
    """A worker as its owner sees it: the connection, the process, its folder and what it is at."""

    connection: Connection
    process: _Process
    folder: Path
    readers: Child | None = None
    task: Task | None = None
    ready: bool = False
    spent: float = 0.0

    def is_over(self, seconds: int) -> bool:
        """Whether its document has had its time, which begins when the worker is ready."""
        if self.task is None:
            return False
        spent = processor_seconds(self.process.pid) - self.spent
        return self.task.is_over(seconds, spent) if self.ready else self.task.is_over(seconds + STARTING)

    def begin(self) -> None:
        """Count the document's time from now on."""
        assert self.task
        self.task.begin()
        self.spent = processor_seconds(self.process.pid)

    def give(self, task: Task) -> None:
        self.task = task
        self.begin()
        with contextlib.suppress(OSError):  # one that has died is noticed by its closed connection
            self.connection.send(task.job)

    def end(self) -> None:
        with contextlib.suppress(OSError):
            self.process.kill()
        self.connection.close()
        self.process.wait()
        if self.readers:
            self.readers.kill()
            self.readers.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class LocalEngine:
    """So many worker processes. `folder` is where they put files while they work. It is removed at the end; what a
    killed scan has left in it, at the beginning."""

    name = "local"

    def __init__(self, settings: Settings, processes: int, folder: Path) -> None:
        self.processes = processes
        self._settings = settings
        self._folder = folder
        self._template = Standing(self._new_template)
        self._readers = standing_zygote(str(folder))
        self._workers: list[_WorkerProcess] = []

    def run(self, jobs: Iterable[Job]) -> Iterator[Done]:
        """What each job gives, as they end. Nothing is started before there is a first job."""
        waiting = iter(jobs)
        again: deque[Task] = deque()
        shutil.rmtree(self._folder, ignore_errors=True)
        try:
            while True:
                self._fill(waiting, again)
                if not any(worker.task for worker in self._workers):
                    return
                yield from self._collect(waiting, again)
        finally:
            self.close()

    def _fill(self, waiting: Iterator[Job], again: deque[Task]) -> None:
        """Give every idle worker something to do; start workers while there is more to do than they."""
        for worker in self._workers:
            if worker.task is None and (task := next_task(waiting, again)):
                worker.give(task)
        while len(self._workers) < self.processes and (task := next_task(waiting, again)):
            worker = self._started()
            self._workers.append(worker)
            worker.give(task)

    def _collect(self, waiting: Iterator[Job], again: deque[Task]) -> Iterator[Done]:
        """What ends next; each worker that has answered has its next job before its answer is given on."""
        for ready in connections.wait([worker.connection for worker in self._workers], 1.0):
            worker = next(worker for worker in self._workers if worker.connection is ready)
            done = self._answer(worker, again)
            self._fill(waiting, again)
            if done:
                yield done
        for worker in [worker for worker in self._workers if worker.task and worker.is_over(self._settings.seconds)]:
            task = worker.task
            assert task
            self._drop(worker)
            yield given_up(task, self._settings.seconds)

    def _answer(self, worker: _WorkerProcess, again: deque[Task]) -> Done | None:
        task = worker.task
        try:
            answer = worker.connection.recv()
        except (EOFError, OSError):
            self._drop(worker)
            if task and task.attempt < ATTEMPTS:
                task.attempt += 1
                again.append(task)
            elif task:
                return lost(task, "crash", "its check ended the process that did it, twice.")
            return None
        if answer == READY:
            worker.ready = True
            worker.begin()
            return None
        done, wants_to_end = answer
        worker.task = None
        if wants_to_end:
            self._drop(worker)
        assert isinstance(done, Done)
        return done

    def _drop(self, worker: _WorkerProcess) -> None:
        self._workers.remove(worker)
        worker.end()

    def _started(self) -> _WorkerProcess:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="worker-", dir=self._folder))
        worker = self._forked(folder) if FORKING else _spawned(folder)
        worker.connection.send(self._settings)
        return worker

    def _forked(self, folder: Path) -> _WorkerProcess:
        self._template.start()
        self._readers.start()  # both load at the same time
        ours, theirs = socket.socketpair()
        asking, asked = socket.socketpair()
        with theirs, asking, asked:
            try:
                readers = fork_zygote(self._readers, asked.fileno())
                process = self._template.fork({"folder": str(folder)}, [theirs.fileno(), asking.fileno()])
            except OSError:
                ours.close()
                raise EngineError(
                    "the workers of the scan cannot be started; `scr-publish check` on one document may say why."
                ) from None
        return _WorkerProcess(Connection(ours.detach()), process, folder, readers)

    def _new_template(self) -> Forker:
        place = "scr_publish.archive.engine.template"
        return Forker.started(place, [self._settings.model], _environment(self._folder))

    def close(self) -> None:
        """End every worker, whatever it is doing."""
        for worker in list(self._workers):
            self._drop(worker)
        self._template.close()
        self._readers.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _environment(folder: Path) -> dict[str, str]:
    """The workers' environment: one thread each for matrices, since the cores are shared out among processes."""
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "TMPDIR": str(folder),
        **dict.fromkeys(ONE_THREAD, "1"),
    }


def _spawned(folder: Path) -> _WorkerProcess:
    """A worker started afresh, where processes cannot be forked from a template."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve_alone, args=(theirs, str(folder)))
    process.start()
    theirs.close()
    return _WorkerProcess(ours, _Spawned(process), folder)


def default_processes() -> int:
    """As many as this process may use cores."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
