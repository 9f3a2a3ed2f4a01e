"""A paragraph's content: the runs that are shown, and all that stands in it unseen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from scr_publish.document import ChangeKind, Kind, Revision, Surface
from scr_publish.parsing.builder import Run
from scr_publish.parsing.docx.appearance import HIDDEN, OFF_PAGE, Appearance, Unseen
from scr_publish.parsing.docx.drawings import read_drawing
from scr_publish.parsing.docx.fields import Field, FieldStack, link_of, named_text, page_fields
from scr_publish.parsing.docx.forms import control_texts, legacy_texts
from scr_publish.parsing.docx.ooxml import (
    MC,
    Element,
    M,
    R,
    W,
    alternatives,
    attribute,
    local,
    numbered,
    unlike,
)
from scr_publish.parsing.docx.parts import Package
from scr_publish.parsing.docx.symbols import symbol
from scr_publish.parsing.places import is_file_name, is_local

DELETED = frozenset({ChangeKind.DELETION, ChangeKind.MOVED_FROM})

_REVISIONS = {
    W + "ins": ChangeKind.INSERTION,
    W + "moveTo": ChangeKind.MOVED_TO,
    W + "del": ChangeKind.DELETION,
    W + "moveFrom": ChangeKind.MOVED_FROM,
}
CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "",
}
"""Characters that a run holds as elements. A soft hyphen shows only where a line ends: names are matched without it."""

_PROPERTIES = frozenset({W + "pPr", W + "rPr", W + "sdtPr", W + "sdtEndPr", W + "smartTagPr", W + "customXmlPr"})
_MADE_BY_PROGRAM = re.compile(r"_.*|OLE_LINK\d*|(?:Text|Check|Dropdown)\d+|(?:bookmark=)?(?:id|h|kix)\.\w+")
"""Bookmarks that Word, LibreOffice and Google Docs name by themselves."""

_CONTENTS = frozenset({"TOC"})


@dataclass
class Aside:
    """Text that goes with a paragraph without being in it. `words` completes its place for a person; `rules` are those
    that it breaks by being in the file."""

    kind: Kind
    surface: Surface
    words: str
    runs: list[Run]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Box:
    """A text box that is anchored in a paragraph, with the surface and the tracked change that it shares."""

    element: Element
    path: str
    surface: Surface
    revision: Revision | None
    rule: str = ""


@dataclass
class Content:
    """What a paragraph holds. `fixed` is its shown text without the results of page fields; `comments`, `notes` are
    the ids of what refers to it, notes as (footnote or endnote, id); `covers` are shapes that lie over the page."""

    runs: list[Run] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    fixed: list[str] = field(default_factory=list)
    covers: list[str] = field(default_factory=list)
    in_contents: bool = False
    has_page_field: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def revision_of(element: Element, kind: ChangeKind) -> Revision:
    """Who made a tracked change, and when."""
    return Revision(kind, element.get(W + "author", "").strip(), element.get(W + "date", ""))


def is_made_by_program(name: str) -> bool:
    """Whether a bookmark's name is one that a program gives."""
    return bool(_MADE_BY_PROGRAM.fullmatch(name))


def bookmark(element: Element, path: str) -> list[Aside]:
    """A bookmark's name, where a person gave it."""
    name = element.get(W + "name", "")
    if not name or is_made_by_program(name):
        return []
    return [Aside(Kind.METADATA, Surface.METADATA, "name of a bookmark", [Run(name, path)], ("HC120",))]


def control(element: Element, path: str) -> list[Aside]:
    """What a content control says of itself, and the choices that it offers."""
    texts = control_texts(element)
    return [Aside(Kind.FIELD, Surface.FORM_FIELD, "content control", [Run(text, path)], ("HC131",)) for text in texts]


