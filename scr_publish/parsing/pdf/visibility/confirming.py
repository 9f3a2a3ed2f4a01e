"""Whether a suspect can be seen: the page is drawn with the text and without it, and the two pictures are compared.

What no comparison shows, nobody sees, whatever hides it: a box, a picture, its own colour, a clip, a layer."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from scr_publish.parsing.pdf.glyphs import Frame, Glyphs
from scr_publish.parsing.pdf.visibility.objects import INVISIBLE_MODES
from scr_publish.parsing.pdf.visibility.pixels import View, around, integral, render, sums
from scr_publish.parsing.pdf.visibility.proposing import Proposal

_SCALE = 2.5
_STEP = 6
"""Steps of 256 by which a pixel must change for a difference to count: rounding in blending stays under 3."""

_DARK = 110
"""A pixel of black text on white darker than this belongs to a letter's body, not to its softened edge."""

_MOST_ROUNDS = 4
_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Seen:
    """How each character of a page shows; as plain black on white where it was not asked.

    `share` of its ink that changes the picture; `step` by how many steps of 256 it does; `contrast` of that ink to what
    is behind it, as WCAG 2.1 reckons it (1 to 21); `before` the same without what lies on it; `lost` the share of its
    ink that shows without what lies on it and not with it; `least_lost` that of its upper or lower half, whichever
    loses less; `shade` the luminance of what is behind it, 0 to 1; `recoloured` whether it shows in another colour."""

    share: NDArray[np.float32]
    step: NDArray[np.float32]
    contrast: NDArray[np.float32]
    before: NDArray[np.float32]
    lost: NDArray[np.float32]
    least_lost: NDArray[np.float32]
    shade: NDArray[np.float32]
    recoloured: NDArray[np.bool_]


def compare(page: Any, frame: Frame, glyphs: Glyphs, proposal: Proposal, asked: NDArray[np.bool_]) -> Seen:
    """Draw a page with and without the text objects that hold the characters asked for."""
    count = len(glyphs)
    seen = Seen(
        np.ones(count, np.float32),
        np.full(count, 255, np.float32),
        np.full(count, 21, np.float32),
        np.full(count, 21, np.float32),
        np.zeros(count, np.float32),
        np.zeros(count, np.float32),
        np.ones(count, np.float32),
        np.zeros(count, bool),
    )
    view = around(glyphs.boxes[asked], frame, _SCALE)
    for group in _rounds(proposal, np.unique(proposal.drawn[asked & (proposal.drawn >= 0)])):
        chosen = np.flatnonzero(asked & np.isin(proposal.drawn, group))
        _Comparison(page, frame, view, proposal, group.tolist()).fill(glyphs, chosen, seen)
    return seen


