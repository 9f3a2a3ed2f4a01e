"""The audit trail, read."""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import select

from scr_publish.workbench.record import audit
from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.record.models import AuditEntry
from scr_publish.workbench.services.actors import Act, Actor, allow
from scr_publish.workbench.services.views import AuditView


def list_entries(
    session: RecordSession, actor: Actor, *, subject: str = "", before: int | None = None, limit: int = 200
) -> list[AuditView]:
    """Entries of the audit trail, newest first: of one review or account where `subject` is its id, and those with a
    lower number than `before`."""
    allow(actor, Act.AUDIT)
    wanted = select(AuditEntry).order_by(AuditEntry.sequence.desc()).limit(limit)
    if subject:
        wanted = wanted.where(AuditEntry.subject == subject)
    if before is not None:
        wanted = wanted.where(AuditEntry.sequence < before)
    return [entry_view(row) for row in session.scalars(wanted)]


def verify(session: RecordSession, actor: Actor) -> list[audit.Fault]:
    """What is wrong with the chain of entries; nothing where it is whole."""
    allow(actor, Act.AUDIT)
    return list(audit.verify(session))


def taken(
    session: RecordSession, actor: Actor, review_id: str, what: str, data: bytes, version: int | None = None
) -> None:
    """Put on record that somebody took a file away: from then on it is out of the workbench's reach. `session` is a
    writing one, `what` the kind of file."""
    digest = hashlib.sha256(data).hexdigest()
    audit.append(session, actor, "file.taken", review_id, kind=what, version=version, sha256=digest)


def entry_view(row: AuditEntry) -> AuditView:
    """An entry as people read it."""
    body = json.loads(row.body)
    return AuditView(
        sequence=row.sequence,
        at=body["at"],
        actor=body["actor"]["name"],
        act=body["act"],
        subject=row.subject,
        details=body["details"],
        hash=row.hash,
    )
