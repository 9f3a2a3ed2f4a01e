"""What every parser's document must keep, whatever the file."""

from __future__ import annotations

from itertools import pairwise

from scr_publish.document import Document, Kind


def check_document(document: Document) -> None:
    """Fail where a document breaks a promise of `scr_publish.document`."""
    text = document.text
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(text), block
        assert block.start <= block.words_start <= block.end, block
        assert not text[block.start].isspace(), block
        assert not text[block.end - 1].isspace(), block
        assert 0 <= block.level <= 9, block
        assert (block.kind is Kind.HEADING) <= (block.level >= 1), block
        assert (block.cell is not None) == (block.kind is Kind.CELL), block
        if block.cell:
            assert min(block.cell.table, block.cell.row, block.cell.column) >= 1, block
        spans = [(block.start, block.start), *block.markup, (block.end, block.end)]
        for (_, before), (start, stop) in pairwise(spans):
            assert before <= start <= stop <= block.end, block
        assert all(start < stop for start, stop in block.markup), block
        assert document.block_at(block.start) is block
        location = document.locate(block.start, block.end)
        assert location.path, block
        end = block.end
    at = 0
    for piece in document.pieces:
        assert at <= piece.start < piece.end <= len(text), piece
        assert piece.path, piece
        at = piece.end
    if document.geometry is not None:
        assert len(document.geometry.page) == len(text)
    assert [section.index for section in document.sections] == list(range(len(document.sections)))


def uncovered(document: Document) -> str:
    """The characters of words and numbers that stand in no block."""
    left, at = [], 0
    for block in document.blocks:
        left.append(document.text[at : block.start])
        at = block.end
    left.append(document.text[at:])
    return "".join(char for char in "".join(left) if char.isalnum())
