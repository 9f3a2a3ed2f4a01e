"""Facilities, organisations and places of the case: each as a blocker or for review."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.area import area_words
from scr_publish.checks.privacy.facilities import Facility, find_facilities, place_words
from scr_publish.checks.privacy.facility_context import by_context, shops
from scr_publish.checks.privacy.lexicon import fold, lexicon
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.checks.privacy.services import Services
from scr_publish.checks.privacy.short_forms import beside_nouns, short_forms
from scr_publish.checks.privacy.streets import find_streets
from scr_publish.checks.privacy.wordlists import word_lists
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
    "address": ("ADDRESS", "PD206", Severity.BLOCKER),
}
"""Each kind's label, rule and severity."""


def find_places(subject: Subject) -> list[Mention]:
    """A mention for every named facility, organisation and place that is not the Board's own."""
    area = area_words(subject)
    found: list[Mention] = []
    passages = [p for p in subject.language.passages if p.block.kind not in (Kind.TOC, Kind.PAGE_NUMBER)]
    named = [[*find_facilities(passage), *beside_nouns(passage)] for passage in passages]
    short = short_forms(((p, f) for p, facilities in zip(passages, named, strict=True) for f in facilities), area)
    services = Services.of(passages, area)
    for passage, facilities in zip(passages, named, strict=True):
        shields = [(f.start, f.end) for f in facilities if f.kind == "kept"]
        places = [
            f for f in _by_wording(passage, area) if not any(f.start < g.end and g.start < f.end for g in facilities)
        ]
        for facility in [
            *facilities,
            *_by_model(passage, area),
            *places,
            *_one_of_its_kind(passage),
            *short.find(passage),
            *services.find(passage),
            *_of_persons(passage, area),
            *find_streets(passage, area),
            *shops(passage),
        ]:
            if facility.kind == "kept":
                start, end = passage.source_span(facility.start, facility.end)
                found.append(
                    Mention(
                        start,
                        end,
                        "ORG",
                        "PD308",
                        Severity.REVIEW,
                        (("source", facility.how), ("why", "a public body")),
                        kept=True,
                    )
                )
            elif not any(low <= facility.start and facility.end <= high for low, high in shields):
                found.append(_mention(passage, facility))
    return found


def _mention(passage: Passage, facility: Facility) -> Mention:
    label, rule_id, severity = _KINDS[facility.kind]
    text = passage.text[facility.start : facility.end]
    start, end = passage.source_span(facility.start, facility.end)
    return Mention(start, end, label, rule_id, severity, (("source", facility.how),), (("instead", _instead(text)),))


def _instead(name: str) -> str:
    lowered = name.lower()
    return next((words for part, words in place_words().instead if part in lowered), "what kind of place it is")


def _by_model(passage: Passage, area: frozenset[str]) -> Iterator[Facility]:
    """What the language model marks as a facility, an organisation or a place."""
    text = passage.text
    for entity in passage.entities:
        if entity.label_ not in ("FACILITY", "FAC", "ORG", "PLACE", "GPE", "LOC"):
            continue
        start, end = _trimmed(text, entity.start_char, entity.end_char)
        name = text[start:end]
        if start < end and (kind := _kind(entity.label_, name, passage, start, end, area)):
            yield Facility(start, end, kind, "the language model")
            if kind == "place":
                yield from _further(passage, end, area)


def _inside_known(text: str, start: int, end: int) -> bool:
    """Whether a span is a part of a longer name that is known to be nobody's: "Institute" of a national institute."""
    part = text[start:end].lower()
    for name in place_words().known:
        at = name.find(part)
        if at > -1 and len(name) > len(part) and text[max(0, start - at) :].lower().startswith(name):
            return True
    return False


def _kind(label: str, name: str, passage: Passage, start: int, end: int, area: frozenset[str]) -> str:
    lowered = name.lower().removeprefix("the ")
    words = place_words()
    telling = [w for w in re.findall(r"[\w'’-]+", lowered) if w not in words.generic and len(w) > 1]
    if not telling or lowered in words.known or _is_code(name) or _inside_known(passage.text, start, end):
        return ""
    block = passage.block
    if len(name) == len(passage.text) and (block.kind is Kind.HEADING or (block.cell and block.cell.header)):
        return ""
    if beside := by_context(passage, name, start, end):
        return beside
    if label in ("PLACE", "GPE", "LOC"):
        if name.isupper() or (len(telling) == 1 and fold(telling[0]) in lexicon().common):
            return ""
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
    if (
        name.isupper()
        or passage.block.kind is Kind.HEADING
        or not place_words().no_organisation.isdisjoint(_singulars(lowered))
    ):
        return ""
    return "organisation" if len(name.split()) == 1 or any(w[0].isupper() for w in name.split()[1:]) else ""


