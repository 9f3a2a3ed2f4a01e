"""How a certificate's pages are laid out: fonts, styles, tables, and the foot of each page."""

from __future__ import annotations

from importlib.resources import files
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Table

REGULAR, BOLD, SERIF = "SourceSans3-Regular", "SourceSans3-SemiBold", "SourceSerif4-SemiBold"
INK, QUIET, LINE, ACCENT, TINT = "#1b1f24", "#59636e", "#c9d1d9", "#1f3a5f", "#eef2f7"
MARGIN = 22 * mm
WIDTH = A4[0] - 2 * MARGIN
FRAME = 6
"""Points that reportlab leaves free inside its frames."""


def _style(name: str, size: float, *, font: str = REGULAR, colour: str = INK, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=size * 1.4, textColor=colour, **more)


TITLE = _style("title", 24, font=SERIF, colour=ACCENT, spaceAfter=2)
SUBTITLE = _style("subtitle", 11, colour=QUIET)
LEAD = _style("lead", 10.5, spaceBefore=9, spaceAfter=4)
HEADING = _style("heading", 12.5, font=SERIF, colour=ACCENT, spaceBefore=13, spaceAfter=4, keepWithNext=1)
BODY = _style("body", 9.5)
SMALL = _style("small", 8, colour=QUIET)
SIGNED = _style("signed", 12.5, font=BOLD)
LABEL = _style("label", 9.5, colour=QUIET)
HEAD = _style("head", 8, font=BOLD, colour=QUIET)


def section(heading: str, content: Flowable) -> list[Flowable]:
    """A heading that stays with what follows, unless that is longer than a page."""
    return [KeepTogether([text(heading, HEADING), content])]


def facts(*rows: tuple[str, str]) -> Table:
    cells = [[text(label, LABEL), text(words, BODY)] for label, words in rows]
    return Table(
        cells,
        colWidths=(WIDTH * 0.24, WIDTH * 0.76),
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ],
        splitInRow=1,
    )


def table(heads: tuple[str, ...], rows: list[list[Flowable]], shares: tuple[float, ...]) -> Table:
    return Table(
        [[text(head, HEAD) for head in heads], *rows],
        colWidths=[WIDTH * share for share in shares],
        repeatRows=1,
        splitInRow=1,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, ACCENT),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
        ],
    )


def text(words: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(words).replace("\n", "<br/>"), style)


def register_fonts() -> None:
    for name in (REGULAR, BOLD, SERIF):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(files("scr_publish").joinpath("data", "fonts", f"{name}.ttf"))))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


class NumberedCanvas(Canvas):
    """Writes the foot of each page once the number of pages is known."""

    def __init__(self, made: dict[str, Any], *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._made = made
        self._states: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._states.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, state in enumerate(self._states, 1):
            self.__dict__.update(state)
            self._foot(number, len(self._states))
            super().showPage()
        super().save()

    def _foot(self, number: int, total: int) -> None:
        self.setStrokeColor(LINE)
        self.line(MARGIN, 16 * mm, A4[0] - MARGIN, 16 * mm)
        self.setFont(REGULAR, 7.5)
        self.setFillColor(QUIET)
        self.drawString(MARGIN, 12 * mm, f"Certificate {self._made['id']} · key {self._made['key']['fingerprint']}")
        self.drawRightString(A4[0] - MARGIN, 12 * mm, f"Page {number} of {total}")
