"""Decisions and sign-offs against the trail, both ways: the tables say what was written, and all of it is there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC

from sqlalchemy import select

from scr_publish.workbench.errors import NotFound, RecordError
from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.record.models import Decision, DecisionEvent, Review, SignOff, Version
from scr_publish.workbench.record.told import Entry, Told

TAKEN_BACK = "decision.taken_back"


def decision_faults(session: RecordSession, told: Told) -> tuple[int, list[str]]:
    """How many events of decisions there are, and what is wrong with them."""
    faults: list[str] = []
    rows = {row.id: row for row in session.scalars(select(Decision))}
    last: dict[str, DecisionEvent] = {}
    seen: set[tuple[str, int]] = set()
    number = 0
    for event in session.scalars(select(DecisionEvent).order_by(DecisionEvent.decision_id, DecisionEvent.lock)):
        number += 1
        last[event.decision_id] = event
        entry = told.decisions.get((event.decision_id, event.lock))
        if entry is None or (event.decision_id, event.lock) in seen or not _agrees(event, entry):
            faults.append(f"A decision does not agree with audit entry {event.audit}.")
        elif not _reason_agrees(session, entry.subject, event, entry):
            faults.append(f"The reason of a decision does not agree with audit entry {event.audit}.")
        seen.add((event.decision_id, event.lock))
    for place, entry in told.decisions.items():
        if place not in seen:
            faults.append(f"The decision that audit entry {entry.sequence} tells of is missing.")
    for row in rows.values():
        faults += _standing_faults(row, last.get(row.id), told)
    faults += [
        f"What stands decided is missing, though audit entry {event.audit} tells of it."
        for decision_id, event in last.items()
        if decision_id not in rows
    ]
    return number, faults


def _agrees(event: DecisionEvent, entry: Entry) -> bool:
    said = entry.details
    by = event.decided_by or ""
    return (event.audit, event.status, by, event.decided_at.astimezone(UTC).isoformat(), event.in_version) == (
        entry.sequence,
        said.get("status"),
        said.get("by"),
        said.get("decided_at"),
        said.get("version"),
    ) and (entry.act == TAKEN_BACK or by == entry.actor)


def _reason_agrees(session: RecordSession, review_id: str, event: DecisionEvent, entry: Entry) -> bool:
    review = session.get(Review, review_id)
    if review is None:
        return False
    if review.deleted_at:
        return True
    try:
        box = session.box(review.key_id)
        reason = box.open_text(event.reason, f"decision.reason:{event.decision_id}:{event.lock}")
    except (RecordError, NotFound):
        return False
    return bool(entry.details.get("reason", "") == (box.digest(f"reason:{reason}") if reason else ""))


def _standing_faults(row: Decision, event: DecisionEvent | None, told: Told) -> Iterator[str]:
    """What stands is what was decided last, about the finding that it was decided about."""
    if event is None or event.lock != row.lock:
        yield "A decision is missing from the history of its finding."
        return
    stands = (row.status, row.reason, row.decided_by, row.decided_at, row.in_version, row.note)
    decided = (event.status, event.reason, event.decided_by, event.decided_at, event.in_version, event.note)
    entry = told.decisions.get((row.id, row.lock))
    known = (row.review_id, row.key[:16], row.severity)
    if stands != decided or (
        entry and known != (entry.subject, entry.details.get("finding"), entry.details.get("severity"))
    ):
        yield f"What stands decided is not what audit entry {event.audit} says."


def sign_off_faults(session: RecordSession, told: Told) -> tuple[int, list[str]]:
    """How many sign-offs there are, and what is wrong with them and with their certificates."""
    faults: list[str] = []
    seen = set()
    rows = session.scalars(select(SignOff)).all()
    for row in rows:
        seen.add(row.certificate_sha256)
        entry = told.sign_offs.get(row.certificate_sha256)
        version = session.get(Version, row.version_id)
        if entry is None:
            faults.append(f"The audit trail does not tell of the sign-off {row.id}.")
        elif version is None or (row.review_id, row.signed_by, version.review_id, version.number, version.sha256) != (
            entry.subject,
            entry.actor,
            entry.subject,
            entry.details.get("version"),
            entry.details.get("sha256"),
        ):
            faults.append(f"The sign-off {row.id} does not agree with audit entry {entry.sequence}.")
        if not _certificate_holds(session, row):
            faults.append(f"The certificate of the sign-off {row.id} is another than was signed.")
    for digest, entry in told.sign_offs.items():
        if digest not in seen:
            faults.append(f"The sign-off that audit entry {entry.sequence} tells of is missing.")
    return len(rows), faults


def _certificate_holds(session: RecordSession, row: SignOff) -> bool:
    review = session.get(Review, row.review_id)
    if review is None:
        return False
    if review.deleted_at:
        return True
    try:
        text = session.box(review.key_id).open_text(row.certificate, f"sign_off.certificate:{row.id}")
    except (RecordError, NotFound):
        return False
    return hashlib.sha256(text.encode()).hexdigest() == row.certificate_sha256
