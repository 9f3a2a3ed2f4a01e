"""One PDF in, one `Document` out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import pikepdf
import pypdfium2

from scr_publish.document import Document, Source, SpareLetters
from scr_publish.parsing.builder import DocumentBuilder
from scr_publish.parsing.opening import Input, Options
from scr_publish.parsing.pdf import ocr
from scr_publish.parsing.pdf.accessibility import barriers
from scr_publish.parsing.pdf.assembly import Assembled, assemble
from scr_publish.parsing.pdf.damage import damaged_pages, is_cut_off
from scr_publish.parsing.pdf.emit import emit
from scr_publish.parsing.pdf.fonts import spare_letters
from scr_publish.parsing.pdf.furniture import page_range
from scr_publish.parsing.pdf.headings import Bookmark, classify
from scr_publish.parsing.pdf.hidden import read_hidden
from scr_publish.parsing.pdf.hidden.items import FAILURES
from scr_publish.parsing.pdf.hyphens import Vocabulary
from scr_publish.parsing.pdf.layers import layers_off
from scr_publish.parsing.pdf.legibility import is_gibberish, is_unmapped
from scr_publish.parsing.pdf.reading import Page, arranged, open_pdf, open_structure, read_bookmarks, read_pages
from scr_publish.parsing.pdf.replacing import as_drawn
from scr_publish.parsing.pdf.scans import scans_words_not_shown

_FEW_WORDS = 4
"""A page with a picture and fewer words than this beside running headers is a picture: a scan with a stamp on it."""

_SOME_WORDS = 10
_WHOLE_PAGE = 0.5
"""With fewer than ten words it is one where the picture takes half the page, the cover aside."""

_DRAWN_LETTERS = 150
"""Paths on a page without text from which it holds drawn letters and not some ruled lines."""


_MOST_COMPARED = 40
"""Scanned pages whose text is compared with their picture: OCR takes some seconds a page."""


def parse_pdf(given: Input, options: Options) -> Document:
    """Read a PDF.

    Raises UnreadableError: DX103 (encrypted with a user's password), DX104 (damaged), DX105 (too many pages or
    characters). Pages that hold no text that can be read come back as problems."""
    builder = DocumentBuilder()
    structure = open_structure(given.data)
    pdf = open_pdf(given.data if structure is None else as_drawn(given.data, structure))
    try:
        count = len(pdf)
        bookmarks = read_bookmarks(pdf)
        pages = list(read_pages(pdf, structure is None or bool(layers_off(structure))))
        assembled = assemble(pages)
        pictures = [page for page in pages if _is_picture(page, assembled.words.get(page.number, 0))]
        if pictures and _read_pictures(pdf, pages, pictures, options, builder):
            assembled = assemble(pages)
        _report_damage(given.data, structure, pages, builder)
        _report_unmapped(pages, assembled, builder)
        printed = _build(assembled, bookmarks, builder)
        _report_cut_pictures(pages, builder)
        builder.gaps += [gap for page in pages for gap in page.gaps]
        _compare_scans(pdf, pages, options, builder)
        if structure is None:
            builder.problem("DX205", "its notes, links, form fields, attachments and properties")
        else:
            builder.spare_letters += _spare_letters(structure, pages)
            read_hidden(structure, given.data, builder, printed, bookmarks, options)
            builder.barriers(barriers(structure))
    finally:
        pdf.close()
        if structure is not None:
            structure.close()
    if not any(len(page.glyphs) for page in pages) and not any(page.failed for page in pages):
        builder.problem("DX203")
    return builder.finish(Source(PurePath(given.name).name, given.sha256, given.format, len(given.data), count))


def _build(assembled: Assembled, bookmarks: Sequence[Bookmark], builder: DocumentBuilder) -> str:
    """Add the blocks of the pages' text; gives the text of its lines."""
    classify(assembled.elements, assembled.measured.size, bookmarks)
    emit(assembled.elements, Vocabulary(line.text for line in assembled.lines), builder)
    return " ".join(line.text for line in assembled.lines)


