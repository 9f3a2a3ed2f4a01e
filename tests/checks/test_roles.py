"""Who may stay, and for what reason; and whose name leaks."""

from __future__ import annotations

import pytest

from scr_publish.checks.privacy.names import find_names
from scr_publish.config import CaseFile, Project
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
        ("Professor Munro's review was read.", "Professor Munro", "Cited author"),
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
