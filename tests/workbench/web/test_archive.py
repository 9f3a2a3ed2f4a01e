"""The Archive page: over HTTP, and in a real browser from a scan of the samples and of a local website."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from scr_publish.archive.dashboard import table
from scr_publish.cli.serve import serve
from scr_publish.errors import ConfigError
from scr_publish.workbench.record import Record
from scr_publish.workbench.services import accounts, trail
from scr_publish.workbench.settings import Settings, load_settings
from scr_publish.workbench.web.access import SESSION_COOKIE
from tests.archive.cli.test_website import START, rtf
from tests.archive.dashboard_store import make_store
from tests.archive.making import report
from tests.archive.website_server import LocalSite
from tests.archive.website_server import serving as website
from tests.browser import CHROMIUM, chromium, watched
from tests.tools import needs
from tests.workbench.web import seeding
from tests.workbench.web.conftest import Person, Team
from tests.workbench.web.seeding import SAMPLES
from tests.workbench.web.serving import serving

REPORTS = 60


@contextmanager
def workbench(folder: Path, store: Path) -> Iterator[Team]:
    """A workbench of a team, whose Archive page shows a store."""
    record = Record.open(Settings(folder=folder / "record", mode="team", archive=store))
    people = seeding.add_people(record)
    with serving(record) as address:
        yield Team(record, people, address)
    record.close()


def person(team: Team, name: str) -> Person:
    return Person(team.address, accounts.log_in(team.record, name, seeding.PASSWORD).token)


@pytest.fixture
def team_with_archive(tmp_path: Path) -> Iterator[Team]:
    make_store(tmp_path / "archive.db", REPORTS)
    with workbench(tmp_path, tmp_path / "archive.db") as made:
        yield made


def test_the_page_is_the_dashboard_with_a_way_back(team_with_archive: Team) -> None:
    rana = person(team_with_archive, "rana")
    assert '<a href="/archive">' in rana.get("/reviews").text
    answer = rana.get("/archive")
    assert answer.status_code == 200
    assert "Reports, worst first" in answer.text
    assert '<a href="/reviews">Back to the reviews</a>' in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert answer.headers["cache-control"] == "no-store"


def test_its_tables_are_taken_away_on_record(team_with_archive: Team, tmp_path: Path) -> None:
    mel = person(team_with_archive, "mel")
    book = openpyxl.load_workbook(io.BytesIO(mel.get("/archive/archive.xlsx").content), read_only=True)
    assert "Availability" in book.sheetnames
    assert mel.get("/archive/reports.csv").content == table(tmp_path / "archive.db").encode()
    with team_with_archive.record.reading() as session:
        taken = trail.list_entries(session, team_with_archive.people["mel"], subject="archive")
    assert [entry.details["kind"] for entry in taken] == ["reports.csv", "archive.xlsx"]
    foreign = mel.get("/archive/reports.csv", headers={"sec-fetch-site": "cross-site"})
    assert foreign.status_code == 409


def test_an_administrator_sees_no_archive(team_with_archive: Team) -> None:
    ada = person(team_with_archive, "ada")
    assert ada.get("/archive").status_code == 403
    assert '<a href="/archive">' not in ada.get("/accounts").text


def test_the_page_follows_the_store(team_with_archive: Team, tmp_path: Path) -> None:
    rana = person(team_with_archive, "rana")
    before = rana.get("/archive").text
    assert rana.get("/archive").text == before
    store = tmp_path / "archive.db"
    store.unlink()
    gone = rana.get("/archive")
    assert gone.status_code == 422
    assert "there is no store of a scan here" in gone.text
    make_store(store, 3)
    assert rana.get("/archive").text != before
    store.write_bytes(b"no database at all " * 100)
    assert "this is not a store of a scan" in rana.get("/archive").text


def test_without_an_archive_there_is_no_page(team: Team, as_: Callable[[str], Person]) -> None:
    assert '<a href="/archive">' not in as_("rana").get("/reviews").text
    answer = as_("rana").get("/archive")
    assert answer.status_code == 404
    assert "--archive" in answer.text


def test_a_wrong_store_is_refused_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "note.db").write_text("not a database, however long it may be" * 50)
    for name, said in (("none.db", "there is no store"), ("note.db", "is not a store")):
        run = CliRunner().invoke(
            serve, ["--data", str(tmp_path / "record"), "--archive", str(tmp_path / name), "--port", "0"]
        )
        assert said in str(run.exception)
        assert not (tmp_path / "record").exists()


def test_the_boards_settings_may_name_the_store(tmp_path: Path) -> None:
    file = tmp_path / "record" / "record.toml"
    file.parent.mkdir()
    file.write_text('[workbench]\narchive = "../archive.db"\n')
    assert load_settings(folder=file.parent).archive == (file.parent / "../archive.db").absolute()
    file.write_text("[workbench]\narchive = 3\n")
    with pytest.raises(ConfigError, match="archive"):
        load_settings(folder=file.parent)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


def opened(browser: Any, team: Team, **options: Any) -> Any:
    context = browser.new_context(**{"viewport": {"width": 1366, "height": 800}, "accept_downloads": True, **options})
    token = accounts.log_in(team.record, "mel", seeding.PASSWORD).token
    context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": team.address}])
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.errors = watched(page)
    page.goto(team.address + "/reviews")
    page.get_by_role("link", name="Archive", exact=True).click()
    return page


def names(page: Any) -> list[str]:
    found: list[str] = page.locator("[data-table=reports] tbody th").all_inner_texts()
    return found


@needs(CHROMIUM)
def test_charts_tables_and_downloads_work_in_the_browser(browser: Any, team_with_archive: Team, tmp_path: Path) -> None:
    page = opened(browser, team_with_archive)
    drawn = page.locator("canvas").evaluate_all(
        "all => all.map(c => new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer)"
        ".some(pixel => pixel !== 0))"
    )
    assert len(drawn) >= 3
    assert all(drawn)
    before = names(page)
    page.locator("[data-table=reports] thead button").first.click()
    assert names(page) != before
    with page.expect_download() as taken:
        page.get_by_role("link", name="All tables (XLSX)").click()
    taken.value.save_as(tmp_path / "taken.xlsx")
    assert openpyxl.load_workbook(tmp_path / "taken.xlsx", read_only=True).sheetnames
    page.get_by_role("link", name="Back to the reviews").click()
    page.wait_for_url("**/reviews")
    assert page.errors == []
    page.context.close()


@needs(CHROMIUM)
@pytest.mark.parametrize("width", [1366, 320], ids=["screen", "telephone"])
def test_axe_finds_no_breach_and_nothing_runs_over_the_side(browser: Any, team_with_archive: Team, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(browser, team_with_archive, viewport={"width": width, "height": 800}, bypass_csp=True)
    page.locator(".chart summary").first.click()
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [error for error in page.errors if "404" not in error] == []  # an icon, which the policy would not ask for
    page.context.close()


def scanned(source: str, store: Path, *options: str) -> None:
    """A scan as a user runs it."""
    command = [sys.executable, "-m", "scr_publish", "scan", source, "--store", str(store), "--processes", "1", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (1, 3), done.stderr


@pytest.mark.model
@needs(CHROMIUM)
def test_a_scan_of_the_samples_is_seen_in_the_browser(browser: Any, tmp_path: Path) -> None:
    scanned(str(SAMPLES), tmp_path / "archive.db")
    with workbench(tmp_path, tmp_path / "archive.db") as team:
        page = opened(browser, team)
        shown = " ".join(names(page))
        assert "flawed-report.docx" in shown
        assert "flawed-long-report.pdf" in shown
        assert page.errors == []
        page.context.close()


@pytest.mark.model
@needs(CHROMIUM)
def test_a_scan_of_a_website_is_seen_in_the_browser(browser: Any, tmp_path: Path) -> None:
    with website(LocalSite()) as site:
        site.page(START, '<ul><li><a href="/files/child-a.rtf">Child A</a> Published: 1 February 2026</li></ul>')
        site.document("/files/child-a.rtf", rtf(report("A")), "application/rtf")
        scanned(site.address + START, tmp_path / "archive.db", "--delay", "0")
    with workbench(tmp_path, tmp_path / "archive.db") as team:
        page = opened(browser, team)
        assert any("child-a.rtf" in name for name in names(page))
        assert page.locator("#availability").is_visible()
        assert page.errors == []
        page.context.close()
