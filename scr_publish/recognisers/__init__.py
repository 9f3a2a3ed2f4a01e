"""Recognisers of identifiers in British reports, as Presidio recognisers. Patterns are data beside the code."""

from scr_publish.recognisers.engine import Hit, recognise

__all__ = ["Hit", "recognise"]
