"""What stands before the words of a list item: a bullet or a typed number."""

from __future__ import annotations

from scr_publish.parsing.numbers import typed_number
from scr_publish.parsing.pdf.lines import Line

BULLETS = frozenset("•◦▪▫‣⁃●○■□❖➢➤►▶✓✔✗❑❒·∙\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf06f\uf076\uf0e0\uf0b0\uf071")
"""Signs that are bullets wherever they begin a line; the last ones are those of the Symbol and Wingdings fonts."""

_WEAK = frozenset("-–—*o>§")
"""Signs that are bullets only with a gap behind them."""


def bullet_length(line: Line) -> int:
    """How many characters of the line's beginning are a bullet and the space behind it; 0 for none."""
    text = line.text
    if len(text) < 2:
        return 0
    if text[0] in BULLETS:
        return 2 if text[1] == " " else 1
    if text[0] in _WEAK and text[1] == " " and len(text) > 2 and _gap_behind(line, 1) > 0.15 * line.size:
        return 2
    return 0


def number_length(line: Line) -> int:
    """How many characters of the line's beginning are a typed number and the space behind it; 0 for none."""
    return typed_number(line.text)


def number_gap(line: Line, length: int) -> float:
    """Points between a typed number and the words behind it."""
    return _gap_behind(line, len(line.text[:length].rstrip()))


def _gap_behind(line: Line, at: int) -> float:
    """Points between the character before `at` and the next one that is printed."""
    after = at
    while after < len(line.text) and line.supplied[after]:
        after += 1
    if at == 0 or after >= len(line.text):
        return 0.0
    return float(line.boxes[after, 0] - line.boxes[at - 1, 2])
