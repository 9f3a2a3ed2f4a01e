"""The Board that publishes the report and the area that it serves: both stand on the cover and may be named."""

from __future__ import annotations

import re

from scr_publish.checks.base import Subject

_NAME = r"((?:[A-Z][\w'’-]+|and|of|on|the|&|upon)(?: (?:[A-Z][\w'’-]+|and|of|on|the|&|upon|-))*?)"
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


def _area_words(subject: Subject) -> frozenset[str]:
    texts = [subject.document.plain(block) for block in subject.document.blocks if block.is_printed]
    if subject.case and subject.case.review.board:
        texts.insert(0, f"{subject.case.review.board} Safeguarding Children Board")
    found: set[str] = set()
    for text in texts:
        for match in _BODIES.finditer(text):
            found.update(word.strip("'’").lower() for word in match.group(1).split())
    return frozenset(word for word in found - _SMALL - _COMPASS if len(word) > 2)
