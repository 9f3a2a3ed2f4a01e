"""Colours of text and of what is behind it, as WordprocessingML writes them: six hexadecimal digits, `auto`, or empty
where nothing is said."""

from __future__ import annotations

import re

from scr_publish.parsing.docx.ooxml import Element, W, attribute, number

_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
"""The sixteen colours of the highlighter (ISO/IEC 29500-1, 17.18.40)."""

_HEX = re.compile(r"[0-9A-Fa-f]{6}")
LEAST_CONTRAST = 1.3
"""Below this contrast (W3C's ratio of luminances, 1 to 21) text cannot be seen: light grey F2F2F2 on white has 1.12,
the palest grey that people use for watermarks (D9D9D9) 1.41."""


def hexadecimal(value: str | None) -> str:
    """A colour's six digits, in capitals; `auto` as it is; empty where it is none."""
    if value == "auto":
        return "auto"
    return value.upper() if value and _HEX.fullmatch(value) else ""


def text_colour(properties: Element | None) -> str:
    """The colour that run properties give to text."""
    return hexadecimal(attribute(properties, "color"))


def highlight(properties: Element | None) -> str:
    """The highlighter's colour in run properties."""
    return _HIGHLIGHTS.get(attribute(properties, "highlight") or "", "")


def shading(properties: Element | None) -> str:
    """The colour of a `w:shd` in properties of a run, paragraph, cell or table: its fill, or its pattern's own colour
    where the pattern is solid."""
    shade = properties.find(W + "shd") if properties is not None else None
    if shade is None:
        return ""
    if shade.get(W + "val") == "solid":
        return hexadecimal(shade.get(W + "color")).replace("auto", "000000")
    return hexadecimal(shade.get(W + "fill")).replace("auto", "")


def run_background(properties: Element | None) -> str:
    """What run properties put behind text: highlighter before shading."""
    return highlight(properties) or shading(properties)


def exact_line(properties: Element | None) -> int | None:
    """The height of a paragraph's lines in twentieths of a point, where it is fixed."""
    if attribute(properties, "spacing", "lineRule") == "exact":
        return number(properties, "spacing", "line")
    return None


def contrast(left: str, right: str) -> float:
    """The contrast of two colours of six digits, from 1 (the same) to 21 (WCAG 2.1, relative luminance)."""
    light, dark = sorted((_luminance(left), _luminance(right)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
