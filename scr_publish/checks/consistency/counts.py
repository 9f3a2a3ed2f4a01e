"""Counts that the report gives of its own findings and recommendations, held against those that it has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from scr_publish.checks.base import Subject
from scr_publish.checks.consistency.labels import labels
from scr_publish.checks.consistency.words import pattern
from scr_publish.checks.content.numbering import NUMBER_WORDS
from scr_publish.checks.content.outline import Outline, Part
from scr_publish.checks.content.reading import Reading, read
from scr_publish.checks.content.recommendations import Rec
from scr_publish.document import Kind
from scr_publish.findings import Finding

_COUNT = (
    r"\b(?P<number>\d{{1,2}}|"
    + "|".join(NUMBER_WORDS)
    + r") (?:key |main |overarching |priority |multi-agency )?(?P<what>recommendations|findings)\b(?!\s(?:{}))"
)
_NO_PROSE = (Kind.TOC, Kind.HEADER, Kind.FOOTER, Kind.PAGE_NUMBER, Kind.FOOTNOTE, Kind.CELL)
_SUMMARY = re.compile(r"\bsummary\b", re.IGNORECASE)
_FEWEST = 2


def count_findings(subject: Subject) -> Iterator[Finding]:
    """CO217 for each count that is wrong, and for a summary that has another number of recommendations."""
    reading = subject.once(read)
    counted = [rec for rec in reading.counted if not rec.is_question]
    groups = Counter(rec.number.partition("/")[2] or "1" for rec in counted)
    there = {"recommendations": {len(counted), *groups.values()}, "findings": _number_of_findings(subject)}
    document = subject.document
    for block in document.blocks:
        if not block.is_printed or block.kind in _NO_PROSE:
            continue
        text = document.text[block.words_start : block.end].replace("\n", " ")
        for sentence in re.finditer(r"[^.;]+", text):
            words = sentence.group()
            if not pattern("counts", "ours").search(words) or pattern("counts", "theirs").search(words):
                continue
            for match in pattern("counts", "parted", _COUNT).finditer(words):
                written, what = match["number"].lower(), match["what"].lower()
                number = int(NUMBER_WORDS.get(written, written))
                if max(there[what], default=0) >= _FEWEST and number not in there[what]:
                    at = block.words_start + sentence.start()
                    yield subject.finding(
                        "CO217", at + match.start(), at + match.end(), what=what, there=str(max(there[what]))
                    )
    yield from _summary(subject, reading)


def _number_of_findings(subject: Subject) -> set[int]:
    numbers = {label.number for label in labels(subject.document) if label.what == "finding"}
    return {len(numbers)} if numbers else set()


def _summary(subject: Subject, reading: Reading) -> Iterator[Finding]:
    """A summary that lists recommendations, and not as many as the body."""
    outline = reading.outline
    recs = [rec for rec in reading.recommendations if not rec.place.row and not rec.is_question]
    within = {part.section.index for part in outline.parts if _in_summary(outline, part)}
    summary = [rec for rec in recs if rec.place.section in within]
    body = [rec for rec in recs if rec.place.section not in within and "recommendations" in rec.place.elements]
    listed, there = _distinct(summary), _distinct(body)
    if listed >= _FEWEST and there >= _FEWEST and listed != there:
        heading = outline.parts[summary[0].place.section].section.heading
        start, end = (heading.start, heading.end) if heading else (summary[0].start, summary[0].end)
        yield subject.finding(
            "CO217", start, end, what="recommendations", there=str(there),
            evidence={"summary": str(listed), "body": str(there)},
        )  # fmt: skip


def _distinct(recs: list[Rec]) -> int:
    return len({rec.start for rec in recs})


def _in_summary(outline: Outline, part: Part) -> bool:
    index: int | None = part.section.index
    while index is not None:
        section = outline.parts[index]
        if section.section.parent is not None and _SUMMARY.search(section.heading):
            return True
        index = section.section.parent
    return False
