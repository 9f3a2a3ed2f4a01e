"""The area that the report's Board serves, as districts of the census table; or none, where the table does not have it.

A Board serves one council with charge of children's services, or several that it names: a district that is an authority
of its own, or a county with all its districts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.area import board_name
from scr_publish.checks.privacy.risk.population import population


@dataclass(frozen=True)
class Area:
    """Districts, by their place in the table, that are taken together; or, with none, England's one by one."""

    name: str
    districts: frozenset[int]

    @property
    def is_known(self) -> bool:
        return bool(self.districts)


UNKNOWN = "a district of England (the table has no figures for the Board's area)"


def area_of(subject: Subject) -> Area:
    """The area of the report's Board; unknown where the report names none, or one that the table does not have."""
    name = board_name(subject)
    found = districts_of(name)
    return Area(name, found) if found else Area(UNKNOWN, found)


def districts_of(name: str) -> frozenset[int]:
    """The districts that a name stands for: a county's, an authority's, or those of several that "and" joins."""
    whole = _one(name)
    if whole:
        return whole
    parts = [_one(part) for part in re.split(r",? and |, | & ", name) if part]
    return frozenset().union(*parts) if len(parts) > 1 and all(parts) else frozenset()


_ALIASES = {"hull": "kingston upon hull", "durham": "county durham", "scilly": "isles of scilly"}


def _one(name: str) -> frozenset[int]:
    wanted = _plain(name)
    return _by_name().get(_ALIASES.get(wanted, wanted), frozenset())


@cache
def _by_name() -> dict[str, frozenset[int]]:
    """The districts of each county and of each authority by its plain name; a county goes before an authority."""
    table = population()
    found: dict[str, set[int]] = {}
    for names in (table.names, table.counties):
        of_kind: dict[str, set[int]] = {}
        for i, name in enumerate(names):
            of_kind.setdefault(_plain(name), set()).add(i)
        found |= of_kind
    found.pop("", None)
    return {name: frozenset(districts) for name, districts in found.items()}


def _plain(name: str) -> str:
    """A name without what is written in more than one way: "Bristol, City of" and "the City of Bristol"."""
    lowered = re.sub(r"[,.'’-]", " ", name.lower().replace("&", " and "))
    lowered = re.sub(
        r"\b(?:the|city of|royal borough of|london borough of|borough of|county of|council)\b", " ", lowered
    )
    return " ".join(lowered.split())
