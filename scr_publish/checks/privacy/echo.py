"""An echo: a further occurrence of the name of somebody who must not be named."""

from __future__ import annotations

from dataclasses import dataclass

from scr_publish.checks.privacy.people import Person
from scr_publish.checks.privacy.words import Line


@dataclass(frozen=True)
class Echo:
    """Another occurrence of a person's name: its place in the line's text and how it matched."""

    line: Line
    start: int
    end: int
    person: Person
    how: str
    sure: bool = True
