"""Ages that do not fit the birth that the report gives: "born in March 2012", "aged 4 in January 2014"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scr_publish.checks.base import Subject
from scr_publish.checks.consistency.words import pattern
from scr_publish.checks.content.numbering import NUMBER_WORDS
from scr_publish.document import Block, Kind
from scr_publish.findings import Finding, shown
from scr_publish.recognisers.periods import Period, find_periods

_NUMBERS = NUMBER_WORDS | {
    word: str(number)
    for number, word in enumerate(("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"), 13)
}
_CALLED = r"(?:Child|Baby|Sibling|Sister|Brother|Adult|Young Person) [A-Z0-9]{1,2}\b"
_NUMBER = r"(?P<number>\d{1,2}|" + "|".join(_NUMBERS) + r")"
_UNIT = r"(?:[ -](?P<unit>years?|months?|weeks?)(?:[ -]old|[ -]of[ -]age| old)?)?"
_AGE = re.compile(
    r"\b(?:aged|at the age of|(?:was|were|is|then|only|just|nearly|turned))\s(?P<near>nearly |almost |about |around )?"
    rf"{_NUMBER}{_UNIT}\b",
    re.IGNORECASE,
)
_ALWAYS_AGE = re.compile(r"^(?:aged|at the age of|turned)", re.IGNORECASE)
_REACH = 60
_NO_PROSE = (Kind.TOC, Kind.HEADER, Kind.FOOTER, Kind.PAGE_NUMBER)


@dataclass(frozen=True)
class _Said:
    """An age of somebody at a time, at `start:end` of the linear text. `unit` is years, months or weeks."""

    number: int
    unit: str
    when: Period
    start: int
    end: int


def age_findings(subject: Subject) -> Iterator[Finding]:
    """CO213 for each age that the birth given elsewhere in the report rules out."""
    called = _names(subject)
    births: dict[str, tuple[Period, str]] = {}
    ages: list[tuple[str, _Said]] = []
    for block in subject.document.blocks:
        if not block.is_printed or block.kind in _NO_PROSE:
            continue
        text = subject.document.text[block.words_start : block.end].replace("\n", " ")
        for sentence in re.finditer(r"[^.;]+", text):
            words = sentence.group()
            if not re.search(r"\b(?:19|20)\d\d\b", words):
                continue
            for name, period in _births(called, words):
                births.setdefault(name, (period, words[period.start : period.end]))
            ages += _ages(called, block, words, sentence.start())
    for name, said in ages:
        if name in births and not _fits(births[name][0], said):
            yield subject.finding("CO213", said.start, said.end, name=shown(name), born=births[name][1])


def _names(subject: Subject) -> re.Pattern[str]:
    """Whom the report is about: labels ("Child H"), and what the case file says that it calls them."""
    case = subject.case
    own = {case.review.subject, *(item.shown_as for item in case.identities), *case.pseudonyms} if case else set()
    return re.compile("|".join([*(rf"\b{re.escape(name)}\b" for name in sorted(own) if name.strip()), rf"\b{_CALLED}"]))


def _births(called: re.Pattern[str], words: str) -> Iterator[tuple[str, Period]]:
    """Who was born when, where a sentence says it of somebody it has just named."""
    for name in called.finditer(words):
        for period in find_periods(words):
            if period.start > name.end() and pattern("ages", "born", "^(?:{})$").match(
                words[name.end() : period.start]
            ):
                yield name.group(), period


def _ages(called: re.Pattern[str], block: Block, words: str, offset: int) -> Iterator[tuple[str, _Said]]:
    """The ages in a sentence that names one person and one time: more would leave open whose and when."""
    names, periods = {match.group() for match in called.finditer(words)}, find_periods(words)
    found = [match for match in _AGE.finditer(words) if match["unit"] or _ALWAYS_AGE.match(match.group())]
    if len(names) != 1 or len(periods) != 1 or len(found) != 1 or found[0]["near"]:
        return
    name, match = next(called.finditer(words)), found[0]
    between = words[name.end() : match.start()]
    if not name.end() <= match.start() <= name.end() + _REACH or pattern("ages", "others").search(between):
        return
    written = match["number"].lower()
    unit = (match["unit"] or "years").lower().rstrip("s") + "s"
    at = block.words_start + offset
    yield (
        name.group(),
        _Said(int(_NUMBERS.get(written, written)), unit, periods[0], at + match.start(), at + match.end()),
    )


def _fits(born: Period, said: _Said) -> bool:
    """Whether somebody born in one period can be of that age in another."""
    oldest, youngest = _age(born.first, said.when.last, said.unit), _age(born.last, said.when.first, said.unit)
    return youngest - 1 < said.number <= oldest if said.unit == "weeks" else youngest <= said.number <= oldest


def _age(born: date, day: date, unit: str) -> int:
    """The age on a day in whole years, months or weeks; below nought before the birth."""
    if unit == "weeks":
        return (day - born).days // 7
    months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
    return months if unit == "months" else months // 12
