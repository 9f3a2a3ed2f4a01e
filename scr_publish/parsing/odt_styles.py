"""What the styles of an OpenDocument text say: which text is hidden, and how lists and headings are numbered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scr_publish.parsing.odt_names import STYLE, TEXT

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list style: its number's format ("1", "a", "i" …; empty for bullets) and what stands round it."""

    form: str
    prefix: str
    suffix: str
    shown: int
    start: int


class Styles:
    """The styles of content.xml and styles.xml together."""

    def __init__(self, *parts: Any) -> None:
        self._parents: dict[str, str] = {}
        self._hidden: set[str] = set()
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
