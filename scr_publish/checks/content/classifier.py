"""The trained part of the statement check: a linear model over named features, shipped as a table.

`statement_weights.json` is made by `models/scripts/statements.py` from the written corpus (multinomial logistic
regression); how well it does is in `models/README.md`. The wording rules' verdict is a feature of it, and has a further
say in the parts of a report that answer the recommendations, where the rules are surest."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

KINDS = ("", "action", "future", "impact", "vague")
"""The classes, in the order of the table's weights; the first is no statement."""

_SCALE = 100
"""Weights are stored as whole hundredths."""

_ANSWERING = frozenset({"action", "impact", "future", "mixed", "plan", "evidence"})
_STORY = frozenset({"far", "none"})
_SAY_OF_VERDICT = 1.5
_NONE_NEAR, _NONE_FAR = math.log(0.5), math.log(1.5)
"""Added to the scores (natural logarithms of odds). Where a report answers, half the doubt goes to a statement, which
cross-validation over the corpus favours. The caution in the story is a judgement, which cross-validation alone would do
without (it costs less than a point there): in the corpus statements are more frequent than whole reports hold them."""


@dataclass(frozen=True)
class Table:
    """The weights of each feature, one for each of `KINDS`, in hundredths."""

    weights: Mapping[str, tuple[int, ...]]

    def scores(self, features: Iterable[str]) -> list[float]:
        """The score of each of `KINDS`; their exponentials are in proportion to the probabilities."""
        known = [self.weights[feature] for feature in features if feature in self.weights]
        totals = map(sum, zip(*known, strict=True)) if known else [0] * len(KINDS)
        return [total / _SCALE for total in totals]


@cache
def table() -> Table:
    """The table that ships."""
    text = files("scr_publish").joinpath("data", "statement_weights.json").read_text(encoding="utf-8")
    return Table({name: tuple(weights) for name, weights in json.loads(text).items()})


def kind_of(features: Iterable[str], slot: str, verdict: str, weights: Table | None = None) -> str:
    """What a sentence is, from its features, what it is there to say and the rules' verdict: one of `KINDS`. `weights`
    is another table than the one that ships, for measuring."""
    scores = (weights or table()).scores(features)
    scores[0] += _NONE_FAR if slot in _STORY else _NONE_NEAR
    if verdict and slot in _ANSWERING:
        scores[KINDS.index(verdict)] += _SAY_OF_VERDICT
    return KINDS[scores.index(max(scores))]
