"""What a timeline shows, before it is drawn: dated events, terms with their state, and a scale of days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scr_publish.checks.process.names import DATE_NAMES, PROCEEDINGS_NAMES
from scr_publish.checks.process.terms import COMPLETION, TermState, term_states
from scr_publish.config.case import CaseFile
from scr_publish.config.durations import add_months, long_date
from scr_publish.config.profile import Profile

_FEW_MONTHS = 18


@dataclass(frozen=True)
class Event:
    """Something that has a day, or a first and a last day (`end`); `open` where it has not ended."""

    called: str
    day: date
    end: date | None = None
    open: bool = False

    @property
    def name(self) -> str:
        """What it is, with a capital."""
        return self.called[:1].upper() + self.called[1:]


@dataclass(frozen=True)
class TermLine:
    """A term and its state. `start` and `limit` bound it where they are known; `detail` is for a person."""

    title: str
    status: str
    start: date | None
    limit: date | None
    day: date | None
    detail: str


@dataclass(frozen=True)
class Chart:
    """A review's timeline. `first` and `last` are the ends of the scale; None where the case file has no date."""

    title: str
    profile: str
    events: tuple[Event, ...]
    terms: tuple[TermLine, ...]
    unknown: tuple[str, ...]
    as_of: date | None = None
    first: date | None = None
    last: date | None = None

    def at(self, day: date) -> float:
        """Where a day lies on the scale, from 0 to 1."""
        assert self.first
        assert self.last
        return (day - self.first).days / max(1, (self.last - self.first).days)

    def ticks(self) -> Iterator[tuple[date, str]]:
        """The marks of the scale: years, or every third month where the whole is short."""
        assert self.first
        assert self.last
        short = add_months(self.first, _FEW_MONTHS) >= self.last
        day = date(self.first.year, 1, 1)
        while day <= self.last:
            if day >= self.first:
                yield day, f"{day:%b %Y}" if short else str(day.year)
            day = add_months(day, 3 if short else 12)


def chart_of(case: CaseFile, profile: Profile) -> Chart:
    """The timeline of a case file under a profile."""
    states = term_states(profile, case.dates, case.review.as_of)
    events = sorted(_events(case, profile), key=lambda event: event.day)
    terms = tuple(_term_line(state, case) for state in states)
    days = [day for event in events for day in (event.day, event.end) if day]
    days += [day for line in terms for day in (line.start, line.limit, line.day) if day and line.start]
    days += [case.review.as_of] if case.review.as_of and days else []
    asked = {key for term in profile.terms.values() if term.asked for key in (term.earlier, term.later)}
    return Chart(
        title=" · ".join(filter(None, (profile.title, case.review.subject))),
        profile=profile.name,
        events=tuple(events),
        terms=terms,
        unknown=tuple(DATE_NAMES[key] for key in DATE_NAMES if key in asked and getattr(case.dates, key) is None),
        as_of=case.review.as_of,
        first=min(days) if days else None,
        last=max(days) if days else None,
    )


def _events(case: CaseFile, profile: Profile) -> Iterator[Event]:
    for key, name in DATE_NAMES.items():
        if (day := getattr(case.dates, key)) is not None:
            yield Event(name, day)
    for key, who in profile.told.items():
        if (day := getattr(case.told, key)) is not None:
            yield Event(f"{who} told", day)
    for item in case.proceedings:
        if item.opened:
            yield Event(PROCEEDINGS_NAMES[item.kind], item.opened, item.closed, open=item.closed is None)
    for person in case.impact_plan:
        if person.when:
            yield Event(f"{person.who} told of publication", person.when)


def _term_line(state: TermState, case: CaseFile) -> TermLine:
    term = state.term
    detail = []
    if term.length and state.earlier and state.limit:
        edge = "by" if term.within else "not before"
        detail.append(f"{term.length} from {DATE_NAMES[term.earlier]}: {edge} {long_date(state.limit)}")
    if state.later:
        detail.append(f"{DATE_NAMES[term.later]} {long_date(state.later)}")
    detail += [f"no date for {DATE_NAMES[key]}" for key in state.missing]
    if state.status == "broken" and term.later in COMPLETION and term.within:
        recorded = bool(case.delay.reasons.strip()) and any(item.strip() for item in case.delay.interim_actions)
        detail.append("reasons and interim actions are recorded" if recorded else "no reasons with interim actions")
    return TermLine(term.title, state.status, state.earlier, state.limit, state.later, "; ".join(detail))
