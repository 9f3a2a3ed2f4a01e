"""Whether the text of a run can be seen on the page, and if not, why: hidden, in its background's colour, too small.

A run is looked at where it stands in its tree, so that the reader and the cleaner judge alike. No page is laid out:
what only a layout could tell (a shape that slid over a line) is not known here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scr_publish.document import Surface
from scr_publish.parsing.docx.colours import (
    LEAST_CONTRAST,
    contrast,
    exact_line,
    hexadecimal,
    highlight,
    shading,
    text_colour,
)
from scr_publish.parsing.docx.ooxml import Element, V, W, attribute, integer, local, number, style_of, toggle
from scr_publish.parsing.docx.shapes import Page
from scr_publish.parsing.docx.styles import CharacterStyle, ParagraphStyle, Styles

TINY_HALF_POINTS = 4
"""Text of 2 points or less is a speck on paper."""

_TINY_LINE = 40
"""Lines or rows fixed at 2 points (in twentieths of a point) cut off what stands in them."""
_TINY_WIDTH = 10
"""Characters at a tenth of their width or less are strokes (`w:w`, in per cent)."""
_FAR_OFF = 2880
"""A paragraph that begins this far beyond the paper's edge (2 inches, in twentieths of a point) was put there."""
_RAISED = 1584
"""Half-points that lift text by more than a page's height."""
_TRANSPARENT = 95_000
"""Thousandths of a per cent of transparency (`w14:alpha`) that leave nothing to see."""
_NO_STYLE = CharacterStyle(None, None)


@dataclass(frozen=True)
class Unseen:
    """Why text cannot be seen: the rule, the surface that it stands on, and words for a person."""

    rule: str
    surface: Surface
    words: str


HIDDEN = Unseen("HC103", Surface.HIDDEN_TEXT, "hidden text")
SAME_COLOUR = Unseen("HC105", Surface.HIDDEN_TEXT, "text in the colour of its background")
TINY = Unseen("HC106", Surface.HIDDEN_TEXT, "tiny text")
OFF_PAGE = Unseen("HC108", Surface.OFF_PAGE, "text off the page")


class Appearance:
    """Judges the runs of one document."""

    def __init__(self, styles: Styles, root: Element) -> None:
        self._styles = styles
        self._paper = hexadecimal(attribute(root, "background", "color")).replace("auto", "") or "FFFFFF"
        self.page = Page.of(root)
        self._behind: dict[Element, str] = {}
        self._last: tuple[Element | None, Element | None, ParagraphStyle] = (None, None, styles.paragraph(None))

    def unseen(self, run: Element) -> Unseen | None:
        """Why the run's text cannot be seen; None where it can."""
        paragraph, layout, style = self._paragraph(run)
        properties = run.find(W + "rPr")
        named = attribute(properties, "rStyle")
        own = self._styles.character(named) if named else _NO_STYLE
        if _vanishes(properties, style, own) or _is_in_hidden_row(run):
            return HIDDEN
        if self._is_off_page(paragraph, layout, properties):
            return OFF_PAGE
        if _is_tiny(paragraph, layout, properties, style, own):
            return TINY
        return SAME_COLOUR if self._blends(paragraph, layout, properties, style, own) else None

    def _paragraph(self, run: Element) -> tuple[Element | None, Element | None, ParagraphStyle]:
        """The run's paragraph, its properties and its style. Runs come in order, so the last answer is kept: looking
        for the properties of a paragraph that has none goes through all its runs."""
        paragraph = _ancestor(run, "p")
        if paragraph is None or paragraph is not self._last[0]:
            layout = paragraph.find(W + "pPr") if paragraph is not None else None
            style = self._styles.paragraph(style_of(paragraph) if paragraph is not None else None)
            self._last = (paragraph, layout, style)
        return self._last

    def _blends(
        self,
        paragraph: Element | None,
        layout: Element | None,
        properties: Element | None,
        style: ParagraphStyle,
        own: CharacterStyle,
    ) -> bool:
        if properties is not None and _is_transparent(properties):
            return True
        colour = text_colour(properties) or own.colour or style.colour or "auto"
        marked = highlight(properties)
        if colour == "auto":  # black, and white on dark shading; the highlighter does not turn it white
            return bool(marked) and contrast("000000", marked) < LEAST_CONTRAST
        behind = marked or shading(properties) or own.background
        if not behind and paragraph is not None:
            behind = shading(layout) or style.background or self._behind_paragraph(paragraph)
        return behind != "unknown" and contrast(colour, behind or self._paper) < LEAST_CONTRAST

    def _behind_paragraph(self, paragraph: Element) -> str:
        """The colour behind a paragraph that has none of its own: its cell's, its text box's, the page's; "unknown"
        where a style or a drawing decides."""
        parent = paragraph.getparent()
        if parent is None:
            return self._paper
        if parent not in self._behind:
            self._behind[parent] = self._behind_element(parent)
        return self._behind[parent]

    def _behind_element(self, element: Element | None) -> str:
        while element is not None:
            if element.tag == W + "tc":
                found = shading(element.find(W + "tcPr"))
                if found:
                    return found
            elif element.tag == W + "tbl":
                found = shading(element.find(W + "tblPr"))
                if found:
                    return found
                if self._styles.shades_cells(attribute(element.find(W + "tblPr"), "tblStyle")):
                    return "unknown"
            elif element.tag == W + "txbxContent":
                return _shape_colour(element)
            element = element.getparent()
        return self._paper

    def _is_off_page(self, paragraph: Element | None, layout: Element | None, properties: Element | None) -> bool:
        raised = number(properties, "position")
        if raised is not None and abs(raised) >= _RAISED:
            return True
        if layout is None:
            return False
        frame = number(layout, "framePr", "x")
        if frame is not None and (frame > self.page.width or frame < -self.page.width / 2):
            return True
        if _ancestor(paragraph, "tc") is not None:
            return False
        left = number(layout, "ind", "left") or number(layout, "ind", "start") or 0
        begins = self.page.left + left
        return begins < -_FAR_OFF or begins > self.page.width


