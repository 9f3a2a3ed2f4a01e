"""Statements of what was done, what difference it made and what will be done, and the empty ones."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scr_publish.findings import Outcome

DATA = tomllib.loads(Path(__file__).with_name("data").joinpath("statements.toml").read_text(encoding="utf-8"))
KINDS = ("action", "impact", "future", "vague", "none")
OPENING = """# Serious Case Review

## Introduction

This report is about a child who was harmed.

"""
STORY = "## What happened\n\n" + "Mother was seen at the clinic and the baby was weighed. " * 12 + "\n\n"


def sentences() -> Iterator[tuple[str, str, str]]:
    for case in DATA["case"]:
        for kind in KINDS:
            for sentence in case.get(kind, []):
                yield case["section"], kind, sentence


def found(outcome: Outcome) -> list[tuple[str, str]]:
    return [(item.kind, item.text) for item in outcome.statements if item.kind != "recommendation"]


@pytest.mark.parametrize(("section", "kind", "sentence"), list(sentences()))
def test_a_sentence_is_known_by_its_wording_and_its_place(
    run_checker: Callable[..., Outcome], section: str, kind: str, sentence: str
) -> None:
    story = "" if section == "story" else STORY
    outcome = run_checker("statements", f"{OPENING}{story}## {DATA['headings'][section]}\n\n9.1 {sentence}\n")
    assert found(outcome) == ([] if kind == "none" else [(kind, sentence)])


def test_offsets_are_those_of_the_sentence_in_the_file(run_checker: Callable[..., Outcome]) -> None:
    text = (
        OPENING + STORY + "## Changes made\n\n10.1 The trust bought 12 scales in May 2016. Staff are **more aware**.\n"
    )
    outcome = run_checker("statements", text)
    spans = [text[item.start : item.end] for item in outcome.statements]
    assert spans == ["The trust bought 12 scales in May 2016.", "Staff are **more aware**."]


PLAN = """## Action plan

