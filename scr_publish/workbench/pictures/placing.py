"""Find the words of findings on the pages of a PDF that was made from the draft.

The draft's own places (paragraphs, runs) say nothing of pages. Letters are compared, white space left out, so that it
does not matter where a line ends; among equal words the one counts whose neighbours are the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from scr_publish.document import Box, Geometry

AROUND = 24
"""Letters before and after the words that are compared."""
LONGEST = 160
"""Letters of a finding's words that are looked for; what is marked has the length of all of them."""
_SHORT, _SURE = 3, 4
"""Words of fewer letters than the first are marked only where as many letters around them agree as the second says."""
_MOST = 2000
"""Places of the same words that are compared at most."""


@dataclass(frozen=True)
class Wanted:
    """A finding to place: its key, its words, the text on either side, and how far through the draft (0 to 1)."""

    key: str
    before: str
    words: str
    after: str
    through: float


@dataclass(frozen=True)
class Letters:
    """The letters of all pages in reading order, without white space, and the box of each."""

    text: str
    geometry: Geometry


def squashed(text: str) -> str:
    """The text as it is compared: no white space, no case, ligatures and typographic forms made plain."""
    out = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in out if not c.isspace() and unicodedata.category(c) != "Cf")


def placed(letters: Letters, wanted: Iterable[Wanted]) -> dict[str, tuple[Box, ...]]:
    """The boxes of each finding whose words stand on a page; one that cannot be found is left out."""
    out = {}
    for item in wanted:
        words = squashed(item.words)
        at = _best(letters.text, words[:LONGEST], item) if words else None
        if at is not None:
            out[item.key] = letters.geometry.boxes(at, min(at + len(words), len(letters.text)))
    return out


def _best(text: str, words: str, item: Wanted) -> int | None:
    before, after = squashed(item.before)[-AROUND:], squashed(item.after)[:AROUND]
    best: tuple[int, float, int] | None = None
    for at in _occurrences(text, words):
        agree = _common(before[::-1], text[max(0, at - AROUND) : at][::-1]) + _common(
            after, text[at + len(words) :][:AROUND]
        )
        score = (agree, -abs(at / len(text) - item.through), at)
        best = max(best, score) if best else score
    if best is None or (len(words) < _SHORT and best[0] < _SURE):
        return None
    return best[2]


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    for _ in range(_MOST):
        if at < 0:
            return
        yield at
        at = text.find(words, at + 1)


def _common(left: str, right: str) -> int:
    """How many characters the two begin with in common."""
    length = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        length += 1
    return length


def letters_of(pages: Iterable[tuple[str, np.ndarray]]) -> Letters:
    """The letters of pages: for each its characters (no white space) and their boxes (n, 4: x0, top, x1, bottom)."""
    text: list[str] = []
    numbers: list[int] = []
    boxes: list[np.ndarray] = []
    for number, (characters, rects) in enumerate(pages, 1):
        for i, character in enumerate(characters):
            plain = squashed(character)
            text.append(plain)
            numbers.extend([number] * len(plain))
            boxes.extend([rects[i]] * len(plain))
    sides = np.array(boxes, np.float32).reshape(-1, 4)
    return Letters("".join(text), Geometry(np.array(numbers, np.int32), *sides.T))
