"""The dashboard as tables: one definition of columns and rows for the page, the spreadsheet and the CSV file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scr_publish.archive.dashboard.figures import Between, Figures, Lack, Report
from scr_publish.archive.dashboard.naming import Naming
from scr_publish.archive.dashboard.stays import Stayed
from scr_publish.archive.store.reading import EventRow
from scr_publish.archive.watch_words import KIND_TITLES, gravity, said, to_do
from scr_publish.assessment.decision import Decision
from scr_publish.reporting.tables import Column, Sheet, Value
from scr_publish.reporting.wording import HEADLINE
from scr_publish.rules import catalogue

MEASURE_TITLES = {
    "flesch_reading_ease": "Flesch reading ease (higher is easier)",
    "average_sentence": "Words in a sentence",
    "reading_age": "Reading age in years",
}
STATEMENT_TITLES = {"action": "Actions taken", "impact": "Impact", "future": "Further action"}
RISK_TITLES = {"high": "High", "medium": "Medium", "low": "Low"}
NOT_CHECKED = "Not checked"


@dataclass(frozen=True)
class Field(Column):
    """A column. `kind` says how the page shows its values, `on_page` whether it does, `narrow` whether on a telephone
    too; `choice` offers its values to choose from."""

    kind: Literal["text", "number", "badge"] = "text"
    on_page: bool = True
    narrow: bool = False
    choice: bool = False


REPORT_FIELDS = (
    Field("Report", 40, narrow=True),
    Field("Title", 50, on_page=False),
    Field("Year", 8, "number", choice=True),
    Field("Risk", 10, "badge", narrow=True, choice=True),
    Field("Leaks", 8, "number", narrow=True),
    Field("Decision", 14, "badge", choice=True),
    Field("Blockers", 10, "number"),
    Field("To weigh", 10, "number"),
    Field("Advice", 10, "number", on_page=False),
    Field("Reading age", 12, "number"),
    Field("Elements missing", 12, "number"),
    Field("On the site", 24, "badge"),
    Field("Blockers before", 10, "number", on_page=False),
    Field("People at most", 12, "number", on_page=False),
    Field("Pages", 8, "number", on_page=False),
    Field("Words", 9, "number", on_page=False),
    Field("Published", 12, on_page=False),
    Field("Where", 60, on_page=False),
    Field("Why not checked", 50, on_page=False),
    Field("Number", 9, "number", on_page=False),
)
TITLE = 1
"""The place of the title among a report's columns."""
CHANGE_FIELDS = (
    Field("What", 20, "badge", narrow=True, choice=True),
    Field("Document", 40, narrow=True),
    Field("In words", 80),
    Field("What to do", 80, on_page=False),
    Field("News", 10, "badge", choice=True),
    Field("Seen", 12),
    Field("Rule", 8, on_page=False),
    Field("Source", 50, on_page=False),
)


def reports(figures: Figures, naming: Naming) -> Sheet:
    """The reports, worst first."""
    return Sheet("Reports", REPORT_FIELDS, tuple(_report(report, naming) for report in figures.reports))


def _report(report: Report, naming: Naming) -> tuple[Value, ...]:
    document, result = report.document, report.result
    checked = result is not None and result.decision is not None
    return (
        naming.name(document),
        naming.title(document),
        document.year,
        RISK_TITLES.get(result.risk_level or "") if result else None,
        report.leaks if checked else None,
        HEADLINE[Decision(result.decision)] if result and result.decision else NOT_CHECKED,
        result.blockers if result and checked else None,
        result.reviews if result and checked else None,
        result.advice if result and checked else None,
        result.reading_age if result else None,
        report.missing if checked else None,
        ", ".join(KIND_TITLES[kind] for kind in KIND_TITLES if kind in report.wrong and kind != "harmful"),
        report.before,
        result.risk_high if result else None,
        document.pages,
        document.words,
        document.published,
        naming.address(document),
        naming.why(document) if not checked else "",
        document.id,
    )


def changes(figures: Figures, naming: Naming) -> Sheet:
    """What changed since the scan before and what is wrong, the gravest first. What may give somebody away stands among
    the reports; here only what is new of that."""
    rows = [
        (event, is_fresh, source.scan.source)
        for source in figures.news
        for is_fresh, events in ((True, source.fresh), (False, source.still))
        for event in events
        if event.kind != "harmful" or (is_fresh and not source.first)
    ]
    rows.sort(key=lambda row: (not row[1], gravity(row[0])))
    return Sheet("Changes", CHANGE_FIELDS, tuple(_change(figures, naming, *row) for row in rows))


def _change(figures: Figures, naming: Naming, event: EventRow, is_fresh: bool, source: str) -> tuple[Value, ...]:
    return (
        KIND_TITLES[event.kind],
        naming.item(event, figures.documents.get(event.item)),
        said(event),
        to_do(event),
        "New" if is_fresh else "Still",
        event.at[:10],
        event.rule,
        naming.source(source),
    )


def risks(figures: Figures) -> Sheet:
    """Reports by year and risk of identification."""
    counts: dict[int, Counter[str]] = {}
    for report in figures.reports:
        if report.document.year and report.result and report.result.risk_level:
            counts.setdefault(report.document.year, Counter())[report.result.risk_level] += 1
    columns = (Field("Year", 8), *(Field(title, 10, "number") for title in RISK_TITLES.values()))
    rows: list[tuple[Value, ...]] = [
        (str(year), *(counts[year][level] for level in RISK_TITLES)) for year in sorted(counts)
    ]
    return Sheet("Risk by year", columns, tuple(rows))


