"""The text of an OpenDocument file, in reading order, with what hangs on each paragraph after it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from scr_publish.document import Cell, ChangeKind, Kind, Revision, Surface
from scr_publish.parsing.builder import DocumentBuilder, Run
from scr_publish.parsing.docx.appearance import SAME_COLOUR, Unseen
from scr_publish.parsing.odt.marks import XML_ID, change_of, is_off_page, mark_texts
from scr_publish.parsing.odt.names import DC, DRAW, FORM, HREF, OFFICE, SVG, TABLE, TEXT, local
from scr_publish.parsing.odt.styles import Styles
from scr_publish.parsing.places import is_file_name, is_local
from scr_publish.parsing.runs import split_number

_CONTAINERS = frozenset({"section", "index-body", "index-title", "numbered-paragraph", "text-box", "p-group"})
_INDEXES = frozenset(
    {
        "table-of-content",
        "illustration-index",
        "table-index",
        "object-index",
        "user-index",
        "alphabetical-index",
        "bibliography",
    }
)
_SPACES = re.compile(r"[ \t\r\n]+")
_ROW_GROUPS = frozenset({"table-header-rows", "table-rows", "table-row-group"})
_MAX_COLUMNS = 1000
"""A repeated empty cell may claim to fill a sheet's width."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands round a paragraph."""

    path: str
    kind: Kind | None = None
    surface: Surface = Surface.VISIBLE
    cell: Cell | None = None
    list_style: str = ""
    depth: int = 0
    number: str = ""
    where: str = ""
    rule: str = ""
    style: str = ""
    revision: Revision | None = None


