"""PDF: what cannot be read is an error or a problem, never an empty success; and what the file hides is text."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fpdf import FPDF
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from scr_publish.document import Document, Kind, Surface
from scr_publish.errors import UnreadableError
from scr_publish.parsing.limits import MAX_PAGES
from scr_publish.parsing.opening import Input, Options
from scr_publish.parsing.pdf import ocr, parse_pdf
from tests.builders.pdf import HEIGHT, VERA, WIDTH, altered, canvas_pdf, prose, wrapped, write_lines
from tests.parsing.test_pdf_text import full_page, read, words
from tests.tools import needs


def text_page(canvas: Canvas, number: int) -> None:
    full_page(canvas, prose(8, number))


def problems(document: Document) -> list[tuple[str, int | None]]:
    return [(problem.rule, problem.page) for problem in document.problems]


def scanned(data: bytes) -> bytes:
    """Each page of a PDF as a picture of itself."""
    pdf = pypdfium2.PdfDocument(data)
    pictures = [page.render(scale=200 / 72).to_pil() for page in pdf]
    pdf.close()
    return canvas_pdf([lambda c, n: c.drawImage(ImageReader(pictures[n - 1]), 0, 0, WIDTH, HEIGHT)] * len(pictures))


def test_scanned_page_without_ocr_is_a_problem_that_says_what_to_do() -> None:
    text, picture = (
        pikepdf.open(BytesIO(canvas_pdf([text_page]))),
        pikepdf.open(BytesIO(scanned(canvas_pdf([text_page])))),
    )
    text.pages.extend(picture.pages)
    out = BytesIO()
    text.save(out)
    document = read(out.getvalue())
    assert problems(document) == [("DX201", 2)]
    assert words(document, Kind.PARAGRAPH) == [prose(8, 1)]


def test_missing_ocr_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr.shutil, "which", lambda _: None)
    ocr.missing.cache_clear()
    try:
        document = read(scanned(canvas_pdf([text_page])), ocr=True)
    finally:
        ocr.missing.cache_clear()
    assert problems(document) == [("DX201", 1), ("DX203", None)]
    assert "Tesseract" in document.problems[0].detail


@needs("tesseract")
def test_scanned_page_is_read_by_ocr_and_says_so() -> None:
    pytest.importorskip("pytesseract")
    document = read(scanned(canvas_pdf([text_page])), ocr=True)
    assert problems(document) == [("DX204", 1)]
    assert words(document, Kind.PARAGRAPH) == [prose(8, 1)]
    start = document.text.index("Police")
    (box,) = document.locate(start, start + 6).boxes
    assert 60 < box.x0 < WIDTH - 60
    assert 80 < box.top < 200
    assert document.notes == ("the text of page 1 comes from OCR",)


def test_blank_page_is_no_problem() -> None:
    document = read(canvas_pdf([text_page, lambda _c, _n: None]))
    assert document.problems == ()
    assert document.source.pages == 2


def test_file_of_blank_pages_has_no_text() -> None:
    assert problems(read(canvas_pdf([lambda _c, _n: None]))) == [("DX203", None)]


def unmapped() -> bytes:
    """A page with an embedded font whose glyphs stand for no character."""
    draft = FPDF()
    draft.add_page()
    draft.add_font("Vera", "", VERA)
    draft.set_font("Vera", size=11)
    draft.multi_cell(0, 6, prose(8))

    def change(pdf: pikepdf.Pdf) -> None:
        for font in pdf.pages[0].Resources.Font.values():
            del font["/ToUnicode"]

    return altered(bytes(draft.output()), change)


def shifted() -> bytes:
    """A page with a font whose letters claim to be other letters."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                names = [pikepdf.Name(f"/{chr(97 + (i + 7) % 26)}") for i in range(26)]
                font.Encoding = pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=[97, *names])

    return altered(canvas_pdf([text_page]), change)


@pytest.mark.parametrize("damaged", [unmapped, shifted])
def test_letters_that_map_to_nothing_or_to_others_are_a_problem(damaged: Callable[[], bytes]) -> None:
    assert ("DX202", 1) in problems(read(damaged()))


def test_page_of_names_and_figures_is_readable() -> None:
    lines = [f"{name} Thistlewood {n} {n + 7}" for n, name in enumerate(["Marian", "Joseph", "Edith", "Laurence"] * 6)]
    document = read(canvas_pdf([lambda c, _: write_lines(c, lines)]))
    assert document.problems == ()


def locked(data: bytes, **passwords: str) -> bytes:
    return altered(data, lambda _: None, encryption=pikepdf.Encryption(**passwords))


