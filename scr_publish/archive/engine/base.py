"""What the engines share: a job at work, with its time and its attempts."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from scr_publish.archive.engine.jobs import PATIENCE, Done, Job, job_digest
from scr_publish.errors import ScrPublishError

GRACE = 5
"""Seconds beyond the limit after which a worker is ended that has not given up by itself."""
STARTING = 300
"""Seconds that a worker may take to load all before its first document."""
ATTEMPTS = 2
"""How often a document is tried whose worker died for no known reason: the system may have ended it for want of
memory, or a machine may have gone. After that the document is the reason, and recorded as such."""


class EngineError(ScrPublishError):
    """The engine cannot start its workers."""


@dataclass
class Task:
    """A job at work: `started` in seconds of the epoch, `clock` on the clock that never goes back."""

    job: Job
    attempt: int = 1
    started: float = 0.0
    clock: float = 0.0

    def begin(self) -> None:
        self.started, self.clock = time.time(), time.monotonic()

    def limit(self, seconds: int) -> int:
        """Seconds of processor time that it may take: so many for each document that it reads."""
        return seconds * (1 + len(self.job.companions))

    def is_over(self, seconds: int, spent: float = 0.0) -> bool:
        """Whether it has had its time: `spent` seconds of processor time, or all of the patience there is."""
        limit = self.limit(seconds)
        return spent > limit + GRACE or time.monotonic() - self.clock > limit * PATIENCE + GRACE


def next_task(waiting: Iterator[Job], again: deque[Task]) -> Task | None:
    """What to do next: what is to be tried again, else a new job; None where nothing is left."""
    if again:
        return again.popleft()
    job = next(waiting, None)
    return Task(job) if job else None


def given_up(task: Task, seconds: int) -> Done:
    """What is recorded of a document that took too long."""
    return lost(task, "timeout", f"it took more than {task.limit(seconds)} seconds and was given up.")


def lost(task: Task, state: str, error: str) -> Done:
    """What is recorded of a document whose worker gave no answer."""
    seconds = time.monotonic() - task.clock
    return Done(task.job.item.id, state, task.started, seconds, error, sha256=job_digest(task.job))
