"""What a heading promises: the elements of the report that it serves, and the part of the report that it opens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import Field

from scr_publish.checks.content.cues import Counted, Cues, cues, data
from scr_publish.config.profile import SECTION_IDS
from scr_publish.config.toml import Settings, validated

Zone = Literal["", "closing", "board", "back"]
"""Parts of a report beside its elements: its end, what the Board says, the matter at the back; "" for the rest."""

_PREFIX = re.compile(
    r"^(?:(?:chapter|section|part|appendix|annex|asp)\s+(?:\d+(?:\.\d+)*|[ivx]+|[a-z]|one|two|three|four|five|six)\b"
    r"|\d+(?:[.\-]\d+)*|[a-z]\))[\s.:)–—-]*"
)


_NUMBERED = re.compile(
    r"^((?:finding|lesson|learning point|theme|recommendation|challenge)s?\s*"
    r"(?:no\.?\s*)?(?:\d+[a-z]?|[a-z]|[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten))\s*[.:)–—-]\s*(?=\S)"
)
"""A label before a sentence ("Finding 3: visits were counted and nobody read them"): the label alone promises."""


@dataclass(frozen=True)
class Promise:
    """The elements that a heading serves (ids as in `SECTION_IDS`), and its zone."""

    elements: frozenset[str] = frozenset()
    zone: Zone = ""


class _Wordings(Settings):
    part: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


class _Zones(Settings):
    closing: tuple[str, ...]
    board: tuple[str, ...]
    back: tuple[str, ...]


class _Titles(Settings):
    answering: tuple[str, ...]


class _Headings(Settings):
    elements: dict[str, _Wordings] = Field(min_length=len(SECTION_IDS))
    zones: _Zones
    titles: _Titles


@dataclass(frozen=True)
class _Element:
    part: Cues
    whole: Cues
    never: Cues

    def served_by(self, heading: str) -> bool:
        """Whether a heading, in lower case and without its number, promises the element."""
        found = self.part.first(heading) or any(m.span() == (0, len(heading)) for m in self.whole.hits(heading))
        return bool(found) and not self.never.first(heading)


@cache
def _read() -> _Headings:
    raw = dict(data("headings.toml"))
    apart = {name: raw.pop(name) for name in ("zones", "titles")}
    return validated(_Headings, {**apart, "elements": raw}, "headings.toml")


@cache
def _titles() -> Cues:
    return cues(_read().titles.answering)


@cache
def _table() -> tuple[dict[str, _Element], dict[Zone, Cues]]:
    read = _read()
    elements = {
        name: _Element(cues(words.part), cues(words.whole), cues(words.never)) for name, words in read.elements.items()
    }
    zones: dict[Zone, Cues] = {
        "back": cues(read.zones.back),
        "board": cues(read.zones.board),
        "closing": cues(read.zones.closing),
    }
    return elements, zones


@cache
def _phrases() -> Counted:
    """All phrases that may promise an element, by the element."""
    elements, _ = _table()
    return Counted({name: Cues(element.part.phrases + element.whole.phrases) for name, element in elements.items()})


def answers_a_review(title: str) -> bool:
    """Whether a title is that of a document which answers a review (a response, a progress report, a press statement)
    and is not the review itself."""
    return _titles().first(" ".join(title.lower().replace("’", "'").split())) is not None


@cache
def promise(heading: str) -> Promise:
    """What a heading promises, from its words without markup. Case, numbering and punctuation do not count."""
    words = " ".join(heading.lower().replace("’", "'").split()).strip(" .:;*_")
    bare = _PREFIX.sub("", words).strip(" .:;?") or words
    numbered = _NUMBERED.match(bare)
    bare = numbered.group(1) if numbered else bare
    elements, zones = _table()
    served = frozenset(name for name in _phrases().count(bare) if elements[name].served_by(bare))
    zone: Zone = ""
    for name, wordings in zones.items():
        if any(
            match.start() == 0 and match.end() == len(text) for text in (words, bare) for match in wordings.hits(text)
        ):
            zone = name
            break
    return Promise(served, zone)
