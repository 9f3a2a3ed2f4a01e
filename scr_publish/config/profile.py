"""Profiles: a set of rules and thresholds for a kind of review and the guidance it falls under, as data.

A profile may extend another: it then says only what is different. Tables are merged key by key; a list takes the place
of the other's list."""

from __future__ import annotations

import re
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any, Literal

from pydantic import Field, field_validator

from scr_publish.config.case import Dates, Told
from scr_publish.config.durations import Duration, Nation, parse_duration
from scr_publish.config.toml import Settings, read_toml, validated
from scr_publish.errors import ConfigError, nearest
from scr_publish.rules import Rule, Severity, catalogue, find_rule, sources

SECTION_IDS = (
    "introduction", "criteria", "terms_of_reference", "methodology", "reviewer_independence", "family_involvement",
    "parallel_proceedings", "what_happened", "why_it_happened", "findings", "recommendations", "actions_taken",
    "impact", "further_action", "publication_and_anonymity", "timescale",
)  # fmt: skip
"""The elements that guidance asks of a report."""

SectionId = Literal[
    "introduction", "criteria", "terms_of_reference", "methodology", "reviewer_independence", "family_involvement",
    "parallel_proceedings", "what_happened", "why_it_happened", "findings", "recommendations", "actions_taken",
    "impact", "further_action", "publication_and_anonymity", "timescale",
]  # fmt: skip

DEFAULT_PROFILE = "wt2015-scr"


class PlainEnglish(Settings):
    """Targets of plain English. Sentence lengths in words; `flesch_target` is Flesch reading ease, higher is easier."""

    long_sentence: int = Field(default=25, ge=5)
    very_long_sentence: int = Field(default=40, ge=10)
    average_sentence: float = Field(default=20, ge=5)
    long_paragraph: int = Field(default=150, ge=20)
    flesch_target: float = Field(default=50, ge=0, le=100)
    flesch_section_floor: float = Field(default=30, ge=-100, le=100)
    passive_share: float = Field(default=0.25, ge=0, le=1)


class Term(Settings):
    """A term of the guidance between two dates of the case file.

    Exactly one of `within` (the later date comes no later than that after the earlier) and `at_least` (no sooner) is
    set, or neither, where the later date must merely not come first. `rule` is the rule that a late date breaks."""

    title: str
    rule: str
    earlier: str
    later: str
    within: str = ""
    at_least: str = ""
    asked: bool = True

    @field_validator("within", "at_least")
    @classmethod
    def _is_duration(cls, value: str) -> str:
        if value:
            parse_duration(value)
        return value

    @field_validator("earlier", "later")
    @classmethod
    def _is_date(cls, value: str) -> str:
        if value not in Dates.model_fields:
            raise ValueError(f"the case file has no date “{value}”.{nearest(value, Dates.model_fields)}".rstrip("."))
        return value

    @field_validator("rule")
    @classmethod
    def _is_rule(cls, value: str) -> str:
        return _rule_id(value)

    @property
    def length(self) -> Duration | None:
        """The term's length; None where only the order of the dates counts."""
        written = self.within or self.at_least
        return parse_duration(written) if written else None


class Citation(Settings):
    """Where guidance says something: a key of `rules/sources.toml`, and the place in it where that is certain."""

    source: str
    paragraph: str = ""

    @field_validator("source")
    @classmethod
    def _is_source(cls, value: str) -> str:
        if value not in sources():
            raise ValueError(f"there is no source “{value}”.{nearest(value, sources())}".rstrip("."))
        return value


class RuleWording(Settings):
    """What a profile says in place of the catalogue's words for one rule."""

    title: str | None = None
    message: str | None = None
    suggestion: str | None = None
    remedy: str | None = None
    why: str | None = None
    source: str | None = None
    paragraph: str | None = None
    bad: str | None = None
    better: str | None = None


class Criterion(Settings):
    """A criterion in law for holding the review.

    `cited` are references as a report writes them, `worded` the same in words (the notation of content/cues.py);
    `outcome` is what must have come of it, where the criterion says."""

    id: str
    title: str
    cited: tuple[str, ...] = ()
    worded: tuple[str, ...] = ()
    outcome: Literal["", "died", "harmed"] = ""
    discretionary: bool = False


class Gate(Settings):
    """What the workbench asks before a report of this kind is signed off.

    `two_people`: nobody signs off a report that they reviewed alone, nor one in which they justified a blocker
    themselves. `justify_blockers`: a blocker may stay for a reason on record; if not, it must be gone. `settle`: the
    severities of findings that must be settled."""

    two_people: bool = True
    justify_blockers: bool = True
    settle: tuple[Severity, ...] = (Severity.BLOCKER, Severity.REVIEW)

    @field_validator("settle")
    @classmethod
    def _settles_blockers(cls, value: tuple[Severity, ...]) -> tuple[Severity, ...]:
        if Severity.BLOCKER not in value:
            raise ValueError("blockers must always be settled: keep “blocker” in the list")
        return value


