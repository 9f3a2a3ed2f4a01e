"""Intervals that do not fit their dates ("three days later, on …"), spans that end before they begin, and rows of a
chronology out of order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from scr_publish.checks.base import Subject
from scr_publish.checks.content.numbering import NUMBER_WORDS
from scr_publish.config.durations import add_months, long_date
from scr_publish.document import Block, Document, Kind, Surface
from scr_publish.findings import Finding
from scr_publish.recognisers.dates import ExactDate, find_dates

_LATER = re.compile(
    r"\b(?P<about>about |around |some |nearly |almost |just over |over |just under )?"
    r"(?P<number>\d{1,3}|a|one|the following|the next|"
    + "|".join(NUMBER_WORDS)
    + r")\s?(?P<unit>days?|weeks?|months?)(?P<later> later| after that)?,?\s"
    r"(?:\()?(?:on|that is|namely|i\.e\.)?,?\s?(?:the )?$",
    re.IGNORECASE,
)
_WORTH_READING = re.compile(r"\b(?:later|after that|following|next|from|between)\b", re.IGNORECASE)
_LAST_WORDS = 60
_SPAN = re.compile(r"^\s?(?:to|until|till|–|-|—|and)\s?(?:the )?$", re.IGNORECASE)
_SPAN_OPENS = re.compile(r"\b(?:from|between)\s(?:the )?$", re.IGNORECASE)
_FEWEST_ROWS = 5
_MOST_INVERSIONS = 0.2
"""A table of fewer dated rows is no chronology; where more rows than this go back, something else orders them."""

_SLACK = {"day": 0, "week": 3, "month": 20}
"""Days by which an interval may be off: nobody counts weeks and months to the day."""


def order_findings(subject: Subject) -> Iterator[Finding]:
    """CO214, CO215 and CO216."""
    document = subject.document
    for block in document.blocks:
        if not block.is_printed or block.kind in (Kind.TOC, Kind.PAGE_NUMBER):
            continue
        text = document.text[block.words_start : block.end].replace("\n", " ")
        if not _WORTH_READING.search(text):
            continue
        dates = [(item, day) for item, day in _with_years(find_dates(text)) if not item.last]
        for (first, earlier), (second, later) in pairwise(dates):
            yield from _interval(subject, block, text, (first, earlier), (second, later))
            yield from _span(subject, block, text, (first, earlier), (second, later))
    for cells in document.tables:
        yield from _chronology(subject, cells)


def _with_years(dates: list[ExactDate]) -> Iterator[tuple[ExactDate, date]]:
    """The dates of a text as days, those without a year in the year of the one before; the others are left out."""
    year: int | None = None
    for item in dates:
        year = item.year or year
        if year and item.month:
            try:
                yield item, date(year, item.month, item.day)
            except ValueError:
                continue


_Dated = tuple[ExactDate, date]


def _interval(subject: Subject, block: Block, text: str, first: _Dated, second: _Dated) -> Iterator[Finding]:
    """An interval that stands right before the later of two dates and is not the time between them."""
    between = text[first[0].end : second[0].start]
    match = _LATER.search(between[-_LAST_WORDS:])
    if match is None or match["about"] or not (match["later"] or match["number"].lower().startswith("the ")):
        return
    written = match["number"].lower()
    number = 1 if written.startswith(("a", "the")) else int(NUMBER_WORDS.get(written, written))
    unit = match["unit"].lower().rstrip("s")
    due = (
        add_months(first[1], number)
        if unit == "month"
        else first[1] + timedelta(days=number * (7 if unit == "week" else 1))
    )
    slack = _SLACK[unit]
    if abs((second[1] - due).days) <= slack or (second[0].year is None and abs((second[1] - due).days) > 300):
        return
    start = second[0].start - len(match.group())
    at = block.words_start
    yield subject.finding(
        "CO214", at + start, at + second[0].end, earlier=long_date(first[1]), days=str((second[1] - first[1]).days)
    )


def _span(subject: Subject, block: Block, text: str, first: _Dated, second: _Dated) -> Iterator[Finding]:
    """A span that runs backwards: "from 3 May 2014 to 1 May 2014"."""
    if not _SPAN.match(text[first[0].end : second[0].start]) or not _SPAN_OPENS.search(text[: first[0].start]):
        return
    if first[0].year and second[0].year and second[1] < first[1]:
        at = block.words_start
        yield subject.finding("CO215", at + first[0].start, at + second[0].end)


def _chronology(subject: Subject, cells: tuple[Block, ...]) -> Iterator[Finding]:
    """Rows of a chronology whose date is earlier than that of the row above, where nearly all rows are in order."""
    rows = list(_dated_rows(subject.document, cells))
    back = [i for i in range(1, len(rows)) if rows[i][1] < rows[i - 1][1]]
    if len(rows) < _FEWEST_ROWS or len(back) > _MOST_INVERSIONS * len(rows):
        return
    for i in back:
        block = rows[i][0]
        yield subject.finding("CO216", block.start, block.end, before=long_date(rows[i - 1][1]))


def _dated_rows(document: Document, cells: tuple[Block, ...]) -> Iterator[tuple[Block, date]]:
    """The cells of a first column that are no more than a date."""
    for block in cells:
        if block.surface is not Surface.VISIBLE or not block.cell or block.cell.column != 1 or block.cell.header:
            continue
        text = document.plain(block)
        dates = find_dates(text)
        day = dates[0].as_date if len(dates) == 1 else None
        if day and len(text) <= dates[0].end - dates[0].start + 16:
            yield block, day
