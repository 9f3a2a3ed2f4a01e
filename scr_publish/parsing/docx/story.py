"""A story (the body, a note, a header, a text box) as blocks, in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from scr_publish.document import Block, Cell, ChangeKind, Kind, Revision, Surface
from scr_publish.parsing.builder import DocumentBuilder, Run
from scr_publish.parsing.docx.appearance import Appearance
from scr_publish.parsing.docx.content import Aside, Box, Content, InlineReader, bookmark, control, revision_of
from scr_publish.parsing.docx.headings import bold_throughout, heading_level
from scr_publish.parsing.docx.numbering import Label, Numbering
from scr_publish.parsing.docx.ooxml import (
    MC,
    Element,
    W,
    alternatives,
    attribute,
    number,
    numbered,
    plain_text,
    style_of,
    toggle,
    unlike,
)
from scr_publish.parsing.docx.parts import Package
from scr_publish.parsing.docx.styles import ParagraphStyle, Styles
from scr_publish.parsing.numbers import typed_number

_CONTENTS_GALLERY = "Table of Contents"


@dataclass
class Session:
    """What the stories of one document share: where blocks go, how things are numbered, who is referred to from where.

    `notes` are the ids of footnotes and of endnotes in the order of their references (a dictionary for its order);
    `comments` says for each comment's id where it is anchored; `authors` are those of tracked changes, in order."""

    package: Package
    builder: DocumentBuilder
    styles: Styles
    numbering: Numbering
    appearance: Appearance
    headings: dict[Element, int] = field(default_factory=dict)
    tables: int = 0
    boxes: int = 0
    notes: dict[str, dict[str, None]] = field(default_factory=lambda: {"footnote": {}, "endnote": {}})
    comments: dict[str, str] = field(default_factory=dict)
    authors: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """What a story's paragraphs have in common. `kind` is None in the body, where each paragraph has its own; a story
    of one kind (a header, a note) has no tables: theirs are taken apart into paragraphs. `rule` is the one that
    they all break by being in the file."""

    where: str = ""
    kind: Kind | None = None
    surface: Surface = Surface.VISIBLE
    cell: Cell | None = None
    revision: Revision | None = None
    in_contents: bool = False
    number: str = ""
    rule: str = ""


