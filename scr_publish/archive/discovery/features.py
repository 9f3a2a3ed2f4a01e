"""What is kept of a document so that it can be compared with others without being read again."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field

from scr_publish.archive.discovery.minhash import signature, tokens
from scr_publish.archive.items import Item
from scr_publish.document import Block, Document, Kind, Surface

_FURNITURE = frozenset({Kind.HEADER, Kind.FOOTER, Kind.PAGE_NUMBER, Kind.TOC})
OPENING_WORDS = 250
"""The first page or so."""
_MOST_HEADINGS = 200


@dataclass(frozen=True, slots=True)
class Features:
    """`signature` is the minhash of the printed words, `opening` the first of them, `text` all of them, zlib."""

    signature: bytes = field(repr=False)
    opening: str = field(repr=False)
    text: bytes = field(repr=False)


def features(document: Document, item: Item) -> Features:
    """What is kept of a document. The link's words count as part of its opening."""
    printed = "\n".join(document.plain(block) for block in _body(document))
    opening = f"{item.link_text}\n{opening_of(document)}".strip()
    return Features(signature(tokens(printed)), opening, zlib.compress(printed.encode("utf-8", "replace"), 6))


def _body(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.is_printed and block.kind not in _FURNITURE]


def title_of(document: Document) -> str:
    """The document's title: its first heading on the first pages, else its first words."""
    blocks = [block for block in _body(document)[:40] if document.plain(block)]
    heading = next((block for block in blocks[:8] if block.kind is Kind.HEADING), None)
    first = heading or (blocks[0] if blocks else None)
    return document.plain(first)[:300] if first else ""


def opening_of(document: Document) -> str:
    """The first words that are printed, to about the end of the first page."""
    words: list[str] = []
    for block in _body(document):
        words += document.plain(block).split()
        if len(words) >= OPENING_WORDS:
            break
    return " ".join(words[:OPENING_WORDS])


def headings_of(document: Document) -> list[str]:
    """The words of the headings."""
    found = [b for b in document.blocks if b.kind is Kind.HEADING and b.surface is Surface.VISIBLE]
    return [document.plain(block) for block in found[:_MOST_HEADINGS]]


_SAID = re.compile(r"\bpublish(?:ed|ing)?(?: on| in)?\b[^.\n]{0,40}?\b((?:19|20)\d\d)\b", re.IGNORECASE)
_MONTH = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)((?:19[89]|20[0-4])\d)(?!\d)")


def year_of(item: Item, opening: str) -> int | None:
    """The year of publication: as the website gives it, as the first page says, else the last year in the name."""
    for known in (item.published, item.link_date):
        if known[:4].isdigit():
            return int(known[:4])
    said = _SAID.search(opening) or _MONTH.search(opening)
    if said:
        return int(said.group(1))
    named = _YEAR.findall(f"{item.link_text} {item.name}")
    return int(named[-1]) if named else None
