"""PDF: every character of the linear text is where its box says, whatever the page's rotation, box and producer."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import docx
import numpy as np
import pikepdf
import pypdfium2
import pytest
from fpdf import FPDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from scr_publish.document import Box, Document, Kind, Surface
from tests.builders.pdf import HEIGHT, VERA, altered, canvas_pdf, from_docx, prose, wrapped, write_lines
from tests.parsing.test_pdf_text import full_page, furnished, read, words
from tests.tools import needs


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\ufffe", "").replace("\x02", "").replace("-", "")


def check_places(document: Document, data: bytes) -> int:
    """Every block lies in the text, the boxes lie on the page, and what PDFium reads in them is the block's words."""
    geometry = document.geometry
    assert geometry is not None
    assert len(geometry.page) == len(document.text) == len(geometry.x0)
    for before, after in zip(document.blocks, document.blocks[1:], strict=False):
        assert before.start <= before.words_start <= before.end <= after.start
    compared = 0
    pdf = pypdfium2.PdfDocument(data)
    sizes = [page.get_size() for page in pdf]
    for block in document.blocks:
        if not block.is_printed:
            continue
        for i in range(block.start, block.end):
            if geometry.page[i] == 0:
                assert document.text[i] in " \n\t", "only white space has no place"
                continue
            width, height = sizes[geometry.page[i] - 1]
            assert -1 <= geometry.x0[i] <= geometry.x1[i] <= width + 1
            assert -1 <= geometry.top[i] <= geometry.bottom[i] <= height + 1
    pdf.close()
    for block in [b for b in document.blocks if b.is_printed][:40]:
        first = document.text[block.words_start : block.end].split()
        if first and len(first[0]) > 2:
            assert read_at(data, document, block.words_start, block.words_start + len(first[0])) == squeezed(first[0])
            compared += 1
    return compared


def read_at(data: bytes, document: Document, start: int, end: int) -> str:
    """What a fresh reading of the file finds in the boxes of a span; unrotated pages without a crop box."""
    pdf = pypdfium2.PdfDocument(data)
    out = ""
    for box in document.locate(start, end).boxes:
        page = pdf[box.page - 1]
        height = page.get_height()
        text = page.get_textpage()
        middle = (box.top + box.bottom) / 2
        out += text.get_text_bounded(box.x0 + 0.5, height - middle - 1, box.x1 - 0.5, height - middle + 1)
        text.close()
    pdf.close()
    return squeezed(out)


def report(folder: Path) -> None:
    draft = docx.Document()
    draft.sections[0].header.paragraphs[0].text = "Overview report: Child Wren"
    draft.add_heading("Findings of the review", 1)
    for i in range(12):
        draft.add_paragraph(prose(6, i))
    draft.add_heading("The first meeting", 2)
    draft.add_paragraph("records of the school", style="List Bullet")
    table = draft.add_table(rows=2, cols=2, style="Table Grid")
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("Date", "Event", "May", prose(2)), strict=True
    ):
        cell.text = text
    draft.add_paragraph(prose(6))
    draft.save(folder / "draft.docx")


