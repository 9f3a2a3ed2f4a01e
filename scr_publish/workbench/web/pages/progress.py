"""How far a check is: live with the script, and at each look again without."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from scr_publish.workbench.services import reviews, versions
from scr_publish.workbench.services.views import ReviewView, VersionStatus, VersionView
from scr_publish.workbench.web.access import Posted, Visiting
from scr_publish.workbench.web.rendering import page

router = APIRouter()

_UNDER_WAY = (VersionStatus.WAITING, VersionStatus.CHECKING)


@router.get("/reviews/{review_id}/progress")
def progress_page(request: Request, who: Visiting, review_id: str) -> Response:
    """The check of the latest version, while it runs and when it failed; else the findings."""
    review = _review(who, review_id)
    latest = review.latest
    if latest is None:
        return RedirectResponse(f"/reviews/{review_id}/versions", 303)
    if latest.status is VersionStatus.FAILED:
        return page(request, "failed.html", review=review, version=latest)
    if latest.status not in _UNDER_WAY:
        return RedirectResponse(f"/reviews/{review_id}" + ("/changes" if latest.number > 1 else ""), 303)
    return page(request, "progress.html", review=review, version=latest, share=_share(latest), stage=_stage(latest))


@router.get("/reviews/{review_id}/progress.json")
def progress_data(who: Visiting, review_id: str) -> Response:
    """The same as data: whether it is under way, the stage in words, and how much is done (0 to 1)."""
    latest = _review(who, review_id).latest
    under_way = latest is not None and latest.status in _UNDER_WAY
    data = {
        "under_way": under_way,
        "stage": _stage(latest) if latest else "",
        "share": _share(latest) if latest else 0,
    }
    return JSONResponse(data)


@router.post("/reviews/{review_id}/check-again")
def check_again(who: Visiting, review_id: str, _form: Posted) -> Response:
    """Check the latest version once more, where its check failed."""
    review = _review(who, review_id)
    if review.latest is not None:
        with who.record.writing() as session:
            versions.check_again(session, who.actor, review.latest.id)
    return RedirectResponse(f"/reviews/{review_id}/progress", 303)


def _review(who: Visiting, review_id: str) -> ReviewView:
    with who.record.reading() as session:
        return reviews.get_review(session, who.actor, review_id)


def _stage(version: VersionView) -> str:
    at = version.progress
    if version.status is VersionStatus.WAITING or at is None:
        return f"Waiting: place {at.place} in the queue" if at and at.place else "Waiting to begin"
    return at.stage[:1].upper() + at.stage[1:] if at.stage else "Beginning"


_STAGES = {
    "reading": (0.02, 0.15),
    "reading the language": (0.15, 0.6),
    "checking": (0.6, 0.8),
    "drawing the pages": (0.8, 0.95),
}
"""Where on the bar each stage of a check begins and ends, by the time that a long report takes."""


def _share(version: VersionView) -> float:
    """How much is done, 0 to 1: the stages one after another."""
    at = version.progress
    if at is None or version.status is VersionStatus.WAITING:
        return 0.0
    begin, end = _STAGES.get(at.stage, (0.95, 1.0) if at.stage == "storing" else (0.0, 0.02))
    return round(begin + (end - begin) * min(1.0, at.done / max(1, at.total)), 3)