class StoryReader:
    """Reads one story of one part."""

    def __init__(self, session: Session, part: str, story: Element) -> None:
        self._session = session
        self._inline = InlineReader(session.package, part, session.appearance, story)
        self._paragraphs = 0
        self._depth = 0
        self._held: list[tuple[Aside, Place]] = []

    @property
    def texts(self) -> int:
        """How many texts were read, to be compared with how many the part has."""
        return self._inline.texts

    @property
    def unfinished(self) -> bool:
        """True where a field has begun and not ended, so that text may have gone into its instruction."""
        return self._inline.unfinished

    def read(self, parent: Element, path: str, place: Place) -> None:
        """Add the blocks of a container's children."""
        for child, child_path in numbered(parent, path):
            place = self._block(child, child_path, place)

    def content(self, paragraph: Element, path: str) -> Content:
        """A paragraph's content without its block, for stories that are put together in another way."""
        return self._inline.read(paragraph, path)

    def add_asides(self, content: Content, place: Place) -> None:
        """Add what stands unseen in a paragraph, and the text boxes that are anchored in it."""
        self._hold_all(content.asides, place)
        self._release()
        for box in content.boxes:
            self._box(box, place)

    def _block(self, element: Element, path: str, place: Place) -> Place:
        """Add a child's blocks; gives the place of the next one, since a story's number stands at its first block."""
        tag = element.tag
        if tag == W + "p":
            return self._paragraph(element, path, place)
        if tag == W + "tbl":
            self._table(element, path, place)
        elif tag == W + "altChunk":
            self._session.builder.problem("DX205", f"{place.where or 'the text'} draws in another file")
        elif tag == W + "sdt":
            self._hold_all(control(element, path), place)
            gallery = attribute(element.find(f"{W}sdtPr/{W}docPartObj"), "docPartGallery")
            self.read(element, path, replace(place, in_contents=place.in_contents or gallery == _CONTENTS_GALLERY))
        elif tag == MC + "AlternateContent":
            shown, others = alternatives(element)
            for other in others:
                self._inline.texts += self._inline.skipped(other)
                self._hold_hidden(unlike(shown, other), path, place, "text for older programs only")
            if shown is not None:
                self.read(shown, path, place)
        elif tag == W + "bookmarkStart":
            self._hold_all(bookmark(element, path), place)
        elif tag != W + "sectPr":
            self.read(element, path, place)
        self._release()
        return place

    def _paragraph(self, paragraph: Element, path: str, place: Place) -> Place:
        style = self._style(paragraph)
        content = self._inline.read(paragraph, path, place.revision)
        label = self._label(paragraph, style)
        if place.cell is None and place.kind is None:
            if content.runs or content.asides or content.boxes:
                self._paragraphs += 1
            place = replace(place, where=f"paragraph {self._paragraphs}")
        self._refer(content, place)
        block = self._add(paragraph, style, content, label, path, place) if content.runs else None
        if block is not None:
            place = replace(place, number="")
            if place.rule:
                self._session.builder.trace(place.rule, block, detail=place.where)
        for shape in content.covers if place.kind not in (Kind.HEADER, Kind.FOOTER) else ():
            detail = f"{shape} lies over the page at {place.where}"
            self._session.builder.trace("HC107", block, detail=detail, path=path, surface=Surface.COVERED)
        self.add_asides(content, place)
        return place

    def _add(
        self, paragraph: Element, style: ParagraphStyle, content: Content, label: Label | None, path: str, place: Place
    ) -> Block | None:
        kind, level = self._kind(paragraph, style, content, label, place)
        surface = place.surface
        if kind is Kind.CAPTION and surface is Surface.VISIBLE:
            surface = Surface.CAPTION
        shown = place.number or (label.text if label else "")
        text = content.text.lstrip()
        return self._session.builder.add(
            kind,
            content.runs,
            number=shown,
            number_length=0 if shown or kind is Kind.TOC else typed_number(text, heading=kind is Kind.HEADING),
            surface=surface,
            level=level,
            cell=place.cell,
            path=path,
            where=place.where,
        )

    def _kind(
        self, paragraph: Element, style: ParagraphStyle, content: Content, label: Label | None, place: Place
    ) -> tuple[Kind, int]:
        """What a paragraph is, and its level."""
        if place.cell is not None:
            return Kind.CELL, 0
        if place.kind is not None:
            return (Kind.PAGE_NUMBER if _is_page_number(content, place.kind) else place.kind), 0
        if style.role == "toc" or content.in_contents or place.in_contents:
            return Kind.TOC, style.role_level or 1
        level = heading_level(paragraph, style)
        if not level and not (label and label.bullet):
            level = self._session.headings.get(paragraph, 0)
        if level or style.role == "title":
            return Kind.HEADING, level or 1
        if style.role == "caption":
            return Kind.CAPTION, 0
        if label and (label.bullet or (label.bare and label.levels == 1)):
            return Kind.LIST_ITEM, label.depth
        return Kind.PARAGRAPH, 0

    def _label(self, paragraph: Element, style: ParagraphStyle) -> Label | None:
        """Count a numbered paragraph, an empty one too, but none whose end is deleted; its own numbering goes before
        its style's, and 0 takes numbering away."""
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            return None
        direct = paragraph.find(f"{W}pPr/{W}numPr")
        num_id, depth = number(direct, "numId"), number(direct, "ilvl")
        inherited = style.numbering
        if num_id is None and inherited is not None:
            num_id = inherited.num_id
            linked = self._session.numbering.level_of_style(num_id, inherited.style)
            depth = next((d for d in (depth, inherited.level, linked) if d is not None), 0)
        return self._session.numbering.label(num_id, depth or 0) if num_id else None

    def _style(self, paragraph: Element) -> ParagraphStyle:
        return self._session.styles.paragraph(style_of(paragraph))

    def _refer(self, content: Content, place: Place) -> None:
        """Remember the order of notes and the places of comments."""
        for kind, identity in content.notes:
            self._session.notes[kind].setdefault(identity)
        for comment in content.comments:
            self._session.comments.setdefault(comment, place.where)

    def _box(self, box: Box, place: Place) -> None:
        """Add a text box's paragraphs and tables."""
        self._session.boxes += 1
        where = f"text box {self._session.boxes}"
        if place.kind not in (None, Kind.TEXT_BOX):
            where = f"{where} in {place.where}"
        surface = place.surface if box.surface is Surface.VISIBLE else box.surface
        kind = place.kind or Kind.TEXT_BOX
        self.read(
            box.element, box.path, Place(where, kind, surface, revision=box.revision or place.revision, rule=box.rule)
        )

    def _hold_all(self, asides: list[Aside], place: Place) -> None:
        self._held += [(aside, place) for aside in asides]

    def _hold_hidden(self, text: str, path: str, place: Place, words: str) -> None:
        if text:
            self._held.append((Aside(Kind.PARAGRAPH, Surface.HIDDEN_TEXT, words, [Run(text, path)]), place))

    def _release(self) -> None:
        """Add what is held, once no table is open: a row's cells stay together."""
        if self._depth:
            return
        for aside, place in self._held:
            printed = aside.surface is Surface.VISIBLE
            block = self._session.builder.add(
                aside.kind,
                aside.runs,
                surface=place.surface if printed else aside.surface,
                path=aside.runs[0].path,
                where=f"{place.where}, {aside.words}" if place.where else aside.words,
            )
            for rule in aside.rules if block is not None else ():
                self._session.builder.trace(rule, block)
        self._held.clear()

    def _table(self, table: Element, path: str, place: Place) -> None:
        """Add a table's cells; in a story whose blocks are all of one kind, its paragraphs."""
        apart = place.kind not in (None, Kind.TEXT_BOX)
        identity = 0
        if not apart:
            self._session.tables += 1
            identity = self._session.tables
        self._depth += 1
        self._hold_all(_descriptions(table, path), place)
        rows = _descend(table, path, "row")
        headers = _header_rows([row for row, _ in rows], table, self._session.styles)
        for i, (row, row_path) in enumerate(rows, start=1):
            column = 1 + (number(row.find(W + "trPr"), "gridBefore") or 0)
            removed = row.find(f"{W}trPr/{W}del")
            revision = place.revision if removed is None else revision_of(removed, ChangeKind.DELETION)
            for cell, cell_path in _descend(row, row_path, "cell"):
                properties = cell.find(W + "tcPr")
                inside = place
                if not apart:
                    where = f"table {identity}, row {i}, column {column}"
                    inside = Place(where, None, place.surface, Cell(identity, i, column, i <= headers), revision)
                if _is_merged_away(properties):
                    self._inline.texts += self._inline.skipped(cell)
                    self._hold_hidden(plain_text(cell), cell_path, inside, "text under a merged cell")
                else:
                    self.read(cell, cell_path, inside)
                column += number(properties, "gridSpan") or 1
        self._depth -= 1
        self._release()


