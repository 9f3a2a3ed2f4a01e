"""The audit trail, read."""

from __future__ import annotations

from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.services.actors import Actor
from scr_publish.workbench.services.views import AuditView


def list_entries(
    session: RecordSession, actor: Actor, *, subject: str = "", before: int | None = None, limit: int = 200
) -> list[AuditView]:
    """Entries of the audit trail, newest first; of one review, version or account where `subject` is its id."""
