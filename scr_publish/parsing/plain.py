"""Plain text: paragraphs, headings, lists and tables guessed from its lines. The linear text is the file itself.

Nothing marks a heading in plain text. A line is taken for one when it is underlined, or short and set apart, and
numbered, in capitals or without the punctuation of a sentence. Prose taken for a heading would escape the plain
English checks, and a heading taken for prose would hide a section, so both are kept narrow and tested."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scr_publish.document import Block, Cell, Document, Kind
from scr_publish.parsing.contents import is_contents_entry, mark_contents
from scr_publish.parsing.encoding import decode
from scr_publish.parsing.lines import Span, line_spans, trimmed
from scr_publish.parsing.numbers import bare_number, typed_number
from scr_publish.parsing.opening import Input, Options

_BULLET = re.compile(r"(?:[-*•·▪◦‣–—]|o(?=\s{2,})|\uf0b7)\s+(?=\S)")
_RULE = re.compile(r"\s*([=\-_*~])(?:\s*\1){2,}\s*")
_PAGE_NUMBER = re.compile(
    r"\s*(?:page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|[-–—]\s*\d{1,4}\s*[-–—]|\d{1,4}\s+(?:of|/)\s+\d{1,4})\s*",
    re.IGNORECASE,
)
_LONE_NUMBER = re.compile(r"\s*\d{1,4}\s*")
_COLUMNS = re.compile(r"\t+| {3,}|\s*\|\s*")
_CLOSING = (".", ",", ";", ":", "?", "!")
_WIDTH = 130
"""The widest line, in characters, of a text that was broken at a width; programs break at 72 to 120."""
_HEADING_WORDS = 12
"""A heading is rarely longer; the longest headings that guidance names ("Views of the family …") have nine words."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without the white space at its ends. `indent` counts the white space before it."""

    start: int
    end: int
    words: str
    indent: int
    page: int

    @property
    def blank(self) -> bool:
        return not self.words


def parse_text(given: Input, options: Options) -> Document:  # noqa: ARG001 - every parser has these parameters
    """Read plain text. Raises UnreadableError (DX107) where the bytes are no text.

    Form feeds end pages: with any in the file, blocks have pages."""
    text = decode(given.data)
    return Document(given.source, text, tuple(mark_contents(text, text_blocks(text))))


