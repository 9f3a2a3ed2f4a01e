"""Raw HTML inside a Markdown file: its words and comments, where they stand in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scr_publish.document import Surface
from scr_publish.parsing.lines import Span, trimmed
from scr_publish.parsing.markdown.inline import tag_notation

_PART = re.compile(
    r"(?P<comment><!--.*?(?:-->|\Z))|(?P<code><(?P<name>script|style)\b.*?(?:</(?P=name)\s*>|\Z))|(?P<tag></?[a-z][^<>]*>)",
    re.IGNORECASE | re.DOTALL,
)
_RUNNING = re.compile(r"</?(?:a|abbr|b|cite|em|font|i|mark|s|small|span|strong|sub|sup|u)\b", re.IGNORECASE)
"""Tags that stand inside a sentence; any other one ends it."""
_WORDED_TAG = re.compile(r"\b(?:alt|title|href|src|content|cite|aria-label)\s*=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words, or of a comment, with the tags in it as markup."""

    start: int
    end: int
    surface: Surface
    markup: tuple[Span, ...] = ()


def html_pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """The pieces of the HTML in a span of a text, in order and without overlap."""
    open_at = start
    markup: list[Span] = []
    for part in _PART.finditer(text, start, end):
        if part["tag"] and (_RUNNING.match(part["tag"]) or _WORDED_TAG.search(part["tag"])):
            markup += [(part.start() + low, part.start() + high) for low, high in tag_notation(part["tag"])]
            continue
        yield from _words(text, open_at, part.start(), markup)
        markup = []
        if part["comment"]:
            closed = 3 if part["comment"].endswith("-->") else 0
            low, high = trimmed(text, part.start() + 4, max(part.start() + 4, part.end() - closed))
            if high > low:
                yield Piece(low, high, Surface.COMMENT)
        elif part["code"]:
            yield Piece(part.start(), part.end(), Surface.HIDDEN_TEXT)
        open_at = part.end()
    yield from _words(text, open_at, end, markup)


def _words(text: str, start: int, end: int, markup: list[Span]) -> Iterator[Piece]:
    low, high = trimmed(text, start, end)
    if high > low:
        inside = tuple((max(a, low), min(b, high)) for a, b in markup if a < high and b > low and b > a)
        yield Piece(low, high, Surface.VISIBLE, inside)
