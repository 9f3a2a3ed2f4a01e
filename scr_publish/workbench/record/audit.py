"""The audit trail: append-only, each entry chained to the one before, so that a change anywhere shows.

An entry's hash is SHA-256 of the hash before it and of its own canonical JSON. Its seal is a keyed digest of the hash:
whoever can write to the database but has no master key cannot make the chain anew. The head of the chain is sealed
too, so that entries cut off at the end are missed. Details hold ids, digests, counts and statuses, never a word of a
document."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import select

from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.record.models import AuditEntry, Meta, now

FIRST = "0" * 64
"""What the first entry has as the hash before it."""

_HEAD = "audit_head"


class Who(Protocol):
    """Whoever acts: a person, or the program itself."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def role(self) -> str: ...


@dataclass(frozen=True)
class Program:
    """The program acting by itself: a check that ended, a deletion that was due."""

    id: str = ""
    name: str = "scr-publish"
    role: str = "program"


PROGRAM = Program()


@dataclass(frozen=True)
class Fault:
    """What is wrong, and at which entry (0: with the trail as a whole)."""

    sequence: int
    what: str


def canonical(data: Any) -> str:
    """JSON with sorted keys and no white space: the same data, the same bytes."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def append(session: RecordSession, who: Who, act: str, subject: str, **details: Any) -> int:
    """Add an entry, in the transaction of what it tells of; its number. `act` reads as `decision.made`; `subject` is
    the id of the review, version or account that it is about."""
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc()).limit(1)).first()
    sequence, previous = (last.sequence + 1, last.hash) if last else (1, FIRST)
    body = canonical(
        {
            "sequence": sequence,
            "at": now().isoformat(timespec="milliseconds"),
            "actor": {"id": who.id, "name": who.name, "role": str(who.role)},
            "act": act,
            "subject": subject,
            "details": details,
        }
    )
    digest = chained(previous, body)
    box = session.record.box
    session.add(
        AuditEntry(
            sequence=sequence, subject=subject, body=body, previous=previous, hash=digest, seal=box.digest(digest)
        )
    )
    head = canonical({"sequence": sequence, "hash": digest, "seal": box.digest(f"head:{sequence}:{digest}")})
    session.merge(Meta(name=_HEAD, value=head))
    session.flush()
    return sequence


def chained(previous: str, body: str) -> str:
    """The hash of an entry."""
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def head(session: RecordSession) -> tuple[int, str]:
    """The last entry's number and hash; 0 and the first hash where there is none."""
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc()).limit(1)).first()
    return (last.sequence, last.hash) if last else (0, FIRST)


def verify(session: RecordSession) -> Iterator[Fault]:
    """Every fault of the chain, in order; none where it is whole."""
    box = session.record.box
    sequence, previous = 0, FIRST
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.sequence).execution_options(yield_per=1000)):
        sequence += 1
        if entry.sequence != sequence:
            yield Fault(sequence, "is missing")
            sequence, previous = entry.sequence, entry.previous
        if entry.previous != previous:
            yield Fault(sequence, "does not follow from the entry before it")
        if chained(entry.previous, entry.body) != entry.hash:
            yield Fault(sequence, "has been changed")
        elif box.digest(entry.hash) != entry.seal:
            yield Fault(sequence, "was not written by this record: its seal is wrong")
        elif json.loads(entry.body)["sequence"] != sequence or json.loads(entry.body)["subject"] != entry.subject:
            yield Fault(sequence, "stands in another place than it was written for")
        previous = entry.hash
    yield from _head_faults(session, sequence, previous)


def _head_faults(session: RecordSession, sequence: int, last: str) -> Iterator[Fault]:
    """Faults of the trail's end. A record has an entry from its first moment, so that an emptied trail is none."""
    if not sequence:
        yield Fault(0, "the trail is empty, though every record has an entry of how it was made")
    row = session.get(Meta, _HEAD)
    if row is None:
        yield Fault(0, "the end of the trail is not marked: entries may have been cut off")
        return
    try:
        stored = json.loads(row.value)
        whole = stored["seal"] == session.record.box.digest(f"head:{stored['sequence']}:{stored['hash']}")
    except (ValueError, TypeError, KeyError):
        whole = False
    if not whole:
        yield Fault(0, "the mark of the trail's end has been changed")
    elif stored["sequence"] > sequence:
        yield Fault(sequence + 1, f"is missing: the trail went on to entry {stored['sequence']}")
    elif (stored["sequence"], stored["hash"]) != (sequence, last):
        yield Fault(sequence, "does not agree with the mark of the trail's end")
