"""Where a finding stands, in words that are the program's own: for what is filed, sent or printed."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"(?:line|page|paragraph|table|row|cell|column|footnote|endnote|section) [\d.]+", re.IGNORECASE)


def plain_place(page: int | None, where: str, surface: str, *, in_companion: bool = False) -> str:
    """A place without a word that may be the document's: the name of a linked file, say, is left out."""
    parts = [f"page {page}"] if page else []
    parts += [part for part in where.split(", ") if _PLAIN.fullmatch(part)]
    if in_companion:
        parts.append("in a companion")
    if surface not in ("visible", ""):
        parts.append(surface.replace("-", " "))
    return ", ".join(dict.fromkeys(parts)) or "the document as a whole"
