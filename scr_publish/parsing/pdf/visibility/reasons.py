"""Why a character cannot be seen, and what a document calls that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from scr_publish.document import Surface


class Reason(IntEnum):
    """Why a character is not visible. SEEN is the absence of a reason."""

    SEEN = 0
    COVERED = 1
    VEILED = 2
    SAME_COLOUR_BOX = 3
    MARKED = 4
    SAME_COLOUR = 5
    INVISIBLE = 6
    CLIPPED = 7
    LAYER = 8
    TINY = 9
    NOT_IN_PICTURE = 10


@dataclass(frozen=True, slots=True)
class Account:
    """What a block of text that is hidden for one reason is: its surface, its place for a person and for a machine."""

    surface: Surface
    where: str
    path: str


ACCOUNTS: dict[Reason, Account] = {
    Reason.COVERED: Account(Surface.COVERED, "under something drawn over it", "pdf/covered"),
    Reason.VEILED: Account(Surface.COVERED, "under a see-through or hatched box", "pdf/veiled"),
    Reason.SAME_COLOUR_BOX: Account(Surface.COVERED, "in the colour of the box behind it", "pdf/same-colour-box"),
    Reason.MARKED: Account(Surface.COVERED, "marked for redaction, not redacted", "pdf/marked"),
    Reason.SAME_COLOUR: Account(Surface.HIDDEN_TEXT, "in the colour of the page", "pdf/same-colour"),
    Reason.INVISIBLE: Account(Surface.HIDDEN_TEXT, "invisible text", "pdf/invisible"),
    Reason.CLIPPED: Account(Surface.HIDDEN_TEXT, "cut off from view", "pdf/clipped"),
    Reason.LAYER: Account(Surface.LAYER, "on a layer that is switched off", "pdf/layer"),
    Reason.TINY: Account(Surface.HIDDEN_TEXT, "too small to read", "pdf/tiny"),
    Reason.NOT_IN_PICTURE: Account(Surface.HIDDEN_TEXT, "in the text behind a scan, not in its picture", "pdf/scan"),
}

OFF_PAGE = Account(Surface.OFF_PAGE, "off the page", "pdf/off-page")
"""Text beyond the page's visible box: it is known by its place, without a picture."""
