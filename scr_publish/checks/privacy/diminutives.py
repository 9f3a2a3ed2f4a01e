"""Diminutives: which names are forms of one another."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from nicknames import NickNamer
from pydantic import BaseModel, ConfigDict


class _Groups(BaseModel):
    model_config = ConfigDict(extra="forbid")

    groups: list[str]


@cache
def _groups() -> list[str]:
    text = files("scr_publish.checks.privacy").joinpath("diminutives.toml").read_text(encoding="utf-8")
    return _Groups.model_validate(tomllib.loads(text)).groups


@cache
def _forms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in _groups():
        full, *short = group.split()
        found.setdefault(full, set()).update(short)
        for form in short:
            found.setdefault(form, set()).add(full)
    return {name: frozenset(forms - {name}) for name, forms in found.items()}


def forms_of(folded: str) -> frozenset[str]:
    """The short forms of a full name, or the full names of a short form ("kasia": "katarzyna")."""
    return _forms().get(folded, frozenset())


@lru_cache(maxsize=4096)
def relatives_of(folded: str) -> frozenset[str]:
    """Every form in which the bearer of a name may be called: its forms; for a short form its sisters too ("bill":
    "billy"); where our data do not know the name, what the package `nicknames` has (English names, Apache-2.0)."""
    own = forms_of(folded)
    found = set(own) or _english().nicknames_of(folded) | _english().canonicals_of(folded)
    if folded not in _full_names():
        found |= {form for full in own & _full_names() for form in forms_of(full)}
    return frozenset(form for form in found if form.isalpha()) - {folded}


@cache
def _english() -> NickNamer:
    return NickNamer()


@cache
def _full_names() -> frozenset[str]:
    return frozenset(group.split()[0] for group in _groups())


def short_forms() -> frozenset[str]:
    """Every form that the data hold, of three letters or more: shorter ones are no evidence of a name alone."""
    return frozenset(name for name in _forms() if len(name) > 2)


def pair_count() -> int:
    """The number of pairs of a name and a form of it."""
    return sum(len(forms) for forms in _forms().values()) // 2
