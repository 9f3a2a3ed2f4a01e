"""The process and its dates: each mistake in a case file gives the finding that names the date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_publish.checks.base import Subject
from scr_publish.checks.process import add_months, run
from scr_publish.config import CaseFile, Project, load_profile
from scr_publish.document import Document
from scr_publish.findings import Outcome
from scr_publish.nlp.annotations import Annotations

GOOD = {
    "notification": date(2014, 2, 3),
    "decision": date(2014, 3, 3),
    "start": date(2014, 3, 10),
    "completion": date(2014, 9, 1),
    "panel_submission": date(2016, 6, 2),
    "publication": date(2016, 6, 9),
    "on_website_until": date(2017, 6, 9),
}
TOLD = {"ofsted": date(2014, 3, 4), "panel": date(2014, 3, 4)}


@pytest.fixture
def check(make_document: Callable[..., Document]) -> Callable[..., Outcome]:
    def run_with(text: str = "The lead reviewer is Ada Fairweather.", **case: Any) -> Outcome:
        document = make_document(text)
        given = CaseFile.model_validate({"dates": GOOD, "told": TOLD, **case})
        return run(Subject(document, Annotations(document, (), "none"), load_profile(), Project(), given))

    return run_with


def test_a_case_that_keeps_every_term_gives_no_finding(check: Callable[..., Outcome]) -> None:
    outcome = check()
    assert outcome.findings == ()
    assert {step.id: step.status for step in outcome.process} == dict.fromkeys(
        ("decision", "completion", "panel", "website"), "kept"
    )


@pytest.mark.parametrize(
    ("change", "rule", "words"),
    [
        ({"decision": date(2014, 3, 4)}, "PR101", "4 March 2014"),
        ({"completion": date(2014, 9, 11)}, "PR102", "11 September 2014"),
        ({"panel_submission": date(2016, 6, 3)}, "PR103", "3 June 2016"),
        ({"on_website_until": date(2017, 6, 8)}, "PR104", "8 June 2017"),
        ({"start": date(2014, 3, 2)}, "PR105", "2 March 2014"),
    ],
)
def test_a_broken_term_names_the_date(
    check: Callable[..., Outcome], change: dict[str, date], rule: str, words: str
) -> None:
    outcome = check(dates=GOOD | change)
    assert [finding.rule.id for finding in outcome.findings] == [rule]
    assert words in outcome.findings[0].message


def test_a_missing_date_is_never_taken_as_kept(check: Callable[..., Outcome]) -> None:
    outcome = check(dates={key: day for key, day in GOOD.items() if key != "panel_submission"})
    assert [finding.rule.id for finding in outcome.findings] == ["PR108"]
    assert "panel_submission" in outcome.findings[0].suggestion


def test_a_delay_that_the_report_explains_is_no_finding(check: Callable[..., Outcome]) -> None:
    outcome = check(
        "The review took longer than six months because of the trial.", dates=GOOD | {"completion": date(2015, 9, 1)}
    )
    assert outcome.findings == ()
    assert {step.id: step.status for step in outcome.process}["completion"] == "broken"


def test_nobody_told_is_a_finding_for_each(check: Callable[..., Outcome]) -> None:
    assert [finding.rule.id for finding in check(told={}).findings] == ["PR106", "PR106"]


def test_the_reviewer_of_the_case_file_must_be_named(check: Callable[..., Outcome]) -> None:
    assert check(reviewer=[{"name": "Ada Fairweather"}]).findings == ()
    assert [f.rule.id for f in check(reviewer=[{"name": "Ida Merriman"}]).findings] == ["PR107"]


def test_without_a_case_file_it_says_that_nothing_was_checked(make_document: Callable[..., Document]) -> None:
    document = make_document("A draft.")
    outcome = run(Subject(document, Annotations(document, (), "none"), load_profile(), Project(), None))
    assert outcome.process == ()
    assert "--case" in outcome.unchecked[0]


def test_a_month_from_the_last_day_is_the_last_day() -> None:
    assert add_months(date(2015, 1, 31), 1) == date(2015, 2, 28)
    assert add_months(date(2015, 12, 31), 2) == date(2016, 2, 29)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 48))
def test_months_are_monotonic(day: date, months: int) -> None:
    assert add_months(day, months) <= add_months(day, months + 1)
    assert add_months(day, months) >= day
