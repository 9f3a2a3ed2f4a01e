"""The proof that what shows stays: every page is drawn before and after, and may differ only where something that was
visible by mistake was taken out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from scr_publish.parsing.pdf.glyphs import Frame, frame_of
from scr_publish.parsing.pdf.reading import open_pdf
from scr_publish.parsing.pdf.visibility.pixels import render, whole

_SCALE = 1.0
_STEP = 40
"""Steps of 256 by which a pixel must change: flattened forms are placed to a hundredth of a point."""

_MOST_PIXELS = 12
_ROOM = 3.0


def changed_pages(before: bytes, after: bytes, allowed: Mapping[int, NDArray[np.float32]]) -> list[int]:
    """The pages, from 1, that look different outside the boxes (points as shown) in which they may."""
    out = []
    old, new = open_pdf(before), open_pdf(after)
    try:
        if len(old) != len(new):
            return list(range(1, len(old) + 1))
        for number in range(len(old)):
            first, second = old[number], new[number]
            frame = frame_of(first.raw)
            if not _is_like(_picture(first, frame), _picture(second, frame_of(second.raw)), allowed.get(number)):
                out.append(number + 1)
            first.close()
            second.close()
    finally:
        old.close()
        new.close()
    return out


def _picture(page: pypdfium2.PdfPage, frame: Frame) -> NDArray[np.uint8]:
    return render(page, frame, whole(frame, _SCALE))


def _is_like(left: NDArray[np.uint8], right: NDArray[np.uint8], allowed: NDArray[np.float32] | None) -> bool:
    if left.shape != right.shape:
        return False
    differs = (np.maximum(left, right) - np.minimum(left, right)).max(axis=2) >= _STEP
    for x0, top, x1, bottom in _padded(allowed):
        differs[top:bottom, x0:x1] = False
    return int(differs.sum()) <= _MOST_PIXELS


def _padded(boxes: NDArray[np.float32] | None) -> Sequence[tuple[int, int, int, int]]:
    if boxes is None or not len(boxes):
        return ()
    low = np.maximum(np.floor((boxes[:, :2] - _ROOM) * _SCALE), 0).astype(int)
    high = np.maximum(np.ceil((boxes[:, 2:] + _ROOM) * _SCALE), 0).astype(int)
    return [(int(a[0]), int(a[1]), int(b[0]), int(b[1])) for a, b in zip(low, high, strict=True)]