class Body:
    """Reads elements of an OpenDocument file into a builder."""

    def __init__(self, builder: DocumentBuilder, styles: Styles) -> None:
        self.builder = builder
        self.styles = styles
        self.tables = 0
        self.heading_counts: dict[int, int] = {}
        self.list_counts: dict[str, dict[int, int]] = {}
        self.asides: list[Callable[[], None]] = []
        self.changes: dict[str, Revision] = {}
        self.revision: Revision | None = None

    def read(self, element: Any, path: str) -> None:
        """Read the blocks of an element, such as `office:text`."""
        self._children(element, _Place(path))

    def read_running(self, element: Any, kind: Kind, path: str, *, shown: bool = True) -> None:
        """Read a header or footer."""
        if shown:
            self._children(element, _Place(path, kind, Surface.HEADER_FOOTER, where=kind.value))
        else:
            where = f"{kind.value}, switched off"
            self._children(element, _Place(path, kind, Surface.HIDDEN_TEXT, where=where, rule="HC109"))

    def _children(self, element: Any, place: _Place) -> None:
        counts: dict[str, int] = {}
        for child in element:
            name = local(child)
            if not name:
                continue
            counts[name] = counts.get(name, 0) + 1
            self._block(child, name, replace(place, path=f"{place.path}/{name}[{counts[name]}]"))

    def _block(self, element: Any, name: str, place: _Place) -> None:
        if name in ("p", "h"):
            self._paragraph(element, name, place)
        elif name == "list":
            self._list(element, place)
        elif name == "table":
            self._table(element, place)
        elif name in _INDEXES:
            inner = replace(place, kind=Kind.TOC)
            for part in element:
                if local(part) == "index-body":
                    self._children(part, replace(inner, path=f"{place.path}/index-body"))
        elif name == "tracked-changes":
            self._changes(element, place)
        elif name == "section" and (
            element.get(TEXT + "display") == "none" or element.get(TEXT + "is-hidden") == "true"
        ):
            self._children(element, replace(place, surface=Surface.HIDDEN_TEXT, where="a hidden section"))
        elif name in _CONTAINERS:
            self._children(element, place)
        elif element.tag.startswith(DRAW):
            self._drawing(element, place)
            self._drain()
        elif element.tag.startswith((OFFICE + "forms", FORM)):
            self._form(element, place)

    def _paragraph(self, element: Any, name: str, place: _Place) -> None:
        style = element.get(TEXT + "style-name", "")
        surface, rule = place.surface, place.rule
        if surface is Surface.VISIBLE and (self.styles.hides(style) or _has_hidden_field(element)):
            surface = Surface.HIDDEN_TEXT
        elif surface is Surface.VISIBLE and (found := self._unseen(element, place, style)):
            surface, rule = found.surface, found.rule
        kind, level, number = place.kind or Kind.PARAGRAPH, 0, ""
        if place.cell:
            kind = Kind.CELL
        elif place.kind is None and name == "h":
            level = min(9, max(1, int(element.get(TEXT + "outline-level", "1") or 1)))
            kind, number = Kind.HEADING, self._heading_number(element, level)
        elif place.kind is None and self.styles.is_based_on(style, "Title"):
            kind, level = Kind.HEADING, 1
        elif place.kind is None and self.styles.is_based_on(style, "Caption"):
            kind = Kind.CAPTION
            surface = Surface.CAPTION if surface is Surface.VISIBLE else surface
        elif place.kind is None and place.depth and (place.number or element.getprevious() is None):
            kind, level, number = Kind.LIST_ITEM, place.depth, place.number
        outer, self.asides = self.asides, []
        runs: list[Run] = []
        self._inline(element, replace(place, surface=surface, style=style), runs)
        if not number and kind in (Kind.HEADING, Kind.PARAGRAPH):
            number, runs = split_number(runs, heading=kind is Kind.HEADING)
        cell = place.cell if kind is Kind.CELL else None
        block = self.builder.add(
            kind, runs, number=number, surface=surface, level=level, cell=cell, path=place.path, where=place.where
        )
        if rule and block is not None:
            self.builder.trace(rule, block, detail=place.where)
        self._drain()
        self.asides = outer

    def _unseen(self, element: Any, place: _Place, *styles: str) -> Unseen | None:
        """Why text in these styles cannot be seen; in a table or text box, which may be dark, only size tells."""
        found = self.styles.unseen(*styles)
        if found is SAME_COLOUR and (place.cell is not None or place.kind is Kind.TEXT_BOX):
            return None
        return found if found and any(c.isalnum() for c in "".join(element.itertext())) else None

    def _drain(self) -> None:
        while self.asides:
            self.asides.pop(0)()

    def _inline(self, element: Any, place: _Place, runs: list[Run]) -> None:
        """The runs of a paragraph; what is not part of its sentence waits in `asides`."""
        if element.text:
            runs.append(Run(_single(element.text), place.path, revision=self._revision(place)))
        counts: dict[str, int] = {}
        for child in element:
            name = local(child)
            if name:
                counts[name] = counts.get(name, 0) + 1
                self._inside(child, name, replace(place, path=f"{place.path}/{name}[{counts[name]}]"), runs)
            if child.tail:
                runs.append(Run(_single(child.tail), place.path, revision=self._revision(place)))

    def _revision(self, place: _Place) -> Revision | None:
        """The tracked change that text is part of: its own place's, or the insertion that is open."""
        return place.revision or self.revision

    def _inside(self, child: Any, name: str, place: _Place, runs: list[Run]) -> None:
        if name == "s":
            count = child.get(TEXT + "c", "1")
            runs.append(Run(" " * (int(count) if count.isdigit() and len(count) < 4 else 1), place.path))
        elif name in ("tab", "line-break"):
            runs.append(Run("\t" if name == "tab" else "\n", place.path))
        elif name in ("change-start", "change-end"):
            self.revision = self.changes.get(child.get(TEXT + "change-id", "")) if name == "change-start" else None
        elif name == "note":
            self._later(child, place, self._note)
        elif name == "annotation":
            self._later(child, place, self._comment)
        elif name in ("hidden-text", "hidden-paragraph"):
            words = child.get(TEXT + "string-value", "") or "".join(child.itertext())
            self._words(Kind.PARAGRAPH, Surface.HIDDEN_TEXT, words, place, "a hidden field")
        elif (
            name == "span"
            and place.surface is Surface.VISIBLE
            and self.styles.hides(child.get(TEXT + "style-name", ""))
        ):
            hidden: list[Run] = []
            self._inline(child, replace(place, surface=Surface.HIDDEN_TEXT), hidden)
            self._runs(Kind.PARAGRAPH, Surface.HIDDEN_TEXT, hidden, place, "hidden text")
        elif (
            name == "span"
            and place.surface is Surface.VISIBLE
            and (found := self._unseen(child, place, place.style, child.get(TEXT + "style-name", "")))
        ):
            unseen: list[Run] = []
            self._inline(child, replace(place, surface=Surface.HIDDEN_TEXT), unseen)
            self._runs(Kind.PARAGRAPH, found.surface, unseen, place, found.words, found.rule)
        elif name == "ruby-text":
            self._words(Kind.PARAGRAPH, Surface.ANNOTATION, "".join(child.itertext()), place, "a ruby note")
        elif child.tag.startswith(DRAW) and name != "a":
            self._drawing(child, place)
        else:
            target = child.get(HREF, "")
            if target and not target.startswith("#"):
                rule = "HC123" if is_local(target) else ""
                self._words(Kind.FIELD, Surface.LINK, target, place, "the target of a link", rule)
            tip = child.get(OFFICE + "title", "") if name == "a" else ""
            self._words(Kind.FIELD, Surface.LINK, tip, place, "the tip of a link", "HC139")
            for text, where, mark_rule in mark_texts(child, name):
                self._words(Kind.FIELD, Surface.LINK, text, place, where, mark_rule)
            self._inline(child, place, runs)

    def _later(self, element: Any, place: _Place, read: Callable[[Any, _Place], None]) -> None:
        self.asides.append(lambda: read(element, place))

    def _words(self, kind: Kind, surface: Surface, words: str, place: _Place, where: str, rule: str = "") -> None:
        self._runs(kind, surface, [Run(words, place.path)], place, where, rule)

    def _runs(self, kind: Kind, surface: Surface, runs: list[Run], place: _Place, where: str, rule: str = "") -> None:
        def add() -> None:
            block = self.builder.add(kind, runs, surface=surface, path=place.path, where=where)
            if rule and block is not None:
                self.builder.trace(rule, block, detail=where)

        self.asides.append(add)

    def _note(self, element: Any, place: _Place) -> None:
        number = "".join(element.findtext(TEXT + "note-citation") or "").strip()
        surface = Surface.FOOTNOTE if place.surface is Surface.VISIBLE else place.surface
        inner = _Place(place.path, Kind.FOOTNOTE, surface, where=f"footnote {number}".strip())
        for body in element.iter(TEXT + "note-body"):
            self._children(body, inner)

    def _comment(self, element: Any, place: _Place) -> None:
        for tag, what in ((DC + "creator", "author of a comment"), (TEXT + "sender-initials", "author of a comment")):
            author = element.findtext(tag)
            if author:
                self.builder.add(Kind.METADATA, author, surface=Surface.COMMENT, path=place.path, where=what)
        self._children(element, _Place(place.path, Kind.COMMENT, Surface.COMMENT, where="a comment"))

    def _changes(self, element: Any, place: _Place) -> None:
        """Tracked deletions, which the file still holds, and who made each change."""
        authors: list[str] = []
        for i, region in enumerate(element.iter(TEXT + "changed-region"), 1):
            path = f"{place.path}/changed-region[{i}]"
            change = change_of(region)
            if change is None:
                continue
            self.changes[region.get(TEXT + "id") or region.get(XML_ID, "")] = change
            authors.append(change.author)
            inner = _Place(path, Kind.REVISION, Surface.REVISION, where="a tracked deletion", revision=change)
            for deletion in region.iter(TEXT + "deletion"):
                self._children(deletion, inner)
        with_text = {change.revision.author for change in self.builder.changes}
        for author in dict.fromkeys(author for author in authors if author):
            formatting = None if author in with_text else Revision(ChangeKind.FORMATTING, author)
            self.builder.add(
                Kind.METADATA,
                [Run(author, place.path, revision=formatting)],
                surface=Surface.REVISION,
                path=place.path,
                where="author of tracked changes",
            )

    def _drawing(self, element: Any, place: _Place) -> None:
        """Text boxes, and the titles, descriptions and links of pictures."""
        for tag in (SVG + "title", SVG + "desc"):
            for words in element.iterchildren(tag):
                text = words.text or ""
                rule = "HC116" if is_file_name(text) or is_local(text) else ""
                self._words(Kind.FIELD, Surface.ALT_TEXT, text, place, "alternative text", rule)
        name = element.get(DRAW + "name", "")
        if is_file_name(name):
            self._words(Kind.METADATA, Surface.METADATA, name, place, "name of a picture's file", "HC116")
        target = element.get(HREF, "")
        if target and ("://" in target or is_local(target)) and not target.startswith("./Object"):
            rule = "HC123" if is_local(target) and not target.startswith(("Pictures/", "./")) else ""
            if rule or "://" in target:
                self._words(Kind.FIELD, Surface.LINK, target, place, "the target of a link", rule)
        inner = replace(
            place, kind=place.kind or Kind.TEXT_BOX, cell=None, depth=0, number="", where=place.where or "a text box"
        )
        if place.surface is Surface.VISIBLE and is_off_page(element):
            inner = replace(inner, surface=Surface.OFF_PAGE, rule="HC108")
        for child in element:
            name = local(child)
            if name == "text-box" or (element.tag != DRAW + "frame" and name in ("p", "list")):
                target_element = child if name == "text-box" else element
                self._later(target_element, inner, self._children)
                if name != "text-box":
                    return
            elif isinstance(child.tag, str) and child.tag.startswith(DRAW):
                self._drawing(child, place)

    def _form(self, element: Any, place: _Place) -> None:
        for control in element.iter():
            for key in ("label", "value", "current-value", "title"):
                words = control.get(FORM + key, "")
                block = self.builder.add(
                    Kind.FIELD, words, surface=Surface.FORM_FIELD, path=place.path, where="a form field"
                )
                if block is not None and (key == "title" or local(control) == "hidden"):
                    self.builder.trace("HC136", block)

    def _list(self, element: Any, place: _Place) -> None:
        style = element.get(TEXT + "style-name", "") or place.list_style
        depth = place.depth + 1
        counts = self.list_counts.setdefault(style, {})
        if element.get(TEXT + "continue-numbering") != "true" and not element.get(TEXT + "continue-list"):
            counts.pop(depth, None)
        items = 0
        for item in element:
            if local(item) not in ("list-item", "list-header"):
                continue
            items += 1
            number = ""
            if local(item) == "list-item":
                given = item.get(TEXT + "start-value", "")
                start = self.styles.start(style, depth)
                counts[depth] = int(given) if given.isdigit() and len(given) < 7 else counts.get(depth, start - 1) + 1
                number = self.styles.number(style, counts, depth)
            inner = replace(place, path=f"{place.path}/item[{items}]", list_style=style, depth=depth, number=number)
            self._item(item, inner)

    def _item(self, item: Any, place: _Place) -> None:
        """An item's first paragraph bears its number; those after it do not."""
        counts: dict[str, int] = {}
        for child in item:
            name = local(child)
            if not name or name == "number":
                continue
            counts[name] = counts.get(name, 0) + 1
            self._block(child, name, replace(place, path=f"{place.path}/{name}[{counts[name]}]"))
            place = replace(place, number="")

    def _heading_number(self, element: Any, level: int) -> str:
        if element.get(TEXT + "is-list-header") == "true":
            return ""
        counts = self.heading_counts
        for deeper in [i for i in counts if i > level]:
            del counts[deeper]
        counts[level] = counts.get(level, 0) + 1
        return self.styles.heading_number(counts, level)

    def _table(self, element: Any, place: _Place) -> None:
        self.tables += 1
        number = self.tables
        rows = 0
        for row, header in _rows(element, header=False):
            rows += 1
            column = 0
            for cell in row:
                if local(cell) not in ("table-cell", "covered-table-cell"):
                    continue
                path = f"{place.path}/row[{rows}]/cell[{column + 1}]"
                where = f"table {number}, row {rows}"
                at = Cell(number, rows, column + 1, header or rows == 1)
                inner = replace(place, path=path, cell=at, depth=0, number="", where=place.where or where)
                self._children(cell, inner)
                repeated = cell.get(TABLE + "number-columns-repeated", "1")
                column += int(repeated) if repeated.isdigit() and len(repeated) < 4 else 1
                if column > _MAX_COLUMNS:
                    break


def _rows(element: Any, *, header: bool) -> list[tuple[Any, bool]]:
    rows: list[tuple[Any, bool]] = []
    for child in element:
        name = local(child)
        if name == "table-row":
            rows.append((child, header))
        elif name in _ROW_GROUPS:
            rows += _rows(child, header=header or name == "table-header-rows")
    return rows


def _single(text: str) -> str:
    """White space as OpenDocument has it: any run of it is one space."""
    return _SPACES.sub(" ", text)


def _has_hidden_field(paragraph: Any) -> bool:
    """A paragraph with a field that hides it."""
    return any(field.get(TEXT + "is-hidden") == "true" for field in paragraph.iter(TEXT + "hidden-paragraph"))
