"""Decisions from one version to the next: they hold for findings that are still there, if they still fit."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from scr_publish.workbench.record import audit
from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.record.models import Decision, Version, now
from scr_publish.workbench.services.views import Status
from scr_publish.workbench.services.writing import Said, write

GRAVITY = ("advice", "review", "blocker")
"""Severities, the lightest first."""
_NAMED = {"advice": "advice", "review": "for review", "blocker": "a blocker"}


def carry_over(session: RecordSession, version: Version, severities: Mapping[str, str]) -> int:
    """Open again what no longer holds in a version that has just been checked; how many. That is what was marked as
    fixed, or to be changed, and is still there, and what was justified when it weighed less than it does now.

    Args:
        session: a writing session.
        version: the version.
        severities: the severity of each finding of it, by the finding's key; of two, the graver."""
    earlier = select(Decision).where(
        Decision.review_id == version.review_id,
        Decision.status != Status.OPEN,
        Decision.in_version < version.number,
    )
    reopened = 0
    for decision in session.scalars(earlier).all():
        severity = severities.get(decision.key)
        note = _note(decision, severity, version) if severity else ""
        if severity and note:
            said = Said(Status.OPEN, "", None, now(), version.number, severity, note)
            write(session, audit.PROGRAM, "decision.reopened", decision, said)
            reopened += 1
    return reopened


def _note(decision: Decision, severity: str, version: Version) -> str:
    """Why a decision no longer holds; nothing where it does."""
    if decision.status == Status.JUSTIFIED:
        if GRAVITY.index(severity) <= GRAVITY.index(decision.severity or GRAVITY[-1]):
            return ""
        return (
            f"was justified as {_NAMED[decision.severity]} in version {decision.in_version}; "
            f"it is {_NAMED[severity]} in version {version.number}"
        )
    done = "marked as fixed" if decision.status == Status.FIXED else "to be changed"
    return f"{done} in version {decision.in_version}, still there in version {version.number}"
