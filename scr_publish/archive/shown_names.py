"""What a document is called where its name must not give anybody away."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from scr_publish.config.toml import Settings, validated
from scr_publish.reporting.grouping import MASK

_FIGURES = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+(?:['’]s)?")


class _Words(Settings):
    words: frozenset[str]
    months: frozenset[str]


@cache
def _known() -> _Words:
    text = files(__package__).joinpath("shown_names.toml").read_text(encoding="utf-8")
    return validated(_Words, tomllib.loads(text), "shown_names.toml")


def masked_name(name: str) -> str:
    """A file's name with every word masked that may be a person's or a place's: only words that say what a document is,
    months beside figures, single letters and figures stay. “child-k-smith-june-2016.pdf” becomes
    “child-k-█████-june-2016.pdf”."""

    def shown(found: re.Match[str]) -> str:
        word = found[0]
        plain = word.lower().replace("’", "'")
        is_date = plain in _known().months and _FIGURES.search(name, *_beside(found)) is not None
        return word if len(word) == 1 or plain in _known().words or is_date else MASK * len(word)

    return _WORD.sub(shown, name)


def _beside(word: re.Match[str]) -> tuple[int, int]:
    """The three characters on either side of a word, with it."""
    return max(0, word.start() - 3), word.end() + 3
