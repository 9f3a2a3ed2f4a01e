"""Web pages: headings, paragraphs, lists, tables, and what a browser does not show.

The linear text is our own, with white space made single as a browser does. Scripts and style sheets are no text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree, html

from scr_publish.document import Cell, ChangeKind, Document, Kind, Revision, Surface
from scr_publish.errors import UnreadableError
from scr_publish.parsing.builder import DocumentBuilder, Run
from scr_publish.parsing.contents import mark_contents
from scr_publish.parsing.encoding import declared, decode
from scr_publish.parsing.html.accessibility import barriers
from scr_publish.parsing.html.data import data_of, unseen_data
from scr_publish.parsing.html.hidden_styles import HiddenStyles
from scr_publish.parsing.opening import Input, Options
from scr_publish.parsing.pictures import read_picture
from scr_publish.parsing.places import is_local
from scr_publish.parsing.runs import split_number

_INLINE = frozenset(
    (
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code",
        "data", "del", "dfn", "em", "font", "i", "img", "input", "ins", "kbd",
        "label", "mark", "meter", "noscript", "output", "progress", "q", "ruby", "rb", "rt",
        "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
        "u", "var", "wbr", "br",
    )
)  # fmt: skip
"""Elements that stand inside a paragraph; any other one ends it."""

_SKIPPED = frozenset({"script", "style"})
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONG_TAG = re.compile(r"<[a-z](?:[^<>\"']|\"[^\"]*\"|'[^']*'){5000,}+", re.IGNORECASE)
"""A tag with 5,000 characters besides its quoted values: libxml2 compares each attribute with every other."""
_TAGS = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_NOTE = re.compile(r"footnote|endnote|\bftn|sdfoot", re.IGNORECASE)
_NOTE_ROLES = frozenset({"doc-footnote", "doc-endnote"})
_ATTRIBUTES = (
    ("alt", Surface.ALT_TEXT, "alternative text"),
    ("title", Surface.ALT_TEXT, "a tool tip"),
    ("aria-label", Surface.ALT_TEXT, "a label for screen readers"),
    ("placeholder", Surface.FORM_FIELD, "a form field"),
)
_LINKS = ("href", "src", "cite", "action", "data")


def parse_html(given: Input, options: Options) -> Document:  # noqa: ARG001 - every parser has these parameters
    """Read a web page. Raises UnreadableError: no known encoding (DX107), nothing that a browser could show (DX101),
    thousands of attributes in one tag (DX106)."""
    text = page_text(given.data)
    if is_endless(text):
        raise UnreadableError("DX106", f"{given.name} is built to do harm: a tag of it never ends. Do not open it.")
    parser = html.HTMLParser(huge_tree=True, no_network=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise UnreadableError("DX101", f"{given.name} holds no text. Save the page again and check that.") from None
    builder = DocumentBuilder()
    if any("depth" in error.message.lower() for error in parser.error_log):
        builder.problem("DX205", "elements that nest too deep")
    _Walk(builder, HiddenStyles(root)).read(root)
    builder.barriers(barriers(root))
    document = builder.finish(given.source)
    return replace(document, blocks=tuple(mark_contents(document.text, document.blocks)))


def is_endless(text: str) -> bool:
    """Whether a page's source has a tag so long that reading it would take hours."""
    return _LONG_TAG.search(text) is not None


def page_text(data: bytes) -> str:
    """A page's source as text, without characters that no page may hold. Raises UnreadableError (DX107)."""
    found = _DECLARED.search(data[:4096])
    text = (declared(data, found[1].decode("ascii")) if found else "") or decode(data)
    return _NOT_XML.sub(" ", _XML_DECLARATION.sub("", text))


@dataclass
class _Element:
    """An open element: what it makes of the text in it. `fresh` until a list item has its first block."""

    tag: str
    path: str
    counts: dict[str, int]
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    surface: Surface = Surface.VISIBLE
    cell: Cell | None = None
    lists: int = 0
    number: str = ""
    next_item: int = 0
    fresh: bool = True
    skipped: bool = False
    rule: str = ""
    kept_spaces: bool = False


@dataclass
class _Table:
    number: int
    row: int = 0
    column: int = 0
    header: bool = False


