"""The annotated PDF: a highlight at the very words of each finding, whatever way the page is turned or cropped."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_publish import check
from scr_publish.assessment import Assessment
from scr_publish.errors import InputError
from scr_publish.parsing.pdf.glyphs import Frame
from scr_publish.reporting.annotated.pdf import annotated_pdf
from scr_publish.reporting.formats import annotated
from tests.conftest import SAMPLES

LONG = SAMPLES / "flawed-long-report.pdf"


@dataclass(frozen=True)
class Mark:
    page: int
    kind: str
    name: str
    contents: str
    corners: tuple[float, ...]


def marks(data: bytes) -> list[Mark]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [
            Mark(
                number,
                str(item["/Subtype"]),
                str(item.get("/NM", "")),
                str(item["/Contents"]),
                tuple(map(float, item.get("/QuadPoints", []))),
            )
            for number, page in enumerate(pdf.pages)
            for item in page.obj.get("/Annots", [])
            if str(item.get("/T", "")) == "scr-publish"
        ]


def words_under(data: bytes, mark: Mark) -> str:
    """What PDFium reads inside the mark's rectangles."""
    with pypdfium2.PdfDocument(data) as pdf:
        text = pdf[mark.page].get_textpage()
        parts = []
        for i in range(0, len(mark.corners), 8):
            left, top, right, _, _, bottom = mark.corners[i : i + 6]
            parts.append(text.get_text_bounded(left - 0.5, bottom - 0.5, right + 0.5, top + 0.5))
        return " ".join(" ".join(parts).split())


@pytest.mark.model
def test_each_blocker_is_highlighted_at_its_words(long_pdf: Assessment) -> None:
    data = annotated_pdf(long_pdf, LONG)
    found = {mark.name: mark for mark in marks(data)}
    blockers = [f for f in long_pdf.findings if f.severity == "blocker" and f.location and f.location.boxes]
    assert len(blockers) > 10
    checked = 0
    for item in blockers:
        if item.fingerprint in found:
            mark = found[item.fingerprint]
            assert mark.kind == "/Highlight"
            assert " ".join(item.excerpt.split()) in words_under(data, mark)
            checked += 1
    assert checked > 10


@pytest.mark.model
def test_nothing_is_lost(long_pdf: Assessment) -> None:
    said = "\n".join(mark.contents for mark in marks(annotated_pdf(long_pdf, LONG)))
    for item in long_pdf.findings:
        if item.status == "open":
            assert item.message in said, item.rule.id


@pytest.mark.model
def test_the_words_and_the_original_stay_as_they_are(long_pdf: Assessment) -> None:
    before = LONG.read_bytes()
    data = annotated_pdf(long_pdf, LONG)
    assert LONG.read_bytes() == before
    with pypdfium2.PdfDocument(data) as new, pypdfium2.PdfDocument(LONG) as old:
        assert [p.get_textpage().get_text_range() for p in new] == [p.get_textpage().get_text_range() for p in old]
    assert annotated_pdf(long_pdf, LONG) == data


@pytest.mark.model
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_turned_and_cropped_pages(tmp_path: Path, rotation: int) -> None:
    from reportlab.pdfgen.canvas import Canvas

    plain, turned = tmp_path / "plain.pdf", tmp_path / "turned.pdf"
    canvas = Canvas(str(plain), pagesize=(500, 700))
    canvas.drawString(120, 400, "The school nurse, Ottilie Quarmby, rang 07700 900123.")
    canvas.save()
    with pikepdf.open(plain) as pdf:
        pdf.pages[0].Rotate = rotation
        pdf.pages[0].CropBox = [60, 90, 480, 650]
        pdf.save(turned)
    assessment = check(turned)
    item = next(f for f in assessment.findings if "900123" in f.excerpt)
    data = annotated_pdf(assessment, turned)
    mark = next(mark for mark in marks(data) if mark.name == item.fingerprint)
    xs, ys = mark.corners[::2], mark.corners[1::2]
    with pypdfium2.PdfDocument(data) as pdf:
        under = pdf[0].get_textpage().get_text_bounded(min(xs) - 0.5, min(ys) - 0.5, max(xs) + 0.5, max(ys) + 0.5)
    assert "".join(under.split()) == "07700900123"


@given(
    st.tuples(*[st.integers(0, 300)] * 2), st.tuples(*[st.integers(1, 200)] * 2), st.integers(0, 3), st.integers(0, 50)
)
def test_a_rectangle_goes_to_the_page_as_shown_and_back(
    corner: tuple[int, int], size: tuple[int, int], turns: int, offset: int
) -> None:
    import numpy as np

    frame = Frame(offset, offset * 2, offset + 600, offset * 2 + 800, turns)
    left, bottom = float(corner[0]), float(corner[1])
    right, top = left + size[0], bottom + size[1]
    shown = frame.shown(np.array([[left, top, right, bottom]], dtype=np.float32))[0]
    assert frame.placed(*map(float, shown)) == pytest.approx((left, bottom, right, top))


def test_a_draft_of_another_format_is_refused_with_a_way_out(assess_text: Callable[..., Assessment]) -> None:
    with pytest.raises(InputError, match="--format html"):
        annotated(assess_text("# Report\n"), Path("draft.md"))
