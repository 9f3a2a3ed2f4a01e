"""What every report says in the same words: the decision, what to do next, an excerpt among the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scr_publish.assessment.decision import Decision
from scr_publish.findings import Finding, shown
from scr_publish.reporting.grouping import NEXT_STEPS, tally
from scr_publish.rules import Category, Severity

if TYPE_CHECKING:
    from scr_publish.assessment import Assessment

HEADLINE = {
    Decision.READY: "Ready",
    Decision.NEEDS_REVIEW: "Needs review",
    Decision.NOT_READY: "Not ready",
}
MEANING = {
    Decision.READY: "Nothing found that stops publication or that a person must weigh.",
    Decision.NEEDS_REVIEW: "Nothing found that stops publication, but a person must weigh what follows.",
    Decision.NOT_READY: "It must not be published as it stands.",
}
SEVERITY_TITLES = {Severity.BLOCKER: "Blockers", Severity.REVIEW: "To weigh", Severity.ADVICE: "Advice"}
"""The severities as the columns of a table call them."""


def plural(number: int, noun: str) -> str:
    """A number and its noun: "1 blocker", "1,204 words"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@dataclass(frozen=True)
class Step:
    """One thing to do next: `text` says it; `family` is what it is about, None for the last one."""

    text: str
    family: Category | None = None


def next_steps(assessment: Assessment) -> list[Step]:
    """What to do, family by family: those with blockers first, then those to weigh; then to check again. Empty where
    nothing is left but advice."""
    rows = tally(assessment.findings)
    steps: list[Step] = []
    for severity in (Severity.BLOCKER, Severity.REVIEW):
        for family, numbers in rows:
            gravest = next(level for level in Severity if numbers[level])
            if gravest is severity:
                number = numbers[severity]
                amount = plural(number, "blocker" if severity is Severity.BLOCKER else "point") + (
                    "" if severity is Severity.BLOCKER else " to weigh"
                )
                steps.append(Step(f"{NEXT_STEPS[family]} ({amount}).", family))
    if steps:
        steps.append(Step("Run the check again."))
    return steps


@dataclass(frozen=True)
class InContext:
    """A finding's words among the words around them, on one line. The `cut_` flags say where the block goes on."""

    before: str
    words: str
    after: str
    cut_before: bool
    cut_after: bool


def in_context(assessment: Assessment, item: Finding, around: int, longest: int) -> InContext:
    """The finding's excerpt with up to `around` characters of its own block on either side; an excerpt of more than
    `longest` characters is cut at a word. The finding must have a place."""
    assert item.location is not None
    document = assessment.document_of(item)
    text = document.text
    start, end = item.location.start, item.location.end
    block = document.block_at(start)
    low, high = (block.start, max(block.end, end)) if block else (start, end)
    cut_before, cut_after = start - around > low, end + around < high
    before = " ".join(_whole(text[max(low, start - around) : start], cut_start=cut_before).split())
    after = " ".join(_whole(text[end : min(high, end + around)], cut_end=cut_after).split())
    if before and text[start - 1].isspace():
        before += " "
    if after and text[end].isspace():
        after = " " + after
    words = " ".join(item.excerpt.split())
    if len(words) > longest:
        words, after = words[:longest].rsplit(" ", 1)[0] + " …", ""
    return InContext(before, words, after, cut_before, cut_after)


def _whole(text: str, *, cut_start: bool = False, cut_end: bool = False) -> str:
    """The text without the part of a word that a cut left at its start or end."""
    if cut_start:
        text = re.sub(r"^\S*\s", "", text)
    return re.sub(r"\s\S*$", " ", text) if cut_end else text


def heading_over(assessment: Assessment, item: Finding) -> str:
    """The heading that the words stand under, where the format has no pages to find them by; else nothing."""
    document = assessment.document_of(item)
    block = document.block_at(item.location.start) if item.location else None
    section = document.section_of(block) if block and document.source.pages is None and block.is_printed else None
    if section is None or section.heading is None or section.heading is block:
        return ""
    return shown(document.text[section.heading.start : section.heading.end], 40)
