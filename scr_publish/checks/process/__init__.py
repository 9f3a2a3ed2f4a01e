"""The process of the review, as the case file gives it, held against the profile's terms and the report's own words.

Without a case file nothing here can be checked, and the outcome says so."""

from __future__ import annotations

from scr_publish.checks.base import Checker, Subject
from scr_publish.checks.process.order import calendar_findings
from scr_publish.checks.process.people import people_findings
from scr_publish.checks.process.publication import companions_unread, publication_findings
from scr_publish.checks.process.stated import stated_findings
from scr_publish.checks.process.terms import term_outcomes
from scr_publish.findings import Outcome
from scr_publish.rules import Category, catalogue


def run(subject: Subject) -> Outcome:
    """Every finding about the process, and each term with its dates: kept, broken, or unknown."""
    if subject.case is None:
        return Outcome(unchecked=("the process and its dates, because no case file was given (--case)",))
    case = subject.case
    steps, late = term_outcomes(subject, case)
    return Outcome(
        findings=(
            *calendar_findings(subject, case),
            *late,
            *people_findings(subject, case),
            *publication_findings(subject, case),
            *stated_findings(subject, case),
        ),
        process=tuple(steps),
        unchecked=tuple(companions_unread(subject, case)),
    )


RULES = tuple(rule.id for rule in catalogue().values() if rule.category is Category.PROCESS and not rule.is_of_archive)
CHECKER = Checker("process", RULES, run)
