"""Dates of the case file that contradict each other or the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from scr_publish.checks.base import Subject
from scr_publish.checks.process.names import DATE_NAMES, PAST, PROCEEDINGS_NAMES
from scr_publish.config.case import CaseFile
from scr_publish.config.durations import long_date
from scr_publish.findings import Finding


def calendar_findings(subject: Subject, case: CaseFile) -> Iterator[Finding]:
    """Dates that fall before one that must come first, and dates that lie in the future."""
    terms = {(term.earlier, term.later) for term in subject.profile.terms.values() if term.asked and not term.length}
    known = [(key, day) for key in DATE_NAMES if (day := getattr(case.dates, key)) is not None]
    for (first, earlier), (second, later) in pairwise(known):
        if later < earlier and (first, second) not in terms:
            yield _contradiction(subject, DATE_NAMES[first], earlier, DATE_NAMES[second], later)
    for item in case.proceedings:
        name = PROCEEDINGS_NAMES[item.kind]
        if item.opened and item.closed and item.closed < item.opened:
            yield _contradiction(subject, f"the opening of {name}", item.opened, "their end", item.closed)
    for person in case.identities:
        if person.born and person.died and person.died < person.born:
            yield subject.finding("PR128", role=person.role or "a person")
    yield from _in_the_future(subject, case)


def _contradiction(subject: Subject, first: str, earlier: date, second: str, later: date) -> Finding:
    return subject.finding(
        "PR105", earlier=long_date(earlier), later=long_date(later), earlier_name=first, later_name=second
    )


def _in_the_future(subject: Subject, case: CaseFile) -> Iterator[Finding]:
    """Dates after the day on which the case file was brought up to date, for what must have happened by then."""
    as_of = case.review.as_of
    if as_of is None:
        return
    dated = [(DATE_NAMES[key], getattr(case.dates, key)) for key in PAST]
    dated += [(f"when {name} was told", getattr(case.told, key)) for key, name in subject.profile.told.items()]
    dated += [(f"the opening of {PROCEEDINGS_NAMES[item.kind]}", item.opened) for item in case.proceedings]
    for name, day in dated:
        if day and day > as_of:
            yield subject.finding("PR111", what=name, day=long_date(day), as_of=long_date(as_of))