def by_fpdf2() -> bytes:
    pdf = FPDF()
    for i in range(3):
        pdf.add_page()
        pdf.set_font("Times", "B", 16)
        pdf.cell(0, 12, f"Part {i + 1} of the story", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("Times", size=11)
        for k in range(3):
            pdf.multi_cell(0, 6, prose(5, i + k))
            pdf.ln(4)
    return bytes(pdf.output())


def test_reportlab() -> None:
    data = canvas_pdf([furnished] * 4)
    assert check_places(read(data), data) >= 8


def test_fpdf2() -> None:
    data = by_fpdf2()
    document = read(data)
    assert words(document, Kind.HEADING) == [f"Part {i} of the story" for i in (1, 2, 3)]
    assert words(document, Kind.PARAGRAPH) == [prose(5, i + k) for i in range(3) for k in range(3)]
    assert check_places(document, data) >= 12


@pytest.fixture(scope="module")
def office_pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("office")
    report(folder)
    return from_docx(folder, "draft.docx").read_bytes()


def as_expected(document: Document) -> None:
    assert words(document, Kind.HEADING) == ["Findings of the review", "The first meeting"]
    assert words(document, Kind.PARAGRAPH) == [*(prose(6, i) for i in range(12)), prose(6)]
    assert words(document, Kind.CELL) == ["Date", "Event", "May", prose(2)]
    assert words(document, Kind.HEADER) == ["Overview report: Child Wren"]
    assert words(document, Kind.LIST_ITEM) == ["records of the school"]


@needs("soffice")
def test_libreoffice(office_pdf: bytes) -> None:
    document = read(office_pdf)
    as_expected(document)
    assert check_places(document, office_pdf) >= 15


@needs("soffice")
@needs("gs")
def test_distilled_again_by_ghostscript(office_pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "in.pdf").write_bytes(office_pdf)
    command = [
        "gs",
        "-q",
        "-dNOPAUSE",
        "-dBATCH",
        "-sDEVICE=pdfwrite",
        f"-sOutputFile={tmp_path / 'out.pdf'}",
        str(tmp_path / "in.pdf"),
    ]
    subprocess.run([shutil.which("gs") or "gs", *command[1:]], check=True, capture_output=True, timeout=60)
    data = (tmp_path / "out.pdf").read_bytes()
    document = read(data)
    as_expected(document)
    assert check_places(document, data) >= 15


def rotated(data: bytes, degrees: int) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.rotate(degrees, relative=False)

    return altered(data, change)


def around(document: Document, start: int, end: int) -> Box:
    boxes = document.locate(start, end).boxes
    return Box(
        1, min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)
    )


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_rotated_page_has_its_boxes_as_shown(rotation: int) -> None:
    plain = read(canvas_pdf([lambda c, _: write_lines(c, ["Marlbridge"], top=100, size=20)]))
    turned = read(rotated(canvas_pdf([lambda c, _: write_lines(c, ["Marlbridge"], top=100, size=20)]), rotation))
    before, after = (around(document, 0, 10) for document in (plain, turned))
    width, height = 595.28, HEIGHT
    expected = {
        90: (height - before.bottom, before.x0, height - before.top, before.x1),
        180: (width - before.x1, height - before.bottom, width - before.x0, height - before.top),
        270: (before.top, width - before.x1, before.bottom, width - before.x0),
    }[rotation]
    assert turned.text == plain.text == "Marlbridge"
    assert (after.x0, after.top, after.x1, after.bottom) == pytest.approx(expected, abs=0.1)


def test_text_that_is_drawn_upright_on_a_rotated_page_is_read_in_order() -> None:
    def draw(canvas: Canvas, _: int) -> None:
        canvas.translate(595.28, 0)
        canvas.rotate(90)
        canvas.setFont("Times-Roman", 11)
        for i, line in enumerate(wrapped(canvas, prose(10), 600)):
            canvas.drawString(60, 500 - i * 13.2, line)

    document = read(rotated(canvas_pdf([draw]), 90))
    assert words(document, Kind.PARAGRAPH) == [prose(10)]
    assert words(read(canvas_pdf([draw])), Kind.PARAGRAPH) == [prose(10)], "and sideways, where it is not"


def test_crop_box_moves_the_corner() -> None:
    def draw(canvas: Canvas, _: int) -> None:
        full_page(canvas, prose(3), top=200)

    plain, cropped = read(canvas_pdf([draw])), read(canvas_pdf([draw], crop=(50, 100, 550, 700)))
    before, after = plain.locate(0, 5).boxes[0], cropped.locate(0, 5).boxes[0]
    assert (before.x0 - after.x0, before.top - after.top) == pytest.approx((50, HEIGHT - 700), abs=0.1)


def test_letters_of_a_ligature_share_its_box() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.add_font("Vera", "", VERA)
    pdf.set_font("Vera", size=12)
    pdf.cell(0, 10, "The \ufb01nal \ufb02oor soft\u00adware")
    document = read(bytes(pdf.output()))
    assert document.text == "The final floor software"
    geometry = document.geometry
    assert geometry is not None
    f, i = document.text.index("fi"), document.text.index("fi") + 1
    assert geometry.x0[f] == geometry.x0[i]
    assert geometry.x1[i] > geometry.x0[i]


WORDS = st.lists(
    st.sampled_from(["Board", "child", "met", "safe-guarding", "2014", "(b)", "Mr", "“so”", "a", "1.2"]),
    min_size=1,
    max_size=60,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=1, max_size=5), st.integers(80, 460), st.integers(0, 30))
def test_no_word_is_lost_and_every_letter_has_its_place(groups: list[list[str]], width: int, gap: int) -> None:
    def draw(canvas: Canvas, _: int) -> None:
        top = 60.0
        for group in groups:
            lines = wrapped(canvas, " ".join(group), width)
            top = write_lines(canvas, lines, top=top, leading=13.2) + gap

    data = canvas_pdf([draw])
    document = read(data)
    visible = "".join(document.text[b.start : b.end] for b in document.blocks if b.surface is not Surface.METADATA)
    drawn = "".join("".join(group) for group in groups)
    assert sorted(squeezed(visible).replace("•", "")) == sorted(squeezed(drawn))
    geometry = document.geometry
    assert geometry is not None
    assert np.all((geometry.page > 0) == (geometry.x1 > geometry.x0))
