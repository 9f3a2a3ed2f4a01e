"""The document: what every parser gives and every checker reads. Nothing changes it after parsing.

A `Document` is one *linear text* (`Document.text`) and a list of `Block`s that lie in it in reading order: headings,
paragraphs, table cells, footnotes, comments, metadata. Every offset in the program counts characters of the linear
text. For `.txt` and `.md` the linear text is the decoded file itself, so offsets are offsets into the file; for other
formats the parser writes it, and `scr-publish text FILE` prints it.

Hidden content is text like any other, in blocks whose `surface` is not `VISIBLE`: every check runs over it unasked.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Surface(StrEnum):
    """Where in the file a piece of text is: what a reader sees, or one of the places that hide it."""

    VISIBLE = "visible"
    HEADER_FOOTER = "header-footer"
    FOOTNOTE = "footnote"
    CAPTION = "caption"
    COMMENT = "comment"
    REVISION = "revision"
    HIDDEN_TEXT = "hidden-text"
    COVERED = "covered"
    OFF_PAGE = "off-page"
    LAYER = "layer"
    ANNOTATION = "annotation"
    FORM_FIELD = "form-field"
    METADATA = "metadata"
    ALT_TEXT = "alt-text"
    LINK = "link"
    ATTACHMENT = "attachment"
    EMBEDDED = "embedded"
    EARLIER_REVISION = "earlier-revision"
    FILE_NAME = "file-name"


PRINTED = frozenset({Surface.VISIBLE, Surface.HEADER_FOOTER, Surface.FOOTNOTE, Surface.CAPTION})
"""The surfaces that a reader of the page sees; text on any other one is hidden."""


class Kind(StrEnum):
    """What a block is in the document's own structure."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    CELL = "cell"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    HEADER = "header"
    FOOTER = "footer"
    PAGE_NUMBER = "page-number"
    TOC = "toc"
    TEXT_BOX = "text-box"
    COMMENT = "comment"
    REVISION = "revision"
    FIELD = "field"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell's position. `table` counts the document's tables from 1, nested ones included; rows and columns
    count from 1. `header` is true in the row (or rows) of column headings."""

    table: int
    row: int
    column: int
    header: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text with one job: `Document.text[start:end]`.

    `words_start` is where the words begin after an automatic or typed number ("4.2.1", "Recommendation 3:" is words,
    not a number); `number` is that number as shown, without closing punctuation. `level` is 1 to 9 for a heading and
    the depth from 1 for a list item, else 0. `markup` are spans inside the block that are notation and not words (the
    asterisks of Markdown, the break of a line): the language pass skips them. `page` counts from 1, None where the
    format has no pages. `path` names the place for a machine (`body/table[2]/row[3]/cell[1]`), `where` for a person
    ("table 2, row 3").
    """

    kind: Kind
    start: int
    end: int
    words_start: int
    surface: Surface = Surface.VISIBLE
    level: int = 0
    number: str = ""
    cell: Cell | None = None
    markup: tuple[tuple[int, int], ...] = ()
    page: int | None = None
    path: str = ""
    where: str = ""

    @property
    def is_prose(self) -> bool:
        """True for running text that a reader reads in sentences: visible paragraphs and list items."""
        return self.surface is Surface.VISIBLE and self.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM)

    @property
    def is_printed(self) -> bool:
        """True for text that stands on the page; false for all that the file hides."""
        return self.surface in PRINTED


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the page's top left corner. `page` counts from 1."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of linear text that comes from one place in the source, in order and without overlap."""

    start: int
    end: int
    path: str


