"""Parsing: one file in, one `Document` out. Nothing else in the program opens a draft.

`open_document` looks at what the file holds, not at what its name says, and hands it to one parser a format."""

from scr_publish.parsing.opening import open_document

__all__ = ["open_document"]
