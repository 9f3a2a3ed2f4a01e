"""Cases drawn with fpdf2, some with an embedded TrueType font."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from fpdf import FPDF
from PIL import Image

from tests.builders.pdf import VERA
from tests.builders.redaction.cases import AFTER, BEFORE, PROSE, SECRET, Case, Sheet

X, Y, SIZE = 60.0, 120.0, 11.0


def _start(pdf: FPDF) -> float:
    return X + float(pdf.get_string_width(BEFORE))


def _width(pdf: FPDF) -> float:
    return float(pdf.get_string_width(SECRET))


def _sentence(pdf: FPDF, secret: str = SECRET) -> None:
    pdf.set_text_color(0)
    pdf.text(X, Y, BEFORE + secret + AFTER)


def _gap(pdf: FPDF) -> None:
    pdf.set_text_color(0)
    pdf.text(X, Y, BEFORE)
    pdf.text(_start(pdf) + _width(pdf), Y, AFTER)


def _bar(pdf: FPDF, colour: tuple[int, int, int] = (0, 0, 0)) -> None:
    pdf.set_fill_color(*colour)
    pdf.rect(_start(pdf) - 0.5, Y - 10, _width(pdf) + 1.5, 13, style="F")


def _picture(colour: tuple[int, ...]) -> BytesIO:
    out = BytesIO()
    Image.new("RGBA" if len(colour) == 4 else "RGB", (4, 4), colour).save(out, "PNG")
    out.seek(0)
    return out


def black_bar(pdf: FPDF) -> None:
    _sentence(pdf)
    _bar(pdf)


def white_bar(pdf: FPDF) -> None:
    _sentence(pdf)
    _bar(pdf, (255, 255, 255))


def green_bar(pdf: FPDF) -> None:
    _sentence(pdf)
    _bar(pdf, (20, 120, 60))


def picture_over(pdf: FPDF) -> None:
    _sentence(pdf)
    pdf.image(_picture((90, 90, 90)), _start(pdf) - 1, Y - 10, _width(pdf) + 2, 13)


def thick_line(pdf: FPDF) -> None:
    _sentence(pdf)
    pdf.set_line_width(13)
    pdf.line(_start(pdf) + 6, Y - 3.5, _start(pdf) + _width(pdf) - 6, Y - 3.5)
    pdf.set_line_width(0.5)


def ellipse_over(pdf: FPDF) -> None:
    _sentence(pdf)
    pdf.set_fill_color(0)
    pdf.ellipse(_start(pdf) - 20, Y - 24, _width(pdf) + 40, 40, style="F")
    pdf.set_fill_color(255)


def white_words(pdf: FPDF) -> None:
    _gap(pdf)
    pdf.set_text_color(255)
    pdf.text(_start(pdf), Y, SECRET)


def cell_of_its_own_colour(pdf: FPDF) -> None:
    _gap(pdf)
    pdf.set_fill_color(0, 0, 90)
    pdf.set_text_color(0, 0, 90)
    pdf.set_xy(_start(pdf) - 3, Y - 11)
    pdf.cell(_width(pdf) + 2, 14, SECRET, fill=True)


def see_through_bar(pdf: FPDF) -> None:
    _sentence(pdf)
    with pdf.local_context(fill_opacity=0.7):
        _bar(pdf)


def filled_table(pdf: FPDF) -> None:
    pdf.set_xy(X, Y)
    pdf.set_fill_color(225, 235, 245)
    for row in range(5):
        for words in ("3 May 2014", "Health visitor", "Nobody was in"):
            pdf.cell(120, 16, words, border=1, fill=bool(row % 2))
        pdf.set_xy(X, Y + 16 * (row + 1))


def white_on_dark_cell(pdf: FPDF) -> None:
    pdf.set_xy(X, Y)
    pdf.set_fill_color(30, 50, 90)
    pdf.set_text_color(255)
    pdf.cell(300, 24, "What needs to happen next", fill=True)


def light_marker(pdf: FPDF) -> None:
    _sentence(pdf)
    with pdf.local_context(fill_opacity=0.3):
        _bar(pdf, (255, 240, 0))


def underlined(pdf: FPDF) -> None:
    pdf.set_font(style="U")
    _sentence(pdf)
    pdf.set_font(style="")


def bar_alone(pdf: FPDF) -> None:
    _gap(pdf)
    _bar(pdf)


def picture_beside(pdf: FPDF) -> None:
    _sentence(pdf)
    pdf.image(_picture((200, 30, 30)), 460, Y - 20, 60, 40)


def clear_picture_over(pdf: FPDF) -> None:
    _sentence(pdf)
    pdf.image(_picture((0, 0, 0, 0)), X, Y - 20, 300, 40)


POSITIVE: tuple[Callable[[FPDF], None], ...] = (
    black_bar, white_bar, green_bar, picture_over, thick_line, ellipse_over, white_words, cell_of_its_own_colour,
    see_through_bar,
)  # fmt: skip
NEGATIVE: tuple[Callable[[FPDF], None], ...] = (
    filled_table, white_on_dark_cell, light_marker, underlined, bar_alone, picture_beside, clear_picture_over,
)  # fmt: skip


def sheet() -> Sheet:
    """All cases, one a page."""
    pdf = FPDF(unit="pt", format=(595, 842))
    pdf.set_auto_page_break(False)
    pdf.add_font("Vera", fname=VERA)
    cases = []
    for number, draw in enumerate((*POSITIVE, *NEGATIVE)):
        pdf.add_page()
        pdf.set_font("Vera" if number % 2 and draw is not underlined else "Times", size=SIZE)
        pdf.set_text_color(0)
        draw(pdf)
        pdf.set_text_color(0)
        for i, line in enumerate(PROSE):
            pdf.text(X, 320 + 16 * i, line)
        hidden = SECRET if draw in POSITIVE else ""
        if draw is ellipse_over:
            hidden = f"as {SECRET} at"
        cases.append(Case(draw.__name__.replace("_", " "), hidden))
    return Sheet("fpdf2", tuple(cases), bytes(pdf.output()))
