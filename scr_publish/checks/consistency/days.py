"""Days that are not in the calendar, and weekdays that are not those of their dates."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from scr_publish.checks.base import Subject
from scr_publish.document import Kind
from scr_publish.findings import Finding
from scr_publish.recognisers.dates import MONTHS, find_dates

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_WORDED = re.compile(
    r"\b(?P<day>29|[3-9]\d)(?:st|nd|rd|th)?(?: of)? (?P<month>"
    + "|".join(MONTHS)
    + r")\b(?:,? (?P<year>(?:19|20)\d{2})\b)?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?<![\d./-])(?P<day>29|3[01])(?P<sep>[./-])(?P<month>0?[1-9]|1[0-2])(?P=sep)(?P<year>(?:19|20)\d{2})(?![\d/-])"
)
_WEEKDAY_BEFORE = re.compile(r"\b(" + "|".join(WEEKDAYS) + r"),?(?: the)? $", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_WEEKDAY_AT_START = re.compile(r"(" + "|".join(WEEKDAYS) + r")\b", re.IGNORECASE)
_LEAP = 2000


def day_findings(subject: Subject) -> Iterator[Finding]:
    """CO211 for a day that does not exist, CO212 for a wrong weekday."""
    document = subject.document
    for block in document.blocks:
        if not block.is_printed or block.kind in (Kind.TOC, Kind.PAGE_NUMBER):
            continue
        text = document.text[block.words_start : block.end]
        at = block.words_start
        for match in (*_WORDED.finditer(text), *_NUMERIC.finditer(text)):
            month, year = _month(match["month"]), int(match["year"] or _LEAP)
            last = monthrange(year, month)[1]
            if int(match["day"]) > last:
                yield subject.finding(
                    "CO211", at + match.start(), at + match.end(), month=MONTHS[month - 1].capitalize(), last=last
                )
        for start, end, said, right in _weekdays(text):
            yield subject.finding("CO212", at + start, at + end, said=said, right=right)


def _month(text: str) -> int:
    return int(text) if text.isdigit() else MONTHS.index(text.lower()) + 1


def _weekdays(text: str) -> Iterator[tuple[int, int, str, str]]:
    """The dates with a weekday before them that is another day's: place, the weekday said, the right one."""
    if not _WEEKDAY.search(text):
        return
    for item in find_dates(text):
        day = item.as_date
        if day is None or item.last:
            continue
        before = _WEEKDAY_BEFORE.search(text[max(0, item.start - 16) : item.start])
        within = _WEEKDAY_AT_START.match(text, item.start, item.end)
        match = before or within
        if match and match.group(1).capitalize() != (right := WEEKDAYS[day.weekday()]):
            start = item.start - len(before.group()) if before else item.start
            yield start, item.end, match.group(1).capitalize(), right
