"""Comments and hidden text."""

from __future__ import annotations

from collections.abc import Iterator

from scr_publish.checks.base import Subject
from scr_publish.checks.hidden.stretches import adjoin
from scr_publish.document import Block, Kind, Surface
from scr_publish.findings import Finding

RULES = ("HC101", "HC103")

_COMMENTS = (Surface.COMMENT, Surface.ANNOTATION)
_DETAIL = ", its "
"""Author and subject of a note in a PDF are blocks of their own: "note, its author"."""


def comments(subject: Subject) -> Iterator[Finding]:
    """One finding for each comment."""
    for block in subject.document.blocks:
        if block.kind is Kind.COMMENT and block.surface in _COMMENTS and _DETAIL not in block.where:
            yield subject.finding("HC101", block.start, block.end)


def hidden(subject: Subject) -> Iterator[Finding]:
    """One finding for each stretch of hidden text that no other rule speaks of."""
    document = subject.document
    stretch: list[Block] = []
    spoken_of = {trace.start for trace in document.traces}
    for block in document.blocks:
        if block.surface is not Surface.HIDDEN_TEXT or block.start in spoken_of:
            continue
        if stretch and not adjoin(document, stretch[-1], block):
            yield subject.finding("HC103", stretch[0].start, stretch[-1].end)
            stretch = []
        stretch.append(block)
    if stretch:
        yield subject.finding("HC103", stretch[0].start, stretch[-1].end)
