"""Pictures of a page as arrays, and sums over many boxes of them at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scr_publish.parsing.pdf.glyphs import Frame

_LARGEST_SIDE = 4000
"""No picture has more pixels a side than this, however large the page is."""

_EDGE = 10
"""Steps of 256 by which two neighbours differ where something is drawn: a grey of 95 % on white is 13."""


@dataclass(frozen=True, slots=True)
class View:
    """A part of a page to be looked at: `box` in points as shown, pixels a point."""

    x0: float
    top: float
    x1: float
    bottom: float
    scale: float

    def pixels(self, boxes: NDArray[np.float32], shape: tuple[int, ...]) -> NDArray[np.intp]:
        """Boxes in points as (x0, top, x1, bottom) in pixels of the view, within it, each one pixel at least."""
        out = np.empty(boxes.shape, np.intp)
        for axis, (start, limit) in enumerate(((self.x0, shape[1]), (self.top, shape[0]))):
            low = np.floor((boxes[:, axis] - start) * self.scale)
            high = np.ceil((boxes[:, axis + 2] - start) * self.scale)
            out[:, axis] = np.clip(low, 0, limit - 1)
            out[:, axis + 2] = np.clip(np.maximum(high, out[:, axis] + 1), 1, limit)
        return out


def whole(frame: Frame, scale: float) -> View:
    """All of a page."""
    return _limited(0.0, 0.0, frame.width, frame.height, scale)


def around(boxes: NDArray[np.float32], frame: Frame, scale: float) -> View:
    """The part of a page that holds some boxes, with a little room."""
    x0, top = np.maximum(boxes[:, :2].min(axis=0) - 4, 0)
    x1, bottom = np.minimum(boxes[:, 2:].max(axis=0) + 4, (frame.width, frame.height))
    return _limited(float(x0), float(top), float(x1), float(bottom), scale)


def _limited(x0: float, top: float, x1: float, bottom: float, scale: float) -> View:
    longest = max(x1 - x0, bottom - top, 1.0)
    return View(x0, top, x1, bottom, min(scale, _LARGEST_SIDE / longest))


def render(page: Any, frame: Frame, view: View, *, grey: bool = False, notes: bool = True) -> NDArray[np.uint8]:
    """A picture of a part of a page (pypdfium2's), (height, width) in grey or (height, width, 3) in colour."""
    crop = (view.x0, frame.height - view.bottom, frame.width - view.x1, view.top)
    bitmap = page.render(
        scale=view.scale,
        crop=tuple(max(0.0, side) for side in crop),
        grayscale=grey,
        draw_annots=notes,
        may_draw_forms=notes,
    )
    array: NDArray[np.uint8] = bitmap.to_numpy()
    if grey:
        return np.array(array if array.ndim == 2 else array[:, :, 0])
    return np.array(array[:, :, :3])


def integral(mask: NDArray[Any]) -> NDArray[Any]:
    """The running sums of an array over rows and columns, a row and a column of zeros before them."""
    kind = np.float64 if mask.dtype.kind == "f" else np.int32
    out = np.zeros((mask.shape[0] + 1, mask.shape[1] + 1), kind)
    summed = mask.astype(kind)
    for above, row in pairwise(summed):  # numpy's own sum goes down a column at a time, and takes five times as long
        row += above
    np.cumsum(summed, axis=1, out=out[1:, 1:])
    return out


def sums(running: NDArray[Any], boxes: NDArray[np.intp]) -> NDArray[Any]:
    """What each box (pixels) holds of an array, from its running sums."""
    x0, top, x1, bottom = boxes.T
    out: NDArray[Any] = running[bottom, x1] - running[top, x1] - running[bottom, x0] + running[top, x0]
    return out


def edges(picture: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where a grey picture changes from one pixel to the next."""
    out = np.zeros(picture.shape, bool)
    across = np.maximum(picture[:, 1:], picture[:, :-1]) - np.minimum(picture[:, 1:], picture[:, :-1]) >= _EDGE
    down = np.maximum(picture[1:], picture[:-1]) - np.minimum(picture[1:], picture[:-1]) >= _EDGE
    out[:, 1:] = across
    out[1:] |= down
    return out
