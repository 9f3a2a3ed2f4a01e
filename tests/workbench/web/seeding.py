"""Records with a checked draft in them, made without running a check: one stored assessment serves many tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from scr_publish.assessment import Assessment
from scr_publish.config import load_case, load_profile
from scr_publish.workbench.jobs import queue, results
from scr_publish.workbench.jobs.making import made_of
from scr_publish.workbench.pictures.laying import lay_out
from scr_publish.workbench.record import Record
from scr_publish.workbench.services import accounts, reviews, versions
from scr_publish.workbench.services.actors import Actor
from scr_publish.workbench.services.versions import Upload
from scr_publish.workbench.services.views import LogIn, ReviewView, VersionView

SAMPLES = Path(__file__).parents[3] / "sample_reports"
PASSWORD = "three random words"
PEOPLE = {
    "ada": ("Ada Thornley", "administrator"),
    "rana": ("Rana Whitlock", "reviewer"),
    "rob": ("Rob Castell", "reviewer"),
    "mel": ("Mel Arkwright", "manager"),
}
"""Accounts by the name to log in with: full name and role. All of them are invented."""


@dataclass(frozen=True)
class Sample:
    """A sample draft, its case file and its assessment."""

    draft: Path
    case: Path
    assessment: Assessment


def add_people(record: Record) -> dict[str, Actor]:
    """The accounts of `PEOPLE`, each with `PASSWORD`."""
    for i, (name, (full_name, role)) in enumerate(PEOPLE.items()):
        if i == 0:
            accounts.first_account(record, name, full_name, PASSWORD)
        else:
            accounts.add_account(record, name, full_name, role, PASSWORD)
    return {name: actor(record, name) for name in PEOPLE}


def actor(record: Record, name: str) -> Actor:
    """Somebody who logs in."""
    made = accounts.log_in(record, name, PASSWORD)
    return _actor(record, made)


def person(record: Record) -> Actor:
    """The one person of single-user mode."""
    return _actor(record, accounts.redeem(record, accounts.one_time_token(record)))


def _actor(record: Record, made: LogIn) -> Actor:
    with record.reading() as session:
        found = accounts.actor_of(session, made.token)
    assert found is not None
    return found


def seed(record: Record, who: Actor, sample: Sample, title: str = "Child H", *, with_pages: bool = False) -> ReviewView:
    """A review with a checked version of the sample; `with_pages` has LibreOffice lay it out, which takes seconds."""
    with record.writing() as session:
        review = reviews.create_review(session, who, title, "wt2015-scr")
    add_version(record, who, review.id, sample, with_pages=with_pages)
    with record.reading() as session:
        return reviews.get_review(session, who, review.id)


def add_version(record: Record, who: Actor, review_id: str, sample: Sample, *, with_pages: bool = False) -> VersionView:
    """A further version, checked."""
    case = Upload(sample.case.name, sample.case.read_bytes())
    draft = Upload(sample.draft.name, sample.draft.read_bytes())
    version = versions.upload(record, who, review_id, draft, (), case)
    with record.writing() as session:
        job = queue.claim(session, "test")
        assert job is not None
        job_id = job.id
    made = made_of(sample.assessment, sample.draft, load_profile("wt2015-scr"), load_case(sample.case))
    pages = lay_out(sample.assessment, sample.draft) if with_pages else ()
    results.store(record, job_id, "test", replace(made, files=(*made.files, *pages)))
    with record.reading() as session:
        return versions.get_version(session, who, version.id)


@contextmanager
def under_way(record: Record, who: Actor, review_id: str, sample: Sample) -> Iterator[VersionView]:
    """A further version whose check is under way, and fails at the end."""
    version = versions.upload(record, who, review_id, Upload(sample.draft.name, sample.draft.read_bytes()))
    with record.writing() as session:
        job = queue.claim(session, "test")
        assert job is not None
        job_id = job.id
    yield version
    results.fail(record, job_id, "test", "The test has stopped it.")
