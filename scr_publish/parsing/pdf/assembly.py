"""From pages to elements in reading order: furniture apart, columns, notes, contents, paragraphs, tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np

from scr_publish.document import Kind, Surface
from scr_publish.parsing.pdf.cells import PageTable, Tables
from scr_publish.parsing.pdf.contents import split_contents
from scr_publish.parsing.pdf.elements import Element
from scr_publish.parsing.pdf.footnotes import notes, split_footnotes, split_margins
from scr_publish.parsing.pdf.furniture import (
    Furniture,
    candidates,
    find_furniture,
    margin_rows,
    of_several_lines,
    page_range,
)
from scr_publish.parsing.pdf.glyphs import Glyphs
from scr_publish.parsing.pdf.layout import gutter_of, regions
from scr_publish.parsing.pdf.lines import Fragment, Line, fragments, make_line, reading_boxes, rows
from scr_publish.parsing.pdf.paragraphs import Measure, Paragraph, edge_of, goes_on, measure, own_lines, paragraphs
from scr_publish.parsing.pdf.reading import Page
from scr_publish.parsing.pdf.tables import Grid
from scr_publish.parsing.pdf.visibility import ACCOUNTS, OFF_PAGE, Account


@dataclass(slots=True, eq=False)
class Column:
    """A column's lines in order. `limit` is where the next column begins, `notes` are the footnotes' lines at its
    foot, `header` and `footer` the lines above and below that belong to the page."""

    page: Page
    lines: list[Line]
    limit: float = inf
    notes: list[Line] = field(default_factory=list)
    header: list[Line] = field(default_factory=list)
    footer: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A table's grid on its page, with the lines of each cell."""

    page: Page
    grid: Grid
    lines: dict[int, list[Line]]


Part = Column | Placed


@dataclass(frozen=True)
class Assembled:
    """The elements of a document in order, its body's measure, and the words of each page without the furniture."""

    elements: list[Element]
    measured: Measure
    lines: list[Line]
    words: dict[int, int]


def assemble(pages: Sequence[Page]) -> Assembled:
    """Put all pages' text in reading order and group it."""
    furniture = _furniture(pages)
    taken = {(page, piece.start) for item in furniture for page, piece in zip(item.pages, item.pieces, strict=True)}
    gutters = _gutters(pages)
    parts = [part for page in pages for part in _parts(page, taken, gutters)]
    measured = measure([(part.lines, part.limit) for part in parts if isinstance(part, Column)])
    for part in parts:
        if isinstance(part, Column):
            height = part.page.frame.height
            part.header, text, footer = split_margins(part.lines, measured.size, height)
            part.lines, part.notes, below = split_footnotes(text, measured.size, height)
            part.footer = [*below, *footer]
    body = list(_body(parts, measured))
    elements = _with_furniture(body, _furniture_elements(furniture, {page.number: page for page in pages}))
    elements += [element for page in pages for element in _unseen(page, measured)]
    lines = [line for element in elements for line in element.paragraph.lines]
    words: Counter[int] = Counter()
    for element in body:
        for line in element.paragraph.lines:
            words[line.page] += len(line.text.split())
    return Assembled(elements, measured, lines, words)


def _unseen(page: Page, measured: Measure) -> Iterator[Element]:
    """What is written beyond the page's visible box, or on it where nobody sees it: every program reads it."""
    if len(page.outside):
        yield from _elements(page, page.outside, OFF_PAGE, measured)
    for reason, glyphs in sorted(page.concealed.items()):
        yield from _elements(page, glyphs, ACCOUNTS[reason], measured)


def _elements(page: Page, glyphs: Glyphs, account: Account, measured: Measure) -> Iterator[Element]:
    boxes = reading_boxes(glyphs, page.frame)
    pieces = fragments(glyphs, boxes, np.full(len(glyphs), -1, np.int32))
    lines = [make_line(page.number, row, glyphs, boxes) for row in rows(pieces)]
    for paragraph in paragraphs(lines, measured, max(line.x1 for line in lines)):
        yield Element(
            Kind.TEXT_BOX, paragraph, account.surface, where=account.where, path=account.path, rule=account.rule
        )


def _text(page: Page, piece: Fragment) -> str:
    return make_line(page.number, [piece], page.glyphs, page.boxes).text


def _furniture(pages: Sequence[Page]) -> list[Furniture]:
    found = []
    for page in pages:
        loose = [piece for piece in page.fragments if piece.cell < 0]
        near = {piece.start: piece for _, row, _ in margin_rows(page.frame.height, loose) for piece in row}
        texts = {start: _text(page, piece) for start, piece in near.items()}
        found += candidates(page.number, page.frame.height, loose, texts)
    return find_furniture(found, len(pages))


def _gutters(pages: Sequence[Page]) -> list[float]:
    """The gutters that two pages or more share."""
    found = Counter(
        round(gutter)
        for page in pages
        if (gutter := gutter_of([p for p in page.fragments if p.cell < 0 and p.turns == 0], page.grids)) is not None
    )
    return [float(gutter) for gutter, count in found.items() if count >= 2]


