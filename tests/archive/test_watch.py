"""A watched website over several rounds: what changed, what is wrong, what is news."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from scr_publish.archive.availability import Sight, stay, term_of, wrongs
from scr_publish.archive.dashboard.figures import figures
from scr_publish.archive.store.reading import DocumentRow, EventRow, reading
from scr_publish.archive.watch import news
from scr_publish.archive.watch_list import WatchList, load_watch_list
from scr_publish.config import load_profile
from scr_publish.config.durations import Duration
from scr_publish.errors import ConfigError
from tests.archive.watch_rounds import HARM, Rounds
from tests.archive.website_server import LocalSite, SetClock, serving

START = "/reviews"
PDF = b"%PDF-1.4\n"


@pytest.fixture
def site() -> Iterator[LocalSite]:
    with serving(LocalSite()) as running:
        yield running


@pytest.fixture
def rounds(site: LocalSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rounds:
    return Rounds(site, tmp_path / "store.sqlite", SetClock(datetime(2026, 3, 2, 9, tzinfo=UTC)), monkeypatch)


def listing(site: LocalSite, **documents: bytes | None) -> None:
    """The page of reviews with these documents: the day of publication in the name, None for one that is not there."""
    rows = []
    for name, body in documents.items():
        stem, _, day = name.partition("_")
        said = f"Published: {day.replace('_', '/')}" if day else ""
        rows.append(f'<li><a href="/files/{stem}.pdf">Report {stem}</a> {said}</li>')
        if body is None:
            site.replies.pop(f"/files/{stem}.pdf", None)
        else:
            site.document(f"/files/{stem}.pdf", body)
    site.page(START, f"<ul>{''.join(rows)}</ul>")


def gone(site: LocalSite, *stems: str) -> None:
    for stem in stems:
        site.replies.pop(f"/files/{stem}.pdf")


def events(rounds: Rounds, scan: int, *, fresh: bool | None = None) -> set[tuple[str, str, str | None]]:
    """(name, kind, rule) of a scan's events: all, or only what is news, or only what is not."""
    with reading(rounds.store) as reader:
        source = rounds.site.address + START
        new, still = news(reader, scan, source)
        chosen = [*new, *still] if fresh is None else new if fresh else still
        return {
            (
                event.item.removeprefix(rounds.site.address).removeprefix("/files/").removesuffix(".pdf"),
                event.kind,
                event.rule,
            )
            for event in chosen
        }


def detail(rounds: Rounds, kind: str) -> dict[str, str]:
    with reading(rounds.store) as reader:
        found: dict[str, str] = json.loads(list(reader.rows(EventRow, "kind = ?", (kind,)))[-1].detail)
        return found


def test_the_first_round_reports_what_is_wrong_and_nothing_as_new(site: LocalSite, rounds: Rounds) -> None:
    listing(site, k=PDF, harm=HARM, lost=None)
    outcome = rounds.round(START)
    assert (outcome.items, outcome.checked) == (2, 2)
    assert events(rounds, outcome.scan) == {("harm", "harmful", "PR234"), ("lost", "broken-link", "DX230")}
    assert detail(rounds, "harmful") == {"number": "1 finding"}
    assert detail(rounds, "broken-link") == {"trouble": "is not there any more"}


def test_a_second_round_asks_only_whether_anything_changed(site: LocalSite, rounds: Rounds) -> None:
    listing(site, k=PDF, m=PDF + b"m")
    rounds.round(START)
    again = rounds.round(START)
    assert (again.items, again.checked) == (2, 0)
    assert [
        request.headers.get("if-none-match", "") != "" for request in site.requests if request.path == "/files/k.pdf"
    ] == [False, True]
    assert events(rounds, again.scan) == set()


