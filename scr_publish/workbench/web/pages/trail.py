"""The audit trail, of one review or of all, and its verification."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from scr_publish.workbench.services import reviews, trail
from scr_publish.workbench.services.views import AuditView
from scr_publish.workbench.web.access import Posted, Visiting
from scr_publish.workbench.web.rendering import page

router = APIRouter()
LIMIT = 200
"""Entries on one page."""


@router.get("/reviews/{review_id}/history")
def history_page(request: Request, who: Visiting, review_id: str, before: int | None = None) -> Response:
    """The entries of the audit trail that are about one review."""
    with who.record.reading() as session:
        review = reviews.get_review(session, who.actor, review_id)
        entries = trail.list_entries(session, who.actor, subject=review_id, before=before, limit=LIMIT)
    return page(
        request, "history.html", review=review, version=review.latest, entries=entries, more=_more(entries), faults=None
    )


@router.get("/audit")
def trail_page(request: Request, who: Visiting, before: int | None = None) -> Response:
    """All entries, the newest first."""
    return _trail(request, who, before)


@router.post("/audit")
def verify(request: Request, who: Visiting, _form: Posted) -> Response:
    """All entries, after a look whether the chain is whole."""
    return _trail(request, who, None, verified=True)


def _trail(request: Request, who: Visiting, before: int | None, *, verified: bool = False) -> Response:
    with who.record.reading() as session:
        entries = trail.list_entries(session, who.actor, before=before, limit=LIMIT)
        found = trail.verify(session, who.actor) if verified else None
    return page(request, "audit.html", entries=entries, more=_more(entries), verified=found)


def _more(entries: list[AuditView]) -> int | None:
    """The number of the last entry, where older ones may follow."""
    return entries[-1].sequence if len(entries) == LIMIT else None