def _descriptions(table: Element, path: str) -> list[Aside]:
    """The title and the description that a table gives to a screen reader."""
    properties = table.find(W + "tblPr")
    found = [attribute(properties, name) for name in ("tblCaption", "tblDescription")]
    words = "description of a table"
    return [Aside(Kind.METADATA, Surface.ALT_TEXT, words, [Run(text, path)]) for text in found if text]


def _descend(parent: Element, path: str, step: str) -> list[tuple[Element, str]]:
    """The rows of a table or the cells of a row, those inside content controls and the like with them."""
    tag = W + {"row": "tr", "cell": "tc"}[step]
    found: list[tuple[Element, str]] = []
    for child, child_path in numbered(parent, path):
        if child.tag == tag:
            found.append((child, child_path))
        elif child.tag == MC + "AlternateContent":
            shown, _ = alternatives(child)
            found += _descend(shown, child_path, step) if shown is not None else []
        elif len(child) and child.tag not in (W + "tblPr", W + "tblGrid", W + "trPr", W + "sdtPr"):
            found += _descend(child, child_path, step)
    return found


def _is_merged_away(properties: Element | None) -> bool:
    """A cell that goes on with the one above (or before) it: Word shows the first one's text for all of them."""
    for name in ("vMerge", "hMerge"):
        merge = properties.find(W + name) if properties is not None else None
        if merge is not None and merge.get(W + "val", "continue") == "continue":
            return True
    return False


def _header_rows(rows: list[Element], table: Element, styles: Styles) -> int:
    """How many rows at the top hold the column headings: those marked so, else the first where it is set apart."""
    marked = 0
    for row in rows:
        if not toggle(row.find(W + "trPr"), "tblHeader"):
            break
        marked += 1
    if marked or len(rows) < 2:
        return marked if marked < len(rows) else 0
    properties = table.find(W + "tblPr")
    look = properties.find(W + "tblLook") if properties is not None else None
    if look is not None and _first_row_set(look) and styles.bold_first_row(attribute(properties, "tblStyle")):
        return 1
    paragraphs = [p for p in rows[0].iter(W + "p") if plain_text(p).strip()]
    return int(bool(paragraphs) and all(bold_throughout(p, styles) for p in paragraphs))


def _first_row_set(look: Element) -> bool:
    """Whether the table uses its style's first row: a flag, in older files a bit (ISO/IEC 29500-1, 17.4.55)."""
    flag = look.get(W + "firstRow")
    if flag is not None:
        return flag in ("1", "true", "on")
    try:
        return bool(int(look.get(W + "val", "0"), 16) & 0x20)
    except ValueError:
        return False


def _is_page_number(content: Content, kind: Kind) -> bool:
    """A line of a header or footer with nothing but the number of the page, "Page" and "of" around it."""
    words = "".join(content.fixed).lower().replace("page", "").replace("of", "")
    return kind in (Kind.HEADER, Kind.FOOTER) and content.has_page_field and not any(c.isalnum() for c in words)