class ChangeKind(StrEnum):
    """What a tracked change does."""

    INSERTION = "insertion"
    DELETION = "deletion"
    MOVED_FROM = "moved-from"
    MOVED_TO = "moved-to"
    FORMATTING = "formatting"


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change as the file records it. `date` is the file's own, ISO 8601, or empty."""

    kind: ChangeKind
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change that nobody has accepted or rejected, and the linear text that it inserted, deleted, moved or
    formatted. Deleted text stands in blocks of its own (`Surface.REVISION`), inserted text in the visible ones."""

    revision: Revision
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Location:
    """Where a span stands: in the linear text, on the page, in the file, and in words for a person."""

    start: int
    end: int
    page: int | None
    boxes: tuple[Box, ...]
    path: str
    where: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that kept a parser from reading all of the file: a `DX` rule's id, and what it met.

    `detail` completes the rule's message and holds no text of the document."""

    rule: str
    detail: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Barrier:
    """Something in the file that keeps a reader with a screen reader or another aid out: an `AC` rule's id, and what
    it met. `detail` completes the rule's message and holds no text of the document but a link's own words."""

    rule: str
    detail: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """Something that the file holds without showing it: the `HC` rule that it breaks, and where it is.

    `start` and `end` are the linear text that was read from it, None where it has none (a macro without words, a list
    of editing sessions). `detail` completes the rule's message; `path` and `where` name the place as a `Block`'s do.
    `surface` is the one to report where the text itself stands on the page (under a shape, say)."""

    rule: str
    start: int | None = None
    end: int | None = None
    detail: str = ""
    where: str = ""
    path: str = ""
    surface: Surface | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A redaction in a line of text: its box, and how wide each character is in the type beside it, in points."""

    box: Box
    letters: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class SpareLetters:
    """The letters of an embedded font that no page uses, and all that it has. Each is in the order of its code."""

    spare: str
    embedded: str


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was read. `pages` is None where the format has none; `pictures` is how many it holds, None where
    nobody asked or the format does not let it be told."""

    name: str
    sha256: str
    format: str
    size: int
    pages: int | None = None
    pictures: int | None = None


@dataclass(frozen=True)
class Geometry:
    """For each character of the linear text, its page and box; page 0 where the parser supplied the character.

    Arrays of the linear text's length: `page` (int32), and `x0`, `top`, `x1`, `bottom` (float32, points from the
    top left)."""

    page: NDArray[np.int32]
    x0: NDArray[np.float32]
    top: NDArray[np.float32]
    x1: NDArray[np.float32]
    bottom: NDArray[np.float32]

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """The boxes that cover a span: one for each line that it touches, in reading order."""
        lines: list[tuple[int, float, float, float, float]] = []
        on, left, high, right, low = 0, 0.0, 0.0, 0.0, 0.0  # the line so far: its page and its sides
        arrays = (self.page, self.x0, self.top, self.x1, self.bottom)
        for page, x0, top, x1, bottom in zip(*(array[start:end].tolist() for array in arrays), strict=True):
            if not page:
                continue
            # a character goes on with the line where it is on its page, level with it and not before it
            overlap = (min(low, bottom)) - (max(high, top))
            if page == on and overlap > 0.5 * min(low - high, bottom - top) and x1 >= left - 1:
                left, high = (min(left, x0)), (min(high, top))
                right, low = (max(right, x1)), (max(low, bottom))
                continue
            if on:
                lines.append((on, left, high, right, low))
            on, left, high, right, low = page, x0, top, x1, bottom
        if on:
            lines.append((on, left, high, right, low))
        return tuple(Box(line[0], *(round(side, 2) for side in line[1:])) for line in lines)

    def first_page(self, start: int, end: int) -> int | None:
        """The page of the first character of a span that has one, or None."""
        pages = self.page[start:end]
        on_page = pages.nonzero()[0]
        return int(pages[on_page[0]]) if len(on_page) else None


