"""The engine of a Ray cluster: the same job as on one machine, done by actors on any number of machines.

Documents go to the actors as bytes, so that no machine but this one needs the files. Each machine needs the same
scr-publish and the same language model. The dashboard and the usage statistics of Ray are off."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scr_publish.archive import contents
from scr_publish.archive.engine.base import ATTEMPTS, STARTING, EngineError, Task, given_up, lost, next_task
from scr_publish.archive.engine.jobs import Done, Job
from scr_publish.archive.engine.serving import MAX_DOCUMENTS, MAX_MEMORY, ONE_THREAD, resident_memory
from scr_publish.archive.engine.settings import Settings
from scr_publish.errors import InputError

_FOLDER = "scr-publish-ray-"
_POLL = 1.0


class Actor:
    """A worker on the cluster. Made by `ray.remote`, one a process."""

    def __init__(self, settings: Settings) -> None:
        from scr_publish.archive.engine.template import warm
        from scr_publish.archive.engine.work import Worker
        from scr_publish.parsing.isolated.zygote import zygote

        _remove_left_over()
        self._stack = ExitStack()
        folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix=f"{_FOLDER}{os.getpid()}-"))
        os.environ["TMPDIR"] = folder
        tempfile.tempdir = None
        warm(settings.model)
        self._stack.enter_context(zygote())
        self._worker = self._stack.enter_context(Worker(settings))
        self._count = 0

    def do(self, job: Job) -> tuple[Done, bool]:
        """What a job gave, and whether this process wants to be replaced."""
        done = self._worker.do(job)
        self._count += 1
        return done, self._count >= MAX_DOCUMENTS or resident_memory() > MAX_MEMORY

    def ready(self) -> int:
        """Its process id, once it has loaded all."""
        return os.getpid()

    def end(self) -> None:
        """Remove its files."""
        self._stack.close()


def _remove_left_over() -> None:
    """Remove the folders of actors on this machine that were killed and could not do it."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        process = folder.name.removeprefix(_FOLDER).partition("-")[0]
        if process.isdecimal() and not Path(f"/proc/{process}").exists() and sys.platform == "linux":
            shutil.rmtree(folder, ignore_errors=True)


@dataclass
class _Member:
    """An actor as its owner sees it, and what it is at. `answer` is Ray's reference to what it will give."""

    actor: Any
    task: Task | None = None
    answer: Any = None
    fresh: bool = True


class RayEngine:
    """Actors on a Ray cluster: the one at `address`, or one of this machine's own that ends with the scan. `processes`
    is 0 for as many as the cluster has processors."""

    name = "ray"

    def __init__(self, settings: Settings, processes: int = 0, address: str = "") -> None:
        self._ray = _library()
        self._settings = settings
        self._remote = bool(address)
        self._members: list[_Member] = []
        self._start(processes, address)
        self.processes = processes or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        self._kind = self._ray.remote(num_cpus=1, max_restarts=0)(Actor)

    def _start(self, processes: int, address: str) -> None:
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        variables = {**dict.fromkeys(ONE_THREAD, "1"), "RAY_USAGE_STATS_ENABLED": "0"}
        if not address:
            variables["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
        own: dict[str, Any] = {}
        if not address:
            # Ray's own workers stand back behind everything else (niceness 15); ours are what the machine is there for
            own = {"num_cpus": processes or None, "include_dashboard": False, "_system_config": {"worker_niceness": 0}}
        try:
            self._ray.init(
                address=address or "local",
                runtime_env={"env_vars": variables},
                logging_level=logging.ERROR,
                log_to_driver=False,
                **own,
            )
        except (ConnectionError, ValueError, RuntimeError, TimeoutError) as error:
            what = f"the Ray cluster at {address} cannot be reached" if address else "Ray cannot be started here"
            raise EngineError(f"{what} ({type(error).__name__}). Check --address, or use --engine local.") from None

    def run(self, jobs: Iterable[Job]) -> Iterator[Done]:
        """What each job gives, as they end. No actor is made before there is a first job."""
        waiting = iter(jobs)
        again: deque[Task] = deque()
        try:
            while True:
                self._fill(waiting, again)
                busy = {member.answer: member for member in self._members if member.task}
                if not busy:
                    return
                ready, _ = self._ray.wait(list(busy), num_returns=1, timeout=_POLL)
                for answer in ready:
                    done = self._answer(busy[answer], again)
                    self._fill(waiting, again)
                    if done:
                        yield done
                yield from self._given_up()
        finally:
            self._end_members()

    def _fill(self, waiting: Iterator[Job], again: deque[Task]) -> None:
        for member in self._members:
            if member.task is None and (task := next_task(waiting, again)):
                self._give(member, task)
        while len(self._members) < self.processes and (task := next_task(waiting, again)):
            member = _Member(self._kind.remote(self._settings))
            self._members.append(member)
            self._give(member, task)

    def _give(self, member: _Member, task: Task) -> None:
        task.begin()
        member.task = task
        member.answer = member.actor.do.remote(self._with_bytes(task.job))

    def _with_bytes(self, job: Job) -> Job:
        """The job with the documents' bytes, where the actors are on other machines."""
        if not self._remote:
            return job
        try:
            return replace(job, data=tuple(contents.read(item) for item in (job.item, *job.companions)))
        except InputError:
            return job  # the actor will not find it either, and says so

    def _answer(self, member: _Member, again: deque[Task]) -> Done | None:
        task = member.task
        assert task
        try:
            done, wants_to_end = self._ray.get(member.answer)
        except self._ray.exceptions.RayError:
            self._drop(member)
            if task.attempt < ATTEMPTS:
                task.attempt += 1
                again.append(task)
                return None
            return lost(task, "crash", "its check ended the process that did it, twice.")
        member.task, member.fresh = None, False
        if wants_to_end:
            self._drop(member)
        assert isinstance(done, Done)
        return done

    def _given_up(self) -> Iterator[Done]:
        seconds = self._settings.seconds
        for member in [member for member in self._members if member.task]:
            task = member.task
            assert task
            if task.is_over(seconds + (STARTING if member.fresh else 0)):
                self._drop(member)
                yield given_up(task, seconds)

    def _drop(self, member: _Member) -> None:
        self._members.remove(member)
        self._ray.kill(member.actor)

    def _end_members(self) -> None:
        """End the actors; the idle ones remove their files first."""
        idle = [member.actor.end.remote() for member in self._members if not member.task]
        if idle:
            self._ray.wait(idle, num_returns=len(idle), timeout=10)
        for member in list(self._members):
            self._drop(member)

    def close(self) -> None:
        """Leave the cluster; one of this machine's own ends."""
        self._ray.shutdown()


def _library() -> Any:
    try:
        import ray
    except ImportError:
        raise EngineError(
            "To scan on a Ray cluster install the cluster extra: pip install 'scr-publish[cluster]'; "
            "--engine local needs nothing more."
        ) from None
    return ray
