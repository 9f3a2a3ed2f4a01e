"""Diminutives: which names are forms of one another."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict


class _Groups(BaseModel):
    model_config = ConfigDict(extra="forbid")

    groups: list[str]


@cache
def _forms() -> dict[str, frozenset[str]]:
    text = files("scr_publish.checks.privacy").joinpath("diminutives.toml").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for group in _Groups.model_validate(tomllib.loads(text)).groups:
        full, *short = group.split()
        found.setdefault(full, set()).update(short)
        for form in short:
            found.setdefault(form, set()).add(full)
    return {name: frozenset(forms - {name}) for name, forms in found.items()}


def forms_of(folded: str) -> frozenset[str]:
    """The short forms of a full name, or the full names of a short form ("kasia": "katarzyna")."""
    return _forms().get(folded, frozenset())


def short_forms() -> frozenset[str]:
    """Every form that the data hold, of three letters or more: shorter ones are no evidence of a name alone."""
    return frozenset(name for name in _forms() if len(name) > 2)


def pair_count() -> int:
    """The number of pairs of a name and a form of it."""
    return sum(len(forms) for forms in _forms().values()) // 2
