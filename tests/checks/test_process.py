"""The process and its dates: each mistake in a case file gives the finding that names the date and the rule."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from scr_publish.checks.base import Subject
from scr_publish.checks.process import run
from scr_publish.config import Project, load_profile
from scr_publish.document import Document
from scr_publish.nlp.annotations import Annotations
from tests.checks.process_cases import GOOD, TEXT, Check, changed, check, rules

__all__ = ["check"]


def statuses(check_outcome: Any) -> dict[str, str]:
    return {step.id: step.status for step in check_outcome.process}


def test_a_case_that_keeps_every_term_gives_no_finding(check: Check) -> None:
    outcome = check()
    assert rules(outcome) == []
    assert statuses(outcome) == dict.fromkeys(("decision", "completion", "panel", "website"), "kept")


MISTAKES: list[tuple[str, Any, str, str]] = [
    ("dates.decision", date(2014, 3, 4), "PR101", "4 March 2014"),
    ("dates.completion", date(2014, 9, 11), "PR102", "11 September 2014"),
    ("dates.panel_submission", date(2016, 6, 3), "PR103", "3 June 2016"),
    ("dates.on_website_until", date(2017, 6, 8), "PR104", "8 June 2017"),
    ("dates.start", date(2014, 3, 2), "PR105", "2 March 2014"),
    ("dates.incident", date(2014, 2, 4), "PR105", "4 February 2014"),
    ("proceedings", [{"kind": "criminal", "opened": date(2014, 5, 1), "closed": date(2014, 4, 1)}], "PR105", "1 April 2014"),
    ("invited.0.invited", date(2014, 3, 2), "PR105", "2 March 2014"),
    ("told.ofsted", None, "PR106", "Ofsted"),
    ("told.panel", None, "PR106", "the national panel"),
    ("reviewer.0.name", "Ida Merriman", "PR107", "not named"),
    ("dates.panel_submission", None, "PR108", "the copy for the national body"),
    ("review.as_of", date(2014, 3, 5), "PR111", "10 March 2014"),
    ("reviewer", None, "PR114", "no [[reviewer]]"),
    ("reviewer.0.independence", "", "PR115", "independence"),
    ("publication.where", " ", "PR116", "web page"),
    ("publication.companions", [{"title": "Response", "date": date(2016, 7, 1)}], "PR119", "1 July 2016"),
    ("impact_plan", None, "PR120", "no plan"),
    ("impact_plan.0.told_by", "", "PR121", "who tells them"),
    ("impact_plan.0.when", None, "PR121", "when"),
    ("impact_plan.0.support", "", "PR121", "with what support"),
    ("invited.1", None, "PR122", "the organisations involved"),
    ("invited.0.took_part", False, "PR123", "did not take part"),
    ("invited.1.took_part", None, "PR123", "Wexmoor Hospitals"),
    ("invited.0.invited", date(2016, 6, 10), "PR124", "10 June 2016"),
    ("impact_plan.0.when", date(2016, 6, 10), "PR125", "10 June 2016"),
    ("told.panel", date(2014, 3, 11), "PR126", "11 March 2014"),
    ("told.ofsted", date(2014, 3, 2), "PR127", "2 March 2014"),
    ("identities", [{"role": "subject", "born": date(2014, 2, 1), "died": date(2014, 1, 1)}], "PR128", "subject"),
    ("proceedings", [{"kind": "coroner", "opened": date(2014, 5, 1)}], "PR129", "9 June 2016"),
    ("proceedings", [{"kind": "criminal", "closed": date(2016, 7, 1)}], "PR129", "1 July 2016"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "rule", "words"), MISTAKES, ids=[f"{m[2]}-{m[0]}" for m in MISTAKES])
def test_each_mistake_gives_the_finding_that_names_it(
    check: Check, path: str, value: Any, rule: str, words: str
) -> None:
    outcome = check(changed(path, value))
    assert set(rules(outcome)) == {rule}
    assert any(words in finding.message for finding in outcome.findings)


@pytest.mark.parametrize(
    ("publication", "expected"),
    [
        ({"publish": False}, ["PR118", "PR117"]),
        ({"publish": False, "reasons": "Any wording would identify the brother."}, ["PR117"]),
        ({"publish": False, "panel_told": date(2016, 5, 1)}, ["PR118"]),
        ({"publish": False, "reasons": "Any wording would identify him.", "panel_told": date(2016, 5, 1)}, []),
    ],
)
def test_not_to_publish_needs_reasons_and_the_panel_told(
    check: Check, publication: dict[str, Any], expected: list[str]
) -> None:
    case = deepcopy(GOOD)
    case["publication"] = publication
    assert rules(check(case)) == expected


def test_a_missing_date_is_unknown_and_never_kept(check: Check) -> None:
    outcome = check(changed("dates.panel_submission", None))
    assert statuses(outcome)["panel"] == "unknown"
    assert "panel_submission" in outcome.findings[0].suggestion


def test_an_empty_case_file_has_every_term_unknown(check: Check) -> None:
    outcome = check({})
    assert set(statuses(outcome).values()) == {"unknown"}
    assert rules(outcome).count("PR108") == 4


LATE = date(2015, 9, 1)
TRIAL = "The review took longer than six months because of the trial."


@pytest.mark.parametrize(
    ("delay", "text", "expected"),
    [
        ({}, "", ["PR102"]),
        ({"reasons": "The trial."}, "", ["PR109"]),
        ({}, TRIAL, ["PR109"]),
        ({"interim_actions": ["A new form in May 2015."]}, "", ["PR102"]),
        ({"reasons": "The trial.", "interim_actions": ["A new form in May 2015."]}, "", []),
        ({"reasons": "The trial.", "interim_actions": [" "]}, "", ["PR109"]),
        ({}, f"{TRIAL} In the meantime the hospital changed its form.", []),
        ({}, "The Board did not wait for the trial before it acted. The review was delayed by the trial.", []),
        ({}, "Her appointment was delayed by the clinic.", ["PR102"]),
    ],
)
def test_lateness_is_excused_only_by_a_reason_and_action_meanwhile(
    check: Check, delay: dict[str, Any], text: str, expected: list[str]
) -> None:
    outcome = check(changed("dates.completion", LATE) | {"delay": delay}, f"{TEXT}\n{text}\n")
    assert rules(outcome) == expected
    assert statuses(outcome)["completion"] == "broken"


def test_a_review_that_waits_for_a_trial_is_late_from_the_day_that_its_term_ends(check: Check) -> None:
    case = changed("dates.completion", None)
    case["dates"] = {key: day for key, day in case["dates"].items() if key in ("notification", "decision", "start")}
    case["proceedings"] = [{"kind": "criminal", "opened": date(2014, 5, 1)}]
    assert "PR110" not in rules(check(case | {"review": {"as_of": date(2014, 9, 10)}}))
    late = check(case | {"review": {"as_of": date(2014, 9, 11)}})
    assert "10 September 2014" in next(f.message for f in late.findings if f.rule.id == "PR110")
    assert statuses(late)["completion"] == "broken"
    excused = case | {"review": {"as_of": date(2015, 1, 5)}, "delay": {"reasons": "The trial."}}
    assert "PR109" in rules(check(excused))
    excused["delay"] = {"reasons": "The trial.", "interim_actions": ["Guidance of July 2014."]}
    assert not {"PR102", "PR109", "PR110"} & set(rules(check(excused)))


@pytest.mark.parametrize(
    ("start", "completion", "kept"),
    [
        (date(2015, 8, 31), date(2016, 2, 29), True),
        (date(2015, 8, 31), date(2016, 3, 1), False),
        (date(2014, 8, 31), date(2015, 2, 28), True),
        (date(2014, 8, 31), date(2015, 3, 1), False),
        (date(2016, 2, 29), date(2016, 8, 29), True),
        (date(2016, 2, 29), date(2016, 8, 30), False),
        (date(2014, 3, 10), date(2014, 3, 10), True),
    ],
)
def test_six_months_end_on_the_same_day_or_the_last_of_the_month(
    check: Check, start: date, completion: date, kept: bool
) -> None:
    case = changed("dates.start", start)
    case["dates"] |= {"completion": completion, "decision": start, "notification": start}
    assert statuses(check(case))["completion"] == ("kept" if kept else "broken")


def test_a_year_on_the_website_from_a_leap_day_ends_on_the_last_of_february(check: Check) -> None:
    case = changed("dates.publication", date(2016, 2, 29))
    case["dates"] |= {"panel_submission": date(2016, 2, 22), "on_website_until": date(2017, 2, 28)}
    case["impact_plan"][0]["when"] = date(2016, 2, 1)
    assert rules(check(case)) == []
    case["dates"]["on_website_until"] = date(2017, 2, 27)
    assert rules(check(case)) == ["PR104"]


def test_bank_holidays_in_the_panels_week_are_noted(check: Check) -> None:
    case = changed("dates.publication", date(2016, 3, 31))
    case["dates"] |= {"panel_submission": date(2016, 3, 24), "on_website_until": date(2017, 3, 31)}
    case["impact_plan"][0]["when"] = date(2016, 3, 1)
    outcome = check(case)
    assert rules(outcome) == []
    panel = next(step for step in outcome.process if step.id == "panel")
    assert panel.detail.endswith("bank holidays in between: Good Friday 25 March 2016, Easter Monday 28 March 2016")


def test_a_companion_that_was_not_given_is_said_to_be_unchecked(check: Check) -> None:
    case = changed("publication.companions", [{"title": "The Board's response"}])
    outcome = check(case)
    assert rules(outcome) == []
    assert "“The Board's response”" in outcome.unchecked[0]
    assert "--companion" in outcome.unchecked[0]


def test_honours_after_a_reviewers_name_do_not_hide_it(check: Check) -> None:
    assert rules(check(changed("reviewer.0.name", "Ada Fairweather OBE"))) == []


def test_no_message_prints_what_stands_under_identities(check: Check) -> None:
    person = {"role": "subject", "names": ["Jaxon Skelhorn"], "born": date(2014, 2, 1), "died": date(2014, 1, 1)}
    outcome = check(changed("identities", [person]))
    assert not any("Skelhorn" in f.message or "2014" in f.message for f in outcome.findings if f.rule.id == "PR128")


def test_without_a_case_file_it_says_that_nothing_was_checked(make_document: Callable[..., Document]) -> None:
    document = make_document("A draft.")
    outcome = run(Subject(document, Annotations(document, (), "none"), load_profile(), Project(), None))
    assert outcome.process == ()
    assert "--case" in outcome.unchecked[0]
