"""Where no sentence starts, whatever a parser thinks: it is told before it reads."""

from __future__ import annotations

from spacy.attrs import SPACY
from spacy.language import Language
from spacy.tokens import Doc

NAME = "scr_sentence_starts"
_CLOSING = frozenset("\"'”’)]")


def sentence_starts(doc: Doc) -> Doc:
    """Forbid a sentence start at a closing quotation mark or bracket, and at a small letter, that stand right after
    something else without a space: `report." The`, `?cause`. A capital there may start one: `ended.The`."""
    spaces = doc.to_array([SPACY])
    for i in (spaces[:-1] == 0).nonzero()[0]:
        token = doc[int(i) + 1]
        if token.text in _CLOSING or token.text[0].islower():
            token.is_sent_start = False
    return doc


Language.component(NAME, func=sentence_starts)
