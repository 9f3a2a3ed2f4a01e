"""Facilities, organisations and places of the case: each as a blocker or for review."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.area import area_words
from scr_publish.checks.privacy.facilities import Facility, find_facilities, place_words
from scr_publish.checks.privacy.lexicon import lexicon
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.document import Kind
from scr_publish.nlp.annotations import Passage
from scr_publish.rules import Severity

_KINDS = {
    "school": ("SCHOOL", "PD223", Severity.BLOCKER),
    "health": ("HEALTHCARE", "PD224", Severity.BLOCKER),
    "hospital": ("HEALTHCARE", "PD310", Severity.REVIEW),
    "court": ("ORG", "PD309", Severity.REVIEW),
    "placement": ("ORG", "PD225", Severity.BLOCKER),
    "organisation": ("ORG", "PD308", Severity.REVIEW),
    "place": ("PLACE", "PD307", Severity.REVIEW),
}
"""Each kind's label, rule and severity."""

_INSTEAD = (
    ("nurser", "a local nursery"), ("pre", "a local nursery"), ("playgroup", "a local nursery"), ("primary", "a local primary school"), ("infant", "a local primary school"),
    ("junior", "a local primary school"), ("college", "a local college"), ("high", "a local secondary school"), ("academy", "a local school"), ("ward", "a hospital ward"), ("clinic", "a local clinic"), ("hospice", "a hospice"),
    ("surgery", "the GP surgery"), ("practice", "the GP surgery"), ("medical", "the GP surgery"), ("partners", "the GP surgery"), ("health centre", "the GP surgery"), ("school", "a local school"),
)  # fmt: skip
"""What to write instead of a facility's name, by a part of the name."""


def find_places(subject: Subject) -> list[Mention]:
    """A mention for every named facility, organisation and place that is not the Board's own."""
    area = area_words(subject)
    found: list[Mention] = []
    for passage in subject.language.passages:
        if passage.block.kind in (Kind.TOC, Kind.PAGE_NUMBER):
            continue
        facilities = find_facilities(passage)
        shields = [(f.start, f.end) for f in facilities if f.kind == "kept"]
        for facility in [*facilities, *_by_model(passage, area), *_by_wording(passage, area)]:
            if facility.kind == "kept":
                start, end = passage.source_span(facility.start, facility.end)
                found.append(
                    Mention(start, end, "ORG", "PD308", Severity.REVIEW, (("why", "a public body"),), kept=True)
                )
            elif not any(low <= facility.start and facility.end <= high for low, high in shields):
                found.append(_mention(passage, facility))
    return found


def _mention(passage: Passage, facility: Facility) -> Mention:
    label, rule_id, severity = _KINDS[facility.kind]
    text = passage.doc.text[facility.start : facility.end]
    start, end = passage.source_span(facility.start, facility.end)
    return Mention(start, end, label, rule_id, severity, (("source", facility.how),), (("instead", _instead(text)),))


def _instead(name: str) -> str:
    lowered = name.lower()
    return next((words for part, words in _INSTEAD if part in lowered), "what kind of place it is")


def _by_model(passage: Passage, area: frozenset[str]) -> Iterator[Facility]:
    """What the language model marks as a facility, an organisation or a place."""
    text = passage.doc.text
    for entity in passage.doc.ents:
        if entity.label_ not in ("FACILITY", "FAC", "ORG", "PLACE", "GPE", "LOC"):
            continue
        start, end = _trimmed(text, entity.start_char, entity.end_char)
        name = text[start:end]
        if start < end and (kind := _kind(entity.label_, name, passage, start, end, area)):
            yield Facility(start, end, kind, "the language model")


