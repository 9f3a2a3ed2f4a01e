"""Pictures, shapes, charts and diagrams: their alternative text, the text that is drawn, and the text boxes in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from scr_publish.parsing.docx.ooxml import (
    DGM,
    MC,
    A,
    Element,
    O,
    R,
    V,
    W,
    alternatives,
    local,
    unlike,
)
from scr_publish.parsing.docx.parts import Package
from scr_publish.parsing.docx.shapes import Page, covering, is_off_page
from scr_publish.parsing.places import is_file_name

_NO_WORDS = frozenset({"f", "formatCode", "numCache", "numLit", "style"})
"""Elements of a chart or an SVG picture that hold references, formats, figures and looks."""


@dataclass
class Drawing:
    """What a drawing holds. `descriptions` are alternative texts and titles, `file_names` the names of the pictures'
    files, `drawn` text that stands on the page, `boxes` the text boxes with their paths, `older` text that only
    programs without this kind of drawing show; `texts` counts the `w:t` of the branches that were not read; `covers`
    are filled shapes without words that lie over the page; `off_page` is true where all of it stands outside."""

    descriptions: list[str] = field(default_factory=list)
    file_names: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    boxes: list[tuple[Element, str]] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    covers: list[str] = field(default_factory=list)
    texts: int = 0
    off_page: bool = False


def read_drawing(element: Element, path: str, package: Package, part: str, page: Page) -> Drawing:
    """Read a `w:drawing`, `w:pict` or `w:object` of a part."""
    drawing = Drawing(covers=covering(element), off_page=is_off_page(element, page))
    _read(element, path, drawing, package, part)
    for texts in (drawing.descriptions, drawing.file_names, drawing.older):
        texts[:] = dict.fromkeys(text for text in texts if text.strip())
    return drawing


def _read(element: Element, path: str, drawing: Drawing, package: Package, part: str) -> None:
    if element.tag == W + "txbxContent":
        drawing.boxes.append((element, f"{path}/textbox[{len(drawing.boxes) + 1}]"))
        return
    if element.tag == MC + "AlternateContent":
        shown, others = alternatives(element)
        for other in others:
            drawing.older.append(unlike(shown, other))
            drawing.texts += sum(1 for _ in other.iter(W + "t", W + "delText"))
        if shown is not None:
            _read(shown, path, drawing, package, part)
        return
    _read_attributes(element, drawing)
    drawing.drawn += _drawn(element, package, part)
    for child in element:
        _read(child, path, drawing, package, part)


def _read_attributes(element: Element, drawing: Drawing) -> None:
    name = local(element)
    if name in ("docPr", "cNvPr"):
        drawing.descriptions += [element.get("descr", ""), element.get("title", "")]
        if is_file_name(element.get("name", "")):
            drawing.file_names.append(element.get("name"))
    elif element.tag.startswith(V):
        drawing.descriptions.append(element.get("alt", ""))
        title = element.get(O + "title", "")
        (drawing.file_names if is_file_name(title) else drawing.descriptions).append(title)


def _drawn(element: Element, package: Package, part: str) -> Iterator[str]:
    """Text that an element puts on the page itself or by way of another part: WordArt, a chart, a diagram, a picture
    made of shapes."""
    if element.tag == A + "t":
        yield element.text or ""
    elif element.tag == V + "textpath":
        yield element.get("string", "")
    elif local(element) == "chart":
        yield from _part_text(element.get(R + "id"), package, part)
    elif element.tag == DGM + "relIds":
        yield from _part_text(element.get(R + "dm"), package, part)
    elif local(element) == "svgBlip":
        yield from _part_text(element.get(R + "embed"), package, part)


def _part_text(identity: str | None, package: Package, part: str) -> Iterator[str]:
    relationship = package.relationships(part).get(identity or "")
    root = package.xml(relationship.target) if relationship and not relationship.external else None
    if root is None:
        return
    said: set[str] = set()
    for text in _words(root):
        if text not in said:
            said.add(text)
            yield text


def _words(element: Element) -> Iterator[str]:
    """The texts of a chart, diagram or SVG picture: the content of elements that hold no others."""
    if local(element) in _NO_WORDS:
        return
    if len(element) == 0:
        text = " ".join((element.text or "").split())
        if re.search(r"[^\W\d_]", text):
            yield text
        return
    for child in element:
        yield from _words(child)
