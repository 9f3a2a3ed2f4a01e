"""Reading order: the columns of a page, what goes across them, and the tables in their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from statistics import median

from scr_publish.parsing.pdf.lines import Fragment
from scr_publish.parsing.pdf.tables import Grid

_NARROWEST = 0.2
"""A column takes at least this share of the width it is cut from: bullets and numbers are no column."""

_FULL = 0.5
"""Share of its column that a middling line of running text fills; the cells of a list or table fill less."""

_FEWEST_LINES = 4
_GUTTER = 5.0
"""Points of white between two columns, at least."""


@dataclass(slots=True, eq=False)
class Item:
    """A fragment or a whole table, as layout sees it: a box."""

    x0: float
    top: float
    x1: float
    bottom: float
    thing: Fragment | Grid


@dataclass(frozen=True)
class Region:
    """One column of running text (or a stretch across the page), or one table. `limit` is where the next column
    begins: no line of this one goes farther; infinite for the last."""

    fragments: tuple[Fragment, ...]
    limit: float
    grid: Grid | None = None


def regions(pieces: Sequence[Fragment], grids: Sequence[Grid], gutters: Sequence[float] = ()) -> list[Region]:
    """The page's regions in reading order. `gutters` are the right columns' left sides elsewhere in the document: a
    page may then have a short column there."""
    items = [Item(p.x0, p.top, p.x1, p.bottom, p) for p in pieces]
    items += [Item(g.x0, g.top, g.x1, g.bottom, g) for g in grids]
    return [region for group, limit in _ordered(items, gutters, 0, inf) for region in _around_tables(group, limit)]


def gutter_of(pieces: Sequence[Fragment], grids: Sequence[Grid]) -> float | None:
    """The left side of the page's right column, or None where its text runs in one column."""
    items = [Item(p.x0, p.top, p.x1, p.bottom, p) for p in pieces]
    items += [Item(g.x0, g.top, g.x1, g.bottom, g) for g in grids]
    return _best_gutter(items, ())


def _around_tables(items: list[Item], limit: float) -> Iterator[Region]:
    """The stretches of text between the tables of a column, and the tables."""
    tables = sorted((item for item in items if isinstance(item.thing, Grid)), key=lambda item: item.top)
    text = [item for item in items if isinstance(item.thing, Fragment)]
    for table in tables:
        above = [item for item in text if (item.top + item.bottom) / 2 < table.top]
        if above:
            yield _region(above, limit)
        chosen = set(map(id, above))
        text = [item for item in text if id(item) not in chosen]
        assert isinstance(table.thing, Grid)
        yield Region((), limit, table.thing)
    if text:
        yield _region(text, limit)


def _region(items: Sequence[Item], limit: float) -> Region:
    return Region(tuple(item.thing for item in items if isinstance(item.thing, Fragment)), limit)


def _ordered(items: list[Item], gutters: Sequence[float], depth: int, limit: float) -> list[tuple[list[Item], float]]:
    """Groups of items in reading order, each one a column or a stretch without columns, with its limit."""
    gutter = _best_gutter(items, gutters) if depth < 3 else None
    if gutter is None:
        return [(items, limit)] if items else []
    out: list[tuple[list[Item], float]] = []
    across: list[Item] = []
    for band in _bands(items, gutter):
        left, right = _split(band, gutter)
        if _crosses(band[0], gutter) or not _is_columns(left, right, gutter, gutters):
            across += band
            continue
        if across:
            out.append((across, limit))
            across = []
        out += _ordered(left, gutters, depth + 1, gutter)
        out += _ordered(right, gutters, depth + 1, limit)
    if across:
        out.append((across, limit))
    return out


