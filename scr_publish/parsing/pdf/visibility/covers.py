"""What is painted over text: objects that come later on the page, and annotations that lie on it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from scr_publish.parsing.pdf.glyphs import Frame
from scr_publish.parsing.pdf.matrices import matrix_of, point, times
from scr_publish.parsing.pdf.visibility.objects import PATH, TEXT, Painted, is_filled

_THIN = 2.5
"""A line no thicker than this (points) underlines, strikes out or rules; it covers nothing unless there are several."""

_SEVERAL = 3
_MIDDLE = (0.3, 0.8)
"""The part of a line's height, from its top, in which every letter has ink."""

_MOST_SEGMENTS = 300
_LEAST_OVERLAP = 0.4


@dataclass(frozen=True, slots=True)
class Cover:
    """Something that may hide what was painted before it: `order` is its place among the page's objects, or beyond
    them all for an annotation; `box` in points as shown. `certain` where it hides by what it is and no picture can
    tell (a mark for redaction, a note whose program draws it)."""

    order: int
    x0: float
    top: float
    x1: float
    bottom: float
    note: bool = False
    marked: bool = False
    certain: bool = False


def later_objects(page: Painted, frame: Frame) -> list[Cover]:
    """Objects that lie on the middle of a line of text that was painted before them."""
    texts = page.texts
    others = np.flatnonzero(page.kinds != TEXT)
    if not len(texts) or not len(others) or others[-1] < texts[0]:
        return []
    middle = _middles(page.boxes[texts])
    found: list[Cover] = []
    thin: dict[int, list[Cover]] = {}
    for i in others[others > texts[0]].tolist():
        on = np.flatnonzero(meets(page.boxes[i], middle) & (texts < i))
        if not len(on):
            continue
        cover = Cover(i, *page.boxes[i].tolist())
        thickness = min(cover.x1 - cover.x0, cover.bottom - cover.top)
        if _is_outline(page, i):
            pieces, straight = _pieces(page, i)
            if straight and not _crosses(pieces, middle[on], frame):
                continue
            if straight and len(pieces) == 1:
                left, top, right, bottom = pieces[0]
                thickness = min(right - left, top - bottom)
        if thickness <= _THIN:
            for text in on.tolist():
                thin.setdefault(text, []).append(cover)
        else:
            found.append(cover)
    several = {cover.order: cover for group in thin.values() if len(group) >= _SEVERAL for cover in group}
    return found + list(several.values())


def _middles(boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """The middle of each line's height; for text that runs up or down the page, of its width."""
    out = boxes.copy()
    upright = (boxes[:, 3] - boxes[:, 1]) > 2 * (boxes[:, 2] - boxes[:, 0])
    for axis, chosen in ((1, ~upright), (0, upright)):
        size = boxes[chosen, axis + 2] - boxes[chosen, axis]
        out[chosen, axis] = boxes[chosen, axis] + _MIDDLE[0] * size
        out[chosen, axis + 2] = boxes[chosen, axis] + _MIDDLE[1] * size
    return out


def meets(box: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.bool_]:
    width = np.minimum(box[2], others[:, 2]) - np.maximum(box[0], others[:, 0])
    height = np.minimum(box[3], others[:, 3]) - np.maximum(box[1], others[:, 1])
    out: NDArray[np.bool_] = (width > _LEAST_OVERLAP) & (height > _LEAST_OVERLAP)
    return out


def _is_outline(page: Painted, i: int) -> bool:
    """Whether an object is a path that is stroked and not filled."""
    return bool(page.kinds[i] == PATH) and not is_filled(page.handles[i])


def _crosses(pieces: Sequence[tuple[float, float, float, float]], texts: NDArray[np.float32], frame: Frame) -> bool:
    """Whether straight strokes, and not only the box around them, may hide one of the lines of text: a thick one
    lies on it, or several thin ones do, or there is one in all. A frame around text does none of that."""
    rects = frame.shown(np.array(pieces, np.float32).reshape(-1, 4))
    thick = np.minimum(rects[:, 2] - rects[:, 0], rects[:, 3] - rects[:, 1]) > _THIN
    for text in texts:
        on = meets(text, rects)
        if (on & thick).any() or on.sum() >= _SEVERAL or (len(pieces) == 1 and on.any()):
            return True
    return False


def _pieces(page: Painted, i: int) -> tuple[list[tuple[float, float, float, float]], bool]:
    """The rectangles (left, top, right, bottom on the page) that a path's straight strokes paint, and whether all of it
    is straight along the page's sides."""
    item = page.handles[i]
    count = raw.FPDFPath_CountSegments(item)
    if count > _MOST_SEGMENTS:
        return [], False
    matrix = times(matrix_of(item), page.matrices[i])
    width, x, y = ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(item, width)
    half = 0.5 * max(width.value * float(np.hypot(matrix[0], matrix[1])), 0.1)
    start = before = (0.0, 0.0)
    out = []
    for k in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, k)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return [], False
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = point(x.value, y.value, matrix)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = before = here
            continue
        for (x0, y0), (x1, y1) in [(before, here), (here, start)][: 1 + bool(raw.FPDFPathSegment_GetClose(segment))]:
            if min(abs(x0 - x1), abs(y0 - y1)) > 1:
                return [], False
            out.append((min(x0, x1) - half, max(y0, y1) + half, max(x0, x1) + half, min(y0, y1) - half))
        before = here
    return out, True


def covering_notes(page: Any, frame: Frame, count: int) -> Iterator[Cover]:
    """The annotations of a loaded page that may lie on its text. `count` is the number of the page's objects."""
    for i in range(max(0, raw.FPDFPage_GetAnnotCount(page))):
        note = raw.FPDFPage_GetAnnot(page, i)
        if not note:
            continue
        try:
            yield from _note(note, frame, count)
        finally:
            raw.FPDFPage_CloseAnnot(note)


_NEVER = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_UNDERLINE)
_HIDDEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_SELF_DRAWN = (raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_POLYGON, raw.FPDF_ANNOT_LINE)
"""Annotations that PDFium leaves out where the file has no appearance for them; other viewers draw them."""


def _note(note: Any, frame: Frame, count: int) -> Iterator[Cover]:
    kind = raw.FPDFAnnot_GetSubtype(note)
    marked = kind == raw.FPDF_ANNOT_REDACT
    if kind in _NEVER or (raw.FPDFAnnot_GetFlags(note) & _HIDDEN and not marked):
        return
    drawn = raw.FPDFAnnot_GetAP(note, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2
    certain = marked or (kind in _SELF_DRAWN and not drawn and kind != raw.FPDF_ANNOT_LINE)
    for rect in _rects(note):
        x0, top, x1, bottom = frame.shown(np.array([rect], np.float32))[0].tolist()
        yield Cover(count, x0, top, x1, bottom, note=True, marked=marked, certain=certain)


def _rects(note: Any) -> Iterator[tuple[float, float, float, float]]:
    quads = raw.FPDFAnnot_CountAttachmentPoints(note) if raw.FPDFAnnot_HasAttachmentPoints(note) else 0
    for i in range(min(quads, _MOST_SEGMENTS)):
        q = raw.FS_QUADPOINTSF()
        if raw.FPDFAnnot_GetAttachmentPoints(note, i, q):
            xs, ys = (q.x1, q.x2, q.x3, q.x4), (q.y1, q.y2, q.y3, q.y4)
            yield min(xs), max(ys), max(xs), min(ys)
    if not quads:
        rect = raw.FS_RECTF()
        if raw.FPDFAnnot_GetRect(note, rect):
            yield rect.left, rect.top, rect.right, rect.bottom
