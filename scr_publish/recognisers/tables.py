"""Presidio recognisers made from this package's data."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from presidio_analyzer import AnalysisExplanation, LocalRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from scr_publish.recognisers.specs import PatternSpec, RecogniserSpec
from scr_publish.recognisers.validation import VALIDATORS
from scr_publish.screening import Screened, folded, screened

_DIGIT = re.compile(r"\d")
_MIXED = re.compile(r"[A-Za-z]\d|\d[A-Za-z]|[A-Z] \d|\d [A-Z]")
_LONG = re.compile(r"(?:\d\W{0,3}){7}")
_DOTTED = re.compile(r"[A-Za-z0-9-]\.[a-z]|://")
_AT_IN_WORDS = re.compile(r"[(\[{]\s?at\s?[)\]}]", re.IGNORECASE)
_INTERNET = re.compile(r"\d\.\d{1,3}\.\d|:[0-9A-Fa-f]{0,4}:")
_CAPITAL = re.compile(r"[A-Z]")

NEEDS: dict[str, Callable[[str], object]] = {
    "digit": _DIGIT.search,
    "letters-and-digits": _MIXED.search,
    "long-number": _LONG.search,
    "internet-address": _INTERNET.search,
    "at": lambda text: "@" in text,
    "at-in-words": _AT_IN_WORDS.search,
    "dot": _DOTTED.search,
    "underscore": lambda text: "_" in text,
    "slashes": lambda text: "///" in text,
    "capital": _CAPITAL.search,
    "any": lambda _text: True,
}
"""What a text must hold before a recogniser's patterns are worth trying."""


class TableRecogniser(LocalRecognizer):
    """A recogniser whose patterns, checks and context phrases are one `RecogniserSpec`.

    Presidio's own `PatternRecognizer` takes the whole match as the identifier. Here a group named `id` is the
    identifier, so that a pattern may ask for the words around it ("crime number …") without flagging them."""

    def __init__(self, spec: RecogniserSpec) -> None:
        self._spec = spec
        self._patterns: Sequence[tuple[PatternSpec, Screened]] = [
            (pattern, screened(pattern.regex)) for pattern in spec.pattern
        ]
        super().__init__(supported_entities=[spec.entity], name=spec.entity, context=list(spec.context))

    def load(self) -> None:
        """Nothing to load: the patterns are data."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """The identifiers in a text; see Presidio's `EntityRecognizer.analyze`."""
        if not NEEDS[self._spec.needs](text):
            return []
        found, lowered = [], folded(text)
        for pattern, compiled in self._patterns:
            for match in compiled.finditer(text, lowered):
                group = "id" if "id" in match.re.groupindex else 0
                score = _score(pattern, match.group(group))
                if score > 0:
                    found.append(self._result(pattern, match.span(group), score))
        return found

    def _result(self, pattern: PatternSpec, span: tuple[int, int], score: float) -> RecognizerResult:
        explanation = AnalysisExplanation(recognizer=self.name, original_score=score, pattern_name=pattern.name)
        return RecognizerResult(
            entity_type=self._spec.entity,
            start=span[0],
            end=span[1],
            score=score,
            analysis_explanation=explanation,
            recognition_metadata={
                RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
            },
        )


def _score(pattern: PatternSpec, text: str) -> float:
    """The confidence of a match: 0 where a strict check fails, 1 where a check that is not strict passes."""
    if not pattern.check:
        return pattern.score
    if VALIDATORS[pattern.check](text):
        return pattern.score if pattern.strict else 1.0
    return 0.0 if pattern.strict else pattern.score
