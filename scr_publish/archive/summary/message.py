"""What a scan brought, made ready to be told. Nothing here may identify anybody: documents have masked names and their
number in the store, sources their host, and no text of a report is quoted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scr_publish.archive.dashboard.figures import Figures, SourceNews, figures
from scr_publish.archive.dashboard.naming import Naming
from scr_publish.archive.store.reading import EventRow, reading
from scr_publish.archive.watch import HAPPENED
from scr_publish.archive.watch_words import KIND_TITLES, rule_of, said
from scr_publish.errors import InputError

MOST = 50
"""Documents that are named under one heading; the dashboard has them all."""


@dataclass(frozen=True)
class Entry:
    """A document, by its masked name, and what is said of it."""

    name: str
    said: str


@dataclass(frozen=True)
class Group:
    """Events of one kind: what is new of them, how many more there are than are named, and how many are no news.
    `to_do` says what to do about them; empty where there is nothing to do."""

    title: str
    to_do: str
    entries: tuple[Entry, ...]
    more: int
    still: int


@dataclass(frozen=True)
class Summary:
    """What the last finished scan of a source brought. `first` is set for the first scan of a source, which can compare
    with none."""

    source: str
    day: date
    first: bool
    counts: tuple[tuple[str, int], ...]
    groups: tuple[Group, ...]

    @property
    def fresh(self) -> int:
        """How many things are new."""
        return sum(len(group.entries) + group.more for group in self.groups)

    @property
    def still(self) -> int:
        """How many things were wrong before and still are."""
        return sum(group.still for group in self.groups)


def summarise(store_path: str | Path, source: str | None = None) -> Summary:
    """The summary of the last finished scan, of a source or of whichever was last. Raises InputError where there is
    none."""
    with reading(store_path) as reader:
        found = figures(reader)
    told = [news for news in found.news if source in (None, news.scan.source)]
    if not told:
        raise InputError(f"{store_path}: no scan has finished yet, so that there is nothing to sum up.")
    return _summary(found, max(told, key=lambda news: news.scan.id))


def _summary(found: Figures, told: SourceNews) -> Summary:
    naming = Naming(masked=True)
    own = [report for report in found.reports if report.document.source == told.scan.source]
    counts = (
        ("Documents seen", told.scan.n_items),
        ("Checked in this scan", told.scan.n_done),
        ("Reports that are there", len(own)),
        ("Reports that may give somebody away", sum(1 for report in own if report.leaks)),
        ("Documents that could not be checked", sum(row.source == told.scan.source for row in found.unchecked)),
    )
    return Summary(
        source=naming.source(told.scan.source),
        day=date.fromisoformat(told.scan.started[:10]),
        first=told.first,
        counts=counts,
        groups=tuple(_groups(found, told, naming)),
    )


def _groups(found: Figures, told: SourceNews, naming: Naming) -> Iterable[Group]:
    for kind, title in KIND_TITLES.items():
        fresh = sorted((event for event in told.fresh if event.kind == kind), key=lambda event: event.item)
        still = sum(event.kind == kind for event in told.still)
        if fresh or still:
            yield Group(
                title,
                "" if kind in HAPPENED else _to_do([*fresh, *told.still], kind),
                tuple(_entry(found, naming, event) for event in fresh[:MOST]),
                max(0, len(fresh) - MOST),
                still,
            )


def _to_do(events: list[EventRow], kind: str) -> str:
    rule = next(filter(None, (rule_of(event) for event in events if event.kind == kind)), None)
    return rule.what_to_do if rule else ""


def _entry(found: Figures, naming: Naming, event: EventRow) -> Entry:
    return Entry(naming.item(event, found.documents.get(event.item)), said(event))
