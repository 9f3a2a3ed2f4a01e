"""The checker's own settings, from `settings.toml`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from pydantic import Field, model_validator

from scr_publish.config.toml import Settings, read_toml, validated

M = TypeVar("M", bound=Settings)


class ProseSettings(Settings):
    """What counts as prose."""

    skipped_headings: tuple[str, ...]
    glossary_headings: tuple[str, ...]
    names_share: float = Field(gt=0, le=1)
    fewest_words: int = Field(ge=1)


class FindingSettings(Settings):
    """How many findings of a kind a section may show, and from what size on a share means something."""

    long_sentences_per_section: int = Field(ge=1)
    passives_per_section: int = Field(ge=1)
    passives_in_all: int = Field(ge=1)
    hard_sections: int = Field(ge=1)
    places_listed: int = Field(ge=1)
    fewest_sentences: int = Field(ge=1)
    fewest_words: int = Field(ge=1)


class HeatSettings(Settings):
    """The weights of heat, which add up to 1, and the words from which a section has its full heat."""

    reading: float
    length: float
    long: float
    passive: float
    words: float
    full_words: int = Field(ge=1)

    @model_validator(mode="after")
    def _whole(self) -> HeatSettings:
        if abs(self.reading + self.length + self.long + self.passive + self.words - 1) > 1e-9:
            raise ValueError("the weights of heat must add up to 1")
        return self


class CheckerSettings(Settings):
    """All of `settings.toml`."""

    prose: ProseSettings
    findings: FindingSettings
    heat: HeatSettings


def load_data(name: str, model: type[M]) -> M:
    """One of the data files beside this module, validated. Raises ConfigError."""
    path = Path(str(files(__package__).joinpath(name)))
    return validated(model, read_toml(path), name)


@cache
def settings() -> CheckerSettings:
    """The settings that ship with the program."""
    return load_data("settings.toml", CheckerSettings)
