"""The table of contents of a format that does not mark it: its entries are no sections and no prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from scr_publish.document import Block, Kind, Surface

_TITLE = re.compile(r"\W*(?:table of |list of )?contents(?: page)?\W*", re.IGNORECASE)
_LEADERS = re.compile(r"(?:\.{3,}|…|(?:\. ){3,}|\t| {3,})[\s.]*\d{1,3}\s*\Z")
_ENTRY_LENGTH = 160
"""The longest entry, in characters; beyond it a block under the heading "Contents" is a paragraph."""
_ENTRY_KINDS = frozenset({Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.CELL})


def is_contents_title(words: str) -> bool:
    """Whether a heading is that of a table of contents."""
    return _TITLE.fullmatch(words) is not None


def is_contents_entry(line: str) -> bool:
    """Whether a line ends as an entry does: leaders, then a page number."""
    return _LEADERS.search(line[-_ENTRY_LENGTH:]) is not None


def mark_contents(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with the entries under a heading "Contents" made `TOC`, and entries with leaders anywhere."""
    inside = False
    for block in blocks:
        words = text[block.words_start : block.end]
        if block.kind is Kind.HEADING:
            inside = is_contents_title(words)
        elif block.surface is Surface.VISIBLE and block.kind in _ENTRY_KINDS:
            short = len(words) <= _ENTRY_LENGTH and not words.rstrip().endswith((".", "?", "!"))
            inside = inside and short
            if inside or (short and block.kind is not Kind.CELL and is_contents_entry(words)):
                block = replace(block, kind=Kind.TOC, cell=None)
        yield block
