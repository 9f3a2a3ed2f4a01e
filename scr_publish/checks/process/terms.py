"""The terms that a profile sets between dates of the case file: kept, broken, or unknown because a date is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from scr_publish.checks.base import Subject
from scr_publish.checks.process.delay import says_why, tells_of_interim_action
from scr_publish.checks.process.names import DATE_NAMES
from scr_publish.config.case import CaseFile, Dates
from scr_publish.config.durations import Nation, bank_holidays, long_date
from scr_publish.config.profile import Profile, Term
from scr_publish.findings import Finding, ProcessStep

COMPLETION = ("completion", "publication")
"""The later dates of terms that reasons and interim actions may excuse: no guidance lets the others be late."""


@dataclass(frozen=True)
class TermState:
    """A term held against the dates. `limit` is the last day on which the later date keeps it, or the first day for a
    term that asks for a wait; None where the earlier date is unknown. `missing` are the keys of unknown dates."""

    id: str
    term: Term
    status: Literal["kept", "broken", "unknown"]
    earlier: date | None
    later: date | None
    limit: date | None
    missing: tuple[str, ...] = ()


def term_states(profile: Profile, dates: Dates, as_of: date | None = None) -> list[TermState]:
    """Every term of a profile held against the dates of a case file.

    A term with an unknown date is never kept. It is broken already where its last day lies before `as_of`, the day
    on which the case file was last brought up to date, and the later date has still not come."""
    return [_state(key, term, dates, profile.nation, as_of) for key, term in profile.terms.items() if term.asked]


def _state(key: str, term: Term, dates: Dates, nation: Nation, as_of: date | None) -> TermState:
    earlier, later = getattr(dates, term.earlier), getattr(dates, term.later)
    missing = tuple(name for name, day in ((term.earlier, earlier), (term.later, later)) if day is None)
    length = term.length
    limit = (length.after(earlier, nation) if length else earlier) if earlier else None
    if missing:
        overdue = limit is not None and as_of is not None and bool(term.within) and as_of > limit
        return TermState(key, term, "broken" if overdue else "unknown", earlier, later, limit, missing)
    kept = later <= limit if term.within else later >= limit
    return TermState(key, term, "kept" if kept else "broken", earlier, later, limit)


def term_outcomes(subject: Subject, case: CaseFile) -> tuple[list[ProcessStep], list[Finding]]:
    """The steps of the process, and a finding for each term that is broken or could not be checked."""
    steps, findings = [], []
    for state in term_states(subject.profile, case.dates, case.review.as_of):
        steps.append(_step(state, subject.profile.nation))
        if state.status == "broken":
            found = _broken(subject, case, state)
            findings += [found] if found else []
        elif state.missing:
            findings.append(_unknown(subject, state))
    return steps, findings


def _step(state: TermState, nation: Nation) -> ProcessStep:
    term = state.term
    known = [
        f"{DATE_NAMES[key]} {long_date(day)}"
        for key, day in ((term.earlier, state.earlier), (term.later, state.later))
        if day
    ]
    detail = ", ".join([*known, *(f"no date for {DATE_NAMES[key]}" for key in state.missing)])
    holidays = _holidays_between(state, nation)
    if holidays:
        detail += f"; bank holidays in between: {holidays}"
    return ProcessStep(state.id, term.title, state.status, state.later.isoformat() if state.later else "", detail)


def _holidays_between(state: TermState, nation: Nation) -> str:
    """The bank holidays within a short term: nobody reads a copy on them, whether or not guidance counts them."""
    length = state.term.length
    if not length or length.unit == "month" or not state.earlier or not state.later:
        return ""
    first, last = sorted((state.earlier, state.later))
    found = [f"{name} {long_date(day)}" for day, name in bank_holidays(first, last, nation)]
    return ", ".join(found) if len(found) <= 3 else ""


def _unknown(subject: Subject, state: TermState) -> Finding:
    key = state.missing[0]
    length = f" ({state.term.length})" if state.term.length else ""
    return subject.finding(
        "PR108", what=DATE_NAMES[key], key=key, term=f"the term “{state.term.title.lower()}”{length}",
        evidence={"term": state.id},
    )  # fmt: skip


def _broken(subject: Subject, case: CaseFile, state: TermState) -> Finding | None:
    if state.term.later in COMPLETION and state.term.within:
        if says_why(subject, case):
            return None if tells_of_interim_action(subject, case) else _late(subject, case, "PR109", state)
        if state.later is None:
            return _late(subject, case, "PR110", state)
    return _late(subject, case, state.term.rule, state)


def _late(subject: Subject, case: CaseFile, rule_id: str, state: TermState) -> Finding:
    """A finding that names both dates, the term, and the day that would have kept it."""
    term, nation = state.term, subject.profile.nation
    assert state.earlier
    assert state.limit
    later = state.later or case.review.as_of
    assert later
    latest = term.length.before(later, nation) if term.length else later
    return subject.finding(
        rule_id,
        term=str(term.length) if term.length else "",
        term_title=term.title.lower(),
        earlier_name=DATE_NAMES[term.earlier],
        earlier=long_date(state.earlier),
        later_name=DATE_NAMES[term.later],
        later=long_date(later),
        limit=long_date(state.limit),
        latest=long_date(latest),
        evidence={"term": state.id},
    )
