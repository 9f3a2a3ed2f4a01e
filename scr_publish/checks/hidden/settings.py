"""The data of these checks: `hidden.toml`, checked when it is loaded."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import field_validator

from scr_publish.config.toml import Settings, read_toml, validated


class Generic(Settings):
    values: tuple[str, ...]
    publishers: tuple[str, ...]

    @field_validator("values", "publishers")
    @classmethod
    def _lower_case(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if any(text != text.casefold() for text in value):
            raise ValueError("values are compared in lower case")
        return value


class HiddenSettings(Settings):
    """`properties` maps what parsers call a property to what a finding calls it; `grouped` are
    the rules of which there is one finding however many places."""

    grouped: frozenset[str]
    properties: dict[str, str]
    generic: Generic


@cache
def hidden_settings() -> HiddenSettings:
    path = Path(str(files(__package__).joinpath("hidden.toml")))
    return validated(HiddenSettings, read_toml(path), path.name)
