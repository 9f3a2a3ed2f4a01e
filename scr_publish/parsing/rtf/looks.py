"""Colours and sizes of text in RTF, as far as they can hide it (1.9.1, "Character Formatting Properties")."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from scr_publish.parsing.docx.appearance import SAME_COLOUR, TINY, TINY_HALF_POINTS, Unseen
from scr_publish.parsing.docx.colours import LEAST_CONTRAST, contrast


@dataclass
class Colours:
    """The table of colours. An entry that says nothing is the reader's own colour."""

    entries: list[str] = field(default_factory=list)
    _now: dict[str, int] = field(default_factory=dict)

    def set(self, name: str, value: int) -> None:
        """A part (red, green, blue) of the entry at hand."""
        self._now[name] = max(0, min(value, 255))

    def end(self, count: int) -> None:
        """Entries end at semicolons."""
        for _ in range(count):
            parts = [self._now.get(name) for name in ("red", "green", "blue")]
            self.entries.append("".join(f"{part or 0:02X}" for part in parts) if self._now else "")
            self._now = {}

    def at(self, number: int) -> str:
        """Six hexadecimal digits; empty for the reader's own colour."""
        return self.entries[number] if 0 <= number < len(self.entries) else ""


@dataclass(frozen=True)
class Look:
    """Numbers of colours, and the size in half-points; in a table, what is behind the text is not known."""

    colour: int = 0
    behind: int = 0
    half_points: int = 24
    in_table: bool = False

    def after(self, name: str, value: int | None) -> Look:
        """The look after a control word."""
        match name:
            case "cf":
                return replace(self, colour=value or 0)
            case "cb" | "chcbpat" | "highlight":
                return replace(self, behind=value or 0)
            case "fs":
                return replace(self, half_points=value if value is not None else 24)
            case "intbl":
                return replace(self, in_table=True)
        return replace(self, in_table=False)

    def unseen(self, colours: Colours) -> Unseen | None:
        """Why text of this look cannot be seen; None where it can."""
        if 0 < self.half_points <= TINY_HALF_POINTS:
            return TINY
        colour, behind = colours.at(self.colour), colours.at(self.behind)
        if (not colour and not behind) or (not behind and self.in_table):
            return None
        return SAME_COLOUR if contrast(colour or "000000", behind or "FFFFFF") < LEAST_CONTRAST else None


PLAIN = Look()
"""Text as it is without any control word: 12 points, in the reader's own colour."""
