"""A store of a fictional Board's archive, of any size, made without reading a document: for the dashboard's tests."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from scr_publish.archive.discovery.classify import Verdict
from scr_publish.archive.engine.jobs import Assessed, Done
from scr_publish.archive.items import Item
from scr_publish.archive.sources.website import Visit
from scr_publish.archive.store.writing import Writer
from scr_publish.archive.watch import keep_visits, note
from scr_publish.config import load_profile
from scr_publish.config.profile import SECTION_IDS
from scr_publish.rules import Rule, catalogue
from tests.archive.website_server import SetClock

SITE = "https://www.wexmoor-lscb.example"
START = f"{SITE}/serious-case-reviews"
LEAKS = (
    ("PD101", "PERSON"), ("PD102", "PERSON"), ("PD102", "PERSON"), ("PD104", "PERSON"), ("PD220", "DATE"),
    ("PD205", "POSTCODE"), ("PD206", "ADDRESS"), ("PD223", "SCHOOL"), ("PD224", "HEALTHCARE"), ("PD207", "PHONE"),
    ("PD201", "NHS_NUMBER"), ("HC101", None), ("HC102", None), ("HC103", None),
)  # fmt: skip


class Site:
    """The website as the last scan met it; it fetches nothing."""

    name = START
    complete = True
    root = None

    def __init__(self, visits: list[Visit]) -> None:
        self.visits = visits
        self.on_visit: Callable[[Visit], None] = lambda _visit: None

    def items(self) -> Iterator[Item]:
        yield from ()


def items(number: int) -> Iterator[Item]:
    for i in range(number):
        year = 2009 + i * 16 // number
        code = f"{chr(ord('a') + i % 26)}{i // 26 or ''}"
        url = f"{SITE}/files/{year}/scr-child-{code}-overview-report.pdf"
        yield Item(
            url,
            url.rpartition("/")[2],
            "x",
            90_000,
            f"{i:064x}",
            url=url,
            link_text=f"Child {code.upper()}",
            found_on=START,
            published=f"{year}-06-{1 + i % 28:02d}",
        )


def done(item: Item, chance: random.Random) -> Done:
    """What a check of a report might give: the older the report, the more it leaks and the harder it is to read."""
    year = int(item.published[:4])
    age = (2025 - year) / 16
    findings = [
        _row(number, *chance.choice(LEAKS)) for number in range(1, 1 + max(0, round(chance.gauss(9 * age - 2.5, 3))))
    ]
    missing = [
        name
        for name in SECTION_IDS
        if chance.random() < 0.05 + 0.3 * age * (name in ("impact", "further_action", "timescale", "actions_taken"))
    ]
    ease = round(chance.gauss(57 - 18 * age, 6), 1)
    leaks = len(findings)
    findings += [
        _row(len(findings) + n, rule_id, None) for n, rule_id in enumerate(["CO112", "CO113"][: len(missing)], 1)
    ]
    risk = "high" if leaks > 6 else "medium" if leaks > 2 else "low"
    statements = [
        (kind, chance.randint(1, 9)) for kind in ("action", "impact", "future") if chance.random() > 0.35 * age
    ]
    made = Assessed(
        "not-ready" if findings else chance.choice(["needs-review", "ready"]),
        {"blocker": len(findings), "review": chance.randint(2, 30), "advice": chance.randint(20, 160)},
        round(chance.gauss(12 + 4 * age, 1), 1), risk, {"high": 5, "medium": 60, "low": 4_000}[risk],
        tuple(findings), tuple((name, "missing" if name in missing else "present") for name in SECTION_IDS),
        tuple(statements), (("flesch_reading_ease", ease), ("average_sentence", round(chance.gauss(16 + 8 * age, 2), 1))), zlib.compress(b"{}"),
    )  # fmt: skip
    return Done(
        item.id, "ok", 0.0, 3.0, sha256=item.stamp, format="pdf", size=item.size, pages=chance.randint(12, 90), words=chance.randint(5_000, 30_000),
        verdict=Verdict("report", "titled so", f"Serious Case Review: {item.link_text}", year), checks="all", assessment=made,
    )  # fmt: skip


def _row(number: int, rule_id: str, label: str | None) -> tuple[object, ...]:
    rule: Rule = catalogue()[rule_id]
    surface = "comment" if rule_id.startswith("HC") else "visible"
    return (
        number,
        rule.id,
        rule.name,
        rule.category.value,
        "blocker",
        label,
        surface,
        3,
        "page 3",
        "Kezia Skelhorn",
        rule.title,
        f"f{number}",
    )


def _seen(item: Item, at: str) -> Visit:
    return Visit(item.id, at, 200, '"e"', "", item.stamp, START, "", linked=True)


def make_store(path: Path, number: int, *, seed: int = 7) -> Path:
    """A store with two finished scans of a website with so many reports, some of them unreadable, some gone."""
    chance = random.Random(seed)
    clock = SetClock()
    every = list(items(number))
    gone, changed = every[-1], every[number // 3]
    values = {
        "source": START,
        "profile": "wt2015-scr",
        "model": "en_scr-1.0.0",
        "tool_version": "0.1.0",
        "settings": "s",
        "engine": "local",
        "processes": 2,
    }
    with Writer(path) as writer:
        first, _ = writer.begin(values)
        writer.see(first, START, every, announce=False)
        for i, item in enumerate(every):
            broken = Done(
                item.id,
                "unreadable",
                0.0,
                0.1,
                error=f"DX103 {item.name} is encrypted. Ask for it without its password.",
                sha256=item.stamp,
            )
            writer.record(first, item, broken if i % 40 == 39 else done(item, chance), "s")
        note(writer, first, Site([]), load_profile(), clock=clock)
        writer.end(first, "finished", 60.0)
        second, _ = writer.begin(values)
        writer.see(second, START, [item for item in every if item is not gone], announce=True)
        writer.record(second, changed, done(replace(changed, stamp="c" * 64), chance), "s")
        writer.remove_unseen(second, START)
        writer.replace_archive_findings(
            [(1, 2, "DX210", "blocker", "It shows what another hides.", '[{"shown": "Kezia", "instead": ""}]')]
        )
        visits = [
            Visit(f"{SITE}/files/lost-report.pdf", clock.stamp(), 404, "", "", "", START, "gone", linked=True),
            Visit(every[0].id, clock.stamp(), 200, "", "", every[0].stamp, "", "", linked=False),
        ]
        site = Site(visits)
        keep_visits(writer, site)  # type: ignore[arg-type]
        for visit in (
            *(_seen(item, clock.stamp()) for item in every),
            *visits,
            replace(_seen(gone, clock.stamp()), sha256="", error="gone"),
        ):
            site.on_visit(visit)
        note(writer, second, site, load_profile(), clock=clock)
        writer.end(second, "finished", 9.0)
    return path
