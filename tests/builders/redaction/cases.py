"""What a case is: one page of a sheet, and what its reader cannot see."""

from __future__ import annotations

from dataclasses import dataclass

SECRET = "Tracey Marlow"
BEFORE = "The child was known as "
AFTER = " at the time."
PROSE = (
    "The Board decided in March to hold a review of what had happened.",
    "Agencies had worked together during the winter and into the spring.",
    "Nobody asked the older child what he thought of the plan.",
)
"""Lines that stand on every page and that every reader sees. All of it is invented."""


@dataclass(frozen=True)
class Case:
    """One page: its name, and the words on it that nobody can see (none: all that is written shows)."""

    name: str
    hidden: str = ""


@dataclass(frozen=True)
class Sheet:
    """A PDF of one maker, a case a page."""

    maker: str
    cases: tuple[Case, ...]
    data: bytes
