"""What stands above and below the text of a page: footnotes, small lines that begin with a mark, and a header or footer
that no other page has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scr_publish.parsing.pdf.lines import Line
from scr_publish.parsing.pdf.paragraphs import Paragraph

_SMALLER = 0.93
"""Notes are set in less than this share of the text's size."""

_HIGHEST = 0.4
"""Share of the page's height above which no footnote begins."""

_WORD = re.compile(r"[A-Z](?:[a-z]|\s|['’])")
"""A word right behind a mark: the letters of a postcode are none."""

_STEP = 3
"""How far the number of a note may be above that of the one before: one between them may not have been read."""

_MARK = re.compile(r"(?P<mark>\d{1,3}|[ivx]{1,4}|\*{1,3}|†|‡|§)(?P<close>[.)\]]?)(?P<gap>\s?)(?=\S)")


_APART = 2.5
"""A line farther below the notes than this many times its size, without a mark, is the page's footer."""

_NEAR = 1.6
"""A line this many times its size or less below another small one goes on with it, unless its mark is raised."""

_FOOT = 0.93
"""Share of the page's height below which a small line, apart from the text, is the page's footer; as far from the top
it is its header."""


def split_margins(column: Sequence[Line], body: float, page_height: float) -> tuple[list[Line], list[Line], list[Line]]:
    """The lines of a header, of the column itself, and of a footer, that no other page has: smaller than the text, in
    the upper or lower margin and apart from the text."""
    lines = list(column)
    small = [line.size < _SMALLER * body for line in lines]
    start, end = 0, len(lines)
    while start < end and small[start] and lines[start].bottom < (1 - _FOOT) * page_height:
        start += 1
    while end > start and small[end - 1] and lines[end - 1].top > _FOOT * page_height:
        end -= 1
    if 0 < start < len(lines) and not _is_far(lines[start - 1], lines[start]):
        start = 0
    if 0 < end < len(lines) and not _is_far(lines[end - 1], lines[end]):
        end = len(lines)
    return lines[:start], lines[start:end], lines[end:]


def split_footnotes(
    column: Sequence[Line], body: float, page_height: float
) -> tuple[list[Line], list[Line], list[Line]]:
    """The lines of a column without its footnotes, the footnotes' lines, and those of the footer below them."""
    start = len(column)
    while start and column[start - 1].size < _SMALLER * body and column[start - 1].top > _HIGHEST * page_height:
        start -= 1
    first = start
    while start < len(column) and not _begins_notes(column, start, first):
        start += 1
    end = next((i for i in range(start + 1, len(column)) if _apart(column[i - 1], column[i])), len(column))
    return list(column[:start]), list(column[start:end]), list(column[end:])


def _begins_notes(column: Sequence[Line], at: int, first: int) -> bool:
    """Whether a line begins the notes: it has a mark and does not go on with a small line above it, as the second line
    of a caption does."""
    line = column[at]
    if not mark_length(line) or at == first or line.raised[0]:
        return bool(mark_length(line))
    return line.bottom - column[at - 1].bottom > _NEAR * line.size


def _apart(above: Line, below: Line) -> bool:
    return _is_far(above, below) and not mark_length(below)


def _is_far(above: Line, below: Line) -> bool:
    return below.bottom - above.bottom > _APART * max(above.size, below.size)


def mark_length(line: Line) -> int:
    """How many characters of a line's beginning are a footnote's mark and the space behind it; 0 for none."""
    match = _MARK.match(line.text)
    if not match:
        return 0
    raised = bool(line.raised[: match.end("mark")].all())
    return match.end() if raised or match["gap"] or _WORD.match(line.text, match.end()) else 0


def notes(lines: Sequence[Line]) -> list[Paragraph]:
    """The footnotes that lines make: each begins at a line with a mark as far left as the first one's, whose number, if
    it is one, comes after that of the note before."""
    out: list[Paragraph] = []
    for line in lines:
        length = mark_length(line)
        if not out or (length and line.x0 < lines[0].x0 + line.size and _comes_after(out[-1].lines[0], line)):
            out.append(Paragraph([line], number=length))
        else:
            out[-1].breaks.append(False)
            out[-1].lines.append(line)
    return out


def _comes_after(last: Line, line: Line) -> bool:
    """Whether a line's mark can be the one after another's: the figures of a number that a line end cuts are not."""
    before, mark = _MARK.match(last.text), _MARK.match(line.text)
    if not before or not mark or not (before["mark"].isdigit() and mark["mark"].isdigit()):
        return True
    return 0 < int(mark["mark"]) - int(before["mark"]) <= _STEP
