"""The area that the report's Board serves, as districts of the census table; or none, where the table does not have it.

A Board serves one council with charge of children's services, or several that it names: a district that is an authority
of its own, or a county with all its districts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.area import board_name
from scr_publish.checks.privacy.risk.population import Population, population


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
    table = population()
    whole = _one(table, name)
    if whole:
        return whole
    parts = [_one(table, part) for part in re.split(r",? and |, | & ", name) if part]
    return frozenset().union(*parts) if len(parts) > 1 and all(parts) else frozenset()


_ALIASES = {"hull": "kingston upon hull", "durham": "county durham", "scilly": "isles of scilly"}


def _one(table: Population, name: str) -> frozenset[int]:
    wanted = _plain(name)
    wanted = _ALIASES.get(wanted, wanted)
    if not wanted:
        return frozenset()
    county = frozenset(i for i, found in enumerate(table.counties) if _plain(found) == wanted)
    return county or frozenset(i for i, found in enumerate(table.names) if _plain(found) == wanted)


def _plain(name: str) -> str:
    """A name without what is written in more than one way: "Bristol, City of" and "the City of Bristol"."""
    lowered = re.sub(r"[,.'’-]", " ", name.lower().replace("&", " and "))
    lowered = re.sub(
        r"\b(?:the|city of|royal borough of|london borough of|borough of|county of|council)\b", " ", lowered
    )
    return " ".join(lowered.split())
