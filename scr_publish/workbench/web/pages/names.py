"""The same words in many places: each listed once, and decided about in one act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from scr_publish.findings import shown
from scr_publish.workbench.errors import Conflict, NotFound, Refused
from scr_publish.workbench.pictures.layout import layout_of
from scr_publish.workbench.pictures.words import context_of, text_of
from scr_publish.workbench.services import decisions, versions
from scr_publish.workbench.services.views import FindingView, Status
from scr_publish.workbench.web.access import Posted, Visiting
from scr_publish.workbench.web.findings import line_of, ordered
from scr_publish.workbench.web.pages.decisions import locks_in, status_in
from scr_publish.workbench.web.pages.triage import opened
from scr_publish.workbench.web.rendering import page
from scr_publish.workbench.web.security.forms import text as field

router = APIRouter()


@dataclass(frozen=True)
class Name:
    """Words that identify, with all findings on them."""

    key: str
    words: str
    label: str
    findings: tuple[FindingView, ...]

    @property
    def undecided(self) -> int:
        return sum(item.decision.status is Status.OPEN and not item.allowed for item in self.findings)

    @property
    def replacements(self) -> tuple[str, ...]:
        """What the findings propose to write instead."""
        return tuple(dict.fromkeys(item.replacement for item in self.findings if item.replacement))


@dataclass(frozen=True)
class Decided:
    """What has just been decided about a name, and in how many places."""

    key: str
    status: Status
    number: int


@router.get("/reviews/{review_id}/names")
def names_page(request: Request, who: Visiting, review_id: str) -> Response:
    """Every name and other identifying words of the draft: those with most left to decide first."""
    return _names_page(request, who, review_id)


@router.get("/reviews/{review_id}/names/{key}")
def name_page(request: Request, who: Visiting, review_id: str, key: str) -> Response:
    """One name at all its places, and the decision for all of them."""
    return _name_page(request, who, review_id, key)


@router.post("/reviews/{review_id}/names/{key}")
def decide_name(request: Request, who: Visiting, review_id: str, key: str, form: Posted) -> Response:
    """Decide about all places of one name: all of them, or none where somebody decided about one meanwhile."""
    status, reason, expected = status_in(form), field(form, "reason"), locks_in(form)
    given = reason if status is Status.JUSTIFIED else ""
    try:
        with who.record.writing() as session:
            number = decisions.decide_name(
                session, who.actor, field(form, "version"), key, status, given, expected=expected
            )
    except (Conflict, Refused) as error:
        try:
            return _name_page(request, who, review_id, key, error, reason)
        except NotFound:
            return page(request, "not_recorded.html", 409, said=str(error), reason=reason, review_id=review_id)
    return _names_page(request, who, review_id, decided=Decided(key, status, number))


def _names_page(request: Request, who: Visiting, review_id: str, decided: Decided | None = None) -> Response:
    with who.record.reading() as session:
        at = opened(session, who.actor, review_id)
        names = _names(versions.list_findings(session, who.actor, at.version.id))
    names.sort(key=lambda name: (-name.undecided, -len(name.findings), name.words.casefold()))
    done = next((name for name in names if decided and name.key == decided.key), None)
    return page(request, "names.html", review=at.review, version=at.version, names=names, decided=decided, done=done)


def _name_page(
    request: Request, who: Visiting, review_id: str, key: str, error: Conflict | Refused | None = None, reason: str = ""
) -> Response:
    with who.record.reading() as session:
        at = opened(session, who.actor, review_id)
        found = [n for n in _names(versions.list_findings(session, who.actor, at.version.id)) if n.key == key]
        if not found:
            raise NotFound("These words are not in the draft any more.")
        layout = layout_of(session, who.actor, at.version)
        text = text_of(session, who.actor, at.version)
        places = [
            (item, line_of(item, layout), context_of(text, item)) for item in ordered(found[0].findings, "document")
        ]
    status = 200 if error is None else 409 if isinstance(error, Conflict) else 422
    return page(
        request, "name.html", status, review=at.review, version=at.version, name=found[0], places=places, error=error,
        reason=reason,
    )  # fmt: skip


def _names(items: Iterable[FindingView]) -> list[Name]:
    groups: dict[str, list[FindingView]] = {}
    for item in items:
        if item.name_key and not item.allowed:
            groups.setdefault(item.name_key, []).append(item)
    return [Name(key, shown(group[0].excerpt, 80), group[0].label, tuple(group)) for key, group in groups.items()]
