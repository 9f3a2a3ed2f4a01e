"""Running headers, footers and page numbers: what stands at the same height of page after page."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scr_publish.document import Kind
from scr_publish.parsing.pdf.lines import Fragment, rows

_DEEPEST = 4
"""How many rows from the top and from the foot of a page are looked at."""

_MARGIN = 0.15
"""Furniture stands in this share of the page's height at its top or foot."""

_SAME_HEIGHT = 3.0
_SHARE = 0.5
"""A height at which this share of all pages has furniture is kept for it: a chapter's own header stands there too."""

_LEADING = 1.7
"""Lines of one header stand nearer than this many times their size."""

_ROMAN = r"(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_NUMBER = re.compile(
    rf"(?:page|p\.?|pg\.?)?\s*[-–—|\[(]?\s*(?P<number>\d{{1,4}}|{_ROMAN})\s*[-–—|\])]?(?:\s*(?:of|/)\s*\d{{1,4}})?(?:\s*\|?\s*page)?",
    re.IGNORECASE,
)
_SAYS_PAGE = re.compile(r"\bpage\b|\bp\.|\d\s+of\s+\d", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fragment near the top or foot of a page. `row` counts from the page's edge, from 0."""

    page: int
    piece: Fragment
    text: str
    at_top: bool
    row: int


@dataclass(frozen=True)
class Furniture:
    """One thing that runs through pages: what it is, the pages it stands on, and each page's fragment."""

    kind: Kind
    pages: tuple[int, ...]
    pieces: tuple[Fragment, ...]


def candidates(page: int, height: float, pieces: Iterable[Fragment], texts: dict[int, str]) -> list[Candidate]:
    """The fragments of a page that may be furniture, outside of tables. `texts` gives the text of a fragment by its
    start; see `margin_pieces`."""
    out: list[Candidate] = []
    for row_number, row, at_top in margin_rows(height, pieces):
        out += [Candidate(page, piece, texts[piece.start], at_top, row_number) for piece in row]
    return out


def margin_rows(height: float, pieces: Iterable[Fragment]) -> list[tuple[int, list[Fragment], bool]]:
    """The rows near the page's top and foot: their number from the edge, their fragments, and whether at the top."""
    all_rows = rows(piece for piece in pieces if piece.turns == 0)
    top = [row for row in all_rows[:_DEEPEST] if row[0].bottom < _MARGIN * height]
    foot = [row for row in all_rows[::-1][:_DEEPEST] if row[0].top > (1 - _MARGIN) * height]
    out = [(number, row, True) for number, row in enumerate(top)]
    return out + [(number, row, False) for number, row in enumerate(foot)]


def find_furniture(found: Sequence[Candidate], pages: int) -> list[Furniture]:
    """What runs through the pages, in the order of its first page."""
    numbers = _page_numbers(found, pages)
    taken = {id(candidate) for candidate in numbers}
    out = [Furniture(Kind.PAGE_NUMBER, (c.page,), (c.piece,)) for c in numbers]
    rest = [c for c in found if id(c) not in taken]
    groups: dict[tuple[str, bool], list[Candidate]] = defaultdict(list)
    for candidate in rest:
        groups[_template(candidate), candidate.at_top].append(candidate)
    repeated: list[list[Candidate]] = []
    single: list[Candidate] = []
    for group in groups.values():
        for level in _levels(group):
            if _is_running(level, pages):
                repeated.append(level)
            else:
                single += level
    alone = _at_kept_heights(single, [*repeated, numbers], pages)
    repeated += [*alone, *_further_lines(single, alone)]
    for group in repeated:
        kind = Kind.HEADER if group[0].at_top else Kind.FOOTER
        out.append(Furniture(kind, tuple(c.page for c in group), tuple(c.piece for c in group)))
    return sorted(out, key=lambda f: (f.pages[0], f.kind is not Kind.HEADER, f.kind is Kind.PAGE_NUMBER))


def _template(candidate: Candidate) -> str:
    """The text with the page's own number made a sign: other digits tell headings apart and stay."""
    text = " ".join(candidate.text.casefold().split())
    return _DIGITS.sub(
        lambda match: "#" if 0 <= candidate.page - int(match[0][:6]) <= 20 and _SAYS_PAGE.search(text) else match[0],
        text,
    )


def _levels(group: list[Candidate]) -> list[list[Candidate]]:
    """A group's members by the height that they stand at."""
    out: list[list[Candidate]] = []
    for candidate in sorted(group, key=lambda c: (c.piece.middle, c.page)):
        if out and candidate.piece.middle - out[-1][-1].piece.middle <= _SAME_HEIGHT:
            out[-1].append(candidate)
        else:
            out.append([candidate])
    return [sorted(level, key=lambda c: c.page) for level in out]


def _is_running(level: Sequence[Candidate], pages: int) -> bool:
    """Furniture is the same text at the same height of two pages or more; where few pages bear it out, it must also
    be the outermost row, so that a heading that comes twice is not taken for it."""
    different = len({candidate.page for candidate in level})
    if different < 2:
        return False
    if different >= 3 and different >= 0.2 * pages:
        return True
    return all(candidate.row == 0 for candidate in level)


def _at_kept_heights(
    single: Sequence[Candidate], repeated: Iterable[Sequence[Candidate]], pages: int
) -> list[list[Candidate]]:
    """Single texts at a height where most pages have furniture, as far out as it."""
    heights: dict[tuple[int, bool], set[int]] = defaultdict(set)
    for group in repeated:
        for candidate in group:
            heights[round(candidate.piece.middle / _SAME_HEIGHT), candidate.at_top].add(candidate.page)
    kept = {place for place, on in heights.items() if len(on) >= max(3, _SHARE * pages)}
    out = []
    for candidate in single:
        step = round(candidate.piece.middle / _SAME_HEIGHT)
        if any((near, candidate.at_top) in kept for near in (step - 1, step, step + 1)):
            out.append([candidate])
    return out


def _further_lines(single: Sequence[Candidate], alone: Iterable[Sequence[Candidate]]) -> list[list[Candidate]]:
    """The single texts that are further lines of a header or footer of one page only."""
    firsts = [group[0] for group in alone]
    rest = [candidate for candidate in single if candidate not in firsts]
    out = []
    while firsts:
        first = firsts.pop()
        for candidate in [c for c in rest if c.page == first.page and c.at_top == first.at_top]:
            if _adjoin(first.piece, candidate.piece):
                rest.remove(candidate)
                firsts.append(candidate)
                out.append([candidate])
    return out


def _adjoin(one: Fragment, other: Fragment) -> bool:
    """Whether two fragments are lines of one text: of one size, one right below the other."""
    size = max(one.size, other.size)
    near = 0.5 * size < abs(one.middle - other.middle) < _LEADING * size
    return near and abs(one.size - other.size) < 0.1 * size and min(one.x1, other.x1) > max(one.x0, other.x0)


def of_several_lines(furniture: Iterable[Furniture]) -> list[list[Furniture]]:
    """The furniture in order, with what is one header or footer in one list: the lines right below each other that
    run through the same pages."""
    out: list[list[Furniture]] = []
    for item in furniture:
        place = item.pages, item.kind
        whole = next((o for o in out if (o[0].pages, o[0].kind) == place and any(_is_next(p, item) for p in o)), None)
        if whole is None:
            out.append([item])
        else:
            whole.append(item)
            whole.sort(key=lambda part: part.pieces[0].middle)
    return out


def _is_next(one: Furniture, other: Furniture) -> bool:
    return one.kind is not Kind.PAGE_NUMBER and _adjoin(one.pieces[0], other.pieces[0])


def _page_numbers(found: Sequence[Candidate], pages: int) -> list[Candidate]:
    """Numbers that go up with the pages, and those that say that they are a page's number."""
    by_offset: dict[tuple[int, bool, bool], list[Candidate]] = defaultdict(list)
    sure: list[Candidate] = []
    for candidate in found:
        match = _NUMBER.fullmatch(" ".join(candidate.text.split()))
        if not match or not match["number"]:
            continue
        if _SAYS_PAGE.search(candidate.text):
            sure.append(candidate)
            continue
        roman = not match["number"].isdigit()
        number = _from_roman(match["number"].lower()) if roman else int(match["number"])
        by_offset[number - candidate.page, candidate.at_top, roman].append(candidate)
    out = list(sure)
    for group in by_offset.values():
        if len({c.page for c in group}) >= 2 or (pages == 1 and group[0].row == 0 and not group[0].at_top):
            out += group
    return sorted(out, key=lambda c: (c.page, c.piece.start))


def _from_roman(text: str) -> int:
    values = [_ROMAN_DIGITS[letter] for letter in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def page_range(pages: Sequence[int]) -> str:
    """Pages for a person: "page 2", "pages 2–40", "pages 2–9 and 11–40"."""
    spans: list[list[int]] = []
    for page in sorted(set(pages)):
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    steps = {b - a for a, b in itertools.pairwise(pages)}
    if len(spans) > 3 and steps == {2}:
        return f"every second page, {pages[0]}–{pages[-1]}"
    words = [str(a) if a == b else f"{a}–{b}" for a, b in spans]
    if len(words) > 4:
        return f"{len(set(pages))} pages from {pages[0]} to {pages[-1]}"
    joined = words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
    return f"page {joined}" if len(set(pages)) == 1 else f"pages {joined}"
