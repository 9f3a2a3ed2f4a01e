"""Subjects for checkers without the trained model: a blank pipeline, and names that a test says the model sees."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import spacy
from spacy.language import Language

from scr_publish.checks.base import Subject
from scr_publish.config import CaseFile, Project, load_profile
from scr_publish.document import Cell, Kind, Source, Surface
from scr_publish.nlp.pipeline import annotate
from scr_publish.parsing.builder import DocumentBuilder


@cache
def blank() -> Language:
    """English tokens and sentences, and nothing else."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def seeing(labels: dict[str, str]) -> Language:
    """A blank pipeline that gives the words of `labels` their label, as a trained model would."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": text} for text, label in labels.items()])
    return nlp


def subject_of(
    *parts: str,
    case: CaseFile | None = None,
    project: Project | None = None,
    table: Iterable[Iterable[str]] = (),
    hidden: dict[Surface, str] | None = None,
    labels: dict[str, str] | None = None,
    name: str = "draft.docx",
) -> Subject:
    """A subject whose document has the parts as paragraphs ("# " makes a heading), a table whose first row holds the
    headings, and hidden text by its surface."""
    builder = DocumentBuilder()
    for part in parts:
        if part.startswith("#"):
            builder.add(Kind.HEADING, part.lstrip("# "), level=len(part) - len(part.lstrip("#")))
        else:
            builder.add(Kind.PARAGRAPH, part)
    for row, cells in enumerate(table, start=1):
        for column, text in enumerate(cells, start=1):
            builder.add(Kind.CELL, text, cell=Cell(1, row, column, header=row == 1))
    for surface, text in (hidden or {}).items():
        builder.add(Kind.METADATA, text, surface=surface)
    document = builder.finish(Source(name, "0" * 64, "docx", 1))
    nlp = seeing(labels) if labels else blank()
    return Subject(document, annotate(document, nlp), load_profile(), project or Project(), case)
