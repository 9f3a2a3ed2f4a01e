"""Profiles: a set of rules and thresholds for a kind of review and the guidance it falls under, as data."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Literal

from pydantic import Field

from scr_publish.config.toml import Settings, read_toml, validated
from scr_publish.errors import ConfigError, nearest
from scr_publish.rules import Severity

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


class Timing(Settings):
    """Terms of the process, from the guidance; None where it sets none."""

    decision_days: int | None = None
    decision_months: int | None = 1
    completion_months: int | None = 6
    panel_days: int | None = 7
    website_months: int | None = 12


class Profile(Settings):
    """One kind of review. `required` sections must be there, `expected` ones are asked for as advice."""

    name: str
    title: str
    guidance: str
    summary: str
    required: tuple[SectionId, ...]
    expected: tuple[SectionId, ...] = ()
    severities: dict[str, Severity] = Field(default_factory=dict)
    plain_english: PlainEnglish = PlainEnglish()
    timing: Timing = Timing()


def profile_names() -> list[str]:
    """The profiles that ship with the program."""
    folder = files("scr_publish.config").joinpath("profiles")
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def load_profile(name: str = DEFAULT_PROFILE) -> Profile:
    """A profile by its name, or from a path that ends in `.toml`. Raises ConfigError."""
    if name.endswith(".toml"):
        return validated(Profile, read_toml(Path(name)), name)
    if name not in profile_names():
        raise ConfigError(
            f"there is no profile “{name}”.{nearest(name, profile_names())} Known: {', '.join(profile_names())}."
        )
    path = files("scr_publish.config").joinpath("profiles", f"{name}.toml")
    return validated(Profile, read_toml(Path(str(path))), f"profile {name}")
