"""Redactions in lines of text: dark boxes with no letter under them, and how wide letters are beside them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scr_publish.document import Box, Gap
from scr_publish.parsing.pdf.glyphs import Glyphs
from scr_publish.parsing.pdf.visibility.objects import IMAGE, PATH, Painted, fill_colour, is_filled

_DARK = 110
_WIDTHS = (12.0, 300.0)
_HEIGHTS = (0.6, 2.2)
"""Heights of a redaction, in those of the characters beside it."""

_BESIDE = 12.0
"""Points from a redaction within which a letter stands in its line."""

_MOST = 200


def gaps(things: Painted, glyphs: Glyphs, page: int) -> list[Gap]:
    """The redactions of a page that stand in lines of text."""
    if not len(glyphs) or not len(things):
        return []
    boxes = glyphs.boxes
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    out: list[Gap] = []
    wide = things.boxes[:, 2] - things.boxes[:, 0]
    fits = (wide >= _WIDTHS[0]) & (wide <= _WIDTHS[1]) & np.isin(things.kinds, (PATH, IMAGE))
    for i in np.flatnonzero(fits).tolist():
        x0, top, x1, bottom = things.boxes[i].tolist()
        level = (y > top) & (y < bottom)
        beside = level & (x > x0 - _BESIDE) & (x < x1 + _BESIDE)
        inside = level & (x > x0) & (x < x1)
        if not beside.any() or inside.any() or not _is_dark(things, i):
            continue
        near = int(np.flatnonzero(beside)[0])
        height = float(boxes[near, 3] - boxes[near, 1])
        if _HEIGHTS[0] * height <= bottom - top <= _HEIGHTS[1] * height:
            out.append(Gap(Box(page, x0, top, x1, bottom), _widths(glyphs, near)))
        if len(out) >= _MOST:
            break
    return out


def _is_dark(things: Painted, i: int) -> bool:
    if things.kinds[i] == IMAGE:
        return True
    return is_filled(things.handles[i]) and max(fill_colour(things.handles[i])[:3]) < _DARK


def _widths(glyphs: Glyphs, like: int) -> tuple[tuple[str, float], ...]:
    """How wide each character is, in points, in the type of one of them: the median over the page."""
    same: NDArray[np.bool_] = (glyphs.style == glyphs.style[like]) & (np.abs(glyphs.size - glyphs.size[like]) < 0.1)
    codes, widths = glyphs.codes[same], (glyphs.boxes[:, 2] - glyphs.boxes[:, 0])[same]
    return tuple((chr(int(code)), round(float(np.median(widths[codes == code])), 2)) for code in np.unique(codes))
