"""The cells of tables in the document's count: header rows, and tables that go on over a page's end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scr_publish.document import Cell, Kind
from scr_publish.parsing.pdf.elements import Element
from scr_publish.parsing.pdf.lines import Line
from scr_publish.parsing.pdf.paragraphs import Measure, paragraphs
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

    def elements(self, table: PageTable) -> list[Element]:
        """The cells of a table's part, row by row, an element for each paragraph of a cell."""
        before = self._before
        goes_on = before is not None and _goes_on(before, table)
        first_row = _row_texts(table, 1)
        if goes_on:
            header = 1 if first_row == self._headings and any(first_row) else 0
        else:
            self._count += 1
            self._rows = 0
            header = _header_rows(table)
            self._headings = first_row if header else []
        out = list(self._cells(table, header))
        self._rows += table.grid.rows
        self._before = table
        return out

    def _cells(self, table: PageTable, header: int) -> Iterator[Element]:
        for i, area in enumerate(table.grid.areas):
            lines = table.lines.get(i, [])
            if not lines:
                continue
            row = self._rows + area.row
            cell = Cell(self._count, row, area.column, area.row <= header)
            where = f"table {self._count}, row {row}"
            right = area.x1 - max(min(line.x0 for line in lines) - area.x0, 0.0)
            for paragraph in paragraphs(lines, self._measured, min(right, area.x1)):
                yield Element(Kind.CELL, paragraph, cell=cell, where=where)


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