def text_blocks(text: str) -> list[Block]:
    """The blocks of a plain text, in order."""
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.paged = "\f" in text
        self.lines = self._lines()
        self.blocks: list[Block] = []
        self.tables = 0
        self.wrapped = self._is_wrapped()

    def _lines(self) -> list[_Line]:
        lines = []
        page = 1
        for start, end in line_spans(self.text):
            low = start
            for i, piece in enumerate(self.text[start:end].split("\f")):
                page += i > 0
                if piece or end == start:
                    first, last = trimmed(self.text, low, low + len(piece))
                    lines.append(_Line(first, last, self.text[first:last], first - low, page))
                low += len(piece) + 1
        return lines

    def _is_wrapped(self) -> bool:
        """Whether lines were broken at a width, so that a paragraph runs over several: no line is much longer than
        the others, and many of those that follow another begin in the middle of a sentence."""
        followers = [
            after.words
            for line, after in zip(self.lines, self.lines[1:], strict=False)
            if not line.blank and not after.blank and not _BULLET.match(after.words)
        ]
        widest = max((len(line.words) for line in self.lines), default=0)
        return widest <= _WIDTH and sum(words[:1].islower() for words in followers) > 0.25 * len(followers)

    def read(self) -> list[Block]:
        """The blocks, group after group; a blank line ends a group."""
        group: list[_Line] = []
        for i, line in enumerate([*self.lines, _Line(len(self.text), len(self.text), "", 0, 0)]):
            if line.blank:
                if group:
                    self._group(group)
                group = []
            elif _PAGE_NUMBER.fullmatch(line.words) or (
                _LONE_NUMBER.fullmatch(line.words) and not group and self._is_last_of_page(i)
            ):
                if group:
                    self._group(group)
                group = []
                self._add(Kind.PAGE_NUMBER, [line])
            else:
                if group and line.page != group[-1].page and not self._runs_on(group[-1], line):
                    self._group(group)
                    group = []
                group.append(line)
        return self.blocks

    def _is_last_of_page(self, index: int) -> bool:
        """Whether nothing but blank lines follows a line on its page, in a file that has pages."""
        if not self.paged:
            return False
        following = index + 1
        while following < len(self.lines) and self.lines[following].blank:
            following += 1
        return following == len(self.lines) or self.lines[following].page != self.lines[index].page

    def _runs_on(self, line: _Line, following: _Line) -> bool:
        return self.wrapped and not line.words.endswith(_CLOSING) and following.words[:1].islower()

    def _group(self, group: list[_Line]) -> None:
        """Lines without a blank one between them: a table, or headings, items and paragraphs."""
        rows = [_columns(self.text, line) for line in group]
        if len(group) > 1 and sum(len(row) > 1 for row in rows) > 0.6 * len(group) and not _all_contents(group):
            self._table(group, rows)
            return
        pending: list[_Line] = []
        for i, line in enumerate(group):
            if _RULE.fullmatch(line.words):
                underlined = len(pending) == 1 and line.words[0] in "=-~" and len(line.words) >= 3
                if underlined and len(pending[0].words) <= len(line.words) + 20:
                    self._heading(pending[0], 1 if line.words[0] == "=" else 2)
                else:
                    self._paragraph(pending)
                pending = []
                continue
            if pending and self._begins(line, pending[-1]):
                self._close(pending, i == len(pending), False)
                pending = []
            pending.append(line)
        self._close(pending, len(pending) == len(group), True)

    def _begins(self, line: _Line, before: _Line) -> bool:
        """Whether a line begins a new block under the line before it."""
        if _BULLET.match(line.words) or is_contents_entry(before.words):
            return True
        if line.words[0].islower() and not typed_number(line.words) and not before.words.endswith((".", "?", "!")):
            return False
        closed = before.words.endswith((".", ":", ";", "?", "!", "”", '"', ", and", " and", " or"))
        if typed_number(line.words) and (closed or _is_heading(before.words) or not self.wrapped):
            return True
        if not self.wrapped:
            return True
        return bool(line.indent > before.indent and closed and not _BULLET.match(before.words))

    def _close(self, pending: list[_Line], apart: bool, last: bool) -> None:
        if not pending:
            return
        lone = len(pending) == 1
        words = pending[0].words
        if lone and _is_heading(words, apart=apart) and not (last and not apart and words.endswith(_CLOSING)):
            self._heading(pending[0], 0)
        else:
            self._paragraph(pending)

    def _heading(self, line: _Line, level: int) -> None:
        length = typed_number(line.words, heading=True)
        number = bare_number(line.words[:length])
        if not level:
            level = number.count(".") + 1 if number else (1 if line.words.isupper() else 2)
        self._add(Kind.HEADING, [line], length, number, min(level, 9))

    def _paragraph(self, lines: list[_Line]) -> None:
        if not lines:
            return
        bullet = _BULLET.match(lines[0].words)
        if bullet:
            first = lines[0]
            start, _ = trimmed(self.text, first.start + bullet.end(), first.end)
            self._add(Kind.LIST_ITEM, [_Line(start, first.end, "", first.indent, first.page), *lines[1:]], level=1)
            return
        length = typed_number(lines[0].words)
        number = bare_number(lines[0].words[:length])
        listed = bool(number) and "." not in number
        self._add(Kind.LIST_ITEM if listed else Kind.PARAGRAPH, lines, length, number, 1 if listed else 0)

    def _table(self, group: list[_Line], rows: list[list[Span]]) -> None:
        self.tables += 1
        number = 0
        for line, row in zip(group, rows, strict=True):
            if not re.search(r"\w", line.words):
                continue
            number += 1
            for column, (start, end) in enumerate(row, 1):
                cell = Cell(self.tables, number, column, number == 1)
                where = f"table {self.tables}, row {number}"
                self._add(Kind.CELL, [_Line(start, end, "", 0, line.page)], cell=cell, where=where)

    def _add(
        self,
        kind: Kind,
        lines: list[_Line],
        number_length: int = 0,
        number: str = "",
        level: int = 0,
        cell: Cell | None = None,
        where: str = "",
    ) -> None:
        start, end = lines[0].start, lines[-1].end
        self.blocks.append(
            Block(
                kind,
                start,
                end,
                start + number_length,
                level=level,
                number=number,
                cell=cell,
                page=lines[0].page if self.paged else None,
                path=f"offset[{start}]",
                where=where,
            )
        )


def _is_heading(words: str, *, apart: bool = False) -> bool:
    """Whether a line on its own reads as a heading: short, no sentence, and numbered, in capitals, or set apart."""
    length = typed_number(words, heading=True)
    title = words[length:]
    if not title or len(title.split()) > _HEADING_WORDS or title.endswith(_CLOSING) or is_contents_entry(words):
        return False
    if not title[0].isalpha() or title[0].islower():
        return False
    if title.isupper() and sum(char.isalpha() for char in title) > 3:
        return True
    numbered = length > 0 and bare_number(words[:length])[:1].isdigit()
    return apart or numbered


def _columns(text: str, line: _Line) -> list[Span]:
    """The cells of a line that tabs, wide gaps or pipes divide."""
    cells = []
    at = line.start
    for gap in _COLUMNS.finditer(text, line.start, line.end):
        cells.append(trimmed(text, at, gap.start()))
        at = gap.end()
    cells.append(trimmed(text, at, line.end))
    cells = [cell for cell in cells if cell[1] > cell[0]]
    first = line.words.split(None, 1)[0] if line.words else ""
    if len(cells) == 2 and (_BULLET.match(first + " x") or typed_number(first + " x", heading=True)):
        return [(line.start, line.end)]
    return cells


def _all_contents(group: list[_Line]) -> bool:
    return sum(is_contents_entry(line.words) for line in group) > 0.5 * len(group)
