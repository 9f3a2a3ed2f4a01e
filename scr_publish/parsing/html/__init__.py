"""Web pages."""

from scr_publish.parsing.html.parse import parse_html

__all__ = ["parse_html"]
