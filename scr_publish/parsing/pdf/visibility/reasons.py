"""Why a character cannot be seen, and what a document calls that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from scr_publish.document import Surface


class Reason(IntEnum):
    """Why a character is not visible. SEEN is the absence of a reason; DOUBLE is a letter
    that is not seen where the same one is (a shadow, a second coat): nothing is lost with it."""

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
    DOUBLE = 11


@dataclass(frozen=True, slots=True)
class Account:
    """What a block of text that is hidden for one reason is: its surface, its place for a person, its rule."""

    surface: Surface
    where: str
    rule: str

    @property
    def path(self) -> str:
        """The place for a machine."""
        return f"pdf/{self.surface.value}"


ACCOUNTS: dict[Reason, Account] = {
    Reason.COVERED: Account(Surface.COVERED, "under something drawn over it", "HC201"),
    Reason.VEILED: Account(Surface.COVERED, "under a see-through or hatched box", "HC202"),
    Reason.SAME_COLOUR_BOX: Account(Surface.COVERED, "in the colour of the box behind it", "HC203"),
    Reason.MARKED: Account(Surface.COVERED, "marked for redaction, not redacted", "HC204"),
    Reason.SAME_COLOUR: Account(Surface.HIDDEN_TEXT, "in the colour of the page", "HC203"),
    Reason.INVISIBLE: Account(Surface.HIDDEN_TEXT, "invisible text", "HC205"),
    Reason.CLIPPED: Account(Surface.HIDDEN_TEXT, "cut off from view", "HC205"),
    Reason.LAYER: Account(Surface.LAYER, "on a layer that is switched off", "HC206"),
    Reason.TINY: Account(Surface.HIDDEN_TEXT, "too small to read", "HC207"),
    Reason.NOT_IN_PICTURE: Account(Surface.HIDDEN_TEXT, "in the text behind a scan, not in its picture", "HC209"),
}

OFF_PAGE = Account(Surface.OFF_PAGE, "off the page", "HC208")
"""Text beyond the page's visible box: it is known by its place, without a picture."""
