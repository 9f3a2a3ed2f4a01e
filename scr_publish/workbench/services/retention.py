"""Deletion: what is due, by hand or by age, provably."""

from __future__ import annotations

from scr_publish.workbench.record.database import Record, RecordSession
from scr_publish.workbench.services.actors import Actor
from scr_publish.workbench.services.views import DueView


def list_kept(session: RecordSession, actor: Actor) -> list[DueView]:
    """Every version whose documents are kept, the oldest first, with the day from which it is due."""


def delete_documents(record: Record, actor: Actor, version_id: str, why: str = "") -> None:
    """Delete a version's draft and all that came from it. Decisions, reasons and sign-offs stay on record."""


def delete_review(record: Record, actor: Actor, review_id: str, why: str = "") -> None:
    """Delete all of a review: documents, decisions' reasons, title, certificate. The audit trail keeps that it was."""


def purge_due(record: Record, actor: Actor) -> int:
    """Delete the documents of every version that is due; how many."""
