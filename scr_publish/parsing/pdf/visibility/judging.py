"""From what the pictures show to a reason for each character, and from characters to words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scr_publish.parsing.pdf.glyphs import Frame, Glyphs
from scr_publish.parsing.pdf.visibility.confirming import Seen, compare
from scr_publish.parsing.pdf.visibility.objects import IMAGE, Painted, layers_of
from scr_publish.parsing.pdf.visibility.proposing import Proposal, letters, propose, stands_out
from scr_publish.parsing.pdf.visibility.reasons import Reason

_LEAST_SHARE = 0.35
"""A letter of which less of the ink shows is not seen: what sticks out of a box."""

_READABLE = 3.0
"""Contrast below which text under something is not legible: the least that WCAG 2.1 asks of large text (1.4.3)."""

_VEILED, _DARK_SHADE = 7.0, 0.25
"""Under something dark, text stays in sight that was to be taken out: contrast below WCAG's enhanced 7 : 1 (1.4.6)."""

_LOST = 0.3
"""Share of a word's ink that hatching takes before it counts; a strike-through of 1 point on 10 takes a tenth."""

_LOST_TO_HATCHING = 0.12
"""The same where the ink goes all over the word, above and below its middle: strokes a point wide, four apart."""

_SAME, _SAME_DARK = 14.0, 30.0
"""Steps of 256 that nobody tells apart, on light and on dark ground: a watermark in 93 % grey is 18."""

_WHITE = 0.85
_PAGE_WIDE, _MOSTLY_SHOWN, _STANDS_OUT = 0.6, 0.7, 2.0
"""Of a scan: the least share of the page that its picture takes, of its words that the picture shows, and how many
times as much is drawn where its words are as elsewhere. A photograph has detail all over."""

_NEAR = 0.25
"""Share of a line's height within which a letter stands in the place of another: shadows lie a point or two off."""


@dataclass(slots=True)
class Concealed:
    """The reason of each of a page's characters, how many suspects each test let go, and whether the page has the
    text of a scan: invisible, over a picture that shows it."""

    reasons: NDArray[np.int8]
    dropped: Counter[str] = field(default_factory=Counter)
    scanned: bool = False


def find_concealed(page: Any, frame: Frame, glyphs: Glyphs, things: Painted, layers: bool = False) -> Concealed:
    """Which characters of a loaded page (pypdfium2's) nobody can see, and why. `things` are the page's objects;
    `layers` is true where the file has a layer that is switched off."""
    out = Concealed(np.zeros(len(glyphs), np.int8))
    proposal = propose(page, frame, glyphs, things) if len(glyphs) else None
    if proposal is None:
        return out
    is_letter = letters(glyphs)
    words = word_numbers(glyphs)
    scanned = _mostly(proposal.scanned, is_letter, words)
    out.reasons[proposal.unpainted & ~scanned] = Reason.INVISIBLE
    out.scanned = bool(scanned.any())
    on_picture = proposal.unpainted & ~scanned & _of_a_scan(proposal, is_letter)
    out.reasons[on_picture] = Reason.NOT_IN_PICTURE
    pictured = _under_a_scan(page, frame, glyphs, proposal, is_letter, words)
    out.scanned |= bool(pictured.any())
    asked = (proposal.inkless | proposal.covered) & ~pictured & ~proposal.unpainted & (proposal.drawn >= 0) & is_letter
    if asked.any():
        asked |= proposal.covered & ~pictured & ~proposal.unpainted & (proposal.drawn >= 0)
        _judge(compare(page, frame, glyphs, proposal, asked), proposal, asked, layers, words, out)
    out.reasons[proposal.tiny] = Reason.TINY
    out.reasons[proposal.certain] = Reason.COVERED
    out.reasons[proposal.marked] = Reason.MARKED
    _show_left_out(proposal, out)
    _smooth(out, is_letter, words)
    _set_doubles(out, glyphs, words)
    return out