| No | Action | Lead | By when | Progress | Impact | RAG |
|---|---|---|---|---|---|---|
| 1 | Print a card for parents | Board manager | May 2017 | Cards were sent to 40 nurseries in April 2017. | Calls rose from 3 to 19 a month. | Green |
| 2 | Raise awareness | Council | Ongoing | In progress | Staff are more confident. | Amber |
"""


def test_cells_of_an_action_plan_count_by_their_column(run_checker: Callable[..., Outcome]) -> None:
    assert found(run_checker("statements", OPENING + STORY + PLAN)) == [
        ("future", "Print a card for parents"),
        ("action", "Cards were sent to 40 nurseries in April 2017."),
        ("impact", "Calls rose from 3 to 19 a month."),
        ("vague", "Raise awareness"),
        ("vague", "Staff are more confident."),
    ]


def test_an_initial_does_not_end_a_sentence(run_checker: Callable[..., Outcome]) -> None:
    sentence = "The form was redesigned in July 2017 by P. Ostrava, the head of service, to add a box for fathers."
    text = f"{OPENING}{STORY}## Changes made\n\n{sentence}\n"
    assert found(run_checker("statements", text)) == [("action", sentence)]


def test_a_chronology_with_an_action_column_gives_nothing(run_checker: Callable[..., Outcome]) -> None:
    table = "| Date | Event | Action taken |\n|---|---|---|\n| May 2014 | Fall | The nurse made a referral to the clinic. |\n"
    assert found(run_checker("statements", OPENING + "## What happened\n\n" + table)) == []


def test_run_in_labels_say_what_follows_them(run_checker: Callable[..., Outcome]) -> None:
    text = (
        OPENING + STORY + "## Recommendations\n\n### Recommendation 1\n\n"
        "The council should print a card for parents.\n\n"
        "**Action taken:** The council printed 900 cards in May 2016.\n\n"
        "**Impact:** In a survey of 80 parents, 61 had seen the card.\n\n"
        "**Next steps:** The council will print the card in five languages by June 2017.\n"
    )
    assert found(run_checker("statements", text)) == [
        ("action", "The council printed 900 cards in May 2016."),
        ("impact", "In a survey of 80 parents, 61 had seen the card."),
        ("future", "The council will print the card in five languages by June 2017."),
    ]


def test_a_table_set_upright_is_read_by_its_first_column(run_checker: Callable[..., Outcome]) -> None:
    table = (
        "| Recommendation 4 | The clinic should ring home after a missed appointment. |\n|---|---|\n"
        "| Action taken | The clinic hired a clerk in May 2016 to make the calls. |\n"
        "| Impact | Missed appointments fell from 31 to 12 a month. |\n"
    )
    outcome = run_checker("statements", OPENING + STORY + "## Response\n\n" + table)
    assert [(r.id, r.action, r.impact, r.future) for r in outcome.recommendations] == [("R4", True, True, False)]


def rules(outcome: Outcome) -> list[tuple[str, str]]:
    return [(item.rule.id, item.excerpt) for item in outcome.findings if item.rule.id.startswith("AI2")]


def test_a_vague_statement_is_told_what_it_lacks(run_checker: Callable[..., Outcome]) -> None:
    text = OPENING + STORY + "## Changes made\n\nThe findings have been disseminated.\n"
    finding = next(item for item in run_checker("statements", text).findings if item.rule.id == "AI201")
    assert finding.excerpt == "The findings have been disseminated."
    assert "who acts, what exactly is done, when or how anyone can tell" in finding.message


def test_an_impact_without_evidence_and_an_undated_plan_are_advice(run_checker: Callable[..., Outcome]) -> None:
    text = (
        OPENING + STORY + "## What difference it has made\n\nStaff are now more aware of neglect.\n\n"
        "## Next steps\n\nThe trust will replace its referral form. The trust will train 40 nurses by May 2018.\n"
    )
    outcome = run_checker("statements", text)
    assert rules(outcome) == [
        ("AI202", "Staff are now more aware of neglect."),
        ("AI203", "The trust will replace its referral form."),
    ]
    assert {item.severity.value for item in outcome.findings if item.rule.id.startswith("AI2")} == {"advice"}


ANSWER = "# Copseham Safeguarding Children Board: response to the review of Child P\n\n"


def test_a_document_that_answers_a_review_is_all_answer(run_checker: Callable[..., Outcome]) -> None:
    text = (
        ANSWER + "## Finding 1: letters went astray\n\n"
        "**What happened.** The health visitor wrote to the clinic and rang Mother.\n\n"
        "**What has been done?** The clinic bought a new post system in May 2016. "
        "**What difference has it made?** Of 80 letters sent since, 77 arrived within two days.\n\n"
        "### From the ambulance service\n\n"
        "Crews now leave a copy of the form at the hospital. We will test this in June 2017.\n"
    )
    assert [kind for kind, _ in found(run_checker("statements", text))] == ["action", "impact", "action", "future"]


def test_the_story_in_an_answer_gives_nothing(run_checker: Callable[..., Outcome]) -> None:
    text = (
        ANSWER + "## The council\n\nShe weighed Child P, gave advice and made a referral to the clinic. "
        "Mother had moved by then. The social worker visited and completed a report. It was agreed that he would stay.\n"
    )
    assert found(run_checker("statements", text)) == []


def test_what_follows_the_recommendations_answers_them(run_checker: Callable[..., Outcome]) -> None:
    text = (
        OPENING + STORY + "## Recommendations\n\n1. The council should print a card for parents by June 2016.\n\n"
        "The council printed 900 cards in May 2016. Of 61 parents asked in June, 50 had one. "
        "The Board will ask again in May 2017.\n"
    )
    assert [kind for kind, _ in found(run_checker("statements", text))] == ["action", "impact", "future"]


def test_an_answer_in_the_paragraph_of_its_recommendation_is_a_statement(run_checker: Callable[..., Outcome]) -> None:
    text = (
        ANSWER + "## Recommendation by recommendation\n\n"
        "**R1.** The clinic should ring home after a missed appointment. A clerk was hired in May 2016 to make the calls."
    )
    outcome = run_checker("statements", text)
    assert [item.kind for item in outcome.statements] == ["recommendation", "action"]


def test_a_line_of_its_own_does_the_work_of_a_heading(run_checker: Callable[..., Outcome]) -> None:
    text = (
        OPENING + STORY + "## The housing association\n\n**What we recommended**\n\n"
        "- Officers should leave a card at each visit.\n\n**What we have done**\n\n"
        "- The association printed 400 cards in May 2016.\n"
    )
    outcome = run_checker("statements", text)
    assert [item.kind for item in outcome.statements] == ["recommendation", "action"]


def test_a_sentence_that_asks_a_service_for_an_act_is_a_recommendation(run_checker: Callable[..., Outcome]) -> None:
    text = (
        OPENING + STORY + "## What this shows\n\nThe letters were late. The Board should ask each clinic to log them.\n"
    )
    outcome = run_checker("statements", text)
    assert [item.text for item in outcome.statements if item.kind == "recommendation"] == [
        "The Board should ask each clinic to log them."
    ]


def test_a_column_that_asks_holds_the_recommendations(run_checker: Callable[..., Outcome]) -> None:
    table = (
        "| No | Agreed | Lead | Done so far |\n|---|---|---|---|\n"
        "| 1 | The clinic should ring home after a missed visit. | Clinic | A clerk was hired in May 2016. |\n"
    )
    outcome = run_checker("statements", ANSWER + "## Table\n\n" + table)
    assert [item.kind for item in outcome.statements] == ["recommendation", "action"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Files used to be kept in the cellar of the clinic.",
        "The trust had, long before the accident, bought a new gate.",
        "The national form was being redrawn at the time by a team in the ministry.",
        "Copies of the leaflet may be collected from the desk in the library.",
        "The section will be read by those who know how such things go.",
    ],
)
def test_what_only_sets_the_scene_is_no_statement(run_checker: Callable[..., Outcome], sentence: str) -> None:
    outcome = run_checker("statements", f"{OPENING}{STORY}## Changes made\n\n{sentence}\n")
    assert [kind for kind, _ in found(outcome) if kind in ("action", "future")] == []


def test_work_without_a_name_is_vague(run_checker: Callable[..., Outcome]) -> None:
    sentence = "Much work has been undertaken by all the partners."
    assert found(run_checker("statements", f"{OPENING}{STORY}## Changes made\n\n{sentence}\n")) == [("vague", sentence)]
