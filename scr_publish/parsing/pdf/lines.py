"""Characters to fragments, fragments to lines.

A fragment is a stretch of characters that the file draws one after another on one line, without a gap wider than a
letter; a line is all the fragments that stand side by side in one column or cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from scr_publish.parsing.pdf.glyphs import Frame, Glyphs

_FRAGMENT_GAP = 1.0
"""A gap wider than this many ems ends a fragment: justified words stand nearer, columns stand farther apart."""

_WORD_GAP = 0.3
_TOUCHING = 0.12
"""Ems between two characters from which they are two words; up to which two fragments are one word."""

_BACK = 0.2
"""Ems that a character may start before the start of the one before it and still go on with it (kerning, accents)."""


@dataclass(slots=True, eq=False)
class Fragment:
    """Characters `start:end` of a page. Sides are those of reading, turned so that the writing runs left to right."""

    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    cell: int
    turns: int

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(slots=True, eq=False)
class Line:
    """One line of text in one column or cell.

    `text` has single spaces between words; `boxes` (n, 4) holds the box of each of its characters as shown, and
    `supplied` is true for the spaces, which have none. `raised` marks reference signs set above the line. `gaps` are
    the offsets in `text` where a gap wider than a letter precedes a word."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    italic: bool
    text: str
    boxes: NDArray[np.float32]
    supplied: NDArray[np.bool_]
    raised: NDArray[np.bool_]
    gaps: tuple[int, ...] = field(default=())
    turned: bool = False

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def part(self, start: int, end: int) -> Line:
        """The line's characters `start:end`, as a line of their own."""
        boxes = self.boxes[start:end]
        drawn = boxes[~self.supplied[start:end]]
        x0, x1 = self.x0, self.x1
        if len(drawn) and not self.turned:
            x0, x1 = float(drawn[:, 0].min()), float(drawn[:, 2].max())
        gaps = tuple(gap - start for gap in self.gaps if start < gap < end)
        return replace(
            self,
            x0=x0,
            x1=x1,
            text=self.text[start:end],
            boxes=boxes,
            supplied=self.supplied[start:end],
            raised=self.raised[start:end],
            gaps=gaps,
        )


def reading_boxes(glyphs: Glyphs, frame: Frame) -> NDArray[np.float32]:
    """The characters' boxes turned so that each one's own writing runs left to right."""
    boxes = glyphs.boxes
    if not glyphs.turns.any():
        return boxes
    x0, top, x1, bottom = boxes.T
    out = boxes.copy()
    width, height = frame.width, frame.height
    for turns, sides in (
        (1, (top, width - x1, bottom, width - x0)),
        (2, (width - x1, height - bottom, width - x0, height - top)),
        (3, (height - bottom, x0, height - top, x1)),
    ):
        chosen = glyphs.turns == turns
        out[chosen] = np.stack(sides, axis=1)[chosen]
    return out


def fragments(glyphs: Glyphs, boxes: NDArray[np.float32], of_cell: NDArray[np.int32]) -> list[Fragment]:
    """The fragments of a page in the file's order. `of_cell` keeps the cells of a table apart."""
    if not len(glyphs):
        return []
    x0, top, x1, bottom = boxes.T
    size = np.maximum(glyphs.size, 1.0)
    gap = x0[1:] - x1[:-1]
    overlap = np.minimum(bottom[1:], bottom[:-1]) - np.maximum(top[1:], top[:-1])
    shorter = np.minimum(bottom[1:] - top[1:], bottom[:-1] - top[:-1])
    larger = np.maximum(size[1:], size[:-1])
    back = x0[:-1] - x0[1:]
    ends = (overlap < 0.5 * shorter) | (gap > _FRAGMENT_GAP * larger) | (back > _BACK * larger)
    ends |= (of_cell[1:] != of_cell[:-1]) | (glyphs.turns[1:] != glyphs.turns[:-1])
    first = np.concatenate([[0], np.flatnonzero(ends) + 1])
    last = np.append(first[1:], len(glyphs))
    sides = (
        np.minimum.reduceat(x0, first).tolist(),
        np.minimum.reduceat(top, first).tolist(),
        np.maximum.reduceat(x1, first).tolist(),
        np.maximum.reduceat(bottom, first).tolist(),
        np.maximum.reduceat(size, first).tolist(),
    )
    cells, turns = of_cell[first].tolist(), glyphs.turns[first].tolist()
    return [Fragment(*values) for values in zip(first.tolist(), last.tolist(), *sides, cells, turns, strict=True)]


