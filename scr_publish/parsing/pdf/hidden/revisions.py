"""Earlier states of the file, which programs that save by adding to its end leave in it (ISO 32000-1, 7.5.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2

from scr_publish.document import Kind, Surface
from scr_publish.parsing.pdf.hidden.information import information
from scr_publish.parsing.pdf.hidden.items import FAILURES, Collector, Hidden, wordless
from scr_publish.parsing.pdf.hidden.notes import fields, note_texts

_END = re.compile(rb"%%EOF[ \t]*(?:\r\n|\r|\n)?")
_MOST = 12
"""Earlier states that are read, the last ones."""

_LEAST_WORDS = re.compile(r"[^\W_]{2}")


def revision_ends(data: bytes, linearised: bool) -> list[int]:
    """Where each earlier state of the file ends. The first mark of a linearised file ends its first page, no state."""
    ends = [match.end() for match in _END.finditer(data)][:-1]
    return ends[1:] if linearised else ends


def earlier(data: bytes, linearised: bool, collector: Collector) -> Iterator[Hidden]:
    """What earlier states say that the file as it opens does not, and that there are such states."""
    ends = revision_ends(data, linearised)
    number = 0
    for end in ends[-_MOST:]:
        state = data[:end]
        lines = _lines(state)
        if lines is None:
            continue
        number += 1
        where = f"earlier state {number} of the file"
        for text in lines:
            if _LEAST_WORDS.search(text) and not collector.is_printed(text):
                yield Hidden(Kind.REVISION, Surface.EARLIER_REVISION, text, where, None, "HC211")
        for item in _beside(state, collector):
            if item.text and not collector.is_known(item):
                place = f"{where}, {item.where}"
                yield Hidden(Kind.REVISION, Surface.EARLIER_REVISION, item.text, place, item.page, "HC211")
    if number:
        states = "one earlier state" if number == 1 else f"{number} earlier states"
        yield wordless("file", "HC228", states)


def _lines(state: bytes) -> list[str] | None:
    """The lines of text of a state's pages; None where it does not open by itself."""
    out: list[str] = []
    try:
        pdf = pypdfium2.PdfDocument(state)
    except pypdfium2.PdfiumError:
        return None
    try:
        for page in pdf:
            text_page = page.get_textpage()
            out += text_page.get_text_bounded().splitlines()
            text_page.close()
            page.close()
    except pypdfium2.PdfiumError:
        return out
    finally:
        pdf.close()
    return out


def _beside(state: bytes, collector: Collector) -> list[Hidden]:
    out: list[Hidden] = []
    try:
        with pikepdf.open(BytesIO(state)) as pdf:
            out += information(pdf)
            out += note_texts(pdf, collector.printed)
            out += fields(pdf)
    except FAILURES:
        return out
    return out
