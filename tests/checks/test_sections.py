"""Sections by meaning: found by heading and content, empty where a heading stands over something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scr_publish.checks.content.headings import promise
from scr_publish.config.profile import SECTION_IDS
from scr_publish.findings import Outcome

OPENING = "# Review of the services for Child Q\n\n## Opening\n\nThis report is about a child who was harmed.\n\n"
FILLER = "We thank everybody who came so far in such bad weather, and the hotel for its rooms and its tea."


def status(outcome: Outcome, section: str) -> str:
    return next(item.status for item in outcome.sections if item.id == section)


def ids(outcome: Outcome) -> set[str]:
    return {item.rule.id for item in outcome.findings}


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("1. Introduction and context for the review", "introduction"),
        ("Why there had to be a review", "criteria"),
        ("The questions that the panel posed", "terms_of_reference"),
        ("What we did", "methodology"),
        ("Chapter 3: How this review was carried out", "methodology"),
        ("Who wrote this report", "reviewer_independence"),
        ("In the family's own words", "family_involvement"),
        ("Courts and police", "parallel_proceedings"),
        ("The story of Child Q", "what_happened"),
        ("Why nobody saw the harm", "why_it_happened"),
        ("Making sense of the events", "why_it_happened"),
        ("Lessons to be learnt", "findings"),
        ("What should change", "recommendations"),
        ("What is different now", "actions_taken"),
        ("How do we know it has worked?", "impact"),
        ("Where we go from here", "further_action"),
        ("A note on names", "publication_and_anonymity"),
        ("How long the review took", "timescale"),
    ],
)
def test_headings_are_known_by_what_they_mean(heading: str, section: str) -> None:
    assert section in promise(heading).elements


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("What we did to learn about the family", "actions_taken"),
        ("Making sense of the events", "what_happened"),
        ("Family background", "family_involvement"),
        ("The impact of domestic abuse on children", "impact"),
        ("The child protection plan", "further_action"),
        ("What happened next", "further_action"),
        ("Independent reviewing officers", "reviewer_independence"),
        ("Delay in seeking help", "timescale"),
    ],
)
def test_headings_that_only_sound_like_an_element(heading: str, section: str) -> None:
    assert section not in promise(heading).elements


def test_one_heading_may_serve_two_elements() -> None:
    assert {"actions_taken", "impact"} <= promise("Actions completed and the difference they made").elements
    assert {"findings", "recommendations"} <= promise("Findings and recommendations").elements


BODIES = {
    "criteria": "The Chair decided that regulation 5(2)(a) and (b)(ii) were met, because neglect was suspected.",
    "terms_of_reference": "The review covered the three years before the injury. It asked whether risk was understood.",
    "methodology": "We read the records of each agency, held two workshops and spoke to nineteen practitioners.",
    "reviewer_independence": "The lead reviewer, Orla Fenn, has never worked for any agency in the county.",
    "family_involvement": "The reviewer met the mother at home. The father was invited and chose not to take part.",
    "parallel_proceedings": "The stepfather was convicted at the Crown Court. The inquest was not resumed.",
    "why_it_happened": "Visits were rushed because caseloads were high. As a result nobody asked about the partner.",
    "publication_and_anonymity": "Child Q is a pseudonym. The Board will publish the report on its website.",
    "timescale": "The review began in May 2015 and was completed in November 2015, within six months.",
}
HEADINGS = {
    "criteria": "Decision to hold a review",
    "terms_of_reference": "Terms of reference",
    "methodology": "Methodology",
    "reviewer_independence": "Independence",
    "family_involvement": "Family involvement",
    "parallel_proceedings": "Parallel proceedings",
    "why_it_happened": "Why it happened",
    "publication_and_anonymity": "Anonymity",
    "timescale": "Timescale",
}


@pytest.mark.parametrize("section", list(BODIES))
def test_a_heading_with_its_content_is_present_and_over_something_else_empty(
    run_checker: Callable[..., Outcome], section: str
) -> None:
    body = BODIES[section] + (" Nobody knew of the earlier case, so it was not considered." if "why" in section else "")
    good = run_checker("sections", f"{OPENING}## {HEADINGS[section]}\n\n{body}\n")
    empty = run_checker("sections", f"{OPENING}## {HEADINGS[section]}\n\n{FILLER}\n")
    assert (status(good, section), status(empty, section)) == ("present", "empty")
    finding = next(item for item in empty.findings if item.rule.id == "CO120")
    assert finding.excerpt == HEADINGS[section]


@pytest.mark.parametrize("section", [name for name in BODIES if name != "why_it_happened"])
def test_content_without_a_heading_of_its_own_is_present_with_its_place(
    run_checker: Callable[..., Outcome], section: str
) -> None:
    text = f"{OPENING}## Further matters\n\n{FILLER}\n\n{BODIES[section]}\n"
    if section in ("terms_of_reference", "methodology"):
        text = text.replace("It asked", "The lines of enquiry were set by the panel; the review asked")
        text = text.replace("We read", "For this review we held interviews, used the chronology and read")
    outcome = run_checker("sections", text)
    found = next(item for item in outcome.sections if item.id == section)
    assert found.status == "present"
    assert text[slice(*found.places[0])].split()[0] in BODIES[section] + " For"


@pytest.mark.parametrize("section", SECTION_IDS)
def test_what_is_nowhere_is_missing_and_says_what_to_write(run_checker: Callable[..., Outcome], section: str) -> None:
    outcome = run_checker("sections", "# Title\n\nA line about a railway bridge and its paint.\n")
    assert status(outcome, section) == "missing"
    rule = f"CO1{SECTION_IDS.index(section) + 1:02d}"
    finding = next(item for item in outcome.findings if item.rule.id == rule)
    expected = "advice" if section in ("parallel_proceedings", "timescale") else "blocker"
    assert finding.severity.value == expected
    assert len(finding.suggestion) > 40


def test_a_contents_list_is_no_content(run_checker: Callable[..., Outcome]) -> None:
    text = (
        "# Title\n\n## Contents\n\n1. Introduction ........ 3\n2. Methodology ........ 5\n3. Family involvement ........ 9\n"
        "4. Timescale ........ 11\n\n## Bridge\n\nA line about a railway bridge and its paint.\n"
    )
    outcome = run_checker("sections", text)
    assert {item.status for item in outcome.sections} == {"missing"}


def test_a_criterion_that_is_only_cited_is_not_said_to_be_met(run_checker: Callable[..., Outcome]) -> None:
    body = "Regulation 5 of the 2006 Regulations sets out when a Board must hold a review. The Chair agreed to one."
    assert status(run_checker("sections", f"{OPENING}## Why we held this review\n\n{body}\n"), "criteria") == "empty"


def test_a_reviewer_known_to_the_board_is_not_shown_to_be_independent(run_checker: Callable[..., Outcome]) -> None:
    body = "Orla Fenn is a respected consultant who was head of service in the county until 2013."
    outcome = run_checker("sections", f"{OPENING}## About the author\n\n{body}\n")
    assert status(outcome, "reviewer_independence") == "empty"


def test_terms_of_reference_kept_elsewhere_do_not_count(run_checker: Callable[..., Outcome]) -> None:
    body = "The terms of reference can be found in the main report and are not set out again."
    assert status(run_checker("sections", f"{OPENING}## Scope\n\n{body}\n"), "terms_of_reference") == "empty"


def test_an_impact_heading_over_vague_words_is_empty(run_checker: Callable[..., Outcome]) -> None:
    outcome = run_checker("sections", f"{OPENING}## Impact\n\nIt is hoped that awareness has improved.\n")
    assert status(outcome, "impact") == "empty"


def test_an_account_without_a_standard_heading(run_checker: Callable[..., Outcome]) -> None:
    events = "\n\n".join(
        f"In {month} 2014 the social worker visited the family and the mother said that the baby was not feeding well."
        for month in ("January", "March", "June", "August", "October")
    )
    outcome = run_checker("sections", f"{OPENING}## Two winters on the hill\n\n{events}\n")
    assert status(outcome, "what_happened") == "present"


@pytest.mark.parametrize(
    ("line", "rule", "excerpt"),
    [
        ("[Wording to be supplied by the trust.]", "CO201", "[Wording to be supplied by the trust.]"),
        ("*[Lead Reviewer to insert]*", "CO201", "[Lead Reviewer to insert]"),
        ("[Summarise the family's views here]", "CO201", "[Summarise the family's views here]"),
        ("The report was agreed on XX March.", "CO202", "XX"),
        ("The cost is TBC by the trust.", "CO202", "TBC"),
    ],
)
def test_leftovers(run_checker: Callable[..., Outcome], line: str, rule: str, excerpt: str) -> None:
    outcome = run_checker("sections", f"{OPENING}## Costs\n\n{line}\n")
    assert [item.excerpt for item in outcome.findings if item.rule.id == rule] == [excerpt]


@pytest.mark.parametrize(
    "line",
    [
        "An X-ray was taken of the left arm.",
        "The judge said [in private] that the order was made.",
        "The draft of the letter was never sent.",
        "He waited ... and left.",
    ],
)
def test_what_only_looks_like_a_leftover(run_checker: Callable[..., Outcome], line: str) -> None:
    outcome = run_checker("sections", f"{OPENING}## Costs\n\n{line}\n")
    assert not ids(outcome) & {"CO201", "CO202", "CO203"}


def test_the_mark_of_a_draft_on_the_cover(run_checker: Callable[..., Outcome]) -> None:
    text = "# Review\n\nDraft 7. Not for circulation.\n\n" + "## Opening\n\n" + (FILLER + "\n\n") * 12
    outcome = run_checker("sections", text)
    assert [item.excerpt for item in outcome.findings if item.rule.id == "CO203"] == ["Draft 7", "Not for circulation"]


def test_a_report_that_only_narrates(run_checker: Callable[..., Outcome]) -> None:
    story = "The nurse visited in May and the mother said that all was well. " * 40
    outcome = run_checker("sections", f"{OPENING}## What happened\n\n{story}\n\n## Analysis\n\nIt was so because.\n")
    assert "CO301" in ids(outcome)
    analysis = "Visits were short because caseloads were high, and this meant that nobody asked. " * 30
    balanced = run_checker("sections", f"{OPENING}## What happened\n\n{story}\n\n## Analysis\n\n{analysis}\n")
    assert "CO301" not in ids(balanced)


def test_the_words_after_a_findings_number_promise_nothing_else() -> None:
    assert promise("Finding 2: letters were written for the purpose of closing cases").elements == {"findings"}
    assert promise("Recommendation 3: a method for counting visits").elements == {"recommendations"}


def test_a_persons_own_view_is_the_familys_and_the_panels_is_not() -> None:
    assert promise("4.2 Marta's own view").elements == {"family_involvement"}
    assert "family_involvement" not in promise("The panel's views").elements


def test_questions_to_the_board_are_no_recommendations_and_no_fault(run_checker: Callable[..., Outcome]) -> None:
    outcome = run_checker(
        "sections",
        f"{OPENING}## Finding 1: beds were counted and nights were not\n\nThe rota had no column for nights.\n\n"
        "**Questions for the Board**\n\n- Does the Board know who is awake at night?\n- Who reads the rota?\n",
    )
    assert status(outcome, "recommendations") == "missing"
    assert "CO111" not in ids(outcome)


def test_a_method_told_without_its_heading_is_found(run_checker: Callable[..., Outcome]) -> None:
    told = (
        "The panel set out to learn whether the plan was shared, how well the move was handled, and whether the voice "
        "of each child was heard. It was asked to consider the period from the first referral to the day of the fire."
    )
    outcome = run_checker("sections", f"{OPENING}## Two\n\n{told}\n")
    assert status(outcome, "terms_of_reference") == "present"


def test_a_cue_in_a_passage_on_something_else_is_no_timescale(run_checker: Callable[..., Outcome]) -> None:
    told = (
        "The officer thought that the child was safe because the process had been completed within ten days. The delay "
        "was not seen as a sign of neglect, and the school did not ask why she was hungry."
    )
    outcome = run_checker("sections", f"{OPENING}## Spring\n\n{told}\n")
    assert status(outcome, "timescale") == "missing"
