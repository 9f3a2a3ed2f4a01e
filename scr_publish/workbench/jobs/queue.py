"""The queue of jobs, in the database: add, claim, keep, report, give back. A job belongs to the process that claimed it
until its lease runs out; whoever lost it cannot write its result any more."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import or_, select

from scr_publish.workbench.errors import NotFound, RecordError
from scr_publish.workbench.record import audit
from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.record.models import Job, Version, now
from scr_publish.workbench.services.views import VersionStatus

CHECK = "check"
WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"

LEASE = timedelta(seconds=15)
"""How long a job stays with a process that says nothing: a few heartbeats, so that a killed one is noticed soon."""
MAX_CRASHES = 3
"""A check that crashed its process three times would crash the fourth too."""
MAX_ATTEMPTS = 10
"""A check in whose course the whole server went down this often may be the cause of it."""


class Lost(Exception):  # noqa: N818 - it reads as what happened
    """The job belongs to another process by now, or is over: what was made of it must not be stored."""


def add(session: RecordSession, version_id: str, account_id: str) -> Job:
    """A check of a version, at the end of the queue."""
    job = Job(kind=CHECK, version_id=version_id, asked_by=account_id, state=WAITING, stage="waiting")
    session.add(job)
    return job


def claim(session: RecordSession, worker: str) -> Job | None:
    """The oldest job that waits, or whose lease has run out, now the worker's; None where there is none. A job that has
    been tried often enough becomes failed instead, and its version with it."""
    free = or_(Job.state == WAITING, (Job.state == RUNNING) & (Job.lease_until < now()))
    for job in session.scalars(select(Job).where(free).order_by(Job.created_at)):
        version = session.get_one(Version, job.version_id)
        if version.deleted_at is not None:
            finish(job, FAILED)
        elif job.crashes >= MAX_CRASHES or job.attempts >= MAX_ATTEMPTS:
            give_up(
                session,
                job,
                f"The check stopped without a word, {job.attempts} times. Save the draft again from Word, or split it.",
            )
        else:
            job.state, job.worker, job.attempts = RUNNING, worker, job.attempts + 1
            job.lease_until, job.stage, job.done, job.total = now() + LEASE, "starting", 0, 0
            version.status = VersionStatus.CHECKING
            return job
    return None


def held(session: RecordSession, job_id: str, worker: str) -> Job:
    """The job, while it is the worker's. Raises Lost."""
    job = session.get(Job, job_id)
    if job is None or job.state != RUNNING or job.worker != worker:
        raise Lost(job_id)
    return job


def keep(session: RecordSession, job_id: str, worker: str, stage: str, done: int, total: int) -> None:
    """A heartbeat: the lease anew, and how far the work is. Raises Lost."""
    job = held(session, job_id, worker)
    job.lease_until, job.stage, job.done, job.total = now() + LEASE, stage, done, total


def give_back(session: RecordSession, worker: str, *, crashed: bool) -> None:
    """The jobs that a worker still holds wait again: their process has ended before its time, by itself (`crashed`) or
    because the runner was stopped."""
    for job in session.scalars(select(Job).where(Job.state == RUNNING, Job.worker == worker)):
        job.state, job.worker, job.lease_until, job.stage = WAITING, "", None, "waiting"
        job.crashes += crashed
        session.get_one(Version, job.version_id).status = VersionStatus.WAITING


def give_up(session: RecordSession, job: Job, message: str) -> None:
    """The job is over, and its version could not be checked, for this reason. It is on the trail."""
    version = session.get_one(Version, job.version_id)
    version.status = VersionStatus.FAILED
    try:
        version.failure = session.box(version.key_id).seal_text(message, f"version.failure:{version.id}")
    except (RecordError, NotFound):  # its key cannot be opened: nobody could read the sentence, and others wait
        version.failure = None
    finish(job, FAILED)
    audit.append(session, audit.PROGRAM, "version.failed", version.review_id, version=version.number)


def finish(job: Job, state: str) -> None:
    """The job is over."""
    job.state, job.worker, job.lease_until, job.finished_at = state, "", None, now()
