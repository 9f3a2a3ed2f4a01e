"""The phrases of `commission.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from scr_publish.checks.content.cues import Cues, cues, groups


@cache
def wordings(table: str) -> dict[str, Cues]:
    """The groups of phrases of a table, by name."""
    return groups(_data()[table])


def about(table: str, key: str, names: str) -> Cues:
    """A group of phrases about somebody; `names` is a pattern of what they are called."""
    return cues(phrase.replace("NAME", f"({names})") for phrase in _data()[table][key])


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    text = files("scr_publish.checks.commission").joinpath("commission.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def lowered(text: str) -> str:
    """A text as phrases are matched in it: small letters, straight apostrophes, single spaces."""
    return " ".join(text.lower().replace("’", "'").split())
