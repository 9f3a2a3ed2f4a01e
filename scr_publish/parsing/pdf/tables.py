"""Ruled tables: the grid that the rules of a page make, found with pdfplumber's table finder.

PDFium gives the rules in a thousandth of the time that pdfplumber takes to read a page; from there on the
intersections, cells and tables are pdfplumber's work, on the few pages that have rules in both directions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scr_publish.parsing.pdf.glyphs import Glyphs
from scr_publish.parsing.pdf.rulings import Drawing, Rule

_SNAP = 3.0
"""pdfplumber's own tolerance: rules nearer than this (points) are one."""

_MOST_RULES = 600
"""Above this the page is a drawing; finding cells takes the square of the number of rules."""

_SMALLEST_CELL = 5.0


@dataclass(frozen=True, slots=True)
class Area:
    """One cell of a table as it lies on the page; row and column count from 1 within this page's grid."""

    row: int
    column: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True)
class Grid:
    """A table, or the part of it that is on one page. `shaded` are the rows with a filled background."""

    areas: tuple[Area, ...]
    shaded: frozenset[int]

    @property
    def x0(self) -> float:
        return min(area.x0 for area in self.areas)

    @property
    def x1(self) -> float:
        return max(area.x1 for area in self.areas)

    @property
    def top(self) -> float:
        return min(area.top for area in self.areas)

    @property
    def bottom(self) -> float:
        return max(area.bottom for area in self.areas)

    @property
    def columns(self) -> tuple[float, ...]:
        """The left side of each column."""
        return tuple(sorted({area.x0 for area in self.areas}))

    @property
    def rows(self) -> int:
        """Number of rows."""
        return max(area.row for area in self.areas)


def find_grids(drawing: Drawing, glyphs: Glyphs) -> tuple[list[Grid], NDArray[np.int32]]:
    """The tables of a page from the top, and for each character the place of its cell in the list of all their cells
    (`[area for grid in grids for area in grid.areas]`), or -1 outside of tables."""
    of_cell = np.full(len(glyphs), -1, dtype=np.int32)
    found: list[Grid] = []
    count = 0
    for cells in _cells(drawing):
        grid = _grid(cells, drawing.fills)
        inside = _inside(grid.areas, glyphs)
        filled = len(np.unique(inside[inside >= 0]))
        if not _is_table(grid, filled):
            continue
        free = (of_cell < 0) & (inside >= 0)
        of_cell[free] = inside[free] + count
        count += len(grid.areas)
        found.append(grid)
    return found, of_cell


def _is_table(grid: Grid, filled: int) -> bool:
    """A frame around text, or boxes one under another, are no table; nor is a grid with nothing in it."""
    return len(grid.columns) >= 2 and filled >= 3


def _cells(drawing: Drawing) -> list[list[tuple[float, float, float, float]]]:
    rules = [*drawing.rules, *(side for fill in drawing.fills for side in _sides(fill))]
    upright = [rule for rule in rules if not rule.is_horizontal]
    if len(rules) > _MOST_RULES * 4 or len(upright) < 2 or len(rules) - len(upright) < 2:
        return []
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges = merge_edges([_edge(rule) for rule in rules], _SNAP, _SNAP, _SNAP, _SNAP)
    if len(edges) > _MOST_RULES:
        return []
    cells = intersections_to_cells(edges_to_intersections(edges, _SNAP, _SNAP))
    large = [c for c in cells if c[2] - c[0] >= _SMALLEST_CELL and c[3] - c[1] >= _SMALLEST_CELL]
    return list(cells_to_tables(large))


def _sides(box: Rule) -> list[Rule]:
    return [
        Rule(box.x0, box.top, box.x1, box.top),
        Rule(box.x0, box.bottom, box.x1, box.bottom),
        Rule(box.x0, box.top, box.x0, box.bottom),
        Rule(box.x1, box.top, box.x1, box.bottom),
    ]


def _edge(rule: Rule) -> dict[str, object]:
    """A rule in the form of pdfplumber's edges: a line without thickness."""
    if rule.is_horizontal:
        y = (rule.top + rule.bottom) / 2
        return _as_edge(rule.x0, y, rule.x1, y, "h")
    x = (rule.x0 + rule.x1) / 2
    return _as_edge(x, rule.top, x, rule.bottom, "v")


def _as_edge(x0: float, top: float, x1: float, bottom: float, orientation: str) -> dict[str, object]:
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": orientation,
    }


def _grid(cells: list[tuple[float, float, float, float]], fills: Sequence[Rule]) -> Grid:
    lefts = sorted({x0 for x0, _, _, _ in cells})
    tops = sorted({top for _, top, _, _ in cells})
    areas = tuple(
        Area(tops.index(top) + 1, lefts.index(x0) + 1, x0, top, x1, bottom)
        for x0, top, x1, bottom in sorted(cells, key=lambda c: (c[1], c[0]))
    )
    shaded = {area.row for area in areas if any(_covers(fill, area) for fill in fills)}
    return Grid(areas, frozenset(shaded))


def _covers(fill: Rule, area: Area) -> bool:
    x, y = (area.x0 + area.x1) / 2, (area.top + area.bottom) / 2
    return (
        fill.x0 <= x <= fill.x1
        and fill.top <= y <= fill.bottom
        and fill.bottom - fill.top <= 1.6 * (area.bottom - area.top)
    )


def _inside(areas: Sequence[Area], glyphs: Glyphs) -> NDArray[np.int32]:
    """For each character, the cell that holds its centre, or -1."""
    x = (glyphs.boxes[:, 0] + glyphs.boxes[:, 2]) / 2
    y = (glyphs.boxes[:, 1] + glyphs.boxes[:, 3]) / 2
    of_cell = np.full(len(glyphs), -1, dtype=np.int32)
    for i, area in enumerate(areas):
        of_cell[(x >= area.x0) & (x < area.x1) & (y >= area.top) & (y < area.bottom) & (of_cell < 0)] = i
    return of_cell
