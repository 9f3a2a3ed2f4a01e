"""What the hidden-content check of a PDF costs, beside pdfplumber's plain text extraction of the same file.

`python -m benchmarks.hidden_pdf` makes the 100-page report, reads it in turn both ways in one process, and prints CPU
seconds and their ratio. The check is what it adds to reading: finding text that nobody sees, cut pictures, layers,
replacing texts, and all that the file holds beside its pages."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pdfplumber

from benchmarks import report_pdf
from scr_publish.parsing.builder import DocumentBuilder
from scr_publish.parsing.opening import Options
from scr_publish.parsing.pdf.glyphs import frame_of, read_glyphs
from scr_publish.parsing.pdf.hidden import read_hidden
from scr_publish.parsing.pdf.layers import layers_off
from scr_publish.parsing.pdf.reading import open_pdf, open_structure, read_bookmarks
from scr_publish.parsing.pdf.replacing import as_drawn
from scr_publish.parsing.pdf.visibility import cut_pictures, find_concealed, painted

PAGES = 100
TARGET = 0.4


def cost(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    began = time.process_time()
    work()
    return time.process_time() - began


def plain_text(path: Path) -> None:
    """pdfplumber's plain text, its pages closed as they are done."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()


def hidden_content(data: bytes) -> float:
    """CPU seconds of the check alone: loading pages and reading their characters, which reading the draft needs
    anyway, is not counted."""
    spent = 0.0
    structure = open_structure(data)
    assert structure is not None
    spent += cost(lambda: (as_drawn(data, structure), layers_off(structure)))
    pdf = open_pdf(data)
    for index in range(len(pdf)):
        page = pdf[index]
        frame = frame_of(page.raw)
        glyphs = read_glyphs(page.raw, frame)

        def check() -> None:
            things = painted(page.raw, frame)  # noqa: B023
            find_concealed(page, frame, glyphs, things)  # noqa: B023
            cut_pictures(things, frame)  # noqa: B023

        spent += cost(check)
        page.close()
    bookmarks = read_bookmarks(pdf)
    spent += cost(lambda: read_hidden(structure, data, DocumentBuilder(), "", bookmarks, Options(ocr=False)))
    pdf.close()
    structure.close()
    return spent


def main(runs: int = 3) -> int:
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "report.pdf"
        report_pdf.make(path, PAGES)
        data = path.read_bytes()
        hidden_content(data)
        pairs = [(hidden_content(data), cost(lambda: plain_text(path))) for _ in range(runs)]
    ours, theirs = median(a for a, _ in pairs), median(b for _, b in pairs)
    ratio = median(a / b for a, b in pairs)
    print(f"Hidden content of a {PAGES}-page PDF, median of {runs} runs in turn (CPU seconds)")
    print(f"{'hidden-content check':28}{ours:10.2f}")
    print(f"{'pdfplumber, plain text':28}{theirs:10.2f}")
    print(f"{'ratio':28}{ratio:10.2f}   (target at most {TARGET})")
    return 0 if ratio <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
