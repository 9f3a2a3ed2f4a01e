"""A piece of what a PDF holds beside its pages, and how pieces become blocks and traces of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pikepdf

from scr_publish.document import Kind, Surface
from scr_publish.parsing.builder import DocumentBuilder
from scr_publish.parsing.pdf.words import words

MOST = 20_000
"""Annotations, fields, bookmarks and the like that are looked at; a file with more is no report."""

DEEPEST = 16
LONGEST = 20_000
"""Characters of one piece of text that are kept."""

FAILURES = (
    pikepdf.PdfError,
    RuntimeError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    RecursionError,
    NotImplementedError,
)
"""What pikepdf raises on a structure that is not what it says."""

_SIGNS = re.compile(r"[\W_]+")


class HiddenError(Exception):
    """A part of the file's structure could not be read to its end."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """What no page shows: a text, where it is, the page that it belongs to, and the rule that its being there breaks,
    with what completes that rule's message. `wordless` is true for what has no text to read."""

    kind: Kind
    surface: Surface
    text: str
    where: str
    page: int | None = None
    rule: str = ""
    detail: str = ""
    path: str = ""
    wordless: bool = False


def wordless(where: str, rule: str, detail: str = "") -> Hidden:
    """Something without text to read."""
    return Hidden(Kind.METADATA, Surface.METADATA, "", where, None, rule, detail, wordless=True)


def metadata(text: str, where: str, rule: str = "", page: int | None = None, detail: str = "") -> Hidden:
    """A piece of metadata."""
    return Hidden(Kind.METADATA, Surface.METADATA, text, where, page, rule, detail)


def plain(text: str) -> str:
    """A text without signs and spaces, in small letters."""
    return _SIGNS.sub("", text.casefold())


def string(value: Any) -> str:
    """A PDF string as text; empty for any other object."""
    return str(value) if isinstance(value, pikepdf.String) else ""


class Collector:
    """Adds pieces to a document, each text once in each place: XMP repeats the document information, links repeat over
    their lines. `printed` is the text of the pages."""

    def __init__(self, builder: DocumentBuilder, printed: str) -> None:
        self.builder = builder
        self.printed = plain(printed)
        self._seen: set[tuple[str, Surface, int | None]] = set()
        self._traced: set[tuple[str, str, str]] = set()

    def is_printed(self, text: str) -> bool:
        """Whether a text stands on the pages, or has nothing in it that could."""
        return plain(text) in self.printed

    def is_known(self, item: Hidden) -> bool:
        """Whether the same text was added before from such a place."""
        return _key(item) in self._seen

    def take(self, items: Iterable[Hidden]) -> None:
        """Add all of some pieces."""
        for item in items:
            self.add(item)

    def add(self, item: Hidden) -> None:
        """Add one piece."""
        if item.wordless:
            self._trace_only(item)
            return
        text = _key(item)[0]
        if not text or text.casefold() in words().placeholders or self.is_known(item):
            return
        self._seen.add(_key(item))
        block = self.builder.add(
            item.kind, text[:LONGEST], surface=item.surface, page=item.page, path=item.path, where=item.where
        )
        if item.rule and block is not None:
            self.builder.trace(item.rule, block, detail=item.detail)

    def _trace_only(self, item: Hidden) -> None:
        where = f"page {item.page}, {item.where}" if item.page else item.where
        key = (item.rule, where, item.detail)
        if key not in self._traced:
            self._traced.add(key)
            self.builder.trace(item.rule, detail=item.detail or where, where=where, path=item.path)


def _key(item: Hidden) -> tuple[str, Surface, int | None]:
    text = " ".join(item.text.replace("\x00", "").split())
    return text, item.surface, item.page if item.surface is not Surface.METADATA else None