def test_new_changed_and_gone_too_early(site: LocalSite, rounds: Rounds) -> None:
    listing(
        site,
        early_01_02_2026=PDF + b"1",
        late_03_03_2020=PDF + b"2",
        undated=PDF + b"3",
        edited=PDF + b"4",
        unlinked=PDF + b"5",
    )
    rounds.round(START)
    gone(site, "early", "late", "undated")
    listing(site, edited=PDF + b"edited", fresh=PDF + b"6")
    rounds.clock.time = datetime(2026, 5, 1, 9, tzinfo=UTC)
    second = rounds.round(START)
    assert events(rounds, second.scan) == {
        ("early", "removed", None), ("early", "gone-early", "PR230"), ("late", "removed", None),
        ("undated", "removed", None), ("undated", "gone-early", "PR231"), ("edited", "changed", None),
        ("fresh", "new", None), ("unlinked", "not-linked", "PR232"),
    }  # fmt: skip
    with reading(rounds.store) as reader:
        [found] = [json.loads(row.detail) for row in reader.rows(EventRow, "rule = 'PR230'")]
    assert found == {
        "published": "1 February 2026",
        "seen": "1 May 2026",
        "length": "twelve months",
        "limit": "1 February 2027",
    }
    assert detail(rounds, "not-linked") == {"term": "it must stay readily accessible until 2 March 2027"}


def test_what_is_still_wrong_is_no_news_and_what_is_back_is(site: LocalSite, rounds: Rounds) -> None:
    listing(site, early_01_02_2026=PDF + b"1", other_01_02_2026=PDF + b"2", lost=None)
    rounds.round(START)
    gone(site, "early", "other")
    listing(site, lost=None)
    rounds.round(START)
    listing(site, early_01_02_2026=PDF + b"1", lost=None)
    third = rounds.round(START)
    assert events(rounds, third.scan, fresh=True) == {("early", "back", None)}
    assert events(rounds, third.scan, fresh=False) == {
        ("other", "gone-early", "PR230"),
        ("lost", "broken-link", "DX230"),
    }
    rounds.clock.time = datetime(2027, 2, 1, 9, tzinfo=UTC)
    assert events(rounds, rounds.round(START).scan) == {("lost", "broken-link", "DX230")}


def test_how_long_a_report_was_there_is_shown(site: LocalSite, rounds: Rounds) -> None:
    listing(site, k_01_02_2026=PDF, early_01_03_2026=PDF + b"1", old_01_02_2015=PDF + b"2")
    for day in (2, 9, 16):
        rounds.clock.time = datetime(2026, 3, day, 9, tzinfo=UTC)
        rounds.round(START)
        if day == 2:
            gone(site, "early")
    with reading(rounds.store) as reader:
        found = {item.document.name: item for item in figures(reader).stays}
    kept, early, old = found["k.pdf"], found["early.pdf"], found["old.pdf"]
    assert (kept.first, kept.last, kept.visits, kept.missed) == (date(2026, 3, 2), date(2026, 3, 16), 3, 0)
    assert (kept.state, kept.limit, kept.certain) == ("There", date(2027, 2, 1), True)
    assert (early.state, early.visits, early.missed, early.last) == ("Gone too early", 3, 2, date(2026, 3, 2))
    assert old.state == "There, its time is over"


def test_a_report_that_should_be_down(site: LocalSite, rounds: Rounds) -> None:
    listing(site, k_01_02_2026=PDF, other=PDF + b"x")
    known = WatchList.model_validate({"down": [{"name": "K.pdf", "by": date(2026, 3, 5), "reason": "order"}]})
    assert events(rounds, rounds.round(START, known).scan) == set()
    site.page(START, '<a href="/files/other.pdf">Other</a>')  # the link goes, the file stays
    rounds.clock.time = datetime(2026, 3, 9, 9, tzinfo=UTC)
    assert events(rounds, rounds.round(START, known).scan) == {("k", "should-be-down", "PR233")}
    gone(site, "k")
    assert events(rounds, rounds.round(START, known).scan) == {("k", "removed", None)}


