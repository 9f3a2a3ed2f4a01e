"""What the confined process does for the pictures: draw pages of a PDF, make a PDF of another format."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from scr_publish.errors import InputError, UnreadableError
from scr_publish.parsing.isolated import NewFile
from scr_publish.parsing.limits import MAX_PAGES

LARGEST_SIDE = 2400
"""Pixels of a picture's longer side at most: a poster is drawn smaller, not refused."""


def draw(path: Path, _folder: Path, options: Mapping[str, Any]) -> NewFile:
    """Pages `first` to `last` of a PDF as PNG pictures, `scale` pixels to the point, one after the other.

    The report has the number of `pages`, and of each picture its page, its size in points and how many bytes it has.
    Raises UnreadableError: the PDF is broken or encrypted (DX104)."""
    pictures: list[list[float]] = []
    out = bytearray()
    with _opened(path) as pdf:
        pages = len(pdf)
        for number in range(max(1, options["first"]), min(pages, options["last"]) + 1):
            page = pdf[number - 1]
            width, height = page.get_size()
            scale = min(float(options["scale"]), LARGEST_SIDE / max(width, height, 1))
            picture = io.BytesIO()
            page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB").save(picture, "PNG", compress_level=4)
            page.close()
            pictures.append([number, width, height, picture.tell()])
            out += picture.getvalue()
    return NewFile(bytes(out), {"pages": pages, "pictures": pictures})


def lay_out(path: Path, _folder: Path, options: Mapping[str, Any]) -> NewFile:
    """The draft as LibreOffice lays it out, as a PDF, and where on its pages the `wanted` findings stand: `boxes`, by
    the finding's key. `format` is the draft's. Raises InputError where LibreOffice is not installed, and
    UnreadableError where it cannot read the file."""
    from scr_publish.parsing.libreoffice import convert, find_libreoffice
    from scr_publish.workbench.pictures.placing import Wanted, letters_of, placed

    program = find_libreoffice()
    if program is None:
        raise InputError("LibreOffice is not installed: the pages of this draft cannot be drawn.")
    made = convert(program, path.name, path.read_bytes(), options["format"], "pdf:writer_pdf_Export")
    with _opened(made) as pdf:
        letters = letters_of(_characters(pdf))
    found = placed(letters, (Wanted(*item) for item in options["wanted"]))
    boxes = {key: [[b.page, b.x0, b.top, b.x1, b.bottom] for b in where] for key, where in found.items()}
    return NewFile(made, {"boxes": boxes})


def _characters(pdf: Any) -> Iterator[tuple[str, np.ndarray]]:
    from scr_publish.parsing.pdf.glyphs import frame_of, read_glyphs

    for number in range(len(pdf)):
        page = pdf[number]
        glyphs = read_glyphs(page.raw, frame_of(page.raw))
        yield "".join(map(chr, glyphs.codes.tolist())), glyphs.boxes
        page.close()


@contextmanager
def _opened(source: Path | bytes) -> Iterator[Any]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError:
        raise UnreadableError("DX104", "The pages cannot be drawn: the PDF is damaged or encrypted.") from None
    try:
        if len(pdf) > MAX_PAGES:
            raise UnreadableError("DX103", f"The pages cannot be drawn: there are more than {MAX_PAGES:,}.")
        pdf.init_forms()
        yield pdf
    finally:
        pdf.close()
