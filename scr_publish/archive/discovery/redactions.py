"""What one version of a report shows and another hides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel

from scr_publish.archive.discovery.settings import relations


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch in which two versions differ: the words of the one, those of the other."""

    one: str
    other: str


@dataclass(frozen=True)
class Redacted:
    """That a version hides what another shows: `fuller` is 0 where the first of the two shows it, else 1; each
    difference has the words that are shown, then what stands in their place."""

    fuller: int
    differences: tuple[Difference, ...]


def differences(one: str, other: str) -> Iterator[Difference]:
    """The stretches in which two texts differ, word by word inside of lines that differ. Stretches that are too long
    to be a redaction are left out."""
    lines_one, lines_other = _lines(one), _lines(other)
    most = relations().redaction.most_words
    for what, a, b, c, d in SequenceMatcher(None, lines_one, lines_other, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        left, right = " ".join(lines_one[a:b]).split(), " ".join(lines_other[c:d]).split()
        if max(len(left), len(right)) <= most:
            yield from _inside(left, right)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _inside(left: Sequence[str], right: Sequence[str]) -> Iterator[Difference]:
    """The differences of two runs of words; a single common word between two of them does not part them."""
    open_one: list[str] = []
    open_other: list[str] = []
    for block in Indel.opcodes(list(left), list(right)):
        if block.tag == "equal":
            if block.src_end - block.src_start > 1 or not (open_one and open_other):
                if open_one or open_other:
                    yield Difference(" ".join(open_one), " ".join(open_other))
                open_one, open_other = [], []
            else:
                open_one += left[block.src_start : block.src_end]
                open_other += right[block.dest_start : block.dest_end]
            continue
        open_one += left[block.src_start : block.src_end]
        open_other += right[block.dest_start : block.dest_end]
    if open_one or open_other:
        yield Difference(" ".join(open_one), " ".join(open_other))


def redaction_between(one: str, other: str, named: tuple[Iterable[str], Iterable[str]] = ((), ())) -> Redacted | None:
    """Whether one of two versions hides what the other shows, and what; None where neither does.

    `named` are, for each of the two, the words that checks found to identify somebody. A stretch counts where one side
    has a mark of redaction and the other words, or where words that identify stand on one side alone."""
    sides: tuple[list[Difference], list[Difference]] = ([], [])
    identifying = tuple(_either(words) for words in named)
    for found in differences(one, other):
        if _hides(found.one, found.other, identifying[0]):
            sides[0].append(found)
        elif _hides(found.other, found.one, identifying[1]):
            sides[1].append(Difference(found.other, found.one))
    fuller = 0 if len(sides[0]) >= len(sides[1]) else 1
    if not sides[fuller]:
        return None
    return Redacted(fuller, tuple(sides[fuller][: relations().redaction.most_shown]))


def _hides(shown: str, instead: str, identifying: re.Pattern[str] | None) -> bool:
    if not re.search(r"\w", shown) or has_mark(shown):
        return False
    if has_mark(instead):
        return True
    return bool(identifying and (word := identifying.search(shown)) and word.group() not in instead)


def has_mark(text: str) -> bool:
    """Whether a text has a mark that stands for words taken out."""
    return any(mark.search(text) for mark in relations().redaction.marks)


def _either(words: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern of any of these words; None where there are none."""
    chosen = sorted(
        {" ".join(word.split()) for word in words if len(word.strip()) > 2}, key=lambda word: (-len(word), word)
    )
    if not chosen:
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in chosen) + r")(?!\w)")
