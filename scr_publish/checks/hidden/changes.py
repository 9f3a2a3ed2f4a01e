"""Tracked changes that nobody has accepted or rejected."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from scr_publish.checks.base import Subject
from scr_publish.checks.hidden.stretches import adjoin
from scr_publish.document import Change, ChangeKind, Document
from scr_publish.findings import Finding

RULES = ("HC102",)

_NAMES = {
    ChangeKind.INSERTION: "A tracked insertion",
    ChangeKind.DELETION: "A tracked deletion",
    ChangeKind.MOVED_FROM: "Text moved away with Track Changes",
    ChangeKind.MOVED_TO: "Text moved here with Track Changes",
    ChangeKind.FORMATTING: "Tracked formatting",
}


def changes(subject: Subject) -> Iterator[Finding]:
    """One finding for each stretch of an insertion, deletion or move, and one for each author of formatting."""
    document = subject.document
    stretches = [s for s in _stretches(document) if s[0].revision.kind is not ChangeKind.FORMATTING]
    for stretch in stretches:
        yield _change(subject, stretch, _NAMES[stretch[0].revision.kind])
    formatting = [change for change in document.changes if change.revision.kind is ChangeKind.FORMATTING]
    formatting.sort(key=lambda change: change.revision.author)
    for _, group in groupby(formatting, key=lambda change: change.revision.author):
        changes = sorted(group, key=lambda change: change.start)
        name = _NAMES[ChangeKind.FORMATTING]
        more = f" ({len(changes)} places, the first)" if len(changes) > 1 else ""
        yield _change(subject, changes[:1], name, more)


def _change(subject: Subject, stretch: list[Change], name: str, more: str = "") -> Finding:
    revision = stretch[0].revision
    by = f" by {revision.author}" if revision.author else ""
    evidence = {"kind": revision.kind.value, "author": revision.author, "date": revision.date}
    return subject.finding(
        "HC102",
        stretch[0].start,
        stretch[-1].end,
        change=f"{name}{by}{more}",
        evidence={key: value for key, value in evidence.items() if value},
    )


def _stretches(document: Document) -> list[list[Change]]:
    """The changes, those joined that are one for a reader: same author, same kind, nothing else between them."""
    stretches: list[list[Change]] = []
    for change in sorted(document.changes, key=lambda c: (c.start, c.end)):
        last = stretches[-1][-1] if stretches else None
        if last and _goes_on(document, last, change):
            stretches[-1].append(change)
        else:
            stretches.append([change])
    return stretches


def _goes_on(document: Document, left: Change, right: Change) -> bool:
    if (left.revision.kind, left.revision.author) != (right.revision.kind, right.revision.author):
        return False
    first, second = document.block_at(left.start), document.block_at(right.start)
    if first is None or second is None:
        return False
    if first is second:
        return not document.text[left.end : right.start].strip()
    return adjoin(document, first, second) and left.end == first.end and right.start == second.words_start
