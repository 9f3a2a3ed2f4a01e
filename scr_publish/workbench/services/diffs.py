"""What changed between two versions, finding by finding."""

from __future__ import annotations

from sqlalchemy import select

from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.record.models import Decision, DecisionEvent, Version
from scr_publish.workbench.services import rows
from scr_publish.workbench.services.actors import Act, Actor, allow
from scr_publish.workbench.services.findings import finding_views
from scr_publish.workbench.services.views import DiffView, VersionStatus


def diff(session: RecordSession, actor: Actor, version_id: str) -> DiffView | None:
    """A version against the one before it that was checked and is still there; None where there is none."""
    allow(actor, Act.READ)
    version = rows.version_row(session, version_id)
    before = session.scalars(
        select(Version)
        .where(
            Version.review_id == version.review_id,
            Version.number < version.number,
            Version.status == VersionStatus.CHECKED,
        )
        .order_by(Version.number.desc())
        .limit(1)
    ).first()
    if before is None or version.status != VersionStatus.CHECKED:
        return None
    here, there = finding_views(session, version), finding_views(session, before)
    keys_here, keys_there = {item.key for item in here}, {item.key for item in there}
    returned = _returned(session, version)
    return DiffView(
        number=version.number,
        against=before.number,
        fixed=tuple(item for item in there if item.key not in keys_here),
        new=tuple(item for item in here if item.key not in keys_there),
        still=tuple(item for item in here if item.key in keys_there),
        returned=tuple(item for item in here if item.key in returned),
    )


def _returned(session: RecordSession, version: Version) -> set[str]:
    reopened = (
        select(Decision.key)
        .join(DecisionEvent, DecisionEvent.decision_id == Decision.id)
        .where(
            Decision.review_id == version.review_id,
            DecisionEvent.in_version == version.number,
            DecisionEvent.decided_by.is_(None),
        )
    )
    return set(session.scalars(reopened))
