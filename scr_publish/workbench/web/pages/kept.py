"""What is kept and for how long; deletion, by hand and of all that is due, and its proof."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from scr_publish.workbench.pictures.drawn import Pictures
from scr_publish.workbench.services import retention, reviews
from scr_publish.workbench.services.actors import Act, allow
from scr_publish.workbench.web.access import Posted, Visiting, settings_of
from scr_publish.workbench.web.rendering import page
from scr_publish.workbench.web.security.forms import text

router = APIRouter()


SHORT = 8
"""Characters of a review's id that are shown, and typed to confirm its deletion."""


@router.get("/kept")
def kept_page(request: Request, who: Visiting, gone: int | None = None, review: str = "") -> Response:
    """Every version whose documents are kept, the oldest first, with the day on which it is due; and every review."""
    return _kept(request, who, gone=gone, deleted=review[:SHORT])


@router.post("/kept/reviews/{review_id}")
def delete_kept_review(request: Request, who: Visiting, review_id: str, form: Posted) -> Response:
    """Delete all of a review by somebody who may not see its title, once its short id has been typed."""
    allow(who.actor, Act.RETENTION)
    if text(form, "id").casefold() != review_id[:SHORT]:
        return _kept(request, who, 422, refusal="What you typed is not the id of that review. Nothing was deleted.")
    retention.delete_review(who.record, who.actor, review_id, text(form, "why"))
    _pictures(request).forget()
    return RedirectResponse(f"/kept?review={review_id[:SHORT]}", 303)


@router.post("/kept")
def purge(request: Request, who: Visiting, _form: Posted) -> Response:
    """Delete the documents of every version that is due."""
    gone = retention.purge_due(who.record, who.actor)
    _pictures(request).forget()
    return RedirectResponse(f"/kept?gone={gone}", 303)


@router.post("/kept/{version_id}")
def delete_documents(request: Request, who: Visiting, version_id: str, form: Posted) -> Response:
    """Delete the documents of one version; decisions and sign-offs stay on record."""
    retention.delete_documents(who.record, who.actor, version_id, text(form, "why"))
    _pictures(request).forget()
    return RedirectResponse("/kept?gone=1", 303)


@router.get("/reviews/{review_id}/delete")
def delete_page(request: Request, who: Visiting, review_id: str) -> Response:
    """What deleting a review means, and the form for it."""
    allow(who.actor, Act.RETENTION)
    with who.record.reading() as session:
        review = reviews.get_review(session, who.actor, review_id)
    return page(request, "delete.html", review=review, version=review.latest, refusal="")


@router.post("/reviews/{review_id}/delete")
def delete_review(request: Request, who: Visiting, review_id: str, form: Posted) -> Response:
    """Delete all of a review, once its title has been typed."""
    allow(who.actor, Act.RETENTION)
    with who.record.reading() as session:
        review = reviews.get_review(session, who.actor, review_id)
    if " ".join(text(form, "title").split()).casefold() != " ".join(review.title.split()).casefold():
        refusal = "The title that you typed is not this review's."
        return page(request, "delete.html", 422, review=review, version=review.latest, refusal=refusal)
    retention.delete_review(who.record, who.actor, review_id, text(form, "why"))
    _pictures(request).forget()
    return RedirectResponse("/reviews", 303)


def _kept(
    request: Request, who: Visiting, status: int = 200, *, gone: int | None = None, deleted: str = "", refusal: str = ""
) -> Response:
    with who.record.reading() as session:
        kept, listed = retention.list_kept(session, who.actor), retention.list_reviews(session, who.actor)
    return page(
        request, "kept.html", status, kept=kept, reviews=listed, gone=gone, deleted=deleted, refusal=refusal,
        days=settings_of(request).retention_days, short=SHORT,
    )  # fmt: skip


def _pictures(request: Request) -> Pictures:
    pictures = request.app.state.pictures
    assert isinstance(pictures, Pictures)
    return pictures