def _is_highlighted(properties: Element | None) -> bool:
    """Whether a run is marked with the highlighter, or shaded in its yellow."""
    if properties is None:
        return False
    marked = attribute(properties, "highlight") or "none"
    shade = properties.find(W + "shd")
    return marked != "none" or (shade is not None and shade.get(W + "fill", "").upper() == "FFFF00")


class InlineReader:
    """Reads the paragraphs of one story (the body, a header, a footnote …) of one part, in order.

    `texts` counts the `w:t` and `w:delText` that were read, so that the caller can tell that none was missed."""

    def __init__(self, package: Package, part: str, appearance: Appearance, story: Element) -> None:
        self.texts = 0
        self._package = package
        self._part = part
        self._appearance = appearance
        self._fields = FieldStack(story)
        self._content = Content()
        self._growing: Aside | None = None
        self._highlighted = False
        self._run_handlers: dict[str, Callable[[Element, str, Revision | None, Unseen | None], None]] = {
            W + "drawing": self._drawing,
            W + "pict": self._drawing,
            W + "object": self._drawing,
            W + "fldChar": self._field_mark,
            W + "instrText": self._instruction,
            W + "delInstrText": self._instruction,
            W + "footnoteReference": self._reference,
            W + "endnoteReference": self._reference,
            W + "commentReference": self._reference,
            MC + "AlternateContent": self._alternate_in_run,
        }

    def read(self, paragraph: Element, path: str, revision: Revision | None = None) -> Content:
        """A paragraph's content. `revision` is a tracked change that all of it is part of."""
        self._content, self._growing = Content(), None
        changed = paragraph.find(f"{W}pPr/{W}pPrChange")
        if changed is not None and revision is None:
            revision = revision_of(changed, ChangeKind.FORMATTING)
        self._walk(paragraph, path, revision)
        return self._content

    @property
    def unfinished(self) -> bool:
        """True where a field has begun and not ended."""
        return self._fields.unfinished

    def skipped(self, element: Element) -> int:
        """How many texts an element holds: to be counted where it is left out with good reason."""
        return sum(1 for _ in element.iter(W + "t", W + "delText"))

    def _walk(self, parent: Element, path: str, revision: Revision | None) -> None:
        for child, child_path in numbered(parent, path):
            self._inline(child, child_path, revision)

    def _inline(self, element: Element, path: str, revision: Revision | None) -> None:
        tag = element.tag
        if tag == W + "r":
            self._run(element, path, revision)
        elif tag in _PROPERTIES:
            return
        elif tag in _REVISIONS:
            inner = revision_of(element, _REVISIONS[tag])
            self._walk(element, path, revision if revision and revision.kind in DELETED else inner)
        elif tag == W + "hyperlink":
            self._hyperlink(element, path)
            self._walk(element, path, revision)
        elif tag == W + "fldSimple":
            self._simple_field(element, path, revision)
        elif tag == MC + "AlternateContent":
            self._walk_shown(element, path, revision)
        elif tag == W + "bookmarkStart":
            self._content.asides += bookmark(element, path)
        elif tag == W + "commentRangeStart":
            self._content.comments.append(element.get(W + "id", ""))
        elif tag == M + "t":
            self._emit(element.text or "", path, revision, None)
        else:
            if tag == W + "sdt":
                self._content.asides += control(element, path)
            self._walk(element, path, revision)

    def _run(self, run: Element, path: str, revision: Revision | None) -> None:
        properties = run.find(W + "rPr")
        if properties is not None:
            changed = properties.find(W + "rPrChange")
            if changed is not None and (revision is None or revision.kind is ChangeKind.FORMATTING):
                revision = revision_of(changed, ChangeKind.FORMATTING)
        self._highlighted = _is_highlighted(properties)
        self._run_children(run, path, revision, self._appearance.unseen(run))
        self._highlighted = False

    def _run_children(self, parent: Element, path: str, revision: Revision | None, unseen: Unseen | None) -> None:
        buffer: list[str] = []
        for child in parent:
            tag = child.tag
            if tag == W + "t" or (tag == W + "delText" and revision and revision.kind in DELETED):
                self.texts += 1
                buffer.append(child.text or "")
            elif tag in CHARACTERS:
                buffer.append(CHARACTERS[tag])
            elif tag == W + "sym":
                buffer.append(symbol(child.get(W + "font", ""), child.get(W + "char", "")))
            elif tag not in _PROPERTIES:
                self._emit("".join(buffer), path, revision, unseen)
                buffer.clear()
                self._in_run(child, path, revision, unseen)
        self._emit("".join(buffer), path, revision, unseen)

    def _in_run(self, element: Element, path: str, revision: Revision | None, unseen: Unseen | None) -> None:
        handler = self._run_handlers.get(element.tag)
        if handler is not None:
            handler(element, path, revision, unseen)
        elif element.tag == W + "delText":  # deleted text outside any deletion: not shown, and nobody's
            self.texts += 1
            self._emit(element.text or "", path, Revision(ChangeKind.DELETION), unseen)
        else:
            self._walk(element, path, revision)

    def _emit(self, text: str, path: str, revision: Revision | None, unseen: Unseen | None) -> None:
        """A stretch of a run's text goes where it is seen, or to an aside."""
        if not text:
            return
        if self._fields.in_instruction:
            self._fields.add(text)
        elif revision and revision.kind in DELETED:
            done = "moved away" if revision.kind is ChangeKind.MOVED_FROM else "deleted"
            words = f"{done} by {revision.author}" if revision.author else done
            self._aside(Kind.REVISION, Surface.REVISION, words, text, path, revision)
        elif unseen and (unseen is HIDDEN or any(c.isalnum() for c in text)):
            rules = () if unseen is HIDDEN else (unseen.rule,)
            self._aside(Kind.PARAGRAPH, unseen.surface, unseen.words, text, path, revision, rules)
        else:
            self._show(text, path, revision)

    def _show(self, text: str, path: str, revision: Revision | None) -> None:
        content = self._content
        self._growing = None
        content.in_contents = content.in_contents or self._fields.is_inside(_CONTENTS)
        if not self._fields.is_inside(page_fields()):
            content.fixed.append(text)
        run = Run(text, path, revision=revision, highlighted=self._highlighted)
        last = content.runs[-1] if content.runs else None
        if last and replace(last, text=text) == run:
            run = replace(run, text=last.text + text)
            content.runs.pop()
        content.runs.append(run)

    def _aside(
        self,
        kind: Kind,
        surface: Surface,
        words: str,
        text: str,
        path: str,
        revision: Revision | None = None,
        rules: tuple[str, ...] = (),
    ) -> None:
        """Add to the aside before where this goes on with it, else begin another."""
        run = Run(text, path, revision=revision)
        last = self._growing
        goes_on = surface in (Surface.REVISION, Surface.HIDDEN_TEXT, Surface.OFF_PAGE)
        if last and goes_on and (last.kind, last.surface, last.words) == (kind, surface, words):
            last.runs.append(run)
            return
        aside = Aside(kind, surface, words, [run], rules)
        self._content.asides.append(aside)
        if goes_on:
            self._growing = aside

    def _hyperlink(self, element: Element, path: str) -> None:
        relationship = self._package.follow(self._part, element.get(R + "id", ""))
        target = relationship.target if relationship and relationship.external else ""
        self._link(target, element.get(W + "tooltip", ""), path)

    def _link(self, target: str, tip: str, path: str) -> None:
        text = f"{target} {tip}".strip()
        if text:
            rules = (("HC123",) if is_local(target) else ()) + (("HC139",) if tip.strip() else ())
            self._aside(Kind.FIELD, Surface.LINK, "link", text, path, rules=rules)

    def _simple_field(self, element: Element, path: str, revision: Revision | None) -> None:
        simple = self._fields.push_simple(element.get(W + "instr", ""), path)
        self._field(simple)
        self._walk(element, path, revision)
        self._fields.pop_simple(simple)

    def _field(self, item: Field | None) -> None:
        """A field whose instruction is complete."""
        if item is None:
            return
        self._content.has_page_field |= item.name in page_fields()
        if item.name == "HYPERLINK":
            self._link(*link_of(item), item.path)
            return
        text = named_text(item)
        if text:
            self._aside(Kind.FIELD, Surface.LINK, "field", text, item.path, rules=("HC122",))

    def _field_mark(self, element: Element, path: str, _revision: Revision | None, _unseen: Unseen | None) -> None:
        for text in legacy_texts(element):
            self._aside(Kind.FIELD, Surface.FORM_FIELD, "form field", text, path, rules=("HC136",))
        if self._fields.broken:
            return
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.begin(path)
        elif kind == "separate":
            self._field(self._fields.separate())
        elif kind == "end":
            self._field(self._fields.end())

    def _instruction(self, element: Element, path: str, _revision: Revision | None, _unseen: Unseen | None) -> None:
        if self._fields.broken:
            self._aside(Kind.FIELD, Surface.LINK, "field", element.text or "", path, rules=("HC122",))
        else:
            self._fields.add(element.text or "")

    def _reference(self, element: Element, _path: str, _revision: Revision | None, _unseen: Unseen | None) -> None:
        identity, kind = element.get(W + "id", ""), local(element).removesuffix("Reference")
        if kind == "comment":
            if identity not in self._content.comments:
                self._content.comments.append(identity)
        else:
            self._content.notes.append((kind, identity))

    def _drawing(self, element: Element, path: str, revision: Revision | None, unseen: Unseen | None) -> None:
        drawing = read_drawing(element, f"{path}/{local(element)}", self._package, self._part, self._appearance.page)
        self.texts += drawing.texts
        for text in drawing.descriptions:
            rules = ("HC116",) if is_file_name(text) or is_local(text) else ()
            self._aside(Kind.METADATA, Surface.ALT_TEXT, "description of a picture", text, path, rules=rules)
        for name in drawing.file_names:
            self._aside(Kind.METADATA, Surface.METADATA, "name of a picture's file", name, path, rules=("HC116",))
        for text in drawing.older:
            self._older(text, path)
        self._content.covers += drawing.covers
        surface, rule = Surface.VISIBLE, ""
        if revision and revision.kind in DELETED:
            surface = Surface.REVISION
        elif unseen is HIDDEN:
            surface = Surface.HIDDEN_TEXT
        elif drawing.off_page:
            surface, rule = Surface.OFF_PAGE, OFF_PAGE.rule
        drawn = "\n".join(text for text in drawing.drawn if text.strip())
        if drawn:
            rules = (rule,) if rule else ()
            self._aside(Kind.TEXT_BOX, surface, "text of a drawing", drawn, path, revision, rules)
        self._content.boxes += [Box(box, box_path, surface, revision, rule) for box, box_path in drawing.boxes]

    def _alternate_in_run(self, element: Element, path: str, revision: Revision | None, unseen: Unseen | None) -> None:
        shown = self._shown(element, path)
        if shown is not None:
            self._run_children(shown, path, revision, unseen)

    def _walk_shown(self, element: Element, path: str, revision: Revision | None) -> None:
        shown = self._shown(element, path)
        if shown is not None:
            self._walk(shown, path, revision)

    def _shown(self, element: Element, path: str) -> Element | None:
        """The branch that is shown; what only another one says becomes an aside."""
        shown, others = alternatives(element)
        for other in others:
            self.texts += self.skipped(other)
            self._older(unlike(shown, other), path)
        return shown

    def _older(self, text: str, path: str) -> None:
        if text:
            self._aside(Kind.PARAGRAPH, Surface.HIDDEN_TEXT, "text for older programs only", text, path)
