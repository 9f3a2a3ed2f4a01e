"""Where shapes stand: off the page, or filled and over the text. Only what the file states is known, no layout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from scr_publish.parsing.docx.ooxml import Element, V, W, integer, local, number

_EMU = 635
"""English Metric Units in a twentieth of a point."""
_LEAST_BAR = 100
"""A shape under 5 points high or wide is a rule or an ornament, and covers no line of text."""
_UNITS = {"pt": 20.0, "in": 1440.0, "cm": 566.93, "mm": 56.693, "px": 15.0, "": 20.0}
_MEASURE = re.compile(r"(-?[\d.]+)(pt|in|cm|mm|px)?")
_FILLS = ("solidFill", "gradFill", "pattFill", "blipFill")


@dataclass(frozen=True)
class Page:
    """The largest paper of a document and its least margins, in twentieths of a point."""

    width: int
    height: int
    left: int
    top: int

    @classmethod
    def of(cls, root: Element) -> Self:
        """The page of the main part; US Letter with Word's margins where it says nothing (ISO/IEC 29500-1, 17.6.13)."""
        sections = list(root.iter(W + "sectPr"))

        def values(child: str, name: str) -> list[int]:
            return [value for section in sections if (value := number(section, child, name)) is not None]

        return cls(
            max(values("pgSz", "w"), default=12240),
            max(values("pgSz", "h"), default=15840),
            min(values("pgMar", "left"), default=1440),
            min(values("pgMar", "top"), default=1440),
        )


def is_off_page(element: Element, page: Page) -> bool:
    """Whether an anchored drawing lies outside its page: beyond an edge by its own measures, or, where it hangs on a
    paragraph, further away than a page is high."""
    for anchor in element.iter():
        if local(anchor) == "anchor":
            return _anchor_is_off(anchor, page)
        if anchor.tag.startswith(V) and "absolute" in anchor.get("style", ""):
            style = _style(anchor)
            left, top = style.get("margin-left", 0), style.get("margin-top", 0)
            width, height = style.get("width", 0), style.get("height", 0)
            return left + width < -page.left or left > page.width or top + height < -page.height or top > page.height
    return False


def _anchor_is_off(anchor: Element, page: Page) -> bool:
    extent = next((child for child in anchor if local(child) == "extent"), None)
    width = (integer(extent.get("cx")) or 0) // _EMU if extent is not None else 0
    height = (integer(extent.get("cy")) or 0) // _EMU if extent is not None else 0
    x, from_x = _offset(anchor, "positionH")
    y, from_y = _offset(anchor, "positionV")
    if x is not None:
        x += 0 if from_x in ("page", "leftMargin") else page.left
        if x + width <= 0 or x >= page.width:
            return True
    if y is None:
        return False
    if from_y in ("page", "margin", "topMargin"):
        y += page.top if from_y == "margin" else 0
        return y + height <= 0 or y >= page.height
    return y + height <= -page.height or y >= page.height


def _offset(anchor: Element, name: str) -> tuple[int | None, str]:
    position = next((child for child in anchor if local(child) == name), None)
    if position is None:
        return None, ""
    offset = next((child for child in position if local(child) == "posOffset"), None)
    value = integer((offset.text or "").strip()) if offset is not None else None
    return (value // _EMU if value is not None else None), position.get("relativeFrom", "")


def covering(element: Element) -> list[str]:
    """The filled shapes in a drawing that hold no words and lie in front of the text, in words for a person. Shapes in
    groups are left out: those are diagrams and cover pages."""
    found = []
    for part in element.iter():
        if local(part) == "anchor" and part.get("behindDoc") not in ("1", "true"):
            found += [text for text in (_covering_shape(part),) if text]
        elif part.tag in (V + "rect", V + "shape", V + "roundrect", V + "oval") and _vml_covers(part):
            found.append("a filled shape without words")
    return found[:1]


def _covering_shape(anchor: Element) -> str:
    if not any(local(child) == "wrapNone" for child in anchor):
        return ""
    shapes = [e for e in anchor.iter() if local(e) == "wsp"]
    grouped = any(local(e) in ("wgp", "wpc") for e in anchor.iter())
    if len(shapes) != 1 or grouped or any((t.text or "").strip() for t in anchor.iter(W + "t")):
        return ""
    extent = next((child for child in anchor if local(child) == "extent"), None)
    if extent is None or min((integer(extent.get(side)) or 0) // _EMU for side in ("cx", "cy")) < _LEAST_BAR:
        return ""
    properties = next((child for child in shapes[0] if local(child) == "spPr"), None)
    fill = next((c for c in properties if local(c) in (*_FILLS, "noFill")), None) if properties is not None else None
    styled = any(local(child) == "style" for child in shapes[0])
    if (fill is None and not styled) or (fill is not None and (local(fill) == "noFill" or _is_clear(fill))):
        return ""
    return "a filled shape without words"


def _is_clear(fill: Element) -> bool:
    """Whether a fill lets most of what is behind it through."""
    alpha = next((e for e in fill.iter() if local(e) == "alpha"), None)
    return alpha is not None and (integer(alpha.get("val")) or 0) < 40_000


def _vml_covers(shape: Element) -> bool:
    parent = shape.getparent()
    style = shape.get("style", "").replace(" ", "")
    if parent is None or local(parent) == "group" or "position:absolute" not in style or "z-index:-" in style:
        return False
    if shape.get("filled") in ("f", "false") or (not shape.get("fillcolor") and local(shape) == "shape"):
        return False
    if any((t.text or "").strip() for t in shape.iter(W + "t")):
        return False
    if any(local(child) in ("imagedata", "textpath", "wrap") for child in shape):
        return False
    sides = _style(shape)
    return min(sides.get("width", 0), sides.get("height", 0)) >= _LEAST_BAR


def _style(shape: Element) -> dict[str, float]:
    """The measures of a VML shape's style, in twentieths of a point."""
    measures = {}
    for item in shape.get("style", "").split(";"):
        name, _, value = item.partition(":")
        found = _MEASURE.fullmatch(value.strip())
        if found and found[1].strip(".-"):
            try:
                measures[name.strip()] = float(found[1]) * _UNITS[found[2] or ""]
            except ValueError:
                continue
    return measures
