"""Recognisers as data: the TOML files beside this module, validated when they are loaded."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from scr_publish.errors import ConfigError
from scr_publish.findings import PRIVACY_LABELS
from scr_publish.recognisers.validation import VALIDATORS
from scr_publish.rules import catalogue

FAMILIES = ("generic", "numbers", "contacts", "references", "addresses")
"""The data files, a recogniser family each."""

Score = Annotated[float, Field(ge=0, le=1)]


class PatternSpec(BaseModel):
    """One pattern: `regex` is case-sensitive unless it says `(?i)`; where it has a group named `id`, only that group
    is the identifier and the rest is what must stand around it. `score` is the confidence before context. `validate`
    names a check in `validation.VALIDATORS`; `strict` drops a match that fails it, otherwise a match that passes
    scores 1 and one that fails keeps its score."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    regex: str
    score: Score
    check: str = ""
    strict: bool = True

    @field_validator("regex")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from None
        return value

    @field_validator("check")
    @classmethod
    def _known_check(cls, value: str) -> str:
        if value and value not in VALIDATORS:
            raise ValueError(f"unknown check “{value}”")
        return value


class RecogniserSpec(BaseModel):
    """One recogniser and what its hits mean: the finding's `label` and `rule`, the confidence that a hit must reach
    (`threshold`), and the phrases (lower case) that raise it when they stand near or in the column's heading.

    `needs` is what a text must hold before the patterns are tried. `presidio` names one of Presidio's own
    recognisers; such an entry has no patterns here."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    entity: str
    label: str
    rule: str
    source: str
    threshold: Score = 0.5
    needs: Literal[
        "digit",
        "letters-and-digits",
        "long-number",
        "internet-address",
        "at",
        "at-in-words",
        "dot",
        "underscore",
        "slashes",
        "capital",
        "any",
    ] = "any"
    context: tuple[str, ...] = ()
    presidio: str = ""
    pattern: tuple[PatternSpec, ...] = ()

    @field_validator("label")
    @classmethod
    def _known_label(cls, value: str) -> str:
        if value not in PRIVACY_LABELS:
            raise ValueError(f"unknown label “{value}”")
        return value

    @field_validator("rule")
    @classmethod
    def _known_rule(cls, value: str) -> str:
        if value not in catalogue():
            raise ValueError(f"unknown rule “{value}”")
        return value


class _Family(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    words: dict[str, tuple[str, ...]] = {}
    recogniser: tuple[RecogniserSpec, ...]


@cache
def specs() -> dict[str, RecogniserSpec]:
    """Every recogniser by its entity. Raises ConfigError where the data break their own rules."""
    found: dict[str, RecogniserSpec] = {}
    for family in FAMILIES:
        data = tomllib.loads(files(__package__).joinpath(f"{family}.toml").read_text(encoding="utf-8"))
        words = {
            key: "|".join(sorted(values, key=lambda w: (-len(w), w))) for key, values in data.get("words", {}).items()
        }
        for entry in data["recogniser"]:
            for pattern in entry.get("pattern", []):
                pattern["regex"] = _filled(pattern["regex"], words)
        for spec in _Family.model_validate(data).recogniser:
            if spec.entity in found:
                raise ConfigError(f"recognisers/{family}.toml: {spec.entity} is there twice")
            found[spec.entity] = spec
    return found


def _filled(regex: str, words: dict[str, str]) -> str:
    """A pattern with each `<name>` replaced by the alternatives of the family's word list of that name. In a verbose
    pattern their spaces are escaped."""
    verbose = regex.startswith("(?x)")
    for name, alternatives in words.items():
        filled = re.sub(r"(?<!\\) ", r"\\ ", alternatives) if verbose else alternatives
        regex = regex.replace(f"<{name}>", f"(?:{filled})")
    return regex
