"""Days, months, seasons and years as a report writes them, each as the first and the last day that it can mean."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from scr_publish.recognisers.dates import MONTHS, find_dates
from scr_publish.spans import Disjoint

_MONTH = "|".join(f"{name[:3]}(?:{name[3:]}|t)?" if len(name) > 4 else name for name in MONTHS)
_YEAR = r"(?P<year>(?:19|20)\d{2})(?![\d/–-]|\.\d)"
_PERIOD = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\.?,? |(?P<season>spring|summer|autumn|winter)(?: of)? "
    rf"|(?P<part>early|mid|late|(?:the )?(?:beginning|start|middle|end) of)[ -]|)(?<![\d./–-]){_YEAR}",
    re.IGNORECASE,
)
_SEASONS = {"spring": (2, 6), "summer": (5, 9), "autumn": (8, 12), "winter": (11, 3)}
_PARTS = {
    "early": (1, 5),
    "beginning": (1, 3),
    "start": (1, 3),
    "mid": (4, 9),
    "middle": (4, 9),
    "late": (8, 12),
    "end": (10, 12),
}
"""Months that a season or a part of a year can mean, with a month to spare on both sides: nobody writes them exactly.
"Winter 2014" is either end of it."""


@dataclass(frozen=True, slots=True)
class Period:
    """A time as written at `text[start:end]`: it lies between `first` and `last`, both included."""

    start: int
    end: int
    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether it can mean that day."""
        return self.first <= day <= self.last

    @property
    def is_exact(self) -> bool:
        """Whether it names a day."""
        return self.first == self.last


def find_periods(text: str) -> list[Period]:
    """The days, months, seasons and years in a text, in order, without overlap. Those without a year are left out."""
    dates = find_dates(text)
    found = [
        Period(item.start, item.end, item.as_date, item.as_date) for item in dates if item.as_date and not item.last
    ]
    taken = Disjoint((item.start, item.end) for item in dates)
    found += [_period(match) for match in _PERIOD.finditer(text) if taken.add(*match.span())]
    return sorted(found, key=lambda item: item.start)


def _period(match: re.Match[str]) -> Period:
    year = int(match["year"])
    if match["month"]:
        month = next(i for i, name in enumerate(MONTHS, 1) if name.startswith(match["month"][:3].lower()))
        return Period(match.start(), match.end(), date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    if match["season"]:
        low, high = _SEASONS[match["season"].lower()]
        if low > high:
            return Period(match.start(), match.end(), date(year - 1, low, 1), date(year + 1, high, 31))
    elif match["part"]:
        words = match["part"].lower().split()
        low, high = _PARTS[next(word for word in words if word in _PARTS)]
    else:
        low, high = 1, 12
    return Period(match.start(), match.end(), date(year, low, 1), date(year, high, monthrange(year, high)[1]))
