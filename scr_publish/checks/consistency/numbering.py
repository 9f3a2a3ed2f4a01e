"""Gaps and repeats in the numbers of sections, paragraphs, findings and recommendations.

Real reports have them: for sections and paragraphs this is advice. A recommendation that is missing is another matter:
somebody may have taken it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from scr_publish.checks.base import Subject
from scr_publish.checks.consistency.labels import labels, targets
from scr_publish.checks.content.reading import read
from scr_publish.document import Block, Kind, Surface
from scr_publish.findings import Finding
from scr_publish.rules import Severity

_FEWEST = 4
"""So many numbered sections make a numbering."""

_MOST_BREAKS = 0.25
"""Where more of the numbers than this do not follow, the numbers are not one sequence, or were not read as one."""


@dataclass(frozen=True)
class Break:
    """A number that does not follow the one before: `kind` says how, `before` is that one, as shown."""

    kind: Literal["gap", "repeat"]
    number: str
    before: str
    index: int


def breaks(numbers: Sequence[tuple[int, ...]]) -> Iterator[Break]:
    """The breaks in a sequence of numbers such as (4,), (4, 1), (4, 2), (5,). Going down a level begins at any number,
    going back to one begins anew (an appendix, another agency's list)."""
    last: dict[tuple[int, ...], int] = {}
    for i, number in enumerate(numbers):
        parent, own = number[:-1], number[-1]
        for other in [key for key in last if len(key) > len(parent)]:
            del last[other]
        before = last.get(parent)
        if before is not None and own != before + 1 and not own == 1 < before:
            kind: Literal["gap", "repeat"] = "gap" if own > before + 1 else "repeat"
            yield Break(kind, _shown(number), _shown((*parent, before)), i)
        last[parent] = own


def _shown(number: tuple[int, ...]) -> str:
    return ".".join(map(str, number))


def numbering_findings(subject: Subject) -> Iterator[Finding]:
    """CO205 for a gap and CO206 for a repeat."""
    sections = list(_numbered(subject))
    numbers = [number for number, _ in sections]
    found = list(breaks(numbers)) if len(numbers) >= _FEWEST else []
    if len(found) <= _MOST_BREAKS * len(numbers):
        for item in found:
            block = sections[item.index][1]
            what = "section" if block.kind is Kind.HEADING else "paragraph"
            yield _finding(subject, item, what, block.start, block.end, Severity.ADVICE)
    there = subject.once(targets).labels
    for what, listed in (("finding", _findings(subject)), ("recommendation", _recommendations(subject))):
        for item in breaks([(number,) for number, _, _ in listed]):
            between = range(int(item.before) + 1, int(item.number))
            if what == "recommendation" and item.number == "1":
                continue  # each agency has one
            if item.kind == "repeat" or not all(str(number) in there[what] for number in between):
                _, start, end = listed[item.index]
                yield _finding(subject, item, what, start, end, Severity.REVIEW)


def _finding(subject: Subject, item: Break, what: str, start: int, end: int, severity: Severity) -> Finding:
    rule_id = "CO205" if item.kind == "gap" else "CO206"
    return subject.finding(
        rule_id, start, end, severity=subject.severity(rule_id) or severity,
        what=what, number=item.number, before=item.before,
    )  # fmt: skip


def _numbered(subject: Subject) -> Iterator[tuple[tuple[int, ...], Block]]:
    """Numbered headings, and paragraphs with numbers of two parts or more ("4.12")."""
    for block in subject.document.blocks:
        if block.surface is not Surface.VISIBLE or block.kind not in (Kind.HEADING, Kind.PARAGRAPH):
            continue
        parts = block.number.split(".")
        if all(part.isdigit() for part in parts) and (block.kind is Kind.HEADING or len(parts) > 1):
            yield tuple(map(int, parts)), block


def _findings(subject: Subject) -> list[tuple[int, int, int]]:
    """The labels "Finding 3" of headings and paragraphs; a table or a list that counts them again is another sequence,
    and begins at one."""
    kept = [
        (int(label.number), label.block)
        for label in labels(subject.document)
        if label.what == "finding" and label.number.isdigit() and label.block.kind in (Kind.HEADING, Kind.PARAGRAPH)
    ]
    return [(number, block.start, block.end) for number, block in _headings_first(kept)]


def _headings_first(found: Iterable[tuple[int, Block]]) -> list[tuple[int, Block]]:
    """Only the headings, where they carry the labels: paragraphs that begin with one then speak of a finding."""
    listed = list(found)
    headings = [item for item in listed if item[1].kind is Kind.HEADING]
    return headings if len(headings) > 1 else listed


def _recommendations(subject: Subject) -> list[tuple[int, int, int]]:
    """The recommendations of the text, a table's left out: it may be in any order. One whose number comes again is
    marked "2/2" by the reader: after a "1/2" that is another agency's list, by itself a repeat."""
    counted = [rec for rec in subject.once(read).counted if not rec.place.row]
    numbers = [rec.number.partition("/")[0] for rec in counted]
    if not all(number.isdigit() for number in numbers):
        return []
    return [(int(number), rec.start, rec.end) for number, rec in zip(numbers, counted, strict=True)]
