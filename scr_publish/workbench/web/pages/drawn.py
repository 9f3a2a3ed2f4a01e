"""A page of the draft with the findings on it: as a picture, or as text where no picture can be made."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from scr_publish.errors import UnreadableError
from scr_publish.workbench.errors import NotFound
from scr_publish.workbench.pictures.drawn import Picture, Pictures
from scr_publish.workbench.pictures.layout import Kind, Layout, layout_of
from scr_publish.workbench.pictures.words import runs_of, text_of
from scr_publish.workbench.services import versions
from scr_publish.workbench.services.views import FindingView, ReviewView, VersionView
from scr_publish.workbench.web.access import Visiting
from scr_publish.workbench.web.findings import ordered
from scr_publish.workbench.web.pages.triage import opened
from scr_publish.workbench.web.rendering import page

router = APIRouter()


@router.get("/reviews/{review_id}/pages/{number}")
def pane(request: Request, who: Visiting, review_id: str, number: int, finding: str = "") -> Response:
    """One page with its findings."""
    pictures: Pictures = request.app.state.pictures
    with who.record.reading() as session:
        at = opened(session, who.actor, review_id)
        layout = layout_of(session, who.actor, at.version)
        items = versions.list_findings(session, who.actor, at.version.id)
    if layout.drawn:
        try:
            picture = pictures.get(who.record, who.actor, at.version, max(1, number))
        except UnreadableError:
            layout = Layout(Kind.TEXT)
        else:
            return _picture(request, at.review, at.version, layout, items, picture, finding)
    return _text(request, who, at.review, at.version, items, number, finding)


@router.get("/reviews/{review_id}/pictures/{version_id}/{number}.png")
def picture_of(request: Request, who: Visiting, review_id: str, version_id: str, number: int) -> Response:
    """The picture of one page."""
    pictures: Pictures = request.app.state.pictures
    with who.record.reading() as session:
        at = opened(session, who.actor, review_id)
    found = pictures.get(who.record, who.actor, at.version, number) if at.version.id == version_id else None
    if found is None:
        raise NotFound("There is no such page.")
    return Response(found.data, media_type="image/png")


def _picture(
    request: Request,
    review: ReviewView,
    version: VersionView,
    layout: Layout,
    items: list[FindingView],
    picture: Picture | None,
    finding: str,
) -> Response:
    if picture is None:
        raise NotFound("There is no such page.")
    marks = [
        (item, [box for box in layout.boxes_of(item) if int(box[0]) == picture.page])
        for item in reversed(ordered(items, "gravity"))  # the gravest is drawn last, on top
    ]
    return page(
        request, "page_picture.html", review=review, version=version, picture=picture, finding=finding,
        marks=[(item, boxes) for item, boxes in marks if boxes], laid_out=layout.kind is Kind.LAID_OUT,
    )  # fmt: skip


def _text(
    request: Request,
    who: Visiting,
    review: ReviewView,
    version: VersionView,
    items: list[FindingView],
    number: int,
    finding: str,
) -> Response:
    with who.record.reading() as session:
        text = text_of(session, who.actor, version)
    number = min(max(1, number), len(text.parts))
    own = [item for item in ordered(items, "gravity") if not item.document]
    blocks: list[dict[str, Any]] = [
        {"block": block, "runs": list(runs_of(text, block, own))} for block in text.part(number)
    ]
    return page(
        request, "page_text.html", review=review, version=version, number=number, parts=len(text.parts), blocks=blocks,
        finding=finding,
    )  # fmt: skip
