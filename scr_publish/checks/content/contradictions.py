"""Where the report and a companion say different things: how many recommendations there are, by when one is to be
carried out, and whether it has been."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scr_publish.checks.base import Subject
from scr_publish.checks.content.numbering import NUMBER_WORDS, plain_number, row_number
from scr_publish.checks.content.outline import Outline
from scr_publish.checks.content.reading import Companion, Reading
from scr_publish.document import Block
from scr_publish.findings import Finding

CONTRADICTION_RULES = ("AI104", "AI105", "AI106")

_COUNTED = "|".join(NUMBER_WORDS)
_HOW_MANY = re.compile(
    rf"\b(?:makes?|made|contains?|contained|has|all|with|of|the|its|sets? out|are) (?:the |its |a total of )?"
    rf"(?P<number>\d{{1,2}}|{_COUNTED}) (?:\w+ )?recommendations?\b",
    re.IGNORECASE,
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = re.compile(
    r"\b(" + "|".join(month[:3] for month in _MONTHS) + r")[a-z]*\.?[ -]*(?:20)?(\d{2})\b", re.IGNORECASE
)
_FIGURES = re.compile(r"\b(?:\d{1,2}[./-])?(\d{1,2})[./-](?:20)?(\d{2})\b")
_DONE = re.compile(r"\b(?:complete[d]?|done|closed|implemented|achieved|green|blue|yes)\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:not (?:yet )?(?:started|begun|complete|completed|done|met|implemented)|outstanding|overdue|red|delayed"
    r"|on hold|pending|in progress|ongoing|under way|underway|amber|partly|partially|no)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Cell:
    """What a row of a response table gives for a recommendation: the words, the cell, and their reading."""

    text: str
    block: Block
    value: str


def contradictions(subject: Subject, reading: Reading) -> Iterator[Finding]:
    """AI104 to AI106, each at the companion's words."""
    for companion in reading.companions:
        yield from _numbers(subject, reading, companion)
        for rule_id, role, meaning in (("AI105", "deadline", month_of), ("AI106", "status", status_of)):
            ours = _by_number(reading.outline, role, meaning)
            if role == "deadline":
                ours = {**_stated(reading), **ours}
            for number, cell in _by_number(companion.outline, role, meaning).items():
                own = ours.get(number)
                if own and own.value != cell.value:
                    yield subject.finding_in(
                        companion.document, rule_id, cell.block.words_start, cell.block.end,
                        number=number, report=own.text, beside=cell.text,
                    )  # fmt: skip


def _numbers(subject: Subject, reading: Reading, companion: Companion) -> Iterator[Finding]:
    count = len(reading.counted)
    if not count:
        return
    document = companion.document
    for block in document.blocks:
        if not block.is_printed:
            continue
        for match in _HOW_MANY.finditer(document.text, block.words_start, block.end):
            said = int(plain_number(match["number"]))
            if said > 1 and said != count and _is_about_all(document.text, match):
                yield subject.finding_in(document, "AI104", match.start(), match.end(), said=said, count=count)
                return


def _is_about_all(text: str, match: re.Match[str]) -> bool:
    """“Four of the recommendations”, “the first two recommendations” and “single-agency recommendations” are a part."""
    around = text[max(0, match.start() - 30) : match.end() + 20].lower()
    return not re.search(r"first|last|other|remaining|further|agency|agencies|local|national|these|those|imr", around)


def _by_number(outline: Outline, role: str, meaning: Callable[[str], str]) -> dict[str, _Cell]:
    """For each recommendation that a response table names, the first cell of a role whose meaning is known."""
    out: dict[str, _Cell] = {}
    rows = {(row.table, row.index): row for row in outline.rows}
    numbers = {
        (place.row.table, place.row.index): number
        for place in outline.places
        if place.row and (number := row_number(outline, place))
    }
    for key, row in rows.items():
        for found, block in row.cells:
            text = outline.document.plain(block)
            value = meaning(text) if found == role else ""
            if value and key in numbers:
                out.setdefault(numbers[key], _Cell(text, block, value))
    return out


def _stated(reading: Reading) -> dict[str, _Cell]:
    """The month that a recommendation names in its own words."""
    out = {}
    for rec in reading.counted:
        value = month_of(rec.text)
        if value:
            out[rec.number] = _Cell(rec.deadline or value, rec.place.block, value)
    return out


def month_of(text: str) -> str:
    """The one month that a text names, as "2017-03"; "" where there is none or more than one."""
    found = {f"20{year}-{_index(name):02d}" for name, year in _MONTH.findall(text)}
    if not found:
        found = {f"20{year}-{int(month):02d}" for month, year in _FIGURES.findall(text) if 1 <= int(month) <= 12}
    return found.pop() if len(found) == 1 else ""


def _index(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()))


def status_of(text: str) -> str:
    """Whether a status cell says that a thing is "done" or "open"; "" where it says neither."""
    if _OPEN.search(text):
        return "open"
    return "done" if _DONE.search(text) else ""
