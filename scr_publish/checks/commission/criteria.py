"""Which criterion in law the report says was met, and whether its own facts agree with that."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from scr_publish.checks.base import Subject
from scr_publish.checks.commission.words import about, lowered, wordings
from scr_publish.checks.content.cues import Cues, cues
from scr_publish.checks.content.outline import Place
from scr_publish.checks.content.reading import read
from scr_publish.config.profile import Criterion
from scr_publish.document import Document, Kind, Surface
from scr_publish.findings import Finding
from scr_publish.nlp.annotations import Sentence

_LABEL = re.compile(r"\b(?:Child|Baby|Infant|Adult|Young Person|Sibling) (?:[A-Z]{1,2}\d?|\d)\b")
_TITLE_CHARACTERS = 1500
"""How much of the text at its start is the cover, where the report says whom it is about."""

_GENERIC = ("the child", "the baby", "the adult", "the victim")


@dataclass(frozen=True)
class Stated:
    """A criterion that a sentence says was met, and the sentence's place."""

    criterion: Criterion
    start: int
    end: int


def criteria_findings(subject: Subject) -> Iterator[Finding]:
    """CO310 where the part on the criterion names none, CO311 where the facts contradict it, CO312 for two that
    exclude each other."""
    if not subject.profile.criteria:
        return
    places = [place for place in subject.once(read).outline.places if "criteria" in place.elements]
    stated = list(_stated(subject, places))
    if not stated:
        if places:
            yield subject.finding("CO310", criteria="; ".join(item.title for item in subject.profile.criteria))
        return
    outcomes = {item.criterion.outcome for item in stated} - {""}
    first = stated[0]
    if outcomes == {"died", "harmed"}:
        both = next(item for item in stated if item.criterion.outcome != first.criterion.outcome)
        yield subject.finding("CO312", both.start, both.end, one=first.criterion.id, other=both.criterion.id)
        return
    fact = outcome_of(subject)
    if fact and outcomes and fact not in outcomes:
        told = "the person whom it is about died" if fact == "died" else "the person whom it is about is alive"
        yield subject.finding("CO311", first.start, first.end, criterion=first.criterion.id, told=told)


def _stated(subject: Subject, places: list[Place]) -> Iterator[Stated]:
    """The criteria that the report says were met: cited anywhere, or put in words in the part on the criterion."""
    within = {place.block.start for place in places}
    for sentence in subject.language.sentences(visible_only=True):
        if sentence.passage.block.kind in (Kind.TOC, Kind.HEADING):
            continue
        words = lowered(sentence.text)
        here = sentence.passage.block.start in within
        found = [item for item in subject.profile.criteria if _says(item, words, here=here)]
        if not found or wordings("criteria")["denied"].first(words):
            continue
        if len(found) > 1 and len({item.outcome for item in found}) > 1 and re.search(r"\b(?:either|or)\b", words):
            continue
        yield from (_placed(item, sentence) for item in found)


def _placed(criterion: Criterion, sentence: Sentence) -> Stated:
    return Stated(criterion, sentence.start, sentence.end)


def _says(criterion: Criterion, words: str, *, here: bool) -> bool:
    close = words.replace(" ", "")
    if any(_cited(reference).search(close) for reference in criterion.cited):
        return True
    if not here or wordings("criteria")["general"].first(words) or not wordings("criteria")["asserts"].first(words):
        return False
    return _worded(criterion.worded).first(words) is not None


@cache
def _cited(reference: str) -> re.Pattern[str]:
    return re.compile(re.escape(reference) + r"(?![ivx\d])")


@cache
def _worded(phrases: tuple[str, ...]) -> Cues:
    return cues(phrases)


def outcome_of(subject: Subject) -> str:
    """What came of the person whom the report is about, by its own account: "died", "harmed" for somebody who lives,
    or "" where it does not say or says both."""
    names = "|".join(re.escape(lowered(name)).replace("\\ ", " ") for name in called(subject))
    died, alive = about("outcome", "died", names), about("outcome", "alive", names)
    said = Counter[str]()
    for sentence in subject.language.sentences(visible_only=True):
        words = lowered(sentence.text)
        said["died"] += died.first(words) is not None
        said["harmed"] += alive.first(words) is not None
    return "" if bool(said["died"]) == bool(said["harmed"]) else ("died" if said["died"] else "harmed")


def called(subject: Subject) -> list[str]:
    """What the report calls the person whom it is about: by the case file, else by its cover, else "the child"."""
    case = subject.case
    if case:
        own = [case.review.subject, *(item.shown_as for item in case.identities if item.role.lower() == "subject")]
        if any(own):
            return sorted({name for name in own if name.strip()})
    labels = Counter(_LABEL.findall(_cover(subject.document)))
    return [labels.most_common(1)[0][0]] if labels else list(_GENERIC)


def _cover(document: Document) -> str:
    shown = (b for b in document.blocks if b.surface is Surface.VISIBLE and b.start < _TITLE_CHARACTERS)
    return "\n".join(document.plain(block) for block in shown)
