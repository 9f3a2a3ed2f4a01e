"""A sample's source as a PDF: running header and footer, contents with page numbers, tables, footnotes."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, StyleSheet1, getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate, Paragraph, Spacer, Table, TableStyle
from reportlab.platypus.tableofcontents import TableOfContents

from sample_reports.source import Part, footnotes, parts, runs

INK = colors.HexColor("#1f3a5f")


class Report(BaseDocTemplate):
    """Tells the contents page and the bookmarks about each heading as it is placed."""

    def afterFlowable(self, flowable: Any) -> None:  # noqa: N802 - reportlab's name
        level = getattr(flowable, "outline_level", None)
        if level is not None:
            text = flowable.getPlainText()
            key = f"h{self.page}-{len(text)}-{level}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(text, key, level)
            self.notify("TOCEntry", (level, text, self.page, key))


def write_pdf(source: str, path: Path) -> None:
    """Write the PDF. The same source gives the same file."""
    styles = _styles()
    notes = footnotes(source)
    read = list(parts(source))
    title = next(part.text for part in read if part.kind == "heading")
    story: list[Any] = []
    for part in read:
        story += _flowables(part, styles, notes)
    if notes:
        story.append(Paragraph("Notes", styles["Heading1"]))
        story += [Paragraph(f"{mark}. {html.escape(text)}", styles["Small"]) for mark, text in notes.items()]
    report = Report(str(path), pagesize=A4, title=title, author="", subject="", invariant=1, lang="en-GB")
    frame = Frame(25 * mm, 25 * mm, A4[0] - 50 * mm, A4[1] - 50 * mm, id="body")
    report.addPageTemplates([PageTemplate("page", [frame], onPage=lambda canvas, _: _furniture(canvas, title))])
    report.multiBuild(story)


def _styles() -> StyleSheet1:
    styles = getSampleStyleSheet()
    styles["BodyText"].fontSize, styles["BodyText"].leading, styles["BodyText"].spaceAfter = 12, 18, 9
    for name, size in (("Title", 24), ("Heading1", 17), ("Heading2", 13.5)):
        style = styles[name]
        style.fontSize, style.leading, style.textColor, style.spaceAfter = size, size * 1.25, INK, 8
    styles["Heading1"].spaceBefore, styles["Heading2"].spaceBefore = 18, 12
    styles.add(ParagraphStyle("Small", styles["BodyText"], fontSize=9, leading=12))
    styles.add(ParagraphStyle("Cell", styles["BodyText"], fontSize=9.5, leading=12.5, spaceAfter=0))
    styles.add(ParagraphStyle("Cover", styles["BodyText"], alignment=TA_CENTER))
    return styles


def _flowables(part: Part, styles: StyleSheet1, notes: dict[str, str]) -> list[Any]:
    if part.kind == "contents":
        contents = TableOfContents(dotsMinLevel=0)
        contents.levelStyles = [styles["BodyText"], ParagraphStyle("Second", styles["BodyText"], leftIndent=14)]
        return [PageBreak(), Paragraph("Contents", styles["Heading1"]), contents]
    if part.kind == "heading":
        if part.level == 1:
            return [Spacer(1, 50 * mm), Paragraph(html.escape(part.text), styles["Title"]), Spacer(1, 10 * mm)]
        heading = Paragraph(_markup(part.text, notes), styles[f"Heading{part.level - 1}"])
        heading.outline_level = part.level - 2
        return [PageBreak(), heading] if part.level == 2 else [heading]
    if part.kind == "table":
        cells = [[Paragraph(_markup(cell, notes), styles["Cell"]) for cell in row] for row in part.rows]
        width = (A4[0] - 50 * mm) / len(part.rows[0])
        look = [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.grey),
            ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e8eef5")),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        return [
            Table(cells, colWidths=[width] * len(part.rows[0]), repeatRows=1, style=TableStyle(look)),
            Spacer(1, 12),
        ]
    if part.kind == "item":
        return [Paragraph(_markup(part.text, notes), styles["BodyText"], bulletText="•")]
    return [Paragraph(_markup(part.text, notes), styles["BodyText"])]


def _markup(text: str, notes: dict[str, str]) -> str:
    out = []
    for style, words in runs(text):
        safe = html.escape(words)
        if style == "note" and words in notes:
            out.append(f"<super>{safe}</super>")
        else:
            out.append({"bold": f"<b>{safe}</b>", "italic": f"<i>{safe}</i>"}.get(style, safe))
    return "".join(out)


def _furniture(canvas: Canvas, title: str) -> None:
    canvas.saveState()
    canvas.setFont("Helvetica", 9)
    canvas.setFillColor(colors.grey)
    canvas.drawString(25 * mm, A4[1] - 15 * mm, title)
    canvas.drawCentredString(A4[0] / 2, 14 * mm, f"Page {canvas.getPageNumber()}")
    canvas.restoreState()