def _kind(label: str, name: str, passage: Passage, start: int, end: int, area: frozenset[str]) -> str:
    lowered = name.lower().removeprefix("the ")
    words = place_words()
    telling = [w for w in re.findall(r"[\w'’-]+", lowered) if w not in words.generic and len(w) > 1]
    if not telling or lowered in words.known or _is_code(name):
        return ""
    if label in ("PLACE", "GPE", "LOC"):
        return "place" if _is_place_of_case(passage, name, start, end, area) else ""
    if re.search(r"\b(?:school|academy|nursery|pre-?school|playgroup|college|primary|high)\b", lowered):
        return "school"
    if re.search(r"\b(?:surgery|clinic|ward|practice|medical centre|health centre|hospice|birth\w* centre)\b", lowered):
        return "health"
    if re.search(r"\b(?:hospital|infirmary)\b", lowered):
        return "hospital"
    if re.search(r"\bcourt\b", lowered):
        return "court"
    if all(w in area or w in words.generic for w in re.findall(r"[\w'’-]+", lowered)):
        return ""
    if name.isupper() or re.search(
        r"\b(?:team|service|services|department|panel|inquiry|board|council|police|trust|group|committee|partnership|protocol|act|profile|framework|review|report)\b",
        lowered,
    ):
        return ""
    return "organisation"


def _is_code(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][a-z]+ (?:[A-Z]|\d{1,2})", name))


@cache
def _cited() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(place_words().cited_places) + r")\b", re.IGNORECASE)


def _is_place_of_case(passage: Passage, name: str, start: int, end: int, area: frozenset[str]) -> bool:
    lowered = name.lower().removeprefix("the ")
    words = re.findall(r"[\w'’-]+", lowered)
    if lowered in place_words().wide_places or all(word in area or word in place_words().generic for word in words):
        return False
    near = passage.doc.text[max(0, start - 70) : end + 40]
    return not _cited().search(near)


_PLACE = r"(?P<it>(?:the )?[A-Z][a-z'’]+(?:[- ](?:[A-Z][a-z'’]+|on|upon|under|le|by|in)(?=[- ,.;)]|$)){0,3}(?<! on)(?<! in)(?<! by))"
_AREA = re.compile(
    rf"\b(?:area|estate|village|town|suburb|district|neighbourhood|hamlet|port|outskirts|part) of {_PLACE}"
    r"|(?<![.:] )\b(?P<before>(?:the )?[A-Z][a-z'’]+(?: [A-Z][a-z'’]+){0,2}) (?:estate|Estate|area|village|neighbourhood|flats|district)\b"
)
_MOVED = re.compile(
    rf"\b(?:mov(?:ed|ing)|relocat(?:ed|ing)|travell?(?:ed|ing)|fled|fleeing|trafficked|born|raised|brought up|gr[eo]wn? up|liv(?:ed|es|ing)|relatives|telephone|addresses|"
    rf"housed|rehoused|house|flat|room|shop|takeaway|settled|placed|stayed|staying|family|grandparents|came|arrived|taken|holiday) (?:[a-z'’-]+ ){{0,5}}?(?:from|to|in|near|outside|around|at) {_PLACE}"
)


def _by_wording(passage: Passage, area: frozenset[str]) -> Iterator[Facility]:
    """Places by the words around them: "the village of …", "moved to …"."""
    text = passage.doc.text
    for pattern in (_AREA, _MOVED):
        for match in pattern.finditer(text):
            group = "it" if match.group("it") else "before"
            start, end = _trimmed(text, *match.span(group))
            name = text[start:end]
            if start < end and not _ordinary(name) and _is_place_of_case(passage, name, start, end, area):
                yield Facility(start, end, "place", "the wording")


def _ordinary(name: str) -> bool:
    """Whether words after "moved to" can be no place: a person, a month, a role, an agency."""
    words = [
        word.lower().strip("'’") for word in re.findall(r"[\w'’-]+", name.removeprefix("the ").removeprefix("The "))
    ]
    named = lexicon()
    if not words or all(word in place_words().generic for word in words):
        return True
    if words[0] in named.forenames and len(words) <= 2 and words[0] not in named.proper:
        return True
    return len(words) == 1 and named.is_ordinary(words[0]) and not name.lower().startswith("the ")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without space and punctuation at its ends, and without a possessive 's after the name."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ")'’"):
        end -= 1
    if re.search(r"['’]s$", text[start:end]) and re.match(r" [a-z]", text[end:]):
        end -= 2
    return start, end
