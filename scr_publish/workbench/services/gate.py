"""The gate: what still blocks, and the sign-off."""

from __future__ import annotations

from datetime import date

from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.services.actors import Actor
from scr_publish.workbench.services.views import GateView, SignOffView


def gate(session: RecordSession, actor: Actor, review_id: str) -> GateView: ...
def sign_off(
    session: RecordSession,
    actor: Actor,
    review_id: str,
    version_id: str,
    *,
    panel_date: date | None = None,
    second_reader: str = "",
    statement: str = "",
) -> SignOffView: ...
