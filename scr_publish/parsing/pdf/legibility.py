"""Whether what a page's fonts give as letters can be text at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from scr_publish.parsing.pdf.glyphs import UNKNOWN
from scr_publish.parsing.pdf.markers import BULLETS
from scr_publish.parsing.pdf.words import words

_MOST_UNMAPPED = 0.05
"""Share of a page's characters that may map to nothing (odd signs and bullets) before the page counts as unreadable."""

_FEWEST_UNMAPPED = 8
_FEWEST_WORDS = 25
"""Words that a page must have before its language can be judged."""

_LIKENESS = 0.75
"""Cosine between the page's letter counts and those of English below which the letters are not English. Ordinary
English pages reach 0.95 and more; letters shifted or shuffled by a font stay under 0.7."""

_ENGLISH = {
    "e": 12.7, "t": 9.1, "a": 8.2, "o": 7.5, "i": 7.0, "n": 6.7, "s": 6.3, "h": 6.1, "r": 6.0, "d": 4.3, "l": 4.0,
    "c": 2.8, "u": 2.8, "m": 2.4, "w": 2.4, "f": 2.2, "g": 2.0, "y": 2.0, "p": 1.9, "b": 1.5, "v": 1.0, "k": 0.8,
    "j": 0.15, "x": 0.15, "q": 0.1, "z": 0.07,
}  # fmt: skip
"""Letters of English in per cent: Lewand, Cryptological Mathematics (2000), table 1.2."""

_BULLET_CODES = np.array(sorted(ord(sign) for sign in BULLETS))


def unmapped_share(codes: NDArray[np.uint32]) -> float:
    """The share of characters that stand for nothing: unknown, private use, without a character. 0 for a few."""
    if not len(codes):
        return 0.0
    private = ((codes >= 0xE000) & (codes < 0xF900) & ~np.isin(codes, _BULLET_CODES)) | (codes >= 0xF0000)
    bad = int((private | (codes == UNKNOWN)).sum())
    return bad / len(codes) if bad >= _FEWEST_UNMAPPED or bad == len(codes) else 0.0


def is_unmapped(codes: NDArray[np.uint32]) -> bool:
    """Whether enough of a page's characters map to nothing for its text to count as unread."""
    return unmapped_share(codes) > _MOST_UNMAPPED


def is_gibberish(lines: Sequence[str]) -> bool:
    """Whether a page's words are letters but no English: a font that maps its glyphs to the wrong ones."""
    text = " ".join(lines).casefold()
    found = text.split()
    if len(found) < _FEWEST_WORDS or any(word in words().common for word in found if len(word) > 1):
        return False
    letters = Counter(c for c in text if "a" <= c <= "z")
    signs = sum(not c.isalnum() and not c.isspace() for c in text)
    return _likeness(letters) < _LIKENESS or signs > 0.4 * len(text)


def _likeness(letters: Counter[str]) -> float:
    length = sqrt(sum(n * n for n in letters.values())) * sqrt(sum(v * v for v in _ENGLISH.values()))
    return sum(letters[letter] * share for letter, share in _ENGLISH.items()) / length if length else 0.0
