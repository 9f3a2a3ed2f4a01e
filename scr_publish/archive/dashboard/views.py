"""What the page shows beside its tables: figures at a glance, what to do first, and the charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scr_publish.archive.dashboard.figures import Figures, Spread
from scr_publish.archive.dashboard.tables import MEASURE_TITLES, RISK_TITLES, STATEMENT_TITLES, risks, share, target
from scr_publish.reporting.wording import plural

_URGENT = ("should-be-down", "gone-early")


@dataclass(frozen=True)
class Tile:
    """A figure at a glance. `tone` is the house's word for how grave it is: blocker, review, good, or nothing."""

    value: str
    label: str
    tone: str = ""


@dataclass(frozen=True)
class ToDo:
    """Something to do first, and the part of the page that shows where."""

    text: str
    place: str


@dataclass(frozen=True)
class ChartView:
    """A chart: `data` is what the script draws, `summary` what it says to somebody who does not see it, `table` the
    title of the sheet with its figures."""

    id: str
    title: str
    note: str
    summary: str
    table: str
    data: dict[str, Any]


def wrong(figures: Figures) -> Counter[str]:
    """How many events of each kind the last scans noted."""
    return Counter(event.kind for source in figures.news for event in (*source.fresh, *source.still))


def headline(figures: Figures) -> tuple[str, str]:
    """The page's first words, and the house's decision that lends them its colour."""
    kinds = wrong(figures)
    leaking, total = figures.leaking, len(figures.reports)
    if not total and not figures.unchecked:
        return "No reports yet", "none"
    if leaking:
        return f"{leaking:,} of {plural(total, 'report')} may give somebody away", "not-ready"
    if any(kinds[kind] for kind in _URGENT) or figures.between:
        return "Some reports need you now", "not-ready"
    if figures.unchecked or kinds["not-fetched"] or kinds["broken-link"] or kinds["incomplete"] or kinds["not-linked"]:
        return "Some reports need a look", "needs-review"
    return "Nothing that gives anybody away was found", "ready"


def tiles(figures: Figures) -> list[Tile]:
    """The figures at a glance."""
    kinds = wrong(figures)
    high = sum(1 for report in figures.reports if report.at_high_risk)
    where = sum(kinds[kind] for kind in ("should-be-down", "gone-early", "broken-link", "not-linked"))
    unchecked = len(figures.unchecked) + kinds["not-fetched"]
    return [
        Tile(f"{len(figures.reports):,}", "reports"),
        Tile(f"{figures.leaking:,}", "with leaks of personal data", "blocker" if figures.leaking else "good"),
        Tile(f"{high:,}", "at a high risk of identification", "blocker" if high else "good"),
        Tile(f"{where:,}", "not where they should be", "review" if where else "good"),
        Tile(f"{unchecked:,}", "documents not checked", "review" if unchecked else "good"),
        *_median_tile(figures),
    ]


def _median_tile(figures: Figures) -> Iterator[Tile]:
    ages = sorted(r.result.reading_age for r in figures.reports if r.result and r.result.reading_age is not None)
    if ages:
        yield Tile(f"{ages[len(ages) // 2]:.0f}", "median reading age, in years")


def to_do(figures: Figures) -> list[ToDo]:
    """What to do first, the gravest first. Empty where nothing is wrong."""
    kinds = wrong(figures)
    versions = len({item.document.id for item in figures.between})
    high = sum(1 for report in figures.reports if report.leaks and report.at_high_risk)
    links = kinds["broken-link"] + kinds["not-linked"]
    unchecked = len(figures.unchecked) + kinds["not-fetched"]
    risk = f"; at {high:,} of them the risk of identification is high" if high else ""
    steps = [
        (kinds["should-be-down"], "Take down {}: the take-down file says so.", "document", "changes"),
        (versions, "Compare {} with the version that leaves something out: both are there.", "document", "versions"),
        (figures.leaking, f"Read {{}} with leaks, from the top of the list{risk}.", "report", "reports"),
        (kinds["gone-early"], "Put {} back that left the website too early.", "report", "changes"),
        (links, "Mend {}.", "link", "changes"),
        (unchecked, "Look at {} that could not be checked: none of them counts as passed.", "document", "unchecked"),
        (kinds["incomplete"], "Scan {} again: parts of it were not seen.", "source", "changes"),
    ]
    return [ToDo(text.format(plural(number, noun)), place) for number, text, noun, place in steps if number]


