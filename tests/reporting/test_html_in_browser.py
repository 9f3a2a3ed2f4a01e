"""The HTML page in a real browser: accessible, filtered and sorted by its script, readable without it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scr_publish.assessment import Assessment
from scr_publish.reporting.html import to_html
from tests.browser import CHROMIUM, chromium
from tests.tools import needs

pytestmark = [pytest.mark.model, needs(CHROMIUM)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    contexts = []

    def opened(assessment: Assessment, **options: Any) -> Any:
        path = tmp_path / "assessment.html"
        path.write_text(to_html(assessment), encoding="utf-8")
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.errors = []
        page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1200, 390], ids=["screen", "telephone"])
def test_axe_finds_no_breach_of_wcag_2_2_aa(open_page: Any, flawed: Assessment, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(flawed, viewport={"width": width, "height": 900}, bypass_csp=True)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    assert results.violations_count == 0, results.generate_report()


def test_filters_and_order(open_page: Any, flawed: Assessment) -> None:
    page = open_page(flawed)
    total = page.locator(".entry").count()
    number, said = len(flawed.findings), page.locator(".shown")
    assert said.inner_text() == f"{number} of {number} findings shown"
    page.get_by_label("Advice").uncheck()
    assert said.inner_text() == f"{number - flawed.counts['advice']} of {number} findings shown"
    without_advice = page.locator(".entry:visible").count()
    assert 0 < without_advice < total
    assert page.locator(".entry.advice:visible").count() == 0
    page.get_by_label("Search").fill("kezia")
    assert 0 < page.locator(".entry:visible").count() < without_advice
    page.get_by_label("Search").fill("")
    page.get_by_label("Order").select_option("document")
    places = page.locator("#family-privacy .entry").evaluate_all("all => all.map(one => Number(one.dataset.at))")
    assert places == sorted(places)
    assert page.errors == []


def test_it_works_by_keyboard(open_page: Any, flawed: Assessment) -> None:
    page = open_page(flawed)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#findings"
    summary = page.locator(".entry summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".entry details").first.get_attribute("open") is not None


def test_without_script_everything_is_there(open_page: Any, flawed: Assessment) -> None:
    page = open_page(flawed, java_script_enabled=False)
    assert page.locator(".filters").is_hidden()
    assert page.locator(".entry:visible").count() == page.locator(".entry").count() > 0


def test_nothing_runs_over_the_side_of_a_telephone(open_page: Any, long_pdf: Assessment) -> None:
    page = open_page(long_pdf, viewport={"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.errors == []