def word_numbers(glyphs: Glyphs) -> NDArray[np.intp]:
    """A number for each character's word: white space or a jump to another line begins a new one."""
    boxes = glyphs.boxes
    jump = np.zeros(len(glyphs), bool)
    height = np.maximum(boxes[1:, 3] - boxes[1:, 1], 1)
    apart = np.maximum(boxes[1:, 0] - boxes[:-1, 2], boxes[1:, 1] - boxes[:-1, 3])
    jump[1:] = (apart > 0.6 * height) | (np.abs(boxes[1:, 3] - boxes[:-1, 3]) > height)
    return np.cumsum(glyphs.space | jump) - 1


def _of_a_scan(proposal: Proposal, is_letter: NDArray[np.bool_]) -> bool:
    """Whether the page's invisible text is that of a scan: most of it stands on what a picture shows."""
    unpainted = proposal.unpainted & is_letter
    return bool(proposal.scanned[unpainted].sum() > 0.5 * unpainted.sum())


def _under_a_scan(
    page: Any,
    frame: Frame,
    glyphs: Glyphs,
    proposal: Proposal,
    is_letter: NDArray[np.bool_],
    words: NDArray[np.intp],
) -> NDArray[np.bool_]:
    """Words that some scanners paint first and cover by the picture of the page: those that the picture shows. A page
    counts where a picture takes most of it, most words under it stand on something drawn, and little is drawn
    elsewhere: a photograph over a page of text is no scan of it."""
    none = np.zeros(len(glyphs), bool)
    things = proposal.page
    area = frame.width * frame.height
    for i in np.flatnonzero(things.kinds == IMAGE).tolist():
        x0, top, x1, bottom = things.boxes[i].tolist()
        under = is_letter & proposal.covered & (proposal.drawn < i)
        if (x1 - x0) * (bottom - top) < _PAGE_WIDE * area or not under.any():
            continue
        shown = under & ~proposal.inkless
        if shown.sum() < _MOSTLY_SHOWN * under.sum() or stands_out(page, frame, glyphs.where(under)) < _STANDS_OUT:
            continue
        return _mostly(shown, is_letter & proposal.covered, words) & proposal.covered
    return none


