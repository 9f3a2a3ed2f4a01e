"""The list of reviews, and a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from scr_publish.config.profile import DEFAULT_PROFILE
from scr_publish.errors import ScrPublishError
from scr_publish.workbench.errors import Forbidden
from scr_publish.workbench.record import RecordSession
from scr_publish.workbench.services import gate as gates
from scr_publish.workbench.services import reviews
from scr_publish.workbench.services.actors import Act, Actor, allow
from scr_publish.workbench.services.versions import Upload
from scr_publish.workbench.services.views import ReviewView, VersionStatus
from scr_publish.workbench.web.access import Uploaded, Visiting, record_of, settings_of
from scr_publish.workbench.web.rendering import page
from scr_publish.workbench.web.security.forms import files, text
from scr_publish.workbench.web.wording import State, state_of

router = APIRouter()
AT_ONCE = 50
"""Reviews on one page of the list: for each some rows are read and decrypted."""


@dataclass(frozen=True)
class Line:
    """A review as the list shows it."""

    review: ReviewView
    state: State


@router.get("/reviews")
def list_page(
    request: Request, who: Visiting, number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1
) -> Response:
    """The reviews, the newest first, each with where it stands; so many at once."""
    with who.record.reading() as session:
        found = reviews.list_reviews(session, who.actor, first=(number - 1) * AT_ONCE, limit=AT_ONCE + 1)
        lines = [Line(item, standing(session, who.actor, item)) for item in found[:AT_ONCE]]
    return page(request, "reviews.html", lines=lines, number=number, more=len(found) > AT_ONCE)


def standing(session: RecordSession, actor: Actor, review: ReviewView) -> State:
    """Where a review stands. The gate is asked only where nothing is left undecided."""
    latest = review.latest
    decided = latest is not None and latest.status is VersionStatus.CHECKED and not _open(latest.undecided)
    blocked = decided and not review.signed_off_at and not gates.gate(session, actor, review.id).ready
    return state_of(review, blocked=blocked)


def _open(undecided: dict[str, int]) -> int:
    return undecided.get("blocker", 0) + undecided.get("review", 0)


@router.get("/reviews/new")
def new_page(request: Request, who: Visiting) -> Response:
    """The form for a new review."""
    allow(who.actor, Act.UPLOAD)
    return _new(request)


@router.post("/reviews/new")
def create(request: Request, who: Visiting, form: Uploaded) -> Response:
    """A new review with its first draft, whose check begins at once."""
    title, profile = text(form, "title"), text(form, "profile", DEFAULT_PROFILE)
    kept = {"title": title, "profile": profile}
    if not has_draft(form):
        return _new(request, 422, refusal="Choose the draft: a Word, PDF or other file.", **kept)
    if profile not in reviews.profiles(who.record):
        return _new(request, 422, refusal="Choose one of the profiles.", title=title)
    sent = sent_in(form)
    try:
        made = reviews.begin_review(
            who.record, who.actor, title or sent.draft.name.rpartition(".")[0], profile, sent.draft, sent.companions,
            sent.case, passphrase=sent.passphrase,
        )  # fmt: skip
    except Forbidden:
        raise
    except ScrPublishError as error:
        return _new(request, 422, refusal=str(error), **kept)
    return RedirectResponse(f"/reviews/{made.review_id}/progress", 303)


@dataclass(frozen=True)
class Sent:
    """The files of a form: the draft, what belongs to it, the case file and its passphrase."""

    draft: Upload
    companions: tuple[Upload, ...]
    case: Upload | None
    passphrase: str


def has_draft(form: FormData) -> bool:
    """Whether a draft was chosen."""
    return bool(files(form, "draft"))


def sent_in(form: FormData) -> Sent:
    """The files of a form that has a draft."""
    drafts, cases = files(form, "draft"), files(form, "case")
    return Sent(
        Upload(*drafts[0]),
        tuple(Upload(*item) for item in files(form, "companion")),
        Upload(*cases[0]) if cases else None,
        str(form.get("passphrase", "")),
    )


def _new(
    request: Request, status: int = 200, refusal: str = "", title: str = "", profile: str = DEFAULT_PROFILE
) -> Response:
    profiles = list(reviews.profiles(record_of(request)).values())
    return page(
        request, "new_review.html", status, refusal=refusal, title=title, chosen=profile, profiles=profiles,
        limit=settings_of(request).upload_bytes,
    )  # fmt: skip
