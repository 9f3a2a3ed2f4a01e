"""What the styles of an OpenDocument text say: which text is hidden, and how lists and headings are numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from scr_publish.parsing.docx.appearance import SAME_COLOUR, TINY, TINY_HALF_POINTS, Unseen
from scr_publish.parsing.docx.colours import LEAST_CONTRAST, contrast
from scr_publish.parsing.odt.names import FO, OFFICE, STYLE, TEXT

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list style: its number's format ("1", "a", "i" …; empty for bullets) and what stands round it."""

    form: str
    prefix: str
    suffix: str
    shown: int
    start: int


@dataclass(frozen=True, slots=True)
class _Look:
    """Colour (six digits, or empty), background and size in points that a style gives to text."""

    colour: str = ""
    background: str = ""
    size: float | None = None

    def over(self, below: _Look) -> _Look:
        """This style's look on top of another's."""
        size = self.size if self.size is not None else below.size
        return _Look(self.colour or below.colour, self.background or below.background, size)


class Styles:
    """The styles of content.xml and styles.xml together."""

    def __init__(self, *parts: Any) -> None:
        self._parents: dict[str, str] = {}
        self._hidden: set[str] = set()
        self._looks: dict[str, _Look] = {}
        self._own: list[str] = []
        self._lists: dict[str, dict[int, _Level]] = {}
        self._list_of: dict[str, str] = {}
        self.outline: dict[int, _Level] = {}
        for part in parts:
            if part is not None:
                self._read(part)

    def _read(self, part: Any) -> None:
        for style in part.iter(STYLE + "style"):
            name = style.get(STYLE + "name", "")
            self._parents[name] = style.get(STYLE + "parent-style-name", "")
            if style.get(STYLE + "list-style-name"):
                self._list_of[name] = style.get(STYLE + "list-style-name")
            if any(p.get(TEXT + "display") == "none" for p in style.iter(STYLE + "text-properties")):
                self._hidden.add(name)
            self._looks[name] = _look(style)
            is_named = part.tag == OFFICE + "document-styles" and style.get(STYLE + "family") == "paragraph"
            if is_named and not style.get(STYLE + "class") and self._parents[name]:
                self._own.append(style.get(STYLE + "display-name") or name)
        for style in part.iter(TEXT + "list-style"):
            self._lists[style.get(STYLE + "name", "")] = _levels(style)
        for style in part.iter(TEXT + "outline-style"):
            self.outline = _levels(style)

    def _chain(self, name: str) -> list[str]:
        chain: list[str] = []
        while name and name not in chain:
            chain.append(name)
            name = self._parents.get(name, "")
        return chain

    def hides(self, name: str) -> bool:
        """Whether a style, or one that it is based on, hides its text."""
        return any(style in self._hidden for style in self._chain(name))

    def unseen(self, *names: str) -> Unseen | None:
        """Why text in these styles, the outermost first, cannot be seen on white or on a colour of theirs: too small,
        or of the same colour. What a cell or page has behind it is not known here."""
        look = _Look()
        for name in names:
            for style in reversed(self._chain(name)):
                look = self._looks.get(style, _Look()).over(look)
        if look.size is not None and 0 < look.size <= TINY_HALF_POINTS / 2:
            return TINY
        if not look.colour:
            return None
        behind = look.background or "FFFFFF"
        return SAME_COLOUR if contrast(look.colour, behind) < LEAST_CONTRAST else None

    @property
    def own_names(self) -> list[str]:
        """Names of paragraph styles that are not the program's own: those that belong to no class."""
        return list(dict.fromkeys(self._own))

    def is_based_on(self, name: str, base: str) -> bool:
        """Whether a style is the named one or is based on it."""
        return base in self._chain(name)

    def number(self, style: str, counts: dict[int, int], level: int) -> str:
        """A list item's number as shown, given the counts of its level and those above; empty for a bullet."""
        return _shown(self._lists.get(style, {}), counts, level)

    def heading_number(self, counts: dict[int, int], level: int) -> str:
        """A heading's number as shown, where headings are numbered."""
        return _shown(self.outline, counts, level)

    def start(self, style: str, level: int) -> int:
        """The first number of a list's level."""
        found = self._lists.get(style, {}).get(level)
        return found.start if found else 1


def _look(style: Any) -> _Look:
    """What a style's own properties say. "transparent" is no background."""
    look = _Look()
    for kind in ("paragraph-properties", "text-properties"):
        for properties in style.iterchildren(STYLE + kind):
            colour = properties.get(FO + "color", "") if kind == "text-properties" else ""
            background = properties.get(FO + "background-color", "")
            size = properties.get(FO + "font-size", "")
            points = float(size[:-2]) if re.fullmatch(r"\d+(\.\d+)?pt", size) else None
            look = _Look(_digits(colour), _digits(background), points).over(look)
    return look


def _digits(colour: str) -> str:
    return colour[1:].upper() if re.fullmatch(r"#[0-9a-fA-F]{6}", colour) else ""


def _levels(style: Any) -> dict[int, _Level]:
    levels = {}
    for level in style:
        number = level.get(TEXT + "level", "") if isinstance(level.tag, str) else ""
        if number.isdigit():
            levels[int(number)] = _Level(
                level.get(STYLE + "num-format", ""),
                level.get(STYLE + "num-prefix", ""),
                level.get(STYLE + "num-suffix", ""),
                _integer(level.get(TEXT + "display-levels"), 1),
                _integer(level.get(TEXT + "start-value"), 1),
            )
    return levels


def _integer(value: str | None, default: int) -> int:
    return int(value) if value and value.isdigit() and len(value) < 7 else default


def _shown(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    own = levels.get(level)
    if own is None or not own.form:
        return ""
    first = max(1, level - own.shown + 1)
    parts = [
        _formatted(counts.get(i, levels[i].start), levels[i].form)
        for i in range(first, level + 1)
        if i in levels and levels[i].form
    ]
    return f"{own.prefix}{'.'.join(parts)}{own.suffix}".strip()


def _formatted(count: int, form: str) -> str:
    if form in ("a", "A"):
        letter = chr(ord(form) + (count - 1) % 26)
        return letter * ((count - 1) // 26 + 1)
    if form in ("i", "I") and count < 40:
        out = ""
        for value, sign in _ROMAN:
            while count >= value:
                out, count = out + sign, count - value
        return out if form == "i" else out.upper()
    return str(count)
