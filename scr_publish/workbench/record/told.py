"""What the audit trail tells of, read once from its first entry to its last, for the rows to be held against."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.record.models import AuditEntry


@dataclass(frozen=True)
class Entry:
    """One entry: its number, whose account acted (empty: the program), the act, what it is about, and its details."""

    sequence: int
    actor: str
    act: str
    subject: str
    details: dict[str, Any]


@dataclass
class Told:
    """Entries by what they are about: decisions by (id, lock), versions by (review, number), reviews by id, sign-offs
    by the certificate's digest."""

    decisions: dict[tuple[str, int], Entry] = field(default_factory=dict)
    uploads: dict[tuple[str, int], Entry] = field(default_factory=dict)
    checks: dict[tuple[str, int], Entry] = field(default_factory=dict)
    deleted: dict[tuple[str, int], Entry] = field(default_factory=dict)
    reviews: dict[str, Entry] = field(default_factory=dict)
    deleted_reviews: dict[str, Entry] = field(default_factory=dict)
    sign_offs: dict[str, Entry] = field(default_factory=dict)


def told(session: RecordSession) -> Told:
    """What the trail tells. An entry that cannot be read is left out: the chain's own check names it."""
    found = Told()
    entries = select(AuditEntry).order_by(AuditEntry.sequence).execution_options(yield_per=1000)
    for row in session.scalars(entries):
        try:
            body = json.loads(row.body)
            entry = Entry(row.sequence, body["actor"]["id"], body["act"], body["subject"], body["details"])
            _sort(found, entry)
        except (ValueError, KeyError, TypeError):
            continue
    return found


def _sort(found: Told, entry: Entry) -> None:
    details, act = entry.details, entry.act
    versions = {"version.uploaded": found.uploads, "version.checked": found.checks, "version.deleted": found.deleted}
    if act in ("decision.made", "decision.reopened", "decision.taken_back"):
        found.decisions[details["decision"], details["lock"]] = entry
    elif act in versions:
        versions[act][entry.subject, details["version"]] = entry
    elif act == "review.created":
        found.reviews[entry.subject] = entry
    elif act == "review.deleted":
        found.deleted_reviews[entry.subject] = entry
    elif act == "review.signed_off":
        found.sign_offs[details["certificate"]] = entry
