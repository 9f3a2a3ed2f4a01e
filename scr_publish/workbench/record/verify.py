"""Is the record whole? The audit chain, all rows against it and it against the rows, every kept file; and what was
deleted is gone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import func, select

from scr_publish.workbench.errors import NotFound, RecordError
from scr_publish.workbench.record import audit
from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.record.models import (
    AuditEntry,
    DataKey,
    FindingRow,
    Review,
    StoredFile,
    Version,
)
from scr_publish.workbench.record.told import Told, told
from scr_publish.workbench.record.verify_decisions import decision_faults, sign_off_faults


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
    trail = told(session)
    result.decisions, faults = decision_faults(session, trail)
    result.faults += faults
    result.sign_offs, faults = sign_off_faults(session, trail)
    result.faults += faults
    result.faults += [*_versions(session, trail, result), *_reviews(session, trail), *_files(session, result)]
    return result


def _said(fault: audit.Fault) -> str:
    return f"Audit entry {fault.sequence} {fault.what}." if fault.sequence else f"{fault.what.capitalize()}."


def _against(session: RecordSession, expected: str) -> list[str]:
    number, _, digest = expected.partition(":")
    entry = session.get(AuditEntry, int(number)) if number.isdecimal() else None
    if entry is None:
        return [f"Audit entry {number}, which was there before, is missing."]
    return [] if entry.hash == digest else [f"Audit entry {number} is another than before."]


def _versions(session: RecordSession, trail: Told, result: Verified) -> Iterator[str]:
    """Every version is the one that was uploaded, and none is missing; its findings are those of its check. Of a
    deleted one nothing is left: no key, no finding, no name, no file."""
    seen = set()
    for row in session.scalars(select(Version).order_by(Version.uploaded_at)).all():
        place = (row.review_id, row.number)
        seen.add(place)
        upload = trail.uploads.get(place)
        if upload is None or (upload.actor, upload.details.get("sha256")) != (row.uploaded_by, row.sha256):
            yield f"{_named(row)} is not the one that the audit trail tells of."
        if row.deleted_at is not None:
            result.deleted += 1
            yield from _deleted(session, row, trail)
            continue
        result.kept += 1
        if place in trail.deleted:
            yield f"{_named(row)} is back, though audit entry {trail.deleted[place].sequence} says that it was deleted."
        yield from _findings(session, row, trail)
    for place, entry in trail.uploads.items():
        if place not in seen:
            yield f"Version {place[1]} of review {place[0]}, of which audit entry {entry.sequence} tells, is missing."


def _named(row: Version) -> str:
    return f"Version {row.number} of review {row.review_id}"


def _deleted(session: RecordSession, row: Version, trail: Told) -> Iterator[str]:
    name = f"{_named(row)} was deleted, but "
    if not _destroyed(session, row.key_id):
        yield f"{name}its key is still there."
    if any(left is not None for left in (row.name, row.facts, row.failure)) or session.scalar(
        select(func.count()).where(FindingRow.version_id == row.id)
    ):
        yield f"{name}words of it are still in the database."
    for file in session.scalars(select(StoredFile).where(StoredFile.version_id == row.id)):
        if file.deleted_at is None or file.name is not None or session.record.files.has(file.id):
            yield f"{name}a file of it ({file.kind}) is still there."
    entry = trail.deleted.get((row.review_id, row.number))
    if entry is None or entry.details.get("sha256") != row.sha256:
        yield f"{name}the audit trail does not say so."


def _findings(session: RecordSession, row: Version, trail: Told) -> Iterator[str]:
    """The findings are as many as the check found, and each weighs what it weighed then."""
    entry = trail.checks.get((row.review_id, row.number))
    checked = row.status == "checked"
    if checked != (entry is not None):
        yield f"{_named(row)}: the audit trail does not agree whether it was checked."
    if entry is None or not checked:
        return
    said = entry.details
    if (row.decision, row.counts) != (said.get("decision"), said.get("counts")):
        yield f"{_named(row)}: its outcome is not what audit entry {entry.sequence} says."
    found = session.scalars(select(FindingRow).where(FindingRow.version_id == row.id)).all()
    if len(found) != said.get("findings"):
        yield f"{_named(row)} has {len(found)} findings; audit entry {entry.sequence} tells of {said.get('findings')}."
    altered = sum(1 for finding in found if not _opens(session, row.key_id, finding))
    if altered:
        yield f"{_named(row)}: {altered} of its findings have been changed."


def _opens(session: RecordSession, key_id: str, finding: FindingRow) -> bool:
    try:
        session.box(key_id).open(finding.text or b"", finding.place)
    except (RecordError, NotFound):
        return False
    return True


def _destroyed(session: RecordSession, key_id: str) -> bool:
    key = session.get_one(DataKey, key_id)
    return key.wrapped is None and key.destroyed_at is not None


def _reviews(session: RecordSession, trail: Told) -> Iterator[str]:
    seen = set()
    for row in session.scalars(select(Review)):
        seen.add(row.id)
        if row.id not in trail.reviews:
            yield f"The audit trail does not tell of review {row.id}."
        if (row.deleted_at is not None) != (row.id in trail.deleted_reviews):
            yield f"Review {row.id}: the audit trail does not agree whether it was deleted."
        if row.deleted_at is not None and (not _destroyed(session, row.key_id) or row.title is not None):
            yield f"Review {row.id} was deleted, but its title or key is still there."
    for review_id, entry in trail.reviews.items():
        if review_id not in seen:
            yield f"Review {review_id}, of which audit entry {entry.sequence} tells, is missing."


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
    with session.record.reading() as now:
        return now.get_one(StoredFile, file_id).deleted_at is None


def _is_unknown(session: RecordSession, file_id: str) -> bool:
    """Whether no row knows a file even now: inside a writing transaction nobody else is storing one."""
    with session.record.writing() as now:
        return now.get(StoredFile, file_id) is None
