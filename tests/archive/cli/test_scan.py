"""The command: its figures, its exit status, its questions, and a scan that is killed."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from scr_publish.archive.scanning import scan as scan_source
from scr_publish.archive.sources import open_source
from scr_publish.archive.store.writing import Writer
from scr_publish.cli.main import main
from scr_publish.cli.scan import scan
from scr_publish.cli.scan_progress import pace_of, progress_line
from tests.archive.making import MINUTES, SETTINGS, PlainEngine, report, write

ROOT = Path(__file__).parents[3]


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(scan, [str(argument) for argument in arguments], standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.return_value, result.stdout, result.stderr


def program(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "scr_publish", "scan", *(str(argument) for argument in arguments)]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store that a scan without a language model has filled."""
    write(tmp_path / "in", {"a.md": report("A"), "b.md": report("B", name="x"), "m.md": MINUTES})
    path = tmp_path / "store.db"
    with Writer(path) as writer:
        scan_source(writer, open_source(str(tmp_path / "in")), SETTINGS, PlainEngine())
    return path


def test_a_question_needs_no_source(store: Path) -> None:
    status, out, _ = run("--store", store, "--sql", "SELECT name, blockers FROM report ORDER BY name")
    assert (status, out) == (0, "name,blockers\na.md,1\nb.md,0\n")
    _, out, _ = run(
        "--store", store, "--json", "--sql", "SELECT name, json FROM report JOIN result ON result.id = result"
    )
    first = json.loads(out.splitlines()[0])
    assert first["name"] == "a.md"
    assert first["json"].endswith(" bytes")


def test_parquet_goes_to_a_folder(store: Path, tmp_path: Path) -> None:
    status, out, _ = run("--store", store, "--export", "parquet", tmp_path / "out")
    assert status == 0
    assert "10 Parquet files" in out
    assert (tmp_path / "out" / "finding.parquet").stat().st_size > 100


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "Name a SOURCE"),
        (("x", "--address", "y"), "--engine ray"),
        (("no-such-folder",), "no such folder"),
        (("--sql", "SELECT 1", "--store", "missing.db"), "no store"),
        (("--export", "parquet", "out", "--store", "missing.db"), "no store"),
        ((".", "--profile", "wt2105-scr"), "Did you mean"),
        ((".", "--model", "no_such_model"), "not installed"),
        ((".", "--processes", "0"), "processes"),
    ],
)
def test_what_is_wrong_is_one_clear_line_and_status_2(
    arguments: tuple[str, ...],
    says: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as left:
        main(["scan", *arguments])
    assert left.value.code == 2
    assert says in capsys.readouterr().err


def test_an_empty_folder_is_not_clean(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    status, out, errors = run(tmp_path / "in", "--store", tmp_path / "store.db")
    assert status == 2
    assert "no document" in errors
    assert out.startswith("0 documents")


def test_the_pace() -> None:
    assert pace_of(0, 10, 5.0) == ""
    assert pace_of(5, 10, 60.0) == "5 a minute, 60 s left"
    assert pace_of(100, 10_000, 60.0) == "100 a minute, 1 h 39 min left"
    assert progress_line(0, 3.0) == "0 checked this time in 3 s"
    assert progress_line(1200, 600.0) == "1,200 checked this time in 10 min, 120 a minute"


def _documents(store: Path) -> list[tuple[object, ...]]:
    query = """SELECT item, state, kind, decision, blockers, reviews, advice, hex(json) FROM document
        JOIN result ON result.id = document.result ORDER BY item"""
    with sqlite3.connect(store) as sql:
        return sql.execute(query).fetchall()


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_a_scan_that_is_killed_and_one_that_is_stopped_go_on(tmp_path: Path) -> None:
    archive = write(tmp_path / "in", {f"{label}.md": report(label) for label in "ABCD"} | {"bad.pdf": b"%PDF-1.7 x"})
    store, whole = tmp_path / "store.db", tmp_path / "whole.db"
    said: list[str] = []
    for end in (signal.SIGKILL, signal.SIGINT):
        process = subprocess.Popen(
            program(archive, "--store", store, "--json", "--processes", 1),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        assert process.stdout
        assert process.stderr
        said.append(json.loads(process.stdout.readline())["item"])
        process.send_signal(end)
        rest = process.stdout.read()
        said += [json.loads(line)["item"] for line in rest.splitlines() if '"document"' in line]
        errors = process.stderr.read()
        if end == signal.SIGINT and process.wait() == 130:
            assert "goes on from here" in errors
        process.wait()
        process.stdout.close()
        process.stderr.close()
    last = subprocess.run(
        program(archive, "--store", store, "--json"), capture_output=True, text=True, cwd=ROOT, check=False
    )
    lines = [json.loads(line) for line in last.stdout.splitlines()]
    said += [line["item"] for line in lines if line["type"] == "document"]
    assert last.returncode in (1, 3)
    assert len(said) == len(set(said))  # nothing was reported twice
    subprocess.run(program(archive, "--store", whole, "--quiet"), capture_output=True, cwd=ROOT, check=False)
    assert _documents(store) == _documents(whole)
    assert len(_documents(store)) == 5
    assert not (tmp_path / "store.db.work").exists()
    assert not _processes_of(store)


def _processes_of(store: Path) -> list[str]:
    """The command lines of processes that still work for a store, a few seconds after its end."""
    for _ in range(50):
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal() and int(entry.name) != os.getpid():
                try:
                    environment = (entry / "environ").read_bytes()
                except OSError:
                    continue
                if str(store).encode() + b".work" in environment:
                    found.append(entry.name)
        if not found:
            return []
        time.sleep(0.1)
    return found
