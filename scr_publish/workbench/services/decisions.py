"""Decisions about findings: one at a time or all of one name, carried from version to version."""

from __future__ import annotations

from collections.abc import Mapping

from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.services.actors import Actor
from scr_publish.workbench.services.views import DecisionEventView, DecisionView, DiffView, Status


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
    """Decide about one finding. `expected` is the lock (`DecisionView.version`) that the person saw. Raises Conflict where
    somebody decided meanwhile, Refused where a justification has no reason."""


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
    """Decide about every finding on the same words: all or nothing. `expected` has the lock of each finding by its id."""


def history(session: RecordSession, actor: Actor, version_id: str, finding_id: str) -> list[DecisionEventView]: ...
def diff(session: RecordSession, actor: Actor, version_id: str) -> DiffView | None:
    """A checked version against the one before it that was checked; None for the first one."""
