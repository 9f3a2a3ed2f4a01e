"""What is drawn on a page beside its text: ruled lines, and how much of the page pictures and drawings take."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as raw

from scr_publish.parsing.pdf.glyphs import Frame
from scr_publish.parsing.pdf.matrices import UNIT, Matrix, matrix_of, point, times

_THIN = 3.0
"""A path no thicker than this (points) is a line, however it was drawn."""

_SHORTEST = 4.0
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 400
_DEEPEST = 4
"""Bounds on what is looked at: a map or a chart has more paths than any table."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along the page's sides, in points from the top left as shown."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Drawing:
    """The rules of a page, its filled rectangles (shading), the share of it that pictures cover, and its paths."""

    rules: tuple[Rule, ...]
    fills: tuple[Rule, ...]
    picture_share: float
    paths: int


def read_drawing(page: Any, frame: Frame) -> Drawing:
    """Look through a loaded page's objects, those inside forms too."""
    rules: list[Rule] = []
    fills: list[Rule] = []
    pictures, paths = 0.0, 0
    for seen, (item, kind, matrix) in enumerate(_objects(page)):
        if seen >= _MOST_OBJECTS:
            break
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(item, matrix, frame)
            if box:
                pictures += (box.x1 - box.x0) * (box.bottom - box.top)
        elif kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING):
            paths += 1
            if kind == raw.FPDF_PAGEOBJ_PATH:
                _read_path(item, matrix, frame, rules, fills)
    area = max(frame.width * frame.height, 1.0)
    return Drawing(tuple(rules), tuple(fills), min(pictures / area, 1.0), paths)


def _objects(page: Any) -> Iterator[tuple[Any, int, Matrix]]:
    for i in range(raw.FPDFPage_CountObjects(page)):
        yield from _inside(raw.FPDFPage_GetObject(page, i), UNIT, 0)


def _inside(item: Any, outer: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    kind = raw.FPDFPageObj_GetType(item)
    if kind != raw.FPDF_PAGEOBJ_FORM:
        if kind != raw.FPDF_PAGEOBJ_TEXT:
            yield item, kind, outer
        return
    if depth < _DEEPEST:
        inner = times(matrix_of(item), outer)
        for i in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _inside(raw.FPDFFormObj_GetObject(item, i), inner, depth + 1)


def _rule(xs: list[float], ys: list[float], frame: Frame) -> Rule:
    rect = np.array([[min(xs), max(ys), max(xs), min(ys)]], dtype=np.float32)
    return Rule(*(float(v) for v in frame.shown(rect)[0]))


def _bounds(item: Any, matrix: Matrix, frame: Frame) -> Rule | None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *sides):
        return None
    left, bottom, right, top = (side.value for side in sides)
    corners = [point(x, y, matrix) for x in (left, right) for y in (bottom, top)]
    return _rule([x for x, _ in corners], [y for _, y in corners], frame)


def _read_path(item: Any, outer: Matrix, frame: Frame, rules: list[Rule], fills: list[Rule]) -> None:
    """Add what a path shows of ruled lines: its straight strokes, and its filled rectangles thin enough to be lines."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item, fill, stroke) or not (fill.value or stroke.value):
        return
    subpaths = list(_subpaths(item, times(matrix_of(item), outer)))
    for points in subpaths:
        if fill.value and len(points) >= 4:
            box = _rule([x for x, _ in points], [y for _, y in points], frame)
            if min(box.x1 - box.x0, box.bottom - box.top) <= _THIN:
                _keep(box, rules)
            elif _is_upright(points):
                fills.append(box)
        if stroke.value:
            for (x0, y0), (x1, y1) in itertools.pairwise(points):
                if abs(x0 - x1) < 1 or abs(y0 - y1) < 1:
                    _keep(_rule([x0, x1], [y0, y1], frame), rules)


def _subpaths(item: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each subpath, its first point again at the end where it is closed. Curves give nothing."""
    count = raw.FPDFPath_CountSegments(item)
    if count > _MOST_SEGMENTS:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(point(x.value, y.value, matrix))
        if raw.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _is_upright(points: list[tuple[float, float]]) -> bool:
    steps = itertools.pairwise(points)
    return all(abs(x0 - x1) < 1 or abs(y0 - y1) < 1 for (x0, y0), (x1, y1) in steps)


def _keep(rule: Rule, rules: list[Rule]) -> None:
    if max(rule.x1 - rule.x0, rule.bottom - rule.top) >= _SHORTEST:
        rules.append(rule)
