"""Which characters of a page may be invisible: wide and cheap. What is proposed here is confirmed by pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from scr_publish.parsing.pdf import pdfium
from scr_publish.parsing.pdf.glyphs import Frame, Glyphs
from scr_publish.parsing.pdf.visibility.covers import Cover, covering_notes, later_objects, meets
from scr_publish.parsing.pdf.visibility.objects import (
    IMAGE,
    INVISIBLE_MODES,
    PATH,
    Painted,
    fill_colour,
    is_filled,
)
from scr_publish.parsing.pdf.visibility.pixels import edges, integral, render, sums, whole

_LOOK = 1.5
"""Pixels a point for the first look at a page: letters of 6 points have strokes of one pixel."""

_TINY = 2.2
"""Height of a line of type, in points, below which nobody reads it: the small print of a banknote."""

_ALIKE = 30
"""Steps of 256 by which a text's colour must differ from that of a box behind it to be above suspicion."""

_FILLED_MODES = (0, 4)


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """What a page's characters are under suspicion of, a value for each character.

    `inkless`: nothing is drawn where its letter should be, or its colour is that of what is behind it. `drawn`: the
    place of its text object among the page's, -1 where that is not known. `covered`: something later lies on it.
    `marked`: it lies in a mark for redaction. `certain`: in a note that hides it whatever a picture shows. `unpainted`:
    by its mode or opacity it paints nothing. `scanned`: it is unpainted, and stands on a picture that shows something
    in its place. `tiny`: nobody can read its size."""

    page: Painted
    covers: Sequence[Cover]
    drawn: NDArray[np.intp]
    inkless: NDArray[np.bool_]
    covered: NDArray[np.bool_]
    marked: NDArray[np.bool_]
    certain: NDArray[np.bool_]
    unpainted: NDArray[np.bool_]
    scanned: NDArray[np.bool_]
    tiny: NDArray[np.bool_]


def letters(glyphs: Glyphs) -> NDArray[np.bool_]:
    """Which characters are letters or digits."""
    codes, inverse = np.unique(glyphs.codes, return_inverse=True)
    return np.array([chr(code).isalnum() for code in codes.tolist()], bool)[inverse]


def propose(page: Any, frame: Frame, glyphs: Glyphs, things: Painted) -> Proposal | None:
    """The page's suspects; None where there are none. `page` is pypdfium2's, loaded; `things` its objects."""
    is_letter = letters(glyphs)
    if not is_letter.any():
        return None
    covers = [*later_objects(things, frame), *covering_notes(page.raw, frame, len(things))]
    inkless = is_letter & ~_has_ink(page, frame, glyphs)
    unpainted_texts, alike = _paint(things)
    tiny = is_letter & (glyphs.boxes[:, 3] - glyphs.boxes[:, 1] < _TINY) & (glyphs.size < _TINY)
    if not (inkless.any() or tiny.any() or unpainted_texts.any() or alike.any() or covers):
        return None
    drawn = _drawn(page.raw, glyphs, things)
    inkless |= is_letter & np.append(alike, False)[drawn]
    covered, marked, certain = _covered(glyphs, drawn, covers)
    unpainted = np.append(unpainted_texts, False)[drawn]
    scanned = unpainted & ~inkless & _on_picture(things, glyphs)
    found = inkless | covered | marked | unpainted | tiny
    if not found.any():
        return None
    return Proposal(things, covers, drawn, inkless, covered, marked, certain, unpainted, scanned, tiny)


def _has_ink(page: Any, frame: Frame, glyphs: Glyphs) -> NDArray[np.bool_]:
    """Whether anything is drawn in the part of each character's box where every letter has ink."""
    view = whole(frame, _LOOK)
    running = integral(edges(render(page, frame, view, grey=True)))
    shape = (running.shape[0] - 1, running.shape[1] - 1)
    out: NDArray[np.bool_] = sums(running, view.pixels(_cores(glyphs), shape)) > 0
    return out


def stands_out(page: Any, frame: Frame, glyphs: Glyphs) -> float:
    """How many times as much is drawn where characters stand as where none does."""
    view = whole(frame, _LOOK)
    found = edges(render(page, frame, view, grey=True))
    taken = np.zeros(found.shape, bool)
    for x0, top, x1, bottom in view.pixels(glyphs.boxes, found.shape).tolist():
        taken[top:bottom, x0:x1] = True
    return float(found[taken].mean() / max(found[~taken].mean(), 0.001))


