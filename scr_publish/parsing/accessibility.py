"""What every format's parser asks about accessibility: does a link's text say anything, is text dark enough."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from scr_publish.config.toml import Settings, read_toml, validated
from scr_publish.document import Barrier

LONG_PDF = 21
"""Pages from which a PDF needs bookmarks: as Acrobat's own accessibility check counts."""
LEAST_CONTRAST = 4.5
LEAST_CONTRAST_LARGE = 3.0
"""WCAG 2.2, success criterion 1.4.3. Letters are large from 18 points, bold ones from 14."""
HIDDEN_CONTRAST = 1.3
"""Below this nobody can see the text: it is hidden, which another check reports."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


class _Links(Settings):
    empty_words: frozenset[str]


@cache
def _empty_words() -> frozenset[str]:
    path = Path(str(files(__package__).joinpath("links.toml")))
    return validated(_Links, read_toml(path), path.name).empty_words


def link_barrier(words: str, page: int | None = None) -> Barrier | None:
    """The barrier that a link with this text is, or None. A bare web address says little, and a long one is read out
    letter by letter."""
    words = " ".join(words.split())
    if not words:
        return Barrier("AC108", "no text at all", page)
    folded = words.casefold().rstrip(".:>» ")
    if folded in _empty_words() or _ADDRESS.fullmatch(words):
        return Barrier("AC108", words[:80], page)
    return None


def contrast(first: tuple[int, int, int], second: tuple[int, int, int]) -> float:
    """The contrast of two colours (red, green, blue from 0 to 255), 1 to 21: WCAG 2.2, "contrast ratio"."""
    bright, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance: WCAG 2.2."""
    parts = [value / 255 for value in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def pale(text: tuple[int, int, int], ground: tuple[int, int, int], *, large: bool) -> float | None:
    """The contrast of text on its ground where it is too low to read and not so low that the text is hidden, else
    None."""
    ratio = contrast(text, ground)
    least = LEAST_CONTRAST_LARGE if large else LEAST_CONTRAST
    return ratio if HIDDEN_CONTRAST <= ratio < least else None
