"""The scan around the checks: what is done, what is not done again, what is noted, and going on after a stop."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scr_publish.archive.items import Item
from scr_publish.archive.scanning import Progress, scan
from scr_publish.archive.sources import open_source
from scr_publish.archive.store.reading import ArchiveFindingRow, DocumentRow, EventRow, FindingRow, Reader, ScanRow
from scr_publish.archive.store.writing import Writer
from scr_publish.errors import InputError
from tests.archive.making import MINUTES, RESPONSE, SETTINGS, PlainEngine, report, write


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write(
        tmp_path / "archive",
        {
            "2015/child-a.md": report("A"),
            "2015/child-b.md": report("B", name="a neighbour"),
            "2015/child-a-response.md": RESPONSE.format(label="A", year=2015),
            "minutes.md": MINUTES,
            "broken.pdf": b"%PDF-1.7\nnothing",
        },
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Writer]:
    with Writer(tmp_path / "store.db") as writer:
        yield writer


def rows(store: Writer) -> dict[str, DocumentRow]:
    return {Path(row.item).name: row for row in Reader(store.connection).rows(DocumentRow)}


def run(store: Writer, archive: Path, engine: PlainEngine | None = None) -> PlainEngine:
    engine = engine or PlainEngine()
    scan(store, open_source(str(archive)), SETTINGS, engine)
    return engine


def events(store: Writer) -> list[tuple[str, str]]:
    return [(event.kind, Path(event.item).name) for event in Reader(store.connection).rows(EventRow)]


def test_every_document_is_accounted_for(store: Writer, archive: Path) -> None:
    steps: list[Progress] = []
    outcome = scan(store, open_source(str(archive)), SETTINGS, PlainEngine(), steps.append)
    found = rows(store)
    assert {name: (row.kind, row.state) for name, row in found.items()} == {
        "child-a.md": ("report", "ok"),
        "child-b.md": ("report", "ok"),
        "child-a-response.md": ("companion", "ok"),
        "minutes.md": ("other", "ok"),
        "broken.pdf": ("unknown", "unreadable"),
    }
    assert "apologies" in (found["minutes.md"].kind_reason or "")
    assert (found["broken.pdf"].error or "").startswith("DX104")
    assert (outcome.items, outcome.checked, outcome.resumed) == (5, 6, False)  # one report again, with its companion
    assert [step.stage for step in steps][-1] == "checking with companions"
    last = Reader(store.connection).last_scan()
    assert last is not None
    assert (last.status, last.n_items, last.n_done, last.n_unchanged) == ("finished", 5, 5, 0)


def test_a_report_is_checked_with_its_companion(store: Writer, archive: Path) -> None:
    engine = run(store, archive)
    assert [(job.item.name, [item.name for item in job.companions]) for job in engine.jobs[5:]] == [
        ("child-a.md", ["child-a-response.md"])
    ]
    found = rows(store)
    assert found["child-a-response.md"].pair_of == found["child-a.md"].id
    assert "A" in (found["child-a-response.md"].pair_reason or "")


def test_nothing_is_done_again_where_nothing_has_changed(store: Writer, archive: Path) -> None:
    run(store, archive)
    assert run(store, archive).jobs == []
    assert events(store) == []
    last = Reader(store.connection).last_scan()
    assert last is not None
    assert (last.id, last.n_done, last.n_unchanged) == (2, 0, 5)


def test_a_new_time_alone_is_no_change(store: Writer, archive: Path) -> None:
    run(store, archive)
    for path in archive.rglob("*.*"):
        os.utime(path, (time.time() - 60, time.time() - 60))
    assert run(store, archive).jobs == []


def test_a_change_within_the_same_moment_is_seen(store: Writer, archive: Path) -> None:
    """A file that is changed as it is scanned, and again at once, may keep its time and its size."""
    path = archive / "2015/child-b.md"
    now = time.time()
    os.utime(path, (now, now))
    run(store, archive)
    path.write_text(path.read_text().replace("ten files", "six files").replace("word1 ", "w0rd1 "))
    os.utime(path, (now, now))
    assert run(store, archive).names == ["child-b.md"]


def test_other_settings_do_all_again(store: Writer, archive: Path) -> None:
    run(store, archive)
    again = PlainEngine()
    scan(store, open_source(str(archive)), replace(SETTINGS, everything=True), again)
    assert len(again.jobs) == 6
    later = PlainEngine()
    scan(store, open_source(str(archive)), replace(SETTINGS, everything=True, seconds=99), later)
    assert later.jobs == []  # how long a document may take does not change what is found in it


@pytest.mark.parametrize("limit", [{"seconds": 99}, {"memory": 2_000_000_000}])
def test_what_was_given_up_is_tried_again_with_another_limit_alone(
    store: Writer, archive: Path, limit: dict[str, Any]
) -> None:
    run(store, archive, PlainEngine(gives_up="child-b.md"))
    assert rows(store)["child-b.md"].state == "timeout"
    assert run(store, archive).jobs == []
    later = PlainEngine()
    scan(store, open_source(str(archive)), replace(SETTINGS, **limit), later)
    assert later.names == ["child-b.md"]
    assert rows(store)["child-b.md"].state == "ok"


def test_what_changed_is_noted(store: Writer, archive: Path) -> None:
    run(store, archive)
    write(archive, {"2015/child-b.md": report("B", year=2016), "new.md": report("N")})
    (archive / "minutes.md").unlink()
    run(store, archive)
    assert sorted(events(store)) == [("changed", "child-b.md"), ("new", "new.md"), ("removed", "minutes.md")]
    assert rows(store)["minutes.md"].state == "removed"
    write(archive, {"minutes.md": MINUTES})
    run(store, archive)
    assert events(store)[-1] == ("back", "minutes.md")
    assert rows(store)["minutes.md"].state == "ok"


def test_a_companion_that_changed_has_its_report_checked_again(store: Writer, archive: Path) -> None:
    run(store, archive)
    write(archive, {"2015/child-a-response.md": RESPONSE.format(label="A", year=2016)})
    assert run(store, archive).names == ["child-a-response.md", "child-a.md"]
    (archive / "2015/child-a-response.md").unlink()
    alone = run(store, archive)
    assert [(job.item.name, job.companions) for job in alone.jobs] == [("child-a.md", ())]


@pytest.mark.parametrize("most", range(7))
def test_a_scan_goes_on_where_it_was_stopped(store: Writer, archive: Path, most: int) -> None:
    first = PlainEngine(most)
    if most < 6:
        with pytest.raises(KeyboardInterrupt):
            run(store, archive, first)
        (stopped,) = Reader(store.connection).rows(ScanRow)
        assert (stopped.status, stopped.finished) == ("stopped", None)
    else:
        run(store, archive, first)
    then = run(store, archive)
    assert sorted(first.names + then.names) == [
        "broken.pdf", "child-a-response.md", "child-a.md", "child-a.md", "child-b.md", "minutes.md"
    ]  # fmt: skip
    scans = list(Reader(store.connection).rows(ScanRow))
    assert [row.status for row in scans] == ["finished"] * (2 if most == 6 else 1)
    assert scans[0].n_done == 5
    found = rows(store)
    assert found["child-a-response.md"].pair_of == found["child-a.md"].id


def test_duplicates_and_doubles_are_told(store: Writer, archive: Path) -> None:
    write(
        archive,
        {
            "copies/a.md": report("A"),
            "copies/a-redacted.md": report("A").replace("Delphine Garrick", "[name removed]"),
            "copies/b-nearly.md": report("B", name="a neighbour").replace("ten files", "six files"),
        },
    )
    run(store, archive)
    found = rows(store)
    assert (found["child-a.md"].duplicate_of, found["a.md"].duplicate_of) == (None, found["child-a.md"].id)
    assert {found["b-nearly.md"].near_of, found["child-b.md"].near_of} == {None, found["child-b.md"].id}
    (finding,) = Reader(store.connection).rows(ArchiveFindingRow)
    assert finding.rule == "DX210"
    assert finding.other == found["a-redacted.md"].id
    assert "Delphine Garrick" in finding.evidence


def test_findings_of_the_current_result_alone_are_current(store: Writer, archive: Path) -> None:
    run(store, archive)
    write(archive, {"2015/child-a.md": report("A", name="a neighbour")})
    run(store, archive)
    reader = Reader(store.connection)
    assert len(list(reader.rows(FindingRow))) == 1  # that of the first scan
    assert list(reader.current(FindingRow)) == []
    assert reader.assessment(rows(store)["child-a.md"].result or 0) == {"schema": "scr-publish/assessment/1"}


class _Failing:
    name = "failing"
    complete = True
    root = None

    def __init__(self, items: list[Item]) -> None:
        self._items = items

    def items(self) -> Iterator[Item]:
        yield from self._items
        raise InputError("the rest cannot be listed")


def test_a_source_that_fails_removes_nothing(store: Writer, archive: Path) -> None:
    items = list(open_source(str(archive)).items())
    source = _Failing(items)
    with pytest.raises(InputError):
        scan(store, source, SETTINGS, PlainEngine())
    assert all(row.state != "removed" for row in rows(store).values())


def test_an_incomplete_source_removes_nothing(store: Writer, archive: Path) -> None:
    source = open_source(str(archive))
    run(store, archive)
    (archive / "minutes.md").unlink()
    source.complete = False
    scan(store, source, SETTINGS, PlainEngine())
    assert rows(store)["minutes.md"].state == "ok"
