"""Abbreviations of British reports that keep their full stop: one token each, so that none ends a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.language import Language


@spacy.registry.callbacks("scr.abbreviations.v1")
def make_abbreviations() -> Callable[[Language], Language]:
    """What a training configuration calls before it sets its pipeline up."""
    return add_abbreviations


def add_abbreviations(nlp: Language) -> Language:
    """Give the tokenizer the abbreviations; they are saved with it."""
    for word in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").split():
        nlp.tokenizer.add_special_case(word, [{"ORTH": word}])
    return nlp
