"""What a page paints, in the order in which it is painted: text, paths, pictures, shadings, those inside forms too."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from scr_publish.parsing.pdf import pdfium
from scr_publish.parsing.pdf.glyphs import Frame
from scr_publish.parsing.pdf.matrices import UNIT, Matrix, matrix_of, point, times

DEEPEST = 12
MOST_OBJECTS = 60_000
"""Bounds on what is looked at: a map has some thousand objects, and forms nest two or three deep."""

TEXT = raw.FPDF_PAGEOBJ_TEXT
PATH = raw.FPDF_PAGEOBJ_PATH
IMAGE = raw.FPDF_PAGEOBJ_IMAGE
INVISIBLE_MODES = (3, 7)
"""Text render modes that paint nothing: neither fill nor stroke, and clip only (ISO 32000-1, table 106)."""


@dataclass(frozen=True, slots=True, eq=False)
class Painted:
    """All objects of one page that paint, in order.

    `handles` are PDFium's; `kinds` its types; `boxes` (n, 4) are x0, top, x1, bottom in points as shown; `matrices`
    lead from the form that holds an object to the page. `order` finds a handle's place by its address. `whole` is false
    where the page has more objects than are looked at."""

    handles: list[Any]
    kinds: NDArray[np.int8]
    boxes: NDArray[np.float32]
    matrices: list[Matrix]
    order: dict[int, int]
    whole: bool

    def __len__(self) -> int:
        return len(self.handles)

    @property
    def texts(self) -> NDArray[np.intp]:
        """The places of the text objects."""
        return np.flatnonzero(self.kinds == TEXT)


def painted(page: Any, frame: Frame) -> Painted:
    """The objects of a loaded page (PDFium's handle)."""
    handles: list[Any] = []
    kinds: list[int] = []
    matrices: list[Matrix] = []
    rects: list[tuple[float, float, float, float]] = []
    whole = True
    for handle, kind, matrix in _walk(page):
        if len(handles) >= MOST_OBJECTS:
            whole = False
            break
        rect = _rect(handle, matrix)
        if rect is None:
            continue
        handles.append(handle)
        kinds.append(kind)
        matrices.append(matrix)
        rects.append(rect)
    boxes = frame.shown(np.array(rects, np.float32)) if rects else np.zeros((0, 4), np.float32)
    order = {pdfium.address(handle): i for i, handle in enumerate(handles)}
    return Painted(handles, np.array(kinds, np.int8), boxes, matrices, order, whole)


def _walk(page: Any) -> Iterator[tuple[Any, int, Matrix]]:
    for i in range(raw.FPDFPage_CountObjects(page)):
        yield from _inside(raw.FPDFPage_GetObject(page, i), UNIT, 0)


def _inside(item: Any, outer: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    kind = raw.FPDFPageObj_GetType(item)
    if kind != raw.FPDF_PAGEOBJ_FORM:
        yield item, kind, outer
    elif depth < DEEPEST:
        inner = times(matrix_of(item), outer)
        for i in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _inside(raw.FPDFFormObj_GetObject(item, i), inner, depth + 1)


def _rect(item: Any, matrix: Matrix) -> tuple[float, float, float, float] | None:
    """Left, top, right, bottom on the page; None where the object takes no room."""
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *sides):
        return None
    left, bottom, right, top = (side.value for side in sides)
    if matrix is UNIT:
        return left, top, right, bottom
    corners = [point(x, y, matrix) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), max(ys), max(xs), min(ys)


def layers_of(item: Any) -> bool:
    """Whether an object is marked as part of an optional-content layer."""
    for i in range(max(0, raw.FPDFPageObj_CountMarks(item))):
        mark = raw.FPDFPageObj_GetMark(item, i)
        buffer = ctypes.create_string_buffer(64)
        length = ctypes.c_ulong()
        given = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        if (
            raw.FPDFPageObjMark_GetName(mark, given, 64, length)
            and buffer.raw[: length.value].decode("utf-16-le", "ignore").strip("\0") == "OC"
        ):
            return True
    return False


def fill_colour(item: Any) -> tuple[int, int, int, int]:
    """Red, green, blue and opacity of an object's fill, 0 to 255; black and opaque where it has none of its own."""
    values = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(item, *values):
        return 0, 0, 0, 255
    red, green, blue, alpha = (value.value for value in values)
    return red, green, blue, alpha


def is_filled(item: Any) -> bool:
    """Whether a path is filled."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(item, fill, stroke) and fill.value)
