"""A block's words as the language model should see them, with the way back to the linear text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scr_publish.document import Block, Document

_DROPPED = frozenset(
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
    + "".join(
        map(chr, (*range(0x0300, 0x0370), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFE00, 0xFE10)))
    )
)
"""Soft hyphen, zero-width characters, marks of direction, and accents that stand apart from their letter: they split a
word for a machine and for nobody else."""

_SAME = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"', "\u2011": "-", "\u2010": "-"}
)
"""Typographic quotes and hyphens, one character for one, so that offsets hold."""


def without_unseen(text: str) -> str:
    """A text without the characters that part a word for a machine alone."""
    return "".join(char for char in text if char not in _DROPPED)


@dataclass(frozen=True)
class Normalised:
    """`text` for the model; `offsets[i]` is where its character i stands in the linear text, the last entry its end."""

    text: str
    offsets: tuple[int, ...]


def normalise(document: Document, block: Block) -> Normalised:
    """The block's words: number and markup left out, white space made single, quotes made plain, zero-width
    characters dropped. Every character kept stands for exactly one of the linear text."""
    text = document.text[block.words_start : block.end].translate(_SAME)
    if not block.markup and (text.isascii() or _DROPPED.isdisjoint(text)):
        return _spaced(text, block.words_start, block.end)
    skip = bytearray(block.end - block.words_start)
    for start, end in block.markup:
        low, high = max(start, block.words_start) - block.words_start, min(end, block.end) - block.words_start
        if low < high:
            skip[low:high] = b"\x01" * (high - low)
    chars: list[str] = []
    offsets: list[int] = []
    space = True
    for i, char in enumerate(text):
        if skip[i] or char in _DROPPED:
            continue
        if char.isspace():
            if space:
                continue
            char, space = " ", True
        else:
            space = False
        chars.append(char)
        offsets.append(block.words_start + i)
    if chars and chars[-1] == " ":
        chars.pop()
        offsets.pop()
    return Normalised("".join(chars), (*offsets, offsets[-1] + 1 if offsets else block.end))


def _spaced(text: str, start: int, end: int) -> Normalised:
    """A text that nothing is left out of, from `start` to `end` of the linear text: only white space is made single."""
    words: list[str] = []
    offsets: list[int] = []
    for match in _WORD.finditer(text):
        if words:
            offsets.append(offsets[-1] + 1)
        words.append(match.group())
        offsets.extend(range(start + match.start(), start + match.end()))
    return Normalised(" ".join(words), (*offsets, offsets[-1] + 1 if offsets else end))


_WORD = re.compile(r"\S+")
