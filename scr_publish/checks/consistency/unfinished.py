"""Text that was not finished: sentences that break off, doubled words, headings over nothing, notes to oneself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from scr_publish.checks.base import Subject
from scr_publish.checks.content.cues import Cues, cues
from scr_publish.checks.content.leftovers import leftovers
from scr_publish.document import Block, Kind, Surface
from scr_publish.findings import Finding

_FEWEST_WORDS = 6
"""A shorter paragraph is a line of a form or an address, and need not be a sentence."""

_DOUBLED = re.compile(r"(?<![\w'’-])([^\W\d_]+)[ \t\n]+\1(?![\w'’-])", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"|(?<!\w)‘[^’\n]*’")
_BRACKETED = re.compile(r"[\[({]\s*([^\[\](){}\n]{2,140}?)\s*[\])}]")
_LAST = re.compile(r"(?<![A-Za-z’'])([A-Za-z’']+)\s*$")
_COVER = 0.05
"""Headings in this share of the text at its start are the cover's lines."""

_WHOLE_HEADING = 8
"""A heading of so many words says something by itself, as findings and recommendations set as headings do."""


@dataclass(frozen=True)
class _Data:
    notes: Cues
    hanging: frozenset[str]
    doubled: frozenset[str]
    pictured: Cues


@cache
def _data() -> _Data:
    text = files("scr_publish.checks.consistency").joinpath("unfinished.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return _Data(cues(data["notes"]), frozenset(data["hanging"]), frozenset(data["doubled"]), cues(data["pictured"]))


def unfinished_findings(subject: Subject) -> Iterator[Finding]:
    """CO218 to CO222. What the checks of templates find already is not said twice."""
    taken = [(f.location.start, f.location.end) for f in leftovers(subject) if f.location]
    yield from _empty_headings(subject)
    yield from _highlights(subject)
    blocks = [block for block in subject.document.blocks if block.is_printed and block.kind is not Kind.PAGE_NUMBER]
    for block, after in zip(blocks, [*blocks[1:], None], strict=False):  # of no blocks there are none
        if block.kind is Kind.TOC:
            continue
        for found in (*_hanging(subject, block, after), *_doubled(subject, block), *_notes(subject, block)):
            place = found.location
            assert place
            if not any(start < place.end and place.start < end for start, end in taken):
                yield found


def _hanging(subject: Subject, block: Block, after: Block | None) -> Iterator[Finding]:
    """A paragraph whose last word goes on to nothing. A list, a table or small letters after it go on with it."""
    if block.kind not in (Kind.PARAGRAPH, Kind.LIST_ITEM) or block.surface is not Surface.VISIBLE:
        return
    text = subject.document.text[block.words_start : block.end]
    match = _LAST.search(text)
    if match is None or match.group(1) not in _data().hanging or len(text.split()) < _FEWEST_WORDS:
        return
    if after is not None:
        goes_on = after.kind in (Kind.LIST_ITEM, Kind.CELL, Kind.TEXT_BOX, Kind.HEADER, Kind.FOOTER, Kind.FOOTNOTE)
        first = subject.document.plain(after)[:1]
        if (goes_on and block.kind is Kind.PARAGRAPH) or first.islower():
            return
    start = block.words_start + max(0, text.rfind(" ", 0, max(0, match.start() - 30)) + 1)
    yield subject.finding("CO218", start, block.words_start + match.end(1))


def _doubled(subject: Subject, block: Block) -> Iterator[Finding]:
    """A word twice in a row, in running text outside quotations."""
    text = subject.document.text[block.words_start : block.end]
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for match in _DOUBLED.finditer(text):
        word = match.group(1)
        a_name = match.group()[len(word) :].strip()[:1].isupper()
        if word.lower() in _data().doubled or a_name or len(word) == 1:
            continue
        if not any(start <= match.start() < end for start, end in quoted):
            yield subject.finding("CO219", block.words_start + match.start(), block.words_start + match.end())


def _notes(subject: Subject, block: Block) -> Iterator[Finding]:
    """A note in brackets. One without them is hard to tell from what the report says."""
    text = subject.document.text[block.words_start : block.end]
    for match in _BRACKETED.finditer(text):
        if _is_note(match.group(1)):
            yield subject.finding("CO221", block.words_start + match.start(), block.words_start + match.end())


def _is_note(text: str) -> bool:
    words = " ".join(text.lower().replace("’", "'").split()).strip(" .:*_-–!")
    return any(match.span() == (0, len(words)) for match in _data().notes.hits(words))


def _empty_headings(subject: Subject) -> Iterator[Finding]:
    """A heading with nothing under it: no text, no table, no picture with a description, no heading below it."""
    document = subject.document
    sections = document.sections
    parents = {section.parent for section in sections}
    contents = next((block.start for block in document.blocks if block.kind is Kind.TOC), 0)
    for section in sections:
        heading = section.heading
        if heading is None or section.blocks or section.index in parents:
            continue
        words = document.plain(heading)
        on_cover = heading.start < max(_COVER * len(document.text), contents) or section.index == 0
        if on_cover or len(words.split()) >= _WHOLE_HEADING or _data().pictured.first(words.lower()):
            continue
        yield subject.finding("CO220", heading.start, heading.end)


def _highlights(subject: Subject) -> Iterator[Finding]:
    """Text on the page that is marked with colour."""
    for start, end in subject.document.highlights:
        block = subject.document.block_at(start)
        if block and block.is_printed and subject.document.text[start:end].strip():
            yield subject.finding("CO222", start, end)