def rows(pieces: Iterable[Fragment]) -> list[list[Fragment]]:
    """Fragments that stand side by side, each row from left to right, the rows from the top."""
    out: list[list[Fragment]] = []
    for piece in sorted(pieces, key=lambda p: (p.middle, p.x0)):
        if out and _beside(out[-1], piece):
            out[-1].append(piece)
        else:
            out.append([piece])
    for row in out:
        row.sort(key=lambda p: p.x0)
    return out


def _beside(row: Sequence[Fragment], piece: Fragment) -> bool:
    tallest = max(row, key=lambda p: p.bottom - p.top)
    overlap = min(tallest.bottom, piece.bottom) - max(tallest.top, piece.top)
    if overlap < 0.5 * min(tallest.bottom - tallest.top, piece.bottom - piece.top):
        return False
    return all(piece.x0 >= other.x1 - 2 or piece.x1 <= other.x0 + 2 for other in row)


def make_line(page: int, row: Sequence[Fragment], glyphs: Glyphs, boxes: NDArray[np.float32]) -> Line:
    """The line that a row of fragments makes. `boxes` are the reading boxes of the page."""
    order: slice | NDArray[np.intp] = slice(row[0].start, row[0].end)
    if len(row) > 1:
        order = np.concatenate([np.arange(piece.start, piece.end) for piece in row])
    x0, x1, size = boxes[order, 0], boxes[order, 2], glyphs.size[order]
    gap = x0[1:] - x1[:-1]
    space = glyphs.space[order][1:] | (gap > _WORD_GAP * np.maximum(size[1:], 1.0))
    wide = gap > _FRAGMENT_GAP * np.maximum(size[1:], 1.0)
    if len(row) > 1:
        seams = np.cumsum([piece.end - piece.start for piece in row[:-1]]) - 1
        space[seams] = gap[seams] > _TOUCHING * np.maximum(size[seams + 1], 1.0)
    position = np.arange(len(x0))
    position[1:] += np.cumsum(space)
    length = int(position[-1]) + 1
    codes = np.full(length, 0x20, dtype="<u4")
    codes[position] = glyphs.codes[order]
    shown = np.zeros((length, 4), dtype=np.float32)
    shown[position] = glyphs.boxes[order]
    supplied = np.ones(length, dtype=bool)
    supplied[position] = False
    main = float(size.max())
    raised = np.zeros(length, dtype=bool)
    if size.min() < main:
        main = float(np.median(size))
        raised[position] = _raised(glyphs.codes[order], boxes[order, 3], size)
    return Line(
        page,
        float(x0.min()),
        float(boxes[order, 1].min()),
        float(x1.max()),
        float(boxes[order, 3].max()),
        main,
        _mostly(glyphs.bold[order]),
        _mostly(glyphs.italic[order]),
        codes.tobytes().decode("utf-32-le", "replace"),
        shown,
        supplied,
        raised,
        tuple(position[1:][wide].tolist()),
        row[0].turns != 0,
    )


def _mostly(marked: NDArray[np.bool_]) -> bool:
    return int(np.count_nonzero(marked)) > 0.8 * len(marked)


def _raised(codes: NDArray[np.uint32], feet: NDArray[np.float32], size: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Digits and signs that stand clearly smaller and higher than the line's own letters: marks of notes."""
    largest = float(size.max())
    small = size < 0.8 * largest
    if not small.any() or small.all():
        return np.zeros(len(codes), dtype=bool)
    foot = float(np.median(feet[~small]))
    sign = ((codes >= 0x30) & (codes <= 0x39)) | np.isin(codes, np.array([0x2A, 0x2020, 0x2021, 0xB9, 0xB2, 0xB3]))
    return np.asarray(small & sign & (feet < foot - 0.1 * largest))
