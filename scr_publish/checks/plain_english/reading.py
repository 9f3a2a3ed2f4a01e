"""Readability of the document and its sections, and findings on what is hard as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scr_publish.checks.base import Subject
from scr_publish.checks.plain_english.heat import Strain, heat
from scr_publish.checks.plain_english.measures import measured
from scr_publish.checks.plain_english.passive import PassiveVoice
from scr_publish.checks.plain_english.prose import Prose
from scr_publish.checks.plain_english.settings import settings
from scr_publish.findings import Finding, Readability, SectionReadability


def readability(
    subject: Subject,
    prose: Prose,
    voice: PassiveVoice,
    hard_words: Counter[int],
    glossary: tuple[tuple[str, str], ...],
) -> Readability:
    """The measures of the whole and of each section with its heat. `hard_words` counts by a section's index."""
    targets = subject.profile.plain_english
    whole, sections = measured(prose, targets.long_sentence)
    if whole and voice.parsed:
        whole["passive_share"] = round(voice.share_of_all(prose), 2)
    found = []
    for section, values in sections:
        share = voice.share(section)
        score = heat(Strain(values, share, hard_words[section.section.index]), targets)
        if voice.parsed:
            values["passive_share"] = round(share, 2)
        page = subject.document.page_of(section.start, section.end)
        heading = section.heading or "(before the first heading)"
        words = int(values["words"])
        found.append(SectionReadability(heading, section.start, section.end, page, words, values, score))
    return Readability(whole, tuple(found), glossary)


def reading_findings(subject: Subject, found: Readability) -> Iterator[Finding]:
    """The document's reading ease under the target, its average sentence over it, and its hardest sections."""
    targets, limits = subject.profile.plain_english, settings().findings
    whole = found.document
    if whole.get("words", 0) < limits.fewest_words:
        return
    hottest = sorted(found.sections, key=lambda s: (-s.heat, s.start))[: limits.hard_sections]
    evidence: dict[str, str] = {}
    for section in hottest:
        if section.heat > 0:
            evidence.setdefault(section.heading, f"heat {section.heat:.2f}")
    ease = whole["flesch_reading_ease"]
    if ease < targets.flesch_target:
        grade = whole["flesch_kincaid_grade"]
        yield subject.finding(
            "PE101", score=f"{ease:.0f}", target=f"{targets.flesch_target:g}", years=f"{grade:.0f}", evidence=evidence
        )
    if whole["average_sentence"] > targets.average_sentence:
        yield subject.finding(
            "PE103", average=f"{whole['average_sentence']:.0f}", target=f"{targets.average_sentence:g}"
        )
    for section in hottest:
        score = section.measures["flesch_reading_ease"]
        if section.words < limits.fewest_words or score >= targets.flesch_section_floor:
            continue
        block = subject.document.block_at(section.start)
        if block is not None:
            yield subject.finding(
                "PE102",
                block.start,
                block.end,
                score=f"{score:.0f}",
                floor=f"{targets.flesch_section_floor:g}",
                evidence={"heat": f"{section.heat:.2f}", "words": str(section.words)},
            )
