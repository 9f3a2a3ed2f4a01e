"""The lines of a text, as Markdown and plain text count them: a line feed, a carriage return or both end a line."""

from __future__ import annotations

import re

_LINE_END = re.compile(r"\r\n|\n|\r")

Span = tuple[int, int]


def line_spans(text: str) -> list[Span]:
    """Start and end of each line, its line end left out. A text of n line ends has n + 1 lines."""
    spans = []
    start = 0
    for found in _LINE_END.finditer(text):
        spans.append((start, found.start()))
        start = found.end()
    spans.append((start, len(text)))
    return spans


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends; empty at `start` where it holds nothing else."""
    piece = text[start:end]
    words = piece.strip()
    if not words:
        return start, start
    at = start + piece.index(words[0])
    return at, at + len(words)
