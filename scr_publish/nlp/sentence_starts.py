"""Where no sentence starts, whatever a parser thinks: it is told before it reads."""

from __future__ import annotations

from spacy.attrs import LIKE_NUM, SPACY
from spacy.language import Language
from spacy.tokens import Doc

NAME = "scr_sentence_starts"
_CLOSING = frozenset("\"'”’)]")
_BEFORE_FIGURES = frozenset(
    f"{word}."
    for word in ("no", "nos", "para", "paras", "p", "pp", "s", "ss", "ref", "refs", "vol", "vols", "fig", "ch", "app")
)
"""Abbreviations that a figure belongs to."""


def sentence_starts(doc: Doc) -> Doc:
    """Forbid a sentence start at a closing quotation mark or bracket, and at a small letter, that stand right after
    something else without a space: `report." The`, `?cause`. A capital there may start one: `ended.The`. Nor does one
    start at the figure of `No. 3`."""
    facts = doc.to_array([SPACY, LIKE_NUM])
    for i in facts[1:, 1].nonzero()[0]:
        token = doc[int(i) + 1]
        if token.text[0].isdigit() and token.nbor(-1).lower_ in _BEFORE_FIGURES:
            token.is_sent_start = False
    for i in (facts[:-1, 0] == 0).nonzero()[0]:
        token = doc[int(i) + 1]
        if token.text in _CLOSING or token.text[0].islower():
            token.is_sent_start = False
    return doc


Language.component(NAME, func=sentence_starts)
