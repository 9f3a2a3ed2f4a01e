"""Styles: what a paragraph or run is by its style and by those that the style is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from docx.oxml.styles import CT_Style

from scr_publish.parsing.docx.colours import exact_line, run_background, shading, text_colour
from scr_publish.parsing.docx.ooxml import Element, W, attribute, number, toggle

_HEADING_NAME = re.compile(r"heading\s*([1-9])")
_TOC_NAME = re.compile(r"toc\s*([1-9])|contents\s*([1-9])")
_BODY_LEVEL = 9
"""`w:outlineLvl` 0 to 8 are levels 1 to 9 of the outline; 9 is body text (ISO/IEC 29500-1, 17.3.1.20)."""

_DEEPEST_CHAIN = 20
"""Styles that are based on each other in a ring, or deeper than any real ones, are cut off here."""


@dataclass(frozen=True)
class StyleNumbering:
    """The numbering that a style carries, and the style that carries it: where `level` is None, a level of the
    numbering may be linked to that style."""

    num_id: int
    level: int | None
    style: str


@dataclass(frozen=True)
class ParagraphStyle:
    """What follows from a paragraph's style. `heading` is 1 to 9, or 0; `role` is title, caption, toc or empty;
    `size` is in half-points; toggles are None where no style of the chain sets them. `colour` and `background` are
    hexadecimal or empty, as `colours` has them."""

    heading: int
    role: str
    role_level: int
    numbering: StyleNumbering | None
    bold: bool
    hidden: bool
    size: int | None
    colour: str = ""
    background: str = ""
    exact_line: int | None = None


@dataclass(frozen=True)
class CharacterStyle:
    """What follows from a run's style; None where no style of the chain sets it."""

    bold: bool | None
    hidden: bool | None
    size: int | None = None
    colour: str = ""
    background: str = ""


@dataclass(frozen=True)
class _Style:
    id: str
    name: str
    based_on: str | None
    element: Element


