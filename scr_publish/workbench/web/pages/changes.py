"""What a new version changed: findings that are gone, new ones, and those that are still there."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from scr_publish.workbench.pictures.layout import layout_of
from scr_publish.workbench.services import decisions
from scr_publish.workbench.services.views import FindingView
from scr_publish.workbench.web.access import Visiting
from scr_publish.workbench.web.findings import Line, line_of, ordered
from scr_publish.workbench.web.pages.triage import opened
from scr_publish.workbench.web.rendering import page

router = APIRouter()


@router.get("/reviews/{review_id}/changes")
def changes_page(request: Request, who: Visiting, review_id: str) -> Response:
    """The latest version against the one before it."""
    with who.record.reading() as session:
        at = opened(session, who.actor, review_id)
        diff = decisions.diff(session, who.actor, at.version.id)
        layout = layout_of(session, who.actor, at.version)

    def lines(items: tuple[FindingView, ...], *, here: bool = True) -> list[Line]:
        return [line_of(item, layout if here else None) for item in ordered(items, "gravity")]

    groups = {}
    if diff is not None:
        back = {item.id for item in diff.returned}
        groups = {
            "returned": lines(diff.returned),
            "new": lines(diff.new),
            "still": lines(tuple(item for item in diff.still if item.id not in back)),
            "fixed": lines(diff.fixed, here=False),
        }
    return page(request, "changes.html", review=at.review, version=at.version, diff=diff, groups=groups)
