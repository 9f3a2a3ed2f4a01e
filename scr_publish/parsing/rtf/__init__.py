"""Rich Text Format."""

from scr_publish.parsing.rtf.parse import parse_rtf

__all__ = ["parse_rtf"]