def test_user_password_stops_reading_and_owner_password_does_not() -> None:
    data = canvas_pdf([text_page])
    with pytest.raises(UnreadableError) as caught:
        read(locked(data, owner="warden", user="wren"))
    assert caught.value.rule == "DX103"
    document = read(locked(data, owner="warden", user=""))
    assert words(document, Kind.PARAGRAPH) == [prose(8, 1)]
    assert document.problems == ()


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.4\n" + b"\x00\xff" * 500, b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n%%EOF"]
)
def test_broken_file_is_one_clear_error(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(data)
    assert caught.value.rule == "DX104"
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.97])
def test_truncated_file_is_an_error_or_a_problem(share: float) -> None:
    data = canvas_pdf([text_page] * 12)
    try:
        met = {problem.rule for problem in read(data[: int(len(data) * share)]).problems}
    except UnreadableError as error:
        met = {error.rule}
    assert met & {"DX104", "DX205"}


def test_page_whose_content_is_damaged_is_a_problem() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].Contents.write(pdf.pages[1].Contents.read_bytes())

    data = bytearray(
        altered(
            canvas_pdf([text_page] * 3),
            change,
            compress_streams=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    )
    with pikepdf.open(BytesIO(bytes(data))) as pdf:
        packed = pdf.pages[1].Contents.read_raw_bytes()
    start = bytes(data).index(packed) + len(packed) // 2
    data[start : start + 12] = b"\x00" * 12
    assert ("DX205", 2) in problems(read(bytes(data)))


def test_too_many_pages_is_one_clear_error() -> None:
    pdf = pikepdf.new()
    for _ in range(MAX_PAGES + 1):
        pdf.add_blank_page()
    out = BytesIO()
    pdf.save(out)
    with pytest.raises(UnreadableError, match=f"{MAX_PAGES + 1:,} pages") as caught:
        read(out.getvalue())
    assert caught.value.rule == "DX105"


def hidden(document: Document) -> set[tuple[Surface, str]]:
    return {(b.surface, document.text[b.start : b.end]) for b in document.blocks if not b.is_printed}


def test_hidden_text_of_the_file_is_in_the_document() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
            meta["dc:description"] = "Notes on Edith"
        pdf.docinfo["/Author"] = "Marian Thistlewood"
        pdf.docinfo["/Title"] = "Draft for the Harrow family"
        pdf.docinfo["/Creator"] = "Microsoft Word"
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Meeting with Joseph", 0))
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Text,
            Rect=[10, 10, 30, 30],
            Contents="Is her name out?",
            T="L Penhale",
        )
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[10, 10, 30, 30],
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://records.invalid/edith-harrow"),
        )
        field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="name", V="Joseph Harrow")
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note), pdf.make_indirect(link)]))
        pdf.Root.AcroForm = pdf.make_indirect(pikepdf.Dictionary(Fields=[pdf.make_indirect(field)]))
        pdf.attachments["harrow-chronology.txt"] = b"text"

    found = hidden(read(altered(canvas_pdf([text_page]), change)))
    assert found == {
        (Surface.METADATA, "Marian Thistlewood"),
        (Surface.METADATA, "Draft for the Harrow family"),
        (Surface.METADATA, "Notes on Edith"),
        (Surface.METADATA, "Meeting with Joseph"),
        (Surface.ANNOTATION, "Is her name out?"),
        (Surface.ANNOTATION, "L Penhale"),
        (Surface.LINK, "https://records.invalid/edith-harrow"),
        (Surface.FORM_FIELD, "Joseph Harrow"),
        (Surface.ATTACHMENT, "harrow-chronology.txt"),
        (Surface.EMBEDDED, "text"),
    }


def test_text_beyond_the_page_is_hidden_text() -> None:
    def draw(canvas: Canvas, number: int) -> None:
        text_page(canvas, number)
        write_lines(canvas, ["Edith Harrow lives here"], x=WIDTH + 40, top=300)

    document = read(canvas_pdf([draw]))
    assert hidden(document) == {(Surface.OFF_PAGE, "Edith Harrow lives here")}
    assert words(document, Kind.PARAGRAPH) == [prose(8, 1)]


def test_bookmarks_name_headings_and_their_levels() -> None:
    def draw(canvas: Canvas, _: int) -> None:
        top = 90.0
        for level, title in enumerate(["What we looked at", "How we did it"]):
            canvas.bookmarkPage(title)
            canvas.addOutlineEntry(title, title, level=level)
            top = write_lines(canvas, [title], top=top) + 10
            top = write_lines(canvas, wrapped(canvas, prose(4, level), 450), top=top) + 10

    document = read(canvas_pdf([draw]))
    headings = [(document.plain(b), b.level) for b in document.blocks if b.kind is Kind.HEADING]
    assert headings == [("What we looked at", 1), ("How we did it", 2)]
    assert hidden(document) == set()


def test_the_same_file_gives_the_same_document(tmp_path: Path) -> None:
    data = canvas_pdf([text_page] * 3)
    given = Input(tmp_path / "a.pdf", "a.pdf", data, "0" * 64, "pdf")
    first, second = parse_pdf(given, Options(ocr=False)), parse_pdf(given, Options(ocr=False))
    assert (first.text, first.blocks) == (second.text, second.blocks)
