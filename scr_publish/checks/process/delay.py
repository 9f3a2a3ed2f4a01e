"""Whether the case file or the report says why the review took longer, and what was done meanwhile."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from scr_publish.checks.base import Subject
from scr_publish.checks.content.cues import Cues, groups
from scr_publish.config.case import CaseFile

_OF_THE_REVIEW = re.compile(r"\b(?:review|report|publication|learning|board|partnership)\b")


@cache
def wordings() -> dict[str, Cues]:
    """The groups of phrases in `process.toml`, by name."""
    text = files("scr_publish.checks.process").joinpath("process.toml").read_text(encoding="utf-8")
    return groups(tomllib.loads(text))


def says_why(subject: Subject, case: CaseFile) -> bool:
    """Whether the case file, or a sentence of the report about the review, gives the reason for a delay."""
    if case.delay.reasons.strip():
        return True
    return any(wordings()["delay"].first(words) and _OF_THE_REVIEW.search(words) for words in _prose(subject))


def tells_of_interim_action(subject: Subject, case: CaseFile) -> bool:
    """Whether the case file, or the report, records what was improved before the review ended."""
    if any(action.strip() for action in case.delay.interim_actions):
        return True
    return any(wordings()["meanwhile"].first(words) for words in _prose(subject))


def _prose(subject: Subject) -> Iterator[str]:
    document = subject.document
    for block in document.blocks:
        if block.is_prose:
            yield document.plain(block).lower().replace("’", "'")
