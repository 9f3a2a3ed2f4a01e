"""Pictures of which the page shows only a part: the rest is in the file."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import numpy as np
import pypdfium2.raw as raw

from scr_publish.parsing.pdf.glyphs import Frame
from scr_publish.parsing.pdf.matrices import Matrix, point
from scr_publish.parsing.pdf.visibility.objects import IMAGE, Painted

_LEAST_SIDE = 12.0
"""Points: smaller pictures are bullets and ornaments."""

_MOST_SHOWN = 0.85
"""Share of a picture that shows at most where it counts as cut: printers let pictures run 3 mm over the page's edge."""

_MOST_POINTS = 200

Box = tuple[float, float, float, float]


def cut_pictures(things: Painted, frame: Frame) -> list[float]:
    """For each picture that is cut off by a clip or the page's edge, the share of it that shows."""
    out = []
    for i in np.flatnonzero(things.kinds == IMAGE).tolist():
        x0, top, x1, bottom = things.boxes[i].tolist()
        if min(x1 - x0, bottom - top) < _LEAST_SIDE:
            continue
        shown = _common((x0, top, x1, bottom), (0.0, 0.0, frame.width, frame.height))
        for clip in _clips(things, i, frame):
            shown = _common(shown, clip)
        share = _area(shown) / _area((x0, top, x1, bottom))
        if 0 < share < _MOST_SHOWN:
            out.append(share)
    return out


def _common(left: Box, right: Box) -> Box:
    return max(left[0], right[0]), max(left[1], right[1]), min(left[2], right[2]), min(left[3], right[3])


def _area(box: Box) -> float:
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)


def _clips(things: Painted, i: int, frame: Frame) -> Iterator[Box]:
    """The boxes around the paths that clip an object, as shown."""
    path = raw.FPDFPageObj_GetClipPath(things.handles[i])
    if not path:
        return
    for number in range(max(0, raw.FPDFClipPath_CountPaths(path))):
        points = list(_points(path, number, things.matrices[i]))
        if points:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            rect = np.array([[min(xs), max(ys), max(xs), min(ys)]], np.float32)
            x0, top, x1, bottom = frame.shown(rect)[0].tolist()
            yield x0, top, x1, bottom


def _points(path: object, number: int, matrix: Matrix) -> Iterator[tuple[float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    count = raw.FPDFClipPath_CountPathSegments(path, number)
    for k in range(count if 0 < count <= _MOST_POINTS else 0):
        segment = raw.FPDFClipPath_GetPathSegment(path, number, k)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        yield point(x.value, y.value, matrix)
