"""Recommendations, however they are numbered, and what is weak in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scr_publish.checks.base import Subject, load
from scr_publish.config import Project, load_profile
from scr_publish.document import Kind, Source
from scr_publish.findings import Outcome
from scr_publish.nlp.pipeline import annotate, load_pipeline
from scr_publish.parsing.builder import DocumentBuilder

OPENING = "# Serious Case Review\n\n## Introduction\n\nThis report is about a child who was harmed.\n\n"
FIRST = "The council should print a card for parents."
SECOND = "The clinic should ring home after a missed appointment."


def taken(outcome: Outcome) -> list[tuple[str, str]]:
    return [(item.id, item.text) for item in outcome.recommendations]


@pytest.mark.parametrize(
    "body",
    [
        f"**Recommendation 1.** {FIRST}\n\n**Recommendation 2.** {SECOND}\n",
        f"Recommendation 1: {FIRST}\n\nRecommendation 2: {SECOND}\n",
        f"Recommendation One – {FIRST}\n\nRecommendation Two – {SECOND}\n",
        f"R1. {FIRST}\n\nR2. {SECOND}\n",
        f"1. {FIRST}\n2. {SECOND}\n",
        f"9.1 {FIRST}\n\n9.2 {SECOND}\n",
        f"11.1 **Challenge 1.** {FIRST}\n\n11.2 **Challenge 2.** {SECOND}\n",
        f"- {FIRST}\n- {SECOND}\n",
        f"### Recommendation 1\n\n{FIRST}\n\n### Recommendation 2\n\n{SECOND}\n",
        f"### Recommendation 1: {FIRST}\n\nThis follows finding 3.\n\n### Recommendation 2: {SECOND}\n\nIt is new.\n",
        (
            f"| No | Recommendation | Lead | By when |\n|---|---|---|---|\n| 1 | {FIRST} | Council | May 2017 |\n"
            f"| 2 | {SECOND} | Clinic | June 2017 |\n"
        ),
    ],
)
def test_numbers_of_every_kind_give_the_same_recommendations(run_checker: Callable[..., Outcome], body: str) -> None:
    text = OPENING + "## Recommendations\n\n" + body
    outcome = run_checker("statements", text)
    assert [(ident, words.rstrip(".")) for ident, words in taken(outcome)] == [
        ("R1", FIRST.rstrip(".")),
        ("R2", SECOND.rstrip(".")),
    ]
    for item in outcome.recommendations:
        assert text[item.start : item.end].startswith(item.text[:20])


def test_a_list_under_a_lead_in(run_checker: Callable[..., Outcome]) -> None:
    body = "The Board should:\n\n- print a card for parents;\n- test the card in two wards before May.\n"
    outcome = run_checker("statements", OPENING + "## What needs to happen\n\n" + body)
    assert [text for _, text in taken(outcome)] == [
        "print a card for parents;",
        "test the card in two wards before May.",
    ]


def test_what_only_speaks_of_recommendations_is_none(run_checker: Callable[..., Outcome]) -> None:
    body = (
        "The following recommendations are addressed to the Board.\n\n"
        f"Recommendation 1. {FIRST}\n\n"
        "## Progress\n\nRecommendation 1 has been completed: the council printed 900 cards in May 2016.\n"
    )
    assert taken(run_checker("statements", OPENING + "## Recommendations\n\n" + body)) == [("R1", FIRST)]


def test_the_story_of_the_case_holds_no_recommendation(run_checker: Callable[..., Outcome]) -> None:
    body = "The doctor said that the family should be seen again. The conference made two recommendations.\n"
    assert taken(run_checker("statements", OPENING + "## What happened\n\n" + body)) == []


def test_questions_for_the_board_are_a_form_of_their_own(run_checker: Callable[..., Outcome]) -> None:
    text = OPENING + (
        "## Findings\n\n### Finding 1\n\n*Assessments follow the adult who speaks most.*\n\nQuestions for the Board:\n\n"
        "- How will the Board know that fathers are seen?\n- What stops teams from asking?\n"
    )
    outcome = run_checker("statements", text)
    assert [words for _, words in taken(outcome)] == [
        "How will the Board know that fathers are seen?",
        "What stops teams from asking?",
    ]
    assert not [item for item in outcome.findings if item.rule.id.startswith("AI3")]
    outcome = run_checker("sections", text)
    sections = {item.id: item for item in outcome.sections}
    assert (sections["recommendations"].status, sections["recommendations"].places) == ("missing", ())
    assert "questions to the Board" in sections["recommendations"].reason
    assert "CO111" not in {item.rule.id for item in outcome.findings}


def test_a_summary_that_repeats_a_recommendation_does_not_count_twice(run_checker: Callable[..., Outcome]) -> None:
    body = f"Recommendation 1. {FIRST}\n\n"
    outcome = run_checker(
        "statements", OPENING + "## Summary of recommendations\n\n" + body + "## Recommendations\n\n" + body
    )
    assert taken(outcome) == [("R1", FIRST)]
    assert [item.text for item in outcome.statements] == [FIRST, FIRST]


@pytest.mark.parametrize(
    ("text", "owner", "deadline"),
    [
        ("The council should print a card by June 2017.", "The council", "by June 2017"),
        ("It is recommended that the hospital trust should buy ten scales.", "the hospital trust", ""),
        ("That a card be printed by the Board within six months.", "the Board", "within six months"),
    ],
)
def test_owner_and_deadline(run_checker: Callable[..., Outcome], text: str, owner: str, deadline: str) -> None:
    outcome = run_checker("statements", OPENING + f"## Recommendations\n\n1. {text}\n")
    assert [(item.owner, item.deadline) for item in outcome.recommendations] == [(owner, deadline)]


def test_weak_verbs_get_a_stronger_wording_and_strong_ones_none(run_checker: Callable[..., Outcome]) -> None:
    body = (
        "1. The trust should ensure that staff are curious.\n"
        "2. The trust should add a growth chart to the record by May 2017 and ensure its use is audited.\n"
    )
    outcome = run_checker("statements", OPENING + "## Recommendations\n\n" + body)
    weak = [item for item in outcome.findings if item.rule.id == "AI301"]
    assert [item.excerpt for item in weak] == ["ensure that"]
    assert "name the act" in weak[0].suggestion


def test_no_deadline_at_all_is_said_once(run_checker: Callable[..., Outcome]) -> None:
    outcome = run_checker("statements", OPENING + f"## Recommendations\n\n1. {FIRST}\n2. {SECOND}\n")
    ids = [item.rule.id for item in outcome.findings]
    assert ids.count("AI304") == 1
    assert "AI303" not in ids


def test_automatic_numbers_are_labels() -> None:
    builder = DocumentBuilder()
    builder.add(Kind.HEADING, "Recommendations", level=1)
    builder.add(Kind.LIST_ITEM, FIRST, number="Recommendation 1", level=1)
    builder.add(Kind.LIST_ITEM, SECOND, number="Recommendation 2", level=1)
    builder.add(Kind.HEADING, "Changes made", level=1)
    builder.add(Kind.LIST_ITEM, "The trust bought two telephones in May 2016.", number="Recommendation 2", level=1)
    document = builder.finish(Source("draft.docx", "", "docx", 1))
    subject = Subject(document, annotate(document, load_pipeline()), load_profile(), Project())
    outcome = load("scr_publish.checks.content:STATEMENTS").run(subject)
    assert taken(outcome) == [("R1", FIRST), ("R2", SECOND)]
    assert [item.action for item in outcome.recommendations] == [False, True]
    assert "AI103" not in {item.rule.id for item in outcome.findings}


@pytest.mark.parametrize(
    "body",
    [
        f"## What went wrong\n\nNobody looked.\n\n*What should change:* {FIRST}\n\n*What should change:* {SECOND}\n",
        f"## Recommendations\n\n5.1 The panel saw too few beds. {FIRST}\n\n5.2 {SECOND}\n",
    ],
)
def test_recommendations_behind_a_label_and_in_paragraphs(run_checker: Callable[..., Outcome], body: str) -> None:
    assert len(taken(run_checker("statements", OPENING + body))) == 2


def test_the_reason_before_a_recommendation_is_no_part_of_it(run_checker: Callable[..., Outcome]) -> None:
    body = (
        "## Recommendations\n\n5.1 The transfer was badly handled. It therefore recommends that the two trusts write "
        "one transfer letter.\n"
    )
    assert taken(run_checker("statements", OPENING + body)) == [
        ("R1", "It therefore recommends that the two trusts write one transfer letter.")
    ]


def test_a_table_column_of_orders_holds_recommendations(run_checker: Callable[..., Outcome]) -> None:
    body = (
        "## What follows\n\n| Lesson | So we say | Progress |\n|---|---|---|\n"
        "| Two files | Midwives to keep one record | One record went live on 3 June 2020. |\n"
        "| One letter | Write to both parents after each conference | Letters will go out from April 2021. |\n"
    )
    outcome = run_checker("statements", OPENING + body)
    assert [text for _, text in taken(outcome)] == [
        "Midwives to keep one record",
        "Write to both parents after each conference",
    ]


def test_whom_a_recommendation_is_for_may_stand_before_it(run_checker: Callable[..., Outcome]) -> None:
    body = "## Proposals\n\n1. **For the council.** Stop closing cases by letter.\n2. **For schools.** Keep one file.\n"
    assert [ident for ident, _ in taken(run_checker("statements", OPENING + body))] == ["R1", "R2"]


def test_a_label_without_a_number_and_an_infinitive(run_checker: Callable[..., Outcome]) -> None:
    body = (
        "## Recommendations\n\nNobody looked at night.\n\nRecommendation: All wards to keep one light on.\n\n"
        "- Every hostel to have a worker who is awake.\n"
    )
    assert [text for _, text in taken(run_checker("statements", OPENING + body))] == [
        "All wards to keep one light on.",
        "Every hostel to have a worker who is awake.",
    ]
