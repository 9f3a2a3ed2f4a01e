"""A copy of a PDF draft with each finding as a highlight and a note at its words."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf, String

from scr_publish.assessment import Assessment
from scr_publish.document import Box
from scr_publish.parsing.pdf.glyphs import Frame, frame_of
from scr_publish.reporting.annotated.notes import AUTHOR, Note, notes, opening
from scr_publish.rules import Severity

COLOURS = {Severity.BLOCKER: (1.0, 0.62, 0.62), Severity.REVIEW: (1.0, 0.85, 0.45), Severity.ADVICE: (0.2, 0.5, 0.75)}
_PRINT = 4
"""The annotation flag Print (ISO 32000-1, table 165)."""


def annotated_pdf(assessment: Assessment, original: Path) -> bytes:
    """The draft's pages with highlights over the findings' words, lines under those of advice; the note on the first
    page says what has no place on a page. Raises pikepdf.PdfError where the file is broken; the file itself is not
    changed."""
    with Pdf.open(original) as pdf, pypdfium2.PdfDocument(original) as read:
        frames = [frame_of(page.raw) for page in read]
        unplaced = []
        for note in notes(assessment.own_findings):
            boxes = [box for box in note.location.boxes if box.page <= len(frames)]
            if not boxes:
                unplaced.append(note)
            for page in sorted({box.page for box in boxes}):
                on_page = [box for box in boxes if box.page == page]
                _add(pdf, page - 1, _mark(pdf, note, on_page, frames[page - 1]))
        _add(pdf, 0, _sticky(frames[0], opening(assessment, unplaced)))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, linearize=False)
        return out.getvalue()


def _add(pdf: Pdf, index: int, annotation: Dictionary) -> None:
    page = pdf.pages[index].obj
    if Name.Annots not in page:
        page.Annots = Array()
    page.Annots.append(pdf.make_indirect(annotation))


def _mark(pdf: Pdf, note: Note, boxes: list[Box], frame: Frame) -> Dictionary:
    rects = [frame.placed(box.x0, box.top, box.x1, box.bottom) for box in boxes]
    corners = [value for rect in rects for value in _quad(rect)]
    left, bottom = min(r[0] for r in rects), min(r[1] for r in rects)
    right, top = max(r[2] for r in rects), max(r[3] for r in rects)
    whole = [left, bottom, right, top]
    colour = COLOURS[note.severity]
    underlined = note.severity is Severity.ADVICE
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Underline if underlined else Name.Highlight,
        Rect=_numbers(whole),
        QuadPoints=_numbers(corners),
        C=_numbers(colour),
        T=String(AUTHOR),
        Contents=String(note.text),
        NM=String(note.findings[0].fingerprint),
        F=_PRINT,
        AP=Dictionary(N=_appearance(pdf, [_line(r) for r in rects] if underlined else rects, whole, colour)),
    )


def _quad(rect: tuple[float, float, float, float]) -> tuple[float, ...]:
    """The corners as viewers expect them: upper left, upper right, lower left, lower right."""
    left, bottom, right, top = rect
    return (left, top, right, top, left, bottom, right, bottom)


def _line(rect: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """The line under a rectangle: advice on whole sentences must not drown what stops publication."""
    left, bottom, right, _ = rect
    return (left, bottom, right, bottom + 0.8)


def _appearance(
    pdf: Pdf, rects: list[tuple[float, float, float, float]], whole: list[float], colour: tuple[float, ...]
) -> pikepdf.Stream:
    """Boxes of the colour that let the words show through, for viewers that draw no highlight of their own."""
    paths = " ".join(f"{l:.2f} {b:.2f} {r - l:.2f} {t - b:.2f} re" for l, b, r, t in rects)  # noqa: E741
    content = f"/G gs {' '.join(f'{part:.2f}' for part in colour)} rg {paths} f"
    state = Dictionary(Type=Name.ExtGState, BM=Name.Multiply)
    return pdf.make_stream(
        content.encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=_numbers(whole),
        Resources=Dictionary(ExtGState=Dictionary(G=state)),
    )


def _sticky(frame: Frame, text: str) -> Dictionary:
    left, bottom, right, top = frame.placed(12, 12, 32, 32)
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Text,
        Rect=_numbers((left, bottom, right, top)),
        Name=Name.Comment,
        C=_numbers(COLOURS[Severity.REVIEW]),
        T=String(AUTHOR),
        Contents=String(text),
        F=_PRINT,
    )


def _numbers(values: tuple[float, ...] | list[float]) -> Array:
    return Array([round(value, 3) for value in values])