def _best_gutter(items: list[Item], gutters: Sequence[float]) -> float | None:
    """The left side of a right column for which most lines of the page stand in two columns."""
    if len(items) < _FEWEST_LINES:
        return None
    left, right = min(item.x0 for item in items), max(item.x1 for item in items)
    width = right - left
    starts = Counter(round(item.x0) for item in items)
    best, most = None, 0
    for x in sorted(starts):
        near = starts[x] + starts[x - 1] + starts[x + 1]
        known = _is_known(x, gutters)
        if not left + _NARROWEST * width < x < right - (0 if known else _NARROWEST * width):
            continue
        if near < (1 if known else _FEWEST_LINES):
            continue
        lines = 0
        for band in _bands(items, x):
            if not _crosses(band[0], x):
                sides = _split(band, x)
                if _is_columns(*sides, x, gutters):
                    lines += len(band)
        if lines > most:
            best, most = float(x), lines
    return best


def _is_known(x: float, gutters: Sequence[float]) -> bool:
    return any(abs(x - known) <= 2 for known in gutters)


def _crosses(item: Item, x: float) -> bool:
    return item.x0 < x - _GUTTER and item.x1 > x - _GUTTER


def _split(band: Sequence[Item], x: float) -> tuple[list[Item], list[Item]]:
    left = [item for item in band if item.x0 < x - _GUTTER]
    return left, [item for item in band if item.x0 >= x - _GUTTER]


def _bands(items: Sequence[Item], x: float) -> Iterator[list[Item]]:
    """The items from the top, cut where one goes across the gutter: such an item is a band of its own."""
    crossing = sorted((item for item in items if _crosses(item, x)), key=lambda item: item.top)
    rest = [item for item in items if not _crosses(item, x)]
    for item in crossing:
        above = [other for other in rest if (other.top + other.bottom) / 2 < (item.top + item.bottom) / 2]
        if above:
            yield above
            chosen = set(map(id, above))
            rest = [other for other in rest if id(other) not in chosen]
        yield [item]
    if rest:
        yield rest


def _is_columns(left: Sequence[Item], right: Sequence[Item], x: float, gutters: Sequence[float]) -> bool:
    """True where two sides hold running text side by side."""
    if not left or not right:
        return False
    known = _is_known(x, gutters)
    left_rows, right_rows = _widths(left), _widths(right)
    fewest = 1 if known else _FEWEST_LINES - 1
    if min(len(left_rows), len(right_rows)) < fewest or max(len(left_rows), len(right_rows)) < _FEWEST_LINES - 1:
        return False
    if known:
        return True
    left_width = max(item.x1 for item in left) - min(item.x0 for item in left)
    right_width = max(item.x1 for item in right) - x
    if median(left_rows) < _FULL * left_width or median(right_rows) < _FULL * right_width:
        return False
    shorter = min(_extent(left), _extent(right))
    shared = min(_foot(left), _foot(right)) - max(_head(left), _head(right))
    letters = sum(_letters(item) for item in (*left, *right)) / (len(left_rows) + len(right_rows))
    return shared > 0.5 * shorter and letters >= _LETTERS_IN_A_LINE


_LETTERS_IN_A_LINE = 18
"""Characters in a middling line of a column of running text; lists of short entries have fewer."""


def _letters(item: Item) -> int:
    return item.thing.end - item.thing.start if isinstance(item.thing, Fragment) else 0


def _head(items: Sequence[Item]) -> float:
    return min(item.top for item in items)


def _foot(items: Sequence[Item]) -> float:
    return max(item.bottom for item in items)


def _extent(items: Sequence[Item]) -> float:
    return max(_foot(items) - _head(items), 1.0)


def _widths(items: Sequence[Item]) -> list[float]:
    """The width of each line that the items of one side make."""
    out: list[tuple[float, float, float]] = []
    for item in sorted(items, key=lambda item: (item.top + item.bottom) / 2):
        middle = (item.top + item.bottom) / 2
        if out and abs(out[-1][0] - middle) < 0.5 * (item.bottom - item.top):
            out[-1] = (out[-1][0], min(out[-1][1], item.x0), max(out[-1][2], item.x1))
        else:
            out.append((middle, item.x0, item.x1))
    return [x1 - x0 for _, x0, x1 in out]
