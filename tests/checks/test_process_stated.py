"""Dates that the report states, held against the case file: contradictions with their place, and look-alikes."""

from __future__ import annotations

from datetime import date

import pytest

from tests.checks.process_cases import GOOD, TEXT, Check, changed, check, rules

__all__ = ["check"]


@pytest.mark.parametrize(
    ("sentence", "excerpt"),
    [
        ("The review began in April 2014.", "April 2014"),
        ("This Serious Case Review was started on 11 March 2014 by the Board.", "11 March 2014"),
        ("The review was completed in September 2015.", "September 2015"),
        ("Review completed: 2 September 2014", "2 September 2014"),
        ("The review was completed in winter 2015.", "winter 2015"),
        ("This report was published in July 2016.", "July 2016"),
        ("Published July 2016", "July 2016"),
        ("Date of publication: 10.06.2016", "10.06.2016"),
        ("The Board was notified on 4 February 2014.", "4 February 2014"),
        ("The decision to hold a Serious Case Review was made on 5 March 2014.", "5 March 2014"),
        ("The report was sent to the national panel on 3 June 2016.", "3 June 2016"),
        ("The review began in 2013.", "2013"),
    ],
)
def test_a_date_that_contradicts_the_case_file_is_found_at_its_place(check: Check, sentence: str, excerpt: str) -> None:
    outcome = check(GOOD, f"{TEXT}\n{sentence}\n")
    assert [(f.rule.id, f.excerpt) for f in outcome.findings] == [("PR112", excerpt)]
    assert str(outcome.findings[0].location)


@pytest.mark.parametrize(
    "sentence",
    [
        "The review began in March 2014 and was completed in September 2014.",
        "The review began in spring 2014 and finished in autumn 2014.",
        "The review began in 2014.",
        "The review was completed on 1 September 2014.",
        "Published June 2016",
        "The medication review began in May 2012.",
        "The review began at ten and ended before noon on 3 May 2013.",
        "The review of health visiting began in January 2010.",
        "A review began in 2009 into another case.",
        "The report on the school was published in May 2011.",
        "The decision to hold a strategy meeting was made on 5 January 2014.",
        "The review looked at the time from January 2012 to January 2014.",
        "The review must be completed by May 2020.",
        "Version 2.2014",
    ],
)
def test_a_date_that_agrees_or_speaks_of_something_else_is_none(check: Check, sentence: str) -> None:
    assert rules(check(GOOD, f"{TEXT}\n{sentence}\n")) == []


def test_the_account_of_events_has_reviews_of_its_own(check: Check) -> None:
    text = f"# A report\n\n{TEXT}\n## What happened\n\nThe review was completed in May 2012.\n"
    assert rules(check(GOOD, text)) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Child H died in December 2013.", ["PR113"]),
        ("The death of Child H in summer 2012 shocked many.", ["PR113"]),
        ("Child H died in January 2014.", []),
        ("Child H died in March 2014.", []),
        ("His grandfather died in December 2009.", []),
        ("Child H was born in December 2013.", []),
    ],
)
def test_a_death_before_the_incident_cannot_be_right(check: Check, sentence: str, expected: list[str]) -> None:
    assert rules(check(GOOD, f"{TEXT}\n{sentence}\n")) == expected


def test_a_death_is_held_against_its_date_where_the_case_file_has_one(check: Check) -> None:
    case = changed("identities", [{"role": "subject", "shown_as": "Child H", "died": date(2014, 1, 22)}])
    assert rules(check(case, f"{TEXT}\nChild H died in March 2014.\n")) == ["PR113"]
    outcome = check(case, f"{TEXT}\nChild H died in March 2014.\n")
    assert "22" not in outcome.findings[0].message
    assert rules(check(case, f"{TEXT}\nChild H died in winter 2014.\n")) == []
