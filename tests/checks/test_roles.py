"""Who may stay, and for what reason; and whose name leaks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scr_publish.checks.privacy import CHECKER
from scr_publish.checks.privacy.names import find_names
from scr_publish.config import CaseFile, Project
from scr_publish.rules import Severity
from tests.builders.language import subject_of


def leaks(*parts: str, **options: object) -> dict[str, str]:
    """The words that must go and the rule of each."""
    subject = subject_of(*parts, **options)  # type: ignore[arg-type]
    return {subject.document.text[m.start : m.end]: m.rule for m in find_names(subject)[0] if not m.kept}


def stays(*parts: str, **options: object) -> dict[str, str]:
    """The names that stay and the role of each."""
    return {name.text: name.role for name in find_names(subject_of(*parts, **options))[1]}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Lead reviewer: Philippa Renshawe", "Philippa Renshawe", "Lead reviewer, author, chair or panel"),
        ("Philippa Renshawe led the review alone.", "Philippa Renshawe", "Lead reviewer, author, chair or panel"),
        ("The panel was chaired by Hugh Ferrand.", "Hugh Ferrand", "Lead reviewer, author, chair or panel"),
        ("This was found before (Horwath, 2013).", "Horwath", "Cited author"),
        ("As Quillan et al. (2012) show, it is common.", "Quillan", "Cited author"),
        ("Sidebotham has described this.", "Sidebotham", "Cited author"),
        ("The Victoria Climbié Inquiry said so.", "Victoria Climbié", "Published case or inquiry"),
        ("It recalls the Daniel Pelka case.", "Daniel Pelka", "Published case or inquiry"),
        ("She applied the Fraser guidelines.", "Fraser", "Law or test"),
        ("He has Hirschsprung's disease.", "Hirschsprung", "Condition or method"),
        ("It follows a model designed by Professor Odile Ravensworth.", "Professor Odile Ravensworth", "Cited author"),
        ("Ask Philippa Renshawe, Partnership Manager.", "Philippa Renshawe", "Lead reviewer, author, chair or panel"),
        ("Professor Munro's review was read.", "Professor Munro", "Cited author"),
        ("It was Quillan and her colleagues who said so.", "Quillan", "Cited author"),
        ("The tool was devised by Quillan.", "Quillan", "Cited author"),
        ("Sir Hugh Ferrand heard the case.", "Sir Hugh Ferrand", "Public figure"),
        ("He had a poster of a footballer, Hugh Ferrand.", "Hugh Ferrand", "Public figure"),
        ("It was led by Hugh Ferrand.", "Hugh Ferrand", "Lead reviewer, author, chair or panel"),
        ("The chronology was compiled by Hugh Ferrand.", "Hugh Ferrand", "Lead reviewer, author, chair or panel"),
    ],
)
def test_a_name_that_is_rightly_there_stays_with_its_reason(text: str, name: str, role: str) -> None:
    assert stays(text).get(name) == role
    assert leaks(text) == {}


@pytest.mark.parametrize(
    ("text", "name", "rule"),
    [
        ("Barnaby Lund, the school nurse, weighed him.", "Barnaby Lund", "PD102"),
        ("The conference was chaired by Barnaby Lund.", "Barnaby Lund", "PD102"),
        ("His sister Ottilie was there.", "Ottilie", "PD101"),
        ("A neighbour, Barnaby Tring, called the police.", "Barnaby Tring", "PD103"),
        ("Child F (Ottilie) was born early.", "Ottilie", "PD107"),
        ("Barnaby Tring stood there.", "Barnaby Tring", "PD104"),
    ],
)
def test_a_name_that_leaks_breaks_the_rule_of_its_role(text: str, name: str, rule: str) -> None:
    assert leaks(text) == {name: rule}


def test_the_reviewer_is_known_again_by_surname() -> None:
    assert leaks("Lead reviewer: Philippa Renshawe", "Ms Renshawe met the staff. Renshawe also read the files.") == {}


def test_the_same_surname_is_decided_for_each_mention() -> None:
    found = leaks("Reder (1993) writes of this.", "Mrs Reder, the grandmother, was not asked.")
    assert found == {"Mrs Reder": "PD101"}


def test_panel_members_stay_and_a_practitioner_in_the_same_words_does_not() -> None:
    text = "The panel members were Anita Hallam (Designated Nurse) and Piers Tolland (Head of Service)."
    assert leaks(text, "Barnaby Lund, midwife, was off sick.") == {"Barnaby Lund": "PD102"}


def test_names_that_the_board_allows_stay() -> None:
    project = Project.model_validate({"allow": {"names": ["Barnaby Tring"]}})
    assert stays("Write to Barnaby Tring.", project=project) == {"Barnaby Tring": "Allowed by the Board"}


def test_the_reviewer_of_the_case_file_stays() -> None:
    case = CaseFile.model_validate({"reviewer": [{"name": "Barnaby Tring"}]})
    assert leaks("Barnaby Tring met the staff.", case=case) == {}


def test_a_list_of_sources_stays() -> None:
    assert (
        leaks("# References", "Ferguson, H. (2011) Child Protection Practice. Basingstoke: Palgrave Macmillan.") == {}
    )


REVIEW = "Lead reviewer, author, chair or panel"


@pytest.mark.parametrize(
    ("parts", "name", "role"),
    [
        (["Lead reviewers: Tobias Renn and Odile Marchbank"], "Odile Marchbank", REVIEW),
        (["Members of the panel: Isolde Crane (health), Piotr Zawada (police)."], "Piotr Zawada", REVIEW),
        (["Prepared by Odile Marchbank for the Board."], "Odile Marchbank", REVIEW),
        (["The Board's solicitor, Mr Tobias Renn, advised."], "Mr Tobias Renn", REVIEW),
        (["Press enquiries: Odile Marchbank, press office."], "Odile Marchbank", REVIEW),
        (["The Board asked Odile Marchbank to read the draft."], "Odile Marchbank", REVIEW),
        (["The pilot will be evaluated by Professor Odile Marchbank."], "Professor Odile Marchbank", REVIEW),
        (["Odile Marchbank will report to the Board in June 2016."], "Odile Marchbank", REVIEW),
        (["Dr Odile Marchbank, who chairs the Board, replied."], "Dr Odile Marchbank", REVIEW),
        (["Signed Tobias Renn, Director of Nursing."], "Tobias Renn", REVIEW),
        (["Cllr Odile Marchbank asked about the figures."], "Cllr Odile Marchbank", "Public figure"),
        (["# Scrutiny committee: minutes", "Present: Odile Marchbank, Tobias Renn."], "Tobias Renn", REVIEW),
    ],
)
def test_who_answers_for_the_review_stays(parts: list[str], name: str, role: str) -> None:
    assert stays(*parts).get(name) == role


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (["# Initial child protection conference", "Chair: Odile Marchbank."], "Odile Marchbank"),
        (["# Core group", "Present: Odile Marchbank, Tobias Renn."], "Tobias Renn"),
        (["Re: Odile Marchbank, whom I saw in clinic."], "Odile Marchbank"),
    ],
)
def test_who_worked_on_the_case_does_not(parts: list[str], name: str) -> None:
    assert name in leaks(*parts)


def test_a_panel_member_keeps_the_title_in_later_mentions() -> None:
    assert not leaks("The panel members were Dr Odile Marchbank and Tobias Renn.", "Dr Marchbank met the family.")


def test_a_log_in_capitals_is_no_list_of_sources() -> None:
    log = "SARAH HARTNELL, WHO THEN LEFT HOME AND RANG THE DUTY TEAM AGAIN AFTER SCHOOL AND ASKED FOR HELP BUT GOT NONE"
    assert "SARAH HARTNELL" in leaks(log)


def test_each_author_of_a_list_of_authors_is_known() -> None:
    assert leaks("Reder, Duncan and Gray wrote in 1993 of the way in which this comes about.") == {}
    assert leaks("# References", "Oates, M. and Cantwell, R. (2011) *On mothers*.") == {}


def test_a_full_name_in_a_part_on_the_review_is_for_a_person_to_decide() -> None:
    parts = ("# A report", "## Response of the agencies", "Ottilie Lund has now trained the staff of thirty schools.")
    assert leaks(*parts) == {"Ottilie Lund": "PD115"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Ottilie has now trained the staff.",
        "Ottilie Lund, his grandmother, will train the staff.",
        "Ottilie Lund visited the home and has now trained the staff.",
    ],
)
def test_a_forename_or_words_of_the_case_block_in_a_part_on_the_review_too(sentence: str) -> None:
    assert set(leaks("# A report", "## Response of the agencies", sentence).values()) != {"PD115"}


def test_a_profile_may_show_practitioners_for_review_where_they_block_by_default() -> None:
    subject = subject_of("Barnaby Lund, the school nurse, weighed him.")
    eased = replace(subject, profile=subject.profile.model_copy(update={"severities": {"PD102": Severity.REVIEW}}))
    assert [f.severity for f in CHECKER.run(subject).findings] == [Severity.BLOCKER]
    assert [f.severity for f in CHECKER.run(eased).findings] == [Severity.REVIEW]


def test_who_chairs_a_meeting_about_a_child_is_no_reviewer() -> None:
    assert leaks("# Core group", "Chair: Barnaby Lund") == {"Barnaby Lund": "PD104"}
