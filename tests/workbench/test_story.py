"""The whole way of a report, as people go it: `scr-publish serve`, a browser, two people, two versions, a certificate.

With SCR_PUBLISH_PICTURES set to a folder the pictures of the documentation are made on the way (`make pictures`)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from scr_publish.cli.main import cli
from scr_publish.workbench.record import Record
from scr_publish.workbench.settings import DATABASE_VARIABLE, Settings
from tests.browser import CHROMIUM, chromium, watched
from tests.tools import needs
from tests.workbench.web.seeding import PASSWORD, SAMPLES, add_people

pytestmark = [pytest.mark.model, pytest.mark.slow, needs(CHROMIUM)]

DRAFT, CORRECTED = SAMPLES / "flawed-report.docx", SAMPLES / "corrected-report.docx"
CASE = SAMPLES / "flawed-report.case.toml"
CORRECTED_CASE = SAMPLES / "corrected-report.case.toml"
PATIENCE = 600_000
"""Milliseconds that a check may take here: the machine may have other work."""
WIDTH, HEIGHT = 1280, 800


@contextmanager
def served(folder: Path, database: str) -> Iterator[str]:
    """`scr-publish serve --team` as a process of its own; its address."""
    command = [sys.executable, "-m", "scr_publish", "serve", "--team", "--port", "0", "--data", str(folder)]
    environment = {**os.environ, DATABASE_VARIABLE: database}
    log = folder.with_name(
        "serve.log"
    )  # a pipe that nobody reads is full after some hundred lines, and the server hangs
    with log.open("wb") as errors:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment, start_new_session=True
        )
    assert process.stdout
    line = process.stdout.readline()
    try:
        assert "The workbench is open at" in line, log.read_text(encoding="utf-8")
        yield line.split()[-1]
    finally:
        process.terminate()
        process.communicate(timeout=60)


def picture(page: Any, name: str) -> None:
    """A picture for the documentation, in few colours so that it is small."""
    folder = os.environ.get("SCR_PUBLISH_PICTURES")
    if folder:
        from PIL import Image

        path = Path(folder) / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path)
        Image.open(path).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


def log_in(browser: Any, address: str, name: str) -> Any:
    page = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, accept_downloads=True).new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{address}/log-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("heading", name="Reviews", exact=True).wait_for()
    return page


def settled(page: Any, before: str = "") -> str:
    """Wait until a finding other than `before` is open and its page is shown; its id."""
    page.wait_for_function("id => document.querySelector('#detail').dataset.id !== id", arg=before)
    page.wait_for_selector("#page[data-shown]")
    return str(page.locator("#detail").get_attribute("data-id"))


def tab(page: Any, name: str) -> None:
    """Go to another page of the review."""
    page.get_by_role("navigation", name="This review").get_by_role("link", name=name, exact=True).click()


def left(page: Any) -> int:
    """How many blockers are left to decide."""
    return int(page.locator(".tally-number").first.inner_text())


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_from_upload_to_certificate(
    database: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = request.getfixturevalue("postgres")() if database == "postgresql" else ""
    folder = tmp_path / "record"
    record = Record.open(Settings(folder=folder, mode="team", database=url))
    add_people(record)
    record.close()
    with served(folder, url) as address, chromium() as browser:
        rana = log_in(browser, address, "rana")
        errors = watched(rana)
        upload(rana)
        decide_by_keyboard(rana)
        decide_by_mouse(rana)
        decide_one_name(rana)
        check_the_corrected_one(rana)
        assert errors == []
        mel = log_in(browser, address, "mel")
        errors = watched(mel)
        json, pdf = sign_off(mel, tmp_path)
        assert errors == []
    assert pdf.read_bytes().startswith(b"%PDF")
    monkeypatch.setenv(DATABASE_VARIABLE, url)
    assert verified(json, CORRECTED, "--data", str(folder)) == 0
    assert verified(json, CORRECTED) == 3, "nobody said whose key it must be"
    assert verified(json, DRAFT, "--data", str(folder)) == 1


def verified(certificate: Path, file: Path, *more: str) -> int:
    """The exit status of `scr-publish certify --verify`."""
    arguments = ["certify", "--verify", str(certificate), str(file), *more]
    status = CliRunner().invoke(cli, arguments, standalone_mode=False).return_value
    assert isinstance(status, int)
    return status


def upload(page: Any) -> None:
    page.get_by_role("link", name="New review").click()
    page.get_by_label("What it is called here").fill("Child H")
    page.get_by_label("The draft").set_input_files(DRAFT)
    page.get_by_label("The case file").set_input_files(CASE)
    page.get_by_role("button", name="Upload and check").click()
    page.get_by_role("heading", name="The draft is being checked").wait_for()
    page.wait_for_selector("#list .row", timeout=PATIENCE)
    page.wait_for_selector("#page[data-shown]")


def decide_by_keyboard(page: Any) -> None:
    before, first = left(page), settled(page)
    page.keyboard.press("j")
    second = settled(page, first)
    page.wait_for_load_state("networkidle")
    page.wait_for_function("() => document.querySelector('#page img').complete")
    picture(page, "findings")
    page.keyboard.press("k")
    assert settled(page, second) == first
    page.keyboard.press("a")
    second = settled(page, first)
    assert page.locator(f"#f-{first}").get_attribute("class").endswith("is-accepted")
    assert left(page) == before - 1
    page.keyboard.press("u")
    page.get_by_text("Taken back").wait_for()
    assert settled(page, second) == first
    assert left(page) == before
    page.keyboard.press("a")
    second = settled(page, first)
    page.keyboard.press("r")
    page.keyboard.type("The family has asked for this name to stand.")
    page.keyboard.press("Control+Enter")
    third = settled(page, second)
    assert page.locator(f"#f-{second}").get_attribute("class").endswith("is-justified")
    page.keyboard.press("j")
    fourth = settled(page, third)
    page.keyboard.press("k")
    assert settled(page, fourth) == third
    page.keyboard.press("?")
    page.get_by_role("heading", name="Keys").wait_for()
    page.keyboard.press("Escape")


def decide_by_mouse(page: Any) -> None:
    page.get_by_label("Severity").select_option("review")
    page.wait_for_function("() => document.querySelectorAll('#list .row:not(.review)').length === 0")
    row = page.locator("#list .row").nth(1)
    chosen = row.get_attribute("data-id")
    row.click()
    page.wait_for_function("id => document.querySelector('#detail').dataset.id === id", arg=chosen)
    page.get_by_role("button", name="Mark as fixed").click()
    settled(page, chosen)
    assert page.locator(f"#f-{chosen}").get_attribute("class").endswith("is-fixed")
    page.wait_for_load_state("networkidle")
    mark = page.locator("#page .mark").last  # the one on top
    wanted = mark.get_attribute("data-mark")
    mark.locator("rect").first.click(force=True)
    page.wait_for_function("id => document.querySelector('#detail').dataset.id === id", arg=wanted)


def decide_one_name(page: Any) -> None:
    tab(page, "Names")
    page.get_by_role("link", name="Lorraine Pettifer", exact=True).click()
    page.get_by_role("heading", name="Lorraine Pettifer").wait_for()
    picture(page, "name")
    page.get_by_role("button", name="Accept the suggestions").click()
    page.get_by_text(re.compile(r"Suggestion accepted: \d+ places")).wait_for()


def check_the_corrected_one(page: Any) -> None:
    tab(page, "Gate")
    page.get_by_role("heading", name="Not yet").wait_for()
    picture(page, "gate")
    tab(page, "Versions and reports")
    page.get_by_label("The new draft").set_input_files(CORRECTED)
    page.get_by_label("New case file").set_input_files(CORRECTED_CASE)
    page.get_by_role("button", name="Upload and check").click()
    page.get_by_role("heading", name="Version 2 against version 1").wait_for(timeout=PATIENCE)
    assert int(page.locator(".figure.good .figure-number").inner_text()) > 40
    picture(page, "changes")
    tab(page, "Gate")
    page.get_by_role("heading", name="Ready to sign off").wait_for()
    assert page.get_by_role("button", name="Sign version 2 off").count() == 0


def sign_off(page: Any, folder: Path) -> tuple[Path, Path]:
    """The certificate as JSON and as PDF."""
    page.get_by_role("link", name="Child H", exact=True).click()
    tab(page, "Gate")
    page.get_by_label("For the certificate").fill("Read whole by the Board's manager.")
    page.get_by_role("button", name="Sign version 2 off").click()
    page.get_by_role("heading", name="Signed off").wait_for()
    picture(page, "signed-off")
    made = []
    for kind in ("JSON", "PDF"):
        with page.expect_download() as download:
            page.get_by_role("link", name=f"Certificate ({kind})").click()
        path = folder / f"certificate.{kind.lower()}"
        download.value.save_as(path)
        made.append(path)
    page.get_by_role("link", name="Audit trail").click()
    page.get_by_role("button", name="Verify the whole trail").click()
    page.get_by_text("The trail is whole.").wait_for()
    return made[0], made[1]
