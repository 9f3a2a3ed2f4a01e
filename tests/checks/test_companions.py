"""A companion (the Board's response, an action plan): what it gives away, what it contradicts, where its findings
stand."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from scr_publish.assessment import Assessment, check
from scr_publish.assessment.assessing import assess
from scr_publish.checks.base import Subject
from scr_publish.document import Document
from scr_publish.findings import Finding
from scr_publish.nlp.pipeline import annotate, load_pipeline
from scr_publish.reporting.console import to_console
from scr_publish.reporting.json import schema, to_json
from scr_publish.reporting.masking import masked

REPORT = """# Serious Case Review: Bluebell

Bluebell is not her real name.

## Introduction

This review is about Bluebell, who was harmed.

## Recommendations

1. The council should change the referral form by March 2017 and audit 40 forms.
2. The hospital trust should train all 60 midwives in asking about violence.
"""
RESPONSE = """# Response of the Board

The review makes three recommendations. Bluebell's cousin Dwayne Okafor rang us on 07700 900123.

| No | Recommendation | Progress | By when | Status |
|---|---|---|---|---|
| 1 | Referral form | The council changed the form in May 2016. | June 2018 | Not started |
| 2 | Midwives | All 60 midwives were trained in May 2016. | May 2016 | Complete |
"""
PLAN = """# Action plan

