"""Versions as pages show them."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import func, or_, select

from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.record.models import Decision, FindingRow, Job, StoredFile, Version
from scr_publish.workbench.services import rows
from scr_publish.workbench.services.actors import Act, Actor, allow
from scr_publish.workbench.services.views import FileKind, ProgressView, Status, VersionStatus, VersionView


def list_versions(session: RecordSession, actor: Actor, review_id: str) -> list[VersionView]:
    """The versions of a review, the newest first; those too whose documents have been deleted."""
    allow(actor, Act.READ)
    rows.review_row(session, review_id)
    found = session.scalars(select(Version).where(Version.review_id == review_id).order_by(Version.number.desc()))
    return [version_view(session, row) for row in found]


def get_version(session: RecordSession, actor: Actor, version_id: str) -> VersionView:
    """One version. Raises NotFound where there is none, or its documents have been deleted."""
    allow(actor, Act.READ)
    return version_view(session, rows.version_row(session, version_id))


def facts_of(session: RecordSession, row: Version) -> dict[str, Any]:
    """What the check stored beside the findings; empty before it and after deletion."""
    if row.facts is None or row.deleted_at:
        return {}
    facts: dict[str, Any] = json.loads(session.box(row.key_id).open(row.facts, f"version.facts:{row.id}"))
    return facts


def version_view(session: RecordSession, row: Version) -> VersionView:
    """A version as pages show it. Of a deleted one only numbers are left."""
    gone = row.deleted_at is not None
    return VersionView(
        id=row.id,
        review_id=row.review_id,
        number=row.number,
        name="" if gone else session.box(row.key_id).open_text(row.name, f"version.name:{row.id}"),
        sha256=row.sha256,
        size=row.size,
        status=VersionStatus(row.status),
        uploaded_by=rows.names_of(session, [row.uploaded_by])[row.uploaded_by],
        uploaded_at=row.uploaded_at,
        format=row.format,
        pages=row.pages,
        words=row.words,
        checked_at=row.checked_at,
        decision=row.decision,
        counts=dict(row.counts),
        undecided={} if gone else _undecided(session, row),
        profile=row.profile,
        model=row.model,
        tool_version=row.tool_version,
        failure="" if gone else _failure(session, row),
        unchecked=tuple(facts_of(session, row).get("unchecked", ())),
        progress=_progress(session, row),
        deleted_at=row.deleted_at,
        files=() if gone else _files(session, row),
    )


def _failure(session: RecordSession, row: Version) -> str:
    return session.box(row.key_id).open_text(row.failure, f"version.failure:{row.id}") if row.failure else ""


def _undecided(session: RecordSession, row: Version) -> dict[str, int]:
    counted = (
        select(FindingRow.severity, func.count())
        .outerjoin(Decision, (Decision.key == FindingRow.key) & (Decision.review_id == row.review_id))
        .where(
            FindingRow.version_id == row.id,
            FindingRow.allowed.is_(False),
            or_(Decision.id.is_(None), Decision.status == Status.OPEN),
        )
        .group_by(FindingRow.severity)
    )
    return {row[0]: row[1] for row in session.execute(counted)}


def _progress(session: RecordSession, row: Version) -> ProgressView | None:
    if row.status not in (VersionStatus.WAITING, VersionStatus.CHECKING):
        return None
    job = session.scalars(select(Job).where(Job.version_id == row.id).order_by(Job.created_at.desc()).limit(1)).first()
    if job is None:
        return None
    ahead = 0
    if job.state == "waiting":
        before = select(func.count()).where(Job.state == "waiting", Job.created_at <= job.created_at)
        ahead = session.scalar(before) or 1
    return ProgressView(stage=job.stage, done=job.done, total=job.total, attempt=job.attempts, place=ahead)


def _files(session: RecordSession, row: Version) -> tuple[tuple[FileKind, str], ...]:
    box = session.box(row.key_id)
    kept = (
        select(StoredFile)
        .where(StoredFile.version_id == row.id, StoredFile.kind != FileKind.PICTURE)
        .order_by(StoredFile.kind, StoredFile.position)
    )
    return tuple(
        (FileKind(item.kind), box.open_text(item.name, f"file.name:{item.id}")) for item in session.scalars(kept)
    )