class Profile(Settings):
    """One kind of review. `required` sections must be there, `expected` ones are asked for as advice."""

    name: str
    title: str
    guidance: str
    summary: str
    nation: Nation = "England"
    required: tuple[SectionId, ...]
    expected: tuple[SectionId, ...] = ()
    severities: dict[str, Severity] = Field(default_factory=dict)
    plain_english: PlainEnglish = PlainEnglish()
    terms: dict[str, Term] = Field(default_factory=dict)
    told: dict[str, str] = Field(default_factory=dict)
    """Who is told of the decision: a key of the case file's `[told]`, and the name for a person. An empty name takes
    out one that the extended profile has."""
    told_within: str = ""
    publishes: bool = True
    """Whether guidance asks that the report be published, so that not to do so needs reasons."""
    words: dict[str, str] = Field(default_factory=dict)
    """Words of the catalogue's messages, and what this kind of review says instead."""
    citations: dict[str, Citation] = Field(default_factory=dict)
    """A source that rules cite, and what this kind of review has in its place."""
    rules: dict[str, RuleWording] = Field(default_factory=dict)
    criteria: tuple[Criterion, ...] = ()
    gate: Gate = Gate()

    @field_validator("severities", "rules")
    @classmethod
    def _known_rules(cls, value: dict[str, Any]) -> dict[str, Any]:
        return {_rule_id(key): item for key, item in value.items()}

    @field_validator("rules")
    @classmethod
    def _known_placeholders(cls, value: dict[str, RuleWording]) -> dict[str, RuleWording]:
        for key, own in value.items():
            rule = catalogue()[key]
            known = {"excerpt", *_placeholders(rule.message), *_placeholders(rule.suggestion)}
            for name in (*_placeholders(own.message or ""), *_placeholders(own.suggestion or "")):
                if name not in known:
                    raise ValueError(f"there is no “{{{name}}}” in {key}; its findings know {', '.join(sorted(known))}")
        return value

    @field_validator("told")
    @classmethod
    def _known_told(cls, value: dict[str, str]) -> dict[str, str]:
        for key in value:
            if key not in Told.model_fields:
                raise ValueError(f"the case file has no “told.{key}”.{nearest(key, Told.model_fields)}".rstrip("."))
        return {key: name for key, name in value.items() if name}

    @field_validator("told_within")
    @classmethod
    def _is_duration(cls, value: str) -> str:
        if value:
            parse_duration(value)
        return value

    def adapted(self, rule: Rule) -> Rule:
        """A rule of the catalogue as this kind of review says and cites it."""
        if rule.id not in self._adapted:
            self._adapted[rule.id] = self._adapt(rule)
        return self._adapted[rule.id]

    @cached_property
    def _adapted(self) -> dict[str, Rule]:
        return {}

    def _adapt(self, rule: Rule) -> Rule:
        changes: dict[str, Any] = {}
        if rule.source in self.citations:
            changes = self.citations[rule.source].model_dump()
        if self.words:
            for field in ("title", "message", "suggestion", "remedy", "why", "bad", "better"):
                changes[field] = self.worded(getattr(rule, field))
        own = self.rules.get(rule.id)
        if own:
            changes |= own.model_dump(exclude_none=True)
            if own.source is not None and own.paragraph is None:
                changes["paragraph"] = ""
        return rule.model_copy(update=changes) if changes else rule

    def worded(self, text: str) -> str:
        """A text of the catalogue in this kind of review's own words. A capital at the start is kept."""
        if not self.words:
            return text
        return self._words.sub(self._instead, text)

    @cached_property
    def _words(self) -> re.Pattern[str]:
        longest = sorted(self.words, key=len, reverse=True)
        either = (f"[{word[0].upper()}{re.escape(word[0])}]{re.escape(word[1:])}" for word in longest)
        return re.compile(r"\b(?:" + "|".join(either) + r")\b")

    def _instead(self, match: re.Match[str]) -> str:
        found = match.group()
        if found in self.words:
            return self.words[found]
        instead = self.words[found[:1].lower() + found[1:]]
        return instead[:1].upper() + instead[1:]


def _placeholders(text: str) -> list[str]:
    """The names in braces of a message. Raises ValueError where the braces are wrong."""
    return [name for _, name, _, _ in Formatter().parse(text) if name is not None]


def _rule_id(text: str) -> str:
    """A known rule's id. Raises ValueError, as pydantic's validators must, with the nearest known rule."""
    if text in catalogue():
        return text
    try:
        return find_rule(text).id
    except ConfigError as error:
        raise ValueError(str(error).rstrip(".")) from None


def profile_names() -> list[str]:
    """The profiles that ship with the program."""
    folder = files("scr_publish.config").joinpath("profiles")
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def load_profile(name: str = DEFAULT_PROFILE, *, beside: Path | None = None) -> Profile:
    """A profile by its name, or from a path that ends in `.toml`, relative to the folder `beside` where one is given.
    Raises ConfigError."""
    shown = name if name.endswith(".toml") else f"profile {name}"
    return validated(Profile, _tables(name, (), beside), shown)


def _tables(name: str, seen: tuple[str, ...], beside: Path | None) -> dict[str, Any]:
    """A profile's tables, over those of the one that it extends."""
    path = _path(name, beside)
    if str(path) in seen:
        raise ConfigError(f"{name}: “extends” goes round in a circle.")
    data = read_toml(path)
    base = data.pop("extends", "")
    if not base:
        return data
    if not isinstance(base, str):
        raise ConfigError(f"{name}: “extends”: write the name of one profile, such as “{DEFAULT_PROFILE}”.")
    return _merged(_tables(base, (*seen, str(path)), path.parent), data)


def _path(name: str, beside: Path | None) -> Path:
    if name.endswith(".toml"):
        return beside / name if beside else Path(name)
    if name not in profile_names():
        raise ConfigError(
            f"there is no profile “{name}”.{nearest(name, profile_names())} Known: {', '.join(profile_names())}."
        )
    return Path(str(files("scr_publish.config").joinpath("profiles", f"{name}.toml")))


def _merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in own.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _merged(merged[key], value) if both else value
    return merged