def _cores(glyphs: Glyphs) -> NDArray[np.float32]:
    """The middle of each character's box: between the edges of a box that is drawn tightly around a line of text."""
    out = glyphs.boxes.copy()
    for turns, (low, high) in enumerate(((0.35, 0.8), (0.2, 0.65), (0.2, 0.65), (0.35, 0.8))):
        chosen = glyphs.turns == turns
        axis = 1 - turns % 2
        size = glyphs.boxes[chosen, axis + 2] - glyphs.boxes[chosen, axis]
        out[chosen, axis] = glyphs.boxes[chosen, axis] + low * size
        out[chosen, axis + 2] = glyphs.boxes[chosen, axis] + high * size
    return out


def _paint(things: Painted) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which objects are text that paints nothing, and which are text in the colour of the page or of a box behind it.
    Text that only clips is let be: what it clips may show it."""
    unpainted, alike = np.zeros(len(things), bool), np.zeros(len(things), bool)
    colours = np.zeros((len(things), 3), np.int16)
    for i in things.texts.tolist():
        mode = raw.FPDFTextObj_GetTextRenderMode(things.handles[i])
        *colours[i], alpha = fill_colour(things.handles[i])
        unpainted[i] = mode == INVISIBLE_MODES[0] or (mode in _FILLED_MODES and alpha == 0)
        alike[i] = mode in _FILLED_MODES and colours[i].min() > 255 - _ALIKE
    texts = things.texts
    for i in np.flatnonzero(things.kinds == PATH).tolist():
        behind = texts[(texts > i) & meets(things.boxes[i], things.boxes[texts])]
        if len(behind) and is_filled(things.handles[i]):
            colour = np.array(fill_colour(things.handles[i])[:3], np.int16)
            alike[behind[np.abs(colours[behind] - colour).max(axis=1) < _ALIKE]] = True
    return unpainted, alike & ~unpainted


def _drawn(page: Any, glyphs: Glyphs, things: Painted) -> NDArray[np.intp]:
    """The text object that each character comes from."""
    out = np.full(len(glyphs), -1, np.intp)
    text_page = raw.FPDFText_LoadPage(page)
    if not text_page:
        return out
    try:
        handle, order = pdfium.address(text_page), things.order
        for k, i in enumerate(glyphs.index.tolist()):
            out[k] = order.get(pdfium.text_object(handle, i) or 0, -1)
    finally:
        raw.FPDFText_ClosePage(text_page)
    return out


def _covered(
    glyphs: Glyphs, drawn: NDArray[np.intp], covers: Sequence[Cover]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Which characters have the middle of their box in a later object or a note; in a mark for redaction; in what hides
    them for certain."""
    x, y = (glyphs.boxes[:, 0] + glyphs.boxes[:, 2]) / 2, (glyphs.boxes[:, 1] + glyphs.boxes[:, 3]) / 2
    half = (glyphs.boxes[:, 3] - glyphs.boxes[:, 1]) * 0.25
    covered, marked, certain = (np.zeros(len(glyphs), bool) for _ in range(3))
    for cover in covers:
        on = (drawn >= 0) & (drawn < cover.order) & (x > cover.x0) & (x < cover.x1)
        inside = on & (y > cover.top) & (y < cover.bottom)
        if cover.marked:
            marked |= inside
        elif cover.certain:
            certain |= inside
            covered |= inside
        else:
            covered |= on & (y + half > cover.top) & (y - half < cover.bottom)
    return covered, marked, certain


def _on_picture(things: Painted, glyphs: Glyphs) -> NDArray[np.bool_]:
    x, y = (glyphs.boxes[:, 0] + glyphs.boxes[:, 2]) / 2, (glyphs.boxes[:, 1] + glyphs.boxes[:, 3]) / 2
    out = np.zeros(len(glyphs), bool)
    for x0, top, x1, bottom in things.boxes[things.kinds == IMAGE].tolist():
        out |= (x > x0) & (x < x1) & (y > top) & (y < bottom)
    return out