def test_a_page_that_fails_makes_nothing_removed(site: LocalSite, rounds: Rounds) -> None:
    site.page(START, f'<a href="{START}/2016">2016</a> <a href="/files/m.pdf">M</a>')
    site.page(f"{START}/2016", '<a href="/files/k.pdf">K</a>')
    site.document("/files/k.pdf", PDF)
    site.document("/files/m.pdf", PDF + b"m")
    rounds.round(START)
    site.broken(f"{START}/2016", 500)
    gone(site, "m")
    second = rounds.round(START)
    assert events(rounds, second.scan) == {("m", "broken-link", "DX230"), (START, "incomplete", "DX233")}
    assert detail(rounds, "incomplete") == {}


def test_what_was_not_fetched_is_said(site: LocalSite, rounds: Rounds) -> None:
    site.robots("User-agent: *\nDisallow: /files/secret")
    site.page(
        START,
        '<a href="/files/secret.pdf">A</a><a href="/files/page.pdf">B</a><a href="https://elsewhere.example/files/far.pdf">C</a>',
    )
    site.page("/files/page.pdf", "Sorry.")
    found = events(rounds, rounds.round(START).scan)
    assert {(name.rpartition("/")[2], kind, rule) for name, kind, rule in found} == {
        ("secret", "not-fetched", "DX232"), ("page", "broken-link", "DX231"), ("far", "not-fetched", "DX232"),
    }  # fmt: skip


def row(**values: object) -> DocumentRow:
    empty: dict[str, object] = dict.fromkeys(DocumentRow.__slots__)
    return DocumentRow(
        **(
            empty
            | {
                "id": 1,
                "item": "https://board.example/k.pdf",
                "source": "https://board.example/",
                "name": "k.pdf",
                "kind": "report",
                "state": "ok",
            }
            | values
        )
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "start", "certain"),
    [
        ({"published": "2026-01-31", "link_date": "2014-05-04"}, date(2026, 1, 31), True),
        ({"link_date": "2026-01-30"}, date(2026, 1, 30), False),
        ({}, date(2026, 3, 2), False),
        ({"sha256": "abc"}, date(2025, 12, 1), True),
    ],
)
def test_the_time_counts_from_the_best_day_that_is_known(values: dict[str, object], start: date, certain: bool) -> None:
    known = WatchList.model_validate({"published": [{"sha256": "ABC", "on": date(2025, 12, 1)}]})
    needed = stay(Sight(row(**values), date(2026, 3, 2)), Duration(12, "month"), known)
    assert (needed.start, needed.certain) == (start, certain)
    assert needed.limit == Duration(12, "month").after(start)


def test_the_last_day_is_not_too_early() -> None:
    sight = Sight(row(published="2025-03-02"), date(2025, 3, 2), missed=date(2026, 3, 1))
    assert [wrong.rule for wrong in wrongs(sight, Duration(12, "month"), WatchList(), date(2026, 3, 1))] == ["PR230"]
    assert list(wrongs(sight, Duration(12, "month"), WatchList(), date(2026, 3, 2))) == []


def test_only_reports_must_stay_and_only_where_guidance_asks() -> None:
    missed = {"first_seen": date(2026, 1, 1), "missed": date(2026, 2, 1)}
    companion = Sight(row(kind="companion"), **missed)  # type: ignore[arg-type]
    assert list(wrongs(companion, Duration(12, "month"), WatchList(), date(2026, 2, 1))) == []
    assert list(wrongs(Sight(row(), **missed), None, WatchList(), date(2026, 2, 1))) == []  # type: ignore[arg-type]
    assert str(term_of(load_profile("wt2015-scr"))) == "twelve months"
    assert term_of(load_profile("care-act-sar")) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[down]]\nname = 'a.pdf'\n", "by"),
        ("[[down]]\nby = 2026-01-01\n", "by one of address, name and sha256"),
        ("[[down]]\nname = 'a.pdf'\nsha256 = 'x'\nby = 2026-01-01\n", "by one of address"),
        ("[[dwon]]\nname = 'a.pdf'\n", "Did you mean “down”?"),
        ("[[published]]\nname = 'a.pdf'\non = '2026-01-01'\n", "without quotation marks"),
    ],
)
def test_a_mistake_in_the_take_down_file_is_named(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "take-down.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_watch_list(path)
    assert words in str(caught.value)
    assert str(path) in str(caught.value)
