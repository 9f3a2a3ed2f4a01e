"""Where the cells of a Markdown table's row stand. markdown-it gives their words and the row's line only."""

from __future__ import annotations

from scr_publish.parsing.lines import Span

_LOOK_AHEAD = 3
"""Cells that may be passed over for one that is found: the marks of a quotation before a row make one."""


class Row:
    """The cells of one row, taken from left to right."""

    def __init__(self, text: str, line: Span) -> None:
        cells = (_stripped(text, cell) for cell in _cells(text, *line))
        self._cells = [(cell, "".join(text[i] for i in cell)) for cell in cells if cell]
        self._next = 0

    def take(self, content: str) -> list[int] | None:
        """The offset of each character of the next cell with these words; None where it is not there. A pipe that is
        part of the words follows a backslash, which is no part of them."""
        for i in range(self._next, min(self._next + _LOOK_AHEAD, len(self._cells))):
            kept, words = self._cells[i]
            if words.endswith(content) and not words[: len(words) - len(content)].strip(" \t>"):
                self._next = i + 1
                return kept[len(kept) - len(content) :]
        return None


def _cells(text: str, start: int, end: int) -> list[list[int]]:
    """The offsets of the characters of each cell of a row."""
    cells: list[list[int]] = [[]]
    for i in range(start, end):
        if text[i] == "|":
            if i > start and text[i - 1] == "\\":
                cells[-1][-1] = i
            else:
                cells.append([])
        else:
            cells[-1].append(i)
    return cells


def _stripped(text: str, cell: list[int]) -> list[int]:
    low, high = 0, len(cell)
    while low < high and text[cell[low]].isspace():
        low += 1
    while high > low and text[cell[high - 1]].isspace():
        high -= 1
    return cell[low:high]
