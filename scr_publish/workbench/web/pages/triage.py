"""The findings of a draft beside its pages: the page on which a reviewer works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from scr_publish.workbench.errors import NotFound
from scr_publish.workbench.pictures.layout import Layout, layout_of
from scr_publish.workbench.pictures.words import context_of, text_of
from scr_publish.workbench.record import RecordSession
from scr_publish.workbench.services import decisions, reviews, versions
from scr_publish.workbench.services.actors import Actor
from scr_publish.workbench.services.views import FindingView, ReviewView, VersionStatus, VersionView
from scr_publish.workbench.web.access import Visiting
from scr_publish.workbench.web.findings import (
    Filter,
    choices,
    line_of,
    ordered,
    place_of,
    rule_of,
)
from scr_publish.workbench.web.rendering import page

router = APIRouter()


@dataclass(frozen=True)
class Opened:
    """A review with the version that is worked on: the newest that has been checked."""

    review: ReviewView
    version: VersionView


def opened(session: RecordSession, actor: Actor, review_id: str) -> Opened:
    """The review and its newest checked version: while a later one waits or is checked, people go on deciding. Raises
    NotFound where there is none, or the latest has been deleted."""
    review = reviews.get_review(session, actor, review_id)
    version = _checked(session, actor, review)
    if version is None:
        raise NotFound("This review has no checked draft at the moment.")
    return Opened(review, version)


def _checked(session: RecordSession, actor: Actor, review: ReviewView) -> VersionView | None:
    latest = review.latest
    if latest is None or latest.status in (VersionStatus.CHECKED, VersionStatus.DELETED):
        return latest if latest and latest.status is VersionStatus.CHECKED else None
    earlier = versions.list_versions(session, actor, review.id)
    return next((item for item in earlier if item.status is VersionStatus.CHECKED), None)


FIRST, CHUNK = 100, 300
"""Lines of the list that come with the page, and that the script asks for at once afterwards: a browser takes half a
second over a thousand of them, in which nobody could do anything."""


@router.get("/reviews/{review_id}")
def triage_page(
    request: Request,
    who: Visiting,
    review_id: str,
    finding: str = "",
    start: int = 0,
    whole: Annotated[bool, Query(alias="all")] = False,
) -> Response:
    """The findings that the filter chooses, one of them in full, and the page that it stands on. The list is `all` of
    them, or those from `start` on."""
    with who.record.reading() as session:
        review = reviews.get_review(session, who.actor, review_id)
        latest = review.latest
        if latest is None or latest.status is VersionStatus.DELETED:
            return RedirectResponse(f"/reviews/{review_id}/versions", 303)
        version = _checked(session, who.actor, review)
        if version is None:
            return RedirectResponse(f"/reviews/{review_id}/progress", 303)
        items = versions.list_findings(session, who.actor, version.id)
        layout = layout_of(session, who.actor, version)
        chosen = Filter.of(request.query_params)
        listed = ordered(_chosen(items, chosen, layout), chosen.order)
        if start > 0:
            lines = [line_of(item, layout) for item in listed[start : start + CHUNK]]
            return page(request, "more.html", lines=lines, filter=chosen)
        lines = [line_of(item, layout) for item in (listed if whole else listed[:FIRST])]
        open_one = next((item for item in items if item.id == finding), listed[0] if listed else None)
        detail = detail_of(session, who.actor, version, open_one, layout) if open_one else None
    return page(
        request, "triage.html", review=review, version=version, lines=lines, total=len(listed), filter=chosen,
        choices=choices(items), detail=detail, drawn=layout.drawn,
    )  # fmt: skip


def _chosen(items: list[FindingView], chosen: Filter, layout: Layout) -> list[FindingView]:
    return [item for item in items if chosen.chooses(item, layout.pages_of(item))]


@router.get("/reviews/{review_id}/findings/{finding_id}")
def detail_page(request: Request, who: Visiting, review_id: str, finding_id: str) -> Response:
    """One finding in full, for the script; the whole page with it for everybody else."""
    with who.record.reading() as session:
        at = opened(session, who.actor, review_id)
        item = versions.get_finding(session, who.actor, at.version.id, finding_id)
        detail = detail_of(session, who.actor, at.version, item, layout_of(session, who.actor, at.version))
    return page(request, "finding.html", review=at.review, version=at.version, detail=detail)


def detail_of(
    session: RecordSession, actor: Actor, version: VersionView, item: FindingView, layout: Layout
) -> dict[str, Any]:
    """What the template of one finding is given."""
    rule = rule_of(item)
    return {
        "finding": item,
        "rule": rule,
        "context": context_of(text_of(session, actor, version), item),
        "place": place_of(item, layout),
        "page": layout.page_for(item),
        "history": decisions.history(session, actor, version.id, item.id) if item.decision.version else [],
        "conflict": None,
        "reason": item.decision.reason,
    }
