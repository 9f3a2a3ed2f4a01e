"""Where the cells of a Markdown table's row stand. markdown-it gives their words and the row's line only."""

from __future__ import annotations

from scr_publish.parsing.lines import Span


def cell_offsets(text: str, line: Span, content: str, after: int) -> list[int] | None:
    """The offset of each character of a cell's `content`, looked for from `after` in the row's line; None where it is
    not there. A pipe that is part of the words follows a backslash, which is no part of them."""
    for cell in _cells(text, *line):
        if cell and cell[-1] >= after:
            kept = _stripped(text, cell)
            words = "".join(text[i] for i in kept)
            if words.endswith(content) and (words == content or not words[: -len(content)].strip(" \t>")):
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
