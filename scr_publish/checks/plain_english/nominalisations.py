"""Actions put into nouns: "made an assessment of" where "assessed" says it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from scr_publish.checks.base import Subject
from scr_publish.checks.plain_english.phrases import word_forms
from scr_publish.checks.plain_english.prose import Prose, ProsePassage, places
from scr_publish.checks.plain_english.settings import load_data, settings
from scr_publish.config.toml import Settings
from scr_publish.findings import Finding

RULE = "PE134"


class Noun(Settings):
    """A noun, the verb that it stands for, and what must follow it and may precede it."""

    noun: str
    verb: str
    after: tuple[str, ...]
    light: tuple[str, ...] = ()


class Nominalisations(Settings):
    """All of `nominalisations.toml`."""

    light: tuple[str, ...]
    between: frozenset[str]
    noun: tuple[Noun, ...]


@cache
def _data() -> tuple[dict[str, Noun], dict[str, tuple[tuple[str, ...], ...]], frozenset[str]]:
    """Nouns by their word, the light verbs of each as words, and the words that may stand between."""
    data = load_data("nominalisations.toml", Nominalisations)
    nouns = {entry.noun: entry for entry in data.noun}
    light = {entry.noun: tuple(tuple(verb.split()) for verb in entry.light or data.light) for entry in data.noun}
    return nouns, light, data.between


def nominalisation_findings(subject: Subject, prose: Prose) -> list[Finding]:
    """One finding for each noun, at its first place."""
    found: dict[str, list[tuple[int, int]]] = {}
    nouns = _data()[0]
    allowed = {word.casefold() for word in subject.project.allow.words}
    for passage in prose.passages:
        for noun, start, end in _found_in(passage):
            if noun not in allowed and not passage.quoted(start, end):
                found.setdefault(noun, []).append(passage.passage.source_span(start, end))
    limit = settings().findings.places_listed
    findings = []
    for noun, spans in found.items():
        evidence = {"noun": noun, "count": str(len(spans))}
        if len(spans) > 1:
            evidence["also at"] = places(subject.document, spans[1:], limit)
        findings.append(subject.finding(RULE, *spans[0], plain=nouns[noun].verb, evidence=evidence))
    return findings


def _found_in(passage: ProsePassage) -> Iterator[tuple[str, int, int]]:
    """Each noun with the characters from its light verb to the noun."""
    nouns, light, between = _data()
    words, text = passage.words, passage.text
    for i, word in enumerate(words):
        for form in word_forms(passage, word):
            entry = nouns.get(form)
            if entry is None or i + 1 >= len(words) or words[i + 1].text not in entry.after:
                continue
            k = i - 1
            while k >= 0 and words[k].text in between and i - k <= 4:
                k -= 1
            first = next((at for verb in light[form] if (at := _ends_at(passage, verb, k)) is not None), None)
            start = words[first].start if first is not None else word.start
            if first is not None and not any(c in ".,;:()" for c in text[start : word.end]):
                yield form, start, word.end


def _ends_at(passage: ProsePassage, verb: tuple[str, ...], last: int) -> int | None:
    """The word at which a light verb begins that ends at word `last`; None where it does not stand there."""
    first = last - len(verb) + 1
    if first < 0:
        return None
    words = passage.words[first : last + 1]
    return first if all(want in word_forms(passage, word) for want, word in zip(verb, words, strict=True)) else None
