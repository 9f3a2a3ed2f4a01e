"""What the file holds without showing it: comments, tracked changes, hidden text, properties that name somebody.

The names, dates and places in hidden text are the privacy checks' business, which read every surface; these findings
are about the text being there at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from pydantic import field_validator

from scr_publish.checks.base import Checker, Subject
from scr_publish.config.toml import Settings, read_toml, validated
from scr_publish.document import Block, Change, ChangeKind, Document, Kind, Surface
from scr_publish.findings import Finding, Outcome

_NAMES = {
    ChangeKind.INSERTION: "A tracked insertion",
    ChangeKind.DELETION: "A tracked deletion",
    ChangeKind.MOVED_FROM: "Text moved away with Track Changes",
    ChangeKind.MOVED_TO: "Text moved here with Track Changes",
    ChangeKind.FORMATTING: "Tracked formatting",
}
_COMMENTS = (Surface.COMMENT, Surface.ANNOTATION)
_DETAIL = ", its "
"""Author and subject of a note in a PDF are blocks of their own: "note, its author"."""


class _Generic(Settings):
    values: tuple[str, ...]
    publishers: tuple[str, ...]

    @field_validator("values", "publishers")
    @classmethod
    def _lower_case(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if any(text != text.casefold() for text in value):
            raise ValueError("values are compared in lower case")
        return value


class _HiddenSettings(Settings):
    """`properties` maps what parsers call a property to what a finding calls it."""

    properties: dict[str, str]
    generic: _Generic


@cache
def _settings() -> _HiddenSettings:
    path = Path(str(files(__package__).joinpath("hidden.toml")))
    return validated(_HiddenSettings, read_toml(path), path.name)


def run(subject: Subject) -> Outcome:
    """One finding for each comment, for each stretch of a tracked change, for each stretch of hidden text, and for each
    property that names somebody."""
    return Outcome(findings=(*_comments(subject), *_changes(subject), *_hidden(subject), *_properties(subject)))


def _comments(subject: Subject) -> Iterator[Finding]:
    for block in subject.document.blocks:
        if block.kind is Kind.COMMENT and block.surface in _COMMENTS and _DETAIL not in block.where:
            yield subject.finding("HC101", block.start, block.end)


def _changes(subject: Subject) -> Iterator[Finding]:
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
    return _adjoin(document, first, second) and left.end == first.end and right.start == second.words_start


def _adjoin(document: Document, first: Block, second: Block) -> bool:
    """Whether one block follows the other with nothing between. Two that were taken out of the same paragraph do not:
    they stand side by side only because that paragraph's own text stands before them."""
    apart = second.surface in (Surface.REVISION, Surface.HIDDEN_TEXT) and first.where == second.where
    return not apart and not document.text[first.end : second.start].strip()


def _hidden(subject: Subject) -> Iterator[Finding]:
    document = subject.document
    stretch: list[Block] = []
    for block in document.blocks:
        if block.surface is not Surface.HIDDEN_TEXT:
            continue
        if stretch and not _adjoin(document, stretch[-1], block):
            yield subject.finding("HC103", stretch[0].start, stretch[-1].end)
            stretch = []
        stretch.append(block)
    if stretch:
        yield subject.finding("HC103", stretch[0].start, stretch[-1].end)


def _properties(subject: Subject) -> Iterator[Finding]:
    settings = _settings()
    fine = _published_names(subject)
    for block in subject.document.blocks:
        if block.surface is not Surface.METADATA:
            continue
        name = settings.properties.get(re.split(r"[:,] ", block.where)[-1].lower())
        value = _folded(subject.document.plain(block))
        if name and _names_somebody(value, settings.generic) and value not in fine:
            yield subject.finding("HC104", block.words_start, block.end, property=name)


def _names_somebody(value: str, generic: _Generic) -> bool:
    has_letters = any(c.isalpha() for c in value)
    return has_letters and value not in generic.values and not any(word in value for word in generic.publishers)


def _published_names(subject: Subject) -> set[str]:
    """Names that the Board publishes anyway: its own, the lead reviewer's, those that the project file allows."""
    names = set(subject.allowed_names)
    if subject.case:
        names.add(subject.case.review.board)
        names |= {reviewer.name for reviewer in subject.case.reviewer}
    return {_folded(name) for name in names}


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


CHECKER = Checker("hidden", ("HC101", "HC102", "HC103", "HC104"), run)
