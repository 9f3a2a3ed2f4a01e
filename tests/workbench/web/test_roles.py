"""One role cannot do another's act: every page and every form, by every role, through HTTP."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scr_publish.workbench.services import versions
from scr_publish.workbench.services.views import ReviewView
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
    ("/reviews/{review}/progress.json", READERS),
    ("/reviews/{review}/history", {MANAGER}),
    ("/reviews/{review}/delete", set()),
    ("/accounts", {ADMINISTRATOR}),
    ("/kept", {ADMINISTRATOR}),
    ("/audit", {MANAGER, ADMINISTRATOR}),
    ("/help", ALL),
    ("/password", ALL),
]

FORMS = [
    ("/reviews/{review}/findings/{finding}", {"version": "{version}", "expected": "0", "status": "open"}, READERS),
    ("/reviews/{review}/sign-off", {"version": "{version}"}, {MANAGER}),
    ("/reviews/{review}/versions", {}, {REVIEWER}),
    ("/reviews/new", {}, {REVIEWER}),
    ("/reviews/{review}/check-again", {}, {REVIEWER}),
    ("/reviews/{review}/delete", {"title": "wrong"}, set()),
    ("/kept/{version}", {"why": ""}, {ADMINISTRATOR}),
    ("/accounts", {"name": "", "role": "manager"}, {ADMINISTRATOR}),
    ("/audit", {}, {MANAGER, ADMINISTRATOR}),
]


@pytest.fixture(scope="module")
def filled(team: Team, word_review: ReviewView) -> Callable[[str], str]:
    """An address with the ids of a review in it."""
    with team.record.reading() as session:
        found = versions.list_findings(session, team.people["rana"], word_review.latest.id)
    ids = {"review": word_review.id, "version": word_review.latest.id, "finding": found[0].id}
    return lambda text: text.format(**ids)


@pytest.mark.parametrize("who", sorted(ALL))
def test_pages(as_: As, filled: Callable[[str], str], who: str) -> None:
    for path, allowed in PAGES:
        status = as_(who).get(filled(path)).status_code
        assert (status == 200) == (who in allowed), (who, path, status)
        assert status in (200, 403), (who, path, status)


@pytest.mark.parametrize("who", sorted(ALL))
def test_forms(as_: As, filled: Callable[[str], str], who: str, fresh: ReviewView, team: Team) -> None:
    with team.record.reading() as session:
        found = versions.list_findings(session, team.people["rana"], fresh.latest.id)
    ids = {"review": fresh.id, "version": fresh.latest.id, "finding": found[0].id}
    for path, data, allowed in FORMS:
        filled_in = {name: value.format(**ids) for name, value in data.items()}
        status = as_(who).post(path.format(**ids), filled_in).status_code
        assert (status != 403) == (who in allowed), (who, path, status)


@pytest.mark.parametrize(("path", "_allowed"), PAGES)
def test_nobody_sees_anything_without_logging_in(
    team: Team, filled: Callable[[str], str], path: str, _allowed: set[str]
) -> None:
    from tests.workbench.web.conftest import browserless

    answer = browserless(team.address).get(filled(path))
    assert answer.status_code in (303, 401)
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
