"""Where law sets limits of its own: proceedings, orders, offences, special categories of data, living siblings.

Each finding says what the law is and what to check. None says that something is lawful."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.checks.privacy.phrases import PhraseFinder
from scr_publish.document import Kind
from scr_publish.findings import Finding, PersonRisk
from scr_publish.nlp.annotations import Passage
from scr_publish.rules import Severity
from scr_publish.screening import Screened, screened

_NO_PROSE = (Kind.TOC, Kind.HEADER, Kind.FOOTER, Kind.PAGE_NUMBER, Kind.HEADING)


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _TriggerData(_Table):
    rule: str
    phrases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    live: str = ""
    unless: str = ""
    settled: str = ""


class _Data(_Table):
    no_case: str
    general: str
    trigger: tuple[_TriggerData, ...]
    special: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class _Trigger:
    """The words for one rule, compiled; see `legal.toml`."""

    rule: str
    patterns: Screened | None
    live: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    settled: re.Pattern[str] | None


@dataclass(frozen=True)
class _Lists:
    """All of `legal.toml`. `phrases` finds every phrase at once; `owners` says whose each is: a rule's, or a kind's of
    special category data."""

    no_case: re.Pattern[str]
    general: re.Pattern[str]
    triggers: tuple[_Trigger, ...]
    phrases: PhraseFinder
    owners: dict[str, frozenset[str]]


@dataclass(frozen=True)
class _Scanned:
    """A passage with the phrases in it: start, end, and whose it is."""

    passage: Passage
    phrases: tuple[tuple[int, int, frozenset[str]], ...]

    def of(self, owner: str) -> Iterator[tuple[int, int]]:
        """The spans of one owner's phrases."""
        return ((start, end) for start, end, owners in self.phrases if owner in owners)


@dataclass(frozen=True)
class _Hit:
    """A trigger's place in the linear text; `live` where it is for review."""

    start: int
    end: int
    live: bool


def _compiled(pattern: str) -> re.Pattern[str] | None:
    return re.compile(pattern, re.IGNORECASE) if pattern else None


@cache
def _lists() -> _Lists:
    text = files("scr_publish.checks.privacy").joinpath("legal.toml").read_text(encoding="utf-8")
    data = _Data.model_validate(tomllib.loads(text))
    owners: dict[str, set[str]] = {}
    groups = [(item.rule, item.phrases) for item in data.trigger] + list(data.special.items())
    for owner, phrases in groups:
        for phrase in phrases:
            owners.setdefault(phrase.lower(), set()).add(owner)
    return _Lists(
        re.compile(rf"\b(?:{data.no_case})\b", re.IGNORECASE),
        re.compile(data.general, re.IGNORECASE),
        tuple(
            _Trigger(
                item.rule,
                screened("|".join(item.patterns), re.IGNORECASE) if item.patterns else None,
                _compiled(item.live),
                _compiled(item.unless),
                _compiled(item.settled),
            )
            for item in data.trigger
        ),
        PhraseFinder(owners),
        {phrase: frozenset(names) for phrase, names in owners.items()},
    )


def find_legal(subject: Subject, mentions: Sequence[Mention] = (), risk: Sequence[PersonRisk] = ()) -> list[Finding]:
    """For each limit of law that the report touches, one finding with how many places there are."""
    passages = [_scanned(passage) for passage in subject.language.passages if _is_of_case(subject, passage)]
    found = [item for trigger in _lists().triggers for item in _triggered(subject, trigger, passages)]
    return [*found, *_special(subject, mentions, passages), *_siblings(subject, risk)]


def _scanned(passage: Passage) -> _Scanned:
    owners, text = _lists().owners, passage.text.lower().replace("’", "'")
    return _Scanned(
        passage, tuple((start, end, owners[text[start:end]]) for start, end in _lists().phrases.find(passage.text))
    )


def _is_of_case(subject: Subject, passage: Passage) -> bool:
    """Whether a passage speaks of the case: prose, and under no heading of sources or recommendations."""
    if passage.block.kind in _NO_PROSE:
        return False
    section = subject.document.section_of(passage.block)
    heading = subject.document.plain(section.heading) if section and section.heading else ""
    return not _lists().no_case.search(heading)


