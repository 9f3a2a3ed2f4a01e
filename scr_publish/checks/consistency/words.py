"""The words of `words.toml`, as patterns."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(table: str) -> dict[str, Any]:
    """A table of `words.toml`."""
    text = files("scr_publish.checks.consistency").joinpath("words.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)[table]
    return found


@cache
def pattern(table: str, key: str, around: str = r"\b(?:{})\b") -> re.Pattern[str]:
    """The alternatives of a key as one pattern without case; `around` says where they must stand."""
    listed = words(table)[key]
    return re.compile(around.format(listed if isinstance(listed, str) else "|".join(listed)), re.IGNORECASE)
