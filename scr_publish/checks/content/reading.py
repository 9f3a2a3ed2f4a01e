"""All that the content checkers read from a document and its companions, once: the outline, the recommendations, the
statements and which recommendation each of them answers."""

from __future__ import annotations

from dataclasses import dataclass

from scr_publish.checks.base import Subject
from scr_publish.checks.content.outline import Outline, outline
from scr_publish.checks.content.recommendations import Rec, recommendations
from scr_publish.checks.content.statements import Told, statements
from scr_publish.checks.content.trace import Answer, trace
from scr_publish.document import Document
from scr_publish.nlp.annotations import Annotations


@dataclass(frozen=True)
class Companion:
    """What a companion adds: its statements, and the report's recommendations that they answer."""

    outline: Outline
    statements: tuple[Told, ...]
    answers: tuple[Answer, ...]

    @property
    def document(self) -> Document:
        return self.outline.document


@dataclass(frozen=True)
class Reading:
    """The content of a report. `answers` are the report's own; each companion has its own list."""

    outline: Outline
    recommendations: tuple[Rec, ...]
    statements: tuple[Told, ...]
    answers: tuple[Answer, ...]
    companions: tuple[Companion, ...]

    @property
    def counted(self) -> tuple[Rec, ...]:
        """Each recommendation once, without its repeats in a summary or an action plan."""
        return tuple(rec for rec in self.recommendations if not rec.repeats)

    def answered(self, rec: Rec, kind: str) -> bool:
        """Whether the report or a companion answers a recommendation with a statement of a kind."""
        everywhere = [*self.answers, *(a for companion in self.companions for a in companion.answers)]
        return any(rec.number in answer.numbers and answer.told.kind == kind for answer in everywhere)


def read(subject: Subject) -> Reading:
    """Read a subject's content. Use `subject.once(read)`, which does it once for all checkers."""
    shape = outline(subject.document, subject.language)
    recs = recommendations(shape)
    found = statements(shape, recs)
    return Reading(
        shape,
        tuple(recs),
        tuple(found),
        tuple(trace(shape, recs, found)),
        tuple(_companion(document, language, recs) for document, language in subject.companions),
    )


def _companion(document: Document, language: Annotations, recs: list[Rec]) -> Companion:
    """A Board's response is all response: headings that promise nothing else are taken to promise the three answers."""
    shape = outline(document, language, response=True)
    repeated = recommendations(shape)
    found = statements(shape, repeated)
    return Companion(shape, tuple(found), tuple(trace(shape, recs, found, repeated)))
