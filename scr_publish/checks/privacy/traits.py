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
from scr_publish.screening import Screened, screened

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
    livelihoods: tuple[Screened, ...]
    kin: re.Pattern[str]
    biography: re.Pattern[str]
    job_columns: re.Pattern[str]
    professional: frozenset[str]
    no_jobs: re.Pattern[str]
    rare: PhraseFinder
    no_condition: frozenset[str]
    eponym: Screened
    common: frozenset[str]
    family: tuple[Screened, ...]


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


@cache
def _traits() -> _Traits:
    data: dict[str, Any] = tomllib.loads(
        files("scr_publish.checks.privacy").joinpath("traits.toml").read_text(encoding="utf-8")
    )
    peoples, faiths, groups = _any(data["peoples"]), _any(data["faiths"]), _any(data["groups"])
    shades, tails = _any(data["shades"]), _any(data["tails"])
    spoken = peoples.lower().replace("|polish|", "|")
    further = rf"(?:[ -](?:{peoples}|{faiths}|{groups}))*(?: (?:{tails})|-speaking)?"
    people = rf"(?:(?:{shades})[ -]?)?(?:{peoples}|{faiths})(?:s|es)?{further}"
    colour = rf"(?:[Ww]hite|[Bb]lack)(?= (?:{_any(data['bearers'])})\b)|(?:White|Black|Mixed) (?:other|Other|English)"
    work, health = data["work"], data["health"]
    word = rf"(?!(?:{_any([*work['professional'], *work['stops']])})s?\b)[a-z][\w'-]+"
    return _Traits(
        origin=re.compile(
            rf"(?<![\w-])(?:{people}|(?i:{groups})|{colour})(?![\w-])"
            rf"|(?:(?<=\bwas )|(?<=\bis )|(?<=\bim )|(?<=\bi'm ))(?:{spoken})(?= (?:and|but|so)\b|[.,;]|$)"
        ),
        country=re.compile(
            rf"\b(?:from|in|to|of|for|left|outside) (?:the )?(?P<it>{_any(data['countries'])})(?![\w-])"
        ),
        not_people=re.compile(_any(data["not_people"])),
        general_followers=frozenset(data["general_followers"]),
        jobs=PhraseFinder(work["jobs"]),
        at_work=re.compile(rf"\b(?:{'|'.join(work['before'])}) (?P<it>{word}(?: {word}){{0,2}})", re.IGNORECASE),
        livelihoods=tuple(screened(pattern, re.IGNORECASE) for pattern in work["livelihoods"]),
        kin=re.compile(rf"\b(?:{'|'.join(work['kin'])})\b", re.IGNORECASE),
        biography=re.compile(rf"\b(?:{'|'.join(work['biography'])})\b", re.IGNORECASE),
        job_columns=re.compile("|".join(work["columns"])),
        professional=frozenset(word.lower() for word in work["professional"]),
        no_jobs=re.compile(rf"\b(?:{'|'.join(work['no_jobs'])})$"),
        rare=PhraseFinder(health["rare"]),
        no_condition=frozenset(health["no_condition"]),
        eponym=screened(rf"(?<![\w-])[A-Z][\w-]+(?:'s|s')? (?:{_any(health['heads'])})\b"),
        common=frozenset(health["common"]),
        family=tuple(screened(pattern, re.IGNORECASE) for pattern in data["family"]["patterns"]),
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
    if _LOUD.search(text):
        eased = _LOUD.sub(lambda run: run.group().title(), text)
        spans += [
            (*match.span(), "the list of peoples and faiths")
            for match in traits.origin.finditer(eased)
            if text[match.start() : match.end()].isupper()
        ]
    for start, end, how in [*spans, *_by_model(passage, "DEMOGRAPHIC"), *_by_model(passage, "NORP")]:
        if any(low <= start and end <= high for low, high in shields) or _is_part_of_name(text, end):
            continue
        if how == "the language model" and lexicon().is_ordinary(fold(text[start:end])):
            continue
        follower = re.match(r" ([a-z]+)", text[end:])
        if (
            follower
            and follower.group(1) in traits.general_followers
            and not _ONE_OF_THEM.search(text, max(0, start - 80), start)
        ):
            continue
        yield start, end, how


_LOUD = re.compile(r"\b[A-Z]{2,}(?:[,.;?!]? [A-Z]{2,}){3,}\b")
"""Four words in capitals or more: a log that shouts, in which a people has the same letters as any word."""


_ONE_OF_THEM = re.compile(r"\b(?:a|an|the|this|one|two|three|other) (?:\w+ )?$", re.IGNORECASE)
_IT = re.compile(r"\bit$", re.IGNORECASE)


def _is_part_of_name(text: str, end: int) -> bool:
    """Whether a people stands inside a proper name: "British Heart Foundation", "Royal Polish Legion"."""
    after = re.match(r" (?!(?:and|or)\b)([A-Z][\w'-]+)", text[end:])
    return bool(after) and not text[:end][-3:].isupper()


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
        for match in pattern.finditer(text, passage.folded):
            if _is_of_family(passage, around, match.start()):
                yield *match.span("it"), "the wording"
    yield from _beside_names(passage, around)
    if passage.block.cell and any(traits.kin.search(cell) for cell in around.rest):
        yield from _in_list(text)
    for start, end in traits.jobs.find(text):
        if _is_of_family(passage, around, start) and not _MET.search(text, max(0, start - 40), start):
            yield start, end, "the list of jobs"
    for start, end, how in _by_model(passage, "OCCUPATION"):
        if not _could_be_job(passage, start, end) or _is_professional(text[start:end]):
            continue
        if not _traits().biography.search(_sentence(passage, start)):
            yield start, end, how


_ITEM = re.compile(r"(?:^|[;,] )(?P<it>[a-z][\w'’-]+(?: [a-z][\w'’-]+){0,2})(?=[;,.]|$)")


def _in_list(text: str) -> Iterator[Span]:
    """The jobs among the items of a cell that tells of one of the family: "34; relief milker; lodged from June"."""
    for match in _ITEM.finditer(text):
        words = match.group("it")
        plain = _traits().no_jobs.search(words) and not _QUALIFIED.search(words)
        if _JOB.search(words) and not plain and not _PRAISE.match(words) and not _is_professional(words):
            yield *match.span("it"), "a job in a list about somebody"


def _is_of_family(passage: Passage, around: Surrounds, at: int, *, pronouns: bool = False) -> bool:
    """Whether a sentence or a table's row speaks of somebody in the family, and not of the reviewer's own career.
    With `pronouns`, "he" and "she" count as family."""
    sentence, traits = _sentence(passage, at), _traits()
    if traits.biography.search(sentence):
        return False
    if pronouns and _PRONOUN.search(sentence):
        return True
    return bool(traits.kin.search(sentence)) or any(traits.kin.search(text) for text in around.rest)


_MET = re.compile(
    r"\b(?:(?:seen|examined|assessed|advised|treated|visited|referred|called|reported|checked|told|asked|stopped|"
    r"telephoned|phoned) by|told|asked|saw) (?:an?|the) (?:[a-z-]+ )?$",
    re.IGNORECASE,
)
"""Before a job: whoever dealt with the family, and none of it ("Mother was seen by an optician")."""

_BESIDE_NAME = re.compile(
    r"(?:(?:'s| is| was| (?:had|has)(?: once)? been|, who (?:is|was|had been)|,(?: \d{1,2},)?)"
    r"(?: now| then| once| formerly)? an? "
    r"|, \d{1,2}, |,? training as an? | at (?:the )?[A-Z][\w'’ -]{2,30}? as an? )(?:retired |former )?"
    r"(?P<it>(?!(?:very|who|and|but)\b)[a-z][\w'’-]+"
    r"(?: (?!(?:and|at|in|who|of|for|with|from|to|on|by)\b)[a-z][\w'’-]+){0,2})"
    r"(?=[,.;:)?!\"]| (?:and|at|in|who|of|for|from|by|when|with|to|now|before|among|until|since|on|that|whose|but)\b|$)"
)
"""What is said of somebody after the name or the pronoun: "is an organ tuner", ", 40, falconer"."""


def _beside_names(passage: Passage, around: Surrounds) -> Iterator[Span]:
    for match in _BESIDE_NAME.finditer(passage.text):
        if _is_job_of_named(passage, around, match):
            yield *match.span("it"), "a job beside a name"


def _is_job_of_named(passage: Passage, around: Surrounds, match: re.Match[str]) -> bool:
    """Whether what is said of somebody by name, or of one of the family, is a job outside the services."""
    words, text, traits = match.group("it"), passage.text, _traits()
    plain = traits.no_jobs.search(words) and not _QUALIFIED.search(words)
    if not _JOB.search(words) or plain or _PRAISE.match(words) or _is_professional(words):
        return False
    if traits.biography.search(_sentence(passage, match.start())):
        return False
    near = [e for e in passage.entities if e.label_ == "PERSON" and 0 <= match.start() - e.end_char <= 2]
    if near:
        return any(not _TITLED.match(entity.text) for entity in near)
    said = not match.group().startswith(",") and not _IT.search(text, max(0, match.start() - 2), match.start())
    return said and _is_of_family(passage, around, match.start(), pronouns=True)


_JOB = re.compile(
    r"(?:[a-z]{2}(?:[mrtdlnkgvs]er|[tsc]or|ist|ian|wright|smith|keeper|herd|designer|monger)|steward|\w{3}man|\w{3}woman"
    r"| lady|\bvet|chef|cook|clerk|groom|porter)$"
)
_QUALIFIED = re.compile(r"[a-z]{3,} (?:driver|manager|owner)$", re.IGNORECASE)
"""Jobs only with a word before them: anybody may be a driver, and few are a coach driver."""

_PRAISE = re.compile(
    r"(?:(?:very|really|quite|such) )?(?:good|great|keen|bad|poor|excellent|wonderful|decent|brilliant|lovely|careful|"
    r"safe|slow|fast|nervous|fussy|confident|dangerous|disqualified|regular) ",
    re.IGNORECASE,
)
"""Before what somebody is good or bad at: no job ("a good cook")."""

_TITLED = re.compile(r"(?:PC|DC|DS|DI|Sgt|Prof|Judge|Sir|Dame)\b")

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
    words = passage.text[start:end].lower()
    return (
        bool(_AGENT.search(words))
        and not _PRAISE.match(words)
        and (" " in words or not _traits().no_jobs.search(words))
    )


def _sentence(passage: Passage, at: int) -> str:
    sentence = passage.sentence_at(at)
    return sentence.text if sentence else passage.text


_CONDITION = screened(
    r"\b(?P<first>[a-z-]{4,40}) (?:(?:(?!again)[a-z-]{4,} )?syndrome|dystrophy|degeneration|psychosis|atresia|stenosis|"
    r"(?:beta-|alpha-)?thalassaemia|"
    r"brain injury|encephalopathy|lymphoma|sarcoma|carcinoma)\b(?: with [a-z]+ [a-z]+(?=[;.,]))?",
    re.IGNORECASE,
)
"""Conditions by their last word: "amber wing syndrome", "a hypoxic brain injury"."""


def _health(passage: Passage) -> Iterator[Span]:
    text, traits = passage.text, _traits()
    for start, end in traits.rare.find(text):
        yield start, end, "the list of rare conditions"
    for match in traits.eponym.finditer(text, passage.folded):
        yield *match.span(), "a condition named after somebody"
    for match in _CONDITION.finditer(text, passage.folded):
        if match.group().lower() not in traits.common and match.group("first").lower() not in traits.no_condition:
            yield *match.span(), "the form of a condition's name"
    for start, end, how in _by_model(passage, "HEALTH"):
        if all(word in lexicon().common for word in fold(text[start:end]).split()):
            continue
        if text[start:end].lower() not in traits.common and (end - start < len(text) or " " in text):
            yield start, end, how


def _family(passage: Passage) -> Iterator[Span]:
    for pattern in _traits().family:
        for match in pattern.finditer(passage.text, passage.folded):
            yield *match.span("it" if match.groupdict().get("it") else 0), "the wording"
    yield from _by_model(passage, "FAMILY")


def _mention(passage: Passage, label: str, span: Span) -> Mention:
    start, end = passage.source_span(span[0], span[1])
    return Mention(start, end, label, RULES[label], Severity.REVIEW, (("source", span[2]),))
