"""PDF: characters and boxes from PDFium, tables by pdfplumber, hidden content by pikepdf.

open ─▶ glyphs, rules ─▶ fragments ─▶ furniture, columns, tables ─▶ paragraphs ─▶ headings ─▶ blocks
"""

from scr_publish.parsing.pdf.parse import parse_pdf

__all__ = ["parse_pdf"]
