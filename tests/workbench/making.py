"""What tests of the record need: people, and versions that were checked once and for all. The stored assessment is of the
fictional sample report with faults."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from scr_publish.config import load_case, load_profile
from scr_publish.config.profile import Profile
from scr_publish.workbench.jobs import queue, results
from scr_publish.workbench.jobs.making import Made, facts_of
from scr_publish.workbench.record import Record
from scr_publish.workbench.record.models import Account, Job
from scr_publish.workbench.services import reviews, versions
from scr_publish.workbench.services.actors import Actor, Role
from scr_publish.workbench.services.versions import Upload
from scr_publish.workbench.services.views import FileKind, FindingView, ReviewView, VersionView

SAMPLES = Path(__file__).parents[2] / "sample_reports"
DRAFT = SAMPLES / "flawed-report.docx"
CASE = SAMPLES / "flawed-report.case.toml"
TITLE = "Child H, second review"


@dataclass(frozen=True)
class People:
    """The people of a team, all invented."""

    rana: Actor
    rob: Actor
    mel: Actor
    max: Actor
    ada: Actor


def added(record: Record) -> People:
    """Accounts without passwords."""
    names = {
        "rana": ("Rana Whitlock", Role.REVIEWER),
        "rob": ("Rob Castell", Role.REVIEWER),
        "mel": ("Mel Arkwright", Role.MANAGER),
        "max": ("Max Denholm", Role.MANAGER),
        "ada": ("Ada Thornley", Role.ADMINISTRATOR),
    }
    with record.writing() as session:
        rows = {name: Account(name=name, full_name=full_name, role=role) for name, (full_name, role) in names.items()}
        session.add_all(rows.values())
        session.flush()
        return People(**{name: Actor(row.id, row.full_name, Role(row.role)) for name, row in rows.items()})


@cache
def _stored() -> str:
    return (Path(__file__).parent / "data" / "flawed-report.assessment.json").read_text(encoding="utf-8")


def assessment(*, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """The stored assessment; `without` leaves out the findings of some rules, as if they had been put right."""
    made: dict[str, Any] = json.loads(_stored())
    made["findings"] = [item for item in made["findings"] if item["rule"] not in without]
    for severity in made["counts"]:
        made["counts"][severity] = sum(item["severity"] == severity for item in made["findings"])
    return made


def made(*, without: tuple[str, ...] = (), profile: Profile | None = None) -> Made:
    """What a check would have made."""
    data = assessment(without=without)
    facts = facts_of(data, profile or load_profile(), load_case(CASE))
    return Made(data, facts, ((FileKind.ASSESSMENT, "flawed-report.assessment.json", json.dumps(data).encode()),))


def new_review(record: Record, who: Actor) -> ReviewView:
    """A review without a draft."""
    with record.writing() as session:
        return reviews.create_review(session, who, TITLE)


def uploaded(record: Record, who: Actor, review: ReviewView, data: bytes = b"") -> VersionView:
    """A version in the queue."""
    case = Upload(CASE.name, CASE.read_bytes())
    return versions.upload(record, who, review.id, Upload(DRAFT.name, data or DRAFT.read_bytes()), (), case)


def checked(
    record: Record, who: Actor, review: ReviewView, outcome: Made | None = None, data: bytes = b""
) -> VersionView:
    """A version that has been checked, with the stored assessment unless another is given."""
    version = uploaded(record, who, review, data)
    finish(record, outcome or made())
    with record.reading() as session:
        return versions.get_version(session, who, version.id)


def finish(record: Record, outcome: Made, worker: str = "tests") -> None:
    """End the next job of the queue with an outcome."""
    with record.writing() as session:
        job = queue.claim(session, worker)
        assert job is not None
    results.store(record, job.id, worker, outcome)


def findings(record: Record, who: Actor, version: VersionView) -> list[FindingView]:
    """The findings of a version."""
    with record.reading() as session:
        return versions.list_findings(session, who, version.id)


def left(record: Record) -> list[str]:
    """The names of all files in the record's folder, save the one that says whose it is."""
    return [path.name for path in record.files.folder.iterdir() if path.name != ".record"]


def job_of(record: Record, version: VersionView) -> Job:
    """The job of a version as it stands."""
    from sqlalchemy import select

    with record.reading() as session:
        return session.scalars(select(Job).where(Job.version_id == version.id).order_by(Job.created_at.desc())).one()
