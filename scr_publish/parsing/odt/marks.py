"""Marks in an OpenDocument text that hold words which no page shows: bookmarks, fields, index entries, variables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from scr_publish.document import ChangeKind, Kind, Revision, Surface
from scr_publish.parsing.builder import DocumentBuilder
from scr_publish.parsing.docx.content import is_made_by_program
from scr_publish.parsing.docx.data import properties
from scr_publish.parsing.odt.names import DC, DRAW, FO, HREF, OFFICE, STYLE, SVG, TABLE, TEXT, local
from scr_publish.parsing.odt.styles import Styles
from scr_publish.parsing.package import shown_name

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_KINDS = {"insertion": ChangeKind.INSERTION, "deletion": ChangeKind.DELETION, "format-change": ChangeKind.FORMATTING}
_INDEX_WORDS = ("string-value", "key1", "key2", "string-value-phonetic")
_SOURCES = frozenset({"database-display", "database-next", "database-name", "database-row-select", "dde-connection"})
_SCRIPTS = frozenset({"script", "execute-macro"})
_MEASURE = re.compile(r"(-?[\d.]+)(cm|mm|in|pt)")
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}
_LEAST_CLIP = 0.1
_WIDEST, _HIGHEST = 45.0, 60.0
"""A frame that begins further right or down than this (in cm) is on no paper up to A3, either way up."""


def change_of(region: Any) -> Revision | None:
    """What a `text:changed-region` records: the kind of change, who made it, and when."""
    for child in region:
        kind = _KINDS.get(local(child))
        if kind is not None:
            author = next((e.text or "" for e in child.iter(DC + "creator")), "")
            date = next((e.text or "" for e in child.iter(DC + "date")), "")
            return Revision(kind, author.strip(), date)
    return None


def mark_texts(element: Any, name: str) -> Iterator[tuple[str, str, str]]:
    """(text, where, rule) for words that a mark inside a paragraph holds."""
    if name.endswith(("index-mark", "index-mark-start", "toc-mark")):
        yield from ((element.get(TEXT + key, ""), "an entry of an index", "HC122") for key in _INDEX_WORDS)
    elif name in _SOURCES:
        words = [element.get(key, "") for key in (TEXT + "database-name", TEXT + "table-name", TEXT + "column-name",
                 TABLE + "table-name", TEXT + "connection-name")]  # fmt: skip
        yield " ".join(word for word in words if word), "a field of a database", "HC118"
    elif name in _SCRIPTS:
        yield "".join(element.itertext()) or element.get(HREF, ""), "a script", "HC128"
    elif name == "variable-set" and element.get(TEXT + "display") == "none":
        yield _value(element), "a variable", "HC117"
    elif name == "placeholder":
        yield element.get(TEXT + "description", ""), "the help of a placeholder", "HC136"
    elif name in ("bookmark", "bookmark-start"):
        mark = element.get(TEXT + "name", "")
        yield "" if is_made_by_program(mark) else mark, "name of a bookmark", "HC120"


def read_names(builder: DocumentBuilder, content: Any, styles: Styles) -> None:
    """Add declared variables, the sources of linked sections, event scripts, and the names of styles."""
    found: list[tuple[str, str, str]] = []
    for element in content.iter(TEXT + "user-field-decl", TEXT + "dde-connection-decl"):
        words = _value(element) or " ".join(value for key, value in element.attrib.items() if "dde" in key)
        found += [(words, f"variable {element.get(TEXT + 'name', '')}", "HC117")]
    for tag, where, rule in (
        (TEXT + "section-source", "source of a linked section", "HC123"),
        ("{*}event-listener", "a macro that an event calls", "HC128"),
    ):
        found += [(element.get(HREF, ""), where, rule) for element in content.iter(tag)]
    own = [name for name in styles.own_names if properties().is_own_style(name)]
    found += [(name, "name of a style", "HC121") for name in own]
    for picture in cropped_frames(content):
        name = picture.rpartition("/")[2]
        builder.trace("HC114", detail=shown_name(name), where="a cropped picture", path=shown_name(picture))
    for words, where, rule in found:
        block = builder.add(Kind.METADATA, words, surface=Surface.METADATA, path=f"content/{rule}", where=where)
        if block is not None:
            builder.trace(rule, block, detail=where)


def cropped_frames(content: Any) -> list[str]:
    """The names of the pictures of which a style cuts something off (`fo:clip`); the whole is still in the file."""
    clipped = {
        style.get(STYLE + "name", "")
        for style in content.iter(STYLE + "style")
        if any(_clips(p.get(FO + "clip", "")) for p in style.iter(STYLE + "graphic-properties"))
    }
    frames = [frame for frame in content.iter(DRAW + "frame") if frame.get(DRAW + "style-name") in clipped]
    return [image.get(HREF, "") for frame in frames for image in frame.iterchildren(DRAW + "image")]


def _clips(rectangle: str) -> bool:
    """Whether a clip takes more than a millimetre off a side; "auto" takes nothing."""
    sides = re.findall(r"-?[\d.]+(?:cm|mm|in|pt)", rectangle)
    return any((_centimetres(side) or 0) > _LEAST_CLIP for side in sides)


def is_off_page(frame: Any) -> bool:
    """Whether a drawing lies outside every paper by its own measures."""
    x, y = _centimetres(frame.get(SVG + "x", "")), _centimetres(frame.get(SVG + "y", ""))
    width, height = _centimetres(frame.get(SVG + "width", "")) or 0, _centimetres(frame.get(SVG + "height", "")) or 0
    beside = x is not None and (x > _WIDEST or x + width < -_WIDEST / 4)
    return beside or (y is not None and (y > _HIGHEST or y + height < -_HIGHEST / 2))


def _centimetres(measure: str) -> float | None:
    found = _MEASURE.fullmatch(measure)
    return float(found[1]) * _CENTIMETRES[found[2]] if found and found[1].strip(".-") else None


def _value(element: Any) -> str:
    keys = (OFFICE + "string-value", OFFICE + "value", OFFICE + "date-value", TEXT + "formula")
    return next((value for key in keys if (value := element.get(key, ""))), "")
