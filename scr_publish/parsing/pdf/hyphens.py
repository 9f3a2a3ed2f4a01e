"""Words broken at a line's end: joined again, or their own hyphen kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from enum import Enum

from scr_publish.parsing.pdf.words import words

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑'’][^\W\d_]+)*")
_BROKEN = re.compile(r"(?P<first>[^\W_]+(?:[-‐‑'’][^\W_]+)*)(?P<hyphen>[-‐‑\u00ad])$")
_HYPHENS = "-‐‑\u00ad"
_NEXT = re.compile(r"[^\W_]+(?:[-‐‑'’][^\W_]+)*")


class Join(Enum):
    """What stands between two lines of one paragraph."""

    SPACE = "a space"
    NOTHING = "nothing: the line ends in a hyphen of its own"
    REJOIN = "nothing, and the hyphen goes: it only broke the word"


class Vocabulary:
    """The words of a document with how often each is there, hyphened ones as a whole. Words broken at a line's end
    are left out: they are what is asked about."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        for line in lines:
            found = _WORD.findall(line.lower())
            if found and line[-1] in _HYPHENS:
                found.pop()
            self._counts.update(word.replace("‐", "-").replace("‑", "-") for word in found)

    def has(self, word: str) -> bool:
        """True where the document has the word somewhere within a line."""
        return word.lower().replace("‐", "-").replace("‑", "-") in self._counts

    def join(self, line: str, following: str) -> Join:
        """How a line goes on in the next one of its paragraph."""
        broken = _BROKEN.search(line) if line[-1:] in _HYPHENS else None
        after = _NEXT.match(following)
        if not broken or not after:
            return Join.NOTHING if line.endswith(("/", "—")) and following[:1].isalnum() else Join.SPACE
        if broken["hyphen"] == "\u00ad":
            return Join.REJOIN
        first, second = broken["first"], after[0]
        if not second[0].islower() or not first[-1].isalpha():
            return Join.NOTHING
        return Join.NOTHING if self._is_compound(first, second) else Join.REJOIN

    def _is_compound(self, first: str, second: str) -> bool:
        joined, hyphened = self.has(first + second), self.has(f"{first}-{second}")
        if joined != hyphened:
            return hyphened
        if "-" in first:
            return second.lower() in ("date", "the", "of", "in", "to", "up", "on", "by", "and", "old") or self.has(
                second
            )
        lists, start = words(), first.lower()
        if start in lists.compound_if_word:
            return self.has(second)
        if start in lists.compound_first:
            return True
        return len(first) > 2 and len(second) > 2 and self.has(first) and self.has(second)