class _Walk:
    """Goes through the page once, from start tag to end tag, and adds a block whenever a paragraph ends."""

    def __init__(self, builder: DocumentBuilder, styles: HiddenStyles) -> None:
        self.builder = builder
        self.styles = styles
        self.stack = [_Element("", "", {})]
        self.tables: list[_Table] = []
        self.table_count = 0
        self.runs: list[Run] = []
        self.asides: list[tuple[Kind, Surface, str, str, str, str]] = []

    def read(self, root: Any) -> None:
        """Add all blocks of the page."""
        for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event == "start":
                self._start(node)
                self._text(node.text)
            elif event == "end":
                self._end()
                self._text(node.tail)
            else:
                if event == "comment":
                    self._comment(node.text or "")
                self._text(node.tail)
        self._flush()

    def _comment(self, text: str) -> None:
        """A comment; one that only old versions of Internet Explorer and Word read holds data of Word's."""
        path = self.stack[-1].path
        if text.lstrip().startswith("[if"):
            words = _TAGS.sub(" ", text.partition(">")[2])
            self._aside(Kind.METADATA, Surface.METADATA, words, path, "data for other programs", "HC140")
        else:
            self._aside(Kind.COMMENT, Surface.COMMENT, text, path, "a comment in the page")

    def _start(self, node: Any) -> None:
        tag = node.tag.lower() if isinstance(node.tag, str) else ""
        above = self.stack[-1]
        count = above.counts[tag] = above.counts.get(tag, 0) + 1
        here = replace(above, tag=tag, path=f"{above.path}/{tag}[{count}]", counts={}, next_item=0)
        if tag not in _INLINE:
            self._flush()
            if tag not in ("div", "p", "section", "article", "main", "body", "html", "center"):
                here.number = ""
        here.skipped = here.skipped or tag in _SKIPPED
        self._surface(node, tag, here)
        self._kind(node, tag, here)
        self.stack.append(here)
        if tag == "br":
            self.runs.append(Run("\n", here.path))
        self._attributes(node, tag, here)

    def _surface(self, node: Any, tag: str, here: _Element) -> None:
        if self.styles.hides(node) or tag == "template":
            here.surface = Surface.HIDDEN_TEXT
        elif tag == "del" and here.surface is Surface.VISIBLE:
            here.surface = Surface.REVISION
        elif here.surface is Surface.VISIBLE and tag not in ("html", "body") and (found := self.styles.unseen(node)):
            here.surface, here.rule = found.surface, found.rule

    def _kind(self, node: Any, tag: str, here: _Element) -> None:
        """What the blocks in this element are."""
        if re.fullmatch("h[1-6]", tag):
            here.kind, here.level = Kind.HEADING, int(tag[1])
        elif tag in ("ul", "ol", "menu"):
            here.lists += 1
            here.next_item = int(node.get("start")) if re.fullmatch(r"\d{1,6}", node.get("start", "")) else 1
        elif tag == "li":
            above = self.stack[-1]
            here.kind, here.level, here.fresh = Kind.LIST_ITEM, max(1, here.lists), True
            value = node.get("value", "")
            if above.tag == "ol":
                above.next_item = int(value) if re.fullmatch(r"\d{1,6}", value) else above.next_item
                here.number = f"{above.next_item}."
                above.next_item += 1
        elif tag == "table":
            self.table_count += 1
            self.tables.append(_Table(self.table_count))
        elif tag == "tr" and self.tables:
            table = self.tables[-1]
            table.row, table.column = table.row + 1, 0
            table.header = self.stack[-1].tag == "thead" or _all_headers(node)
        elif tag in ("td", "th") and self.tables:
            table = self.tables[-1]
            table.column += 1
            here.kind, here.level = Kind.CELL, 0
            here.cell = Cell(table.number, max(1, table.row), table.column, table.header)
        elif tag in ("caption", "figcaption"):
            here.kind, here.surface = Kind.CAPTION, _printed(here.surface, Surface.CAPTION)
        elif tag == "nav":
            here.kind = Kind.TOC
        elif tag == "title":
            here.kind, here.surface = Kind.METADATA, Surface.METADATA
        elif tag == "pre":
            here.kept_spaces = True
        elif node.get("role") in _NOTE_ROLES or (
            tag in ("div", "aside", "p", "li") and _NOTE.search(f"{node.get('class', '')} {node.get('id', '')}")
        ):
            here.kind, here.surface = Kind.FOOTNOTE, _printed(here.surface, Surface.FOOTNOTE)
        elif tag == "div" and node.get("title") in ("header", "footer"):
            here.kind = Kind.HEADER if node.get("title") == "header" else Kind.FOOTER
            here.surface = _printed(here.surface, Surface.HEADER_FOOTER)

    def _attributes(self, node: Any, tag: str, here: _Element) -> None:
        """Words that attributes hold, as blocks after the paragraph."""
        for words, where, rule in unseen_data(node, tag):
            self._aside(Kind.METADATA, Surface.METADATA, words, here.path, where, rule)
        if here.skipped or tag == "meta":
            return
        for key, surface, where in _ATTRIBUTES:
            if not (key == "title" and here.kind in (Kind.HEADER, Kind.FOOTER)):
                rule = "HC139" if key == "title" else ""
                self._aside(Kind.FIELD, surface, node.get(key), here.path, where, rule)
        if tag in ("input", "option", "button"):
            rule = "HC136" if node.get("type", "").lower() == "hidden" else ""
            self._aside(Kind.FIELD, Surface.FORM_FIELD, node.get("value"), here.path, "a form field", rule)
        for key in _LINKS:
            target = (node.get(key) or "").strip()
            if target.startswith("data:"):
                read_picture(self.builder, data_of(target), here.path, "a picture in the page")
            elif target and not target.startswith("#"):
                rule = "HC123" if is_local(target, beside=False) else ""
                if tag != "base" or rule:
                    self._aside(Kind.FIELD, Surface.LINK, target, here.path, "the target of a link", rule)

    def _aside(self, kind: Kind, surface: Surface, words: str | None, path: str, where: str, rule: str = "") -> None:
        if words and words.strip():
            self.asides.append((kind, surface, _SPACES.sub(" ", words), path, where, rule))

    def _text(self, words: str | None) -> None:
        here = self.stack[-1]
        if not words or here.skipped:
            return
        if not here.kept_spaces:
            words = _SPACES.sub(" ", words)
            if not self.runs or self.runs[-1].text[-1:].isspace():
                words = words.removeprefix(" ")
        above = next((e for e in reversed(self.stack) if e.tag not in _INLINE), here)
        if here.surface is not above.surface:
            self._aside(here.kind, here.surface, words, here.path, "", here.rule)
        elif words:
            self.runs.append(Run(words, here.path))

    def _end(self) -> None:
        tag = self.stack[-1].tag
        if tag not in _INLINE:
            self._flush()
        self.stack.pop()
        if tag == "table" and self.tables:
            self.tables.pop()

    def _flush(self) -> None:
        """End the paragraph: add its block, then those that hang on it."""
        here = next((e for e in reversed(self.stack) if e.tag not in _INLINE), self.stack[0])
        runs, self.runs = self.runs, []
        if any(run.text.strip() for run in runs):
            self._block(here, runs)
        asides, self.asides = self.asides, []
        for kind, surface, words, path, where, rule in asides:
            kind = Kind.PARAGRAPH if kind in (Kind.HEADING, Kind.CELL) else kind
            deleted = Revision(ChangeKind.DELETION) if surface is Surface.REVISION else None
            block = self.builder.add(
                kind, [Run(words, path, revision=deleted)], surface=surface, path=path, where=where
            )
            if rule and block is not None:
                self.builder.trace(rule, block, detail=where)

    def _block(self, here: _Element, runs: list[Run]) -> None:
        kind, level, number = here.kind, here.level, ""
        item = next((e for e in reversed(self.stack) if e.tag == "li"), None)
        if kind is Kind.LIST_ITEM and item:
            number, level = (item.number, level) if item.fresh else ("", 0)
            kind = Kind.LIST_ITEM if item.fresh else Kind.PARAGRAPH
            item.fresh = False
        if not number and kind in (Kind.HEADING, Kind.PARAGRAPH, Kind.LIST_ITEM):
            number, runs = split_number(runs, heading=kind is Kind.HEADING)
        where = f"table {here.cell.table}, row {here.cell.row}" if here.cell else ""
        cell = here.cell if kind is Kind.CELL else None
        if here.surface is Surface.REVISION:
            runs = [replace(run, revision=Revision(ChangeKind.DELETION)) for run in runs]
        block = self.builder.add(
            kind, runs, number=number, surface=here.surface, level=level, cell=cell, path=here.path, where=where
        )
        if here.rule and block is not None:
            self.builder.trace(here.rule, block, detail=where)


def _printed(outer: Surface, own: Surface) -> Surface:
    """An element's own surface, unless it stands in something hidden."""
    return own if outer is Surface.VISIBLE else outer


def _all_headers(row: Any) -> bool:
    cells = [cell.tag for cell in row if cell.tag in ("td", "th")]
    return bool(cells) and all(tag == "th" for tag in cells)
