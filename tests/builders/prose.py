"""Documents and subjects for checks of prose, made without a file or a trained model.

Text is headings (lines that begin with `#`), list items (`- `), table rows (`a | b`) and paragraphs, with blank lines
between them. The language pass is a blank English pipeline that finds sentences and nothing else, unless a test gives
its own annotations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from scr_publish.checks.base import Checker, Subject, load
from scr_publish.config import CaseFile, Project, load_profile
from scr_publish.document import Cell, Document, Kind, Source
from scr_publish.findings import Finding, Outcome
from scr_publish.nlp.annotations import Annotations, Passage
from scr_publish.nlp.pipeline import annotate
from scr_publish.parsing.builder import DocumentBuilder


def document_of(text: str) -> Document:
    """The document that a text describes."""
    builder, table = DocumentBuilder(), 0
    for paragraph in text.split("\n\n"):
        paragraph = paragraph.strip("\n")
        if paragraph.startswith("#"):
            builder.add(Kind.HEADING, paragraph.lstrip("# "), level=paragraph.index(" "))
        elif " | " in paragraph:
            table += 1
            for i, row in enumerate(paragraph.split("\n"), 1):
                for k, words in enumerate(row.split(" | "), 1):
                    builder.add(Kind.CELL, words, cell=Cell(table, i, k))
        elif paragraph.startswith("- "):
            for item in paragraph.split("\n"):
                builder.add(Kind.LIST_ITEM, item[2:], level=1)
        elif paragraph:
            builder.add(Kind.PARAGRAPH, paragraph)
    return builder.finish(Source("draft.txt", "0" * 64, "txt", len(text)))


@cache
def sentencizer() -> Language:
    """A blank English pipeline that finds sentences at full stops."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def tagged(tags: dict[str, tuple[str, str]], entities: dict[str, str] | None = None) -> Callable[[Doc], Doc]:
    """A component that gives words (as written) their part of speech and lemma, and phrases their kind of name."""

    def component(doc: Doc) -> Doc:
        for token in doc:
            if token.text in tags:
                token.pos_, token.lemma_ = tags[token.text]
        spans = []
        for words, label in (entities or {}).items():
            start = doc.text.find(words)
            if start >= 0:
                spans.append(doc.char_span(start, start + len(words), label=label))
        doc.ents = spans
        return doc

    return component


def subject_of(
    text: str,
    *,
    annotator: Callable[[Doc], Doc] | None = None,
    case: CaseFile | None = None,
    project: Project | None = None,
) -> Subject:
    """A subject for checkers; `annotator` changes each passage's analysis before the checker sees it."""
    document = document_of(text)
    language = annotate(document, sentencizer())
    if annotator:
        for passage in language.passages:
            annotator(passage.doc)
    project = project or Project()
    return Subject(document, language, project.applied_to(load_profile()), project, case)


def parsed_subject(sentences: Sequence[tuple[str, list[str], list[int], list[str]]], per_section: int = 100) -> Subject:
    """A subject whose paragraphs are single sentences with a parse by hand: the text (words parted by spaces), each
    word's label, the index of its head, and its lemma. Every `per_section` sentences have a heading before them."""
    parts: list[str] = []
    for i, (text, *_) in enumerate(sentences):
        parts += ["# What happened"] * (i % per_section == 0) + [text]
    document = document_of("\n\n".join(parts))
    parses = iter(sentences)
    passages = []
    for passage in annotate(document, sentencizer()).passages:
        if passage.block.is_prose:
            text, deps, heads, lemmas = next(parses)
            doc = Doc(sentencizer().vocab, words=text.split(" "), deps=deps, heads=heads, lemmas=lemmas)
            passage = Passage(passage.block, doc, (*passage.offsets, passage.offsets[-1] + 1))
        passages.append(passage)
    return Subject(document, Annotations(document, tuple(passages), "by hand"), load_profile(), Project())


def plain_english(text: str, **options: object) -> Outcome:
    """What the plain-English checker makes of a text."""
    checker: Checker = load("scr_publish.checks.plain_english:CHECKER")
    return checker.run(subject_of(text, **options))  # type: ignore[arg-type]


def of_rule(outcome: Outcome, rule: str) -> list[Finding]:
    """The findings of one rule, in the order of the document."""
    return sorted((f for f in outcome.findings if f.rule.id == rule), key=lambda f: f.order)
