"""Paragraphs, cells and what hangs on them, out of the text and control words of an RTF file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scr_publish.document import Cell, ChangeKind, Kind, Revision, Surface
from scr_publish.parsing.builder import DocumentBuilder, Run
from scr_publish.parsing.docx.appearance import HIDDEN, Unseen
from scr_publish.parsing.docx.content import is_made_by_program
from scr_publish.parsing.docx.data import properties
from scr_publish.parsing.docx.fields import Field, link_of, named_text
from scr_publish.parsing.places import is_local
from scr_publish.parsing.rtf.destinations import Destination
from scr_publish.parsing.runs import split_number

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_UNNAMED = frozenset({"Unknown", ""})
_ALT_PROPERTIES = frozenset({"wzDescription", "wzName", "gtextUNICODE"})
"""Properties of a drawing that hold words: its description, its title, and the text of WordArt."""


@dataclass
class _Paragraph:
    """The paragraph that is being written, and its properties."""

    runs: list[Run] = field(default_factory=list)
    number: str = ""
    style: int = 0
    outline: int | None = None
    in_table: bool = False
    nesting: int = 1
    list_level: int = 0
    listed: bool = False


@dataclass
class _Aside:
    """Text of a footnote, comment, header or property, to be added after the paragraph that it hangs on."""

    destination: Destination
    paragraphs: list[list[Run]]

    @property
    def words(self) -> str:
        """All of it, its paragraphs run together."""
        return "".join(run.text for runs in self.paragraphs for run in runs)


class Blocks:
    """Gathers text into blocks. `styles` maps the number of a paragraph style to its name, as it stands in the
    file (a semicolon after it)."""

    def __init__(self, builder: DocumentBuilder) -> None:
        self.builder = builder
        self.styles: dict[int, str] = {}
        self.paragraphs = 0
        self.tables = 0
        self._now = _Paragraph()
        self._open: list[_Aside] = []
        self._waiting: list[_Aside] = []
        self._hidden: list[tuple[Unseen | None, Revision | None, str]] = []
        self._authors: list[str] = []
        self._named = ""
        self._row = 0
        self._column = 1
        self._row_open = False
        self._property = ""
        self._mark = 0

    def author(self, number: int) -> str:
        """An author of tracked changes by their number in the table of them."""
        name = self._authors[number] if 0 <= number < len(self._authors) else ""
        return "" if name in _UNNAMED else name

    def text(self, text: str, destination: Destination, unseen: Unseen | None, revision: Revision | None) -> None:
        """Text of a destination, in order."""
        if destination.name in ("stylesheet", "fonttbl"):
            return
        if destination.name in ("listtext", "pntext"):
            self._now.number += text
            return
        run = Run(text, self._path(), revision=revision)
        if self._open:
            self._open[-1].paragraphs[-1].append(run)
        elif unseen or (revision and revision.kind is ChangeKind.DELETION):
            self._hide(unseen, revision, text)
        else:
            self._now.runs.append(run)

    def _hide(self, unseen: Unseen | None, revision: Revision | None, text: str) -> None:
        """Hidden or deleted text; it grows until visible text comes between."""
        if self._hidden and self._hidden[-1][:2] == (unseen, revision) and self._mark == len(self._now.runs):
            text = self._hidden.pop()[2] + text
        self._hidden.append((unseen, revision, text))
        self._mark = len(self._now.runs)

    def enter(self, destination: Destination) -> None:
        """A destination's group begins."""
        if destination.inherits or destination.skipped or destination.kind is Kind.PARAGRAPH:
            return
        self._open.append(_Aside(destination, [[]]))

    def leave(self, destination: Destination) -> None:
        """A destination's group ends."""
        if self._open and self._open[-1].destination is destination:
            aside = self._open.pop()
            if destination.name == "sn":
                self._property = aside.words.strip()
            elif destination.name != "sv" or self._property in _ALT_PROPERTIES:
                self._waiting.append(aside)
            if destination.kind is Kind.METADATA and not self._now.runs:
                self._drain()

    def paragraph(self, destination: Destination) -> None:
        """A paragraph ends: of the body, or of what stands open."""
        if self._open:
            self._open[-1].paragraphs.append([])
        elif destination.name in ("stylesheet", "fonttbl"):
            return
        else:
            self._end_paragraph(cell=self._now.in_table)

    def control(self, name: str, value: int | None, destination: Destination) -> None:
        """A control word about paragraphs or tables."""
        if self._open or destination.name in ("stylesheet", "fonttbl"):
            return
        now = self._now
        match name:
            case "pard":
                self._now = _Paragraph(now.runs, now.number)
            case "s":
                now.style = value or 0
            case "outlinelevel":
                now.outline = value
            case "intbl":
                now.in_table = True
            case "itap":
                now.nesting = value or 0
                now.in_table = now.in_table or bool(value)
            case "ls":
                now.listed = bool(value)
            case "ilvl":
                now.list_level = value or 0
            case "cell" | "nestcell":
                self._end_paragraph(cell=True)
                self._column += name == "cell"
            case "row":
                self._row_open = False
                self._column = 1

    def close(self) -> None:
        """The file ends: add what is still open."""
        while self._open:
            self._waiting.append(self._open.pop())
        self._end_paragraph(cell=False)

    def _path(self) -> str:
        return f"paragraph[{self.paragraphs + 1}]"

    def _end_paragraph(self, *, cell: bool) -> None:
        now = self._now
        path = self._path()
        where = ""
        place: Cell | None = None
        if cell:
            place = self._cell()
            where = f"table {place.table}, row {place.row}"
        elif now.runs:
            self._row = 0
        kind, level = self._kind(cell)
        runs, number = now.runs, " ".join(now.number.split())
        if number and not re.search(r"\w", number):
            number = ""
        if not number and kind in (Kind.HEADING, Kind.PARAGRAPH):
            number, runs = split_number(runs, heading=kind is Kind.HEADING)
        if any(run.text.strip() for run in runs):
            self.builder.add(kind, runs, number=number, level=level, cell=place, path=path, where=where)
        for unseen, revision, words in self._hidden:
            self._add_hidden(unseen, revision, words, path)
        self._hidden = []
        self._mark = 0
        self._drain()
        self.paragraphs += 1
        self._now = _Paragraph([], "", now.style, now.outline, now.in_table, now.nesting, now.list_level, now.listed)

    def _add_hidden(self, unseen: Unseen | None, revision: Revision | None, words: str, path: str) -> None:
        if revision and revision.kind is ChangeKind.DELETION:
            runs = [Run(words, path, revision=revision)]
            self.builder.add(Kind.REVISION, runs, surface=Surface.REVISION, path=path, where="a tracked deletion")
        elif unseen:
            runs = [Run(words, path, revision=revision)]
            block = self.builder.add(Kind.PARAGRAPH, runs, surface=unseen.surface, path=path, where=unseen.words)
            if block is not None and unseen is not HIDDEN:
                self.builder.trace(unseen.rule, block, detail=unseen.words)

    def _cell(self) -> Cell:
        """The cell at hand; a row begins with its first cell, and a table with the first row after a paragraph."""
        if not self._row_open:
            if self._row == 0:
                self.tables += 1
            self._row += 1
            self._row_open = True
        return Cell(self.tables, self._row, self._column, self._row == 1)

    def _kind(self, cell: bool) -> tuple[Kind, int]:
        now = self._now
        name = self.styles.get(now.style, "").strip().rstrip(";").lower()
        heading = _HEADING.match(name)
        if cell:
            return Kind.CELL, 0
        if now.outline is not None and 0 <= now.outline < 9:
            return Kind.HEADING, now.outline + 1
        if heading:
            return Kind.HEADING, max(1, int(heading[1]))
        if name == "title":
            return Kind.HEADING, 1
        if name.startswith(("toc ", "contents ")) and name[-1].isdigit():
            return Kind.TOC, 0
        if name == "caption":
            return Kind.CAPTION, 0
        if now.listed or now.number.strip():
            return Kind.LIST_ITEM, now.list_level + 1
        return Kind.PARAGRAPH, 0

    def _drain(self) -> None:
        waiting, self._waiting = self._waiting, []
        for aside in waiting:
            self._aside(aside)

    def _aside(self, aside: _Aside) -> None:
        to = aside.destination
        for runs in aside.paragraphs:
            words = "".join(run.text for run in runs)
            if to.name == "fldinst":
                self._field(words, runs[0].path if runs else to.name)
                continue
            if to.name == "revtbl":
                self._authors = [author.strip() for author in words.split(";")]
                for author in self._authors:
                    if author not in _UNNAMED:
                        self.builder.add(to.kind, author, surface=to.surface, path=to.name, where=to.where)
                continue
            if to.name == "bkmkstart" and is_made_by_program(words.strip()):
                continue
            if to.name.startswith("*") and not re.search(r"[g-zG-Z]", words):
                continue
            if to.name == "propname":
                self._named = words.strip()
            elif to.name == "staticval" and self._named in properties().written_by_program:
                continue
            path = runs[0].path if runs else to.name
            block = self.builder.add(to.kind, words, surface=to.surface, path=path, where=to.where)
            if to.rule and block is not None:
                self.builder.trace(to.rule, block, detail=to.where)

    def _field(self, words: str, path: str) -> None:
        """What a field's instruction names: a link's target and tip, or all of it where it says something."""
        item = Field([words])
        target, tip = link_of(item) if item.name == "HYPERLINK" else ("", "")
        rules = [rule for rule, broken in (("HC123", is_local(target)), ("HC139", bool(tip.strip()))) if broken]
        text, where = f"{target} {tip}".strip(), "the target of a link"
        if item.name != "HYPERLINK":
            text, where = named_text(item), "the instruction of a field"
            rules = ["HC122"]
        block = self.builder.add(Kind.FIELD, text, surface=Surface.LINK, path=path, where=where)
        for rule in rules if block is not None else ():
            self.builder.trace(rule, block, detail=where)
