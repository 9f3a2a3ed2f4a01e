"""The parts of a report that a reference can point to: numbered paragraphs and sections, appendices, tables, figures,
findings, recommendations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scr_publish.checks.base import Subject
from scr_publish.checks.content.numbering import NUMBER_WORDS, label_of, plain_number
from scr_publish.checks.content.reading import read
from scr_publish.document import Block, Document, Kind, Surface

LABELLED = ("appendix", "table", "figure", "finding", "recommendation")
_LABEL = re.compile(
    r"^\W*(?P<what>appendix|annex|table|figure|finding|recommendation)\s*(?:no\.?\s*|number\s*)?"
    r"(?P<number>\d{1,2}[a-z]?|[a-z]|[ivx]{1,4}|" + "|".join(NUMBER_WORDS) + r")\b",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\d{1,2}(?:\.\d{1,3}){0,3}")
_FURNITURE = (Kind.TOC, Kind.HEADER, Kind.FOOTER, Kind.PAGE_NUMBER, Kind.FOOTNOTE)


@dataclass(frozen=True)
class Label:
    """A label at the start of a block: what it is, its number in figures (a letter for an appendix), the block."""

    what: str
    number: str
    block: Block


@dataclass(frozen=True)
class Targets:
    """What is there to point to. `paragraphs` are the numbers of paragraphs and headings as shown ("4.12"), `labels`
    the numbers of each kind of labelled part, `tables` how many tables there are."""

    paragraphs: frozenset[str]
    sections: frozenset[str]
    labels: dict[str, frozenset[str]]
    tables: int


def number_of(what: str, written: str) -> str:
    """A number as written, made comparable: letters of appendices in capitals, everything else in figures."""
    if what == "appendix" and written.isalpha() and written.lower() not in NUMBER_WORDS:
        return written.upper()
    return plain_number(written)


def labels(document: Document) -> Iterator[Label]:
    """The labels at the start of visible blocks, in order: typed ("Finding 3: …") or automatic."""
    for block in document.blocks:
        if block.surface not in (Surface.VISIBLE, Surface.CAPTION) or block.kind in _FURNITURE:
            continue
        match = _LABEL.match(document.text[block.start : block.end]) or _LABEL.match(block.number)
        if match and _stands_as_label(document, block, match):
            what = "appendix" if match["what"].lower() == "annex" else match["what"].lower()
            yield Label(what, number_of(what, match["number"]), block)


def _stands_as_label(document: Document, block: Block, match: re.Match[str]) -> bool:
    """Whether the opening words are a label and not the subject of a sentence ("Table 3 shows …")."""
    rest = document.text[block.start + match.end() : block.end].lstrip(" \t")
    if block.kind is Kind.HEADING or not rest or rest[0] in ".:)–—-\n(*_" or match.string == block.number:
        return True
    return rest[0].isupper() or block.kind is Kind.CELL or block.start + match.end() <= block.words_start


def targets(subject: Subject) -> Targets:
    """What the document has to point to. Use `subject.once(targets)`."""
    document = subject.document
    numbered = [block for block in document.blocks if block.surface is Surface.VISIBLE and block.kind not in _FURNITURE]
    paragraphs = {block.number for block in numbered if _DOTTED.fullmatch(block.number)}
    sections = {b.number for b in numbered if b.kind is Kind.HEADING and _DOTTED.fullmatch(b.number)}
    found: dict[str, set[str]] = {what: set() for what in LABELLED}
    for item in labels(document):
        found[item.what].add(item.number)
    found["recommendation"] |= {rec.number.partition("/")[0] for rec in subject.once(read).recommendations}
    found["recommendation"] |= {label[0] for b in numbered if (label := label_of(document.plain(b)))}
    tops = {number.partition(".")[0] for number in paragraphs | sections if "." in number}
    return Targets(
        frozenset(paragraphs | tops),
        frozenset(sections | tops),
        {what: frozenset(numbers) for what, numbers in found.items()},
        len(document.tables),
    )