def _rounds(proposal: Proposal, texts: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    """The text objects in groups in which none lies on another, so that what stands on a covered word (a new word on a
    white box) does not pass for it. Beyond the fourth group they are compared together."""
    boxes = proposal.page.boxes
    groups: list[list[int]] = []
    for text in texts.tolist():
        for group in groups:
            if len(groups) >= _MOST_ROUNDS or not _lies_on(boxes[text], boxes[group]):
                group.append(text)
                break
        else:
            groups.append([text])
    for group in groups:
        yield np.array(group, np.intp)


def _lies_on(box: NDArray[np.float32], others: NDArray[np.float32]) -> bool:
    width = np.minimum(box[2], others[:, 2]) - np.maximum(box[0], others[:, 0])
    height = np.minimum(box[3], others[:, 3]) - np.maximum(box[1], others[:, 1])
    areas = np.minimum(
        (others[:, 2] - others[:, 0]) * (others[:, 3] - others[:, 1]), (box[2] - box[0]) * (box[3] - box[1])
    )
    return bool((np.maximum(width, 0) * np.maximum(height, 0) > _OVERLAP * areas).any())


class _Comparison:
    """The pictures of one group of text objects."""

    def __init__(self, page: Any, frame: Frame, view: View, proposal: Proposal, texts: Sequence[int]) -> None:
        self.page, self.frame, self.view, self.proposal = page, frame, view, proposal
        self.texts = [proposal.page.handles[i] for i in texts]
        kept = set(texts)
        self.others = [handle for i, handle in enumerate(proposal.page.handles) if i not in kept]
        self.covers = [
            proposal.page.handles[cover.order] for cover in proposal.covers if cover.order < len(proposal.page.handles)
        ]

    def fill(self, glyphs: Glyphs, chosen: NDArray[np.intp], seen: Seen) -> None:
        """Work out how the chosen characters show."""
        full = self._look()
        with _switched_off(self.texts):
            bare = self._look()
        steps = _steps(full, bare)
        changed = steps >= _STEP
        uncovered = self._uncovered() if self.proposal.covered[chosen].any() else None
        body = self._body()
        boxes = self.view.pixels(glyphs.boxes[chosen], body.shape)
        inked = sums(integral(body), boxes)
        ink = np.maximum(inked, 1).astype(np.float32)
        seen.share[chosen] = np.where(inked > 0, sums(integral(changed & body), boxes) / ink, 0)
        seen.step[chosen] = sums(integral(np.where(body, steps, 0)), boxes) / ink
        seen.contrast[chosen], seen.shade[chosen] = _contrast(full, bare, body, boxes, ink)
        if uncovered is not None:
            with_text, without = uncovered
            gone = integral((_steps(with_text, without) >= _STEP) & ~changed & body)
            seen.lost[chosen] = sums(gone, boxes) / ink
            inked_area = integral(body)
            halves = [sums(gone, half) / np.maximum(sums(inked_area, half), 1) for half in _halves(boxes)]
            seen.least_lost[chosen] = np.minimum(*halves)
            seen.before[chosen], _ = _contrast(with_text, without, body, boxes, ink)
        painted = _steps(self._recoloured(), bare) >= _STEP
        seen.recoloured[chosen] = sums(integral(painted & body), boxes) > 0.5 * ink

    def _look(self, notes: bool = True) -> NDArray[np.uint8]:
        return render(self.page, self.frame, self.view, notes=notes)

    def _uncovered(self) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """The page without what lies on the text: with the text, and without."""
        with _switched_off(self.covers):
            shown = self._look(notes=False)
            with _switched_off(self.texts):
                return shown, self._look(notes=False)

    def _body(self) -> NDArray[np.bool_]:
        """Where the text alone, in black, has ink."""
        with _switched_off(self.others), _in_colour(self.texts, (0, 0, 0)):
            picture = self._look(notes=False)
        out: NDArray[np.bool_] = picture.max(axis=2) < _DARK
        return out

    def _recoloured(self) -> NDArray[np.uint8]:
        with _in_colour(self.texts, (255, 0, 255)):
            return self._look()


@contextmanager
def _switched_off(handles: Sequence[Any]) -> Iterator[None]:
    for handle in handles:
        raw.FPDFPageObj_SetIsActive(handle, False)
    try:
        yield
    finally:
        for handle in handles:
            raw.FPDFPageObj_SetIsActive(handle, True)


@contextmanager
def _in_colour(handles: Sequence[Any], colour: tuple[int, int, int]) -> Iterator[None]:
    """Text filled in one colour, invisible text too; its own colour and mode come back."""
    kept = []
    for handle in handles:
        values = [ctypes.c_uint() for _ in range(4)]
        known = raw.FPDFPageObj_GetFillColor(handle, *values)
        mode = raw.FPDFTextObj_GetTextRenderMode(handle)
        kept.append((handle, [v.value for v in values] if known else None, mode))
        raw.FPDFPageObj_SetFillColor(handle, *colour, 255)
        if mode in INVISIBLE_MODES:
            raw.FPDFTextObj_SetTextRenderMode(handle, 0)
    try:
        yield
    finally:
        for handle, own, mode in kept:
            raw.FPDFPageObj_SetFillColor(handle, *(own or (0, 0, 0, 255)))
            raw.FPDFTextObj_SetTextRenderMode(handle, mode)


def _halves(boxes: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The upper and the lower half of each box, parted where letters without ascenders have their middle."""
    upper, lower = boxes.copy(), boxes.copy()
    middle = boxes[:, 1] + np.maximum((0.58 * (boxes[:, 3] - boxes[:, 1])).astype(np.intp), 1)
    upper[:, 3] = lower[:, 1] = np.minimum(middle, boxes[:, 3])
    return upper, lower


def _steps(left: NDArray[np.uint8], right: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """By how much two pictures differ at each pixel, in the channel in which they differ most."""
    out: NDArray[np.uint8] = (np.maximum(left, right) - np.minimum(left, right)).max(axis=2)
    return out


_LINEAR = np.where(
    np.arange(256) <= 10, np.arange(256) / 255 / 12.92, ((np.arange(256) / 255 + 0.055) / 1.055) ** 2.4
).astype(np.float32)
"""WCAG 2.1, definition of relative luminance: an 8-bit channel as linear light."""


def _luminance(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Relative luminance of a picture in blue, green, red."""
    out: NDArray[np.float32] = (
        0.0722 * _LINEAR[picture[:, :, 0]] + 0.7152 * _LINEAR[picture[:, :, 1]] + 0.2126 * _LINEAR[picture[:, :, 2]]
    )
    return out


def _contrast(
    shown: NDArray[np.uint8],
    bare: NDArray[np.uint8],
    body: NDArray[np.bool_],
    boxes: NDArray[np.intp],
    ink: NDArray[np.float32],
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Contrast of each character's ink to what is behind it, and the luminance of that."""
    front = sums(integral(np.where(body, _luminance(shown), 0.0)), boxes) / ink
    behind = sums(integral(np.where(body, _luminance(bare), 0.0)), boxes) / ink
    high, low = np.maximum(front, behind), np.minimum(front, behind)
    return ((high + 0.05) / (low + 0.05)).astype(np.float32), behind.astype(np.float32)
