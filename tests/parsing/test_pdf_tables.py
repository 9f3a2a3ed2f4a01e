"""PDF tables: cells in their own order, header rows, tables over a page's end, and what is no table."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from scr_publish.document import Block, Document, Kind
from tests.builders.pdf import HEIGHT, LEFT, canvas_pdf, prose, wrapped, write_lines
from tests.parsing.test_pdf_text import read, words

STYLE = getSampleStyleSheet()["BodyText"]
GRID = [("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)), ("VALIGN", (0, 0), (-1, -1), "TOP")]
BOLD = ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold")
ROWS = [
    ["Date", "What happened", "Agency"],
    ["May", Paragraph(prose(2), STYLE), "Police"],
    ["June", Paragraph(prose(2, 2), STYLE), Paragraph("Children’s social care and the health visitor", STYLE)],
]


def laid_out(story: list[Flowable]) -> Document:
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build(story)
    return read(out.getvalue())


def cells(document: Document) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for block in document.blocks:
        if block.cell:
            place = (block.cell.row, block.cell.column)
            found[place] = f"{found.get(place, '')} {document.plain(block)}".strip()
    return found


def header_rows(document: Document) -> set[int]:
    return {b.cell.row for b in document.blocks if b.cell and b.cell.header}


def test_cells_hold_their_own_words_and_are_not_interleaved() -> None:
    document = laid_out([Table(ROWS, colWidths=[60, 260, 110], style=[*GRID, BOLD])])
    assert cells(document) == {
        (1, 1): "Date",
        (1, 2): "What happened",
        (1, 3): "Agency",
        (2, 1): "May",
        (2, 2): prose(2),
        (2, 3): "Police",
        (3, 1): "June",
        (3, 2): prose(2, 2),
        (3, 3): "Children’s social care and the health visitor",
    }
    assert {b.kind for b in document.blocks if b.page} == {Kind.CELL}
    assert header_rows(document) == {1}


@pytest.mark.parametrize(
    "mark", [BOLD, ("BACKGROUND", (0, 0), (-1, 0), (0.8, 0.8, 0.9)), ("LEFTPADDING", (0, 0), (0, 0), 6)]
)
def test_header_row_is_told_by_type_by_shade_or_by_its_words(mark: tuple[object, ...]) -> None:
    assert header_rows(laid_out([Table(ROWS, colWidths=[60, 260, 110], style=[*GRID, mark])])) == {1}


def test_table_of_figures_without_headings_has_no_header_row() -> None:
    document = laid_out([Table([["2012", "14"], ["2013", "15"], ["2014", "11"]], style=GRID)])
    assert len(cells(document)) == 6
    assert header_rows(document) == set()


def test_table_over_a_page_end_is_one_table_and_its_place_is_said() -> None:
    rows = [ROWS[0], *([f"Day {n}", Paragraph(prose(3, n), STYLE), "Police"] for n in range(1, 22))]
    document = laid_out([Table(rows, colWidths=[60, 260, 110], style=[*GRID, BOLD], repeatRows=0)])
    assert document.source.pages == 3
    assert len(document.tables) == 1
    found = cells(document)
    assert [found[n + 1, 1] for n in range(1, 22)] == [f"Day {n}" for n in range(1, 22)]
    last: Block = document.tables[0][-1]
    assert (last.page, last.where) == (3, "table 1, row 22")


def test_repeated_header_row_of_the_next_page_is_a_header_row() -> None:
    rows = [ROWS[0], *([f"Day {n}", Paragraph(prose(3, n), STYLE), "Police"] for n in range(1, 22))]
    document = laid_out([Table(rows, colWidths=[60, 260, 110], style=[*GRID, BOLD], repeatRows=1)])
    headings = [document.plain(b) for b in document.tables[0] if b.cell and b.cell.header]
    assert headings == ["Date", "What happened", "Agency"] * 3


def test_row_cut_by_the_page_end_keeps_its_sentence() -> None:
    def first(canvas: Canvas, _: int) -> None:
        full = wrapped(canvas, prose(8), 280)
        grid(canvas, 700, 790)
        write_lines(canvas, ["May"], top=715)
        write_lines(canvas, full[:5], x=LEFT + 110, top=715)

    def second(canvas: Canvas, _: int) -> None:
        full = wrapped(canvas, prose(8), 280)
        grid(canvas, 80, 250)
        write_lines(canvas, full[5:], x=LEFT + 110, top=95)
        grid(canvas, 250, 280)
        write_lines(canvas, ["June"], top=265)
        write_lines(canvas, ["A second visit."], x=LEFT + 110, top=265)

    def grid(canvas: Canvas, top: float, bottom: float) -> None:
        canvas.grid([LEFT - 5, LEFT + 100, LEFT + 400], [HEIGHT - bottom, HEIGHT - top])

    document = read(
        canvas_pdf(
            [
                lambda c, n: (
                    grid(c, 650, 700),
                    write_lines(c, ["Date"], top=670),
                    write_lines(c, ["Event"], x=LEFT + 110, top=670),
                    first(c, n),
                ),
                second,
            ]
        )
    )
    assert cells(document) == {
        (1, 1): "Date",
        (1, 2): "Event",
        (2, 1): "May",
        (2, 2): prose(8),
        (3, 1): "June",
        (3, 2): "A second visit.",
    }


def test_text_around_a_table_stays_in_its_place() -> None:
    story = [
        Paragraph(prose(3), STYLE),
        Spacer(1, 12),
        Table(ROWS, colWidths=[60, 260, 110], style=GRID),
        Spacer(1, 12),
        Paragraph(prose(3, 2), STYLE),
    ]
    document = laid_out(story)
    kinds = [b.kind for b in document.blocks if b.page]
    assert kinds == [Kind.PARAGRAPH, *[Kind.CELL] * 9, Kind.PARAGRAPH]


def test_frame_around_text_is_no_table() -> None:
    def draw(canvas: Canvas, _: int) -> None:
        canvas.rect(LEFT - 10, HEIGHT - 200, 470, 130)
        write_lines(canvas, wrapped(canvas, prose(5), 440), top=95)

    document = read(canvas_pdf([draw]))
    assert words(document, Kind.PARAGRAPH) == [prose(5)]
