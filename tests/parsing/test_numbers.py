"""Numbers typed at a paragraph's start, and what only looks like one."""

from __future__ import annotations

import pytest

from scr_publish.parsing.numbers import bare_number, typed_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4.2.1 On Monday the nurse called.", "4.2.1 "),
        ("1.1\tthe nurse called", "1.1\t"),
        ("1.1 The nurse called", "1.1 "),
        ("12. The nurse called", "12. "),
        ("(a) the nurse", "(a) "),
        ("(iv) the nurse", "(iv) "),
        ("(a)(ii) the nurse", "(a)(ii) "),
        ("3) The nurse", "3) "),
        ("IV. Findings", "IV. "),
        ("b. the nurse", "b. "),
        ("A.1.2 The nurse", "A.1.2 "),
    ],
)
def test_a_typed_number_is_found_with_the_space_after_it(text: str, number: str) -> None:
    assert text[: typed_number(text)] == number


@pytest.mark.parametrize(
    "text",
    [
        "27 May 2014 was a Tuesday.",
        "27. May 2014 was a Tuesday.",
        "27.05.2014 Seen at home.",
        "27.5.14 Seen at home.",
        "12 children lived there.",
        "2013 was a hard year.",
        "2013. That was a hard year.",
        "1.5 million children",
        "10.30 am: a call",
        "J. Smithson called.",
        "c. 2012 the family moved.",
        "e.g. the nurse",
        "4.2.1",
        "",
    ],
)
def test_dates_counts_and_initials_are_words(text: str) -> None:
    assert typed_number(text) == 0
    assert typed_number(text, heading=text[:2] == "27") == 0


def test_a_lone_integer_is_a_number_in_a_heading_only() -> None:
    assert typed_number("3 Findings") == 0
    assert typed_number("3 Findings", heading=True) == 2
    assert typed_number("3 May", heading=True) == 0
    assert typed_number("12 children", heading=True) == 0


def test_a_block_keeps_the_number_without_its_punctuation() -> None:
    shown = ["4.2.1.", "(a) ", "3)", "Recommendation 3:", "Recommendation (3)"]
    assert [bare_number(text) for text in shown] == ["4.2.1", "a", "3", "Recommendation 3", "Recommendation (3)"]
