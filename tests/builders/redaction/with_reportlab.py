"""Cases drawn with reportlab."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from PIL import Image
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.builders.redaction.cases import AFTER, BEFORE, PROSE, SECRET, Case, Sheet

FONT, SIZE, X, Y = "Times-Roman", 11.0, 72.0, 700.0


def _start(c: Canvas) -> float:
    return X + float(c.stringWidth(BEFORE, FONT, SIZE))


def _width(c: Canvas) -> float:
    return float(c.stringWidth(SECRET, FONT, SIZE))


def _prose(c: Canvas) -> None:
    c.setFillGray(0)
    c.setFont(FONT, SIZE)
    for i, line in enumerate(PROSE):
        c.drawString(X, Y - 40 - 16 * i, line)


def _sentence(c: Canvas, secret: str = SECRET) -> None:
    c.setFillGray(0)
    c.setFont(FONT, SIZE)
    c.drawString(X, Y, BEFORE + secret + AFTER)


def _bar(c: Canvas, *, pad: float = 1.0, stroke: int = 0) -> None:
    c.rect(_start(c) - pad, Y - 3, _width(c) + 2 * pad, SIZE + 1, fill=1, stroke=stroke)


def _picture(colour: tuple[int, ...], size: tuple[int, int] = (1, 1)) -> ImageReader:
    return ImageReader(Image.new("RGBA" if len(colour) == 4 else "RGB", size, colour))


def black_box(c: Canvas) -> None:
    _sentence(c)
    _bar(c)


def blue_box(c: Canvas) -> None:
    _sentence(c)
    c.setFillColorRGB(0.1, 0.2, 0.6)
    _bar(c)


def white_box(c: Canvas) -> None:
    _sentence(c)
    c.setFillGray(1)
    _bar(c)


def white_box_with_new_words(c: Canvas) -> None:
    white_box(c)
    c.setFillGray(0)
    c.drawString(_start(c) + 4, Y, "[a name]")


def several_small_boxes(c: Canvas) -> None:
    _sentence(c)
    step = _width(c) / 8
    for i in range(8):
        c.rect(_start(c) + i * step, Y - 3, step + 0.2, SIZE + 1, fill=1, stroke=0)


def thick_stroke(c: Canvas) -> None:
    _sentence(c)
    c.setLineWidth(12)
    c.line(_start(c) - 1, Y + 3, _start(c) + _width(c) + 1, Y + 3)


def rounded_path(c: Canvas) -> None:
    _sentence(c)
    c.roundRect(_start(c) - 2, Y - 3, _width(c) + 4, SIZE + 2, 3, fill=1, stroke=0)


def dark_see_through_box(c: Canvas) -> None:
    _sentence(c)
    c.setFillAlpha(0.8)
    _bar(c)
    c.setFillAlpha(1)


def half_black_box(c: Canvas) -> None:
    _sentence(c)
    c.setFillAlpha(0.6)
    _bar(c)
    c.setFillAlpha(1)


def white_veil(c: Canvas) -> None:
    _sentence(c)
    c.setFillColor(Color(1, 1, 1, alpha=0.9))
    _bar(c)
    c.setFillAlpha(1)


def one_pixel_image(c: Canvas) -> None:
    _sentence(c)
    c.drawImage(_picture((0, 0, 0)), _start(c) - 1, Y - 3, _width(c) + 2, SIZE + 1)


def grey_picture(c: Canvas) -> None:
    _sentence(c)
    c.drawImage(_picture((120, 130, 140), (40, 10)), _start(c) - 1, Y - 3, _width(c) + 2, SIZE + 1)


def box_in_a_form(c: Canvas) -> None:
    _sentence(c)
    c.beginForm("bar")
    _bar(c)
    c.endForm()
    c.doForm("bar")


def text_and_box_in_a_form(c: Canvas) -> None:
    c.beginForm("all")
    black_box(c)
    c.endForm()
    c.doForm("all")


def black_on_black(c: Canvas) -> None:
    _bar(c)
    _sentence(c)


def coloured_on_its_box(c: Canvas) -> None:
    c.setFillColorRGB(0.8, 0.1, 0.1)
    _bar(c)
    _sentence(c, " " * 26)
    c.setFillColorRGB(0.8, 0.1, 0.1)
    c.drawString(_start(c), Y, SECRET)


def white_on_white(c: Canvas) -> None:
    _sentence(c, " " * 26)
    c.setFillGray(1)
    c.drawString(_start(c), Y, SECRET)


def nearly_white(c: Canvas) -> None:
    _sentence(c, " " * 26)
    c.setFillGray(0.985)
    c.drawString(_start(c), Y, SECRET)


def invisible_mode(c: Canvas) -> None:
    _sentence(c, " " * 26)
    text = c.beginText(_start(c), Y)
    text.setTextRenderMode(3)
    text.textOut(SECRET)
    text.setTextRenderMode(0)
    c.saveState()
    c.drawText(text)
    c.restoreState()
    c.setFont("Helvetica", 8)


def clipped_away(c: Canvas) -> None:
    _sentence(c, " " * 26)
    c.saveState()
    path = c.beginPath()
    path.rect(10, 10, 20, 20)
    c.clipPath(path, stroke=0, fill=0)
    c.drawString(_start(c), Y, SECRET)
    c.restoreState()


def hatched(c: Canvas) -> None:
    _sentence(c)
    c.saveState()
    path = c.beginPath()
    path.rect(_start(c) - 1, Y - 3, _width(c) + 2, SIZE + 1)
    c.clipPath(path, stroke=0, fill=0)
    c.setLineWidth(1.6)
    for i in range(-12, int(_width(c)) + 12, 3):
        c.line(_start(c) + i, Y - 4, _start(c) + i + 13, Y + 10)
    c.restoreState()


def light_hatching(c: Canvas) -> None:
    _sentence(c)
    c.saveState()
    path = c.beginPath()
    path.rect(_start(c) - 1, Y - 3, _width(c) + 2, SIZE + 1)
    c.clipPath(path, stroke=0, fill=0)
    c.setLineWidth(1)
    for i in range(-12, int(_width(c)) + 12, 4):
        c.line(_start(c) + i, Y - 4, _start(c) + i + 13, Y + 10)
    c.restoreState()


def block_letters_over(c: Canvas) -> None:
    _sentence(c)
    c.setFont("ZapfDingbats", 14)
    c.drawString(_start(c) - 2, Y - 1.5, "n" * 7)
    c.setFont(FONT, SIZE)


def horizontal_hatching(c: Canvas) -> None:
    _sentence(c)
    c.setLineWidth(1.2)
    for i in range(7):
        c.line(_start(c) - 1, Y - 2.5 + 1.7 * i, _start(c) + _width(c) + 1, Y - 2.5 + 1.7 * i)


def turned_text(c: Canvas) -> None:
    _prose(c)
    c.saveState()
    c.translate(400, 300)
    c.rotate(90)
    c.drawString(0, 0, SECRET)
    c.rect(-2, -3, _width(c) + 4, SIZE + 2, fill=1, stroke=0)
    c.restoreState()


def white_page_wide(c: Canvas) -> None:
    c.setFont(FONT, SIZE)
    c.drawString(X, 400, SECRET)
    c.setFillGray(1)
    c.rect(0, 0, 600, 850, fill=1, stroke=0)


def gradient_box(c: Canvas) -> None:
    _sentence(c)
    c.saveState()
    path = c.beginPath()
    path.rect(_start(c) - 1, Y - 3, _width(c) + 2, SIZE + 1)
    c.clipPath(path, stroke=0, fill=0)
    c.linearGradient(_start(c), Y, _start(c) + _width(c), Y, (Color(0.1, 0.1, 0.1), Color(0.5, 0.5, 0.5)))
    c.restoreState()


def tiny_words(c: Canvas) -> None:
    _sentence(c, " ")
    c.setFont(FONT, 0.8)
    c.drawString(X, Y - 20, SECRET)


def table_shading(c: Canvas) -> None:
    for i in range(4):
        c.setFillGray(0.85 if i % 2 else 0.95)
        c.rect(X, Y + 60 - 18 * i, 400, 18, fill=1, stroke=0)
    c.setFillGray(0)
    c.setFont(FONT, SIZE)
    for i in range(4):
        c.drawString(X + 4, Y + 65 - 18 * i, f"Row {i} of the table, shaded")
        c.drawString(X + 204, Y + 65 - 18 * i, "School nurse")


def header_band(c: Canvas) -> None:
    c.setFillColorRGB(0.0, 0.1, 0.3)
    c.rect(0, 780, 600, 60, fill=1, stroke=0)
    c.setFillGray(1)
    c.setFont("Helvetica-Bold", 18)
    c.drawString(X, 800, "Serious Case Review")


def highlighted_heading(c: Canvas) -> None:
    c.setFillColorRGB(1, 1, 0)
    c.rect(X - 2, 640 + 125, 200, 22, fill=1, stroke=0)
    c.setFillGray(0)
    c.setFont("Helvetica-Bold", 16)
    c.drawString(X, 640 + 130, "What happened")


def highlight_drawn_after(c: Canvas) -> None:
    _sentence(c)
    c.setFillColorRGB(1, 1, 0)
    c.setFillAlpha(0.35)
    _bar(c)
    c.setFillAlpha(1)


def underlined_and_struck(c: Canvas) -> None:
    _sentence(c)
    c.setLineWidth(0.8)
    c.line(_start(c), Y - 1.5, _start(c) + _width(c), Y - 1.5)
    c.line(X, Y + 3, X + 60, Y + 3)


def struck_out_thickly(c: Canvas) -> None:
    _sentence(c)
    c.setLineWidth(2)
    c.line(_start(c), Y + 3, _start(c) + _width(c), Y + 3)


def crossed_out_page(c: Canvas) -> None:
    _sentence(c)
    c.setLineWidth(1.5)
    c.line(50, 600, 500, 760)
    c.line(50, 760, 500, 600)


def framed_words(c: Canvas) -> None:
    _sentence(c)
    c.setLineWidth(1)
    c.rect(_start(c) - 2, Y - 4, _width(c) + 4, SIZE + 3, fill=0, stroke=1)


def honest_redaction(c: Canvas) -> None:
    _sentence(c, " " * 26)
    _bar(c)


def touching_box(c: Canvas) -> None:
    _sentence(c, " " * 26)
    c.rect(_start(c) + 0.5, Y - 3, _width(c) - 2, SIZE + 1, fill=1, stroke=0)
    c.rect(X, Y + 8.2, 80, 10, fill=1, stroke=0)


def watermark(c: Canvas) -> None:
    c.saveState()
    c.setFillGray(0.92)
    c.setFont("Helvetica-Bold", 70)
    c.translate(150, 300)
    c.rotate(45)
    c.drawString(0, 0, "DRAFT")
    c.restoreState()


def watermark_over(c: Canvas) -> None:
    _sentence(c)
    c.saveState()
    c.setFillAlpha(0.15)
    c.setFont("Helvetica-Bold", 70)
    c.translate(100, 600)
    c.rotate(30)
    c.drawString(0, 0, "FICTIONAL")
    c.restoreState()


def bar_chart(c: Canvas) -> None:
    for i, height in enumerate((60, 90, 40, 120)):
        c.setFillColorRGB(0.2, 0.4, 0.7)
        c.rect(X + 60 * i, 300, 40, height, fill=1, stroke=1)
        c.setFillGray(0)
        c.setFont("Helvetica", 9)
        c.drawString(X + 60 * i, 288, f"Q{i + 1} 2014")
        c.setFillGray(1)
        c.drawString(X + 60 * i + 12, 305, str(height))


def gridded_table(c: Canvas) -> None:
    c.setFont(FONT, SIZE)
    for row in range(4):
        for column, words in enumerate(("3 May 2014", "Health visitor", "Home visit, nobody in")):
            c.drawString(X + 4 + 120 * column, Y + 70 - 18 * row, words)
    c.setLineWidth(0.5)
    for row in range(5):
        c.line(X, Y + 84 - 18 * row, X + 360, Y + 84 - 18 * row)
    for column in range(4):
        c.line(X + 120 * column, Y + 84, X + 120 * column, Y + 12)


def logo_beside(c: Canvas) -> None:
    _sentence(c)
    c.drawImage(_picture((10, 120, 90), (30, 30)), 420, Y - 12, 60, 40)


def see_through_picture_over(c: Canvas) -> None:
    _sentence(c)
    c.drawImage(_picture((0, 0, 0, 0), (8, 8)), X, Y - 20, 300, 60, mask="auto")


def text_on_a_picture(c: Canvas) -> None:
    c.drawImage(_picture((30, 60, 90), (20, 20)), 0, 600 + 150, 600, 90)
    c.setFillGray(1)
    c.setFont("Helvetica", 20)
    c.drawString(X, 790, "Learning from a review")


def form_field(c: Canvas) -> None:
    _sentence(c)
    c.acroForm.textfield(name="reference", value="", x=X, y=600 + 140, width=200, height=20)


POSITIVE: tuple[Callable[[Canvas], None], ...] = (
    black_box, blue_box, white_box, white_box_with_new_words, several_small_boxes, thick_stroke, rounded_path,
    dark_see_through_box, half_black_box, white_veil, one_pixel_image, grey_picture, box_in_a_form,
    text_and_box_in_a_form, black_on_black, coloured_on_its_box, white_on_white, nearly_white, invisible_mode,
    clipped_away, hatched, light_hatching, horizontal_hatching, turned_text, white_page_wide, gradient_box, tiny_words,
)  # fmt: skip
NEGATIVE: tuple[Callable[[Canvas], None], ...] = (
    table_shading, header_band, highlighted_heading, highlight_drawn_after, underlined_and_struck,
    struck_out_thickly, crossed_out_page, framed_words,
    honest_redaction, touching_box, watermark, watermark_over, bar_chart, gridded_table, logo_beside,
    see_through_picture_over, text_on_a_picture, form_field,
)  # fmt: skip


def sheet() -> Sheet:
    """All cases, one a page."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    cases = []
    for draw in (*POSITIVE, *NEGATIVE):
        canvas.setFont(FONT, SIZE)
        draw(canvas)
        if draw is not turned_text:
            _prose(canvas)
        canvas.showPage()
        cases.append(Case(draw.__name__.replace("_", " "), SECRET if draw in POSITIVE else ""))
    canvas.save()
    return Sheet("reportlab", tuple(cases), out.getvalue())
