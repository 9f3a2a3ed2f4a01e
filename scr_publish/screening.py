"""Regular expressions with a cheap test before each: the words without which it cannot match.

A document of 40,000 words meets well over a thousand patterns, and most match nowhere in it. Looking for a word is some
fifty times as fast as running a pattern, so the words that a match must hold are read from each pattern's own syntax,
and the pattern is compiled and run only where they stand. Where hundreds of patterns meet thousands of short texts, an
index of three letters of each word says which patterns to look at. The method is that of RE2's prefilter and of Russ
Cox, "Regular Expression Matching with a Trigram Index" (2012)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from re import _constants as syntax  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 24
"""So many strings are followed at once; more are too many to look for."""

_GRAM = 3

_TESTS = 2
"""So many groups of words are looked for before a pattern runs."""

_NOT_PLAIN = 128
"""The first code of a character that may have more than one small letter, or none that a pattern knows."""

_ALIKE = str.maketrans("\u0130\u0131\u017f", "iis")
"""Letters that a pattern takes for i and s when it ignores case, and whose small letter is another."""


def folded(text: str) -> str:
    """A text as screens read it: in small letters."""
    return (text if text.isascii() else text.translate(_ALIKE)).lower()


@dataclass(frozen=True)
class Screened:
    """A pattern and its screen. `needs` are groups of words; one word of each group stands in every text, folded, that
    the pattern matches in. Without groups the pattern runs everywhere."""

    source: str
    flags: int
    needs: tuple[tuple[str, ...], ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when it is first wanted: most documents never want most patterns."""
        return re.compile(self.source, self.flags)

    def may_match(self, text: str) -> bool:
        """Whether the pattern has to be tried on a text, which is given folded."""
        for words in self.needs:
            for word in words:
                if word in text:
                    break
            else:
                return False
        return True

    def finditer(self, text: str, lowered: str) -> Iterator[re.Match[str]]:
        """Every match in a text; `lowered` is the same text folded."""
        return self.pattern.finditer(text) if self.may_match(lowered) else iter(())

    def search(self, text: str, lowered: str) -> re.Match[str] | None:
        """The first match in a text; `lowered` is the same text folded."""
        return self.pattern.search(text) if self.may_match(lowered) else None

    def match(self, text: str, lowered: str) -> re.Match[str] | None:
        """The match at the beginning of a text; `lowered` is the same text folded."""
        return self.pattern.match(text) if self.may_match(lowered) else None


class Index:
    """Many screened patterns that are tried on the same short texts."""

    def __init__(self, patterns: Sequence[Screened]) -> None:
        keyed = [max(pattern.needs, key=_certainty, default=()) for pattern in patterns]
        usual = Counter(gram for words in keyed for word in words for gram in _grams(word))
        self._patterns = patterns
        self._always = frozenset(number for number, words in enumerate(keyed) if _certainty(words) < _GRAM)
        self._by_gram: dict[str, set[int]] = {}
        for number, words in enumerate(keyed):
            for word in words if number not in self._always else ():
                rarest = min(sorted(_grams(word)), key=usual.__getitem__)
                self._by_gram.setdefault(rarest, set()).add(number)

    def matching(self, text: str) -> Iterator[int]:
        """The numbers of the patterns that match somewhere in a text, which is in small letters, in rising order."""
        due = self._always.union(*map(self._by_gram.__getitem__, self._by_gram.keys() & _grams(text)))
        for number in sorted(due):
            if self._patterns[number].search(text, text):
                yield number


def _grams(text: str) -> set[str]:
    """Every three letters in a row."""
    return {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}


def screened(source: str, flags: int = 0) -> Screened:
    """A pattern with its screen. Raises `re.error` where it is not a valid one."""
    groups = {_without_longer(words) for words in _read(parser.parse(source, flags)).needs}
    best = sorted(groups, key=lambda words: (-min(_certainty(words), 5), len(words), words))
    return Screened(source, flags, tuple(words for words in best[:_TESTS] if _certainty(words) > 1))


@dataclass(frozen=True)
class _Reading:
    """What is known of a piece of a pattern: all the strings that it can match, if they are few, and groups of strings
    of which each match holds one."""

    whole: frozenset[str] | None = None
    needs: tuple[frozenset[str], ...] = ()


_NOTHING = _Reading(frozenset({""}))


def _read(items: Iterable[tuple[Any, Any]]) -> _Reading:
    """A sequence of syntax nodes, as one reading."""
    needs: list[frozenset[str]] = []
    at_once = True
    run = _NOTHING.whole or frozenset()
    for operator, value in items:
        if operator is syntax.LITERAL and value < _NOT_PLAIN:
            letter = chr(value).lower()
            run = frozenset([before + letter for before in run])
            continue
        piece = _read_node(operator, value)
        if piece.whole is not None and len(run) * len(piece.whole) <= _MOST:
            run = frozenset(first + second for first, second in product(run, piece.whole))
            continue
        at_once = False
        needs += [run, *piece.needs]
        run = piece.whole if piece.whole is not None else frozenset({""})
    needs.append(run)
    return _Reading(run if at_once else None, tuple(group for group in needs if "" not in group))


def _read_node(operator: Any, value: Any) -> _Reading:
    """One node of the syntax tree that Python's own parser of patterns gives."""
    if operator in (syntax.AT, syntax.ASSERT, syntax.ASSERT_NOT):  # they take up no room
        return _NOTHING
    if operator is syntax.IN:
        return _any_of(_members(value))
    if operator is syntax.SUBPATTERN:
        return _read(value[-1])
    if operator is syntax.ATOMIC_GROUP:
        return _read(value)
    if operator is syntax.BRANCH:
        return _either([_read(branch) for branch in value[1]])
    if operator in (syntax.MAX_REPEAT, syntax.MIN_REPEAT, syntax.POSSESSIVE_REPEAT):
        least, most, item = value
        piece = _read(item)
        if least == most == 1:
            return piece
        if least == 0:
            return _either([piece, _NOTHING]) if most == 1 else _Reading()
        return _Reading(None, piece.needs)
    return _Reading()


def _any_of(codes: Sequence[int]) -> _Reading:
    """One of these characters, in small letters."""
    if not codes or max(codes) >= _NOT_PLAIN:
        return _Reading()
    return _Reading(frozenset(chr(code).lower() for code in codes))


def _members(items: Iterable[tuple[Any, Any]]) -> list[int]:
    """The characters of a set, where it lists them; none where it is a range or a class."""
    items = list(items)
    return [value for _, value in items] if all(operator is syntax.LITERAL for operator, _ in items) else []


def _either(pieces: Sequence[_Reading]) -> _Reading:
    """Any one of the pieces."""
    wholes = [piece.whole for piece in pieces if piece.whole is not None]
    whole = frozenset().union(*wholes) if len(wholes) == len(pieces) else None
    chosen = [max((_whole_need(piece), *piece.needs), key=_certainty) for piece in pieces]
    needs = () if any(not _certainty(group) for group in chosen) else (frozenset().union(*chosen),)
    return _Reading(whole if whole is not None and len(whole) <= _MOST else None, needs)


def _whole_need(piece: _Reading) -> frozenset[str]:
    return piece.whole if piece.whole is not None else frozenset({""})


def _certainty(words: Iterable[str]) -> int:
    """How telling a group of words is: the length of its shortest."""
    return min(map(len, words), default=0)


def _without_longer(words: frozenset[str]) -> tuple[str, ...]:
    """The words of a group that hold no other word of it: the others are found with those."""
    return tuple(sorted(word for word in words if not any(other in word for other in words if other != word)))
