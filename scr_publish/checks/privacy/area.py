"""The Board that publishes the report and the area that it serves: both stand on the cover and may be named."""

from __future__ import annotations

import re

from scr_publish.checks.base import Subject

_NAME = r"((?:[A-Z][\w'’-]{1,40}|and|of|on|the|&|upon)(?: (?:[A-Z][\w'’-]{1,40}|and|of|on|the|&|upon|-)){0,8}?)"
_BODIES = re.compile(
    rf"\b{_NAME},? (?:Local |LOCAL )?(?:Safeguarding (?:Children|Adults|Child|Partnership)|(?:City |County |Borough |"
    r"Metropolitan |District |London |Unitary |Town |Metropolitan Borough |Royal Borough |and District )*Council\b|"
    r"LSCB|SCB\b|Clinical Commissioning Group|CCG\b|Constabulary|Police\b)"
)
_COMPASS = frozenset(
    ("north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "mid", "greater", "new")
)
_SMALL = frozenset(
    ("and", "of", "on", "the", "upon", "local", "city", "county", "borough", "district", "council", "royal", "london")
)


def area_words(subject: Subject) -> frozenset[str]:
    """The words of the names of the Board, its council and its police force, in lower case: "Millfold", "Overby"."""
    return subject.once(_area_words)


def board_name(subject: Subject) -> str:
    """The Board that the report is of, without what kind of body it is ("Millfold"): the case file's, else the first
    one named in the report, else the first council. Empty where none is named."""
    bodies = [body for body in _bodies(subject) if _rank(body) < OTHERS]
    return min(bodies, key=_rank)[0] if bodies else ""


OTHERS = 2
"""The rank of bodies whose area is no council's: a police force, a commissioning group."""


def _bodies(subject: Subject) -> tuple[tuple[str, str], ...]:
    """Each body's name without its kind, and the whole of it; the case file's Board first."""
    return subject.once(_find_bodies)


def _find_bodies(subject: Subject) -> tuple[tuple[str, str], ...]:
    texts = [subject.document.plain(block) for block in subject.document.blocks if block.is_printed]
    if subject.case and subject.case.review.board:
        texts.insert(0, f"{subject.case.review.board} Safeguarding Children Board")
    return tuple((match.group(1), match.group()) for text in texts for match in _BODIES.finditer(text))


def _rank(body: tuple[str, str]) -> int:
    """Boards before councils, and these before the other bodies."""
    if re.search(r"Safeguarding Child|LSCB|SCB\b", body[1]):
        return 0
    return 1 if body[1].endswith("Council") else OTHERS


def _area_words(subject: Subject) -> frozenset[str]:
    found = {word.strip("'’").lower() for name, _ in _bodies(subject) for word in name.split()}
    return frozenset(word for word in found - _SMALL - _COMPASS if len(word) > 2)
