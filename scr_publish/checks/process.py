"""The process of the review and its dates, as the case file gives them, held against the profile's terms.

Without a case file nothing here can be checked, and the outcome says so."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from scr_publish.checks.base import Checker, Subject
from scr_publish.config.case import Dates
from scr_publish.findings import Finding, Outcome, ProcessStep

ORDER = (
    ("incident", "the incident"),
    ("notification", "the notification"),
    ("decision", "the decision"),
    ("start", "the start of the review"),
    ("completion", "its completion"),
    ("panel_submission", "the copy for the national panel"),
    ("publication", "publication"),
    ("on_website_until", "the end of its time on the website"),
)
"""The dates of the case file in the order in which they must fall, with their names for a person."""

TITLES = dict(ORDER)


@dataclass(frozen=True)
class Term:
    """A term of the guidance between two dates of the case file: `rule` is broken where `later` falls outside it.

    `at_least` terms are kept when the gap is that long or longer, the others when it is no longer."""

    id: str
    title: str
    rule: str
    earlier: str
    later: str
    months: int = 0
    days: int = 0
    at_least: bool = False

    @property
    def words(self) -> str:
        """The term for a person: "one month", "7 days"."""
        if self.months:
            return "one month" if self.months == 1 else f"{self.months} months"
        return "one week" if self.days == 7 else f"{self.days} days"

    def limit(self, earlier: date) -> date:
        """The last day (or, for an `at_least` term, the first) on which the later date keeps the term."""
        return add_months(earlier, self.months) + timedelta(days=self.days)

    def kept(self, earlier: date, later: date) -> bool:
        """Whether the two dates keep the term."""
        return later >= self.limit(earlier) if self.at_least else later <= self.limit(earlier)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last of that month where it is shorter."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def long_date(day: date) -> str:
    """A date as a report writes it: "9 June 2016"."""
    return f"{day.day} {day:%B %Y}"


def terms(subject: Subject) -> list[Term]:
    """The profile's terms."""
    timing = subject.profile.timing
    found = []
    if timing.decision_months or timing.decision_days:
        found.append(
            Term(
                "decision",
                "Decision in time",
                "PR101",
                "notification",
                "decision",
                months=timing.decision_months or 0,
                days=timing.decision_days or 0,
            )
        )
    if timing.completion_months:
        found.append(
            Term(
                "completion",
                "Completed in time",
                "PR102",
                "start",
                "completion",
                months=timing.completion_months,
            )
        )
    if timing.panel_days:
        found.append(
            Term(
                "panel",
                "Copy to the national panel before publication",
                "PR103",
                "panel_submission",
                "publication",
                days=timing.panel_days,
                at_least=True,
            )
        )
    if timing.website_months:
        found.append(
            Term(
                "website",
                "Stays on the website",
                "PR104",
                "publication",
                "on_website_until",
                months=timing.website_months,
                at_least=True,
            )
        )
    return found


def run(subject: Subject) -> Outcome:
    """Check the dates, who was told, and that the reviewer is named."""
    if subject.case is None:
        return Outcome(unchecked=("the process and its dates, because no case file was given (--case)",))
    findings: list[Finding] = list(_order(subject))
    steps = []
    for term in terms(subject):
        step, found = _step(subject, term)
        steps.append(step)
        findings += found
    findings += _told(subject)
    findings += _reviewer(subject)
    return Outcome(findings=tuple(findings), process=tuple(steps))


def _order(subject: Subject) -> Iterator[Finding]:
    """Dates that fall before one that must come first."""
    dates = _dates(subject)
    known = [(key, day) for key, _ in ORDER if (day := getattr(dates, key)) is not None]
    for (first, earlier), (second, later) in pairwise(known):
        if later < earlier:
            yield subject.finding(
                "PR105",
                earlier=long_date(earlier),
                later=long_date(later),
                earlier_name=TITLES[first],
                later_name=TITLES[second],
            )


def _step(subject: Subject, term: Term) -> tuple[ProcessStep, list[Finding]]:
    """One term: kept, broken, or not known because a date is missing."""
    dates = _dates(subject)
    earlier, later = getattr(dates, term.earlier), getattr(dates, term.later)
    for key, day in ((term.earlier, earlier), (term.later, later)):
        if day is None:
            missing = subject.finding(
                "PR108", what=TITLES[key], key=key, term=f"the term “{term.title.lower()}” ({term.words})"
            )
            return ProcessStep(term.id, term.title, "unknown", detail=f"no date for {TITLES[key]}"), [missing]
    assert earlier
    assert later
    detail = f"{TITLES[term.earlier]} {long_date(earlier)}, {TITLES[term.later]} {long_date(later)}"
    if term.kept(earlier, later):
        return ProcessStep(term.id, term.title, "kept", later.isoformat(), detail), []
    step = ProcessStep(term.id, term.title, "broken", later.isoformat(), detail)
    if term.id == "completion" and _explains_delay(subject):
        return step, []
    values: dict[str, Any] = {
        "decision": long_date(later),
        "notification": long_date(earlier),
        "began": long_date(earlier),
        "completion": long_date(later),
        "panel": long_date(earlier),
        "publication": long_date(later if term.id == "panel" else earlier),
        "until": long_date(later),
        "latest": long_date(later - timedelta(days=term.days)),
        "earliest": long_date(term.limit(earlier)),
    }
    return step, [subject.finding(term.rule, term=term.words, **values)]


_DELAY = re.compile(
    r"\b(delay(ed)?|took longer|longer than|extended|postponed|paused|beyond (the )?six months|"
    r"until the (criminal )?trial)\b",
    re.IGNORECASE,
)


def _explains_delay(subject: Subject) -> bool:
    """Whether a sentence about the review itself gives a reason for the time that it took."""
    document = subject.document
    for block in document.blocks:
        if block.is_prose:
            words = document.plain(block)
            if _DELAY.search(words) and re.search(r"\b(review|report|publication)\b", words, re.IGNORECASE):
                return True
    return False


def _told(subject: Subject) -> Iterator[Finding]:
    assert subject.case
    for day, who in ((subject.case.told.ofsted, "Ofsted"), (subject.case.told.panel, "the national panel")):
        if day is None:
            yield subject.finding("PR106", who=who)


def _reviewer(subject: Subject) -> Iterator[Finding]:
    """A lead reviewer of the case file whose surname stands nowhere in the report."""
    assert subject.case
    text = " ".join(subject.document.text.split()).casefold()
    for reviewer in subject.case.reviewer:
        if reviewer.name.split()[-1].casefold() not in text:
            yield subject.finding("PR107")


def _dates(subject: Subject) -> Dates:
    assert subject.case
    return subject.case.dates


CHECKER = Checker("process", ("PR101", "PR102", "PR103", "PR104", "PR105", "PR106", "PR107", "PR108"), run)
