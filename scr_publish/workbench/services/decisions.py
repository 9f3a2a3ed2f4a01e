"""Decisions about findings: one at a time or all of one name. Two people at once lose nothing: whoever comes second is
told who decided what, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from scr_publish.workbench.errors import Conflict, NotFound, Refused
from scr_publish.workbench.record import audit
from scr_publish.workbench.record.audit import Who
from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.record.models import Decision, DecisionEvent, FindingRow, Version, now
from scr_publish.workbench.services import rows
from scr_publish.workbench.services.actors import Act, Actor, allow
from scr_publish.workbench.services.diffs import diff
from scr_publish.workbench.services.findings import decision_views, decisions_of
from scr_publish.workbench.services.views import DecisionEventView, DecisionView, Status, VersionStatus

__all__ = ["decide", "decide_name", "diff", "history", "reopen_returned"]

REASON_LENGTH = 5000
"""Characters of a reason: a page, more than anybody reads on a certificate."""


def decide(
    session: RecordSession,
    actor: Actor,
    version_id: str,
    finding_id: str,
    status: Status,
    reason: str = "",
    *,
    expected: int,
) -> DecisionView:
    """Decide about one finding of the latest version that has been checked.

    Args:
        session: a writing session.
        actor: who decides.
        version_id: the version on the page.
        finding_id: the finding on the page.
        status: the decision; `open` takes one back.
        reason: why; a justification needs one.
        expected: the lock (`DecisionView.version`) of what the person saw.

    Raises:
        Conflict: somebody decided meanwhile. Nothing was written.
        Refused: no reason, a version that is not the latest, a report that has been signed off.
        NotFound: there is no such finding.
    """
    version = _open_version(session, actor, version_id)
    row = session.get(FindingRow, finding_id)
    if row is None or row.version_id != version.id:
        raise NotFound("There is no such finding in this version.")
    decision = _decided(session, actor, version, [row], status, reason, {row.id: expected})[0]
    return decision_views(session, version.review_id, [decision])[row.key]


def decide_name(
    session: RecordSession,
    actor: Actor,
    version_id: str,
    name_key: str,
    status: Status,
    reason: str = "",
    *,
    expected: Mapping[str, int],
) -> int:
    """Decide about findings on the same words, all or nothing; how many. `expected` has, by each finding's id, the lock
    that the person saw. Raises as `decide` does."""
    version = _open_version(session, actor, version_id)
    found = session.scalars(
        select(FindingRow)
        .where(FindingRow.version_id == version.id, FindingRow.name_key == name_key, FindingRow.name_key != "")
        .order_by(FindingRow.position)
    ).all()
    chosen = [row for row in found if row.id in expected]
    if not chosen or len(chosen) != len(expected):
        raise NotFound("Not all of these findings are about the same words of this version.")
    return len(_decided(session, actor, version, chosen, status, reason, expected))


def history(session: RecordSession, actor: Actor, version_id: str, finding_id: str) -> list[DecisionEventView]:
    """All that was ever decided about a finding, in any version, the oldest first."""
    allow(actor, Act.READ)
    version = rows.version_row(session, version_id)
    row = session.get(FindingRow, finding_id)
    if row is None or row.version_id != version.id:
        raise NotFound("There is no such finding in this version.")
    decision = decisions_of(session, version.review_id, [row.key]).get(row.key)
    if decision is None:
        return []
    events = session.scalars(
        select(DecisionEvent).where(DecisionEvent.decision_id == decision.id).order_by(DecisionEvent.lock)
    ).all()
    names = rows.names_of(session, (event.decided_by for event in events))
    box = session.box(rows.review_row(session, version.review_id).key_id)
    return [
        DecisionEventView(
            status=Status(event.status),
            reason=box.open_text(event.reason, _place(decision.id, event.lock)),
            by=names[event.decided_by],
            at=event.decided_at,
            in_version=event.in_version,
            note=event.note,
        )
        for event in events
    ]


def reopen_returned(session: RecordSession, version: Version, keys: set[str]) -> int:
    """Open again what was marked as fixed, or to be changed, in an earlier version and is still there in this one; how
    many. The check of a new version calls it."""
    promised = session.scalars(
        select(Decision).where(
            Decision.review_id == version.review_id,
            Decision.status.in_((Status.FIXED, Status.ACCEPTED)),
            Decision.in_version < version.number,
        )
    )
    returned = [row for row in promised if row.key in keys]
    for row in returned:
        done = "marked as fixed" if row.status == Status.FIXED else "to be changed"
        note = f"{done} in version {row.in_version}, still there in version {version.number}"
        _write(session, audit.PROGRAM, version, row, Status.OPEN, "", note)
    return len(returned)


def _open_version(session: RecordSession, actor: Actor, version_id: str) -> Version:
    allow(actor, Act.DECIDE)
    version = rows.version_row(session, version_id)
    rows.review_row(session, version.review_id)
    if version.status != VersionStatus.CHECKED:
        raise Refused("This version has not been checked yet.")
    latest = rows.latest_checked(session, version.review_id)
    if latest is not None and latest.id != version.id:
        raise Refused(f"Version {latest.number} has been checked meanwhile: decide there.")
    if rows.sign_off_row(session, version.id):
        raise Refused("This version has been signed off: upload a new one to go on.")
    return version


def _decided(
    session: RecordSession,
    actor: Actor,
    version: Version,
    found: Sequence[FindingRow],
    status: Status,
    reason: str,
    expected: Mapping[str, int],
) -> list[Decision]:
    reason = reason.strip()
    if status is Status.JUSTIFIED and not reason:
        raise Refused("Say why it may stay: a justification needs a reason.")
    if len(reason) > REASON_LENGTH:
        raise Refused(f"The reason is longer than {REASON_LENGTH} characters.")
    standing = decisions_of(session, version.review_id, (row.key for row in found))
    for row in found:
        _refuse_stale(session, standing.get(row.key), expected[row.id])
    version.last_used_at = now()
    made = []
    for row in found:
        decision = standing.get(row.key) or Decision(review_id=version.review_id, key=row.key, lock=0)
        _write(session, actor, version, decision, status, reason, "", rule=row.rule)
        standing[row.key] = decision
        made.append(decision)
    return made


def _refuse_stale(session: RecordSession, standing: Decision | None, expected: int) -> None:
    lock = standing.lock if standing else 0
    if lock == expected:
        return
    if standing is None:
        raise NotFound("The decision on the page is no longer there: load the page again.")
    by = rows.names_of(session, [standing.decided_by])[standing.decided_by]
    at = f"{standing.decided_at:%H:%M} UTC on {standing.decided_at.day} {standing.decided_at:%B %Y}"
    raise Conflict(
        f"{by} decided “{standing.status}” at {at}. Nothing of yours was written: look, and decide again.",
        by=by,
        at=at,
        status=standing.status,
        version=lock,
    )


def _write(
    session: RecordSession,
    who: Who,
    version: Version,
    decision: Decision,
    status: Status,
    reason: str,
    note: str,
    **details: str,
) -> None:
    """Change a decision, with its event and its entry of the audit trail, which holds a keyed digest of the reason."""
    box = session.box(rows.review_row(session, version.review_id).key_id)
    decision.lock += 1
    decision.status, decision.note, decision.in_version = status, note, version.number
    decision.decided_by, decision.decided_at = who.id or None, now()
    session.add(decision)
    session.flush()
    decision.reason = box.seal_text(reason, _place(decision.id, decision.lock)) if reason else None
    sequence = audit.append(
        session,
        who,
        "decision.reopened" if note else "decision.made",
        version.review_id,
        decision=decision.id,
        lock=decision.lock,
        status=status.value,
        version=version.number,
        finding=decision.key[:16],
        reason=box.digest(f"reason:{reason}") if reason else "",
        **details,
    )
    session.add(
        DecisionEvent(
            decision_id=decision.id,
            lock=decision.lock,
            status=status,
            reason=decision.reason,
            note=note,
            decided_by=decision.decided_by,
            decided_at=decision.decided_at,
            in_version=version.number,
            audit=sequence,
        )
    )


def _place(decision_id: str, lock: int) -> str:
    return f"decision.reason:{decision_id}:{lock}"