def _spare_letters(structure: pikepdf.Pdf, pages: Sequence[Page]) -> list[SpareLetters]:
    """None where the fonts cannot be read: they only help a guess."""
    try:
        return spare_letters(structure, pages)
    except FAILURES:
        return []


def _compare_scans(
    pdf: pypdfium2.PdfDocument, pages: Sequence[Page], options: Options, builder: DocumentBuilder
) -> None:
    """Compare the text behind scans with their pictures, where OCR is there; say where it was not done."""
    scans = [page for page in pages if page.scanned]
    lacking = ocr.missing() if options.ocr else "OCR is switched off"
    done = [] if lacking else scans[:_MOST_COMPARED]
    for page in done:
        loaded = pdf[page.number - 1]
        differing = scans_words_not_shown(page, ocr.read_picture(loaded, page.frame))
        loaded.close()
        if differing:
            where = f"page {page.number}"
            words = "one word" if differing == 1 else f"{differing} words"
            builder.trace("HC210", detail=f"{words} of {where} not found in its picture", where=where)
    left = scans[len(done) :]
    if left:
        reason = lacking or f"at most {_MOST_COMPARED} pages are"
        numbers = page_range([page.number for page in left])
        builder.trace("HC229", detail=f"{numbers} ({reason})", where=numbers)


def _report_cut_pictures(pages: Sequence[Page], builder: DocumentBuilder) -> None:
    for page in pages:
        for share in page.cut_pictures:
            where = f"page {page.number}"
            builder.trace("HC221", detail=f"{share:.0%} of one on {where} shows", where=where, path="picture")


def _is_picture(page: Page, words: int) -> bool:
    drawing = page.drawing
    if words < _FEW_WORDS:
        return drawing.picture_share > 0 or (words == 0 and drawing.paths >= _DRAWN_LETTERS)
    return words < _SOME_WORDS and drawing.picture_share >= _WHOLE_PAGE and page.number > 1


def _read_pictures(
    pdf: pypdfium2.PdfDocument, pages: list[Page], pictures: Sequence[Page], options: Options, builder: DocumentBuilder
) -> bool:
    """Read pages that are pictures by OCR and put what is found in their places; true where any text was. A page that
    stays unread is a problem."""
    lacking = ocr.missing() if options.ocr else "OCR is switched off"
    read = []
    for page in pictures:
        if lacking:
            builder.problem("DX201", f" ({lacking})", page.number)
            continue
        loaded = pdf[page.number - 1]
        glyphs = ocr.read_picture(loaded, page.frame)
        loaded.close()
        if len(glyphs) <= len(page.glyphs):
            builder.problem("DX201", " (OCR found no words on it)", page.number)
            continue
        pages[page.number - 1] = arranged(page.number, page.frame, glyphs, page.drawing, page.outside, page.concealed)
        builder.problem("DX204", "", page.number)
        read.append(page.number)
    if read:
        builder.note(f"the text of {page_range(read)} comes from OCR")
    return bool(read)


def _report_damage(data: bytes, structure: pikepdf.Pdf | None, pages: Sequence[Page], builder: DocumentBuilder) -> None:
    if is_cut_off(data):
        builder.problem("DX205", "the end of the file is missing")
    failed = {page.number for page in pages if page.failed}
    for number in sorted(failed.union(damaged_pages(structure) if structure else ())):
        builder.problem("DX205", f"the content of page {number}", number)


def _report_unmapped(pages: Sequence[Page], assembled: Assembled, builder: DocumentBuilder) -> None:
    of_page: dict[int, list[str]] = {}
    for line in assembled.lines:
        of_page.setdefault(line.page, []).append(line.text)
    for page in pages:
        if is_unmapped(page.glyphs.codes) or is_gibberish(of_page.get(page.number, [])):
            builder.problem("DX202", "", page.number)
