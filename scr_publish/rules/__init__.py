"""The rule catalogue: every rule's id, name, severity, source and help, once, as data.

One TOML file a family (`personal_data.toml`, `plain_english.toml` …) and `sources.toml` for the guidance and law that
rules cite. The console, `explain`, the HTML page and the docs are all made from this."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from scr_publish.errors import ConfigError, nearest


class Severity(StrEnum):
    """What a finding means for publication. A `blocker` stops it, a `review` must be weighed by a person, `advice`
    improves the report."""

    BLOCKER = "blocker"
    REVIEW = "review"
    ADVICE = "advice"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


class Category(StrEnum):
    """The families of rules, by the prefix of their ids."""

    PRIVACY = "privacy"
    HIDDEN = "hidden"
    PLAIN_ENGLISH = "plain-english"
    CONTENT = "content"
    ACTIONS = "actions"
    PROCESS = "process"
    ACCESSIBILITY = "accessibility"
    DOCUMENT = "document"


FAMILIES: dict[str, Category] = {
    "PD": Category.PRIVACY,
    "HC": Category.HIDDEN,
    "PE": Category.PLAIN_ENGLISH,
    "CO": Category.CONTENT,
    "AI": Category.ACTIONS,
    "PR": Category.PROCESS,
    "AC": Category.ACCESSIBILITY,
    "DX": Category.DOCUMENT,
}

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Source(BaseModel):
    """A document of law or guidance. `title` as cited, `publisher`, `year`; `url` only where it is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: _Text
    publisher: _Text
    year: int
    url: str = ""

    def __str__(self) -> str:
        return f"{self.title} ({self.publisher}, {self.year})"


class Rule(BaseModel):
    """One thing that is checked.

    `message` is what a finding says, with `{placeholders}` that the checker fills; `suggestion` what to write or do
    instead; `remedy` the same in general, for a suggestion that has placeholders; `why` the harm or the reason;
    `source` a key of `sources.toml` with `paragraph` naming the place in it; `bad` and `better` an example (fictional)
    and its repair.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, StringConstraints(pattern=r"^(PD|HC|PE|CO|AI|PR|AC|DX)\d{3}$")]
    name: Annotated[str, StringConstraints(pattern=r"^[a-z-]+\.[a-z0-9-]+$")]
    title: _Text
    severity: Severity
    message: _Text
    suggestion: _Text
    remedy: str = ""
    why: _Text
    source: _Text
    paragraph: str = ""
    bad: str = ""
    better: str = ""
    aliases: tuple[str, ...] = Field(default=())

    @property
    def category(self) -> Category:
        return FAMILIES[self.id[:2]]

    @property
    def is_of_archive(self) -> bool:
        """Whether it is about an archive of published reports, and raised by a scan, not by the check of a draft."""
        return self.name.startswith("archive.")

    @property
    def what_to_do(self) -> str:
        """What to do about any finding of the rule."""
        return self.remedy or self.suggestion

    @model_validator(mode="after")
    def _remedy_where_needed(self) -> Self:
        if "{" in self.what_to_do:
            raise ValueError(f"{self.id}: a suggestion with placeholders needs a remedy")
        return self


class _Family(BaseModel):
    model_config = ConfigDict(extra="forbid")

    rule: list[Rule] = []


@cache
def sources() -> dict[str, Source]:
    """Every source that a rule may cite, by its key."""
    data = tomllib.loads(files(__package__).joinpath("sources.toml").read_text(encoding="utf-8"))
    return {key: Source.model_validate(value) for key, value in data.items()}


@cache
def catalogue() -> dict[str, Rule]:
    """Every rule by its id, in the order of ids. Raises ConfigError where the data break their own rules."""
    rules: dict[str, Rule] = {}
    names: set[str] = set()
    for entry in sorted(files(__package__).iterdir(), key=lambda e: e.name):
        if not entry.name.endswith(".toml") or entry.name == "sources.toml":
            continue
        for rule in _Family.model_validate(tomllib.loads(entry.read_text(encoding="utf-8"))).rule:
            if rule.id in rules or rule.name in names:
                raise ConfigError(f"rules/{entry.name}: {rule.id} {rule.name} is there twice")
            if rule.source not in sources():
                raise ConfigError(f"rules/{entry.name}: {rule.id} cites an unknown source, {rule.source}")
            rules[rule.id] = rule
            names.add(rule.name)
    return dict(sorted(rules.items()))


def find_rule(text: str) -> Rule:
    """A rule by its id, its dotted name or an older name, in any case. Raises ConfigError with the nearest one."""
    wanted = text.strip()
    for rule in catalogue().values():
        if wanted.upper() == rule.id or wanted.lower() in (rule.name, *rule.aliases):
            return rule
    known = [name for rule in catalogue().values() for name in (rule.id, rule.name)]
    near = nearest(wanted.upper() if len(wanted) < 6 else wanted.lower(), known)
    raise ConfigError(f"there is no rule “{wanted}”.{near} `scr-publish rules` lists them all.")
