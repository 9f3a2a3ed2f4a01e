"""What the engines share: a job at work, with its time and its attempts."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from scr_publish.archive.engine.work import Done, Job, job_digest
from scr_publish.errors import ScrPublishError

GRACE = 10
"""Seconds beyond the limit after which a worker is ended that has not given up by itself."""
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
        """Seconds that it may take: so many for each document that it reads."""
        return seconds * (1 + len(self.job.companions))


def next_task(waiting: Iterator[Job], again: deque[Task]) -> Task | None:
    """What to do next: what is to be tried again, else a new job; None where nothing is left."""
    if again:
        return again.popleft()
    job = next(waiting, None)
    return Task(job) if job else None


def lost(task: Task, state: str, error: str) -> Done:
    """What is recorded of a document whose worker gave no answer."""
    seconds = time.monotonic() - task.clock
    return Done(task.job.item.id, state, task.started, seconds, error, sha256=job_digest(task.job))
