"""Which blocks go on with each other for a reader."""

from __future__ import annotations

from scr_publish.document import Block, Document, Surface


def adjoin(document: Document, first: Block, second: Block) -> bool:
    """Whether one block follows the other with nothing between. Two that were taken out of the same paragraph do not:
    they stand side by side only because that paragraph's own text stands before them."""
    apart = second.surface in (Surface.REVISION, Surface.HIDDEN_TEXT) and first.where == second.where
    return not apart and not document.text[first.end : second.start].strip()
