"""Damage that PDFium passes over in silence: pages whose content cannot be unpacked whole."""

from __future__ import annotations

import logging
import zlib

import pikepdf

logging.getLogger("pikepdf").setLevel(logging.CRITICAL)
"""qpdf's own warnings: what matters of them is reported as a problem of the document."""

_END_MARK = b"%%EOF"
_LAST_BYTES = 4096


def is_cut_off(data: bytes) -> bool:
    """Whether the mark that ends every PDF is missing from its last kilobytes."""
    return _END_MARK not in data[-_LAST_BYTES:]


def damaged_pages(pdf: pikepdf.Pdf) -> list[int]:
    """The pages, from 1, whose content cannot be read to its end."""
    out = []
    try:
        for number, page in enumerate(pdf.pages, 1):
            known = len(pdf.get_warnings())
            if not _reads(page) or len(pdf.get_warnings()) > known:
                out.append(number)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError):
        return out
    return out


def _reads(page: pikepdf.Page) -> bool:
    contents = page.obj.get("/Contents")
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    try:
        return all(_unpacks(stream) for stream in streams if isinstance(stream, pikepdf.Stream))
    except pikepdf.PdfError:
        return False


def _unpacks(stream: pikepdf.Stream) -> bool:
    """Whether a stream can be unpacked, and is what its checksum says: qpdf and PDFium do not look at that."""
    stream.read_bytes()
    filters = stream.get("/Filter")
    if isinstance(filters, pikepdf.Array) and len(filters) == 1:
        filters = filters[0]
    if filters != pikepdf.Name.FlateDecode:
        return True
    try:
        zlib.decompressobj().decompress(stream.read_raw_bytes())
    except zlib.error:
        return False
    return True
