"""The data beside this package's code, checked when it is loaded."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from pydantic import field_validator

from scr_publish.config.toml import Settings, read_toml, validated

M = TypeVar("M", bound=Settings)


class Parts(Settings):
    """`parts.toml`: patterns of parts without text, and what the others are called."""

    no_text: tuple[re.Pattern[str], ...]
    names: dict[str, str]

    @field_validator("names")
    @classmethod
    def _patterns(cls, value: dict[str, str]) -> dict[str, str]:
        for pattern in value:
            re.compile(pattern)
        return value


class Fields(Settings):
    """`fields.toml`: codes of fields, in capitals."""

    silent: frozenset[str]
    page: frozenset[str]

    @field_validator("silent", "page")
    @classmethod
    def _capitals(cls, value: frozenset[str]) -> frozenset[str]:
        if any(code != code.upper() for code in value):
            raise ValueError("codes of fields are compared in capitals")
        return value


class Properties(Settings):
    """`properties.toml`: elements with their names for a person, values that programs fill in by themselves, the rules
    that some break, and styles that programs make up."""

    made_by_program: tuple[re.Pattern[str], ...]
    template_thumbnails: frozenset[str]
    written_by_program: frozenset[str]
    core: dict[str, str]
    extended: dict[str, str]
    default: dict[str, tuple[str, ...]]
    rules: dict[str, str]

    def is_own_style(self, name: str) -> bool:
        """Whether a style's name is one that a person gave."""
        return bool(name) and not any(pattern.fullmatch(name.lower()) for pattern in self.made_by_program)


class Symbols(Settings):
    """`symbols.toml`: characters by font and by code, two hexadecimal digits."""

    fonts: dict[str, dict[str, str]]

    @field_validator("fonts")
    @classmethod
    def _codes(cls, value: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        for codes in value.values():
            if any(not re.fullmatch(r"[0-9A-F]{2}", code) for code in codes):
                raise ValueError("codes are two hexadecimal digits, in capitals")
        return value


@cache
def parts() -> Parts:
    return _load(Parts, "parts.toml")


@cache
def fields() -> Fields:
    return _load(Fields, "fields.toml")


@cache
def properties() -> Properties:
    return _load(Properties, "properties.toml")


@cache
def symbols() -> Symbols:
    return _load(Symbols, "symbols.toml")


def _load(model: type[M], name: str) -> M:
    return validated(model, read_toml(Path(str(files(__package__).joinpath(name)))), name)
