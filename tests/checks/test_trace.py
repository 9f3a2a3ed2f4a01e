"""Which statement answers which recommendation, in the report and in its companions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from scr_publish.checks.base import Subject, load
from scr_publish.checks.content.trace import references
from scr_publish.document import Document
from scr_publish.findings import Outcome
from scr_publish.nlp.pipeline import annotate, load_pipeline

REPORT = """# Serious Case Review

## Introduction

This report is about a child who was harmed.

## Recommendations

**Recommendation 1.** The hospital trust should have a paediatrician see every baby with a bruise.

**Recommendation 2.** The council should tell landlords how to report a child who is left alone.

**Recommendation 3.** The prison should tell the health visitor before a parent is released.

"""


def cells(outcome: Outcome) -> list[tuple[str, bool, bool, bool]]:
    return [(item.id, item.action, item.impact, item.future) for item in outcome.recommendations]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("In response to Recommendation 3, the form was changed.", ["3"]),
        ("(Challenge 1)", ["1"]),
        ("R2 and R4 are done.", ["2", "4"]),
        ("Recommendations 1 and 3 to 5 were accepted.", ["1", "3", "4", "5"]),
        ("recommendation two", ["2"]),
        ("The ward has 3 beds and 12 nurses.", []),
    ],
)
def test_references(text: str, numbers: list[str]) -> None:
    assert references(text) == numbers


def test_by_reference_in_and_after_the_sentence(run_checker: Callable[..., Outcome]) -> None:
    body = (
        "## Changes made\n\nThe trust opened a clinic in May 2016 (Recommendation 1).\n\n"
        "## Next steps\n\nThe Board will check ten files in June 2017. (Recommendation 3)\n"
    )
    assert cells(run_checker("statements", REPORT + body)) == [
        ("R1", True, False, False),
        ("R2", False, False, False),
        ("R3", False, False, True),
    ]


def test_by_the_row_of_a_table(run_checker: Callable[..., Outcome]) -> None:
    body = (
        "## Response\n\n| Rec | What was done | What changed |\n|---|---|---|\n"
        "| R2 | A leaflet was sent to 300 landlords in May 2016. | Reports rose from 2 to 15 a month. |\n"
        "| R3 | In progress | |\n"
    )
    assert cells(run_checker("statements", REPORT + body)) == [
        ("R1", False, False, False),
        ("R2", True, True, False),
        ("R3", False, False, False),
    ]


def test_by_what_it_speaks_of(run_checker: Callable[..., Outcome]) -> None:
    body = "## Changes made\n\nThe prison governor wrote to every health visitor in May 2016 about release dates.\n"
    assert cells(run_checker("statements", REPORT + body))[2] == ("R3", True, False, False)


def test_a_statement_on_something_else_answers_none(run_checker: Callable[..., Outcome]) -> None:
    body = "## Changes made\n\nThe Board moved its office to a new building in May 2016.\n"
    assert all(not action for _, action, _, _ in cells(run_checker("statements", REPORT + body)))


def test_vague_statements_answer_nothing(run_checker: Callable[..., Outcome]) -> None:
    body = "## Changes made\n\nIn response to Recommendation 1 teams were reminded of the need for curiosity.\n"
    outcome = run_checker("statements", REPORT + body)
    assert cells(outcome)[0] == ("R1", False, False, False)


def test_an_unanswered_recommendation_is_for_review_and_a_partly_answered_one_advice(
    run_checker: Callable[..., Outcome],
) -> None:
    body = (
        "## Changes made\n\nThe trust opened a clinic in May 2016 (Recommendation 1).\n\n"
        "## Next steps\n\nThe trust will check ten files in June 2017 (Recommendation 1). "
        "The prison will name a lead nurse by June 2017 (Recommendation 3).\n"
    )
    found = [
        (item.rule.id, item.severity.value, item.message)
        for item in run_checker("statements", REPORT + body).findings
        if item.rule.id.startswith("AI1")
    ]
    assert [(rule, severity) for rule, severity, _ in found] == [("AI101", "review"), ("AI102", "advice")]
    assert "Recommendation 2" in found[0][2]
    assert found[1][2] == "Recommendation 3 has no action taken."


def test_a_number_that_no_recommendation_has(run_checker: Callable[..., Outcome]) -> None:
    body = "## Changes made\n\nThe trust opened a clinic in May 2016 (Recommendation 7).\n"
    findings = [item for item in run_checker("statements", REPORT + body).findings if item.rule.id == "AI103"]
    assert [item.message.count("recommendation 7") for item in findings] == [1]


@pytest.fixture
def with_companion(
    make_subject: Callable[..., Subject], make_document: Callable[..., Document]
) -> Callable[[str, str], Subject]:
    def make(report: str, response: str) -> Subject:
        subject = make_subject(report)
        companion = make_document(response, "response.md")
        return replace(subject, companions=((companion, annotate(companion, load_pipeline())),))

    return make


def test_statements_of_a_companion_count(with_companion: Callable[[str, str], Subject]) -> None:
    response = (
        "# The Board's response\n\nThe hospital trust opened a bruise clinic in May 2016 (Recommendation 1). "
        "In an audit of 30 babies in May 2017, 29 had been seen by a paediatrician, up from 12 (Recommendation 1). "
        "The council will send a leaflet to all landlords by June 2018 (Recommendation 2).\n"
    )
    subject = with_companion(REPORT, response)
    outcome = load("scr_publish.checks.content:STATEMENTS").run(subject)
    assert cells(outcome) == [("R1", True, True, False), ("R2", False, False, True), ("R3", False, False, False)]
    sections = {item.id: item.status for item in load("scr_publish.checks.content:SECTIONS").run(subject).sections}
    assert (sections["actions_taken"], sections["impact"], sections["further_action"]) == ("present",) * 3


def test_the_same_service_alone_is_no_answer(run_checker: Callable[..., Outcome]) -> None:
    body = "## Next steps\n\nThe council will open a hall for sports in May 2020.\n"
    assert not any(future for _, _, _, future in cells(run_checker("statements", REPORT + body)))


def test_a_recommendation_named_by_its_paragraph(run_checker: Callable[..., Outcome]) -> None:
    text = (
        "# Serious Case Review\n\n## 6. Recommendations\n\n6.1 The council should open a hall.\n\n"
        "6.2 The trust should print a card for parents.\n\n## 7. Changes made\n\n"
        "7.1 The service hired a printer in May 2018 and made 300 copies (6.2).\n"
    )
    assert cells(run_checker("statements", text)) == [("R1", False, False, False), ("R2", True, False, False)]
