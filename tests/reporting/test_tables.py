"""The spreadsheet and the CSV file: the figures of the assessment, and text that stays text."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable

import openpyxl
import pytest

from scr_publish.assessment import Assessment
from scr_publish.reporting.csv import to_csv
from scr_publish.reporting.xlsx import to_xlsx
from scr_publish.rules import Severity

pytestmark = pytest.mark.model


def read_csv(assessment: Assessment) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(assessment).removeprefix("\ufeff"))))


def read_xlsx(assessment: Assessment) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(assessment)))


def test_csv_has_a_row_for_every_finding(flawed: Assessment) -> None:
    rows = read_csv(flawed)
    assert [row["Rule"] for row in rows] == [item.rule.id for item in flawed.findings]
    assert [row["Fingerprint"] for row in rows] == [item.fingerprint for item in flawed.findings]
    open_rows = Counter(row["Severity"] for row in rows if row["Status"] == "open")
    assert {severity.value: open_rows[severity.value] for severity in Severity} == flawed.counts


def test_the_spreadsheet_has_the_same_figures(flawed: Assessment) -> None:
    book = read_xlsx(flawed)
    findings = list(book["Findings"].iter_rows(min_row=2, values_only=True))
    assert [row[3] for row in findings] == [item.rule.id for item in flawed.findings]
    total = next(row for row in book["Summary"].iter_rows(values_only=True) if row[0] == "All")
    assert list(total[1:4]) == [flawed.counts[severity.value] for severity in Severity]
    assert book["Trace"].max_row == len(flawed.recommendations) + 1
    assert book["Sections"].max_row == len(flawed.sections) + 1
    assert book["Process"].max_row == len(flawed.process) + 1
    assert book["Names that stay"].max_row == len(flawed.names_that_stay) + 1


def test_the_same_assessment_gives_the_same_bytes(flawed: Assessment) -> None:
    assert to_xlsx(flawed) == to_xlsx(flawed)


def test_words_that_look_like_a_formula_are_never_one(assess_text: Callable[..., Assessment]) -> None:
    assessment = assess_text("# Report\n\nOn Instagram she was @ottilie_quarmby99 to her friends.\n")
    assert "@ottilie_quarmby99" in [item.excerpt for item in assessment.findings]
    for row in read_csv(assessment):
        assert not any(value.startswith(("=", "+", "@")) for value in row.values())
    for row in read_xlsx(assessment)["Findings"].iter_rows(min_row=2):
        assert all(cell.data_type != "f" for cell in row)


def test_an_assessment_without_findings_still_has_its_sheet(assess_text: Callable[..., Assessment]) -> None:
    assessment = assess_text("Nothing yet.\n")
    assert "Findings" in read_xlsx(assessment).sheetnames
    assert len(read_csv(assessment)) == len(assessment.findings)
