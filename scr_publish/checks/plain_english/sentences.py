"""Sentences and paragraphs that are too long."""

from __future__ import annotations

from collections.abc import Iterator

from scr_publish.checks.base import Subject
from scr_publish.checks.plain_english.prose import Prose, ProseSection, places
from scr_publish.checks.plain_english.settings import settings
from scr_publish.findings import Finding
from scr_publish.nlp.annotations import Sentence


def sentence_findings(subject: Subject, prose: Prose) -> Iterator[Finding]:
    """Every sentence over the profile's upper limit; of those over the lower one the longest few of each section, with
    the places of the others as evidence. Then the paragraphs that are too long."""
    for section in prose.sections:
        yield from _long_sentences(subject, prose, section)
    yield from _long_paragraphs(subject, prose)


def _long_sentences(subject: Subject, prose: Prose, section: ProseSection) -> Iterator[Finding]:
    targets = subject.profile.plain_english
    own = [s for s in section.sentences if not prose.quotes(s.start, s.end)]
    very_long = [s for s in own if s.words > targets.very_long_sentence]
    for sentence in very_long:
        yield subject.finding(
            "PE111", sentence.start, sentence.end, words=sentence.words, limit=targets.very_long_sentence
        )
    long = [s for s in own if targets.long_sentence < s.words <= targets.very_long_sentence]
    shown = sorted(long, key=lambda s: (-s.words, s.start))[: settings().findings.long_sentences_per_section]
    others = [(s.start, s.end) for s in long if s not in shown]
    for i, sentence in enumerate(shown):
        yield _long(subject, sentence, others if i == 0 else [], len(others))


def _long(subject: Subject, sentence: Sentence, others: list[tuple[int, int]], count: int) -> Finding:
    evidence = {"words": str(sentence.words)}
    if others:
        listed = places(subject.document, others, settings().findings.places_listed)
        evidence |= {"shorter ones over the limit in this section": str(count), "also at": listed}
    limit = subject.profile.plain_english.long_sentence
    return subject.finding("PE110", sentence.start, sentence.end, words=sentence.words, limit=limit, evidence=evidence)


def _long_paragraphs(subject: Subject, prose: Prose) -> Iterator[Finding]:
    limit = subject.profile.plain_english.long_paragraph
    for passage in prose.passages:
        sentences = passage.passage.sentences
        words = sum(sentence.words for sentence in sentences)
        if words > limit:
            yield subject.finding(
                "PE112",
                sentences[0].start,
                sentences[-1].end,
                words=words,
                limit=limit,
                evidence={"sentences": str(len(sentences))},
            )
