"""Automatic paragraph numbers, as Word shows them: `numbering.xml` and the counters that run through the document.

ISO/IEC 29500-1, 17.9. Numberings (`w:num`) of one abstract numbering count on together, unless one overrides the start
of a level; a level starts again after a paragraph of a level above it, unless `w:lvlRestart` says otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from scr_publish.parsing.docx.ooxml import MC, Element, W, attribute, integer, number, toggle
from scr_publish.parsing.docx.styles import Styles

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class Level:
    """One level of a numbering. `restart` is the level (from 1) after which it starts again, 0 for never, None for
    any level above."""

    format: str = "decimal"
    text: str = ""
    start: int = 0
    restart: int | None = None
    legal: bool = False
    hidden: bool = False
    style: str | None = None


@dataclass(frozen=True)
class Label:
    """A paragraph's number. `text` is empty for a bullet; `depth` counts from 1; `levels` is how many levels it shows
    ("4.2.1" has three); `bare` is true where it is nothing but numbers and punctuation."""

    text: str
    depth: int
    levels: int
    bullet: bool
    bare: bool


@dataclass
class _Abstract:
    levels: dict[int, Level]
    style_link: str | None
    counts: dict[int, int] = field(default_factory=dict)


@dataclass
class _Num:
    abstract: int
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The numberings of a document. `label` is called once for each numbered paragraph, in the document's order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[int, _Abstract] = {}
        self._nums: dict[int, _Num] = {}
        if root is None:
            return
        for element in root.iterchildren(W + "abstractNum"):
            key = integer(element.get(W + "abstractNumId"))
            if key is not None:
                self._abstracts[key] = _Abstract(_levels(element), attribute(element, "numStyleLink"))
        for element in root.iterchildren(W + "num"):
            key, abstract = integer(element.get(W + "numId")), number(element, "abstractNumId")
            if key is not None and abstract is not None:
                self._nums[key] = _num(element, abstract)

    def level_of_style(self, num_id: int, style: str) -> int | None:
        """The level of a numbering that is linked to a paragraph style."""
        num, abstract = self._resolve(num_id)
        if num is None or abstract is None:
            return None
        levels = abstract.levels | num.levels
        return next((i for i, level in sorted(levels.items()) if level.style == style), None)

    def label(self, num_id: int, depth: int) -> Label | None:
        """Count a paragraph at a level (from 0), and give its label; None where there is no such numbering."""
        num, abstract = self._resolve(num_id)
        if num is None or abstract is None or not 0 <= depth < _LEVELS:
            return None
        levels = abstract.levels | num.levels
        level = levels.get(depth, Level())
        self._count(abstract, num, levels, depth)
        if level.format == "bullet":
            return Label("", depth + 1, 0, bullet=True, bare=True)
        text = "" if level.hidden else _shown(level, levels, abstract.counts)
        shown_levels = len(_PLACEHOLDER.findall(level.text))
        bare = not re.search(r"[^\W\d_]", _PLACEHOLDER.sub("", level.text))
        return Label(text.strip(), depth + 1, shown_levels, bullet=False, bare=bare)

    def _count(self, abstract: _Abstract, num: _Num, levels: dict[int, Level], depth: int) -> None:
        counts = abstract.counts
        if depth in num.starts:
            counts[depth] = num.starts.pop(depth)  # an override holds for the first paragraph that uses it
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = levels.get(depth, Level()).start
        for deeper in range(depth + 1, _LEVELS):
            restart = levels.get(deeper, Level()).restart
            if restart is None or depth < restart:
                counts.pop(deeper, None)

    def _resolve(self, num_id: int) -> tuple[_Num | None, _Abstract | None]:
        """A numbering and its abstract one, by way of a list style where it only names that."""
        num = self._nums.get(num_id)
        abstract = self._abstracts.get(num.abstract) if num else None
        if abstract is not None and abstract.style_link:
            linked = self._nums.get(self._styles.numbering_of(abstract.style_link) or 0)
            abstract = self._abstracts.get(linked.abstract, abstract) if linked else abstract
        return num, abstract


def _levels(element: Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for level in element.iterchildren(W + "lvl"):
        depth = integer(level.get(W + "ilvl"))
        if depth is not None:
            found[depth] = _level(level)
    return found


def _level(element: Element) -> Level:
    format_ = attribute(element, "numFmt")
    if format_ is None:  # a format of a later Word stands in an alternative, with one that all know to fall back on
        format_ = attribute(element.find(f"{MC}AlternateContent/{MC}Fallback"), "numFmt")
    return Level(
        format=format_ or "decimal",
        text=attribute(element, "lvlText") or "",
        start=number(element, "start") or 0,
        restart=number(element, "lvlRestart"),
        legal=bool(toggle(element, "isLgl")),
        hidden=bool(toggle(element.find(W + "rPr"), "vanish")),
        style=attribute(element, "pStyle"),
    )


def _num(element: Element, abstract: int) -> _Num:
    levels: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for override in element.iterchildren(W + "lvlOverride"):
        depth, start = integer(override.get(W + "ilvl")), number(override, "startOverride")
        level = override.find(W + "lvl")
        if depth is None:
            continue
        if level is not None:
            levels[depth] = _level(level)
        if start is not None:
            starts[depth] = start
    return _Num(abstract, levels, starts)


def _shown(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    """A level's text with its placeholders filled in; a level that was not used yet shows its start."""

    def fill(found: re.Match[str]) -> str:
        depth = int(found[1]) - 1
        its = levels.get(depth, Level())
        count = counts.get(depth, its.start)
        return formatted(count, "decimal" if level.legal and its.format != "none" else its.format)

    return _PLACEHOLDER.sub(fill, level.text)


def formatted(count: int, format_: str) -> str:
    """A count in one of Word's number formats (`w:numFmt`); one that is not known comes out as a decimal number."""
    convert = _FORMATS.get(format_)
    return convert(count) if convert else str(count)


def _letter(count: int) -> str:
    """1 → a, 26 → z, 27 → aa, 28 → bb: Word repeats the letter."""
    if count < 1:
        return ""
    return chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 30)


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    out = []
    for value, letters in _ROMAN:
        out.append(letters * (count // value))
        count %= value
    return "".join(out)


def _ordinal(count: int) -> str:
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda count: f"{count:02}",
    "lowerLetter": _letter,
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "ordinal": _ordinal,
    "none": lambda _count: "",
    "bullet": lambda _count: "",
}
