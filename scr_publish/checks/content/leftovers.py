"""What a template or a draft left behind: instructions, "to be inserted", "TBC", "XX", marks of a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from scr_publish.checks.base import Subject
from scr_publish.checks.content.cues import Cues, cues, data
from scr_publish.document import Block, Kind, Surface
from scr_publish.findings import Finding

_BRACKETS = re.compile(r"[\[<{]([^\[\]<>{}\n]{2,160})[\]>}]")
_MARK = re.compile(
    r"\b(?:TBC|TBA|TBD|tbc)\b|\bX{2,}\b(?!-ray)|\b[Xx]{3,}\b|\?{3,}|_{4,}|(?<![.\w])\.{5,}(?!\s*\d)|\bDD/MM/YY(?:YY)?\b|\[\s*(?:date|name|number|x|\.{2,}|…)\s*\]",
)
_DRAFT = re.compile(
    r"\b(?:(?:final |first |second |third |working )?draft(?:\s+(?:version|report|no\.?|number))?\s+(?:v?\d+(?:\.\d+)*)"
    r"|version\s+0\.\d+|v0\.\d+|not for (?:circulation|publication)|in strict(?:est)? confidence|strictly confidential"
    r"|tracked changes (?:accepted|on)|draft (?:for|not)\b[^.\n]{0,40}|draft only)",
    re.IGNORECASE,
)
_FRONT = 0.05
"""Marks of a draft stand on the cover or in the running heads; in the text "draft" is a word like any other."""


@cache
def _wordings(name: str) -> Cues:
    return cues(data("leftovers.toml")[name])


def leftovers(subject: Subject) -> Iterator[Finding]:
    """The findings: CO201 for text of a template, CO202 for a placeholder, CO203 for the mark of a draft."""
    document = subject.document
    for block in document.blocks:
        if not block.is_printed or block.kind in (Kind.TOC, Kind.PAGE_NUMBER):
            continue
        text = document.text[block.words_start : block.end]
        spans = list(_template_text(block, text))
        for start, end in spans:
            yield subject.finding("CO201", block.words_start + start, block.words_start + end)
        for match in _MARK.finditer(text):
            if not any(start <= match.start() < end for start, end in spans):
                yield subject.finding("CO202", block.words_start + match.start(), block.words_start + match.end())
        if block.start < _FRONT * len(document.text) or block.surface is Surface.HEADER_FOOTER:
            for match in _DRAFT.finditer(text):
                yield subject.finding("CO203", block.words_start + match.start(), block.words_start + match.end())


def _template_text(block: Block, text: str) -> Iterator[tuple[int, int]]:
    """Bracketed instructions anywhere, and paragraphs that are no more than one."""
    taken: list[tuple[int, int]] = []
    for match in _BRACKETS.finditer(text):
        inside = " ".join(match.group(1).lower().split()).strip(" .:")
        if any(hit.start() == 0 for name in ("phrases", "instructions") for hit in _wordings(name).hits(inside)):
            taken.append(match.span())
    yield from taken
    words = " ".join(text.lower().split()).strip(" .:*_")
    if taken or (block.kind is Kind.HEADING and "remove before publication" not in words):
        return
    for hit in _wordings("phrases").hits(words):
        if hit.span() == (0, len(words)) or hit.group() == "remove before publication":
            at = text.lower().find(hit.group()) if hit.span() != (0, len(words)) else 0
            yield (max(at, 0), max(at, 0) + len(hit.group()) if at > 0 else len(text))
            return
