"""Headings, captions and lists among the paragraphs, and the headings' levels.

A heading is told by its font against the body's (larger, bold, or all in capitals), or by the file's own bookmarks.
Its level comes from the bookmarks where they name it, and from its style elsewhere, so that one style has one level."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scr_publish.document import Kind, Surface
from scr_publish.parsing.numbers import typed_number
from scr_publish.parsing.pdf.elements import Element
from scr_publish.parsing.pdf.paragraphs import Paragraph, half
from scr_publish.parsing.pdf.words import words

_LARGER = 1.07
_LONGEST = 60
"""Words in the longest heading: reviews put a finding's whole sentence in one."""

_LONGEST_IN_CAPITALS = 16
_DEEPEST = 9
_QUOTED = re.compile(r"^[\"“‘'].*[\"”’'][.,]?$")
_NUMBERED = re.compile(r"(?:\d{1,3}|[A-Z])(?:\.\d{1,3})*")

Look = tuple[float, bool, bool, bool]
"""A heading's look: size in half points, bold, in capitals, upright."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the file's outline: depth from 1, title, and page from 1 (0 where it leads nowhere)."""

    level: int
    title: str
    page: int


def classify(elements: Sequence[Element], body: float, bookmarks: Sequence[Bookmark]) -> None:
    """Find headings, captions and list items among the paragraphs, and set their kinds and levels."""
    marked = _marked(elements, bookmarks)
    steps = _list_steps(elements)
    running = [e for e in elements if e.kind is Kind.PARAGRAPH and e.surface is Surface.VISIBLE]
    for i, element in enumerate(running):
        following = running[i + 1] if i + 1 < len(running) else None
        paragraph = element.paragraph
        if is_caption(paragraph, body):
            element.kind, element.surface = Kind.CAPTION, Surface.CAPTION
        elif id(element) in marked or _is_heading(paragraph, following, body):
            element.kind = Kind.HEADING
        elif paragraph.bullet or (paragraph.number and not _is_outline_number(paragraph)):
            element.kind = Kind.LIST_ITEM
            element.level = 1 + steps.index(round(paragraph.lines[0].x0 / 6)) if steps else 1
            element.level = min(element.level, _DEEPEST)
    headings = [element for element in running if element.kind is Kind.HEADING]
    for heading in headings:
        heading.paragraph.number = typed_number(heading.paragraph.text, heading=True)
    _set_levels(headings, marked)


def _is_heading(paragraph: Paragraph, following: Element | None, body: float) -> bool:
    text = paragraph.text
    count = len(text.split())
    if not any(c.isalpha() for c in text) or count > _LONGEST or paragraph.bullet or _QUOTED.match(text):
        return False
    if paragraph.size >= _LARGER * body + 0.25:
        return True
    if paragraph.size < 0.93 * body:
        return False
    if paragraph.is_bold:
        beside = following.paragraph if following else None
        in_a_row = beside is not None and beside.is_bold and half(beside.size) == half(paragraph.size)
        return not (in_a_row and text.endswith(".") and count > 12)
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and text.isupper() and count <= _LONGEST_IN_CAPITALS


def is_caption(paragraph: Paragraph, body: float) -> bool:
    """A line such as "Table 2: Agencies involved": a caption's word, its number, and a stop behind it or a type that
    sets it apart; "Table 2 shows …" is running text."""
    text = paragraph.text
    match = re.match(r"(?P<word>[A-Za-z]+)\.?\s+(?P<number>\d{1,3}(?:\.\d{1,3})?|[A-Z])(?P<stop>\s*[:.–—-]\s|$)?", text)
    if not match or match["word"].lower() not in words().caption_words or len(text.split()) > 45:
        return False
    apart = paragraph.is_bold or paragraph.is_italic or paragraph.size < 0.95 * body
    return paragraph.size < 1.15 * body and (match["stop"] is not None or (apart and len(text.split()) < 20))


def _is_outline_number(paragraph: Paragraph) -> bool:
    """A paragraph's own number in the document's outline ("4.2") and not one of a list's."""
    return "." in paragraph.lines[0].text[: paragraph.number].strip().rstrip(".)")


def _list_steps(elements: Iterable[Element]) -> list[int]:
    """The left sides of list items, in steps of 6 points, from the outermost."""
    return sorted({round(e.paragraph.lines[0].x0 / 6) for e in elements if e.paragraph.bullet or e.paragraph.number})


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _marked(elements: Sequence[Element], bookmarks: Sequence[Bookmark]) -> dict[int, int]:
    """The elements that a bookmark names, and its level."""
    titles: dict[str, list[Bookmark]] = defaultdict(list)
    for bookmark in bookmarks:
        titles[_plain(bookmark.title)].append(bookmark)
    titles.pop("", None)
    out: dict[int, int] = {}
    if not titles:
        return out
    longest = max(map(len, titles))
    for element in elements:
        if (
            element.kind is not Kind.PARAGRAPH
            or sum(len(line.text) for line in element.paragraph.lines) > 2 * longest + 20
        ):
            continue
        text = element.paragraph.text
        for key in (_plain(text), _plain(text[element.paragraph.number :])):
            near = [b for b in titles.get(key, ()) if b.page == 0 or abs(b.page - element.page) <= 1]
            if near:
                out[id(element)] = near[0].level
                break
    return out


def _look(element: Element) -> Look:
    paragraph = element.paragraph
    return (half(paragraph.size), paragraph.is_bold, paragraph.text.isupper(), not paragraph.is_italic)


def _depth(element: Element) -> int:
    """Parts of a heading's number: 2 for "4.2"; 0 without one."""
    number = element.paragraph.lines[0].text[: element.paragraph.number].strip().rstrip(".):")
    return number.count(".") + 1 if _NUMBERED.fullmatch(number) else 0


def _set_levels(headings: Sequence[Element], marked: dict[int, int]) -> None:
    looks = sorted({_look(heading) for heading in headings}, reverse=True)
    named: dict[Look, Counter[int]] = defaultdict(Counter)
    for heading in headings:
        if id(heading) in marked:
            named[_look(heading)][marked[id(heading)]] += 1
    level_of: dict[Look, int] = {}
    above = 0
    for look in looks:
        if named[look]:
            level_of[look] = named[look].most_common(1)[0][0]
        else:
            level_of[look] = (
                above + 1 if not _is_above_named(look, named) else max(1, min(above + 1, _first_named(looks, named)))
            )
        above = max(above, level_of[look])
    base = _numbered_base(headings, level_of)
    for heading in headings:
        level = marked.get(id(heading), level_of[_look(heading)])
        depth = _depth(heading)
        if id(heading) not in marked and depth and base is not None:
            level = base + depth
        heading.level = min(max(level, 1), _DEEPEST)


def _is_above_named(look: Look, named: dict[Look, Counter[int]]) -> bool:
    return any(counts and look > other for other, counts in named.items())


def _first_named(looks: Sequence[Look], named: dict[Look, Counter[int]]) -> int:
    return min(level for look in looks for level in named[look])


def _numbered_base(headings: Sequence[Element], level_of: dict[Look, int]) -> int | None:
    """What to add to a number's depth to get the level, where numbers of several depths say more than the looks."""
    offsets = Counter(level_of[_look(h)] - _depth(h) for h in headings if _depth(h))
    if len({_depth(h) for h in headings if _depth(h)}) < 2:
        return None
    return max(offsets.most_common(1)[0][0], 0)
