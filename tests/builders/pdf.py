"""PDFs made in memory for tests: by reportlab at exact places, by its layout engine, and damaged or locked ones."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
import reportlab
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
"""A TrueType font that comes with reportlab."""

WIDTH, HEIGHT = A4
LEFT = 72.0

SENTENCES = (
    "The Board decided in March to hold a review because a child had been seriously harmed.",
    "There were concerns about how agencies had worked together during the winter.",
    "The independent reviewer had not worked for any of the agencies in the county.",
    "She met the family twice and read the records of the school and of the health visitor.",
    "Police officers attended the address on two evenings and left without seeing the children.",
    "Nobody asked the older child what he thought of the plan that was made for him.",
)


def prose(count: int, start: int = 0) -> str:
    """That many sentences of an invented report."""
    return " ".join(SENTENCES[(start + i) % len(SENTENCES)] for i in range(count))


Drawer = Callable[[Canvas, int], None]


def canvas_pdf(pages: Sequence[Drawer], *, crop: tuple[float, float, float, float] | None = None) -> bytes:
    """A PDF whose pages are drawn by functions that get the canvas and the page's number from 1."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number, draw in enumerate(pages, 1):
        draw(canvas, number)
        if crop:
            canvas.setCropBox(crop)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def write_lines(
    canvas: Canvas,
    lines: Sequence[str],
    *,
    x: float = LEFT,
    top: float = 90.0,
    size: float = 11.0,
    font: str = "Times-Roman",
    leading: float | None = None,
) -> float:
    """Draw lines from a place counted from the page's top; gives where the next line would stand."""
    canvas.setFont(font, size)
    step = leading or size * 1.2
    for line in lines:
        canvas.drawString(x, HEIGHT - top, line)
        top += step
    return top


def wrapped(canvas: Canvas, text: str, width: float, size: float = 11.0, font: str = "Times-Roman") -> list[str]:
    """Text cut into lines no wider than `width` points."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if canvas.stringWidth(longer, font, size) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def altered(data: bytes, change: Callable[[pikepdf.Pdf], None], **save: object) -> bytes:
    """A PDF after a change made with pikepdf."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, **save)
    return out.getvalue()


def from_docx(folder: Path, name: str) -> Path:
    """The PDF that LibreOffice makes of a Word file in a folder; its settings stay in the folder too."""
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'office').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / name),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / name).with_suffix(".pdf")
