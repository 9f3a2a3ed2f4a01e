"""Findings on words: one for each term, at its first place, with the other places as evidence.

A finding for each occurrence would run to hundreds in a long report, and a writer settles a word once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from scr_publish.checks.base import Subject
from scr_publish.checks.plain_english.phrases import Match, matches
from scr_publish.checks.plain_english.prose import Prose, places, under_heading
from scr_publish.checks.plain_english.settings import settings
from scr_publish.findings import Finding

NEEDS_GLOSS = "PE131"

_GLOSSED_AFTER = re.compile(
    r"^[\"']?(?:\s*\(|,? (?:that is|meaning|in other words|known as|called)\b|"
    r",? (?:which|this) (?:means|is (?:when|where|a|an|the))\b|"
    r" (?:means?|refers? to|describes?)\b|,? (?:is|are) (?:a|an|when|where)\b|\s*[:\u2013\u2014] |, (?:a|an) \w+)",
    re.IGNORECASE,
)
_NEAR = 60
"""How many characters beside a term are read for what it means."""

_GLOSSED_BEFORE = re.compile(
    r"(?:known as|called|termed|referred to as|described as|\()\s*(?:an? |the )?[\"']?$", re.IGNORECASE
)


def word_findings(subject: Subject, prose: Prose) -> tuple[list[Finding], Counter[int]]:
    """The findings, and how many words to replace or explain each section (by its index in the outline) has."""
    allowed = {" ".join(word.split()).casefold() for word in subject.project.allow.words}
    terms: dict[tuple[str, str], list[tuple[int, Match]]] = {}
    for section in prose.sections:
        for passage in section.passages:
            for match in matches(passage):
                if allowed & {match.phrase.key.casefold(), passage.text[match.start : match.end].casefold()}:
                    continue
                terms.setdefault((match.phrase.rule, match.phrase.key), []).append((section.section.index, match))
    glossary = glossary_text(subject)
    found = []
    counts: Counter[int] = Counter()
    for (rule, _), placed in terms.items():
        group = [match for _, match in placed]
        if rule == NEEDS_GLOSS and _explained(group, glossary):
            continue
        counts.update(index for index, _ in placed)
        found.append(_finding(subject, group))
    return found, counts


def glossary_text(subject: Subject) -> str:
    """The text of the document's own glossary, in small letters; empty where it has none."""
    document, headings = subject.document, settings().prose.glossary_headings
    parts = [
        document.plain(block)
        for section in document.sections
        if under_heading(document, section, headings)
        for block in section.blocks
    ]
    return "\n".join(parts).casefold()


def _explained(group: list[Match], glossary: str) -> bool:
    """Whether the report says somewhere what a term means."""
    return any(wording in glossary for wording in _wordings(group)) or any(_glossed(match) for match in group)


def _wordings(group: list[Match]) -> Iterator[str]:
    yield group[0].phrase.key.casefold()
    for match in group:
        yield match.passage.text[match.start : match.end].casefold()


def _glossed(match: Match) -> bool:
    text = match.passage.text
    before = _GLOSSED_BEFORE.search(text, max(0, match.start - _NEAR), match.start)
    return bool(before or _GLOSSED_AFTER.match(text[match.end : match.end + _NEAR]))


def _finding(subject: Subject, group: list[Match]) -> Finding:
    first, others = group[0], group[1:]
    evidence = {"listed as": first.phrase.key, "count": str(len(group))}
    if others:
        limit = settings().findings.places_listed
        evidence["also at"] = places(subject.document, (match.span for match in others), limit)
    times = "" if not others else f", here and {len(others)} more time{'s' if len(others) > 1 else ''}"
    return subject.finding(
        first.phrase.rule, *first.span, evidence=evidence, plain=first.phrase.say, term=first.phrase.key, times=times
    )