def _vanishes(properties: Element | None, style: ParagraphStyle, own: CharacterStyle) -> bool:
    """Direct formatting decides; styles of paragraph and run cancel each other out (ISO/IEC 29500-1, 17.7.3)."""
    direct = toggle(properties, "vanish")
    return direct if direct is not None else style.hidden != bool(own.hidden)


def _is_in_hidden_row(run: Element) -> bool:
    return any(toggle(row.find(W + "trPr"), "hidden") for row in run.iterancestors(W + "tr"))


def _is_tiny(
    paragraph: Element | None,
    layout: Element | None,
    properties: Element | None,
    style: ParagraphStyle,
    own: CharacterStyle,
) -> bool:
    size = number(properties, "sz")
    size = next((s for s in (size, own.size, style.size) if s is not None), None)
    if size is not None and 0 < size <= TINY_HALF_POINTS:
        return True
    width = number(properties, "w")
    if width is not None and 0 < width <= _TINY_WIDTH:
        return True
    line = exact_line(layout)
    line = line if line is not None else style.exact_line
    if line is not None and line <= _TINY_LINE:
        return True
    row = _ancestor(paragraph, "tr")
    height = row.find(f"{W}trPr/{W}trHeight") if row is not None else None
    return (
        height is not None
        and height.get(W + "hRule") == "exact"
        and (number(row.find(W + "trPr") if row is not None else None, "trHeight") or _TINY_LINE + 1) <= _TINY_LINE
    )


def _is_transparent(properties: Element) -> bool:
    """Text effects of Word 2010 that fill letters with nothing, without an outline."""
    fill = next((child for child in properties if local(child) == "textFill"), None)
    if fill is None or any(local(child) == "textOutline" and len(child) for child in properties):
        return False
    if any(local(element) == "noFill" for element in fill):
        return True
    alpha = next((e for e in fill.iter() if local(e) == "alpha"), None)
    share = integer(alpha.get(alpha.tag.replace("alpha", "val"))) if alpha is not None else None
    return share is not None and share >= _TRANSPARENT


def _ancestor(element: Element | None, name: str) -> Element | None:
    return next(element.iterancestors(W + name), None) if element is not None else None


def _shape_colour(box: Element) -> str:
    """The fill of the shape that a text box belongs to: white or the page's where it says none, "unknown" where theme
    or picture decides."""
    for element in box.iterancestors():
        if element.tag.startswith(V) and local(element) in ("shape", "rect", "roundrect", "oval"):
            found = re.match(r"#([0-9a-fA-F]{6})", element.get("fillcolor", ""))
            plain = element.get("filled") in ("f", "false") or not element.get("fillcolor")
            return "FFFFFF" if plain else found[1].upper() if found else "unknown"
        if local(element) == "wsp":
            properties = next((child for child in element if local(child) == "spPr"), None)
            fill = next((c for c in properties if local(c).endswith("Fill")), None) if properties is not None else None
            if fill is not None and local(fill) == "solidFill" and len(fill) and local(fill[0]) == "srgbClr":
                return hexadecimal(fill[0].get("val")) or "unknown"
            styled = any(local(child) == "style" for child in element)
            return (
                "FFFFFF"
                if (fill is not None and local(fill) == "noFill") or (fill is None and not styled)
                else "unknown"
            )
    return "unknown"
