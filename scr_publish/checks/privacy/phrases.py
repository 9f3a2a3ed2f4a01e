"""Find many fixed phrases in a text at the cost of one look-up a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class PhraseFinder:
    """Finds phrases as whole words, in any case, the longest one at each place; an apostrophe may be curly."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for phrase in sorted({_plain(p) for p in phrases}, key=lambda p: (-len(p), p)):
            first = _WORD.match(phrase)
            if first is None:
                raise ValueError(f"a phrase must begin with a word: {phrase!r}")
            self._by_first.setdefault(first.group(), []).append(phrase)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """The spans of the phrases in a text, in order, without overlap."""
        lowered = _plain(text)
        if len(lowered) != len(text):
            return
        end = 0
        for word in _WORD.finditer(lowered):
            if word.start() < end:
                continue
            for phrase in self._by_first.get(word.group(), ()):
                stop = word.start() + len(phrase)
                if lowered.startswith(phrase, word.start()) and not lowered[stop : stop + 1].isalnum():
                    yield word.start(), stop
                    end = stop
                    break


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")
