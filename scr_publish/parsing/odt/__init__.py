"""OpenDocument texts."""

from scr_publish.parsing.odt.parse import parse_odt

__all__ = ["parse_odt"]
