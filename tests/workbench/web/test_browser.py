"""The pages in a real browser: accessible, by keyboard alone, on a telephone, without the script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from scr_publish.workbench.services import accounts, versions
from scr_publish.workbench.services.views import ReviewView
from scr_publish.workbench.web.access import SESSION_COOKIE
from tests.browser import CHROMIUM, chromium, watched
from tests.tools import needs
from tests.workbench.web import seeding
from tests.workbench.web.conftest import Team
from tests.workbench.web.seeding import Sample

pytestmark = [pytest.mark.model, needs(CHROMIUM)]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "rana": [
        "/reviews", "/reviews/new", "/reviews/{word}", "/reviews/{word}/names", "/reviews/{word}/names/{name}",
        "/reviews/{changed}/changes", "/reviews/{word}/gate", "/reviews/{word}/versions", "/reviews/{word}/pages/1",
        "/reviews/{word}/findings/{finding}", "/help", "/password", "/reviews/none",
    ],
    "mel": ["/reviews/{changed}/gate", "/reviews/{changed}/history", "/audit"],
    "ada": ["/accounts", "/kept"],
    "": ["/log-in"],
}  # fmt: skip
"""Every page, by somebody who may see it."""
TELEPHONE = {"width": 320, "height": 640}
"""What a page of 1,280 pixels has at 400 % (WCAG 2.2, 1.4.10)."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture
def open_as(browser: Any, team: Team) -> Iterator[Callable[..., Any]]:
    """A page on which somebody is logged in."""
    contexts = []

    def opened(name: str, path: str, **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1366, "height": 800}, **options})
        contexts.append(context)
        if name:
            token = accounts.log_in(team.record, name, seeding.PASSWORD).token
            context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": team.address}])
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.errors = watched(page)
        page.goto(team.address + path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def places(team: Team, word_review: ReviewView, corrected_sample: Sample, flawed_sample: Sample) -> dict[str, str]:
    """What the addresses of `PAGES` are filled in with."""
    changed = team.seeded(flawed_sample, "Changed")
    seeding.add_version(team.record, team.people["rana"], changed.id, corrected_sample)
    with team.record.reading() as session:
        found = versions.list_findings(session, team.people["rana"], word_review.latest.id)
    named = next(item for item in found if item.name_key)
    return {"word": word_review.id, "changed": changed.id, "finding": named.id, "name": named.name_key}


@pytest.mark.parametrize("size", [{"width": 1366, "height": 800}, TELEPHONE], ids=["screen", "telephone"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_breach_and_nothing_runs_over_the_side(
    open_as: Callable[..., Any], places: dict[str, str], name: str, size: dict[str, int]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_as(name, "/help" if name else "/log-in", viewport=size, bypass_csp=True)
    base = page.url.rpartition("/")[0]
    for path in PAGES[name]:
        page.goto(base + path.format(**places))
        page.wait_for_load_state("networkidle")
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
        assert results.violations_count == 0, f"{path}: {results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
    assert [error for error in page.errors if "404" not in error] == []


def test_a_page_of_a_pdf_and_the_keys_dialog_are_accessible(
    open_as: Callable[..., Any], pdf_review: ReviewView
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_as("rana", f"/reviews/{pdf_review.id}", bypass_csp=True)
    page.wait_for_selector("#page[data-shown] img")
    whole = (
        "() => document.querySelectorAll('#list .row').length === Number(document.querySelector('#list').dataset.total)"
    )
    page.wait_for_function(whole)
    for key in ("", "?"):
        if key:
            page.keyboard.press(key)
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
        assert results.violations_count == 0, results.generate_report()
    assert page.errors == []


def test_findings_are_decided_by_keyboard_alone(open_as: Callable[..., Any], team: Team, fresh: ReviewView) -> None:
    page = open_as("rana", f"/reviews/{fresh.id}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    first = page.locator("#detail").get_attribute("data-id")
    page.get_by_role("button", name="Mark as fixed").focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_function("id => document.querySelector('#detail').dataset.id !== id", arg=first)
    assert page.evaluate("document.activeElement.id") == "detail-title"
    with team.record.reading() as session:
        decided = versions.get_finding(session, team.people["rana"], fresh.latest.id, first).decision
    assert (decided.status, decided.by) == ("fixed", "Rana Whitlock")


def test_single_keys_can_be_switched_off(open_as: Callable[..., Any], fresh: ReviewView) -> None:
    page = open_as("rana", f"/reviews/{fresh.id}")
    first = page.locator("#detail").get_attribute("data-id")
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Single keys do something").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("f")
    page.keyboard.press("j")
    page.reload()
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    assert page.locator("#detail").get_attribute("data-id") == first
    assert page.locator("#list .row.is-fixed").count() == 0


def test_keys_do_nothing_while_somebody_types(open_as: Callable[..., Any], fresh: ReviewView) -> None:
    page = open_as("rana", f"/reviews/{fresh.id}")
    page.keyboard.press("r")
    page.keyboard.type("a fair jab, kept")
    assert page.locator("#reason").input_value() == "a fair jab, kept"
    assert page.locator("#list .row:not(.is-open)").count() == 0


def test_a_conflict_is_told_and_the_words_stay(open_as: Callable[..., Any], team: Team, fresh: ReviewView) -> None:
    page, other = open_as("rana", f"/reviews/{fresh.id}"), open_as("rob", f"/reviews/{fresh.id}")
    first = page.locator("#detail").get_attribute("data-id")
    page.get_by_label("Or it stays, for this reason").fill("Typed with care.")
    other.keyboard.press("f")
    other.wait_for_selector("#undo")
    page.get_by_role("button", name="Keep it, with this reason").click()
    page.get_by_text("Rob Castell decided").wait_for()
    assert page.locator("#reason").input_value() == "Typed with care."
    assert page.locator("#detail").get_attribute("data-id") == first
    page.get_by_role("button", name="Keep it, with this reason").click()
    page.wait_for_selector("#undo")
    with team.record.reading() as session:
        decided = versions.get_finding(session, team.people["rana"], fresh.latest.id, first).decision
    assert (decided.reason, decided.by) == ("Typed with care.", "Rana Whitlock")


def test_without_the_script_everything_can_be_done(open_as: Callable[..., Any], fresh: ReviewView) -> None:
    page = open_as("rana", f"/reviews/{fresh.id}", java_script_enabled=False)
    page.get_by_label("Severity").select_option("blocker")
    page.get_by_role("button", name="Show", exact=True).click()
    total = page.locator("#list .row").count()
    assert 0 < total == page.locator("#list .row.blocker").count()
    page.locator("#list .row a").nth(1).click()
    page.get_by_role("button", name="Accept suggestion").click()
    page.goto(page.url.partition("?")[0] + "?severity=blocker")
    assert page.locator("#list .row").count() == total - 1
    page.get_by_role("link", name="of the draft").click()
    assert page.locator(".sheet .mark").count() > 0


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(open_as: Callable[..., Any], tmp_path: Any) -> None:
    page = open_as("rana", "/reviews/new")
    page.evaluate("document.querySelector('form.upload').dataset.limit = '10'")
    draft = tmp_path / "draft.txt"
    draft.write_text("More than ten bytes.")
    page.get_by_label("The draft").set_input_files(draft)
    page.get_by_role("button", name="Upload and check").click()
    assert "may have" in page.get_by_label("The draft").evaluate("field => field.validationMessage")
    assert page.url.endswith("/reviews/new")


def test_a_reason_that_is_being_typed_stays_with_its_finding(
    open_as: Callable[..., Any], team: Team, flawed_sample: Sample
) -> None:
    review = team.seeded(flawed_sample, "Half a reason")
    page = open_as("rana", f"/reviews/{review.id}")
    page.wait_for_selector("#page[data-shown]")
    first, second = (page.locator("#list .row").nth(n).get_attribute("data-id") for n in (0, 1))
    page.locator("#reason").fill("The family has asked for")
    page.locator(f"#f-{second}").click()
    page.wait_for_function("id => document.querySelector('#detail').dataset.id === id", arg=second)
    assert page.locator("#reason").input_value() == ""
    page.get_by_role("button", name="Mark as fixed").click()
    page.wait_for_function("id => document.querySelector('#detail').dataset.id !== id", arg=second)
    page.locator(f"#f-{first}").click()
    page.wait_for_function("id => document.querySelector('#detail').dataset.id === id", arg=first)
    assert page.locator("#reason").input_value() == "The family has asked for"
    page.get_by_role("button", name="Keep it, with this reason").click()
    page.wait_for_selector(f"#f-{first}.is-justified")
    page.locator(f"#f-{second}").click()
    page.wait_for_function("id => document.querySelector('#detail').dataset.id === id", arg=second)
    page.locator(f"#f-{first}").click()
    page.wait_for_function("id => document.querySelector('#detail').dataset.id === id", arg=first)
    assert page.locator("#reason").input_value() == "The family has asked for"
    assert page.evaluate("() => window.dispatchEvent(new Event('beforeunload', {cancelable: true}))") is True
    assert page.errors == []
