"""Lines to paragraphs: where one ends and the next begins, and which of them go on over a column's or page's end."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scr_publish.parsing.pdf.lines import Line
from scr_publish.parsing.pdf.markers import bullet_length, number_gap, number_length

_MORE_THAN_LEADING = 1.22
"""Lines farther apart than this many times the usual distance belong to different paragraphs."""

_USUAL_LEADING = 1.25
_INDENT = 0.8
"""Ems of a first line's indent."""

_SAME_SIZE = 0.06
_SLACK = 0.5
"""Ems by which a word that would have fitted on the line must clear the right edge: justified lines vary a little."""

_ENDS = re.compile(r"[.!?:;…][\"'”’)\]]*\d{0,2}$")
_SENTENCE_ENDS = re.compile(r"[.!?:…][\"'”’)\]]*\d{0,2}$")
_BROKEN = re.compile(r"[^\W_][-‐‑\u00ad]$")
_OPENS = re.compile(r"[\"'“‘(\[]*[^\W\d_]")


Place = tuple[int, float]


@dataclass(slots=True, eq=False)
class Paragraph:
    """Lines that belong together. `breaks[i]` is true where line i+1 begins on purpose (an address) and not because
    the line before was full. `bullet` and `number` are the lengths of what stands before the words."""

    lines: list[Line]
    breaks: list[bool] = field(default_factory=list)
    bullet: int = 0
    number: int = 0
    right: float = 0.0

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def size(self) -> float:
        longest = max(self.lines, key=lambda line: len(line.text))
        return longest.size

    @property
    def is_bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def is_italic(self) -> bool:
        return all(line.italic for line in self.lines)

    @property
    def text(self) -> str:
        """The words for the parser's own judgement: lines with single spaces between them."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Measure:
    """What the whole document tells of its typography. `size` is that of running text; `leading` gives the distance
    between the feet of two lines of one paragraph for each size (rounded to half points); `edges` the right edge of
    the text for each `place` of a column; `is_spaced` is true where white space parts the paragraphs."""

    size: float
    leading: dict[float, float]
    edges: dict[Place, float]
    is_spaced: bool

    def leading_of(self, size: float) -> float:
        """The usual distance between the feet of two lines set in a size."""
        found = self.leading.get(half(size))
        if found:
            return found
        body = self.leading.get(half(self.size))
        return size * (body / self.size if body and self.size else _USUAL_LEADING)


def half(size: float) -> float:
    """A size rounded to half points: what an eye tells apart."""
    return round(size * 2) / 2


def measure(columns: Iterable[tuple[Sequence[Line], float]]) -> Measure:
    """Take the measure of all columns of running text of a document, each with its limit (see `layout.Region`)."""
    letters: Counter[float] = Counter()
    rights: dict[Place, list[float]] = defaultdict(list)
    kept = [(column, place(column, limit)) for column, limit in columns if column]
    for column, where in kept:
        rights[where] += [line.x1 for line in column]
        for line in column:
            letters[half(line.size)] += len(line.text)
    size = letters.most_common(1)[0][0] if letters else 11.0
    edges = {where: sorted(values)[-1 - len(values) // 50] for where, values in rights.items()}
    leading = _leadings(kept, edges)
    return Measure(size, leading, edges, _spaced(kept, edges, leading, size))


def place(column: Sequence[Line], limit: float) -> Place:
    """What columns of one width at one place of the page have in common: the left side where most of their lines
    begin, in steps of 4 points, and their limit."""
    starts = Counter(round(line.x0 / 4) for line in column)
    left = min(starts, key=lambda step: (-starts[step], step)) if len(column) > 3 else min(starts)
    return left, limit


def _leadings(columns: Sequence[tuple[Sequence[Line], Place]], edges: dict[Place, float]) -> dict[float, float]:
    seen: dict[float, Counter[float]] = defaultdict(Counter)
    for column, where in columns:
        edge = edges[where]
        for above, below in itertools.pairwise(column):
            step = below.bottom - above.bottom
            if half(above.size) == half(below.size) and 0.8 * above.size < step < 2.6 * above.size:
                seen[half(above.size)][half(step)] += 3 if above.x1 > edge - 4 * above.size else 1
    return {size: _smallest_common(steps) for size, steps in seen.items()}


def _smallest_common(steps: Counter[float]) -> float:
    """The smallest distance that is common: paragraphs of one line must not pass for the lines of one paragraph."""
    most = max(steps.values())
    return min(step for step, count in steps.items() if count >= 0.4 * most)


def _spaced(
    columns: Sequence[tuple[Sequence[Line], Place]], edges: dict[Place, float], leading: dict[float, float], size: float
) -> bool:
    """Whether the lines after those that plainly end a paragraph mostly stand farther off."""
    far = near = 0
    for column, where in columns:
        edge = edges[where]
        for above, below in itertools.pairwise(column):
            if half(above.size) != size or half(below.size) != size or above.x1 > edge - 6 * size:
                continue
            if not _SENTENCE_ENDS.search(above.text):
                continue
            if below.bottom - above.bottom > _MORE_THAN_LEADING * leading.get(size, size * _USUAL_LEADING):
                far += 1
            else:
                near += 1
    return far >= near


def edge_of(column: Sequence[Line], limit: float, measured: Measure) -> float:
    """The right edge of a column's text."""
    return max(measured.edges.get(place(column, limit), 0.0), *(line.x1 for line in column), 0.0)


