"""Which documents are reports of a review, which belong to one, and which are something else, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import Field

from scr_publish.archive.discovery.features import headings_of, opening_of, title_of, year_of
from scr_publish.archive.items import Item
from scr_publish.config.toml import Settings, parsed, validated
from scr_publish.document import Document

Place = Literal["name", "link", "title", "opening", "headings"]
KINDS = ("report", "companion")
"""The kinds that the store tells apart; every other one is `other`."""


class _Cue(Settings):
    places: tuple[Place, ...] = Field(alias="in")
    weight: int = Field(ge=1)
    words: str
    pattern: re.Pattern[str]


class _Kind(Settings):
    least: int = Field(ge=1)
    says: str
    cue: tuple[_Cue, ...] = Field(min_length=1)


class _Doubt(Settings):
    a_thousand: float = Field(gt=0)
    pattern: re.Pattern[str]
    says: str


class _Kinds(Settings):
    report: _Kind
    companion: _Kind
    minutes: _Kind
    newsletter: _Kind
    policy: _Kind
    leaflet: _Kind
    doubt: _Doubt

    @property
    def kinds(self) -> dict[str, _Kind]:
        names = [name for name in type(self).model_fields if name != "doubt"]
        return {name: getattr(self, name) for name in names}


@cache
def _kinds() -> _Kinds:
    name = "kinds.toml"
    data = files(__package__).joinpath(name).read_bytes()
    return validated(_Kinds, parsed(data, name), name)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a document is: `kind` is report, companion or other; `reason` says why, for a person; `title` is its own and
    `year` that of its publication, None where nothing tells it."""

    kind: str
    reason: str
    title: str
    year: int | None


def classify(document: Document, item: Item) -> Verdict:
    """What a document is, from its structure and what led to it. One of no known kind is a report where it speaks like
    one: to check too much costs time, to pass a report over may cost a child."""
    title, opening = title_of(document), opening_of(document)
    places: dict[Place, str] = {
        "name": _plain(item.name),
        "link": _plain(item.link_text),
        "title": _plain(title),
        "opening": _plain(opening),
        "headings": _plain(" | ".join(headings_of(document))),
    }
    found = {name: _found(kind, places) for name, kind in _kinds().kinds.items()}
    scores = {name: sum(cue.weight for cue in cues) for name, cues in found.items()}
    best = max(scores, key=lambda name: scores[name])
    kind, reason = "other", ""
    if scores[best] >= _kinds().kinds[best].least:
        kind = best if best in KINDS else "other"
        says = _kinds().kinds[best].says
        because = "; ".join(cue.words for cue in found[best][:3])
        reason = f"{says}, because {because}" if kind in KINDS else f"not a report but {says}, because {because}"
    else:
        kind, reason = _doubtful(document)
    return Verdict(kind, reason, title[:300], year_of(item, opening))


def _doubtful(document: Document) -> tuple[str, str]:
    if document.problems:
        return "report", "checked as a report: not all of it could be read, so that it may be one"
    doubt = _kinds().doubt
    words = document.word_count
    number = sum(1 for _ in doubt.pattern.finditer(_plain(document.text[:200_000])))
    share = 1000 * number / max(1, min(words, 40_000))
    if not words or share >= doubt.a_thousand:
        return "report", f"checked as a report: {doubt.says if words else 'it has no text that could tell what it is'}"
    return "other", "not a report, because nothing in its title, headings or first page says that it is one"


def _found(kind: _Kind, places: dict[Place, str]) -> list[_Cue]:
    """The cues of a kind that are there, the weightiest first."""
    there = [cue for cue in kind.cue if any(cue.pattern.search(places[place]) for place in cue.places)]
    return sorted(there, key=lambda cue: -cue.weight)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())
