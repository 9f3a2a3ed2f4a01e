"""Letters that an embedded font keeps and that no page uses: those of words that were taken out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import pikepdf

from scr_publish.document import SpareLetters
from scr_publish.parsing.pdf.glyphs import Glyphs
from scr_publish.parsing.pdf.reading import Page

_SUBSET = re.compile(r"/[A-Z]{6}\+(.+)")
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_TRIPLE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_MOST_FONTS = 500
_MOST_SPARE = 12
"""A font with more spare letters was not cut down to what the pages use."""

_LONGEST_RANGE = 512


def spare_letters(pdf: pikepdf.Pdf, pages: Sequence[Page]) -> list[SpareLetters]:
    """For each font of which only a part is embedded, the letters in it that no page uses."""
    used = _used(pages)
    out = []
    for name, letters in list(_embedded(pdf))[:_MOST_FONTS]:
        spare = letters - used[name]
        if name in used and 0 < len(spare) <= _MOST_SPARE:
            out.append(SpareLetters("".join(sorted(spare)), "".join(sorted(letters))))
    return out


def _used(pages: Sequence[Page]) -> dict[str, set[str]]:
    out: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        groups: list[Glyphs] = [page.glyphs, page.outside, *page.concealed.values()]
        for glyphs in groups:
            for i, style in enumerate(glyphs.styles):
                codes = set(glyphs.codes[glyphs.style == i].tolist())
                out[style.font] |= {chr(code) for code in codes}
    return out


def _embedded(pdf: pikepdf.Pdf) -> Iterator[tuple[str, set[str]]]:
    """The name and the letters of each font that is embedded in part and says which letters it has."""
    for node in pdf.objects:
        if not isinstance(node, pikepdf.Dictionary) or node.get("/Type") != pikepdf.Name.Font:
            continue
        match = _SUBSET.fullmatch(str(node.get("/BaseFont", "")))
        table = node.get("/ToUnicode")
        if match and isinstance(table, pikepdf.Stream):
            yield match[1], {c for c in _letters(table.read_bytes()) if c.isalpha()}


def _letters(table: bytes) -> Iterator[str]:
    """The characters that a font's table maps to (ISO 32000-1, 9.10.3)."""
    for section in _SECTION.finditer(table):
        if section[1] == b"bfchar":
            for _, character in _PAIR.findall(section[2]):
                yield from bytes.fromhex(character.decode().zfill(4)).decode("utf-16-be", "ignore")
            continue
        for first, last, character in _TRIPLE.findall(section[2]):
            start, count = int(character, 16), int(last, 16) - int(first, 16) + 1
            yield from (chr(start + i) for i in range(min(count, _LONGEST_RANGE)) if start + i < 0xD800)
