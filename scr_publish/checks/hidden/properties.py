"""Properties of the file that name somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_publish.checks.base import Subject
from scr_publish.checks.hidden.settings import Generic, hidden_settings
from scr_publish.document import Surface
from scr_publish.findings import Finding

RULES = ("HC104",)


def properties(subject: Subject) -> Iterator[Finding]:
    """One finding for each property that names somebody whom the Board does not publish anyway."""
    settings = hidden_settings()
    fine = _published_names(subject)
    for block in subject.document.blocks:
        if block.surface is not Surface.METADATA:
            continue
        name = settings.properties.get(re.split(r"[:,] ", block.where)[-1].lower())
        value = _folded(subject.document.plain(block))
        if name and _names_somebody(value, settings.generic) and value not in fine:
            yield subject.finding("HC104", block.words_start, block.end, property=name)


def _names_somebody(value: str, generic: Generic) -> bool:
    has_letters = any(c.isalpha() for c in value)
    return has_letters and value not in generic.values and not any(word in value for word in generic.publishers)


def _published_names(subject: Subject) -> set[str]:
    """Names that the Board publishes anyway: its own, the lead reviewer's, those that the project file allows."""
    names = set(subject.allowed_names)
    if subject.case:
        names.add(subject.case.review.board)
        names |= {reviewer.name for reviewer in subject.case.reviewer}
    return {_folded(name) for name in names}


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
