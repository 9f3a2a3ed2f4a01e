"""What gives a removed name away: the width of its gap, the letters that a font keeps."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from fpdf import FPDF
from reportlab.pdfgen.canvas import Canvas

from scr_publish.checks.base import Subject
from scr_publish.checks.hidden.identities import identities
from scr_publish.config import CaseFile, Project, load_profile
from scr_publish.config.case import Identity
from scr_publish.nlp.annotations import Annotations
from scr_publish.parsing import open_document
from tests.builders.pdf import VERA, altered, canvas_pdf, write_lines
from tests.builders.redaction.cases import PROSE

SHORT, LONG = "Kit Orr", "Tamsin Thistlewood"
ALPHABET = ("The quick brown fox jumps over the lazy dog; Kites and Thin Ores.",)


def redacted(name: str) -> bytes:
    """A line with a bar of the width of a name, and nothing under it."""

    def draw(canvas: Canvas, _: int) -> None:
        write_lines(canvas, [*PROSE, *ALPHABET], font="Helvetica", size=11)
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 500, "The child, ")
        start = 72 + canvas.stringWidth("The child, ", "Helvetica", 11)
        width = canvas.stringWidth(name, "Helvetica", 11) + 2
        canvas.rect(start, 497, width, 12, stroke=0, fill=1)
        canvas.drawString(start + width + 2, 500, "was seen.")

    return canvas_pdf([draw])


def found(data: bytes, folder: Path, *names: str) -> list[str]:
    path = folder / "draft.pdf"
    path.write_bytes(data)
    document = open_document(path)
    case = CaseFile(identities=tuple(Identity(names=(name,)) for name in names))
    subject = Subject(document, Annotations(document, (), "none"), load_profile(), Project(), case)
    findings = list(identities(subject))
    assert not any(name.split()[0] in item.message for name in names for item in findings)
    return [item.rule.id for item in findings]


def test_a_gap_that_fits_one_name_only_is_a_finding(tmp_path: Path) -> None:
    assert found(redacted(LONG), tmp_path, LONG, SHORT) == ["HC226"]


@pytest.mark.parametrize("names", [(LONG, LONG[::-1]), (SHORT, "Ada Jo"), ()])
def test_a_gap_that_fits_two_names_or_none_is_not(names: tuple[str, ...], tmp_path: Path) -> None:
    assert found(redacted(LONG), tmp_path, *names) == []


def without_its_name() -> bytes:
    """A page in an embedded font from whose operators a name was cut after the font was cut down to its letters."""
    pdf = FPDF(unit="pt")
    pdf.add_page()
    pdf.add_font("Vera", fname=VERA)
    pdf.set_font("Vera", size=11)
    pdf.text(72, 100, "the child was seen at home")
    pdf.text(72, 120, "Quxby")

    def cut(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        operators = list(pikepdf.parse_content_stream(page))
        shown = [i for i, item in enumerate(operators) if str(item.operator) in ("Tj", "TJ")]
        del operators[shown[1]]
        page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(operators))

    return altered(bytes(pdf.output()), cut)


def test_letters_left_in_a_font_that_fit_one_name_only_are_a_finding(tmp_path: Path) -> None:
    assert found(without_its_name(), tmp_path, "Quxby", "Tamsin") == ["HC225"]
    assert found(without_its_name(), tmp_path, "Tamsin", "Orrell") == []
