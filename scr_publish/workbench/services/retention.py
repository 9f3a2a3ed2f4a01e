"""Deletion, by hand or by age, provably: the data key is destroyed, the rows and files go, and the audit trail says
which file (by its hash) went when and by whom. `record verify` confirms that nothing of it is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, distinct, func, select, update

from scr_publish.workbench.jobs import queue
from scr_publish.workbench.record import audit
from scr_publish.workbench.record.audit import PROGRAM, Program, Who
from scr_publish.workbench.record.database import Record, RecordSession
from scr_publish.workbench.record.models import (
    Decision,
    DecisionEvent,
    FindingRow,
    Job,
    Review,
    SignOff,
    StoredFile,
    Version,
    now,
)
from scr_publish.workbench.services import rows
from scr_publish.workbench.services.actors import Act, Actor, allow
from scr_publish.workbench.services.views import DueView, KeptReviewView, VersionStatus

_WHY_LENGTH = 200
_BUSY = (VersionStatus.WAITING, VersionStatus.CHECKING)


def list_kept(session: RecordSession, actor: Actor) -> list[DueView]:
    """Every version whose documents are kept, with the day from which it is due; what is due first comes first."""
    allow(actor, Act.RETENTION)
    return _kept(session)


def list_reviews(session: RecordSession, actor: Actor) -> list[KeptReviewView]:
    """Every review that has not been deleted, the oldest first, those too whose documents are gone: titles, reasons and
    certificates are kept until somebody deletes the review."""
    allow(actor, Act.RETENTION)
    counted = (
        select(Review.id, Review.created_at, func.count(distinct(Version.id)), func.max(SignOff.signed_at))
        .outerjoin(Version, Version.review_id == Review.id)
        .outerjoin(SignOff, SignOff.review_id == Review.id)
        .where(Review.deleted_at.is_(None))
        .group_by(Review.id, Review.created_at)
        .order_by(Review.created_at)
    )
    return [KeptReviewView(*row) for row in session.execute(counted)]


def delete_documents(record: Record, actor: Actor, version_id: str, why: str = "") -> None:
    """Delete a version's draft and all that came from it. Decisions, reasons and sign-offs stay on record; the audit
    trail keeps `why`. Raises NotFound where that has been done."""
    allow(actor, Act.RETENTION)
    with record.writing() as session:
        gone = _without_documents(session, actor, rows.version_row(session, version_id), _said(why, "by hand"))
    _wiped(record, gone)


def delete_review(record: Record, actor: Actor, review_id: str, why: str = "") -> None:
    """Delete all of a review: documents, title, reasons, certificate. The audit trail keeps that it was, and who
    decided what when. Raises NotFound."""
    allow(actor, Act.RETENTION)
    gone: list[str] = []
    with record.writing() as session:
        review = rows.review_row(session, review_id)
        for version in session.scalars(select(Version).where(Version.review_id == review.id)).all():
            if version.deleted_at is None:
                gone += _without_documents(session, actor, version, _said(why, "with its review"))
        decisions = select(Decision.id).where(Decision.review_id == review.id)
        session.execute(update(DecisionEvent).where(DecisionEvent.decision_id.in_(decisions)).values(reason=None))
        session.execute(update(Decision).where(Decision.review_id == review.id).values(reason=None))
        session.execute(
            update(SignOff)
            .where(SignOff.review_id == review.id)
            .values(second_reader=None, statement=None, certificate=None)
        )
        session.destroy_key(review.key_id)
        review.title, review.deleted_at = None, now()
        audit.append(session, actor, "review.deleted", review.id, key=review.key_id, why=_said(why, "by hand"))
    _wiped(record, gone)


def purge_due(record: Record, who: Actor | Program = PROGRAM) -> int:
    """Delete the documents of every version that is due; how many. The program does it by itself once a day."""
    if isinstance(who, Actor):
        allow(who, Act.RETENTION)
    gone: list[str] = []
    with record.writing() as session:
        due = [item for item in _kept(session) if item.due]
        for item in due:
            gone += _without_documents(session, who, session.get_one(Version, item.version_id), "due")
    if due:
        _wiped(record, gone)
    return len(due)


def _said(why: str, otherwise: str) -> str:
    return " ".join(why.split())[:_WHY_LENGTH] or otherwise


def _kept(session: RecordSession) -> list[DueView]:
    days = timedelta(days=session.record.settings.retention_days)
    kept = session.scalars(select(Version).where(Version.deleted_at.is_(None)).order_by(Version.last_used_at))
    return [
        DueView(
            version_id=row.id,
            review_id=row.review_id,
            number=row.number,
            sha256=row.sha256,
            size=row.size,
            uploaded_at=row.uploaded_at,
            last_used_at=row.last_used_at,
            due_at=row.last_used_at + days,
            due=row.last_used_at + days <= now() and row.status not in _BUSY,
        )
        for row in kept
    ]


def _without_documents(session: RecordSession, who: Who, version: Version, why: str) -> Sequence[str]:
    """Take a version's documents out of the database; the ids of its files, which must go from the folder."""
    files = session.scalars(select(StoredFile).where(StoredFile.version_id == version.id)).all()
    for file in files:
        file.name, file.deleted_at = None, now()
    session.execute(delete(FindingRow).where(FindingRow.version_id == version.id))
    for job in session.scalars(select(Job).where(Job.version_id == version.id, Job.finished_at.is_(None))):
        queue.finish(job, queue.FAILED)
    session.destroy_key(version.key_id)
    version.name = version.facts = version.failure = None
    version.status, version.deleted_at = VersionStatus.DELETED, now()
    audit.append(
        session,
        who,
        "version.deleted",
        version.review_id,
        version=version.number,
        sha256=version.sha256,
        files=[{"kind": file.kind, "sha256": file.sha256} for file in files],
        key=version.key_id,
        why=why,
    )
    return [file.id for file in files]


def _wiped(record: Record, file_ids: Sequence[str]) -> None:
    """Remove the files, and what the database itself still holds of deleted rows. A crash before this leaves files that
    nobody can read; the next start sweeps them."""
    for file_id in file_ids:
        record.files.delete(file_id)
    record.scrub()
