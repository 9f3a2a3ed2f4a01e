"""The versions of a report, what can be taken away of each, and the upload of a new one."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from scr_publish.errors import ScrPublishError
from scr_publish.workbench.errors import Forbidden, NotFound
from scr_publish.workbench.services import reviews, versions
from scr_publish.workbench.services.views import ReviewView, VersionView
from scr_publish.workbench.web.access import Uploaded, Visiting, settings_of
from scr_publish.workbench.web.pages.reviews import has_draft, sent_in
from scr_publish.workbench.web.rendering import page
from scr_publish.workbench.web.security.forms import text

router = APIRouter()


@router.get("/reviews/{review_id}/versions")
def versions_page(request: Request, who: Visiting, review_id: str) -> Response:
    """All versions, the newest first, with what can be downloaded, and the form for a new one."""
    return _page(request, who, review_id)


@router.post("/reviews/{review_id}/versions")
def upload(request: Request, who: Visiting, review_id: str, form: Uploaded) -> Response:
    """A new version: its check begins at once, and decisions are carried over."""
    if not has_draft(form):
        return _page(request, who, review_id, 422, "Choose the new version of the draft.")
    try:
        sent = sent_in(form)
        versions.upload(
            who.record, who.actor, review_id, sent.draft, sent.companions, sent.case, passphrase=sent.passphrase,
            keep_beside=text(form, "beside", "keep") == "keep",
        )  # fmt: skip
    except (Forbidden, NotFound):
        raise
    except ScrPublishError as error:
        return _page(request, who, review_id, 422, str(error))
    return RedirectResponse(f"/reviews/{review_id}/progress", 303)


def _page(request: Request, who: Visiting, review_id: str, status: int = 200, refusal: str = "") -> Response:
    review, listed = _listed(who, review_id)
    return page(
        request, "versions.html", status, review=review, version=review.latest, versions=listed, refusal=refusal,
        limit=settings_of(request).upload_bytes,
    )  # fmt: skip


def _listed(who: Visiting, review_id: str) -> tuple[ReviewView, list[VersionView]]:
    with who.record.reading() as session:
        review = reviews.get_review(session, who.actor, review_id)
        listed = versions.list_versions(session, who.actor, review_id)
    return review, sorted(listed, key=lambda version: -version.number)
