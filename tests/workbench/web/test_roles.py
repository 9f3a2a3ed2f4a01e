"""One role cannot do another's act: every page and every form, by every role, through HTTP."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scr_publish.workbench.services import versions
from scr_publish.workbench.services.views import ReviewView
from scr_publish.workbench.web.pages import ROUTERS
from tests.workbench.web.conftest import Person, Team

pytestmark = pytest.mark.model
As = Callable[[str], Person]

REVIEWER, MANAGER, ADMINISTRATOR = "rana", "mel", "ada"
READERS, ALL = {REVIEWER, MANAGER}, {REVIEWER, MANAGER, ADMINISTRATOR}

PAGES = [
    ("/reviews", READERS),
    ("/reviews/new", {REVIEWER}),
    ("/reviews/{review}", READERS),
    ("/reviews/{review}/findings/{finding}", READERS),
    ("/reviews/{review}/names", READERS),
    ("/reviews/{review}/changes", READERS),
    ("/reviews/{review}/gate", READERS),
    ("/reviews/{review}/versions", READERS),
    ("/reviews/{review}/pages/1", READERS),
    ("/reviews/{review}/versions/{version}/draft", READERS),
    ("/reviews/{review}/versions/{version}/report", READERS),
    ("/reviews/{review}/names/{name}", READERS),
    ("/reviews/{review}/pictures/{version}/1.png", READERS),
    ("/reviews/{review}/progress", READERS),
    ("/reviews/{review}/certificate.json", {MANAGER}),
    ("/reviews/{review}/progress.json", READERS),
    ("/reviews/{review}/history", {MANAGER}),
    ("/reviews/{review}/delete", set()),
    ("/archive", READERS),
    ("/archive/archive.xlsx", READERS),
    ("/archive/reports.csv", READERS),
    ("/accounts", {ADMINISTRATOR}),
    ("/kept", {ADMINISTRATOR}),
    ("/audit", {MANAGER, ADMINISTRATOR}),
    ("/help", ALL),
    ("/password", ALL),
]

NOT_THERE = {
    "/reviews/{review}/progress",
    "/reviews/{review}/certificate.json",
    "/reviews/{review}/pictures/{version}/1.png",
    "/archive",
    "/archive/archive.xlsx",
    "/archive/reports.csv",
}
"""Pages that send on, or that are not there: a certificate, pictures without LibreOffice, an archive without a store."""

FORMS = [
    ("/reviews/{review}/findings/{finding}", {"version": "{version}", "expected": "0", "status": "open"}, READERS),
    ("/reviews/{review}/undo", {"version": "{version}", "lock.{finding}": "1"}, READERS),
    ("/reviews/{review}/names/{name}", {"version": "{version}", "status": "open", "lock.{finding}": "1"}, READERS),
    ("/reviews/{review}/sign-off", {"version": "{version}"}, {MANAGER}),
    ("/reviews/{review}/versions", {}, {REVIEWER}),
    ("/reviews/new", {}, {REVIEWER}),
    ("/reviews/{review}/check-again", {}, {REVIEWER}),
    ("/reviews/{review}/delete", {"title": "wrong"}, set()),
    ("/kept/reviews/{review}", {"id": "wrong"}, {ADMINISTRATOR}),
    ("/kept/{version}", {"why": ""}, {ADMINISTRATOR}),
    ("/kept", {}, {ADMINISTRATOR}),
    ("/accounts/{account}", {"act": "unlock"}, {ADMINISTRATOR}),
    ("/password", {"old": "wrong"}, ALL),
    ("/accounts", {"name": "", "role": "manager"}, {ADMINISTRATOR}),
    ("/audit", {}, {MANAGER, ADMINISTRATOR}),
]


OPEN = {"/log-in", "/enter", "/log-out", "/", "/static/{digest}/{name}"}
"""What is answered to everybody, or sends on to a page."""


def places_of(team: Team, review: ReviewView) -> dict[str, str]:
    """What the addresses and fields are filled in with."""
    with team.record.reading() as session:
        found = versions.list_findings(session, team.people[REVIEWER], review.latest.id)
    named = next(item for item in found if item.name_key)
    return {
        "review": review.id, "version": review.latest.id, "finding": named.id, "name": named.name_key,
        "account": team.people[REVIEWER].id,
    }  # fmt: skip


@pytest.fixture(scope="module")
def filled(team: Team, word_review: ReviewView) -> Callable[[str], str]:
    """An address with the ids of a review in it."""
    ids = places_of(team, word_review)
    return lambda text: text.format(**ids)


def test_every_route_is_in_these_lists() -> None:
    listed = {("GET", path) for path, _ in PAGES} | {("POST", path) for path, _, _ in FORMS}
    routes = [(method, route) for router in ROUTERS for route in router.routes for method in route.methods]
    missing = {
        (method, route.path)
        for method, route in routes
        if route.path not in OPEN and not any(m == method and route.path_regex.match(path) for m, path in listed)
    }
    assert len(routes) > 30
    assert missing == set()


@pytest.mark.parametrize("who", sorted(ALL))
def test_pages(as_: As, filled: Callable[[str], str], who: str) -> None:
    for path, allowed in PAGES:
        status = as_(who).get(filled(path)).status_code
        assert (status in (200, 303, 404)) == (who in allowed), (who, path, status)
        assert status in (200, 403) or path in NOT_THERE, (who, path, status)


@pytest.mark.parametrize("who", sorted(ALL))
def test_forms(as_: As, who: str, fresh: ReviewView, team: Team) -> None:
    ids = places_of(team, fresh)
    for path, data, allowed in FORMS:
        filled_in = {name.format(**ids): value.format(**ids) for name, value in data.items()}
        status = as_(who).post(path.format(**ids), filled_in).status_code
        assert (status != 403) == (who in allowed), (who, path, status)


@pytest.mark.parametrize(("path", "_allowed"), PAGES)
def test_nobody_sees_anything_without_logging_in(
    team: Team, filled: Callable[[str], str], path: str, _allowed: set[str]
) -> None:
    from tests.workbench.web.conftest import browserless

    answer = browserless(team.address).get(filled(path))
    assert answer.status_code in (303, 401), path
    assert answer.headers.get("location", "/log-in") == "/log-in"


def test_pages_offer_only_what_a_role_may_do(as_: As, word_review: ReviewView) -> None:
    reviewer, manager = as_(REVIEWER).get("/reviews").text, as_(MANAGER).get("/reviews").text
    assert "New review" in reviewer
    assert "New review" not in manager
    assert "Check a new version" not in as_(MANAGER).get(f"/reviews/{word_review.id}/versions").text
    for person in (REVIEWER, MANAGER):
        assert "/accounts" not in as_(person).get("/reviews").text


def test_a_review_of_another_is_not_found_by_a_versions_id(
    as_: As, word_review: ReviewView, pdf_review: ReviewView
) -> None:
    assert as_(REVIEWER).get(f"/reviews/{word_review.id}/versions/{pdf_review.latest.id}/draft").status_code == 404
    assert as_(REVIEWER).get(f"/reviews/{word_review.id}/versions/{word_review.latest.id}/case").status_code == 404
