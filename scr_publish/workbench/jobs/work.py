"""The process that works on one job: opens the record, checks the draft, stores the outcome. The runner starts it as
`python -m scr_publish.workbench.jobs.work` and sends the order on its standard input.

It ends when the runner does: a check that nobody waits for would only hold the machine. While it works, a thread of it
keeps the lease and writes how far it is."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select

from scr_publish.errors import ConfigError, ScrPublishError
from scr_publish.workbench.errors import RecordError
from scr_publish.workbench.jobs import queue, wire, workspace
from scr_publish.workbench.record.database import Record
from scr_publish.workbench.record.models import Review, StoredFile, Version
from scr_publish.workbench.services.versions import files
from scr_publish.workbench.services.views import FileKind, FileView

BEAT_SECONDS = 2.0
"""Between two heartbeats: several within a lease, and what a progress bar shows is never older."""
_LOOK_SECONDS = 0.5


class Progress:
    """How far the check is, written by the check and read by the heartbeat."""

    def __init__(self) -> None:
        self.now = ("reading", 0, 1)

    def __call__(self, stage: str, done: int, total: int) -> None:
        self.now = (stage, done, total)


def main() -> None:
    """Work on the job that standard input names."""
    order = wire.unpacked(sys.stdin.buffer.read())
    threading.Thread(target=_end_with_the_runner, args=(order,), daemon=True).start()
    _lower_priority()
    try:
        record = wire.opened(order)
    except RecordError:  # away, or its key is being changed: no fault of the draft
        sys.exit(wire.TRY_LATER)
    try:
        _work(record, order)
    except queue.Lost:
        pass  # another process has the job, or it is over: nothing of this one may be stored
    finally:
        record.close()


def _work(record: Record, order: wire.Order) -> None:
    progress = Progress()
    with record.reading() as session:
        version = session.get_one(Version, queue.held(session, order.job_id, order.worker).version_id)
        size = session.scalar(select(func.sum(StoredFile.size)).where(StoredFile.version_id == version.id)) or 0
    with workspace.workspace(record.id, order.job_id, order.worker, size) as folder, _kept(record, order, progress):
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
        try:
            _check(record, order, folder, progress)
        except RecordError:  # the database is busy or away: no fault of the draft, so another attempt follows
            sys.exit(wire.TRY_LATER)
        except ScrPublishError as error:
            from scr_publish.workbench.jobs import results

            message = re.sub(re.escape(f"{folder}{os.sep}") + r"\w+[\\/]\d+[\\/]", "", str(error))
            results.fail(record, order.job_id, order.worker, message)


def _check(record: Record, order: wire.Order, folder: Path, progress: Progress) -> None:
    from scr_publish.assessment import check
    from scr_publish.config import Project, load_case, load_project
    from scr_publish.workbench.jobs import results
    from scr_publish.workbench.jobs.making import made_of
    from scr_publish.workbench.pictures.laying import lay_out
    from scr_publish.workbench.services.reviews import profiles

    with record.reading() as session:
        version = session.get_one(Version, queue.held(session, order.job_id, order.worker).version_id)
        named = session.get_one(Review, version.review_id).profile
        laid = {
            kind: _laid_out(folder / kind, files.stored(session, version.id, kind))
            for kind in (FileKind.DRAFT, FileKind.COMPANION, FileKind.CASE)
        }
    draft = laid[FileKind.DRAFT][0]
    case = load_case(laid[FileKind.CASE][0]) if laid[FileKind.CASE] else None
    settings = record.settings
    project = load_project(settings.project) if settings.project else Project()
    if named not in profiles(record):
        raise ConfigError(
            f"the kind of review “{named}” is no longer offered here: name its file again, and try again."
        )
    profile = project.applied_to(profiles(record)[named])
    assessment = check(
        draft, case=case, companions=laid[FileKind.COMPANION], profile=profile, project=project, progress=progress
    )
    progress("drawing the pages", 0, 1)
    pages = lay_out(assessment, draft)
    progress("storing", 0, 1)
    made = made_of(assessment, draft, profile, case)
    results.store(record, order.job_id, order.worker, replace(made, files=(*made.files, *pages)))


def _laid_out(folder: Path, sent: Iterable[FileView]) -> list[Path]:
    """Files in plain, in a folder of their own each, so that each keeps its name."""
    paths = []
    for i, item in enumerate(sent):
        path = folder / str(i) / item.name  # `uploading` keeps names to what file systems take
        path.parent.mkdir(mode=0o700, parents=True)
        path.write_bytes(item.data)
        paths.append(path)
    return paths


@contextmanager
def _kept(record: Record, order: wire.Order, progress: Progress) -> Iterator[None]:
    """A thread that keeps the lease while the work goes on, and ends the process when the job is lost."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT_SECONDS):
            try:
                with record.writing() as session:
                    queue.keep(session, order.job_id, order.worker, *progress.now)
            except queue.Lost:
                if not over.is_set():
                    _stop_at_once(order)
            except RecordError:
                continue  # the database is busy or away: the lease is longer than one beat

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(BEAT_SECONDS)


def _end_with_the_runner(order: wire.Order) -> None:
    """Wait until the runner is gone, which leaves this process to another parent, and end it then."""
    while os.getppid() == order.runner:
        time.sleep(_LOOK_SECONDS)
    _stop_at_once(order)


def _stop_at_once(order: wire.Order) -> None:
    """End this process, in the middle of whatever it does; its folder goes first."""
    workspace.remove(order.record_id, order.job_id, order.worker)
    os._exit(wire.TRY_LATER)


def _lower_priority() -> None:
    """Pages answer before checks go on."""
    if hasattr(os, "nice"):
        os.nice(10)


if __name__ == "__main__":
    main()
