"""The clean sample report as a PDF with plants in every place that such a file has."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
import reportlab
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table, TableStyle

from benchmarks.plants.kinds import Plant
from benchmarks.plants.word import SOURCE
from sample_reports.source import parts

INFO = ("Title", "Subject", "Keywords", "Author", "Creator")
LEFT = 72
FONT = "Vera"
_BODY = ParagraphStyle("body", fontName=FONT, fontSize=10.5, leading=14, spaceAfter=7)
_HEADINGS = {
    1: ParagraphStyle("title", parent=_BODY, fontSize=20, leading=26),
    2: ParagraphStyle("h", parent=_BODY, fontSize=15, leading=20),
}
_CAPTION = ParagraphStyle("caption", parent=_BODY, fontSize=8.5, leading=11)
_NOTE = ParagraphStyle("note", parent=_BODY, fontSize=8, leading=10)


def write(plants: Sequence[Plant], folder: Path, name: str) -> Path:
    """Write the sample with the plants in it; a plant for the file's name replaces `name`. Gives the path."""
    named = next((plant.text for plant in plants if plant.place == "file"), name)
    path = folder / f"{named}.pdf"
    pdfmetrics.registerFont(TTFont(FONT, str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")))
    furniture = _Furniture(plants)
    frame = Frame(LEFT, 110, A4[0] - 2 * LEFT, A4[1] - 200, id="text")
    template = BaseDocTemplate(str(path), pagesize=A4, title="Serious Case Review: Child H", author="Philippa Renshawe")
    template.addPageTemplates(PageTemplate(id="page", frames=[frame], onPage=furniture.draw))
    template.build(_story(plants, furniture.pages))
    _after(path, plants)
    return path


class _Furniture:
    """Headers, footers and footnotes: one plant of each a page, in turn."""

    def __init__(self, plants: Sequence[Plant]) -> None:
        self._texts = {
            place: [p.text for p in plants if p.place == place] for place in ("header", "footer", "footnote")
        }
        self.pages = max(len(texts) for texts in self._texts.values())

    def draw(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        """What a page has beside its text."""
        at = document.page - 1
        for place, y, size in (("header", A4[1] - 50, 9.0), ("footer", 36, 9.0), ("footnote", 80, 7.5)):
            texts = self._texts[place]
            words = texts[at] if at < len(texts) else {"header": "Wexmoor Safeguarding Children Board"}.get(place, "")
            if place == "footnote" and words:
                canvas.line(LEFT, 94, LEFT + 140, 94)
                words = f"{at + 1} {words}"
            canvas.setFont(FONT, size)
            for i, line in enumerate(words.split("\n")):
                canvas.drawString(LEFT, y - 11 * i, line)


def _story(plants: Sequence[Plant], pages: int) -> list[Flowable]:
    story: list[Flowable] = []
    for part in parts(SOURCE.read_text(encoding="utf-8")):
        if part.kind == "heading":
            story.append(Paragraph(_marked(part.text), _HEADINGS[min(part.level, 2)]))
        elif part.kind in ("paragraph", "item"):
            story.append(Paragraph(_marked(part.text), _BODY))
    body = [*(p.anchor for p in plants if p.anchor), *(p.text for p in plants if p.place == "body")]
    for i, text in enumerate(body):
        story.insert(12 + 2 * i, Paragraph(_marked(text), _BODY))
    for plant in plants:
        if plant.place == "table":
            story += [_table(plant.text), Spacer(1, 14)]
        elif plant.place == "caption":
            story += [Spacer(1, 24), Paragraph(_marked(plant.text), _CAPTION)]
        elif plant.place == "textbox":
            box = Table([[Paragraph(_marked(plant.text), _BODY)]], colWidths=[260])
            box.setStyle(TableStyle([("BOX", (0, 0), (-1, -1), 1, "black")]))
            story += [Spacer(1, 12), box, Spacer(1, 12)]
    return [*story, *(Spacer(1, A4[1] - 240) for _ in range(pages))]


def _marked(text: str) -> str:
    return escape(text.replace("**", "").replace("*", "")).replace("\n", "<br/>")


def _table(text: str) -> Table:
    column, _, value = text.partition(": ")
    rows = [["Date", "Agency", column], ["Spring 2014", "Health", Paragraph(_marked(value), _BODY)]]
    table = Table(rows, colWidths=[80, 80, 250])
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), FONT, 10)]))
    return table


def _after(path: Path, plants: Sequence[Plant]) -> None:
    """Notes, links, properties and alternative texts, which lie beside the pages' text."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        annotations = pdf.make_indirect(pikepdf.Array())
        page.Annots = annotations
        for i, plant in enumerate(plants):
            box = [LEFT, 300 + i, LEFT + 20, 310 + i]
            if plant.place == "comment":
                annotations.append(_annotation(pdf, "/Text", box, Contents=plant.text))
            elif plant.place == "link":
                action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(plant.text))
                annotations.append(_annotation(pdf, "/Link", box, A=action))
        for key, text in zip(INFO, (p.text for p in plants if p.place == "metadata"), strict=False):
            pdf.docinfo[f"/{key}"] = pikepdf.String(text)
        figures = [p.text for p in plants if p.place == "alt"]
        if figures:
            _structure(pdf, figures)
        pdf.save(path)


def _annotation(pdf: pikepdf.Pdf, subtype: str, box: Sequence[float], **entries: Any) -> pikepdf.Object:
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(subtype), Rect=pikepdf.Array(list(box)), **entries
        )
    )


def _structure(pdf: pikepdf.Pdf, texts: Sequence[str]) -> None:
    """A structure tree with a figure for each text, as a tagged PDF has."""
    root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    figures = [
        pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Figure, P=root, Alt=pikepdf.String(text))
        )
        for text in texts
    ]
    root.K = pikepdf.Array(figures)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
