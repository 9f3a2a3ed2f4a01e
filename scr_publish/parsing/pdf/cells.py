"""The cells of tables in the document's count: header rows, and tables that go on over a page's end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scr_publish.document import Cell, Kind
from scr_publish.parsing.pdf.elements import Element
from scr_publish.parsing.pdf.lines import Line
from scr_publish.parsing.pdf.paragraphs import Measure, Paragraph, goes_on, paragraphs
from scr_publish.parsing.pdf.tables import Area, Grid

_SAME_COLUMN = 4.0
_SHORT_HEADING = 8
"""Words in the longest column heading of a header row that nothing but its words tells."""


@dataclass(frozen=True)
class PageTable:
    """A grid with the lines of each of its cells. `first` and `last` say whether running text of its page stands
    before or behind it."""

    page: int
    grid: Grid
    lines: dict[int, list[Line]]
    first: bool
    last: bool


class Tables:
    """Numbers a document's tables, and joins the parts of one that goes on over a page's end."""

    def __init__(self, measured: Measure) -> None:
        self._measured = measured
        self._count = 0
        self._rows = 0
        self._before: PageTable | None = None
        self._headings: list[str] = []
        self._last: dict[tuple[int, int], Paragraph] = {}

    def elements(self, table: PageTable) -> list[Element]:
        """The cells of a table's part, row by row, an element for each paragraph of a cell. The rest of a row that the
        page's end cut goes to the paragraphs that it was cut from."""
        first_row = _row_texts(table, 1)
        cut = 0
        if self._before is not None and _goes_on(self._before, table):
            header = 1 if any(first_row) and first_row == self._headings else 0
            cut = header + 1 if self._is_cut(table, header + 1) else 0
        else:
            self._count += 1
            self._rows = 0
            self._last = {}
            header = _header_rows(table)
            self._headings = first_row if header else []
        out = []
        for element in self._cells(table, header, cut):
            cell = element.cell
            assert cell is not None
            last = self._last.get((cell.row, cell.column))
            if cut and cell.row == self._rows and last:
                _append(last, element.paragraph)
            else:
                out.append(element)
                self._last[cell.row, cell.column] = element.paragraph
        self._rows += table.grid.rows - (1 if cut else 0)
        self._before = table
        return out

    def _is_cut(self, table: PageTable, row: int) -> bool:
        """Whether a part's first row of words is the rest of the row before: a cell goes on amid a sentence, plainly
        (in small letters) or under a row whose first cell has nothing more to say."""
        going_on = [
            lines[0].text[:1].islower()
            for area, lines in _row(table, row)
            if lines and (last := self._last.get((self._rows, area.column))) and goes_on(last, Paragraph(lines))
        ]
        first_is_empty = (self._rows, 1) in self._last and not any(
            lines for area, lines in _row(table, row) if area.column == 1
        )
        return any(going_on) or (first_is_empty and bool(going_on))

    def _cells(self, table: PageTable, header: int, cut: int) -> Iterator[Element]:
        for i, area in enumerate(table.grid.areas):
            lines = table.lines.get(i, [])
            if not lines:
                continue
            row = self._rows + area.row
            if cut and area.row >= cut:
                row = self._rows if area.row == cut else row - 1
            cell = Cell(self._count, row, area.column, area.row <= header)
            where = f"table {self._count}, row {row}"
            right = area.x1 - max(min(line.x0 for line in lines) - area.x0, 0.0)
            for paragraph in paragraphs(lines, self._measured, min(right, area.x1)):
                yield Element(Kind.CELL, paragraph, cell=cell, where=where)


def _append(last: Paragraph, rest: Paragraph) -> None:
    last.breaks += [not goes_on(last, rest), *rest.breaks]
    last.lines += rest.lines


def _goes_on(before: PageTable, table: PageTable) -> bool:
    """The last thing on a page and the first on the next, with the same columns."""
    if not (before.last and table.first and table.page == before.page + 1):
        return False
    left, right = before.grid, table.grid
    if abs(left.x0 - right.x0) > _SAME_COLUMN or abs(left.x1 - right.x1) > _SAME_COLUMN:
        return False
    shared = [x for x in right.columns if any(abs(x - other) <= _SAME_COLUMN for other in left.columns)]
    return len(shared) >= min(len(left.columns), len(right.columns))


def _row(table: PageTable, row: int) -> list[tuple[Area, list[Line]]]:
    return [(area, table.lines.get(i, [])) for i, area in enumerate(table.grid.areas) if area.row == row]


def _row_texts(table: PageTable, row: int) -> list[str]:
    return [" ".join(line.text for line in lines) for _, lines in _row(table, row)]


def _header_rows(table: PageTable) -> int:
    """How many rows from the top hold column headings."""
    rows = table.grid.rows
    if rows < 2:
        return 0
    count = 0
    while count < min(rows - 1, 3) and _is_set_apart(table, count + 1):
        count += 1
    if count == rows - 1 and rows > 2:
        return 1
    return count or int(_reads_as_headings(table))


def _is_set_apart(table: PageTable, row: int) -> bool:
    """Bold or shaded as a whole, where the next row of words is not."""
    lines = [line for _, cell in _row(table, row) for line in cell]
    below = [line for number in range(row + 1, table.grid.rows + 1) for _, cell in _row(table, number) for line in cell]
    if not lines or not below:
        return False
    bold = all(line.bold for line in lines) and not all(line.bold for line in below)
    shaded = row in table.grid.shaded and len(table.grid.shaded) <= max(2, table.grid.rows // 3)
    return bold or shaded


def _reads_as_headings(table: PageTable) -> bool:
    """A first row whose cells are all filled with a few words each, without figures or stops, over longer ones."""
    texts = _row_texts(table, 1)
    if len(texts) < 2 or not all(texts):
        return False
    if any(len(text.split()) > _SHORT_HEADING or text.endswith(".") or text[0].isdigit() for text in texts):
        return False
    below = [text for row in range(2, table.grid.rows + 1) for text in _row_texts(table, row) if text]
    return any(len(text.split()) > _SHORT_HEADING or text[0].isdigit() for text in below)