def leaks(figures: Figures) -> Sheet:
    """Leaks by year and kind."""
    columns = (Field("Year", 8), Field("Reports", 9, "number"), *(Field(kind, 16, "number") for kind in figures.kinds))
    rows: list[tuple[Value, ...]] = [
        (str(year), number, *(figures.leaks.get(year, Counter())[kind] for kind in figures.kinds))
        for year, number in sorted(figures.years.items())
    ]
    return Sheet("Leaks by year", columns, tuple(rows))


def readability(figures: Figures) -> Sheet:
    """Readability by year: quartiles and median of each measure."""
    columns = (
        Field("Measure", 40), Field("Year", 8), Field("Reports", 9, "number"), Field("Lower quarter", 14, "number"),
        Field("Middle", 10, "number"), Field("Upper quarter", 14, "number"), Field("Target", 10, "number"),
    )  # fmt: skip
    rows = tuple(
        (MEASURE_TITLES[name], str(item.year), item.n, item.low, item.median, item.high, target(figures, name))
        for name, spreads in figures.readability.items()
        for item in spreads
    )
    return Sheet("Readability", columns, rows)


def target(figures: Figures, measure: str) -> float | None:
    """The profile's target for a measure; None where it has none."""
    targets = {
        "flesch_reading_ease": figures.targets.flesch_target,
        "average_sentence": figures.targets.average_sentence,
    }
    return targets.get(measure)


def lacks(figures: Figures) -> Sheet:
    """Which elements and statements are missing how often."""
    columns = (
        Field("Element or statement", 40), Field("Missing", 10, "number"), Field("Empty", 10, "number"),
        Field("Share of reports", 14),
    )  # fmt: skip
    return Sheet("Missing", columns, tuple(_lacks(figures)))


def _lacks(figures: Figures) -> Iterator[tuple[Value, ...]]:
    named: list[tuple[str, Lack]] = [(lack.name.replace("_", " ").capitalize(), lack) for lack in figures.elements]
    named += [(f"No {STATEMENT_TITLES[lack.name].lower()} stated", lack) for lack in figures.statements]
    for name, lack in named:
        yield (name, lack.missing, lack.empty, f"{share(lack.missing + lack.empty, figures.assessed)} %")


def share(part: int, whole: int) -> int:
    """A share in whole per cent; 0 of nothing."""
    return round(100 * part / whole) if whole else 0


def versions(figures: Figures, naming: Naming) -> Sheet:
    """Documents that show what another version of them leaves out."""
    columns = (
        Field("Document", 40, narrow=True),
        Field("Shows what this one leaves out", 40, narrow=True),
        Field("Places", 9, "number"),
        Field("Severity", 12, "badge"),
        Field("Rule", 50),
    )
    return Sheet("Versions", columns, tuple(_version(item, naming) for item in figures.between))


def _version(item: Between, naming: Naming) -> tuple[Value, ...]:
    other = naming.name(item.other) if item.other else None
    return (
        naming.name(item.document),
        other,
        item.places,
        item.severity,
        f"{item.rule} {catalogue()[item.rule].title}",
    )


def stays(figures: Figures, naming: Naming) -> Sheet:
    """How long each report of a website was seen to be there, against the time for which it must be."""
    columns = (
        Field("Report", 40, narrow=True), Field("Availability", 24, "badge", narrow=True, choice=True),
        Field("Published", 12), Field("Must stay until", 14), Field("First seen", 12), Field("Last seen", 12),
        Field("Visits", 8, "number"), Field("Not there", 10, "number"),
    )  # fmt: skip
    return Sheet("Availability", columns, tuple(_stay(item, naming) for item in figures.stays))


def _stay(item: Stayed, naming: Naming) -> tuple[Value, ...]:
    return (
        naming.name(item.document),
        item.state,
        item.document.published if item.certain else None,
        item.limit.isoformat() if item.limit else None,
        item.first.isoformat(),
        item.last.isoformat(),
        item.visits,
        item.missed,
    )


def unchecked(figures: Figures, naming: Naming) -> Sheet:
    """The documents that could not be checked, with the reason."""
    columns = (
        Field("Document", 40, narrow=True),
        Field("Why", 80, narrow=True),
        Field("Format", 10),
        Field("Where", 60, on_page=False),
    )
    rows = tuple((naming.name(row), naming.why(row), row.format, naming.address(row)) for row in figures.unchecked)
    return Sheet("Not checked", columns, rows)


def scans(figures: Figures, naming: Naming) -> Sheet:
    """The scans of the store, the last one first."""
    columns = (
        Field("Begun", 20, narrow=True), Field("Source", 50, narrow=True), Field("Status", 12, "badge"),
        Field("Documents", 12, "number"), Field("Checked", 10, "number"), Field("Profile", 16), Field("Model", 20),
        Field("Version", 10),
    )  # fmt: skip
    rows = tuple(
        (
            scan.started.replace("T", " ").rstrip("Z"),
            naming.source(scan.source),
            scan.status.capitalize(),
            scan.n_items,
            scan.n_done,
            scan.profile,
            scan.model,
            scan.tool_version,
        )
        for scan in reversed(figures.scans)
    )
    return Sheet("Scans", columns, rows)


def sheets(figures: Figures, naming: Naming) -> list[Sheet]:
    """All of the dashboard, a sheet a subject; those with nothing in them are left out, but for the reports."""
    named = [reports, changes, stays, versions, unchecked]
    counted = [risks, leaks, readability, lacks]
    made = [make(figures, naming) for make in named] + [make(figures) for make in counted] + [scans(figures, naming)]
    return [sheet for sheet in made if sheet.rows or sheet.title == "Reports"]
