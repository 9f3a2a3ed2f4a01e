"""Markdown: CommonMark with tables, footnotes and front matter.

markdown-it finds the blocks and the lines they stand on; here they are laid onto exact offsets of the file, which is
the linear text itself. Indented lines are text and not code, as reports hold addresses and quotations but no programs.

Nothing in the file is lost: what no block of markdown-it covers (cells beyond a table's width, the words after a code
fence, definitions of links) becomes a block on a hidden surface, because a reader of the page does not see it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from scr_publish.document import Block, Cell, Document, Kind, Surface
from scr_publish.parsing.contents import mark_contents
from scr_publish.parsing.encoding import decode
from scr_publish.parsing.lines import Span, line_spans, trimmed
from scr_publish.parsing.markdown.html_in_text import html_pieces
from scr_publish.parsing.markdown.inline import Inline
from scr_publish.parsing.markdown.table import Row
from scr_publish.parsing.numbers import bare_number, typed_number
from scr_publish.parsing.opening import Input, Options

_FRONT_MATTER = re.compile(
    r"\A---[ \t]*(?:\r\n|\n|\r)(?:.*?(?:\r\n|\n|\r))??(?:---|\.\.\.)[ \t]*(?=\r|\n|\Z)", re.DOTALL
)
_FIELD = re.compile(
    r"^[ \t-]*(?:(?P<key>[\w .-]{1,40}):(?=\s|$))?[ \t]*[\"']?(?P<value>.*?)[\"']?[ \t]*$", re.MULTILINE
)
_LINK_DEFINITION = re.compile(r"\[[^\]\n]+\]:")
_ORDERED = re.compile(r"\d{1,9}[.)](?=\s)")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:")
_JOINTS = re.compile(r"[\n|]")
_LONG_HEADING = 200
"""Characters beyond which a heading underlined with dashes is taken for a paragraph above a rule."""


def parse_markdown(given: Input, options: Options) -> Document:  # noqa: ARG001 - every parser has these parameters
    """Read Markdown. Raises UnreadableError (DX107) where the bytes are no text."""
    text = decode(given.data)
    return Document(given.source, text, tuple(mark_contents(text, markdown_blocks(text))))


def markdown_blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text, in order."""
    md = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    md.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    md.disable(["code", "inline", "text_join"])
    env: dict[str, Any] = {}
    front = _FRONT_MATTER.match(text)
    body = re.sub(r"[^\r\n]", " ", front[0]) + text[front.end() :] if front else text
    tokens = md.parse(body, env)
    reader = _Reader(text, Inline(md, env))
    if front:
        reader.front_matter(front.end())
    reader.read(tokens)
    return reader.finish()


@dataclass
class _Open:
    """What stands open round the block at hand."""

    lists: list[bool] = field(default_factory=list)
    item: bool = False
    footnote: str | None = None
    heading: int = 0
    row: int = 0
    column: int = 0
    header: bool = False


