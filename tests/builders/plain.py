"""Subjects through a blank pipeline: for checks that work by patterns and need no trained model."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from scr_publish.checks.base import Subject
from scr_publish.config import CaseFile, Project, load_profile
from scr_publish.nlp.pipeline import annotate
from scr_publish.parsing import open_document

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def blank_pipeline() -> Language:
    """English words and sentences, no names."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def plain_subject(folder: Path, text: str, case: CaseFile | None = None) -> Subject:
    """A subject from Markdown text, written to a file in `folder` and read back."""
    path = folder / "draft.md"
    path.write_text(text, encoding="utf-8", newline="")
    document = open_document(path)
    return Subject(document, annotate(document, blank_pipeline()), load_profile(), Project(), case)
