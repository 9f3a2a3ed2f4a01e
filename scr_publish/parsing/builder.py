"""Assemble the linear text of a format that has no text of its own (DOCX, PDF, HTML, ODT, RTF).

A parser adds blocks in reading order, each made of runs that know where they come from; the builder sets them apart
with blank lines (cells of a row with tabs) and gives the `Document` its offsets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from scr_publish.document import (
    Barrier,
    Block,
    Cell,
    Change,
    Document,
    Gap,
    Geometry,
    Kind,
    Piece,
    Problem,
    Revision,
    Source,
    SpareLetters,
    Surface,
    Trace,
)
from scr_publish.parsing.numbers import bare_number


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a block's text from one place. `boxes`, where the format has pages, holds a page and a box for each
    character (page 0 for a character that the parser supplied, such as the space at a line's end). `revision` is the
    tracked change that the text is part of; `highlighted` text is marked with colour."""

    text: str
    path: str = ""
    boxes: Geometry | None = None
    markup: bool = False
    revision: Revision | None = None
    highlighted: bool = False


class DocumentBuilder:
    """Grows a document block by block. `finish` gives the `Document`."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._pieces: list[Piece] = []
        self._boxes: list[tuple[int, Geometry]] = []
        self._problems: list[Problem] = []
        self._notes: list[str] = []
        self._changes: list[Change] = []
        self._highlights: list[tuple[int, int]] = []
        self._barriers: list[Barrier] = []
        self._traces: list[Trace] = []
        self.gaps: list[Gap] = []
        self.spare_letters: list[SpareLetters] = []

    def add(
        self,
        kind: Kind,
        runs: str | Sequence[Run],
        *,
        number: str = "",
        number_length: int = 0,
        surface: Surface = Surface.VISIBLE,
        level: int = 0,
        cell: Cell | None = None,
        page: int | None = None,
        path: str = "",
        where: str = "",
    ) -> Block | None:
        """Add a block, `number` (as shown, "4.2.1", "Recommendation 3") before its words. Where the number is typed,
        and so in the runs, `number_length` says how many of their first characters it takes, the space behind it
        included (`numbers.typed_number`). White space at the ends is dropped; a block with nothing else in it is not
        added, and None is given back."""
        parts = _trimmed([Run(runs, path)] if isinstance(runs, str) else list(runs))
        if not parts and not number:
            return None
        self._separate(cell)
        start = self._length
        if number:
            self._write(number + (" " if parts else ""))
        words_start = self._length
        markup: list[tuple[int, int]] = []
        for run in parts:
            at = self._length
            self._write(run.text)
            if run.path:
                self._pieces.append(Piece(at, self._length, run.path))
            if run.boxes is not None:
                self._boxes.append((at, run.boxes))
            if run.markup:
                markup.append((at, self._length))
            if run.revision is not None:
                self._change(run.revision, at)
            if run.highlighted:
                self._highlight(at)
        if number_length:
            words_start = min(start + number_length, self._length)
            number = "".join(run.text for run in parts)[:number_length].strip()
        block = Block(
            kind,
            start,
            self._length,
            words_start,
            surface,
            level,
            bare_number(number),
            cell,
            tuple(markup),
            page,
            path,
            where,
        )
        self._blocks.append(block)
        return block

    @property
    def has_text(self) -> bool:
        """Whether anything stands on the page so far."""
        return any(block.is_printed for block in self._blocks)

    @property
    def changes(self) -> tuple[Change, ...]:
        """The tracked changes so far."""
        return tuple(self._changes)

    def problem(self, rule: str, detail: str = "", page: int | None = None) -> None:
        """Record something that kept the parser from reading all of the file."""
        self._problems.append(Problem(rule, detail, page))

    def barriers(self, found: Iterable[Barrier]) -> None:
        """Record what keeps readers with a screen reader or another aid out."""
        self._barriers += found

    def note(self, text: str) -> None:
        """Record how the file was read, for the person who reads the result."""
        self._notes.append(text)

    def trace(
        self,
        rule: str,
        block: Block | None = None,
        *,
        detail: str = "",
        where: str = "",
        path: str = "",
        surface: Surface | None = None,
    ) -> None:
        """Record something that the file holds without showing it: an `HC` rule's id, the block of what was read from
        it, and what completes the rule's message."""
        if block is not None:
            where, path = where or block.where, path or block.path
            self._traces.append(Trace(rule, block.start, block.end, detail, where, path, surface))
        else:
            self._traces.append(Trace(rule, None, None, detail, where, path, surface))

    def trace_at(self, rule: str, start: int | None, end: int | None, detail: str) -> None:
        """The same for linear text that is there already."""
        self._traces.append(Trace(rule, start, end, detail, detail))

    def finish(self, source: Source) -> Document:
        """The document. The builder is not used again."""
        text = "".join(self._text)
        return Document(
            source,
            text,
            tuple(self._blocks),
            tuple(self._pieces),
            self._geometry(len(text)),
            tuple(self._problems),
            tuple(self._notes),
            tuple(self._changes),
            tuple(self._barriers),
            tuple(self._traces),
            tuple(self._highlights),
            tuple(self.gaps),
            tuple(self.spare_letters),
        )

    def _write(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)

    def _highlight(self, start: int) -> None:
        """Record that the text from `start` is highlighted, as one with highlighted text before it."""
        if self._highlights and self._highlights[-1][1] == start:
            start = self._highlights.pop()[0]
        self._highlights.append((start, self._length))

    def _change(self, revision: Revision, start: int) -> None:
        """Record that the text from `start` is a change's, as one with the text before it of the same change."""
        last = self._changes[-1] if self._changes else None
        if last and last.end == start and last.revision == revision:
            start = self._changes.pop().start
        self._changes.append(Change(revision, start, self._length))

    def _separate(self, cell: Cell | None) -> None:
        """What stands between this block and the one before: a tab inside a table's row, a line end between rows and
        between paragraphs of one cell, a blank line elsewhere."""
        if not self._blocks:
            return
        before = self._blocks[-1].cell
        if cell and before and cell.table == before.table:
            same_row = cell.row == before.row and cell.column != before.column
            self._write("\t" if same_row else "\n")
        else:
            self._write("\n\n")

    def _geometry(self, length: int) -> Geometry | None:
        if not self._boxes:
            return None
        page = np.zeros(length, dtype=np.int32)
        sides = np.zeros((4, length), dtype=np.float32)
        for at, boxes in self._boxes:
            span = slice(at, at + len(boxes.page))
            page[span] = boxes.page
            for side, values in zip(sides, (boxes.x0, boxes.top, boxes.x1, boxes.bottom), strict=True):
                side[span] = values
        return Geometry(page, *sides)


def _trimmed(runs: list[Run]) -> list[Run]:
    """The runs without white space at the block's ends, and without empty ones."""
    runs = [run for run in runs if run.text]
    while runs and not runs[0].text.strip():
        runs.pop(0)
    while runs and not runs[-1].text.strip():
        runs.pop()
    if runs:
        runs[0] = _cut(runs[0], len(runs[0].text) - len(runs[0].text.lstrip()), len(runs[0].text))
        runs[-1] = _cut(runs[-1], 0, len(runs[-1].text.rstrip()))
    return runs


def _cut(run: Run, start: int, end: int) -> Run:
    boxes = None
    if run.boxes is not None:
        sides = (run.boxes.x0, run.boxes.top, run.boxes.x1, run.boxes.bottom)
        boxes = Geometry(run.boxes.page[start:end], *(side[start:end] for side in sides))
    return Run(run.text[start:end], run.path, boxes, run.markup, run.revision, run.highlighted)
