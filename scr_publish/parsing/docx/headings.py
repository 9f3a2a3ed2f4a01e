"""Paragraphs that act as headings in a document whose writer used no heading styles: short, and bold throughout."""

from __future__ import annotations

from scr_publish.parsing.docx.ooxml import Element, W, attribute, integer, number, plain_text, style_of, toggle
from scr_publish.parsing.docx.styles import ParagraphStyle, Styles
from scr_publish.parsing.numbers import typed_number

_MOST_WORDS = 20
"""Headings of reviews that state a finding run to a sentence; a bold paragraph longer than this is one with stress."""

_DEEPEST = 3
_NOT_AT_END = (".", ",", ";", ":")


def heading_level(paragraph: Element, style: ParagraphStyle) -> int:
    """The heading level that a paragraph's own outline level or style gives it, 0 for none."""
    direct = number(paragraph.find(W + "pPr"), "outlineLvl")
    if direct is not None:
        return direct + 1 if 0 <= direct < 9 else 0
    return style.heading


def acting_headings(body: Element, styles: Styles) -> dict[Element, int]:
    """The paragraphs that act as headings, with their levels; none where any paragraph is a heading by its style.

    A number gives the level ("4.2" is 2), automatic or typed; without one, the larger the letters the higher."""
    sizes: dict[Element, int] = {}
    for paragraph in _outside_tables(body):
        style = styles.paragraph(style_of(paragraph))
        text = plain_text(paragraph).strip()
        if text and heading_level(paragraph, style):
            return {}
        if text and not style.role and _is_short(text) and _is_bold(paragraph, style, styles):
            sizes[paragraph] = _size(paragraph, style)
    ranks = {size: rank for rank, size in enumerate(sorted(set(sizes.values()), reverse=True), start=1)}
    return {
        p: _automatic_level(p) or _typed_level(plain_text(p)) or min(ranks[size], _DEEPEST) for p, size in sizes.items()
    }


def bold_throughout(paragraph: Element, styles: Styles) -> bool:
    """Whether every word of a paragraph is bold, by its runs or by its style; false where it has none."""
    style = styles.paragraph(style_of(paragraph))
    return bool(plain_text(paragraph).strip()) and _is_bold(paragraph, style, styles)


def _outside_tables(element: Element) -> list[Element]:
    """The paragraphs of the body, those of content controls with them, those of tables and text boxes not."""
    found: list[Element] = []
    for child in element:
        if child.tag == W + "p":
            found.append(child)
        elif child.tag not in (W + "tbl", W + "sectPr"):
            found += _outside_tables(child)
    return found


def _is_short(text: str) -> bool:
    return len(text.split()) <= _MOST_WORDS and not text.endswith(_NOT_AT_END) and any(c.isalpha() for c in text)


def _is_bold(paragraph: Element, style: ParagraphStyle, styles: Styles) -> bool:
    for run in paragraph.iter(W + "r"):
        if plain_text(run).strip() and not _run_is_bold(run.find(W + "rPr"), style, styles):
            return False
    return True


def _run_is_bold(properties: Element | None, style: ParagraphStyle, styles: Styles) -> bool:
    direct = toggle(properties, "b")
    if direct is not None:
        return direct
    character = attribute(properties, "rStyle")
    return style.bold != bool(character and styles.character(character).bold)


def _size(paragraph: Element, style: ParagraphStyle) -> int:
    """The size of the paragraph's largest letters, in half-points."""
    direct = [integer(size.get(W + "val")) for size in paragraph.iterfind(f"{W}r/{W}rPr/{W}sz")]
    return max((size for size in direct if size), default=style.size or 0)


def _automatic_level(paragraph: Element) -> int:
    properties = paragraph.find(f"{W}pPr/{W}numPr")
    return (number(properties, "ilvl") or 0) + 1 if number(properties, "numId") else 0


def _typed_level(text: str) -> int:
    typed = text.strip()[: typed_number(text.strip(), heading=True)]
    levels = typed.strip().rstrip(".)").split(".")
    return min(len(levels), 9) if typed and levels[0].isdigit() else 0
