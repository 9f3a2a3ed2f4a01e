"""Is the record whole? The audit chain, the decisions against it, every kept file; and what was deleted is gone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from scr_publish.workbench.errors import NotFound, RecordError
from scr_publish.workbench.record import audit
from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.record.models import (
    AuditEntry,
    DataKey,
    Decision,
    DecisionEvent,
    FindingRow,
    Review,
    SignOff,
    StoredFile,
    Version,
)


@dataclass
class Verified:
    """What was looked at, and every fault, as sentences. `head` is the audit trail's last entry and its hash: kept
    elsewhere, it shows later whether the trail was put back to an earlier state."""

    faults: list[str] = field(default_factory=list)
    entries: int = 0
    head: str = ""
    decisions: int = 0
    files: int = 0
    kept: int = 0
    deleted: int = 0
    sign_offs: int = 0


def verify_record(session: RecordSession, *, expected: str = "") -> Verified:
    """Check the whole record. `expected` is an entry and its hash as an earlier run printed them (`12:ab34…`)."""
    result = Verified()
    result.faults += [_said(fault) for fault in audit.verify(session)]
    result.entries, last = audit.head(session)
    result.head = f"{result.entries}:{last}"
    if expected:
        result.faults += _against(session, expected)
    for check in (_decisions, _versions, _reviews, _files, _sign_offs):
        result.faults += list(check(session, result))
    return result


def _said(fault: audit.Fault) -> str:
    return f"Audit entry {fault.sequence} {fault.what}." if fault.sequence else f"{fault.what.capitalize()}."


def _against(session: RecordSession, expected: str) -> list[str]:
    number, _, digest = expected.partition(":")
    entry = session.get(AuditEntry, int(number)) if number.isdecimal() else None
    if entry is None:
        return [f"Audit entry {number}, which was there before, is missing."]
    return [] if entry.hash == digest else [f"Audit entry {number} is another than before."]


def _body(session: RecordSession, sequence: int) -> dict[str, Any]:
    entry = session.get(AuditEntry, sequence)
    try:
        body: dict[str, Any] = json.loads(entry.body) if entry else {}
    except ValueError:  # the chain's own check names the entry
        return {}
    return body


def _decisions(session: RecordSession, result: Verified) -> Iterator[str]:
    """Every event agrees with its audit entry, and what stands agrees with the last event."""
    keys = {row.id: (row.review_id, row) for row in session.scalars(select(Decision))}
    last: dict[str, DecisionEvent] = {}
    told: dict[str, int] = {}
    for event in session.scalars(select(DecisionEvent).order_by(DecisionEvent.decision_id, DecisionEvent.lock)):
        result.decisions += 1
        told[event.decision_id] = told.get(event.decision_id, 0) + 1
        last[event.decision_id] = event
        details = _body(session, event.audit).get("details", {})
        known = (details.get("decision"), details.get("lock"), details.get("status"))
        if known != (event.decision_id, event.lock, event.status):
            yield f"A decision does not agree with audit entry {event.audit}."
        elif not _reason_agrees(session, keys[event.decision_id][0], event, details):
            yield f"The reason of a decision does not agree with audit entry {event.audit}."
    for decision_id, (_, row) in keys.items():
        event_of = last.get(decision_id)
        if event_of is None or told[decision_id] != row.lock:
            yield "A decision is missing from the history of its finding."
        elif (event_of.status, event_of.reason) != (row.status, row.reason):
            yield f"What stands decided is not what audit entry {event_of.audit} says."


def _reason_agrees(session: RecordSession, review_id: str, event: DecisionEvent, details: dict[str, Any]) -> bool:
    review = session.get_one(Review, review_id)
    if review.deleted_at:
        return True
    try:
        box = session.box(review.key_id)
        reason = box.open_text(event.reason, f"decision.reason:{event.decision_id}:{event.lock}")
    except (RecordError, NotFound):
        return False
    return details.get("reason", "") == (box.digest(f"reason:{reason}") if reason else "")


def _versions(session: RecordSession, result: Verified) -> Iterator[str]:
    """Of a deleted version nothing is left: no key, no finding, no name, no file; and the trail tells of it."""
    for row in session.scalars(select(Version).order_by(Version.uploaded_at)):
        if row.deleted_at is None:
            result.kept += 1
            continue
        result.deleted += 1
        name = f"Version {row.number} of review {row.review_id} was deleted, but "
        if not _destroyed(session, row.key_id):
            yield f"{name}its key is still there."
        if any(left is not None for left in (row.name, row.facts, row.failure)) or session.scalar(
            select(func.count()).where(FindingRow.version_id == row.id)
        ):
            yield f"{name}words of it are still in the database."
        for file in session.scalars(select(StoredFile).where(StoredFile.version_id == row.id)):
            if file.deleted_at is None or file.name is not None or (session.record.files.folder / file.id).exists():
                yield f"{name}a file of it ({file.kind}) is still there."
        if not _told_of(session, row):
            yield f"{name}the audit trail does not say so."


def _destroyed(session: RecordSession, key_id: str) -> bool:
    key = session.get_one(DataKey, key_id)
    return key.wrapped is None and key.destroyed_at is not None


def _told_of(session: RecordSession, row: Version) -> bool:
    entries = session.scalars(select(AuditEntry).where(AuditEntry.subject == row.review_id))
    bodies = (_body(session, entry.sequence) for entry in entries)
    return any(
        body.get("act") == "version.deleted"
        and (body["details"]["version"], body["details"]["sha256"]) == (row.number, row.sha256)
        for body in bodies
    )


def _reviews(session: RecordSession, result: Verified) -> Iterator[str]:  # noqa: ARG001 - one signature for all
    for row in session.scalars(select(Review).where(Review.deleted_at.is_not(None))):
        if not _destroyed(session, row.key_id) or row.title is not None:
            yield f"Review {row.id} was deleted, but its title or key is still there."


def _files(session: RecordSession, result: Verified) -> Iterator[str]:
    """Every kept file is there, opens, and is the one that was stored; no file is there that no row knows."""
    known = set()
    versions = {row.id: row for row in session.scalars(select(Version).where(Version.deleted_at.is_(None)))}
    for file in session.scalars(select(StoredFile).where(StoredFile.deleted_at.is_(None))):
        known.add(file.id)
        result.files += 1
        version = versions.get(file.version_id)
        if version is None:
            continue  # told of with the version
        name = f"A file ({file.kind}) of version {version.number} of review {version.review_id}"
        try:
            box = session.box(version.key_id)
            data = box.open(session.record.files.read(file.id), f"file:{file.id}")
        except NotFound:
            if _is_kept(session, file.id):
                yield f"{name} is missing."
        except RecordError:
            yield f"{name} has been changed."
        else:
            if hashlib.sha256(data).hexdigest() != file.sha256:
                yield f"{name} is another than was stored."
    for file_id in session.record.files.ids():
        if file_id not in known and session.get(StoredFile, file_id) is None and _is_unknown(session, file_id):
            yield f"The folder holds a file that the record does not know: {file_id}."


def _is_kept(session: RecordSession, file_id: str) -> bool:
    """Whether a file that is not there should be: it may have been deleted since this verification began."""
    with session.record.writing() as now:
        return now.get_one(StoredFile, file_id).deleted_at is None


def _is_unknown(session: RecordSession, file_id: str) -> bool:
    """Whether no row knows a file even now: inside a writing transaction nobody else is storing one."""
    with session.record.writing() as now:
        return now.get(StoredFile, file_id) is None


def _sign_offs(session: RecordSession, result: Verified) -> Iterator[str]:
    told = set()
    for entry in session.scalars(select(AuditEntry)):
        body = _body(session, entry.sequence)
        if body.get("act") == "review.signed_off":
            told.add(body["details"]["certificate"])
    for row in session.scalars(select(SignOff)):
        result.sign_offs += 1
        if row.certificate_sha256 not in told:
            yield f"The audit trail does not tell of the sign-off {row.id}."
        review = session.get_one(Review, row.review_id)
        if review.deleted_at is None:
            text = session.box(review.key_id).open_text(row.certificate, f"sign_off.certificate:{row.id}")
            if hashlib.sha256(text.encode()).hexdigest() != row.certificate_sha256:
                yield f"The certificate of the sign-off {row.id} is another than was signed."
