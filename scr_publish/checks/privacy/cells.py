"""What a table says about a cell: the heading of its column, the first cell of its row, the other cells beside it."""

from __future__ import annotations

from dataclasses import dataclass

from scr_publish.document import Block, Document


@dataclass(frozen=True)
class Surrounds:
    """The texts around a cell, in lower case; empty outside tables. `rest` are the other cells of the row."""

    column: str = ""
    row: str = ""
    rest: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """Column heading and row label, those that are there."""
        return tuple(label for label in (self.column, self.row) if label)


NOWHERE = Surrounds()


class Tables:
    """Every cell of a document with what is around it."""

    def __init__(self, document: Document) -> None:
        self._found: dict[int, Surrounds] = {}
        for cells in document.tables:
            texts = {id(block): document.plain(block).lower() for block in cells}
            self._read(cells, texts)

    def around(self, block: Block) -> Surrounds:
        """What is around a block; nothing where it is no cell."""
        return self._found.get(block.start, NOWHERE) if block.cell else NOWHERE

    def _read(self, cells: tuple[Block, ...], texts: dict[int, str]) -> None:
        columns: dict[int, str] = {}
        rows: dict[int, list[Block]] = {}
        has_header = any(block.cell and block.cell.header for block in cells)
        for block in cells:
            assert block.cell
            if block.cell.header or (not has_header and block.cell.row == 1):
                columns.setdefault(block.cell.column, texts[id(block)])
            rows.setdefault(block.cell.row, []).append(block)
        for row in rows.values():
            first = texts[id(row[0])]
            for block in row:
                assert block.cell
                if block.cell.header:
                    continue
                label = first if block is not row[0] else ""
                rest = tuple(texts[id(other)] for other in row if other is not block)
                self._found[block.start] = Surrounds(columns.get(block.cell.column, ""), label, rest)
