"""A sample's source as a Word file: real styles, automatic numbering, a contents field, comments, tracked changes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from sample_reports.source import Part, parts, runs

MADE = datetime(2016, 6, 1, 9, 0, 0)
HEADING_COLOUR = RGBColor(0x1F, 0x3A, 0x5F)


def write_docx(source: str, path: Path, *, author: str, marks: dict[str, Any] | None = None) -> None:
    """Write a Word file. `marks` plants comments, tracked deletions and insertions at the words that they name."""
    document = Document()
    _styles(document)
    title = ""
    read = list(parts(source))
    for part in read:
        if part.kind == "heading":
            level = part.level - 1
            title = title or part.text
            document.add_heading(part.text, level)
        elif part.kind == "contents":
            _contents(document, [p for p in read if p.kind == "heading" and p.level == 2])
        elif part.kind == "item":
            paragraph = document.add_paragraph(style=None if part.numbering else "List Bullet")
            if part.numbering:
                _number(document, paragraph, part.numbering)
            _fill(paragraph, part.text)
        elif part.kind == "table":
            _table(document, part)
        else:
            _fill(document.add_paragraph(), part.text)
    _furniture(document, "Wexmoor Safeguarding Children Board")
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments, core.language = title, author, author, "", "en-GB"
    core.created = core.modified = MADE
    for entry in (marks or {}).get("comment", []):
        _comment(document, entry)
    for entry in (marks or {}).get("deletion", []):
        _revision(document, entry, "w:del")
    for entry in (marks or {}).get("insertion", []):
        _revision(document, entry, "w:ins")
    document.save(str(path))


def _styles(document: WordDocument) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    normal.paragraph_format.space_after = Pt(8)
    for name in ("Title", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name, style.font.color.rgb = "Arial", HEADING_COLOUR
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(attribute), None)
    section = document.sections[0]
    section.page_width, section.page_height = Pt(595), Pt(842)


def _fill(paragraph: Paragraph, text: str) -> None:
    for style, words in runs(text):
        run = paragraph.add_run(words)
        run.bold = style == "bold" or None
        run.italic = style == "italic" or None


def _table(document: WordDocument, part: Part) -> None:
    table = document.add_table(rows=0, cols=len(part.rows[0]), style="Table Grid")
    for i, row in enumerate(part.rows):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            _fill(cell.paragraphs[0], f"**{text}**" if i == 0 and text else text)
    header = table.rows[0]._tr.get_or_add_trPr()
    header.append(OxmlElement("w:tblHeader"))


def _contents(document: WordDocument, headings: list[Part]) -> None:
    """A contents field as Word leaves it: its last result is in the file, an entry a line."""
    for i, part in enumerate(headings):
        paragraph = document.add_paragraph()
        if i == 0:
            _field(paragraph, "begin")
            instruction = OxmlElement("w:instrText")
            instruction.text = r' TOC \o "1-2" \h \z '
            paragraph.add_run()._r.append(instruction)
            _field(paragraph, "separate")
        paragraph.add_run(f"{part.text}\t{2 + i // 3}")
        if i == len(headings) - 1:
            _field(paragraph, "end")


def _field(paragraph: Paragraph, kind: str) -> None:
    character = OxmlElement("w:fldChar")
    character.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(character)


def _number(document: WordDocument, paragraph: Paragraph, pattern: str) -> None:
    """Number a paragraph automatically, as "Recommendation 1", "Recommendation 2" …"""
    numbering = document.part.numbering_part.element
    existing = numbering.xpath(f'w:abstractNum[w:lvl/w:lvlText/@w:val="{pattern}"]/@w:abstractNumId')
    if existing:
        identity = existing[0]
    else:
        identity = "90"
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), identity)
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), "0")
        for tag, value in (("w:start", "1"), ("w:numFmt", "decimal"), ("w:lvlText", pattern), ("w:lvlJc", "left")):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
        first = numbering.find(qn("w:num"))
        first.addprevious(abstract)
        number = OxmlElement("w:num")
        number.set(qn("w:numId"), identity)
        link = OxmlElement("w:abstractNumId")
        link.set(qn("w:val"), identity)
        number.append(link)
        numbering.append(number)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = int(identity)


def _furniture(document: WordDocument, header: str) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = header
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("Page ")
    _field(footer, "begin")
    instruction = OxmlElement("w:instrText")
    instruction.text = " PAGE "
    footer.add_run()._r.append(instruction)
    _field(footer, "separate")
    footer.add_run("1")
    _field(footer, "end")


def _paragraph_with(document: WordDocument, words: str) -> Paragraph:
    return next(paragraph for paragraph in document.paragraphs if words in paragraph.text)


def _comment(document: WordDocument, entry: dict[str, str]) -> None:
    paragraph = _paragraph_with(document, entry["at"])
    run = next(run for run in paragraph.runs if entry["at"] in run.text)
    initials = "".join(word[0] for word in entry["author"].split())
    document.add_comment(run, text=entry["text"], author=entry["author"], initials=initials)


def _revision(document: WordDocument, entry: dict[str, str], tag: str) -> None:
    """Put a tracked insertion or deletion behind the words that the entry names."""
    paragraph = _paragraph_with(document, entry["after"])
    run = next(run for run in paragraph.runs if entry["after"] in run.text)
    head, _, tail = run.text.partition(entry["after"])
    run.text = head + entry["after"]
    change = OxmlElement(tag)
    change.set(qn("w:id"), "900")
    change.set(qn("w:author"), entry["author"])
    change.set(qn("w:date"), "2016-05-30T10:00:00Z")
    inner = OxmlElement("w:r")
    text = OxmlElement("w:delText" if tag == "w:del" else "w:t")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.text = entry["text"]
    inner.append(text)
    change.append(inner)
    run._r.addnext(change)
    if tail:
        rest = paragraph.add_run(tail)
        change.addnext(rest._r)