def _singulars(lowered: str) -> set[str]:
    """The words of a name, each in the singular as well."""
    words = set(re.findall(r"[\w'’-]+", lowered))
    return words | {word.removesuffix("s") for word in words}


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
    near = passage.text[max(0, start - 70) : end + 40]
    return not _cited().search(near)


_WORD = r"[A-Z][a-z'’]+"
_PLACE = rf"(?P<it>(?:the )?{_WORD}(?:[- ](?:{_WORD}|on|upon|under|le)(?=[- ,.;)]|$)){{0,3}}(?<! on))"
_FURTHER = re.compile(rf"(?:, | and |, and ){_PLACE}(?=[,.;]| and\b)")


@cache
def _wordings() -> tuple[re.Pattern[str], ...]:
    """Patterns with the place in a group `it`: "the village of …", "the … estate", "moved to …"."""
    words = place_words()
    nouns, moving, to = "|".join(words.area_nouns), "|".join(words.moving), "|".join(words.place_prepositions)
    return (
        re.compile(rf"\b(?:{nouns}|part) of {_PLACE}"),
        re.compile(rf"(?<![.:] )\b(?P<it>(?:the )?{_WORD}(?: {_WORD}){{0,2}}) (?:{nouns}|Estate)\b"),
        re.compile(rf"\b(?:{moving}) (?:[a-z'’-]+ ){{0,5}}?(?:{to}) {_PLACE}"),
    )


def _by_wording(passage: Passage, area: frozenset[str]) -> Iterator[Facility]:
    """Places by the words around them: "the village of …", "moved to …"."""
    text = passage.text
    for pattern in _wordings():
        for match in pattern.finditer(text):
            start, end = _trimmed(text, *match.span("it"))
            name = text[start:end]
            if start < end and not _ordinary(name) and _is_place_of_case(passage, name, start, end, area):
                yield Facility(start, end, "place", "the wording")
                yield from _further(passage, end, area)


_UNKNOWN = re.compile(
    r"\b(?:in|to|from|at|via|near) (?P<it>[A-ZÀ-Ž][a-zà-ž]{3,})"
    r"(?=[,.;:)]| (?:on|in|at|with|for|when|where|and|by|to|run|until|since)\b|$)"
)
_SOMEBODY = re.compile(
    r"\b(?:he|she|him|her|his|mother|father|mum|dad|gran\w*|uncle|aunt|brother|sister|son|daughter)\b", re.IGNORECASE
)


def _of_persons(passage: Passage, area: frozenset[str]) -> Iterator[Facility]:
    """Places that no list and no model knows: a lone word that is neither English nor a name, after a preposition of
    place, in a sentence about somebody."""
    lex, text = lexicon(), passage.text
    for match in _UNKNOWN.finditer(text):
        folded = fold(match.group("it"))
        if (
            lex.is_ordinary(folded)
            or lex.is_name(folded)
            or folded in lex.proper
            or folded in word_lists().domain_words
        ):
            continue
        near = text[max(0, match.start() - 90) : match.start()]
        if _SOMEBODY.search(near) or any(e.label_ == "PERSON" for e in passage.entities):
            start, end = match.span("it")
            if _is_place_of_case(passage, match.group("it"), start, end, area):
                yield Facility(start, end, "place", "a word that is no other word, in a place's position")


@cache
def _singular() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<!\w){pattern}(?!\w)") for pattern in place_words().singular)


def _one_of_its_kind(passage: Passage) -> Iterator[Facility]:
    """Descriptions that fit one place: "the only lighthouse on the island", "a hamlet of forty people"."""
    for pattern in _singular():
        for match in pattern.finditer(passage.text):
            yield Facility(*match.span("it" if match.groupdict().get("it") else 0), "place", "one of its kind")


def _further(passage: Passage, end: int, area: frozenset[str]) -> Iterator[Facility]:
    """The other places of a list: "in Millfold, Overby and elsewhere"."""
    text = passage.text
    while match := _FURTHER.match(text, end):
        start, end = match.span("it")
        name = match.group("it")
        if fold(name) not in lexicon().common and _is_place_of_case(passage, name, start, end, area):
            yield Facility(start, end, "place", "a list of places")


def _ordinary(name: str) -> bool:
    """Whether words after "moved to" can be no place: a person, a month, a role, an agency."""
    words = [
        word.lower().strip("'’") for word in re.findall(r"[\w'’-]+", name.removeprefix("the ").removeprefix("The "))
    ]
    named = lexicon()
    if not words or all(word in place_words().generic for word in words):
        return True
    if name.lower().startswith("the "):
        return False
    if words[0] in named.forenames and len(words) <= 2 and words[0] not in named.proper:
        return True
    return len(words) == 1 and words[0] in named.common


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without space and punctuation at its ends, and without a possessive 's after the name."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ")'’"):
        end -= 1
    if re.search(r"['’]s$", text[start:end]) and re.match(r" [a-z]", text[end:]):
        end -= 2
    return start, end
