"""Short views of a document, for assertions."""

from __future__ import annotations

from scr_publish.document import Document, Kind, Surface


def plain(document: Document, kind: Kind | None = None, surface: Surface | None = None) -> list[str]:
    """The plain words of the blocks of a kind and on a surface."""
    return [
        document.plain(block)
        for block in document.blocks
        if (kind is None or block.kind is kind) and (surface is None or block.surface is surface)
    ]


def headings(document: Document) -> list[tuple[int, str, str]]:
    """Level, number and words of each heading."""
    return [
        (block.level, block.number, document.plain(block)) for block in document.blocks if block.kind is Kind.HEADING
    ]
