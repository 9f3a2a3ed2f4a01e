"""`scr-publish scan` on a website, through the command line: once with the language model, then watched without it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from scr_publish.archive.clock import Clock
from scr_publish.archive.engine import local
from scr_publish.cli.scan import scan
from scr_publish.cli.scan_watch import Every
from tests.archive.making import PlainEngine, report
from tests.archive.website_server import LocalSite, SetClock, serving

ROOT = Path(__file__).parents[3]
START = "/serious-case-reviews"


def rtf(markdown: str) -> bytes:
    """A report as a rich text file: the smallest format that a website has documents in."""
    lines = (
        rf"{{\b\fs32 {line.lstrip('# ')}}}\par" if line.startswith("#") else rf"{line}\par"
        for line in markdown.splitlines()
    )
    return ("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\n" + "\n".join(lines) + "}").encode()


@pytest.fixture
def site() -> Iterator[LocalSite]:
    with serving(LocalSite()) as running:
        running.page(
            START,
            """<ul><li><a href="/files/child-a.rtf">Child A</a> Published: 1 February 2026</li>
            <li><a href="/files/child-b.rtf">Child B</a> Published: 1 February 2026</li>
            <li><a href="/files/lost.pdf">Lost</a></li></ul>""",
        )
        running.document("/files/child-a.rtf", rtf(report("A")), "application/rtf")
        running.document("/files/child-b.rtf", rtf(report("B", name="a neighbour")), "application/rtf")
        yield running


@pytest.mark.model
def test_a_website_from_end_to_end(site: LocalSite, tmp_path: Path) -> None:
    command = [
        "scan",
        site.address + START,
        "--store",
        "s.db",
        "--delay",
        "0",
        "--processes",
        "1",
        "--json",
        "--dashboard",
        "d.html",
        "--format",
        "csv,xlsx",
        "--summary",
        "s.txt",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "scr_publish", *command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        timeout=300,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    documents = {line["item"].rpartition("/")[2]: line for line in lines if line["type"] == "document"}
    assert {name: (line["state"], line["kind"]) for name, line in documents.items()} == {
        "child-a.rtf": ("ok", "report"),
        "child-b.rtf": ("ok", "report"),
    }
    assert documents["child-a.rtf"]["counts"]["blocker"] > 0
    [summary] = [line for line in lines if line["type"] == "summary"]
    assert summary["wrong"]["DX230"] == 1
    assert {path.name for path in tmp_path.iterdir()} >= {"s.db", "d.html", "s.csv", "s.xlsx", "s.txt"}
    page = (tmp_path / "d.html").read_text(encoding="utf-8")
    assert "Child A" in page
    assert "Delphine" not in page
    told = (tmp_path / "s.txt").read_text(encoding="utf-8")
    assert "Broken link (1 new)" in told
    assert "████.pdf" in told
    assert all(
        path.stat().st_mode & 0o077 == 0
        for path in tmp_path.iterdir()
        if path.suffix in (".db", ".html", ".txt", ".csv", ".xlsx")
    )


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """No language model, and a clock that is turned by what is slept."""
    clock = SetClock()
    monkeypatch.setattr(local, "LocalEngine", lambda *_: PlainEngine())
    for name in ("now", "monotonic", "sleep"):
        monkeypatch.setattr(Clock, name, lambda _self, *values, name=name: getattr(clock, name)(*values))
    return clock


def run(*arguments: Any, folder: Path) -> Result:
    return CliRunner().invoke(
        scan,
        [*map(str, arguments), "--store", str(folder / "s.db"), "--delay", "0"],
        standalone_mode=False,
        catch_exceptions=True,
    )


def test_watching_tells_what_changed_from_round_to_round(site: LocalSite, quick: SetClock, tmp_path: Path) -> None:
    rounds = iter([lambda: site.replies.pop("/files/child-b.rtf"), lambda: None])
    original = quick.sleep

    def sleep(seconds: float) -> None:
        original(seconds)
        if seconds > 3600:
            next(rounds)()

    quick.sleep = sleep  # type: ignore[method-assign]
    done = run(
        site.address + START,
        "--watch",
        "--every",
        "7d",
        "--rounds",
        3,
        "--summary",
        tmp_path / "s.txt",
        "--dashboard",
        tmp_path / "d.html",
        folder=tmp_path,
    )
    assert done.return_value == 1, done.output
    assert [seconds for seconds in quick.slept if seconds > 3600] == [7 * 86_400] * 2
    assert done.output.count("Results: ") == 3
    assert "Since the last scan: 1 removed" in done.output
    assert "PR230  A report left the website too early: 1" in done.output
    told = (tmp_path / "s.txt").read_text(encoding="utf-8")
    assert "Nothing new" in told
    assert "Gone too early (1 still)" in told
    assert [request.path for request in site.requests].count("/files/child-a.rtf") == 3


def test_a_round_that_fails_does_not_end_the_watch(site: LocalSite, quick: SetClock, tmp_path: Path) -> None:
    page = site.replies.pop(START)
    original = quick.sleep

    def sleep(seconds: float) -> None:
        original(seconds)
        if seconds > 3600:
            site.replies[START] = page

    quick.sleep = sleep  # type: ignore[method-assign]
    done = run(site.address + START, "--watch", "--rounds", 2, folder=tmp_path)
    assert done.return_value == 1, done.output
    assert "status 404. Nothing was scanned." in done.output
    assert "2 documents" in done.output


def test_nothing_is_removed_where_the_site_cannot_be_reached(site: LocalSite, quick: SetClock, tmp_path: Path) -> None:
    run(site.address + START, folder=tmp_path)
    site.broken(START, 503)
    failed = run(site.address + START, folder=tmp_path)
    assert "status 503" in str(failed.exception)
    again = run("--sql", "SELECT count(*) FROM document WHERE state = 'removed'", folder=tmp_path)
    assert again.output.split() == ["count(*)", "0"]


def test_the_take_down_file_counts(site: LocalSite, quick: SetClock, tmp_path: Path) -> None:
    file = tmp_path / "take-down.toml"
    file.write_text("[[down]]\nname = 'child-b.rtf'\nby = 2026-03-01\nreason = 'order'\n", encoding="utf-8")
    done = run(
        site.address + START, "--take-down", file, "--format", "csv", "--output", tmp_path / "out", folder=tmp_path
    )
    assert "PR233  A report is still there that should have been taken down: 1" in done.output
    assert done.return_value == 1
    assert "Should be down" in (tmp_path / "out" / "s.csv").read_text(encoding="utf-8-sig")


def test_a_store_that_is_there_gives_its_dashboard_without_a_scan(
    site: LocalSite, quick: SetClock, tmp_path: Path
) -> None:
    run(site.address + START, folder=tmp_path)
    before = len(site.requests)
    done = run("--dashboard", tmp_path / "d.html", "--masked", folder=tmp_path)
    assert done.return_value == 0
    assert "Child A" not in (tmp_path / "d.html").read_text(encoding="utf-8")
    assert len(site.requests) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--watch"], "--watch needs a SOURCE"),
        (["https://board.example/", "--rounds", "2"], "--rounds goes with --watch"),
        (["https://board.example/", "--watch", "--every", "5s"], "is no length of time"),
        (["https://board.example/", "--format", "pdf"], "there is no format “pdf”"),
        (["https://board.example/", "--output", "x"], "--output goes with --format"),
        (["https://board.example/", "--summary", "x.doc"], "end the name in .txt or .html"),
        (["https://board.example/", "--take-down", "none.toml"], "none.toml: there is no such file"),
        (["https://me:pw@board.example/"], "name or password"),
        (["--dashboard", "x.html"], "there is no store"),
        (["--summary", "x.txt"], "there is no store"),
    ],
)
def test_what_does_not_go_together_is_said(quick: SetClock, tmp_path: Path, arguments: list[str], words: str) -> None:
    done = run(*arguments, folder=tmp_path)
    assert words in str(done.exception)


def test_lengths_of_time() -> None:
    assert [Every().convert(text, None, None) for text in ("30m", "24h", "7D", "2 w")] == [
        1_800,
        86_400,
        604_800,
        1_209_600,
    ]


def test_ctrl_c_ends_the_watch(site: LocalSite, tmp_path: Path) -> None:
    """A process that sleeps between two rounds ends at once, with the last round's status."""
    code = (
        "import signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # which a test run in the background would not have\n"
        "from scr_publish.archive.engine import local; from tests.archive.making import PlainEngine\n"
        "local.LocalEngine = lambda *_: PlainEngine()\n"
        "from scr_publish.cli.main import main; main(sys.argv[1:])"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", code, "scan", site.address + START, "--store", str(tmp_path / "s.db"), "--delay", "0", "--watch"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert running.stderr
    assert "Next scan in 24.0 h" in running.stderr.readline()
    running.send_signal(signal.SIGINT)
    assert running.wait(30) == 1