def _triggered(subject: Subject, trigger: _Trigger, passages: Sequence[_Scanned]) -> Iterator[Finding]:
    """The finding of one trigger, at its first place that is for review, else at its first place."""
    hits = [hit for scanned in passages for hit in _hits(trigger, scanned)]
    if not hits:
        return
    live = [hit for hit in hits if hit.live]
    first = min(live or hits, key=lambda hit: hit.start)
    weighs = Severity.REVIEW if live and not _is_settled(subject, trigger, passages) else Severity.ADVICE
    yield subject.finding(
        trigger.rule,
        first.start,
        first.end,
        severity=subject.severity(trigger.rule) or weighs,
        evidence={"source": "the wording", "places": str(len(hits))},
        more=_more(len(hits)),
    )


def _is_settled(subject: Subject, trigger: _Trigger, passages: Sequence[_Scanned]) -> bool:
    """Whether the report says that the matter is dealt with, or the case file lists the order and so enforces it."""
    if trigger.rule == "PD403" and subject.case and subject.case.orders:
        return True
    return bool(trigger.settled and any(trigger.settled.search(item.passage.text) for item in passages))


def _more(number: int) -> str:
    """How many further places there are, in words."""
    if number == 1:
        return ""
    return f" (and {number - 1} more {'place' if number == 2 else 'places'})"


def _hits(trigger: _Trigger, scanned: _Scanned) -> Iterator[_Hit]:
    passage = scanned.passage
    matches = trigger.patterns.finditer(passage.text, passage.folded) if trigger.patterns else ()
    for start, end in [*scanned.of(trigger.rule), *(match.span() for match in matches)]:
        sentence = _sentence(passage, start)
        if _lists().general.search(sentence) or (trigger.unless and trigger.unless.search(sentence)):
            continue
        low, high = passage.source_span(start, end)
        yield _Hit(low, high, bool(trigger.live and trigger.live.search(sentence)))


def _sentence(passage: Passage, at: int) -> str:
    sentence = passage.sentence_at(at)
    return sentence.text if sentence else passage.text


_KINDS = {"DEMOGRAPHIC": "ethnic group, nationality or faith", "HEALTH": "health"}
_SPECIAL = {"sex": "sex life or orientation", "politics": "politics or union", "health": "health"}


def _special(subject: Subject, mentions: Sequence[Mention], passages: Sequence[_Scanned]) -> Iterator[Finding]:
    """One finding on special category data: the kinds with how many places each has, at the first place."""
    places: dict[int, tuple[int, str]] = {
        mention.start: (mention.end, _KINDS[mention.label]) for mention in mentions if mention.label in _KINDS
    }
    for scanned in passages:
        for kind, words in _SPECIAL.items():
            for start, end in scanned.of(kind):
                low, high = scanned.passage.source_span(start, end)
                if not _lists().general.search(_sentence(scanned.passage, start)):
                    places.setdefault(low, (high, words))
    if places:
        counts = Counter(kind for _, kind in places.values())
        start = min(places)
        yield subject.finding(
            "PD407",
            start,
            places[start][0],
            evidence={"source": "the wording", "places": str(len(places))},
            kinds=_counted(counts),
        )


def _counted(counts: Counter[str]) -> str:
    return "; ".join(f"{kind} ({number})" for kind, number in sorted(counts.items(), key=lambda i: (-i[1], i[0])))


def _siblings(subject: Subject, risk: Sequence[PersonRisk]) -> Iterator[Finding]:
    """One finding on the other children of the family of whom the report tells something that is not everybody's. It
    has no place: each thing is a finding of its own."""
    shared = {told.start for person in risk[:1] for told in person.disclosures}
    told_of: Counter[str] = Counter()
    for person in risk[1:]:
        own = [told for told in person.disclosures if told.kind != "sex" and told.start not in shared]
        if person.child and own:
            told_of[person.who] += len(own)
    if told_of:
        yield subject.finding(
            "PD408",
            evidence={"source": "the risk of identification", "people": str(len(told_of))},
            who="; ".join(f"{who} ({number})" for who, number in told_of.items()),
        )
