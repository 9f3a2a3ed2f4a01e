"""What stands around a name: the text on both sides, cells and lines beside it, the headings above it."""

from __future__ import annotations

from dataclasses import dataclass

from scr_publish.checks.privacy.candidates import Proposal
from scr_publish.checks.privacy.words import HEADING, Line
from scr_publish.document import Block, Kind

SIGNATURE_LINE = 8
"""A line under a name tells whose it is ("Independent Chair, …") only where it has no more words than this."""

_LEAD_IN = 600
"""So many characters of a line that leads in, up to its last, tell what follows."""


@dataclass(frozen=True)
class Context:
    """What stands around a name: the text on both sides, the neighbouring cells or lines where the name fills its
    own, the document's first heading and the one above, all the headings that it stands under (the first left out),
    the line that leads in a list or a table, and the headings of all of a table's columns."""

    before: str
    after: str
    heading: str
    lead_in: str = ""
    columns: str = ""
    title: str = ""
    headings: tuple[str, ...] = ()


class Surroundings:
    """Gives each proposal its context."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._index = {id(line): i for i, line in enumerate(lines)}
        self._headings: dict[int, str] = {}
        self._paths: dict[int, tuple[str, ...]] = {}
        self._lead_ins: dict[int, str] = {}
        self._columns: dict[int, str] = {}
        self._title = next((line.text[:HEADING] for line in lines if line.block.kind is Kind.HEADING), "")
        heading = lead_in = ""
        path: list[tuple[int, str]] = []
        for i, line in enumerate(lines):
            cell = line.block.cell
            if line.block.kind is Kind.HEADING:
                heading, lead_in = line.text[:HEADING], ""
                path = [(level, text) for level, text in path if level < line.block.level]
                path.append((line.block.level, heading))
            elif not cell and line.block.kind is not Kind.LIST_ITEM:
                lead_in = line.text[-_LEAD_IN:]
            if cell and (cell.header or cell.row == 1):
                self._columns[cell.table] = f"{self._columns.get(cell.table, '')} | {line.text[:HEADING]}"
            self._headings[i], self._lead_ins[i] = heading, lead_in
            self._paths[i] = tuple(text for _, text in path if text != self._title)

    def of(self, proposal: Proposal) -> Context:
        """The context of a proposal."""
        line = proposal.line
        i = self._index[id(line)]
        before, after = line.before(proposal.start, 280), line.after(proposal.end, 110)
        alone = len(line.words) <= len(proposal.words) + 3
        if line.block.cell:
            before = f"{line.row}: {before}" if line.row and line.column != line.row else before
            before = f"{line.column}: {before}" if line.column else before
            after = after + "".join(f", {cell}" for cell in self._cells_after(i))
        elif alone and line.block.kind is not Kind.HEADING:
            if not before.strip() and i and not self._lines[i - 1].block.cell:
                before = self._lines[i - 1].text[-80:] + (" " if self._lines[i - 1].text.endswith(":") else ". ")
            if not after.strip() and i + 1 < len(self._lines) and len(self._lines[i + 1].words) <= SIGNATURE_LINE:
                after = ", " + self._lines[i + 1].text[:80]
        columns = self._columns.get(line.block.cell.table, "") if line.block.cell else ""
        return Context(before[-400:], after, self._headings[i], self._lead_ins[i], columns, self._title, self._paths[i])

    def _cells_after(self, index: int) -> list[str]:
        block = self._lines[index].block
        found = []
        for line in self._lines[index + 1 : index + 4]:
            if not _same_row(block, line.block):
                break
            found.append(line.text[:60])
        return found


def _same_row(left: Block, right: Block) -> bool:
    return bool(left.cell and right.cell and (left.cell.table, left.cell.row) == (right.cell.table, right.cell.row))
