"""Findings on acronyms, one for each acronym and fault, and the generated glossary."""

from __future__ import annotations

from collections.abc import Iterator

from scr_publish.checks.base import Subject
from scr_publish.checks.plain_english.acronyms import Acronym, acronym_data
from scr_publish.checks.plain_english.prose import Prose, places
from scr_publish.checks.plain_english.settings import settings
from scr_publish.findings import Finding


def acronym_findings(subject: Subject, prose: Prose, acronyms: dict[str, Acronym]) -> Iterator[Finding]:
    """Acronyms never explained, used before they are, explained twice, or explained in two ways."""
    allowed = {name.casefold() for name in subject.project.allow.acronyms}
    for acronym in acronyms.values():
        if acronym.name.casefold() in allowed:
            continue
        uses = [span for span in acronym.uses if not prose.quotes(*span)]
        if uses and not acronym.explained:
            yield _unexplained(subject, acronym, uses)
        elif uses and not any(e.in_glossary for e in acronym.explained) and uses[0][0] < acronym.explained[0].start:
            yield _late(subject, acronym, uses)
        if acronym.name not in acronym_data().known:
            yield from _again(subject, acronym)


def _unexplained(subject: Subject, acronym: Acronym, uses: list[tuple[int, int]]) -> Finding:
    name, meaning = acronym.name, acronym.meaning
    if meaning and len(uses) == 1:
        suggestion = f"It is used once: write “{meaning}” and leave the acronym out."
    elif meaning:
        suggestion = f"At its first place write “{meaning} ({name})”, or use a short name such as “the team”."
    else:
        suggestion = f"At its first place write in full what it stands for, with ({name}) after it, or leave it out."
    return subject.finding("PE140", *uses[0], acronym=name, suggestion=suggestion, evidence=_evidence(subject, uses))


def _late(subject: Subject, acronym: Acronym, uses: list[tuple[int, int]]) -> Finding:
    first = acronym.explained[0]
    before = [span for span in uses if span[0] < first.start]
    where = subject.document.locate(first.start, first.end).where
    evidence = _evidence(subject, before) | ({"explained at": where} if where else {})
    return subject.finding("PE141", *uses[0], acronym=acronym.name, meaning=first.words, evidence=evidence)


def _again(subject: Subject, acronym: Acronym) -> Iterator[Finding]:
    """A second meaning, else a second explanation of the same one. A glossary may repeat what the text says."""
    if not acronym.explained:
        return
    first, *others = acronym.explained
    differing = [e for e in others if e.differs_from(first)]
    if differing:
        other = differing[0]
        yield subject.finding(
            "PE143",
            other.start,
            other.end,
            acronym=acronym.name,
            first=first.words,
            second=other.words,
            evidence={"first meaning": first.words, "second meaning": other.words},
        )
        return
    in_text = [e for e in acronym.explained if not e.in_glossary]
    if len(in_text) > 1:
        repeats = [(e.start, e.end) for e in in_text[1:]]
        yield subject.finding("PE142", *repeats[0], acronym=acronym.name, evidence=_evidence(subject, repeats))


def _evidence(subject: Subject, spans: list[tuple[int, int]]) -> dict[str, str]:
    found = {"count": str(len(spans))}
    if len(spans) > 1:
        found["also at"] = places(subject.document, spans[1:], settings().findings.places_listed)
    return found


def glossary(acronyms: dict[str, Acronym]) -> tuple[tuple[str, str], ...]:
    """Every acronym that the report uses or explains with its meaning, in alphabetical order: the document's own words,
    else what it stands for in safeguarding work; empty where neither is known."""
    return tuple(sorted(((a.name, a.meaning) for a in acronyms.values()), key=lambda entry: entry[0].casefold()))
