"""Decisions about findings: one at a time or all of one name. Two people at once lose nothing: whoever comes second is
told who decided what, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from scr_publish.workbench.errors import Conflict, NotFound, Refused
from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.record.models import Decision, DecisionEvent, FindingRow, Version, now
from scr_publish.workbench.services import rows
from scr_publish.workbench.services.actors import Act, Actor, allow
from scr_publish.workbench.services.diffs import diff
from scr_publish.workbench.services.findings import decision_views, decisions_of
from scr_publish.workbench.services.moments import moment_text
from scr_publish.workbench.services.views import DecisionEventView, DecisionView, Status, VersionStatus
from scr_publish.workbench.services.writing import Said, reason_place, write

__all__ = ["decide", "decide_name", "diff", "history", "take_back"]

REASON_LENGTH = 5000
"""Characters of a reason: a page, more than anybody reads on a certificate."""
_NOTE_LENGTH = 200


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


def take_back(session: RecordSession, actor: Actor, version_id: str, expected: Mapping[str, int]) -> int:
    """Take one's own last decision about findings back, all or none; how many. Each has again what stood before, with
    the name of who decided that and when; the trail has who took what back.

    Args:
        session: a writing session.
        actor: whose decisions they are.
        version_id: the version on the page.
        expected: by each finding's id, the lock of the decision.

    Raises:
        Conflict: somebody decided meanwhile. Nothing was written.
        Refused: another person decided last; or as `decide` does.
        NotFound: there is no such finding.
    """
    version = _open_version(session, actor, version_id)
    found = [session.get(FindingRow, finding_id) for finding_id in expected]
    chosen = [row for row in found if row is not None and row.version_id == version.id]
    if len(chosen) != len(expected):
        raise NotFound("There is no such finding in this version.")
    standing = decisions_of(session, version.review_id, (row.key for row in chosen))
    for row in chosen:
        _refuse_stale(session, standing.get(row.key), expected[row.id])
        if row.key not in standing:
            raise Refused("Nothing has been decided about this finding: there is nothing to take back.")
        if standing[row.key].decided_by != actor.id:
            by = rows.names_of(session, [standing[row.key].decided_by])[standing[row.key].decided_by]
            raise Refused(f"{by} decided this last: only who decided can take it back. Decide anew.")
    version.last_used_at = now()
    for decision, severity in {standing[row.key].id: (standing[row.key], row.severity) for row in chosen}.values():
        write(session, actor, "decision.taken_back", decision, _before(session, actor, version, decision, severity))
    return len(chosen)


def _before(session: RecordSession, actor: Actor, version: Version, decision: Decision, severity: str) -> Said:
    """What stood before the decision that stands."""
    event = session.scalar(
        select(DecisionEvent).where(DecisionEvent.decision_id == decision.id, DecisionEvent.lock == decision.lock - 1)
    )
    if event is None:
        return Said(Status.OPEN, "", actor.id, now(), version.number, severity)
    box = session.box(rows.review_row(session, version.review_id).key_id)
    return Said(
        status=Status(event.status),
        reason=box.open_text(event.reason, reason_place(decision.id, event.lock)),
        by=event.decided_by,
        at=event.decided_at,
        in_version=event.in_version,
        severity=severity,
        note=f"restored: {actor.name} took back what came after"[:_NOTE_LENGTH],
    )


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
            reason=box.open_text(event.reason, reason_place(decision.id, event.lock)),
            by=names[event.decided_by],
            at=event.decided_at,
            in_version=event.in_version,
            note=event.note,
        )
        for event in events
    ]


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
        said = Said(status, reason, actor.id, now(), version.number, row.severity)
        write(session, actor, "decision.made", decision, said, rule=row.rule)
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
    at = moment_text(standing.decided_at)
    raise Conflict(
        f"{by} decided “{standing.status}” at {at}. Nothing of yours was written: look, and decide again.",
        by=by,
        at=at,
        status=standing.status,
        version=lock,
    )
