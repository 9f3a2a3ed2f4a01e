"""Open a PDF and read its pages, each into arrays and rules; what cannot be read is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw as raw
from numpy.typing import NDArray

from scr_publish.document import Gap
from scr_publish.errors import UnreadableError
from scr_publish.parsing.limits import MAX_PAGES, MAX_STREAM_BYTES
from scr_publish.parsing.pdf.glyphs import Frame, Glyphs, frame_of, no_glyphs, read_glyphs
from scr_publish.parsing.pdf.headings import Bookmark
from scr_publish.parsing.pdf.lines import Fragment, fragments, reading_boxes
from scr_publish.parsing.pdf.rulings import Drawing, read_drawing
from scr_publish.parsing.pdf.tables import Grid, find_grids
from scr_publish.parsing.pdf.visibility import Reason, cut_pictures, find_concealed, gaps, painted

_MOST_CHARACTERS = 20_000_000
"""Over all pages: fifty times a long report."""

_ENCRYPTED = "The file is encrypted and needs a password. Save a copy without a password, and check that."
_BROKEN = "The file is damaged and cannot be read as a PDF. Make the PDF again from its source, and check that."
_EMPTY = Drawing((), (), 0.0, 0)


@dataclass(slots=True, eq=False)
class Page:
    """One page, read: its characters, the boxes to read them by, its tables, and the fragments that the text makes.
    `outside` are characters beyond the page's visible box, `concealed` those on it that nobody can see,
    by the reason; `cut_pictures` the shares that show of pictures that do not show whole;
    `gaps` its redactions; `scanned` is true where its text stands invisible over a picture of it."""

    number: int
    frame: Frame
    glyphs: Glyphs
    boxes: NDArray[np.float32]
    drawing: Drawing
    grids: list[Grid]
    fragments: list[Fragment]
    outside: Glyphs
    concealed: dict[Reason, Glyphs]
    cut_pictures: list[float] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    scanned: bool = False
    failed: bool = False


def open_pdf(data: bytes) -> pypdfium2.PdfDocument:
    """The file, opened.

    Raises UnreadableError: DX103 (a password is needed), DX104 (damaged beyond reading), DX105 (too many pages)."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise UnreadableError("DX103", _ENCRYPTED) from None
        pdf = _repaired(data)
    pdf.init_forms()
    pages = len(pdf)
    if pages > MAX_PAGES:
        pdf.close()
        raise UnreadableError(
            "DX105", f"The file has {pages:,} pages; at most {MAX_PAGES:,} are read. Split it and check each part."
        )
    if pages == 0:
        pdf.close()
        raise UnreadableError("DX104", _BROKEN)
    return pdf


def open_structure(data: bytes) -> pikepdf.Pdf | None:
    """The file's objects; None where they cannot be read, or hold no pages that can be counted."""
    bound_streams()
    try:
        pdf = pikepdf.open(BytesIO(data))
        len(pdf.pages)
    except (pikepdf.PasswordError, pikepdf.PdfError, RuntimeError, ValueError, TypeError):
        return None
    return pdf


def bound_streams() -> None:
    """Let qpdf unpack no stream beyond its limit: to be called before a file is opened with pikepdf. The setting is the
    whole process's."""
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=MAX_STREAM_BYTES,
        run_length_max_memory=MAX_STREAM_BYTES,
        png_max_memory=MAX_STREAM_BYTES,
        tiff_max_memory=MAX_STREAM_BYTES,
        dct_max_memory=MAX_STREAM_BYTES,
    )


def _repaired(data: bytes) -> pypdfium2.PdfDocument:
    """A damaged file as qpdf puts it together again."""
    out = BytesIO()
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            pdf.save(out)
        return pypdfium2.PdfDocument(out.getvalue())
    except pikepdf.PasswordError:
        raise UnreadableError("DX103", _ENCRYPTED) from None
    except (pikepdf.PdfError, pypdfium2.PdfiumError, RuntimeError, ValueError):
        raise UnreadableError("DX104", _BROKEN) from None


def read_pages(pdf: pypdfium2.PdfDocument, layers: bool) -> Iterator[Page]:
    """Each page in turn; only its arrays outlive it. `layers` is true where the file has a layer that is off."""
    total = 0
    for index in range(len(pdf)):
        try:
            loaded = pdf[index]
        except pypdfium2.PdfiumError:
            yield _unread(index + 1)
            continue
        try:
            page = _read(loaded, index + 1, layers)
        finally:
            loaded.close()
        total += len(page.glyphs)
        if total > _MOST_CHARACTERS:
            raise UnreadableError(
                "DX105", f"The file holds more than {_MOST_CHARACTERS:,} characters. Split it and check each part."
            )
        yield page


def _read(page: Any, number: int, layers: bool) -> Page:
    frame = frame_of(page.raw)
    glyphs, drawing = read_glyphs(page.raw, frame), read_drawing(page.raw, frame)
    glyphs, outside = _split_outside(glyphs, frame)
    things = painted(page.raw, frame)
    judged = find_concealed(page, frame, glyphs, things, layers)
    reasons = judged.reasons
    found = [Reason(value) for value in np.unique(reasons[reasons > 0]).tolist()]
    concealed: dict[Reason, Glyphs] = {
        reason: glyphs.where(reasons == reason) for reason in found if reason is not Reason.DOUBLE
    }
    seen = glyphs.where(reasons == 0) if found else glyphs
    out = arranged(number, frame, seen, drawing, outside, concealed)
    out.cut_pictures = cut_pictures(things, frame)
    out.gaps = gaps(things, glyphs, number)
    out.scanned = judged.scanned
    return out


def _unread(number: int) -> Page:
    glyphs = no_glyphs()
    return Page(number, Frame(0, 0, 0, 0, 0), glyphs, glyphs.boxes, _EMPTY, [], [], glyphs, {}, failed=True)


def _split_outside(glyphs: Glyphs, frame: Frame) -> tuple[Glyphs, Glyphs]:
    """The characters whose middle is on the page as shown, and the others."""
    x, y = (glyphs.boxes[:, 0] + glyphs.boxes[:, 2]) / 2, (glyphs.boxes[:, 1] + glyphs.boxes[:, 3]) / 2
    within = (x >= 0) & (x <= frame.width) & (y >= 0) & (y <= frame.height)
    return (glyphs, no_glyphs()) if within.all() else (glyphs.where(within), glyphs.where(~within))


def arranged(
    number: int, frame: Frame, glyphs: Glyphs, drawing: Drawing, outside: Glyphs, concealed: dict[Reason, Glyphs]
) -> Page:
    """A page from its characters and drawing: the tables found, the characters grouped."""
    grids, of_cell = find_grids(drawing, glyphs)
    boxes = reading_boxes(glyphs, frame)
    return Page(number, frame, glyphs, boxes, drawing, grids, fragments(glyphs, boxes, of_cell), outside, concealed)


def read_bookmarks(pdf: pypdfium2.PdfDocument) -> list[Bookmark]:
    """The file's outline, in order."""
    out: list[Bookmark] = []
    try:
        for item in pdf.get_toc(max_depth=9):
            target = item.get_dest()
            index = target.get_index() if target else None
            title = " ".join(item.get_title().split())
            if title:
                out.append(Bookmark(item.level + 1, title, (index + 1) if index is not None else 0))
    except pypdfium2.PdfiumError:
        return out
    return out
