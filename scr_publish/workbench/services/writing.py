"""A decision as it is written: the row that stands, its event, and its entry of the audit trail, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from scr_publish.workbench.record import audit
from scr_publish.workbench.record.audit import Who
from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.record.models import Decision, DecisionEvent
from scr_publish.workbench.services import rows
from scr_publish.workbench.services.views import Status


@dataclass(frozen=True)
class Said:
    """What is decided, by whose account (none: the program), when and in which version. It is the act of whoever writes
    it, except where one's own decision is taken back and another's stands again."""

    status: Status
    reason: str
    by: str | None
    at: datetime
    in_version: int
    severity: str
    note: str = ""


def write(session: RecordSession, who: Who, act: str, decision: Decision, said: Said, **details: str) -> None:
    """Change a decision. The entry of the audit trail holds a keyed digest of the reason and no word of it."""
    box = session.box(rows.review_row(session, decision.review_id).key_id)
    decision.lock += 1
    decision.status, decision.note, decision.in_version = said.status, said.note, said.in_version
    decision.decided_by, decision.decided_at, decision.severity = said.by, said.at, said.severity
    session.add(decision)
    session.flush()
    decision.reason = box.seal_text(said.reason, reason_place(decision.id, decision.lock)) if said.reason else None
    sequence = audit.append(
        session,
        who,
        act,
        decision.review_id,
        decision=decision.id,
        lock=decision.lock,
        status=said.status.value,
        by=said.by or "",
        decided_at=said.at.astimezone(UTC).isoformat(),
        version=said.in_version,
        severity=said.severity,
        finding=decision.key[:16],
        reason=box.digest(f"reason:{said.reason}") if said.reason else "",
        **details,
    )
    session.add(
        DecisionEvent(
            decision_id=decision.id,
            lock=decision.lock,
            status=said.status,
            reason=decision.reason,
            note=said.note,
            decided_by=said.by,
            decided_at=said.at,
            in_version=said.in_version,
            audit=sequence,
        )
    )


def reason_place(decision_id: str, lock: int) -> str:
    """What a sealed reason is bound to."""
    return f"decision.reason:{decision_id}:{lock}"