| No | Recommendation | Progress | Status |
|---|---|---|---|
| 1 | The council should change the referral form. | The form was changed in May 2016. | Complete |
"""

Assess = Callable[..., Assessment]


@pytest.fixture
def assess_with(make_subject: Callable[..., Subject], make_document: Callable[..., Document]) -> Assess:
    """The assessment of a report with companions, each as its name and text."""

    def run(report: str, *companions: tuple[str, str]) -> Assessment:
        documents = [make_document(text, name) for name, text in companions]
        pairs = tuple((item, annotate(item, load_pipeline())) for item in documents)
        return assess(replace(make_subject(report), companions=pairs))

    return run


@pytest.fixture
def both(assess_with: Assess) -> Assessment:
    return assess_with(REPORT, ("response.md", RESPONSE))


def of_companion(assessment: Assessment) -> list[Finding]:
    return [item for item in assessment.findings if item.document]


def test_what_a_companion_gives_away_counts_and_has_its_place_in_the_companion(both: Assessment) -> None:
    found = {item.rule.id: item for item in of_companion(both)}
    assert found["PD207"].document == "response.md"
    assert found["PD207"].excerpt == "07700 900123"
    place = found["PD207"].location
    assert place is not None
    assert RESPONSE[place.start : place.end] == "07700 900123"
    assert any("Dwayne" in item.excerpt for item in of_companion(both))
    assert both.decision.value == "not-ready"
    assert both.counts["blocker"] == sum(item.severity.value == "blocker" for item in both.findings)


def test_a_pseudonym_that_the_report_declares_stands_in_the_companion(both: Assessment) -> None:
    assert not any(item.excerpt.startswith("Bluebell") for item in of_companion(both))


def test_only_what_was_not_checked_in_a_companion_is_said_to_be_unchecked(both: Assessment) -> None:
    assert [what for what in both.unchecked if "response.md" in what] == [
        "plain English and accessibility of response.md: check it on its own as well"
    ]


def test_contradictions_are_findings_at_the_companions_words(both: Assessment) -> None:
    found = {item.rule.id: item.excerpt for item in of_companion(both)}
    assert found["AI104"] == "makes three recommendations"
    assert found["AI105"] == "June 2018"
    assert "AI106" not in found  # the report has no status of its own to disagree with


def test_a_status_that_differs_is_a_finding(assess_with: Assess) -> None:
    found = of_companion(assess_with(REPORT + "\n" + PLAN.replace("# Action", "## Action"), ("response.md", RESPONSE)))
    assert [item.excerpt for item in found if item.rule.id == "AI106"] == ["Not started"]


@pytest.mark.parametrize(
    "text",
    [
        "The review makes two recommendations.",
        "The review makes three single-agency recommendations.",
        "The first two recommendations are done. Of the other five recommendations nothing is known.",
    ],
)
def test_a_count_that_agrees_or_is_of_a_part_is_none(assess_with: Assess, text: str) -> None:
    found = of_companion(assess_with(REPORT, ("response.md", f"# Response of the Board\n\n{text}\n")))
    assert not [item for item in found if item.rule.id == "AI104"]


def test_the_trace_takes_cells_from_the_companion_and_names_it(both: Assessment) -> None:
    first, second = both.trace
    assert [(cell.text, cell.document, cell.how) for cell in first.action] == [
        ("The council changed the form in May 2016.", "response.md", "row")
    ]
    assert second.action
    assert not second.impact
    cell = second.action[0]
    assert RESPONSE[cell.start : cell.end] == cell.text


def test_several_companions_and_two_of_one_name_are_told_apart(tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    report.write_text(REPORT, encoding="utf-8")
    paths = []
    for folder, text in (("a", RESPONSE), ("b", PLAN + "\nRing 07700 900456.\n")):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "response.md")
        paths[-1].write_text(text, encoding="utf-8")
    made = check(report, companions=paths)
    assert made.companions == ("response.md", "response.md (2)")
    phones = [(item.document, item.excerpt) for item in made.findings if item.rule.id == "PD207"]
    assert phones == [("response.md", "07700 900123"), ("response.md (2)", "07700 900456")]


def test_json_keeps_to_the_schema_and_names_the_document(both: Assessment) -> None:
    data = json.loads(to_json(both))
    jsonschema.validate(data, schema())
    assert {item["document"] for item in data["findings"]} == {None, "response.md"}
    assert data["trace"][0]["action"][0]["document"] == "response.md"


def test_the_console_says_which_file_and_shows_its_words(both: Assessment) -> None:
    shown = to_console(both, show_all=True, plain=True)
    assert "response.md, line 3" in shown
    assert "rang us on 07700 900123" in " ".join(shown.split())
    assert "(response.md)" in shown


def test_masking_covers_the_companion_too(both: Assessment) -> None:
    shown = to_json(masked(both))
    assert "Dwayne" not in shown
    assert "07700 900123" not in shown


def test_without_a_companion_nothing_is_about_another_file(assess_with: Assess) -> None:
    made = assess_with(REPORT)
    assert not of_companion(made)
    assert [row.action for row in made.trace] == [(), ()]


ROWS = [
    ["No", "Recommendation", "Action taken", "Impact", "Next steps", "By when", "RAG"],
    [
        "1",
        "The council should change the referral form.",
        "The council changed the form in May 2016.",
        "An audit of 40 forms in June 2016 found it complete in 38, up from 12.",
        "The council will repeat the audit.",
        "June 2017",
        "Green",
    ],
    ["2", "The trust should train all midwives.", "All 60 midwives were trained in May 2016.", "", "", "", "Green"],
]


def word_plan(path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_heading("Action plan", 1)
    table = document.add_table(len(ROWS), len(ROWS[0]))
    for row, cells in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(str(path))


def pdf_plan(path: Path) -> None:
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    styles = getSampleStyleSheet()
    cells = [[Paragraph(text, styles["BodyText"]) for text in row] for row in ROWS]
    table = Table(
        cells, colWidths=[40, 130, 130, 150, 110, 70, 50], style=[("GRID", (0, 0), (-1, -1), 1, colors.black)]
    )
    SimpleDocTemplate(str(path), pagesize=landscape(A4)).build([Paragraph("Action plan", styles["Heading1"]), table])


@pytest.mark.parametrize(("name", "build"), [("plan.docx", word_plan), ("plan.pdf", pdf_plan)])
def test_an_action_plan_in_word_or_pdf_fills_the_trace(
    tmp_path: Path, name: str, build: Callable[[Path], None]
) -> None:
    report, plan = tmp_path / "report.md", tmp_path / name
    report.write_text(REPORT, encoding="utf-8")
    build(plan)
    first, second = check(report, companions=[plan]).trace
    cells = [[(cell.text, cell.document) for cell in kind] for kind in (first.action, first.impact, first.future)]
    assert cells == [
        [("The council changed the form in May 2016.", name)],
        [("An audit of 40 forms in June 2016 found it complete in 38, up from 12.", name)],
        [("The council will repeat the audit.", name)],
    ]
    assert [cell.text for cell in second.action] == ["All 60 midwives were trained in May 2016."]
    assert (second.impact, second.future) == ((), ())
