"""Lengths of time as guidance states them ("1 month", "7 days", "15 working days") and the arithmetic of the calendar.

Dates here are days without a time zone: guidance counts days, and the case file gives no times."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

Nation = Literal["England", "Wales"]
Unit = Literal["month", "week", "day", "working day"]

_SUBDIVISION: dict[Nation, str] = {"England": "ENG", "Wales": "WLS"}
_WRITTEN = re.compile(r"(\d{1,3}) (month|week|day|working day)s?")
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SATURDAY = 5


@dataclass(frozen=True)
class Duration:
    """So many months, weeks, days or working days, counted in a nation's calendar."""

    number: int
    unit: Unit

    def __str__(self) -> str:
        number = _COUNTED[self.number - 1] if 0 < self.number <= len(_COUNTED) else str(self.number)
        return f"{number} {self.unit}" if self.number == 1 else f"{number} {self.unit}s"

    def after(self, day: date, nation: Nation = "England") -> date:
        """The day so long after another: for months the same day of the month, or its last where it is shorter."""
        if self.unit == "working day":
            return _working_days(day, self.number, nation)
        if self.unit == "month":
            return add_months(day, self.number)
        return day + timedelta(days=self.number * (7 if self.unit == "week" else 1))

    def before(self, day: date, nation: Nation = "England") -> date:
        """The last day from which `after` comes no later than `day`."""
        if self.unit == "working day":
            while not is_working_day(day, nation):
                day -= timedelta(days=1)
            return _working_days(day, -self.number, nation)
        if self.unit == "month":
            earlier = add_months(day, -self.number)
            while self.after(earlier + timedelta(days=1), nation) <= day:
                earlier += timedelta(days=1)
            return earlier
        return day - timedelta(days=self.number * (7 if self.unit == "week" else 1))


def parse_duration(text: str) -> Duration:
    """A duration as a profile writes it. Raises ValueError, with what is allowed, where it is none."""
    match = _WRITTEN.fullmatch(" ".join(text.lower().split()))
    if not match or not int(match.group(1)):
        raise ValueError(f"“{text}” is not a length of time; write “1 month”, “2 weeks”, “7 days” or “15 working days”")
    unit: Unit = next(unit for unit in ("month", "week", "day", "working day") if unit == match.group(2))
    return Duration(int(match.group(1)), unit)


def add_months(day: date, months: int) -> date:
    """The same day so many months on (or back), or the last of that month where it is shorter."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _working_days(day: date, number: int, nation: Nation) -> date:
    """The day after so many working days, back from it where the number is negative. The day itself does not count."""
    step = timedelta(days=1 if number > 0 else -1)
    left = abs(number)
    while left:
        day += step
        left -= is_working_day(day, nation)
    return day


def is_working_day(day: date, nation: Nation = "England") -> bool:
    """Whether a day is neither at a weekend nor a bank holiday."""
    return day.weekday() < _SATURDAY and day not in _bank_holidays(day.year, nation)


def bank_holidays(first: date, last: date, nation: Nation = "England") -> Iterator[tuple[date, str]]:
    """The bank holidays from one day to another, both included, in order, with their names."""
    for year in range(first.year, last.year + 1):
        for day, name in sorted(_bank_holidays(year, nation).items()):
            if first <= day <= last:
                yield day, name


@cache
def _bank_holidays(year: int, nation: Nation) -> dict[date, str]:
    """A year's bank holidays, from the tables of the `holidays` package: they are in it, nothing is fetched."""
    from holidays import country_holidays

    return dict(country_holidays("GB", subdiv=_SUBDIVISION[nation], years=year))


def long_date(day: date) -> str:
    """A date as a report writes it: "9 June 2016"."""
    return f"{day.day} {day:%B %Y}"
