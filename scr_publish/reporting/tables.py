"""The assessment as tables: one definition of columns and rows for the spreadsheet and the CSV file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scr_publish.findings import Finding, TraceRow
from scr_publish.reporting.explain import citation
from scr_publish.reporting.grouping import FAMILY_TITLES, tally
from scr_publish.reporting.wording import HEADLINE, SEVERITY_TITLES
from scr_publish.rules import Severity

if TYPE_CHECKING:
    from scr_publish.assessment import Assessment

Value = str | int | float | None


@dataclass(frozen=True)
class Column:
    """A column's title and its width in characters."""

    title: str
    width: int = 14


@dataclass(frozen=True)
class Sheet:
    """A table: every row has a value for each column, None where there is none."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


FINDING_COLUMNS = (
    Column("Number", 9), Column("Severity", 11), Column("Family", 20), Column("Rule", 8), Column("What", 38),
    Column("Words", 40), Column("Where", 32), Column("Page", 7), Column("Hidden in", 14), Column("Message", 60),
    Column("Suggestion", 60), Column("Source", 50), Column("Status", 10),
    Column("Starts at", 10), Column("Ends at", 10), Column("Fingerprint", 19),
)  # fmt: skip


def sheets(assessment: Assessment) -> list[Sheet]:
    """All of the assessment, a sheet a subject; those with nothing in them are left out, but for the findings."""
    made = [
        summary(assessment),
        findings(assessment),
        _sections(assessment),
        _trace(assessment),
        _readability(assessment),
        _process(assessment),
        _names(assessment),
    ]
    return [sheet for sheet in made if sheet.rows or sheet.title == "Findings"]


def summary(assessment: Assessment) -> Sheet:
    """The decision, the file, and the number of open findings by family."""
    source = assessment.document.source
    counts: Iterator[tuple[Value, ...]] = (
        (FAMILY_TITLES[family], *(numbers[severity] for severity in Severity))
        for family, numbers in tally(assessment.findings)
    )
    facts: list[tuple[Value, ...]] = [
        ("Decision", HEADLINE[assessment.decision], None, None),
        ("File", source.name, None, None),
        ("SHA-256", source.sha256, None, None),
        ("Pages", source.pages, None, None),
        ("Words", assessment.document.word_count, None, None),
        ("Profile", assessment.profile, None, None),
        ("Language model", assessment.model, None, None),
        *(("With", name, None, None) for name in assessment.companions),
        *(("Not checked", what, None, None) for what in assessment.unchecked),
        (None, *SEVERITY_TITLES.values()),
        *counts,
        ("All", *(assessment.counts[severity.value] for severity in Severity)),
    ]
    return Sheet("Summary", (Column("", 24), Column("", 40), Column(""), Column("")), tuple(facts))


def findings(assessment: Assessment) -> Sheet:
    """Every finding, settled ones too, in the order of the document."""
    rows = tuple(_finding(i, item) for i, item in enumerate(assessment.findings, 1))
    return Sheet("Findings", FINDING_COLUMNS, rows)


def _finding(number: int, item: Finding) -> tuple[Value, ...]:
    place = item.location
    return (
        f"F{number:04d}",
        item.severity.value,
        FAMILY_TITLES[item.category],
        item.rule.id,
        item.rule.title,
        item.excerpt,
        ", ".join(part for part in (item.document, place.where if place else "the whole document") if part),
        place.page if place else None,
        None if item.surface.value == "visible" else item.surface.value,
        item.message,
        item.suggestion,
        citation(item.rule),
        item.status,
        place.start if place else None,
        place.end if place else None,
        item.fingerprint,
    )


def _sections(assessment: Assessment) -> Sheet:
    columns = (Column("Element", 28), Column("Status", 12), Column("Heading", 50), Column("Reason", 50))
    rows = ((item.id, item.status, item.heading, item.reason) for item in assessment.sections)
    return Sheet("Sections", columns, tuple(rows))


def _trace(assessment: Assessment) -> Sheet:
    columns = (
        Column("Recommendation", 16), Column("Text", 60), Column("Owner", 24), Column("Deadline", 18),
        Column("Action taken", 50), Column("Impact", 50), Column("Further action", 50),
    )  # fmt: skip
    return Sheet("Trace", columns, tuple(_traced(assessment)))


def _traced(assessment: Assessment) -> Iterator[tuple[Value, ...]]:
    rows = {row.recommendation: row for row in assessment.trace}
    for item in assessment.recommendations:
        row = rows.get(item.id, TraceRow(item.id, item.text))
        cells = []
        for there, found in ((item.action, row.action), (item.impact, row.impact), (item.future, row.future)):
            said = [f"{cell.text} ({cell.document})" if cell.document else cell.text for cell in found]
            cells.append("\n".join(said) or ("yes" if there else "missing"))
        yield (item.id, item.text, item.owner, item.deadline, *cells)


def _readability(assessment: Assessment) -> Sheet:
    names = list(assessment.readability.document)
    parts = assessment.readability.sections
    columns = (Column("Section", 44), Column("Page", 7), Column("Heat", 8), *(Column(name, 12) for name in names))
    whole = assessment.readability.document
    rows: list[tuple[Value, ...]] = (
        [("The whole document", None, None, *(whole[name] for name in names))] if whole else []
    )
    rows += [(part.heading, part.page, part.heat, *(part.measures.get(name) for name in names)) for part in parts]
    return Sheet("Readability", columns, tuple(rows))


def _process(assessment: Assessment) -> Sheet:
    columns = (Column("Step", 48), Column("Status", 12), Column("Date", 12), Column("Detail", 70))
    return Sheet("Process", columns, tuple((s.title, s.status, s.date, s.detail) for s in assessment.process))


def _names(assessment: Assessment) -> Sheet:
    columns = (Column("Name", 36), Column("Who it is", 36), Column("Why it stays", 50), Column("Times", 8))
    return Sheet(
        "Names that stay", columns, tuple((n.text, n.role, n.reason, n.count) for n in assessment.names_that_stay)
    )