def charts(figures: Figures) -> list[ChartView]:
    """The charts that have anything to show."""
    made = [_risks(figures), _leaks(figures), _readability(figures), _lacks(figures)]
    return [chart for chart in made if chart]


def _risks(figures: Figures) -> ChartView | None:
    counts = {int(str(row[0])): row[1:] for row in risks(figures).rows}
    if not counts:
        return None
    years = list(range(min(counts), max(counts) + 1))
    series = [
        {"label": title, "tone": level, "values": [counts[year][place] if year in counts else 0 for year in years]}
        for place, (level, title) in enumerate(RISK_TITLES.items())
    ]
    high = sum(1 for report in figures.reports if report.document.year and report.at_high_risk)
    summary = f"Bars: reports by year of publication and risk, {_span(years)}. At a high risk: {high:,}."
    note = "How many people may share what a report tells of the child: a handful is a high risk."
    return ChartView(
        "risks", "Reports by risk of identification", note, summary, "Risk by year",
        {"kind": "stacked", "labels": list(map(str, years)), "series": series, "unit": "reports"},
    )  # fmt: skip


def _leaks(figures: Figures) -> ChartView | None:
    if not figures.leaks:
        return None
    years = list(range(min(figures.years), max(figures.years) + 1))
    series = [
        {"label": kind, "values": [figures.leaks.get(year, Counter())[kind] for year in years]}
        for kind in figures.kinds
    ]
    totals = {year: counter.total() for year, counter in figures.leaks.items()}
    worst = max(totals, key=lambda year: totals[year])
    summary = (
        f"Bars: leaks by kind and year of publication, {_span(years)}. {plural(sum(totals.values()), 'leak')} in all; "
        f"the most, {totals[worst]:,}, in reports of {worst}."
    )
    note = "A leak is a finding of personal data, or of what a file hides, that would stop publication today."
    reports = [figures.years.get(year, 0) for year in years]
    return ChartView(
        "leaks", "Kinds of leaks by year", note, summary, "Leaks by year",
        {"kind": "stacked", "labels": list(map(str, years)), "series": series, "unit": "leaks", "reports": reports},
    )  # fmt: skip


def _readability(figures: Figures) -> ChartView | None:
    if not figures.readability:
        return None
    measures = [
        {"label": MEASURE_TITLES[name], "target": target(figures, name), "points": _points(spreads)}
        for name, spreads in figures.readability.items()
    ]
    name, spreads = next(iter(figures.readability.items()))
    first, last, goal = spreads[0], spreads[-1], target(figures, name)
    summary = (
        f"A line: the middle report of each year, {first.year} to {last.year}, by {MEASURE_TITLES[name]}. "
        f"{first.median} at first, {last.median} at last" + (f"; the target is {goal:g}." if goal else ".")
    )
    note = "The line is the middle report of a year, the band the middle half of all; the broken line is the target."
    return ChartView(
        "readability",
        "Readability over the years",
        note,
        summary,
        "Readability",
        {"kind": "band", "measures": measures},
    )


def _points(spreads: tuple[Spread, ...]) -> list[tuple[int, float, float, float]]:
    return [(item.year, item.low, item.median, item.high) for item in spreads]


def _lacks(figures: Figures) -> ChartView | None:
    if not figures.assessed or not figures.elements:
        return None
    rows = [(lack.name.replace("_", " ").capitalize(), lack) for lack in figures.elements]
    rows += [(f"No {STATEMENT_TITLES[lack.name].lower()} stated", lack) for lack in figures.statements]
    whole = figures.assessed
    series = [
        {"label": "Missing", "tone": "high", "values": [share(lack.missing, whole) for _, lack in rows]},
        {"label": "There, but empty", "tone": "medium", "values": [share(lack.empty, whole) for _, lack in rows]},
    ]
    worst = rows[0]
    summary = (
        f"Bars: the share of {plural(whole, 'report')} in which each element or statement is missing. Most often: "
        f"{worst[0].lower()}, in {share(worst[1].missing + worst[1].empty, whole)} per cent."
    )
    return ChartView(
        "lacks", "What reports leave out", "In how many of a hundred reports an element or statement is missing.",
        summary, "Missing", {"kind": "across", "labels": [name for name, _ in rows], "series": series, "unit": "%"},
    )  # fmt: skip


def _span(years: list[int]) -> str:
    return f"{years[0]} to {years[-1]}" if len(years) > 1 else str(years[0])
