"""Presidio's analyser over the one language pass: our registry, our spaCy result, no model of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from scr_publish.nlp.annotations import Passage
from scr_publish.recognisers.context import PhraseContextEnhancer
from scr_publish.recognisers.generic import presidio_recogniser
from scr_publish.recognisers.specs import RecogniserSpec, specs
from scr_publish.recognisers.tables import NEEDS, TableRecogniser

LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Hit:
    """An identifier that a recogniser found: `Document.text[start:end]`, with the recogniser's spec, the pattern and
    the phrase near by that made the case, and the confidence from 0 to 1."""

    start: int
    end: int
    spec: RecogniserSpec
    score: float
    pattern: str = ""
    context: str = ""


class ReadyMadeNlp(NlpEngine):
    """An NLP engine that has nothing to run: every text comes with its spaCy result.

    Without an engine, Presidio would load a model of its own, and download it where it is missing."""

    def load(self) -> None:
        """Nothing to load."""

    def is_loaded(self) -> bool:
        """Always: see the class."""
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Refuses: a text without its language pass is a mistake in the caller."""
        raise RuntimeError("the recognisers are given the language pass; they never run one")

    def process_batch(
        self, texts: Iterable[str], language: str, batch_size: int = 1, n_process: int = 1, **kwargs: Any
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        """Refuses, as `process_text`."""
        raise RuntimeError("the recognisers are given the language pass; they never run one")

    def is_stopword(self, word: str, language: str) -> bool:
        """Never asked: context is found by phrases, not by lemmas."""
        return False

    def is_punct(self, word: str, language: str) -> bool:
        """Never asked, as `is_stopword`."""
        return False

    def get_supported_entities(self) -> list[str]:
        """None: names and places are read from the language pass by the checks."""
        return []

    def get_supported_languages(self) -> list[str]:
        """English."""
        return [LANGUAGE]


@cache
def analyser() -> AnalyzerEngine:
    """The engine with every recogniser of `specs()`, built once."""
    recognisers: list[EntityRecognizer] = [
        presidio_recogniser(spec) if spec.presidio else TableRecogniser(spec) for spec in specs().values()
    ]
    registry = RecognizerRegistry(recognizers=recognisers, supported_languages=[LANGUAGE])
    return AnalyzerEngine(
        registry=registry,
        nlp_engine=ReadyMadeNlp(),
        supported_languages=[LANGUAGE],
        context_aware_enhancer=PhraseContextEnhancer(),
    )


def recognise(passage: Passage, headings: Sequence[str] = ()) -> list[Hit]:
    """The identifiers in a passage that reach their recogniser's threshold, in order, overlaps and all.

    `headings` is what labels the passage from outside: the heading of its table column, the first cell of its row."""
    text = passage.text
    entities = _entities(frozenset(need for need, holds in NEEDS.items() if holds(text)))
    results = analyser().analyze(
        text,
        LANGUAGE,
        entities=list(entities),
        context=list(headings),
        nlp_artifacts=_artefacts(passage),
        score_threshold=0,
        return_decision_process=True,
    )
    hits = []
    for result in results:
        spec = specs()[result.entity_type]
        if result.score < spec.threshold:
            continue
        start, end = passage.source_span(result.start, result.end)
        why = result.analysis_explanation
        hits.append(
            Hit(start, end, spec, round(result.score, 2), why.pattern_name or "", why.supportive_context_word or "")
        )
    return sorted(hits, key=lambda hit: (hit.start, -hit.end, -hit.score, hit.spec.entity))


@cache
def _entities(present: frozenset[str]) -> tuple[str, ...]:
    """The entities whose recognisers can find something in a text that holds this."""
    return tuple(spec.entity for spec in specs().values() if spec.needs in present)


def _artefacts(passage: Passage) -> NlpArtifacts:
    """The spaCy result as Presidio's recognisers are given it. Lemmas and keywords serve Presidio's own context
    enhancer, which is replaced here, so they stay empty."""
    return NlpArtifacts(
        entities=list(passage.entities),
        tokens=passage.doc,
        tokens_indices=[],
        lemmas=[],
        nlp_engine=None,
        language=LANGUAGE,
    )
