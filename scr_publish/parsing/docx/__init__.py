"""Word files (.docx): the body, and all that the file holds beside it."""

from scr_publish.parsing.docx.parse import parse_docx

__all__ = ["parse_docx"]
