"""PDFs without what they hide: the hidden words really gone from the pages' operators, and the file written anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

import numpy as np
import pikepdf
from numpy.typing import NDArray

from scr_publish.errors import UnreadableError
from scr_publish.parsing.opening import Input
from scr_publish.parsing.pdf.hidden.items import plain
from scr_publish.parsing.pdf.hidden.revisions import revision_ends
from scr_publish.parsing.pdf.layers import layers_off
from scr_publish.parsing.pdf.reading import Page, open_pdf, read_pages
from scr_publish.parsing.pdf.replacing import as_drawn
from scr_publish.rewriting.clean.pdf.comparing import changed_pages
from scr_publish.rewriting.clean.pdf.notes import Rect, clean_notes, resolve_links
from scr_publish.rewriting.clean.pdf.structure import clean_structure, layer_test
from scr_publish.rewriting.clean.pdf.unseen import hidden_boxes, take_out_unseen
from scr_publish.rewriting.clean.report import Log


def clean_pdf(given: Input, log: Log) -> bytes:
    """The file anew: pages without text that nobody sees, notes and forms made part of the page, no properties,
    attachments, scripts or earlier states. Every page is drawn before and after and compared."""
    try:
        with pikepdf.open(BytesIO(given.data)) as pdf:
            pages = _pages(as_drawn(given.data, pdf), bool(layers_off(pdf)))
            is_printed = _printed(pages)
            _log_states(pdf, given.data, log)
            take_out_unseen(pdf, given.data, pages, layer_test(pdf), is_printed, log)
            resolve_links(pdf)
            changed = clean_notes(pdf, log)
            clean_structure(pdf, is_printed, log)
            out = BytesIO()
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    except pikepdf.PasswordError:
        raise UnreadableError("DX103", "The file is encrypted and needs a password.") from None
    except pikepdf.PdfError:
        raise UnreadableError("DX104", "The file is damaged. Make the PDF again from its source.") from None
    data = out.getvalue()
    for number in changed_pages(given.data, data, _allowed(pages, changed)):
        log.left(f"Page {number} looks different in the new file. Compare it before you publish.")
    return data


def _pages(data: bytes, layers: bool) -> list[Page]:
    opened = open_pdf(data)
    try:
        return list(read_pages(opened, layers))
    finally:
        opened.close()


def _printed(pages: Sequence[Page]) -> Callable[[str], bool]:
    """A test of whether a text stands on the pages, signs and spaces aside."""
    printed = "".join(plain("".join(map(chr, page.glyphs.codes.tolist()))) for page in pages)
    return lambda text: plain(text) in printed


def _log_states(pdf: pikepdf.Pdf, data: bytes, log: Log) -> None:
    log.removed("earlier states", "the file", len(revision_ends(data, pdf.is_linearized)))
    if pdf.is_encrypted:
        log.note("The draft restricted printing or copying; the new file does not.")


def _allowed(pages: Sequence[Page], changed: Mapping[int, Sequence[Rect]]) -> dict[int, NDArray[np.float32]]:
    """Where each page may look different: the boxes of hidden words, and of notes that are gone."""
    out = {}
    for number, page in enumerate(pages):
        rects = np.array([(x0, y1, x1, y0) for x0, y0, x1, y1 in changed.get(number, ())], np.float32).reshape(-1, 4)
        out[number] = np.concatenate([hidden_boxes(page), page.frame.shown(rects)])
    return out


__all__ = ["clean_pdf"]
