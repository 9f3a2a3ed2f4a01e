"""Exact dates in every way of writing, read into day, month and year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from scr_publish.screening import Screened, folded, screened
from scr_publish.spans import Disjoint

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth",
    "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first",
)  # fmt: skip
CENTURY_TURNS = 40
"""A year of two figures up to this one is of this century: nobody in a review is born after it."""

_MONTH = "|".join(f"{m[:3]}(?:{m[3:]}|t)?" if m == "september" else f"{m[:3]}(?:{m[3:]})?" for m in MONTHS)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_NTH = r"(?:st|nd|rd|th)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\ (?:the\ )?)?"
_YEAR = r"(?:(?:18|19|20)\d{2}|['’]\d{2}(?!\d))"
_SHORT_YEAR = (
    r"(?:(?:18|19|20)\d{2}|['’]?\d{2})(?![\d:]|\.\d|%|\ (?:years?|months?|weeks?|days?|hours?|minutes?)\b"
    rf"|(?:{_NTH})?(?:\ of)?\ (?:{_MONTH})(?![a-z]))"
)
_END = r"(?![^\W_]|[/-]\d|\.\d)"
_START = r"(?<![^\W_])(?<![£$€])(?<!\d[./-])"

_WORDED = screened(
    rf"""{_START}{_WEEKDAY}(?:(?P<day>{_DAY}){_NTH}?|(?P<ordinal>{"|".join(reversed(ORDINALS))}))
    (?:\ ?(?:-|–|—|to|and|until|or|/|&)\ ?{_WEEKDAY}(?P<last>{_DAY}){_NTH}?)?
    (?:\ (?:day\ )?of\ |[\ ./_-]?)(?P<month>{_MONTH})(?![a-z])(?:\.(?=\ ?['’\d]))?
    (?:(?:,?\ |[./_-]?|,|(?=['’]))(?:in\ )?(?P<year>{_SHORT_YEAR}))?{_END}""",
    re.IGNORECASE | re.VERBOSE,
)
_AMERICAN = screened(
    rf"""{_START}{_WEEKDAY}(?P<month>{_MONTH})\b\.?\ (?:the\ )?(?P<day>{_DAY})(?:(?P<nth>{_NTH})|(?=,?\ {_YEAR}\b))
    (?:,?\ (?P<year>{_YEAR}))?{_END}""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMERIC = screened(
    rf"{_START}(?P<day>{_DAY})(?P<sep>[/._-]| [/.-] )(?P<month>{_DAY})(?P=sep)(?P<year>(?:18|19|20)?\d{{2}}){_END}"
)
_SPACED = screened(rf"{_START}(?P<day>0[1-9]|[12]\d|3[01]) (?P<month>0[1-9]|1[0-2]) (?P<year>(?:19|20)\d{{2}}){_END}")
_ISO = screened(
    rf"{_START}(?P<year>(?:18|19|20)\d{{2}})(?P<sep>[-/._])(?P<month>0?[1-9]|1[0-2])(?P=sep)(?P<day>{_DAY})(?![\d]|[/-]\d)"
)
_RUN = screened(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")

_LOGGED = re.compile(
    r"(?:(?:^|(?<=[\n.;>]\ ))(?=\d\d[/.]\d\d:?\ (?:[012]\d:?[0-5]\d(?:hrs)?\b|[A-Z]{2,}\b|[-–—]\ |[A-Z][a-z]+\ ))|"
    r"(?<=(?<=[\s.(])[012]\d[0-5]\d\ )(?=\d\d/\d\d\ )|(?<=[a-zA-Z.?!)]\ )(?=\d\d/\d\d\ [012]\d:?[0-5]\d\b)|"
    r"(?<=[a-zA-Z.?!)]\ )(?=\d\d/\d\d\ [A-Z]{2,}\ [A-Z]{2,})|"
    r"\b(?:[Oo]n|[Dd]ated|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|[Mm]on|[Tt]ues?|[Ww]eds?|[Tt]hurs?|[Ff]ri|[Ss]at|[Ss]un)\ )"
    r"(?P<day>3[01]|[12]\d|0?[1-9])(?P<sep>[/.])(?P<month>1[0-2]|0?[1-9])(?![\w%£/]|[./:-]\d)"
    r"(?!\ (?:per|of|hours?|days?|weeks?|months?|years?|p\.?m|a\.?m|pm|am|miles?|kg)\b)",
)
"""A day and a month without a year, as logs date their entries: "12/02 1803 CALLER …", "Fri 18/3", "on 9/11"."""

_FEAST_DAYS = {
    "new year's eve": (31, 12),
    "new year's day": (1, 1),
    "christmas eve": (24, 12),
    "christmas day": (25, 12),
    "boxing day": (26, 12),
    "valentine's day": (14, 2),
    "bonfire night": (5, 11),
}
_MOVING_FEASTS = (
    "shrove tuesday", "ash wednesday", "palm sunday", "maundy thursday", "good friday", "easter sunday",
    "easter monday", "whit monday", "ascension day", "remembrance sunday", "mother's day", "mothering sunday",
    "father's day",
)  # fmt: skip
_FEAST = screened(
    rf"\b(?P<feast>{'|'.join([*_FEAST_DAYS, *_MOVING_FEASTS])})(?:,? (?:of |in )?(?P<year>(?:19|20)\d{{2}}))\b",
    re.IGNORECASE,
)
"""A feast with its year is one day: "Boxing Day 2019"."""

_DAY_ONLY = screened(
    rf"{_START}(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|weds?|thurs?|fri|sat|sun)\.?,?\ (?:the\ )?"
    rf"(?:(?P<day>{_DAY}){_NTH}|(?P<ordinal>{'|'.join(reversed(ORDINALS))})){_END}"
    rf"(?!\ (?:of|day|time|week|visit|floor|{_MONTH})\b)|"
    rf"\b(?:on|by|until|till|from|since|before|after)\ the\ (?P<nth>{_DAY}){_NTH}"
    rf"(?=[.,;:)\]]|\ (?:he|she|they|i|we|and|when)\b|$)",
    re.IGNORECASE | re.VERBOSE,
)
"""A day of a month that the text has named before, or leaves out: "Tuesday the 4th", "until the 25th"."""

_NOT_A_DATE = re.compile(
    r"\b(?:table|version|draft|figure|chapter|part|phase|appendix|volume|"
    r"para(?:graph)?s?|sections?|item|finding|v)\.? ?$",
    re.IGNORECASE,
)
"""What makes the number after it something else than a day: "Draft 2 March 2015", "paragraph 5.3.13"."""


@dataclass(frozen=True, slots=True)
class ExactDate:
    """A day as written at `text[start:end]`; `year` is None and `month` 0 where the text leaves them out. A range
    ("1 to 3 May") is one date with its `last` day."""

    start: int
    end: int
    day: int
    month: int
    year: int | None
    last: int = 0

    def same_day(self, other: date) -> bool:
        """Whether it can be that day: same day and month, and the same year where one is written. The first and the
        last day of a range count."""
        return other.month == self.month and other.day in (self.day, self.last) and self.year in (None, other.year)

    @property
    def as_date(self) -> date | None:
        """The day in the calendar, or None where the year is not written."""
        return date(self.year, self.month, self.day) if self.year and self.month else None


def find_dates(text: str, *, in_names: bool = False) -> list[ExactDate]:
    """The exact dates in a text, in order, without overlap. `in_names` also reads eight figures run together, as file
    names and metadata have them."""
    if not any(char.isdigit() for char in text) and " of " not in text and "day the " not in text:
        return []
    patterns = [_ISO, _WORDED, _AMERICAN, _NUMERIC, _SPACED, *([_RUN] if in_names else [])]
    taken = Disjoint()
    lowered = folded(text)
    read = chain.from_iterable(_read(pattern, text, lowered) for pattern in patterns)
    found = [item for item in chain(read, _feasts(text), _logged(text)) if taken.add(item.start, item.end)]
    for match in _DAY_ONLY.finditer(text, lowered):
        start = match.start("nth") - len("the ") if match.group("nth") else match.start()
        if taken.add(start, match.end()):
            day = int(match.group("nth")) if match.group("nth") else _day(match.groupdict())
            found.append(ExactDate(start, match.end(), day, 0, None))
    return sorted(found, key=lambda item: item.start)


def _feasts(text: str) -> Iterator[ExactDate]:
    plain = text.replace("’", "'")
    for match in _FEAST.finditer(plain, folded(plain)):
        day, month = _FEAST_DAYS.get(match.group("feast").lower(), (0, 0))
        yield ExactDate(match.start(), match.end(), day, month, int(match.group("year")))


def _logged(text: str) -> Iterator[ExactDate]:
    for match in _LOGGED.finditer(text):
        day, month = int(match.group("day")), int(match.group("month"))
        if _exists(day, month, None) and not _NOT_A_DATE.search(
            text, max(0, match.start("day") - 14), match.start("day")
        ):
            yield ExactDate(match.start("day"), match.end(), day, month, None)


def _read(pattern: Screened, text: str, lowered: str) -> Iterator[ExactDate]:
    for match in pattern.finditer(text, lowered):
        parts = match.groupdict()
        if _NOT_A_DATE.search(text, max(0, match.start() - 14), match.start()):
            continue
        day, month, year = _day(parts), _month(parts["month"]), _year(parts.get("year"))
        if month > 12 >= day:
            day, month = month, day
        if _exists(day, month, year):
            yield ExactDate(match.start(), match.end(), day, month, year, int(parts.get("last") or 0))


def _day(parts: dict[str, str | None]) -> int:
    if parts.get("ordinal"):
        return ORDINALS.index((parts["ordinal"] or "").lower()) + 1
    return int(parts["day"] or 0)


def _month(text: str | None) -> int:
    assert text
    if text.isdigit():
        return int(text)
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(text[:3].lower()))


def _year(text: str | None) -> int | None:
    if not text:
        return None
    digits = text.lstrip("'’")
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) <= CENTURY_TURNS else 1900)


def _exists(day: int, month: int, year: int | None) -> bool:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True


def season(day: ExactDate) -> str:
    """The date as a report may give it: "spring 2014", "early 2014", or without a year "that spring"."""
    names = (
        "early",
        "early",
        "spring",
        "spring",
        "spring",
        "summer",
        "summer",
        "summer",
        "autumn",
        "autumn",
        "autumn",
        "late",
    )
    if not day.month:
        return "that month"
    name = names[day.month - 1]
    if day.year:
        return f"{name} {day.year}"
    return f"that {name}" if name in ("spring", "summer", "autumn") else "that winter"
