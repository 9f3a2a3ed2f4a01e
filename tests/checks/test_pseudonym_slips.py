"""Slips: where a report does not keep to its own pseudonyms, and near misses that are none."""

from __future__ import annotations

import pytest

from scr_publish.checks.privacy.names import find_names
from scr_publish.checks.privacy.pseudonyms import too_near
from scr_publish.config import CaseFile
from tests.builders.language import subject_of

DECLARED = "Poppy is not her real name."


def slips(*parts: str, case: CaseFile | None = None) -> list[tuple[str, str]]:
    """The rule and the words of each finding on a pseudonym."""
    subject = subject_of(*parts, case=case)
    rules = {"PD107", "PD112", "PD113", "PD233", "PD234", "PD235"}
    found = [m for m in find_names(subject)[0] if m.rule in rules]
    return [(m.rule, subject.document.text[m.start : m.end]) for m in found]


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (["Child K was a girl of four.", "Child K said that he was cold."], [("PD233", "he")]),
        (["Child K, a boy, was born early.", "The girl, Child K, was small."], [("PD233", "Child K")]),
        (
            ["Poppy said she was cold.", "Poppy said she was wet.", "Poppy lost her coat.", "Poppy hurt his arm."],
            [("PD233", "his")],
        ),
        (
            ["Their daughter Poppy was four.", "Poppy is a boy who likes trains."],
            [("PD233", "Poppy")],
        ),
    ],
)
def test_a_sex_that_disagrees(parts: list[str], found: list[tuple[str, str]]) -> None:
    assert slips(DECLARED, *parts) == found


@pytest.mark.parametrize(
    "parts",
    [
        ["Child K was a girl of four.", "Child K told her brother that he was cold."],
        ["Child K was a girl.", "Child L said that he was cold."],
        ["Child K was a girl.", 'Child K said: "He hit me".'],
        ["Child K was a girl.", "Child K's father said that he was sorry."],
        ["Poppy said she was cold.", "Poppy said he was there."],
        ["Poppy's brother was a boy of six.", "Poppy is a girl of four."],
        ["Poppy met a boy.", "She is a girl called Poppy."],
    ],
)
def test_another_person_s_sex_is_no_slip(parts: list[str]) -> None:
    assert slips(DECLARED, *parts) == []


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (["In 2014 Poppy, aged 4, started school.", "In 2014 the 15-year-old Poppy moved."], [("PD234", "15")]),
        (["Poppy was four in 2014.", "By 2016 Poppy was fifteen."], [("PD234", "fifteen")]),
        (["Child K (4) started school in 2014.", "Child K, then aged 9, moved in 2015."], [("PD234", "9")]),
    ],
)
def test_ages_that_do_not_fit_the_years(parts: list[str], found: list[tuple[str, str]]) -> None:
    assert slips(DECLARED, *parts) == found


@pytest.mark.parametrize(
    "parts",
    [
        ["In 2014 Poppy, aged 4, started school.", "In 2019 Poppy, aged 9, moved."],
        ["In 2014 Poppy, aged 4, started school.", "Poppy was 15 when she moved."],
        ["In 2014 Poppy, aged 4, started school.", "In 2014 Child L, aged 9, moved."],
        ["In 2014 Poppy, aged 4 months, was seen.", "In 2014 Poppy, aged 1, was seen."],
    ],
)
def test_ages_that_fit_are_no_slip(parts: list[str]) -> None:
    assert slips(DECLARED, *parts) == []


def test_one_name_for_a_child_and_a_worker() -> None:
    parts = ["Poppy was a girl of four. Poppy liked trains.", "The social worker, Poppy, came in May."]
    assert slips(DECLARED, *parts) == [("PD235", "Poppy")]
    assert slips(DECLARED, parts[0], "The social worker met Poppy in May.") == []


def test_a_second_name_for_the_same_part() -> None:
    declared = "These are not their real names. The mother is called Ruby, and her daughter Poppy."
    assert slips(declared, "Mother, Ruby, was tired. Mother, Tracey, was asleep.") == [("PD107", "Tracey")]
    assert slips(declared, "The child's mother, Poppy, was asleep. Mother, Ruby, was tired.") == [("PD112", "Poppy")]
    assert slips(declared, "Mother, Ruby, was tired. Mother, Monday morning, was asleep. Mother said so.") == []


@pytest.mark.parametrize(
    ("pseudonym", "real", "near"),
    [
        ("Child R", "Ottilie Ravenhill", True),
        ("Child K", "Ottilie Ravenhill", False),
        ("Amy", "May Lund", True),
        ("Jamie", "Mamie Lund", True),
        ("Molly", "Polly Lund", True),
        ("Shaun", "Sean Lund", True),
        ("Liam", "William Lund", True),
        ("Kobina", "Kwabena Asamoah", True),
        ("Ravenhill", "Ottilie Ravenhill", True),
        ("Poppy", "Ottilie Ravenhill", False),
        ("George", "Hassan Warsame", False),
        ("Rose", "Kezia Boswell", False),
    ],
)
def test_likeness_to_the_real_name(pseudonym: str, real: str, near: bool) -> None:
    assert bool(too_near(pseudonym, real)) is near


def test_the_table_of_pseudonyms_is_held_against_the_identities() -> None:
    case = CaseFile.model_validate(
        {"identities": [{"role": "subject", "names": ["Poppaea Lund"]}], "pseudonyms": {"Poppy": "subject"}}
    )
    assert ("PD113", "Poppy") in slips("The nurse met Poppy at home.", case=case)


def test_two_pseudonyms_of_the_case_file_for_one_person() -> None:
    case = CaseFile.model_validate(
        {
            "identities": [{"role": "subject", "shown_as": "Child F", "names": ["Mira Lund"]}],
            "pseudonyms": {"Poppy": "subject"},
        }
    )
    assert slips("The nurse met Child F. Later Poppy cried.", case=case) == [("PD112", "Poppy")]
    assert slips("The nurse met Child F at home.", case=case) == []
