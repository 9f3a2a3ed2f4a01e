"""Exact ages of people in the case; bands ("under five"), limits of the law and lengths of time are left alone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.cells import Surrounds, Tables
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.nlp.annotations import Passage
from scr_publish.rules import Severity
from scr_publish.screening import Screened, screened

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDED = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)}))?|{'|'.join(_TEENS)}|{'|'.join(_ONES)}"
NUMBER = rf"(?:\d{{1,2}}½?|{_WORDED})(?![\w½]|[.,]\d|[/:]\d|%)"
_MONTHS = rf"(?:,? (?:and )?{NUMBER} (?:months?|weeks?|days?))?"
_UNIT = rf"(?:{NUMBER}(?:[- ]and[- ]a[- ]half|½)?[- ](?:years?|yrs?|months?|mths?|weeks?|wks?|days?){_MONTHS})(?!\w)"
_CELL_AGE = re.compile(
    rf"(?:{_UNIT}(?: old)?|{NUMBER}(?: (?:years?|yrs?|months?|weeks?)(?: old)?)?|{NUMBER} ?(?:y|yrs|m|mths|wks?)\b)",
    re.IGNORECASE,
)
_BARE_AGE = re.compile(rf"(?:c\. ?|circa |approx\.? |about )?{NUMBER}", re.IGNORECASE)
_FIRST_AGE = re.compile(rf"(?:{_UNIT}|\d{{1,2}})(?=[,;]|$)", re.IGNORECASE)
"""An age at the start of a cell that tells of somebody: "26, does not read"."""

_BEFORE = 34


@dataclass(frozen=True)
class _Ages:
    patterns: tuple[Screened, ...]
    general: re.Pattern[str]
    columns: re.Pattern[str]
    birth_columns: re.Pattern[str]
    beside: re.Pattern[str]
    kin: re.Pattern[str]
    relation: re.Pattern[str]
    counted: re.Pattern[str]
    measures: re.Pattern[str]
    injuries: re.Pattern[str]


@cache
def _ages() -> _Ages:
    data = tomllib.loads(files("scr_publish.checks.privacy").joinpath("ages.toml").read_text(encoding="utf-8"))
    filled = [p.replace("<u>", _UNIT).replace("<n>", NUMBER) for p in data["patterns"]]
    return _Ages(
        patterns=tuple(screened(pattern, re.IGNORECASE) for pattern in filled),
        general=re.compile(
            r"\b(?:" + "|".join(data["general"]) + r")(?: (?:the )?age of| the| who (?:are|were)| are| were)?[ (]*$",
            re.IGNORECASE,
        ),
        columns=re.compile("|".join(data["columns"])),
        birth_columns=re.compile("|".join(data["birth_columns"])),
        beside=re.compile(rf"(?:, | ?\(| [-–—] )(?P<age>{_UNIT}|{NUMBER})(?=[,;.)]| [-–—] | \(|$)", re.IGNORECASE),
        kin=re.compile(rf"\b(?:{'|'.join(data['kin'])})$", re.IGNORECASE),
        relation=re.compile(rf"(?:the )?(?:{'|'.join(data['kin'] + data['relations'])})(?:[;,].*)?", re.IGNORECASE),
        counted=re.compile("|".join(data["counted"])),
        injuries=re.compile(rf"\b(?:{'|'.join(data['injuries'])})\b", re.IGNORECASE),
        measures=re.compile(rf"['’]?s?['’]? (?:of |in |into (?:the |her )?|old )?(?:{'|'.join(data['measures'])})"),
    )


def find_ages(subject: Subject) -> list[Mention]:
    """A mention for every exact age, in running text and in the columns of tables that hold ages."""
    tables = Tables(subject.document)
    found = []
    for passage in subject.language.passages:
        text = passage.text
        for start, end in _in_text(text, passage.folded):
            found.append(_mention(passage, start, end, "the wording"))
        for start, end in _beside_names(passage):
            found.append(_mention(passage, start, end, "a number beside a name"))
        if match := _in_column(text, tables.around(passage.block)):
            found.append(_mention(passage, match.start(), match.end(), "the heading of the table"))
    return found


def _in_column(text: str, around: Surrounds) -> re.Match[str] | None:
    """The age in a cell whose column holds ages, or a bare number in a column of births."""
    labels = [label.strip(" :?") for label in around.labels]
    if any(_ages().columns.fullmatch(label) for label in labels):
        return _CELL_AGE.match(text)
    if any(_ages().birth_columns.fullmatch(label) for label in labels):
        return _BARE_AGE.fullmatch(text)
    if not any(_ages().counted.search(label) for label in labels) and _is_of_family(around):
        return _FIRST_AGE.match(text)
    return None


def _is_of_family(around: Surrounds) -> bool:
    """Whether another cell of the row is a word for one of the family ("mother", "half-sib", "Child 4") and no more."""
    return any(_ages().relation.fullmatch(cell.strip(" :.")) for cell in around.rest)


def _beside_names(passage: Passage) -> Iterator[tuple[int, int]]:
    """Ages set beside a name or a kinship word: "Ayla Brook, 34, and her brother (6)"."""
    text = passage.text
    named = {entity.end_char for entity in passage.entities if entity.label_ == "PERSON"}
    for match in _ages().beside.finditer(text):
        closed = match.start() - 1 if text[match.start() - 1 : match.start()] in ('"', "'", "”") else match.start()
        beside = closed in named or _ages().kin.search(text, max(0, match.start() - 24), match.start())
        if beside and not _ages().measures.match(text, match.end("age")):
            yield match.span("age")


def _in_text(text: str, lowered: str) -> Iterator[tuple[int, int]]:
    if not any(
        word in lowered
        for word in (
            "age",
            "old",
            "yrs",
            "y/o",
            " was ",
            " is ",
            " were ",
            "turned",
            "(",
            "at ",
            "now ",
            "then ",
            "/",
            " of ",
            "'s ",
            "'m ",
            ", ",
        )
    ):
        return
    taken: set[tuple[int, int]] = set()
    for pattern in _ages().patterns:
        for match in pattern.finditer(text, lowered):
            start, end = match.span("age")
            if (start, end) not in taken and not _is_general(text, match, end):
                taken.add((start, end))
                yield start, end
                yield from _second(text, end)


_AND_AGE = re.compile(
    rf",? (?:and|or) (?P<age>{_UNIT}|{NUMBER})"
    r"(?=[.,;:)]| (?:when|at the time|years?|respectively|old|i|he|she|but|and)\b|$)",
    re.IGNORECASE,
)


def _second(text: str, end: int) -> Iterator[tuple[int, int]]:
    """The other age of a pair: "aged four and seven"."""
    match = _AND_AGE.match(text, end)
    if match:
        yield match.span("age")


_OF_SOMEBODY = re.compile(r"(?:he|she|i|who|(?:child|baby|sibling) \w{1,3}) (?:was|is|had)\b", re.IGNORECASE)
"""A statement about one person: no band, and no age of an injury that the sentence before told of."""


def _is_general(text: str, match: re.Match[str], end: int) -> bool:
    """Whether an age is of nobody in the case: a band, a limit, a statement about children at large."""
    age = match.group("age").lower()
    if age.endswith("olds") or re.match(r"(?:zero|one) (?:of|or)\b", age):
        return True
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    if _OF_SOMEBODY.match(match.group()):
        return bool(_ages().measures.match(text[end : end + 24].lower()))
    if _ages().general.search(before) and not re.search(
        r"\b(?:her|his|their|the|two|three|four|whose) (?:\w+ )?children[ (]*$", before, re.IGNORECASE
    ):
        return True
    if _ages().injuries.search(before):
        return True
    after = text[end : end + 24].lower()
    if re.match(
        r" (?:(?:and|or) (?:over|under|above|below|older|younger|more|less)|to \w|plus\b|upwards)",
        after,
    ):
        return True
    return bool(_ages().measures.match(after))


def _mention(passage: Passage, start: int, end: int, how: str) -> Mention:
    low, high = passage.source_span(start, end)
    return Mention(
        low,
        high,
        "AGE",
        "PD302",
        Severity.REVIEW,
        (("source", how),),
        (("instead", band(passage.text[start:end])),),
    )


def band(age: str) -> str:
    """A wider wording for an age: "a baby", "a child under five", "a teenager", "an adult in their twenties"."""
    lowered = age.lower()
    if re.search(r"day|week|month|mth|wk", lowered):
        return "a baby" if "1" not in lowered[:1] or not re.match(r"1[2-9]|[2-9]\d", lowered) else "a toddler"
    years = _years(lowered)
    if years is None:
        return "an age in a band"
    for limit, words in (
        (1, "a baby"),
        (4, "a child under five"),
        (10, "a child of primary school age"),
        (12, "an older child"),
        (19, "a teenager"),
    ):
        if years <= limit:
            return words
    return f"an adult in their {_TENS[years // 10 - 2].removesuffix('y')}ies" if years < 100 else "an adult"


def _years(lowered: str) -> int | None:
    digits = re.match(r"\d+", lowered)
    if digits:
        return int(digits.group())
    words = re.findall(r"[a-z]+", lowered)
    first = words[0] if words else ""
    if first in _TENS:
        ones = _ONES.index(words[1]) + 1 if len(words) > 1 and words[1] in _ONES else 0
        return (_TENS.index(first) + 2) * 10 + ones
    for offset, names in ((1, _ONES), (10, _TEENS)):
        if first in names:
            return names.index(first) + offset
    return None


_PER_YEAR = {"d": 365.25, "w": 365.25 / 7, "m": 12.0, "y": 1.0}
_PART = re.compile(rf"(?P<n>\d{{1,2}}|{_WORDED})(?P<half>½|[- ]and[- ]a[- ]half)?[- ]?(?P<unit>[dwmy])?", re.IGNORECASE)


def years_of(age: str) -> tuple[float, float] | None:
    """An age as written, in years from the first up to and without the second, as exact as it is written: "14" is
    [14, 15), "six weeks" a week in the first year. None where it cannot be read."""
    text = age.lower().strip()
    if clinical := re.fullmatch(r"(\d{1,2})/(52|12)", text):
        parts, per = int(clinical.group(1)), int(clinical.group(2))
        return parts / per, (parts + 1) / per
    total, width, found = 0.0, 1.0, False
    for match in _PART.finditer(text):
        number = _years(match.group("n"))
        if number is None:
            continue
        unit = match.group("unit") or "y"
        total += number / _PER_YEAR[unit] + (0.5 if match.group("half") else 0)
        width = min(width, 1 / _PER_YEAR[unit], 0.5 if match.group("half") else 1)
        found = True
    return (total, total + width) if found else None
