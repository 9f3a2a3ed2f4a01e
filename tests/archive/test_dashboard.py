"""The dashboard's figures, tables and page."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scr_publish.archive.dashboard import dashboard, spreadsheet, table
from scr_publish.archive.dashboard.figures import Figures, figures
from scr_publish.archive.dashboard.page import to_html
from scr_publish.archive.store.reading import FindingRow, reading
from scr_publish.archive.store.writing import Writer
from scr_publish.errors import InputError
from tests.archive.dashboard_store import make_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("dashboard") / "s.db", 120)


@pytest.fixture(scope="module")
def found(store: Path) -> Figures:
    with reading(store) as reader:
        return figures(reader)


@pytest.fixture(scope="module")
def page(store: Path) -> str:
    return dashboard(store)


def data_of(page: str) -> dict[str, Any]:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert match
    data: dict[str, Any] = json.loads(match[1])
    return data


def test_the_worst_come_first(found: Figures) -> None:
    dangers = [report.danger for report in found.reports]
    assert dangers == sorted(dangers, reverse=True)
    assert found.reports[0].leaks
    assert found.reports[0].at_high_risk
    assert len(found.reports) == 119
    assert (
        sum(report.result is None or report.result.decision is None for report in found.reports)
        == len(found.unchecked)
        == 2
    )


def test_leaks_are_those_of_the_store(store: Path, found: Figures) -> None:
    with reading(store) as reader:
        blockers = [
            f for f in reader.current(FindingRow) if f.severity == "blocker" and f.category in ("privacy", "hidden")
        ]
    assert (
        sum(counter.total() for counter in found.leaks.values()) == len(blockers) == sum(r.leaks for r in found.reports)
    )
    hidden = sum(finding.category == "hidden" for finding in blockers)
    assert sum(counter["What the file hides"] for counter in found.leaks.values()) == hidden


def test_readability_is_the_middle_of_each_year(found: Figures) -> None:
    spreads = found.readability["flesch_reading_ease"]
    assert [spread.year for spread in spreads] == sorted({r.document.year for r in found.reports if r.document.year})
    assert all(spread.low <= spread.median <= spread.high for spread in spreads)
    assert found.targets.flesch_target == 50


def test_what_is_missing_is_counted_in_reports_that_were_checked(found: Figures) -> None:
    impact = next(lack for lack in found.elements if lack.name == "impact")
    assert 0 < impact.missing <= found.assessed
    counts = [lack.missing + lack.empty for lack in found.elements]
    assert counts == sorted(counts, reverse=True)
    assert [lack.name for lack in found.statements] == ["action", "impact", "future"]


def test_the_page_loads_nothing_and_is_the_same_each_time(store: Path, page: str) -> None:
    assert page == dashboard(store)
    outside = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"""(?:src|href)=["'](?!#)""", outside)
    assert "default-src &#39;none&#39;" in page
    assert "unsafe" not in page.partition("<title>")[0]


def test_each_chart_has_its_figures_as_a_table(page: str) -> None:
    charts = re.findall(r'<section id="chart-(\w+)".*?</section>', page, re.DOTALL)
    assert charts == ["risks", "leaks", "readability", "lacks"]
    for section in re.findall(r'<section id="chart-\w+".*?</section>', page, re.DOTALL):
        assert re.search(r'role="img" aria-label="[^"]{40,}"', section)
        assert "<caption>" in section
        assert section.count("<tr>") > 4


def test_numbers_on_the_page_agree(found: Figures, page: str) -> None:
    assert f"{found.leaking} of 119 reports may give somebody away" in page
    data = data_of(page)
    assert len(data["tables"]["reports"]["rows"]) == len(data["details"]["reports"]) == 119
    drawn = sum(sum(series["values"]) for series in data["charts"]["leaks"]["series"])
    assert drawn == sum(report.leaks for report in found.reports)


def test_what_was_wrong_before_is_not_news(found: Figures, page: str) -> None:
    rows = data_of(page)["tables"]["changes"]["rows"]
    kinds = [row[0] for row in rows]
    assert {"Broken link", "Not linked", "Removed", "Changed"} <= set(kinds)
    assert "Still" not in {row[4] for row in rows if row[0] == "May give somebody away"}


def test_masked_leaves_out_whatever_may_identify(store: Path) -> None:
    page = dashboard(store, masked=True)
    outputs = [page, table(store, masked=True), "\n".join(map(str, _cells(spreadsheet(store, masked=True))))]
    for text in outputs:
        assert "scr-child-a-overview-report.pdf" in text
        for secret in ("Kezia", "Serious Case Review: Child", "/files/20", "lost-report", "is encrypted. Ask"):
            assert secret not in text
    assert "masked" in page


def _cells(book: bytes) -> list[object]:
    return [
        cell for sheet in load_workbook(io.BytesIO(book)) for row in sheet.iter_rows(values_only=True) for cell in row
    ]


def test_the_workbook_has_a_sheet_for_each_subject(store: Path, found: Figures) -> None:
    book = load_workbook(io.BytesIO(spreadsheet(store)))
    assert book.sheetnames == [
        "Reports",
        "Changes",
        "Availability",
        "Versions",
        "Not checked",
        "Risk by year",
        "Leaks by year",
        "Readability",
        "Missing",
        "Scans",
    ]
    rows = list(book["Reports"].iter_rows(values_only=True))
    assert len(rows) == 1 + len(found.reports)
    assert rows[1][rows[0].index("Leaks")] == found.reports[0].leaks


def test_csv_is_for_excel_and_harmless(tmp_path: Path) -> None:
    store = make_store(tmp_path / "s.db", 3)
    with Writer(store) as writer:
        writer.set_documents([(1, {"title": '=HYPERLINK("http://x.example")', "name": 'a "b", c.pdf'})])
    text = table(store)
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    [row] = [row for row in rows if row["Number"] == "1"]
    assert (row["Title"], row["Report"]) == ('\'=HYPERLINK("http://x.example")', 'a "b", c.pdf')


def test_content_cannot_break_out_of_the_page(tmp_path: Path) -> None:
    store = make_store(tmp_path / "s.db", 3)
    evil = "</script><script>alert(1)</script><!-- \u2028"
    with Writer(store) as writer:
        writer.set_documents([(1, {"title": evil, "name": evil, "item": "javascript:alert(1)", "url": None})])
    page = dashboard(store)
    assert "<script>alert" not in page
    assert any(evil in row for row in data_of(page)["tables"]["reports"]["rows"])


def test_an_empty_store_has_a_page(tmp_path: Path) -> None:
    with Writer(tmp_path / "s.db"):
        pass
    page = dashboard(tmp_path / "s.db")
    assert "No reports yet" in page
    assert "The store holds no report yet." in page
    assert table(tmp_path / "s.db").count("\n") == 1


def test_what_is_no_store_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no store"):
        dashboard(tmp_path / "none.db")
    (tmp_path / "x.db").write_bytes(b"x" * 200)
    with pytest.raises(InputError, match="not a store"):
        dashboard(tmp_path / "x.db")


def test_without_scripts_the_worst_reports_are_there(found: Figures) -> None:
    page = to_html(found)
    static = page.partition('<script type="application/json"')[0]
    assert static.count('<th scope="row">scr-child-') >= 25
    assert "These are the first 25 of 119." in static
