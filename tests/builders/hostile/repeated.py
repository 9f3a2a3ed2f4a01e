"""Drafts of one piece of text, again and again: made to stall a pattern or a comparison of all with all."""

from __future__ import annotations

from pathlib import Path

from docx import Document

PIECES = (
    " ", "-", ".", ". ", "…", "'", '"', "“", "(", "[", "/", "_", "=", "|", "#", "&", "- ", "a", "A", "1", "a ", "A ", "1 ", "a-",
    "A-", "A.", "a,", "Aa ", "Aa-", "A'", "1.", "1/", "12-", "a1", "A1 ", "é", "\u00ad", "(he) ", "' ' ", "“a“ ",
    "from  ", "between  ", "what  ", "which had not - ", "did how why what ", "and ", "the mother of the ", "in order to ",
    "Mr ", "Mr Smith, ", "Mr Smith met Anna Brown. ", "Anna Brown, ", "Child A's mother ", "Ms A, ", "A.B. and C.D. ",
    "Dr Jones of Oak School ", "at 12 High Street, Leeds, ", "Re A (A Child) [2015] EWHC ", "aged 3 ", "born on 3 May 2015, ",
    "2015/16 ", "07700 900123, ", "AB12 3CD, ", "a.b@c.uk, ", "www.a.uk/b ", "NHS (National Health Service) ", "section 47 ",
    "recommendation 1: ", "The Board has changed ", "“we did not know” ", "page 1 of ", "£100 ",
)  # fmt: skip
"""What a document repeats: single signs, words of one letter, and the words that set off each kind of check."""


def write(path: Path, piece: str, length: int) -> Path:
    """A Word file of one piece repeated to `length` characters: as a heading, as a paragraph, within a sentence, as an
    item of a list and in a table."""
    text = (piece * length)[:length].strip() or piece
    document = Document()
    document.add_heading(f"Findings {text}", 1)
    document.add_paragraph(f"The health visitor, which had not {text} ended.")
    document.add_paragraph(text)
    document.add_paragraph(text[: length // 20], style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = text
    table.cell(0, 1).text = "x"
    document.save(str(path))
    return path
