"""Markdown."""

from scr_publish.parsing.markdown.parse import parse_markdown

__all__ = ["parse_markdown"]