def _mostly(mask: NDArray[np.bool_], of: NDArray[np.bool_], words: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Words of whose letters half or more are in a mask."""
    size = int(words[-1]) + 1
    hits = np.bincount(words[mask & of], minlength=size)
    total = np.bincount(words[of], minlength=size)
    out: NDArray[np.bool_] = ((hits >= 0.5 * total) & (hits > 0))[words]
    return out


def _judge(
    seen: Seen,
    proposal: Proposal,
    asked: NDArray[np.bool_],
    layers: bool,
    words: NDArray[np.intp],
    out: Concealed,
) -> None:
    """Set a reason for each character that was asked for and does not show."""
    unseen = asked & (seen.share < _LEAST_SHARE)
    same = asked & ~unseen & (seen.step < np.where(seen.shade < 0.05, _SAME_DARK, _SAME))
    rest = asked & ~unseen & ~same & proposal.covered
    weak = rest & (seen.before > 1.5 * seen.contrast)
    veiled = weak & ((seen.contrast < _READABLE) | ((seen.shade < _DARK_SHADE) & (seen.contrast < _VEILED)))
    hatched = rest & (_word_means(seen.lost, rest, words) > _LOST)
    hatched |= (
        rest
        & (_word_means(seen.lost, rest, words) > _LOST_TO_HATCHING)
        & (_word_means(seen.least_lost, rest, words) > 0.5 * _LOST_TO_HATCHING)
    )
    out.dropped["shows"] += int((asked & ~unseen & ~same & ~veiled & ~hatched).sum())
    out.reasons[veiled | hatched] = Reason.VEILED
    hidden = unseen | same
    in_own_colour = hidden & seen.recoloured
    out.reasons[hidden] = Reason.CLIPPED
    if layers:
        out.reasons[hidden] = Reason.LAYER
    out.reasons[hidden & proposal.covered] = Reason.COVERED
    for i in np.flatnonzero(hidden & proposal.covered).tolist() if layers else ():
        if layers_of(proposal.page.handles[proposal.drawn[i]]):
            out.reasons[i] = Reason.LAYER
    out.reasons[in_own_colour] = Reason.SAME_COLOUR
    out.reasons[in_own_colour & (seen.shade < _WHITE)] = Reason.SAME_COLOUR_BOX


def _word_means(lost: NDArray[np.float32], of: NDArray[np.bool_], words: NDArray[np.intp]) -> NDArray[np.float64]:
    """The mean share of ink that each character's word loses to what lies on it."""
    size = int(words[-1]) + 1
    total = np.bincount(words[of], minlength=size)
    mean = np.bincount(words[of], weights=lost[of], minlength=size) / np.maximum(total, 1)
    out: NDArray[np.float64] = mean[words]
    return out


def _show_left_out(proposal: Proposal, out: Concealed) -> None:
    """PDFium reads of two copies of a text only the first. Where that one cannot be seen and the other can, the
    characters are seen."""
    hidden = (out.reasons > 0) & ~proposal.inkless & (proposal.drawn >= 0)
    if not hidden.any():
        return
    things = proposal.page
    unread = np.setdiff1d(things.texts, np.unique(proposal.drawn))
    for text in np.unique(proposal.drawn[hidden]).tolist() if len(unread) else ():
        near = _NEAR * (things.boxes[text, 3] - things.boxes[text, 1])
        if (np.abs(things.boxes[unread] - things.boxes[text]).max(axis=1) < near).any():
            out.reasons[hidden & (proposal.drawn == text)] = Reason.SEEN
            out.dropped["seen in a copy"] += 1


def _set_doubles(out: Concealed, glyphs: Glyphs, words: NDArray[np.intp]) -> None:
    """Mark the hidden words whose like is seen in the same place."""
    hidden, shown = np.flatnonzero(out.reasons > 0), np.flatnonzero(out.reasons == 0)
    if not len(hidden) or not len(shown):
        return
    middles = (glyphs.boxes[:, :2] + glyphs.boxes[:, 2:]) / 2
    near = _NEAR * (glyphs.boxes[:, 3] - glyphs.boxes[:, 1])
    doubled = np.zeros(len(glyphs), bool)
    twins: dict[int, NDArray[np.intp]] = {}
    for i in hidden.tolist():
        code = int(glyphs.codes[i])
        if code not in twins:
            twins[code] = shown[glyphs.codes[shown] == code]
        if (np.abs(middles[twins[code]] - middles[i]).max(axis=1, initial=0) < near[i]).any():
            doubled[i] = True
    if doubled.any():
        out.reasons[_mostly(doubled, out.reasons > 0, words) & (out.reasons > 0)] = Reason.DOUBLE
    out.dropped["seen in its double"] += int((out.reasons == Reason.DOUBLE).sum())


def _smooth(out: Concealed, is_letter: NDArray[np.bool_], words: NDArray[np.intp]) -> None:
    """Words whole: one that is mostly hidden is hidden with all its signs; a single letter of a longer word that a box
    touches is not."""
    hidden = out.reasons > 0
    if not hidden.any():
        return
    size = int(words[-1]) + 1
    total = np.bincount(words[is_letter], minlength=size)
    count = np.bincount(words[hidden & is_letter], minlength=size)
    touched = (count == 1) & (total > 2)
    signs = (count == 0) & (np.bincount(words[hidden], minlength=size) > 0)
    out.dropped["one letter touched"] += int(touched.sum())
    out.dropped["no letter"] += int(signs.sum())
    out.reasons[hidden & (touched | signs)[words]] = Reason.SEEN
    whole = (count >= 0.5 * total) & (count > 0) & ~touched
    for word in np.flatnonzero(whole).tolist():
        members = np.flatnonzero(words == word)
        given = out.reasons[members]
        out.reasons[members] = np.bincount(given[given > 0]).argmax()
