"""What a report says of the bearer of each pseudonym: sex, age, part in the family, each with its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from scr_publish.checks.privacy.ages import NUMBER
from scr_publish.checks.privacy.lexicon import fold
from scr_publish.checks.privacy.numerals import to_number
from scr_publish.checks.privacy.words import Line

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class SlipData(BaseModel):
    """The words and patterns of `pseudonym_slips.toml`; what each is for stands beside it there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    male: tuple[str, ...]
    female: tuple[str, ...]
    says_what: tuple[str, ...]
    male_pronouns: frozenset[str]
    female_pronouns: frozenset[str]
    others: frozenset[str]
    ages: tuple[str, ...]
    roles: tuple[str, ...]
    same: Mapping[str, str]
    has_role: tuple[str, ...]
    worker: tuple[str, ...]
    child: tuple[str, ...]


@cache
def slip_data() -> SlipData:
    """The data, read once."""
    text = files("scr_publish.checks.privacy").joinpath("pseudonym_slips.toml").read_text(encoding="utf-8")
    return SlipData.model_validate(tomllib.loads(text))


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a sentence says of a bearer: `value`, by words ("noun") or by a pronoun ("pronoun") where it is a
    sex, with the years written in the sentence and the place in the linear text."""

    name: str
    value: str
    start: int
    end: int
    by: str = ""
    years: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Sayings:
    """A sentence of a line: its text, and the way to the linear text."""

    line: Line
    text: str
    at: int

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The linear span of characters of the sentence."""
        return self.line.passage.source_span(self.at + start, self.at + end)

    @property
    def years(self) -> frozenset[int]:
        """The years written in the sentence."""
        return frozenset(int(year) for year in _YEAR.findall(self.text))


def sayings(lines: Iterable[Line]) -> Iterator[Sayings]:
    """The sentences of the lines, those of cells and headings too."""
    for line in lines:
        for sentence in line.passage.sentences:
            yield Sayings(line, sentence.text, sentence.span.start_char)


NAME = r"(?P<name>(?-i:(?:Child|Baby|Young Person|Infant) (?:[A-Z]{1,2}\d?|\d{1,2})\b|[A-ZÀ-Þ][\w’'-]{0,40}\w))"
"""What a pseudonym may look like; which one it is, is asked afterwards, so that each pattern is made once."""

Names = Mapping[str, str]
"""The pseudonyms of a report as they are written, each with its key."""


def sexes(sentence: Sayings, names: Names, present: Iterable[re.Match[str]]) -> Iterator[Fact]:
    """The sex that a sentence gives to bearers: by a noun of their own, or by pronouns where nobody else is there."""
    for match in _matches(_patterns().says_what, sentence.text, names):
        sex = "male" if fold(match["word"]) in slip_data().male else "female"
        yield Fact(names[_bare(match["name"])], sex, *sentence.place(*match.span("name")), "noun")
    places = list(present)
    bearers = {names[_bare(place.group())] for place in places}
    if len(bearers) == 1 and '"' not in sentence.text:
        yield from _pronoun(sentence, bearers.pop(), [place.span() for place in places])


def _pronoun(sentence: Sayings, name: str, places: Iterable[tuple[int, int]]) -> Iterator[Fact]:
    data = slip_data()
    rest = list(sentence.text)
    for start, end in places:
        rest[start:end] = " " * (end - start)
    words = [(fold(match.group()), match.span()) for match in re.finditer(r"[^\W\d_]+", "".join(rest))]
    if any(word in data.others for word, _ in words):
        return
    male = next((span for word, span in words if word in data.male_pronouns), None)
    female = next((span for word, span in words if word in data.female_pronouns), None)
    span = male or female
    if span and not (male and female):
        yield Fact(name, "male" if male else "female", *sentence.place(*span), "pronoun")


def ages(sentence: Sayings, names: Names) -> Iterator[Fact]:
    """The age in years that a sentence gives to a bearer."""
    for match in _matches(_patterns().ages, sentence.text, names):
        years = to_number(match["n"])
        if years is not None:
            place = sentence.place(*match.span("n"))
            yield Fact(names[_bare(match["name"])], str(years), *place, years=sentence.years)


def parts(sentence: Sayings) -> Iterator[tuple[Fact, str]]:
    """The parts in the family that a sentence gives to any name, of those of which there is one, and the name."""
    data = slip_data()
    if not _patterns().role.search(sentence.text):
        return
    for match in _matches(_patterns().has_role, sentence.text):
        role, name = fold(match["role"]), _bare(match["name"])
        start, _ = match.span("name")
        yield Fact(name, data.same.get(role, role), *sentence.place(start, start + len(name))), name


def workers(sentence: Sayings, names: Names) -> Iterator[Fact]:
    """Where a sentence makes a pseudonym that of somebody who works on the case."""
    for match in _matches(_patterns().worker, sentence.text, names):
        yield Fact(names[_bare(match["name"])], "worker", *sentence.place(*match.span("name")))


def children(sentence: Sayings, names: Names) -> Iterator[str]:
    """The pseudonyms that a sentence makes a child's."""
    for match in _matches(_patterns().child, sentence.text, names):
        yield names[_bare(match["name"])]


def _bare(name: str) -> str:
    return re.sub(r"['’]s?$", "", name)


def _matches(patterns: Iterable[re.Pattern[str]], text: str, names: Names | None = None) -> Iterator[re.Match[str]]:
    """The matches of any of the patterns; only those on one of the names, where they are given."""
    for pattern in patterns:
        for match in pattern.finditer(text):
            if names is None or _bare(match["name"]) in names:
                yield match


@dataclass(frozen=True)
class _Patterns:
    says_what: tuple[re.Pattern[str], ...]
    ages: tuple[re.Pattern[str], ...]
    has_role: tuple[re.Pattern[str], ...]
    worker: tuple[re.Pattern[str], ...]
    child: tuple[re.Pattern[str], ...]
    role: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = slip_data()
    either = "|".join(f"{role}|{role.capitalize()}" for role in data.roles)

    def made(patterns: Iterable[str], **filled: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(_filled(pattern, NAME=NAME, **filled), re.IGNORECASE) for pattern in patterns)

    return _Patterns(
        says_what=made(data.says_what, WORD=f"(?P<word>{'|'.join((*data.male, *data.female))})"),
        ages=made(data.ages, YEARS=NUMBER),
        has_role=made(data.has_role, ROLE=f"(?P<role>{either})"),
        worker=made(data.worker),
        child=made(data.child),
        role=re.compile("|".join(data.roles), re.IGNORECASE),
    )


def _filled(pattern: str, **values: str) -> str:
    for key, value in values.items():
        pattern = pattern.replace(key, value)
    return pattern