def _parts(page: Page, taken: set[tuple[int, int]], gutters: Sequence[float]) -> Iterator[Part]:
    """The columns and tables of a page in reading order; text that runs another way than the page's own comes last."""
    pieces = [piece for piece in page.fragments if (page.number, piece.start) not in taken]
    letters: Counter[int] = Counter()
    for piece in pieces:
        letters[piece.turns] += piece.end - piece.start
    main = min(letters, key=lambda turns: (-letters[turns], turns)) if letters else 0
    grids = page.grids if main == 0 else []
    in_cells = _cell_lines(page, [p for p in pieces if p.cell >= 0 and grids])
    loose = [p for p in pieces if p.turns == main and (p.cell < 0 or not grids)]
    first_cell = dict(zip(map(id, grids), np.cumsum([0, *(len(g.areas) for g in grids)]).tolist(), strict=False))
    for region in regions(loose, grids, gutters):
        if region.grid is not None:
            start = first_cell[id(region.grid)]
            lines = {i: in_cells[start + i] for i in range(len(region.grid.areas))}
            yield Placed(page, region.grid, lines)
        else:
            yield Column(page, _lines(page, region.fragments), region.limit)
    for turns in sorted(letters):
        others = [p for p in pieces if p.turns == turns != main and (p.cell < 0 or not grids)]
        if others:
            yield Column(page, _lines(page, others))


def _lines(page: Page, pieces: Sequence[Fragment]) -> list[Line]:
    return [make_line(page.number, row, page.glyphs, page.boxes) for row in rows(pieces)]


def _cell_lines(page: Page, pieces: Sequence[Fragment]) -> dict[int, list[Line]]:
    of_cell: dict[int, list[Fragment]] = defaultdict(list)
    for piece in pieces:
        of_cell[piece.cell].append(piece)
    out: dict[int, list[Line]] = defaultdict(list)
    for cell, members in of_cell.items():
        out[cell] = _lines(page, members)
    return out


def _body(parts: Sequence[Part], measured: Measure) -> Iterator[Element]:
    """The elements of all columns and tables. A paragraph that a column's or page's end cuts is one element."""
    tables = Tables(measured)
    tail: Paragraph | None = None
    within_contents = False
    for i, part in enumerate(parts):
        if isinstance(part, Placed):
            before, behind = _neighbours(parts, i)
            yield from tables.elements(PageTable(part.page.number, part.grid, part.lines, not before, not behind))
            tail = None
            continue
        if part.header:
            yield Element(Kind.HEADER, own_lines(part.header), Surface.HEADER_FOOTER)
        stretches, within_contents = split_contents(part.lines, within_contents)
        for stretch in stretches:
            if stretch.entries:
                yield from (_contents_entry(lines) for lines in stretch.entries)
                tail = None
                continue
            found = paragraphs(stretch.lines, measured, edge_of(stretch.lines, part.limit, measured))
            if tail and found and goes_on(tail, found[0]):
                _append(tail, found.pop(0))
            yield from (Element(Kind.PARAGRAPH, paragraph) for paragraph in found)
            tail = found[-1] if found else tail
        yield from (Element(Kind.FOOTNOTE, note, Surface.FOOTNOTE) for note in notes(part.notes))
        if part.footer:
            yield Element(Kind.FOOTER, own_lines(part.footer), Surface.HEADER_FOOTER)


def _neighbours(parts: Sequence[Part], at: int) -> tuple[bool, bool]:
    """Whether something stands before and behind a part on its page, footnotes aside."""
    page = parts[at].page
    filled = [other for other in parts[max(0, at - 50) : at] if other.page is page and _has_text(other)]
    behind = [other for other in parts[at + 1 : at + 51] if other.page is page and _has_text(other)]
    return bool(filled), bool(behind)


def _has_text(part: Part) -> bool:
    return isinstance(part, Placed) or bool(part.lines)


def _append(tail: Paragraph, following: Paragraph) -> None:
    tail.breaks.append(False)
    tail.breaks += following.breaks
    tail.lines += following.lines
    tail.right = following.right


def _contents_entry(lines: list[Line]) -> Element:
    return Element(Kind.TOC, Paragraph(lines, [False] * (len(lines) - 1)))


def _furniture_elements(furniture: Sequence[Furniture], pages: dict[int, Page]) -> list[Element]:
    """One element for each distinct header and footer, at its first page, and one for each page number."""
    out = []
    for items in of_several_lines(furniture):
        item = items[0]
        page = pages[item.pages[0]]
        lines = [make_line(page.number, [part.pieces[0]], page.glyphs, page.boxes) for part in items]
        where = page_range(item.pages) if len(item.pages) > 1 else ""
        out.append(Element(item.kind, own_lines(lines), Surface.HEADER_FOOTER, where=where))
    return out


def _with_furniture(body: Sequence[Element], furniture: Sequence[Element]) -> list[Element]:
    """Headers before what begins on their page, footers and page numbers behind it."""
    heads: dict[int, list[Element]] = defaultdict(list)
    feet: dict[int, list[Element]] = defaultdict(list)
    for element in furniture:
        (heads if element.kind is Kind.HEADER else feet)[element.page].append(element)
    out: list[Element] = []
    done = 0
    last = max([0, *(element.page for element in (*body, *furniture))])
    by_page: dict[int, list[Element]] = defaultdict(list)
    for element in body:
        done = max(done, element.page)
        by_page[done].append(element)
    for page in range(1, last + 1):
        out += [*heads[page], *by_page[page], *feet[page]]
    return out
