"""The trained part of the section check: which element a passage speaks of, by its words and its position alone.

A linear model for each element (one against the rest, logistic regression), shipped as `section_weights.json` and made
by `models/scripts/sections.py` from the written corpus, where the headings are the labels: the heading itself is never
a feature. How well it does is in `models/README.md`."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise

from scr_publish.checks.content.features import lemmas
from scr_publish.checks.content.outline import Outline, Place

LEAST_WORDS = 8
"""A passage of fewer words says too little of its element."""

_TENTHS = 10
_SCALE = 100
"""Weights are stored as whole hundredths."""


@dataclass(frozen=True)
class Model:
    """The weights of each element's features in hundredths; the probability from which a passage is taken for an
    element, and the one under which it is not, whatever cues stand in it. Both were set by cross-validation, and only
    for elements on which the model does better than the cues alone."""

    weights: Mapping[str, Mapping[str, int]]
    least: Mapping[str, float] = field(default_factory=dict)
    floor: Mapping[str, float] = field(default_factory=dict)

    def probability(self, element: str, features: Iterable[str]) -> float:
        """How likely it is that a passage with these features speaks of an element."""
        own = self.weights.get(element, {})
        score = sum(own.get(feature, 0) for feature in features) / _SCALE
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, score))))

    def surely(self, element: str, features: Iterable[str]) -> bool:
        """Whether a passage with these features is taken for an element, cues or none."""
        return element in self.least and self.probability(element, features) >= self.least[element]

    def hardly(self, element: str, features: Iterable[str]) -> bool:
        """Whether a passage with these features is about something else, whatever cues stand in it."""
        return element in self.floor and self.probability(element, features) < self.floor[element]


@cache
def model() -> Model:
    """The model that ships."""
    raw = json.loads(files("scr_publish").joinpath("data", "section_weights.json").read_text(encoding="utf-8"))
    return Model(raw["weights"], raw["least"], raw["floor"])


def passage_features(outline: Outline, place: Place) -> frozenset[str]:
    """The features of a passage: its lemmas and pairs of lemmas with names, dates and figures masked, its kind and the
    tenth of the document that it stands in."""
    return frozenset(_features(outline, place))


def _features(outline: Outline, place: Place) -> Iterator[str]:
    yield "always"
    yield f"tenth={place.block.start * _TENTHS // max(1, len(outline.document.text))}"
    yield f"kind={place.block.kind.value}"
    for sentence in place.passage.sentences:
        said = ["^", *lemmas(sentence), "$"]
        for lemma in said[1:-1]:
            yield f"w={lemma}"
        for first, second in pairwise(said):
            yield f"w={first} {second}"
