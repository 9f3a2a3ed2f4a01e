"""Phrases as data: a small notation for wordings, compiled to patterns with a cheap literal test before each.

A phrase is matched in lower-case text at word boundaries. In it

- a space stands for any white space,
- `*` at the end of a word or group for any ending ("learn*" is learn, learns, learned, learnt, learning),
- ` ... ` for up to six words of anything,
- `(a|b)`, `x?` and `.*` mean what they mean in a regular expression.

A phrase first looks for the words that it cannot do without (`screening`); its pattern runs only where they stand."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from scr_publish.errors import ConfigError
from scr_publish.screening import Index, Screened, screened

_GAP = r"(?:\W++\w++(?:['’]\w++)*+){0,6}?\W+"
"""Up to six words. What it takes can be taken in one way only: else punctuation has countless ways to be no match."""
_SPACES = re.compile(r" +")
_ANY_ENDING = re.compile(r"(?<![.\]])\*")


def compile_phrase(source: str) -> Screened:
    """A phrase in the notation above, as a pattern for lower-case text. Raises ConfigError where it is not valid."""
    parts = source.strip().split(" ... ")
    body = _GAP.join(_ANY_ENDING.sub(r"\\w*", _SPACES.sub(r"\\s+", part)) for part in parts)
    try:
        return screened(rf"(?<!\w)(?:{body})(?!\w)")
    except re.error as error:
        raise ConfigError(f"the phrase “{source}” is not valid: {error}") from None


@dataclass(frozen=True, slots=True)
class Cues:
    """A group of phrases that mean one thing."""

    phrases: tuple[Screened, ...]

    def hits(self, text: str) -> Iterator[re.Match[str]]:
        """The first match of each phrase that stands in a lower-case text."""
        for phrase in self.phrases:
            if phrase.may_match(text) and (match := phrase.pattern.search(text)):
                yield match

    def first(self, text: str) -> re.Match[str] | None:
        """A match of any phrase in a lower-case text, or None."""
        return next(self.hits(text), None)

    def count(self, text: str) -> int:
        """How many different phrases of the group stand in a lower-case text."""
        return sum(1 for _ in self.hits(text))


class Counted:
    """Groups of phrases, by name, that are counted together in one text after another."""

    def __init__(self, groups: Mapping[str, Cues]) -> None:
        pairs = [(name, phrase) for name, group in groups.items() for phrase in group.phrases]
        self._names = [name for name, _ in pairs]
        self._index = Index([phrase for _, phrase in pairs])

    def count(self, text: str) -> Counter[str]:
        """How many different phrases of each group stand in a lower-case text."""
        return Counter(self._names[number] for number in self._index.matching(text))


def cues(phrases: Iterable[str]) -> Cues:
    """A group from its phrases."""
    return Cues(tuple(compile_phrase(phrase) for phrase in phrases))


@cache
def data(name: str) -> Mapping[str, Any]:
    """The tables of one of this package's data files."""
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def groups(table: Mapping[str, Any]) -> dict[str, Cues]:
    """Every list of phrases in a table, as groups by name."""
    return {key: cues(value) for key, value in table.items() if isinstance(value, list)}