class _Reader:
    def __init__(self, text: str, inline: Inline) -> None:
        self.text = text
        self.lines = line_spans(text)
        self._line_starts = [start for start, _ in self.lines]
        self.inline = inline
        self.blocks: list[Block] = []
        self.open = _Open()
        self.tables = 0
        self._begin = 0
        self._row: Row | None = None

    def front_matter(self, end: int) -> None:
        """A metadata block for each value between the lines of dashes."""
        key = ""
        self._begin = end
        first, last = self.lines[0][1], self.text.rfind("\n", 0, end)
        for found in _FIELD.finditer(self.text, first, max(first, last)):
            key = found["key"] or key
            start, stop = trimmed(self.text, *found.span("value"))
            if stop > start:
                name = key.strip()
                self._add(Kind.METADATA, start, stop, Surface.METADATA, where=f"front matter, {name}" if name else "")

    def read(self, tokens: list[Token]) -> None:
        """Take the blocks from markdown-it's tokens."""
        for token in tokens:
            if token.type == "inline":
                self._inline(token)
            elif token.type == "fence":
                self._fence(token)
            elif token.type == "html_block":
                self._html(*self._span_of(token))
            else:
                self._enter(token)

    def _enter(self, token: Token) -> None:
        here = self.open
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                here.lists.append(token.type == "ordered_list_open")
            case "bullet_list_close" | "ordered_list_close":
                here.lists.pop()
            case "list_item_open" | "list_item_close":
                here.item = token.type == "list_item_open"
            case "footnote_reference_open":
                here.footnote = str(token.meta["label"])
            case "footnote_reference_close":
                here.footnote = None
            case "heading_open":
                here.heading = int(token.tag[1:])
            case "heading_close":
                here.heading = 0
            case "table_open":
                self.tables += 1
                here.row = 0
            case "tr_open":
                here.row += 1
                here.column = 0
                self._row = None
            case "th_open" | "td_open":
                here.column += 1
                here.header = token.type == "th_open"
            case "th_close" | "td_close" if here.column:
                here.header = False
            case "table_close":
                here.row = here.column = 0

    def _inline(self, token: Token) -> None:
        content = token.content
        if not content.strip():
            return
        first, last = token.map or [0, 1]
        if self.open.column:
            self._row = self._row or Row(self.text, self.lines[first])
            offsets = self._row.take(content)
        else:
            offsets = self._offsets(content, first, last)
        if offsets is not None:
            self._place(content, offsets)

    def _offsets(self, content: str, first: int, last: int) -> list[int] | None:
        """Where each character of a block's content stands in the file; None where it cannot be told."""
        offsets: list[int] = []
        for i, line in enumerate(content.split("\n")):
            if first + i >= last:
                return None
            start, end = self.lines[first + i]
            source = self.text[start:end].replace("\x00", "\ufffd")
            words = line.strip()
            at = source.rstrip().rfind(words) if source.rstrip().endswith(words) else source.find(words)
            if at < 0:
                return None
            lead = len(line) - len(line.lstrip())
            offsets += [start + max(0, at - lead + k) for k in range(len(line))]
            offsets.append(end)
        offsets.pop()
        return offsets

    def _place(self, content: str, offsets: list[int]) -> None:
        """Blocks for a paragraph, heading, item or cell: one, or one for each line of a forced break."""
        alternative = self.inline.only_image(content)
        if alternative:
            self._image(content, offsets, alternative)
            return
        notation, breaks = self.inline.notation(content)
        notation = [(offsets[start], offsets[end - 1] + 1) for start, end in notation]
        notation = sorted([*notation, *self._prefixes(content, offsets)])
        start = 0
        for low, high in [*breaks, (len(content), len(content))]:
            first, last = trimmed(content, start, low)
            if last > first:
                self._words(offsets[first], offsets[last - 1] + 1, notation)
            start = high

    def _prefixes(self, content: str, offsets: list[int]) -> Iterator[Span]:
        """What stands between the characters of a block's content: the "> " of a quotation's later lines, the
        backslash before a pipe in a table."""
        for i in _JOINTS.finditer(content):
            here = offsets[i.start() - 1] + 1 if i.start() else offsets[0]
            following = offsets[i.start() + 1] if i.start() + 1 < len(offsets) else here
            gap = self.text[here:following]
            yield from ((here + mark.start(), here + mark.end()) for mark in re.finditer(r">|\\(?=\|)", gap))

    def _image(self, content: str, offsets: list[int], words: Span) -> None:
        if words[1] > words[0]:
            self._add(Kind.PARAGRAPH, offsets[words[0]], offsets[words[1] - 1] + 1, Surface.ALT_TEXT)
        start, end = trimmed(content, words[1] + 2, len(content) - 1)
        if end > start and content[words[1] : words[1] + 2] == "](":
            self._add(Kind.FIELD, offsets[start], offsets[end - 1] + 1, Surface.LINK)

    def _words(self, start: int, end: int, notation: list[Span]) -> None:
        """A block whose kind follows from what stands open."""
        here = self.open
        inside = tuple((max(low, start), min(high, end)) for low, high in notation if low < end and high > start)
        if here.column:
            cell = Cell(self.tables, here.row, here.column, here.header)
            where = f"table {cell.table}, row {cell.row}"
            self._add(Kind.CELL, start, end, markup=inside, cell=cell, where=where)
        elif here.heading and end - start <= _LONG_HEADING:
            self._numbered(Kind.HEADING, start, end, inside, here.heading)
        elif here.footnote is not None:
            begin, number = self._before(_FOOTNOTE, start), here.footnote
            words = max(begin, start)
            where = f"footnote {number}"
            self._add(Kind.FOOTNOTE, begin, end, Surface.FOOTNOTE, inside, words=words, number=number, where=where)
        elif here.item:
            here.item = False
            self._item(start, end, inside)
        else:
            self._numbered(Kind.PARAGRAPH, start, end, inside)

    def _item(self, start: int, end: int, inside: tuple[Span, ...]) -> None:
        begin = self._before(_ORDERED, start) if self.open.lists and self.open.lists[-1] else start
        level = len(self.open.lists)
        if begin < start:
            number = bare_number(self.text[begin:start])
            self._add(Kind.LIST_ITEM, begin, end, markup=inside, words=start, number=number, level=level)
        else:
            self._numbered(Kind.LIST_ITEM, start, end, inside, level)

    def _before(self, marker: re.Pattern[str], start: int) -> int:
        """Where the marker that stands before `start` on its line begins; `start` itself where there is none."""
        line = self.lines[self._line_of(start)][0]
        found = [
            match for match in marker.finditer(self.text, line, start) if not self.text[match.end() : start].strip()
        ]
        return found[-1].start() if found else start

    def _numbered(self, kind: Kind, start: int, end: int, inside: tuple[Span, ...], level: int = 0) -> None:
        """A block with the number that was typed at its start, if any, told from its words."""
        kept = _kept(start, end, inside)
        length = typed_number("".join(self.text[i] for i in kept[:200]), heading=kind is Kind.HEADING)
        words, number = start, ""
        if length and length < len(kept):
            words = kept[length]
            number = bare_number("".join(self.text[i] for i in kept[:length]))
        self._add(kind, start, end, markup=inside, words=words, number=number, level=level)

    def _span_of(self, token: Token) -> Span:
        first, last = token.map or [0, 1]
        return self.lines[first][0], self.lines[min(last, len(self.lines)) - 1][1]

    def _fence(self, token: Token) -> None:
        """The lines between two fences, as one paragraph."""
        first, last = token.map or [0, 1]
        if last - first < 2:
            return
        closing = self.lines[last - 1]
        if self.text[slice(*closing)].strip(" \t>").startswith(token.markup):
            last -= 1
        start, end = (
            trimmed(self.text, self.lines[first + 1][0], self.lines[last - 1][1]) if last > first + 1 else (0, 0)
        )
        if end > start:
            self._add(Kind.PARAGRAPH, start, end)

    def _html(self, start: int, end: int) -> None:
        for piece in html_pieces(self.text, start, end):
            kind = Kind.COMMENT if piece.surface is Surface.COMMENT else Kind.PARAGRAPH
            self._add(kind, piece.start, piece.end, piece.surface, piece.markup)

    def _add(
        self,
        kind: Kind,
        start: int,
        end: int,
        surface: Surface = Surface.VISIBLE,
        markup: tuple[Span, ...] = (),
        *,
        words: int | None = None,
        number: str = "",
        level: int = 0,
        cell: Cell | None = None,
        where: str = "",
    ) -> None:
        line = self._line_of(start) + 1
        self.blocks.append(
            Block(
                kind,
                start,
                end,
                start if words is None else words,
                surface,
                level,
                number,
                cell,
                markup,
                path=f"line[{line}]",
                where=f"line {line}, {where}" if where else "",
            )
        )

    def _line_of(self, offset: int) -> int:
        return bisect_right(self._line_starts, offset) - 1

    def finish(self) -> list[Block]:
        """The blocks in order, with blocks for what none of them covers."""
        self.blocks.sort(key=lambda block: (block.start, block.end))
        found, self.blocks = self.blocks, []
        at = 0
        for block in found:
            if block.start < at:
                continue
            at = max(at, min(self._begin, block.start))
            self._uncovered(at, block.start)
            self.blocks.append(block)
            at = block.end
        self._uncovered(max(at, self._begin), len(self.text))
        return self.blocks

    def _uncovered(self, start: int, end: int) -> None:
        """Hidden blocks for words between two blocks: definitions of links, and what markdown-it leaves out."""
        if not re.search(r"\w", self.text[start:end]):
            return
        for line in range(self._line_of(start), self._line_of(end) + 1):
            low, high = trimmed(self.text, max(start, self.lines[line][0]), min(end, self.lines[line][1]))
            while low < high and self.text[low] in "|: \t":
                low += 1
            while high > low and self.text[high - 1] in "|: \t":
                high -= 1
            piece = self.text[low:high]
            if _is_marker(piece):
                continue
            if _LINK_DEFINITION.match(piece):
                self._add(Kind.FIELD, low, high, Surface.LINK)
            else:
                self._add(Kind.PARAGRAPH, low, high, Surface.HIDDEN_TEXT)


_MARKER = re.compile(
    r"(?:[>\s*+-]|\d{1,9}[.)](?=\s|\Z)|\[\^[^\]\s]+\]:|[#|:`~=_]|</?[a-z][a-z0-9]*\s*/?>)*", re.IGNORECASE
)


def _is_marker(piece: str) -> bool:
    """Whether a piece of a line holds notation alone: bullets, numbers of items, fences, rules of tables."""
    return bool(_MARKER.fullmatch(piece)) or not re.search(r"\w", piece)


def _kept(start: int, end: int, markup: tuple[Span, ...]) -> list[int]:
    """The offsets of a block's first few hundred characters that are words."""
    kept: list[int] = []
    at = start
    for low, high in (*markup, (end, end)):
        kept += range(at, min(low, at + 300))
        at = high
        if len(kept) > 300:
            break
    return kept
