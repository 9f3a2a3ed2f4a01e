"""Deciding about one finding, and taking it back."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from scr_publish.workbench.errors import Conflict, NotFound, Refused, WorkbenchError
from scr_publish.workbench.pictures.layout import layout_of
from scr_publish.workbench.services import decisions, reviews, versions
from scr_publish.workbench.services.views import Status
from scr_publish.workbench.web.access import Posted, Visiting
from scr_publish.workbench.web.findings import line_of
from scr_publish.workbench.web.pages.triage import detail_of, opened
from scr_publish.workbench.web.rendering import is_fragment, page
from scr_publish.workbench.web.security.forms import Malformed, text

router = APIRouter()
LOCK = "lock."
"""How the fields begin that hold a finding's lock; its id follows."""


@router.post("/reviews/{review_id}/findings/{finding_id}")
def decide(request: Request, who: Visiting, review_id: str, finding_id: str, form: Posted) -> Response:
    """Decide about a finding. Where somebody else decided meanwhile, the page says who and what, and keeps the reason
    that was typed."""
    status, expected = status_in(form), number_in(form, "expected")
    reason = text(form, "reason") if status is Status.JUSTIFIED else ""
    version_id = text(form, "version")
    try:
        with who.record.writing() as session:
            before = versions.get_finding(session, who.actor, version_id, finding_id).decision
            decisions.decide(session, who.actor, version_id, finding_id, status, reason, expected=expected)
    except (Conflict, Refused, NotFound) as error:
        return _refused(request, who, review_id, finding_id, error, text(form, "reason"))
    if not is_fragment(request):
        return RedirectResponse(f"/reviews/{review_id}?{text(form, 'back')}", 303)
    following = text(form, "next")
    with who.record.reading() as session:
        review = reviews.get_review(session, who.actor, review_id)
        version = versions.get_version(session, who.actor, version_id)
        layout = layout_of(session, who.actor, version)
        decided = versions.get_finding(session, who.actor, version_id, finding_id)
        item = versions.get_finding(session, who.actor, version_id, following) if following else decided
        detail = detail_of(session, who.actor, version, item, layout)
    return page(
        request, "decided.html", review=review, version=version, line=line_of(decided, layout),
        decided=decided, before=before, detail=detail,
    )  # fmt: skip


@router.post("/reviews/{review_id}/undo")
def undo(request: Request, who: Visiting, review_id: str, form: Posted) -> Response:
    """Take the last decision about one or more findings back, or none of them where somebody decided meanwhile. What
    was decided before stands again under the name of whoever decided it."""
    version_id, locks = text(form, "version"), locks_in(form)
    with who.record.writing() as session:
        decisions.take_back(session, who.actor, version_id, locks)
    if not is_fragment(request) or len(locks) != 1:
        return RedirectResponse(f"/reviews/{review_id}" + text(form, "to"), 303)
    with who.record.reading() as session:
        review = reviews.get_review(session, who.actor, review_id)
        version = versions.get_version(session, who.actor, version_id)
        layout = layout_of(session, who.actor, version)
        item = versions.get_finding(session, who.actor, version_id, next(iter(locks)))
        detail = detail_of(session, who.actor, version, item, layout)
        line = line_of(item, layout)
    return page(
        request, "decided.html", review=review, version=version, line=line, decided=item, before=None, detail=detail
    )


def _refused(
    request: Request,
    who: Visiting,
    review_id: str,
    finding_id: str,
    error: WorkbenchError,
    reason: str,
) -> Response:
    """The finding as it now is, with what was typed still there; where the version on the page is no longer worked on,
    the sentence and what was typed."""
    status = {Conflict: 409, NotFound: 404}.get(type(error), 422)
    try:
        with who.record.reading() as session:
            at = opened(session, who.actor, review_id)
            item = versions.get_finding(session, who.actor, at.version.id, finding_id)
            layout = layout_of(session, who.actor, at.version)
            detail = detail_of(session, who.actor, at.version, item, layout)
            line = line_of(item, layout)
    except NotFound:
        return page(request, "not_recorded.html", status, said=str(error), reason=reason, review_id=review_id)
    detail |= {"conflict": error, "reason": reason}
    return page(request, "finding.html", status, review=at.review, version=at.version, detail=detail, line=line)


def status_in(form: FormData) -> Status:
    """The decision that a form asks for. Raises Malformed."""
    try:
        return Status(text(form, "status"))
    except ValueError:
        raise Malformed from None


def locks_in(form: FormData) -> dict[str, int]:
    """The locks of the findings that a form is about, by the finding's id. Raises Malformed."""
    return {name.removeprefix(LOCK): number_in(form, name) for name in form if name.startswith(LOCK)}


def number_in(form: FormData, name: str) -> int:
    """A whole number of a form. Raises Malformed."""
    value = text(form, name)
    if not value.isascii() or not value.isdigit():
        raise Malformed
    return int(value)
