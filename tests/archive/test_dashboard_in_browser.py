"""The dashboard in a real browser: accessible, sorted, filtered, usable by keyboard and with thousands of reports.

It also takes the picture of the README, docs/pictures/dashboard.png, where SCR_PUBLISH_PICTURES is set."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scr_publish.archive.dashboard import dashboard
from tests.archive.dashboard_store import make_store
from tests.browser import CHROMIUM, chromium
from tests.tools import needs

pytestmark = needs(CHROMIUM)
PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "dashboard.png"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Dashboards of archives of 160 and of 5,000 reports."""
    folder = tmp_path_factory.mktemp("dashboards")
    made = {}
    for number in (160, 5_000):
        made[number] = folder / f"{number}.html"
        made[number].write_text(dashboard(make_store(folder / f"{number}.db", number)), encoding="utf-8")
    return made


@pytest.fixture
def open_page(browser: Any, pages: dict[int, Path]) -> Iterator[Any]:
    contexts = []

    def opened(number: int = 160, **options: Any) -> Any:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.errors = []
        page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto(pages[number].as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


def column(page: Any, at: int, table: str = "reports") -> list[str]:
    texts: list[str] = page.locator(f"[data-table={table}] tbody tr").evaluate_all(
        f"rows => rows.map(row => row.cells[{at}].firstChild.textContent)"
    )
    return texts


@pytest.mark.parametrize("width", [1280, 390], ids=["screen", "telephone"])
def test_axe_finds_no_breach_of_wcag_2_2_aa(open_page: Any, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(viewport={"width": width, "height": 900}, bypass_csp=True)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    options = {"runOnly": {"type": "tag", "values": tags}}
    page.locator(".chart summary").first.click()
    results = Axe().run(page, options=options)
    assert results.violations_count == 0, results.generate_report()
    page.locator(".more").first.click()
    results = Axe().run(page, options=options)
    assert results.violations_count == 0, results.generate_report()
    assert page.errors == []


def test_columns_sort_both_ways_and_say_so(open_page: Any) -> None:
    page = open_page()
    leaks = page.locator("[data-table=reports]").get_by_role("columnheader", name="Leaks")
    leaks.get_by_role("button").click()
    numbers = [int(text) for text in column(page, 3)]
    assert numbers == sorted(numbers, reverse=True)
    assert leaks.get_attribute("aria-sort") == "descending"
    leaks.get_by_role("button").click()
    assert [int(text) for text in column(page, 3)] == sorted(int(text) for text in column(page, 3))
    assert leaks.get_attribute("aria-sort") == "ascending"
    page.locator("[data-table=reports]").get_by_role("columnheader", name="Report").get_by_role("button").click()
    assert leaks.get_attribute("aria-sort") is None
    names = column(page, 0)
    assert names[0].startswith("scr-child-a")


def test_rows_are_found_by_words_and_by_choice(open_page: Any) -> None:
    page = open_page()
    form = page.locator(".filters[data-for=reports]")
    form.get_by_label("Risk").select_option("High")
    assert set(column(page, 2)) == {"High"}
    form.get_by_label("Year").select_option("2010")
    assert set(column(page, 1)) == {"2010"}
    form.get_by_label("Risk").select_option("")
    form.get_by_label("Year").select_option("")
    form.get_by_label("Search").fill("CHILD-B2-")
    assert len(column(page, 0)) == 1
    assert page.locator(".pager[data-for=reports] [role=status]").inner_text() == "1 to 1 of 1 found among 159"
    form.get_by_label("Search").fill("nothing like it")
    assert "None found" in page.locator(".pager[data-for=reports]").inner_text()
    assert page.errors == []


def test_it_works_by_keyboard(open_page: Any) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#reports"
    sort = page.locator("[data-table=reports]").get_by_role("columnheader", name="Year").get_by_role("button")
    sort.focus()
    page.keyboard.press("Enter")
    assert (
        page.locator("[data-table=reports]").get_by_role("columnheader", name="Year").get_attribute("aria-sort")
        == "descending"
    )
    details = page.locator(".more").first
    details.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog").is_visible()
    assert page.locator("#details .broken li").count() > 0
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").is_hidden()
    assert details.evaluate("node => node === document.activeElement")


def test_the_found_rows_are_downloaded_as_csv(open_page: Any) -> None:
    page = open_page()
    page.locator(".filters[data-for=reports]").get_by_label("Risk").select_option("High")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as CSV").first.click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    assert waiting.value.suggested_filename == "reports.csv"
    assert lines[0].startswith("Report,Title,Year,Risk,Leaks")
    assert len(lines) > 2
    assert all(",High," in line for line in lines[1:])


def test_charts_are_drawn_and_change_with_their_choice(open_page: Any) -> None:
    page = open_page()
    canvases = page.locator("canvas[data-chart]")
    assert canvases.count() == 4
    blank = canvases.evaluate_all(
        "all => all.map(one => one.getContext('2d').getImageData(0, 0, one.width, one.height).data.every(byte => byte === 0))"
    )
    assert blank == [False] * 4
    before = canvases.nth(2).evaluate("one => one.toDataURL()")
    page.get_by_label("Measure").select_option(label="Reading age in years")
    assert canvases.nth(2).evaluate("one => one.toDataURL()") != before
    assert page.errors == []


def test_five_thousand_reports_stay_usable(open_page: Any) -> None:
    page = open_page(5_000)
    assert page.locator("[data-table=reports] tbody tr").count() == 25
    page.locator("[data-table=reports]").get_by_role("columnheader", name="Reading age").get_by_role("button").click()
    ages = [float(text) for text in column(page, 7)]
    assert ages == sorted(ages, reverse=True)
    page.locator(".pager[data-for=reports]").get_by_role("button", name="Next").click()
    assert "26 to 50 of 4,999" in page.locator(".pager[data-for=reports]").inner_text()
    assert float(column(page, 7)[0]) <= ages[-1]
    assert page.errors == []


def test_without_script_everything_can_be_read(open_page: Any) -> None:
    page = open_page(java_script_enabled=False)
    assert page.locator("[data-table=reports] tbody tr:visible").count() == 25
    assert page.locator(".chart details[open] table").count() == 4
    assert page.locator(".filters:visible, canvas:visible").count() == 0


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_runs_over_the_side_of_a_telephone(open_page: Any, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".more").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_picture_for_the_readme(open_page: Any, tmp_path: Path) -> None:
    page = open_page(viewport={"width": 1280, "height": 1900})
    taken = PICTURE if os.environ.get("SCR_PUBLISH_PICTURES") else tmp_path / "dashboard.png"
    taken.parent.mkdir(exist_ok=True)
    page.screenshot(path=taken)
    assert taken.stat().st_size > 50_000
