"""Texts that a PDF gives in place of what its page shows (ActualText: ISO 32000-1, 14.9.4).

PDFium reads them instead of the letters. Programs write them for a hyphen or a ligature, where they help; a text of
whole words is read apart from the page (HC218), and the page by its own letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

_KEY = b"/ActualText"
_ASIDE = b"/ActualTexX"
_WORDS = re.compile(r"[^\W\d_]{4}|[^\W_]\s+[^\W_]|\d{4}")
_FAILURES = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError, IndexError)


def is_words(text: str) -> bool:
    """Whether a replacement is more than a sign, a hyphen or a ligature."""
    return bool(_WORDS.search(text))


def marked_dictionaries(page: Any) -> Iterator[Any]:
    """The property lists of marked content that a page's or form's own operators hold, where they replace anything."""
    for instruction in pikepdf.parse_content_stream(page):
        if str(instruction.operator) in ("BDC", "DP") and len(instruction.operands) == 2:
            marks = instruction.operands[1]
            if isinstance(marks, pikepdf.Dictionary):
                yield marks


def as_drawn(data: bytes, pdf: pikepdf.Pdf) -> bytes:
    """The file for reading its pages by their letters: itself where no replacement is of words; else a copy in which
    those of page contents and forms are set aside."""
    try:
        if not any(_replaces(holder) for holder, _ in _holders(pdf)):
            return data
        with pikepdf.open(BytesIO(data)) as copy:
            for _, streams in _holders(copy):
                for stream in streams:
                    content = stream.read_bytes()
                    if _KEY in content:
                        stream.write(content.replace(_KEY, _ASIDE))
            for node in copy.objects:
                if isinstance(node, pikepdf.Dictionary) and "/ActualText" in node and "/S" not in node:
                    del node["/ActualText"]
            out = BytesIO()
            copy.save(out)
            return out.getvalue()
    except _FAILURES:
        return data


def _replaces(holder: Any) -> bool:
    return any(is_words(str(marks.get("/ActualText", ""))) for marks in marked_dictionaries(holder))


def _holders(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, list[Any]]]:
    """Pages and forms whose operators replace text, each with its streams."""
    for page in pdf.pages:
        contents = page.obj.get("/Contents")
        found = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        streams = [stream for stream in found if isinstance(stream, pikepdf.Stream)]
        if any(_KEY in stream.read_bytes() for stream in streams):
            yield page, streams
    for node in pdf.objects:
        if isinstance(node, pikepdf.Stream) and node.get("/Subtype") == pikepdf.Name.Form and _KEY in node.read_bytes():
            yield node, [node]