class Styles:
    """The styles of `styles.xml`; without one, nothing has a style."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._defaults: dict[str, str] = {}
        self._default_run: Element | None = None
        self._paragraph: dict[str | None, ParagraphStyle] = {}
        self._character: dict[str, CharacterStyle] = {}
        if root is None:
            return
        for element in root.iterchildren(W + "style"):
            self._add(element)
        self._default_run = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """A paragraph style; the default one where the paragraph names none, or one that is not there."""
        if style_id not in self._paragraph:
            self._paragraph[style_id] = self._read_paragraph(style_id)
        return self._paragraph[style_id]

    def character(self, style_id: str) -> CharacterStyle:
        """A character style."""
        if style_id not in self._character:
            chain = self._chain(style_id)
            self._character[style_id] = CharacterStyle(
                bold=_run_toggle(chain, "b"),
                hidden=_run_toggle(chain, "vanish"),
                size=next((n for r in _runs(chain) if (n := number(r, "sz")) is not None), None),
                colour=next((found for r in _runs(chain) if (found := text_colour(r))), ""),
                background=next((found for r in _runs(chain) if (found := run_background(r))), ""),
            )
        return self._character[style_id]

    def bold_first_row(self, table_style: str | None) -> bool:
        """Whether a table style sets the first row apart, as it does for a row of column headings."""
        return any(
            part.get(W + "type") == "firstRow"
            for style in self._chain(table_style)
            for part in style.element.iterchildren(W + "tblStylePr")
        )

    def shades_cells(self, table_style: str | None) -> bool:
        """Whether a table style paints any of its cells (a dark row of headings with white words)."""
        return any(
            shade.get(W + "fill", "auto") != "auto"
            for style in self._chain(table_style)
            for shade in style.element.iter(W + "shd")
        )

    def own_names(self) -> list[str]:
        """The names of the styles that are not the program's own (`w:customStyle`), as the file writes them."""
        return [
            attribute(style.element, "name") or style.id
            for style in self._styles.values()
            if style.element.get(W + "customStyle") in ("1", "true", "on")
        ]

    def numbering_of(self, style_id: str) -> int | None:
        """The numId of a numbering (list) style."""
        for style in self._chain(style_id):
            found = number(style.element.find(f"{W}pPr/{W}numPr"), "numId")
            if found is not None:
                return found
        return None

    @cached_property
    def hidden_by_default(self) -> bool:
        return bool(toggle(self._default_run, "vanish"))

    def _add(self, element: Element) -> None:
        style_id = element.get(W + "styleId", "")
        based_on = element.basedOn_val if isinstance(element, CT_Style) else None
        name = (attribute(element, "name") or style_id).lower()
        self._styles[style_id] = _Style(style_id, name, based_on, element)
        if element.get(W + "default") in ("1", "true", "on"):
            self._defaults[element.get(W + "type", "")] = style_id

    def _chain(self, style_id: str | None) -> list[_Style]:
        """The style and those below it, nearest first."""
        chain: list[_Style] = []
        while style_id in self._styles and len(chain) < _DEEPEST_CHAIN:
            chain.append(self._styles[style_id])
            style_id = chain[-1].based_on
        return chain

    def _read_paragraph(self, style_id: str | None) -> ParagraphStyle:
        chain = self._chain(style_id if style_id in self._styles else self._defaults.get("paragraph"))
        role, role_level = _role(chain)
        return ParagraphStyle(
            heading=_heading_level(chain),
            role=role,
            role_level=role_level,
            numbering=_numbering(chain),
            bold=bool(_run_toggle(chain, "b") or toggle(self._default_run, "b")),
            hidden=bool(_run_toggle(chain, "vanish") or self.hidden_by_default),
            size=next((n for r in _runs(chain) if (n := number(r, "sz")) is not None), number(self._default_run, "sz")),
            colour=next((found for r in _runs(chain) if (found := text_colour(r))), text_colour(self._default_run)),
            background=next(
                (
                    found
                    for style in chain
                    if (
                        found := run_background(style.element.find(W + "rPr")) or shading(style.element.find(W + "pPr"))
                    )
                ),
                "",
            ),
            exact_line=next(
                (n for style in chain if (n := exact_line(style.element.find(W + "pPr"))) is not None), None
            ),
        )


def _heading_level(chain: list[_Style]) -> int:
    """The nearest outline level or built-in heading name; Word keeps those names English in every language."""
    for style in chain:
        level = number(style.element.find(W + "pPr"), "outlineLvl")
        if level is not None:
            return level + 1 if 0 <= level < _BODY_LEVEL else 0
        named = _HEADING_NAME.fullmatch(style.name)
        if named:
            return int(named[1])
    return 0


def _role(chain: list[_Style]) -> tuple[str, int]:
    for style in chain:
        entry = _TOC_NAME.fullmatch(style.name)
        if entry:
            return "toc", int(entry[1] or entry[2])
        if style.name in ("toc heading", "contents heading", "table of figures"):
            return "toc", 1
        if style.name in ("caption", "title"):
            return style.name, 0
    return "", 0


def _numbering(chain: list[_Style]) -> StyleNumbering | None:
    """The nearest style's numbering; its level may come from another style of the chain."""
    level = None
    for style in chain:
        properties = style.element.find(f"{W}pPr/{W}numPr")
        if properties is None:
            continue
        level = level if level is not None else number(properties, "ilvl")
        num_id = number(properties, "numId")
        if num_id is not None:
            return StyleNumbering(num_id, level, style.id) if num_id else None
    return None


def _runs(chain: list[_Style]) -> Iterator[Element]:
    """The run properties of the styles that have any, nearest first."""
    for style in chain:
        found = style.element.find(W + "rPr")
        if found is not None:
            yield found


def _run_toggle(chain: list[_Style], name: str) -> bool | None:
    for style in chain:
        value = toggle(style.element.find(W + "rPr"), name)
        if value is not None:
            return value
    return None
