"""The figures and patterns of relations.toml, validated."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from pydantic import Field

from scr_publish.config.toml import Settings, parsed, validated


class Near(Settings):
    same: float = Field(gt=0, le=1)
    compared: float = Field(gt=0, le=1)


class Redaction(Settings):
    marks: tuple[re.Pattern[str], ...] = Field(min_length=1)
    most_words: int = Field(gt=0)
    most_shown: int = Field(gt=0)


class Points(Settings):
    label_in_title: float
    label_in_opening: float
    other_label: float
    same_words: float
    same_place: float
    same_year: float
    linked_together: float


class Labels(Settings):
    before: tuple[str, ...] = Field(min_length=1)
    not_labels: frozenset[str]
    common: frozenset[str]


class Pair(Settings):
    least: float
    points: Points
    labels: Labels


class Relations(Settings):
    near: Near
    redaction: Redaction
    pair: Pair


@cache
def relations() -> Relations:
    """The settings of discovery. Raises ConfigError where the data break their own rules."""
    name = "relations.toml"
    return validated(Relations, parsed(files(__package__).joinpath(name).read_bytes(), name), name)
