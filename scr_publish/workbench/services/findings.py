"""Findings as they were stored, opened, with what has been decided about each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from scr_publish.workbench.errors import NotFound
from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.record.models import Decision, FindingRow, Version
from scr_publish.workbench.record.vault import Box
from scr_publish.workbench.services import rows
from scr_publish.workbench.services.actors import Act, Actor, allow
from scr_publish.workbench.services.views import DecisionView, FindingView, Status


def list_findings(session: RecordSession, actor: Actor, version_id: str) -> list[FindingView]:
    """Every finding of a version, in the order of the document."""
    allow(actor, Act.READ)
    return finding_views(session, rows.version_row(session, version_id))


def get_finding(session: RecordSession, actor: Actor, version_id: str, finding_id: str) -> FindingView:
    """One finding. Raises NotFound."""
    allow(actor, Act.READ)
    version = rows.version_row(session, version_id)
    row = session.get(FindingRow, finding_id)
    if row is None or row.version_id != version.id:
        raise NotFound("There is no such finding.")
    return finding_views(session, version, [row])[0]


def finding_views(
    session: RecordSession, version: Version, found: Sequence[FindingRow] | None = None
) -> list[FindingView]:
    """Findings of a version, opened: all of them, or those given."""
    if found is None:
        every = select(FindingRow).where(FindingRow.version_id == version.id).order_by(FindingRow.position)
        found = session.scalars(every).all()
    decided = decisions_of(session, version.review_id, (row.key for row in found))
    views = decision_views(session, version.review_id, decided.values())
    box = session.box(version.key_id)
    return [_view(box, row, views.get(row.key, DecisionView())) for row in found]


def decisions_of(session: RecordSession, review_id: str, keys: Iterable[str]) -> dict[str, Decision]:
    """What stands decided about findings, by their keys."""
    wanted = set(keys)
    made = select(Decision).where(Decision.review_id == review_id)
    if len(wanted) == 1:  # the page that decides about one finding does not read them all
        made = made.where(Decision.key.in_(wanted))
    return {row.key: row for row in session.scalars(made) if row.key in wanted}


def decision_views(session: RecordSession, review_id: str, decided: Iterable[Decision]) -> dict[str, DecisionView]:
    """Decisions as pages show them, by the findings' keys."""
    decided = list(decided)
    names = rows.names_of(session, (row.decided_by for row in decided))
    box = session.box(rows.review_row(session, review_id).key_id)
    return {
        row.key: DecisionView(
            status=Status(row.status),
            reason=box.open_text(row.reason, f"decision.reason:{row.id}:{row.lock}"),
            by=names[row.decided_by],
            at=row.decided_at,
            version=row.lock,
            note=row.note,
            in_version=row.in_version,
        )
        for row in decided
    }


def _view(box: Box, row: FindingRow, decision: DecisionView) -> FindingView:
    text: dict[str, Any] = json.loads(box.open(row.text or b"", row.place))
    return FindingView(
        id=row.id,
        key=row.key,
        position=row.position,
        rule=row.rule,
        rule_name=row.rule_name,
        category=row.category,
        severity=row.severity,
        label=row.label,
        surface=row.surface,
        page=row.page,
        boxes=tuple(tuple(box) for box in row.boxes),
        start=row.start,
        end=row.end,
        where=text["where"],
        path=text["path"],
        document=text["document"],
        message=text["message"],
        suggestion=text["suggestion"],
        replacement=text["replacement"],
        excerpt=text["excerpt"],
        evidence=text["evidence"],
        allowed=row.allowed,
        name_key=row.name_key,
        decision=decision,
    )
