"""The word lists of `words.toml`, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Words:
    """See `words.toml` for what each list is for."""

    compound_first: frozenset[str]
    compound_if_word: frozenset[str]
    common: frozenset[str]
    programs: frozenset[str]
    placeholders: frozenset[str]
    contents_titles: frozenset[str]
    caption_words: frozenset[str]


@cache
def words() -> Words:
    """The lists; a missing, unknown or empty one is an error."""
    data = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    names = {field.name for field in fields(Words)}
    if set(data) != names:
        raise ValueError(f"words.toml: lists missing or unknown: {sorted(names ^ set(data))}")
    for name, values in data.items():
        if not values or not all(isinstance(value, str) and value == value.lower() for value in values):
            raise ValueError(f"words.toml: {name} must be a list of words in small letters")
    return Words(**{name: frozenset(values) for name, values in data.items()})
