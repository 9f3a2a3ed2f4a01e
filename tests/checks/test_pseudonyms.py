"""Declared pseudonyms stay; undeclared ones are asked about; slips and likenesses are found."""

from __future__ import annotations

import pytest

from scr_publish.checks.privacy import CHECKER
from scr_publish.checks.privacy.names import find_names
from scr_publish.checks.privacy.pseudonyms import too_near
from scr_publish.config import CaseFile
from tests.builders.language import subject_of


def rules(*parts: str, **options: object) -> dict[str, str]:
    """The words found and the rule of each."""
    subject = subject_of(*parts, **options)  # type: ignore[arg-type]
    return {subject.document.text[m.start : m.end]: m.rule for m in find_names(subject)[0] if not m.kept}


@pytest.mark.parametrize(
    "declaration",
    [
        "Poppy is not her real name.",
        "She is referred to in this report as Poppy.",
        "We have called her Poppy.",
        "Poppy is a pseudonym.",
        "The name Poppy was chosen by her family.",
        "The child will be known as Poppy.",
        "We chose the names, and none of these names is real: Old Joe, Poppy and Mr Pike.",
        "Poppy, who is in the care of her aunt, read her file. She chose this name herself.",
        "The children are called Poppy and Quill. None of these is the name of anybody in the case.",
    ],
)
def test_a_declared_pseudonym_stays(declaration: str) -> None:
    assert rules(declaration, "The nurse saw Poppy. Poppy's cot was new.") == {}


def test_a_name_in_the_title_without_a_declaration_is_asked_about_once() -> None:
    subject = subject_of("# Learning from Poppy", *["The midwife saw Poppy at home."] * 5)
    found = [m.rule for m in find_names(subject)[0] if not m.kept]
    assert found == ["PD110"]
    assert [(n.text, n.role) for n in find_names(subject)[1]] == [("Poppy", "Pseudonym")]


def test_being_called_something_is_no_declaration() -> None:
    assert rules("The boy was called Kasimir by his aunt.") == {"Kasimir": "PD101"}


def test_a_real_name_beside_the_pseudonym_is_a_slip() -> None:
    assert rules("Poppy is not her real name.", "Mother told Ottilie to wait. Poppy cried.") == {"Ottilie": "PD101"}


def test_codes_are_no_names_and_are_listed() -> None:
    subject = subject_of("Child K, Baby J and Sibling 1 lived with Carer 2.")
    mentions, names = find_names(subject)
    assert all(m.kept for m in mentions)
    assert {n.text for n in names} == {"Child K", "Baby J", "Sibling 1", "Carer 2"}


def test_two_pseudonyms_for_one_person() -> None:
    assert "PD112" in rules("The boy is referred to as Child F.", "The boy is referred to as Child G.").values()


@pytest.mark.parametrize(
    ("pseudonym", "real", "near"),
    [
        ("Child O", "Ottilie Ravenhill", True),
        ("Child K", "Ottilie Ravenhill", False),
        ("Kate", "Katherine Lund", True),
        ("Katie", "Hattie Lund", True),
        ("Poppy", "Ottilie Ravenhill", False),
        ("Mother", "Mira Lund", False),
    ],
)
def test_a_pseudonym_too_near_the_real_name(pseudonym: str, real: str, near: bool) -> None:
    assert bool(too_near(pseudonym, real)) is near


def test_the_letter_of_a_code_is_held_against_the_known_name() -> None:
    case = CaseFile.model_validate({"identities": [{"shown_as": "Child O", "names": ["Ottilie Ravenhill"]}]})
    assert rules("Child O was seen.", case=case) == {"Child O": "PD113"}


def test_a_title_and_a_letter_are_a_code() -> None:
    assert rules("Mother lived with Ms K. She and Mr D moved in May.") == {}


def test_a_paragraph_that_says_so_declares_the_whole_family() -> None:
    declaration = "These are not their names. Their mother is called Ruby, her partner Jasper, and their aunt Pearl."
    assert rules(declaration, "Ruby met the worker. Jasper did not. Pearl was worried.") == {}


def test_a_declared_name_with_a_letter_is_one_too() -> None:
    assert rules("Poppy is not her real name.", "The nurse saw Poppy M at home.") == {}


@pytest.mark.parametrize(
    "sentence", ["The school records use the names Lidia Kowalik.", "He had the alias Ivo Stanev."]
)
def test_a_name_used_in_life_is_no_pseudonym(sentence: str) -> None:
    assert rules(sentence)


def test_lone_names_in_a_paragraph_on_changed_names_are_declared() -> None:
    parts = ("Rowan is his brother. All of the names in this report are invented.", "Rowan drew a boat.")
    assert rules(*parts) == {}


def test_a_declared_code_is_no_registration() -> None:
    subject = subject_of("The young person is referred to in this report as AL14.", "AL14 was seen twice.")
    assert [f.rule.id for f in CHECKER.run(subject).findings] == []
