"""What tells of a person's origin, faith, work, health and family: by lists, by wording and by the language model."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.cells import Surrounds, Tables
from scr_publish.checks.privacy.lexicon import fold, lexicon
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.checks.privacy.phrases import PhraseFinder
from scr_publish.document import Kind
from scr_publish.nlp.annotations import Passage
from scr_publish.rules import Severity

RULES = {"DEMOGRAPHIC": "PD303", "OCCUPATION": "PD304", "HEALTH": "PD305", "FAMILY": "PD306"}

Span = tuple[int, int, str]
"""Start and end in a passage's text, and which mechanism found it."""


@dataclass(frozen=True)
class _Traits:
    """The lists of `traits.toml`, compiled."""

    origin: re.Pattern[str]
    country: re.Pattern[str]
    not_people: re.Pattern[str]
    general_followers: frozenset[str]
    jobs: PhraseFinder
    at_work: re.Pattern[str]
    livelihoods: tuple[re.Pattern[str], ...]
    kin: re.Pattern[str]
    biography: re.Pattern[str]
    job_columns: re.Pattern[str]
    professional: frozenset[str]
    rare: PhraseFinder
    eponym: re.Pattern[str]
    common: frozenset[str]
    family: tuple[re.Pattern[str], ...]


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


@cache
def _traits() -> _Traits:
    data: dict[str, Any] = tomllib.loads(
        files("scr_publish.checks.privacy").joinpath("traits.toml").read_text(encoding="utf-8")
    )
    peoples, faiths, groups = _any(data["peoples"]), _any(data["faiths"]), _any(data["groups"])
    shades, tails = _any(data["shades"]), _any(data["tails"])
    further = rf"(?:[ -](?:{peoples}|{faiths}|{groups}))*(?: (?:{tails}))?"
    people = rf"(?:(?:{shades})[ -]?)?(?:{peoples}|{faiths})(?:s|es)?{further}"
    colour = rf"(?:[Ww]hite|[Bb]lack)(?= (?:{_any(data['bearers'])})\b)|(?:White|Black|Mixed) (?:other|Other|English)"
    work, health = data["work"], data["health"]
    word = rf"(?!(?:{_any([*work['professional'], *work['stops']])})s?\b)[a-z][\w'-]+"
    return _Traits(
        origin=re.compile(rf"(?<![\w-])(?:{people}|(?i:{groups})|{colour})(?![\w-])"),
        country=re.compile(
            rf"\b(?:from|in|to|of|for|left|outside) (?:the )?(?P<it>{_any(data['countries'])})(?![\w-])"
        ),
        not_people=re.compile(_any(data["not_people"])),
        general_followers=frozenset(data["general_followers"]),
        jobs=PhraseFinder(work["jobs"]),
        at_work=re.compile(rf"\b(?:{'|'.join(work['before'])}) (?P<it>{word}(?: {word}){{0,2}})", re.IGNORECASE),
        livelihoods=tuple(re.compile(pattern, re.IGNORECASE) for pattern in work["livelihoods"]),
        kin=re.compile(rf"\b(?:{'|'.join(work['kin'])})\b", re.IGNORECASE),
        biography=re.compile(rf"\b(?:{'|'.join(work['biography'])})\b", re.IGNORECASE),
        job_columns=re.compile("|".join(work["columns"])),
        professional=frozenset(word.lower() for word in work["professional"]),
        rare=PhraseFinder(health["rare"]),
        eponym=re.compile(rf"(?<![\w-])[A-Z][\w-]+(?:'s|s')? (?:{_any(health['heads'])})\b"),
        common=frozenset(health["common"]),
        family=tuple(re.compile(pattern, re.IGNORECASE) for pattern in data["family"]["patterns"]),
    )


def find_traits(subject: Subject) -> list[Mention]:
    """A mention for every demographic fact, occupation, rare condition and unusual family make-up."""
    tables = Tables(subject.document)
    found: list[Mention] = []
    for passage in subject.language.passages:
        if passage.block.kind in (Kind.TOC, Kind.PAGE_NUMBER):
            continue
        around = tables.around(passage.block)
        for label, spans in (
            ("DEMOGRAPHIC", _demographics(passage)),
            ("OCCUPATION", _occupations(passage, around)),
            ("HEALTH", _health(passage)),
            ("FAMILY", _family(passage)),
        ):
            found += [_mention(passage, label, span) for span in spans]
    return found


def _by_model(passage: Passage, label: str) -> Iterator[Span]:
    for entity in passage.entities:
        if entity.label_ == label:
            yield entity.start_char, entity.end_char, "the language model"