def paragraphs(column: Sequence[Line], measured: Measure, edge: float) -> list[Paragraph]:
    """The paragraphs of one column or table cell from the top; `edge` is where its text ends on the right."""
    own = _own_edges(column, measured, edge)
    out: list[Paragraph] = []
    for i, line in enumerate(column):
        bullet = bullet_length(line)
        number = 0 if bullet else number_length(line)
        if out:
            current, above = out[-1], column[i - 1]
            if not _begins(current, above, line, measured, own[i - 1], bullet, number):
                current.breaks.append(False)
                current.lines.append(line)
                continue
            if _is_hard_break(current, above, line, measured, bullet or number):
                current.breaks.append(True)
                current.lines.append(line)
                continue
        out.append(Paragraph([line], bullet=bullet, number=number, right=own[i]))
    return out


def _own_edges(column: Sequence[Line], measured: Measure, edge: float) -> list[float]:
    """The right edge for each line: the column's, or that of its own indented stretch where all of it ends earlier."""
    out = [edge] * len(column)
    start = 0
    left = min(line.x0 for line in column)
    for i in range(1, len(column) + 1):
        if (
            i < len(column)
            and abs(column[i].x0 - column[start].x0) <= 2
            and not _far(column[i - 1], column[i], measured)
        ):
            continue
        stretch = column[start:i]
        reach = max(line.x1 for line in stretch)
        if len(stretch) >= 3 and stretch[0].x0 > left + stretch[0].size and reach < edge - 2 * stretch[0].size:
            out[start:i] = [reach] * len(stretch)
        start = i
    return out


def _far(above: Line, below: Line, measured: Measure) -> bool:
    step = below.bottom - above.bottom
    return step < 0 or step > _MORE_THAN_LEADING * measured.leading_of(max(above.size, below.size))


def _begins(
    current: Paragraph, above: Line, line: Line, measured: Measure, edge: float, bullet: int, number: int
) -> bool:
    """Whether a line begins a paragraph of its own."""
    size = max(above.size, line.size)
    if _far(above, line, measured) or abs(above.size - line.size) > _SAME_SIZE * size + 0.3 or bullet:
        return True
    short = ends_short(above, line, edge)
    if _BROKEN.search(above.text):
        return False
    first_word = _OPENS.match(line.text)
    capital = bool(first_word) and line.text[first_word.end() - 1].isupper() if first_word else True
    if above.bold != line.bold and (short or _ENDS.search(above.text)) and (capital or short):
        return True
    if number and _is_item(current, above, line, short, number):
        return True
    if _is_centred(above, line, edge):
        return False
    step = line.x0 - current.lines[-1].x0
    if step > _INDENT * size:
        hanging = len(current.lines) == 1 and (current.bullet or current.number or not short)
        return not hanging
    if step < -_INDENT * size and len(current.lines) > 1:
        return True
    return short


def _is_item(current: Paragraph, above: Line, line: Line, short: bool, number: int) -> bool:
    """Whether a typed number at a line's start is one, and not a figure that the line end happened to put there."""
    if short or (_SENTENCE_ENDS.search(above.text) and number_gap(line, number) > 0.4 * line.size):
        return True
    outdented = line.x0 < above.x0 - _INDENT * line.size and len(current.lines) > 1
    same_column = bool(current.number) and abs(line.x0 - current.lines[0].x0) < 1 and len(current.lines) == 1
    return outdented or (same_column and number_gap(line, number) > 0.6 * line.size)


def _is_centred(above: Line, line: Line, edge: float) -> bool:
    """Two lines with one middle and different left sides, both clear of the right edge."""
    return (
        abs((above.x0 + above.x1) - (line.x0 + line.x1)) < 4
        and abs(above.x0 - line.x0) > 4
        and max(above.x1, line.x1) < edge + 2
    )


def ends_short(above: Line, line: Line, edge: float) -> bool:
    """Whether the next line's first word would have fitted behind a line: it was ended on purpose."""
    return above.x1 + 0.25 * above.size + _first_word(line) < edge - _SLACK * above.size


def _first_word(line: Line) -> float:
    length = line.text.find(" ")
    last = (length if length > 0 else len(line.text)) - 1
    if line.turned:
        return line.size * 0.5 * (last + 1)
    return float(line.boxes[last, 2] - line.boxes[0, 0])


def _is_hard_break(current: Paragraph, above: Line, line: Line, measured: Measure, marker: int) -> bool:
    """Short lines set close together, where the document parts its paragraphs with white space: an address, a list
    of names. They stay one paragraph, each line its own."""
    if not measured.is_spaced or marker or _far(above, line, measured):
        return False
    if _SENTENCE_ENDS.search(above.text) or above.bold != line.bold or abs(above.size - line.size) > 0.5:
        return False
    return abs(line.x0 - above.x0) < _INDENT * line.size and not (current.bullet or current.number)


def own_lines(lines: list[Line]) -> Paragraph:
    """A paragraph each line of which begins on purpose, unless the one before breaks a word."""
    return Paragraph(lines, [not _BROKEN.search(above.text) for above in lines[:-1]])


def goes_on(last: Paragraph, following: Paragraph) -> bool:
    """Whether a paragraph that ends a column or page goes on in the first one of the next."""
    above, below = last.lines[-1], following.lines[0]
    if following.bullet or (following.number and (_SENTENCE_ENDS.search(above.text) or not above.text[-1].isalpha())):
        return False
    if abs(above.size - below.size) > _SAME_SIZE * above.size + 0.3 or above.bold != below.bold:
        return False
    if _SENTENCE_ENDS.search(above.text):
        return False
    opens = _OPENS.match(below.text)
    if opens and below.text[opens.end() - 1].islower():
        return True
    return not ends_short(above, below, last.right)