@dataclass(frozen=True)
class Section:
    """A heading and the blocks under it, up to the next heading of its own level or above.

    `blocks` are those directly under the heading (before the first heading below it); `heading` is None for what
    stands before the first heading. `parent` is the index of the section above it in `Document.sections`, or None."""

    index: int
    heading: Block | None
    level: int
    blocks: tuple[Block, ...]
    parent: int | None
    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """One file, read. See the module's docstring; blocks are in the order of the linear text and do not overlap."""

    source: Source
    text: str
    blocks: tuple[Block, ...]
    pieces: tuple[Piece, ...] = ()
    geometry: Geometry | None = None
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """What a reader should know of how the file was read ("text of pages 3 and 4 comes from OCR")."""
    changes: tuple[Change, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    traces: tuple[Trace, ...] = ()
    highlights: tuple[tuple[int, int], ...] = ()
    """Spans of the linear text that a writer has marked with colour, in order."""
    gaps: tuple[Gap, ...] = ()
    spare_letters: tuple[SpareLetters, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _piece_starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(i + 1 for i, c in enumerate(self.text) if c == "\n")]

    def block_at(self, offset: int) -> Block | None:
        """The block that holds a character of the linear text, or None between blocks."""
        i = bisect_right(self._starts, offset) - 1
        if i < 0:
            return None
        block = self.blocks[i]
        return block if block.start <= offset < max(block.end, block.start + 1) else None

    def pieces_between(self, start: int, end: int) -> tuple[Piece, ...]:
        """The pieces of the source that the span `text[start:end]` touches, in order."""
        first = max(0, bisect_right(self._piece_starts, start) - 1)
        last = bisect_left(self._piece_starts, end)
        return tuple(piece for piece in self.pieces[first:last] if piece.start < end and piece.end > start)

    def words_of(self, block: Block) -> str:
        """A block's text after its number, markup and all."""
        return self.text[block.words_start : block.end]

    def plain(self, block: Block) -> str:
        """A block's words as a person reads them: number and markup left out, white space made single."""
        out: list[str] = []
        at = block.words_start
        for start, end in block.markup:
            if start >= at:
                out.append(self.text[at:start])
                at = end
        out.append(self.text[at : block.end])
        return " ".join("".join(out).split())

    def page_of(self, start: int, end: int) -> int | None:
        """The page on which the span `text[start:end]` begins, or None where the format has no pages."""
        page = self.geometry.first_page(start, end) if self.geometry else None
        block = self.block_at(start)
        return page if page is not None else (block.page if block else None)

    def locate(self, start: int, end: int) -> Location:
        """Where the span `text[start:end]` stands: page and boxes in a PDF, path elsewhere, and words for a person."""
        block = self.block_at(start)
        boxes = self.geometry.boxes(start, end) if self.geometry else ()
        page = boxes[0].page if boxes else (block.page if block else None)
        path = block.path if block else ""
        if self.pieces:
            i = bisect_right(self._piece_starts, start) - 1
            if i >= 0 and start < self.pieces[i].end:
                path = self.pieces[i].path
        if block and block.where:
            where = block.where
        elif self.source.format in ("txt", "md"):
            where = f"line {bisect_right(self._line_starts, start)}"
        else:
            where = ""
        if page is not None:
            where = f"page {page}, {where}" if where else f"page {page}"
        return Location(start, end, page, boxes, path, where)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The document's own outline, from its visible headings. The contents page takes no part in it."""
        return tuple(_outline(self.blocks, len(self.text)))

    @cached_property
    def tables(self) -> tuple[tuple[Block, ...], ...]:
        """The cells of each table, in the order of the document."""
        found: dict[int, list[Block]] = {}
        for block in self.blocks:
            if block.cell:
                found.setdefault(block.cell.table, []).append(block)
        return tuple(tuple(cells) for cells in found.values())

    @cached_property
    def word_count(self) -> int:
        """Words that stand on the page, furniture (headers, footers, page numbers, contents) left out."""
        furniture = (Kind.HEADER, Kind.FOOTER, Kind.PAGE_NUMBER, Kind.TOC)
        return sum(len(self.plain(b).split()) for b in self.blocks if b.is_printed and b.kind not in furniture)

    def section_of(self, block: Block) -> Section | None:
        """The innermost section that a block stands in."""
        i = bisect_right(self._section_starts, block.start) - 1
        return self.sections[i] if i >= 0 else None

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.start for section in self.sections]


def _outline(blocks: Sequence[Block], length: int) -> Iterator[Section]:
    """Sections in order; a section ends where the next heading of its level or above begins."""
    groups: list[tuple[Block | None, list[Block]]] = []
    for block in blocks:
        if block.kind is Kind.HEADING and block.surface is Surface.VISIBLE:
            groups.append((block, []))
        elif block.kind is not Kind.TOC:
            if not groups:
                groups.append((None, []))
            groups[-1][1].append(block)
    starts = [(heading.start if heading else (body[0].start if body else 0)) for heading, body in groups]
    levels = [(heading.level or 1) if heading else 0 for heading, _ in groups]
    open_sections: list[int] = []
    for i, (heading, body) in enumerate(groups):
        while open_sections and levels[open_sections[-1]] >= levels[i]:
            open_sections.pop()
        end = next((starts[j] for j in range(i + 1, len(groups)) if levels[j] <= levels[i]), length)
        if heading is None:
            end = starts[i + 1] if i + 1 < len(groups) else length
        parent = open_sections[-1] if open_sections else None
        yield Section(i, heading, levels[i], tuple(body), parent, starts[i], end)
        if heading is not None:
            open_sections.append(i)