def _demographics(passage: Passage) -> Iterator[Span]:
    text, traits = passage.text, _traits()
    shields = [match.span() for match in traits.not_people.finditer(text)]
    spans = [(*match.span(), "the list of peoples and faiths") for match in traits.origin.finditer(text)]
    spans += [(*match.span("it"), "the list of countries") for match in traits.country.finditer(text)]
    for start, end, how in [*spans, *_by_model(passage, "DEMOGRAPHIC"), *_by_model(passage, "NORP")]:
        if any(low <= start and end <= high for low, high in shields) or _is_part_of_name(text, end):
            continue
        if how == "the language model" and lexicon().is_ordinary(fold(text[start:end])):
            continue
        follower = re.match(r" ([a-z]+)", text[end:])
        if (
            follower
            and follower.group(1) in traits.general_followers
            and not re.search(r"\b(?:a|an|the|this|one|two|three|other) (?:\w+ )?$", text[:start], re.IGNORECASE)
        ):
            continue
        yield start, end, how


def _is_part_of_name(text: str, end: int) -> bool:
    """Whether a people stands inside a proper name: "British Heart Foundation", "Royal Polish Legion"."""
    after = re.match(r" (?!(?:and|or)\b)([A-Z][\w'-]+)", text[end:])
    return bool(after)


def _occupations(passage: Passage, around: Surrounds) -> Iterator[Span]:
    text, traits = passage.text, _traits()
    if any(traits.job_columns.fullmatch(label.strip(" :?")) for label in around.labels):
        if text.lower() not in ("none", "not known", "unemployed", "n/a", "-", "unknown"):
            yield 0, len(text), "the heading of the table"
        return
    for match in traits.at_work.finditer(text):
        start, end = match.span("it")
        if _could_be_job(passage, start, end) and _is_of_family(passage, around, match.start(), pronouns=True):
            yield start, end, "the wording"
    for pattern in traits.livelihoods:
        for match in pattern.finditer(text):
            if _is_of_family(passage, around, match.start()):
                yield *match.span("it"), "the wording"
    for start, end in traits.jobs.find(text):
        if _is_of_family(passage, around, start):
            yield start, end, "the list of jobs"
    for start, end, how in _by_model(passage, "OCCUPATION"):
        if not _could_be_job(passage, start, end) or _is_professional(text[start:end]):
            continue
        if not _traits().biography.search(_sentence(passage, start)):
            yield start, end, how


def _is_of_family(passage: Passage, around: Surrounds, at: int, *, pronouns: bool = False) -> bool:
    """Whether a sentence or a table's row speaks of somebody in the family, and not of the reviewer's own career.
    With `pronouns`, "he" and "she" count as family."""
    sentence, traits = _sentence(passage, at), _traits()
    if traits.biography.search(sentence):
        return False
    if pronouns and _PRONOUN.search(sentence):
        return True
    return bool(traits.kin.search(sentence)) or any(traits.kin.search(text) for text in around.rest)


_PRONOUN = re.compile(r"\b(?:he|she|who|they|his|her)\b", re.IGNORECASE)


def _is_professional(words: str) -> bool:
    """Whether a job, or the last words of it, is one of those who deal with the case."""
    parts = words.lower().split()
    return any(" ".join(parts[i:]) in _traits().professional for i in range(len(parts)))


_AGENT = re.compile(
    r"(?:er|or|man|woman|ist|ian|ant|ent|ess|ee|ic|hand|keeper|chef|cook|smith|herd|wright|clerk|nanny|groom|porter|tutor)$"
)


def _could_be_job(passage: Passage, start: int, end: int) -> bool:
    """Whether the words after "worked as a" or "is a" can name a job: they end like one."""
    return bool(_AGENT.search(passage.text[start:end].lower()))


def _sentence(passage: Passage, at: int) -> str:
    for sentence in passage.sentences:
        if sentence.span.start_char <= at < sentence.span.end_char:
            return sentence.text
    return passage.text


def _health(passage: Passage) -> Iterator[Span]:
    text, traits = passage.text, _traits()
    for start, end in traits.rare.find(text):
        yield start, end, "the list of rare conditions"
    for match in traits.eponym.finditer(text):
        yield *match.span(), "a condition named after somebody"
    for start, end, how in _by_model(passage, "HEALTH"):
        if all(word in lexicon().common for word in fold(text[start:end]).split()):
            continue
        if text[start:end].lower() not in traits.common and (end - start < len(text) or " " in text):
            yield start, end, how


def _family(passage: Passage) -> Iterator[Span]:
    for pattern in _traits().family:
        for match in pattern.finditer(passage.text):
            yield *match.span("it" if match.groupdict().get("it") else 0), "the wording"
    yield from _by_model(passage, "FAMILY")


def _mention(passage: Passage, label: str, span: Span) -> Mention:
    start, end = passage.source_span(span[0], span[1])
    return Mention(start, end, label, RULES[label], Severity.REVIEW, (("source", span[2]),))
