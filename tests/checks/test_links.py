"""Recommendations held against the findings, their SMART parts, and the balance of a report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scr_publish.assessment import Assessment
from scr_publish.checks.content.contradictions import month_of, status_of
from scr_publish.findings import Outcome

HEAD = "# Review\n\n## Introduction\n\nThis review is about Child K, who was harmed.\n\n"
FINDINGS = """## Findings

### Finding 1: Nobody asked who else lived in the home

The form asked for no adult but the mother.

### Finding 2: Interpreters were not booked

The budget for interpreters was held by another team.

"""
RECS = """## Recommendations

1. The council should change the form by March 2017 so that every adult in the home is named.
2. The trust should book {what} for each first visit.
"""


def rules(outcome: Outcome) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in outcome.findings:
        found.setdefault(item.rule.id, []).append(item.excerpt)
    return found


def test_a_finding_without_a_recommendation_and_the_other_way_round(run_checker: Callable[..., Outcome]) -> None:
    found = rules(run_checker("statements", HEAD + FINDINGS + RECS.format(what="a bicycle")))
    assert found["AI305"] == ["Finding 2: Interpreters were not booked"]
    assert found["AI306"] == ["The trust should book a bicycle for each first visit."]


@pytest.mark.parametrize("what", ["an interpreter", "a bicycle (finding 2)"])
def test_words_or_a_number_tie_them(run_checker: Callable[..., Outcome], what: str) -> None:
    found = rules(run_checker("statements", HEAD + FINDINGS + RECS.format(what=what)))
    assert not {"AI305", "AI306"} & set(found)


def test_a_recommendation_under_its_finding_belongs_to_it(run_checker: Callable[..., Outcome]) -> None:
    text = FINDINGS.replace("team.", "team.\n\nRecommendation 1: The trust should buy ten bicycles.")
    text = text.replace("mother.", "mother.\n\nRecommendation 2: The council should print new cards.")
    assert not {"AI305", "AI306"} & set(rules(run_checker("statements", HEAD + text)))


def test_questions_for_the_board_are_a_form_of_their_own(run_checker: Callable[..., Outcome]) -> None:
    questions = "Questions for the Board:\n\n- How does the Board know who lives in a home?\n- Who should pay for them?\n\n### Finding 2"
    outcome = run_checker("statements", HEAD + FINDINGS.replace("### Finding 2", questions))
    assert [item.is_question for item in outcome.recommendations] == [True, True]
    assert all(item.smart == () for item in outcome.recommendations)
    assert not [item for item in outcome.statements if item.kind == "recommendation"]
    assert not {"AI302", "AI303", "AI304", "AI305", "AI306", "AI307"} & set(rules(outcome))


def test_smart_parts_are_each_there_or_missing(run_checker: Callable[..., Outcome]) -> None:
    text = HEAD + (
        "## Recommendations\n\n"
        "1. The council should change the form by March 2017 and audit 40 forms.\n"
        "2. Awareness of neglect should be raised.\n"
    )
    first, second = run_checker("statements", text).recommendations
    assert dict(first.smart) == {
        "specific": True, "measurable": True, "assigned": True, "relevant": None, "timed": True,
    }  # fmt: skip
    assert first.measure == "audit"
    assert dict(second.smart)["specific"] is False
    assert dict(second.smart)["measurable"] is False
    assert dict(second.smart)["timed"] is False


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("by 31 March 2017", "2017-03"),
        ("Sept 17", "2017-09"),
        ("31/03/2017", "2017-03"),
        ("06.18", "2018-06"),
        ("ongoing", ""),
        ("May 2016 or June 2016", ""),
        ("2017", ""),
    ],
)
def test_a_month_is_read_where_there_is_just_one(text: str, month: str) -> None:
    assert month_of(text) == month


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Complete", "done"),
        ("Not yet complete", "open"),
        ("Green", "done"),
        ("Amber", "open"),
        ("In progress", "open"),
        ("", ""),
        ("Council", ""),
    ],
)
def test_a_status_is_done_or_open_or_neither(text: str, status: str) -> None:
    assert status_of(text) == status


REPORTS = Path(__file__).with_name("data") / "reports"


@pytest.mark.parametrize("name", ["questions", "runin"])
def test_elements_are_found_under_questions_and_under_run_in_labels(
    assess_text: Callable[..., Assessment], name: str
) -> None:
    lines = (REPORTS / f"{name}.md").read_text(encoding="utf-8")
    wanted = lines.split("Present: ")[1].split(".")[0].split(", ")
    made = {item.id: item.status for item in assess_text(lines).sections}
    assert [element for element in wanted if made[element] != "present"] == []
    if "Missing: " in lines:
        missing = {"parallel_proceedings", "timescale"}
        assert {made[element] for element in missing} == {"missing"}


def test_a_report_that_only_tells_is_told_so(assess_text: Callable[..., Assessment]) -> None:
    made = assess_text((REPORTS / "narrates.md").read_text(encoding="utf-8"))
    status = {item.id: item.status for item in made.sections}
    assert (status["why_it_happened"], status["methodology"]) == ("empty", "empty")
    assert made.balance.narrative > 0.7
    assert made.balance.analysis < 0.1
    assert "CO301" in {item.rule.id for item in made.findings}


def test_the_balance_of_a_report_that_explains(assess_text: Callable[..., Assessment]) -> None:
    made = assess_text((REPORTS / "questions.md").read_text(encoding="utf-8"))
    share = made.balance
    assert share.words > 400
    assert share.analysis > 0.08
    assert share.forward > 0.15
    assert 0 <= share.narrative + share.analysis + share.forward <= 1
