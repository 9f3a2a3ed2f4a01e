"""Whether the text behind a scanned page says what its picture says."""

from __future__ import annotations

import numpy as np
from rapidfuzz import fuzz, process

from scr_publish.parsing.pdf.glyphs import Glyphs
from scr_publish.parsing.pdf.reading import Page
from scr_publish.parsing.pdf.visibility.judging import word_numbers

_LEAST_LETTERS = 4
_LIKENESS = 60
"""Likeness of two spellings, in per cent, from which one is a misreading of the other."""

_READ = 0.6
"""Share of the longer words of the text that OCR must find for its silence about one to mean anything."""


def scans_words_not_shown(page: Page, read: Glyphs) -> int:
    """How many longer words of a page's text OCR (`read`) finds nowhere on its picture; 0 where it reads the page too
    badly to tell."""
    text = {word for word in _words(page.glyphs) if len(word) >= _LEAST_LETTERS}
    seen = list(_words(read))
    if not text or not seen:
        return 0
    best = process.cdist(sorted(text), seen, scorer=fuzz.ratio, score_cutoff=_LIKENESS).max(axis=1)
    missing = int((best == 0).sum())
    return missing if missing <= (1 - _READ) * len(text) else 0


def _words(glyphs: Glyphs) -> set[str]:
    if not len(glyphs):
        return set()
    numbers = word_numbers(glyphs)
    cuts = np.flatnonzero(np.diff(numbers)) + 1
    pieces = np.split(glyphs.codes, cuts)
    return {"".join(chr(code) for code in piece.tolist() if chr(code).isalnum()).casefold() for piece in pieces}
