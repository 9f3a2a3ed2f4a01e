"""The clean sample report as a Word file with plants in every place that such a file has."""

from __future__ import annotations

import zipfile
from base64 import b64decode
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.text.paragraph import Paragraph

from benchmarks.plants.kinds import Plant
from sample_reports.to_docx import write_docx

SOURCE = Path(__file__).parents[2] / "sample_reports" / "sources" / "corrected-report.md"
PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
HEADER = "Wexmoor Safeguarding Children Board"
PROPERTIES = ("title", "subject", "keywords", "comments", "category")


def write(plants: Sequence[Plant], folder: Path, name: str) -> Path:
    """Write the sample with the plants in it; a plant for the file's name replaces `name`. Gives the path."""
    named = next((plant.text for plant in plants if plant.place == "file"), name)
    path = folder / f"{named}.docx"
    write_docx(SOURCE.read_text(encoding="utf-8"), path, author="Philippa Renshawe")
    document = Document(str(path))
    for plant in plants:
        if plant.anchor:
            _among_the_paragraphs(document, plant.anchor)
    notes = [plant for plant in plants if plant.place == "footnote"]
    for plant in plants:
        _PLACES[plant.place](document, plant.text)
    rows = [plant.text for plant in plants if plant.place == "table"]
    if rows:
        _rows(document, rows)
    for value, key in zip((plant.text for plant in plants if plant.place == "metadata"), PROPERTIES, strict=False):
        setattr(document.core_properties, key, value)
    for number, _ in enumerate(notes, 1):
        _note_mark(document, number)
    document.save(str(path))
    if notes:
        _add_notes(path, [plant.text for plant in notes])
    return path


def _among_the_paragraphs(document: WordDocument, text: str) -> None:
    """A paragraph of its own among those of the report, each time at another one."""
    prose = [p for p in document.paragraphs if p.style is not None and p.style.name == "Normal" and len(p.text) > 80]
    prose[len(text) % len(prose)].insert_paragraph_before(text)


def _in_header(document: WordDocument, text: str) -> None:
    _free_section(document, "header").header.add_paragraph(text)


def _in_footer(document: WordDocument, text: str) -> None:
    _free_section(document, "footer").footer.add_paragraph(text)


def _free_section(document: WordDocument, side: str) -> Section:
    """The last section if its header or footer has no plant yet, else a new one, on a page of its own."""
    last = document.sections[-1]
    if len(getattr(last, side).paragraphs) == 1:
        return last
    new = document.add_section(WD_SECTION.NEW_PAGE)
    document.add_paragraph("The following was added to the draft for the meeting of the panel.")
    new.header.is_linked_to_previous = new.footer.is_linked_to_previous = False
    new.header.paragraphs[0].text = HEADER
    return new


def _as_caption(document: WordDocument, text: str) -> None:
    document.add_paragraph(text, style="Caption")


def _in_text_box(document: WordDocument, text: str) -> None:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    box = parse_xml(
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape style="width:200pt;height:60pt">'
        f"<v:textbox><w:txbxContent><w:p><w:r>{lines}</w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document.add_paragraph()._p.append(box)


def _as_comment(document: WordDocument, text: str) -> None:
    run = next(run for paragraph in document.paragraphs for run in paragraph.runs if len(run.text) > 40)
    document.add_comment(run, text=text, author="Reviewer", initials="R")


def _as_link(document: WordDocument, target: str) -> None:
    identity = document.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), identity)
    paragraph = document.add_paragraph("More can be read on ")
    run = paragraph.add_run("this page")
    link.append(run._r)
    paragraph._p.append(link)


def _as_alternative(document: WordDocument, text: str) -> None:
    document.add_picture(BytesIO(PIXEL))
    document.paragraphs[-1]._p.xpath(".//wp:docPr")[0].set("descr", text)


def _nothing(_document: WordDocument, _text: str) -> None:
    """Tables, properties, footnotes and the file's name are written for all plants together."""


_PLACES = {
    "body": _among_the_paragraphs,
    "table": _nothing,
    "header": _in_header,
    "footer": _in_footer,
    "footnote": _nothing,
    "caption": _as_caption,
    "textbox": _in_text_box,
    "comment": _as_comment,
    "metadata": _nothing,
    "link": _as_link,
    "alt": _as_alternative,
    "file": _nothing,
}


def _rows(document: WordDocument, texts: Iterable[str]) -> None:
    """Tables of two rows: the heading of the column is what stands before the colon."""
    for text in texts:
        column, _, value = text.partition(": ")
        table = document.add_table(rows=0, cols=3, style="Table Grid")
        for cells in (("Date", "Agency", column), ("Spring 2014", "Health", value)):
            for cell, words in zip(table.add_row().cells, cells, strict=True):
                cell.paragraphs[0].add_run(words)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        document.add_paragraph()


def _note_mark(document: WordDocument, number: int) -> None:
    paragraph: Paragraph = [p for p in document.paragraphs if len(p.text) > 80][number % 20]
    run = parse_xml(f"<w:r {nsdecls('w')}><w:rPr>{RAISED}</w:rPr></w:r>")
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number + 1))
    run.append(reference)
    paragraph._p.append(run)


RAISED = '<w:vertAlign w:val="superscript"/>'
NOTE_SIZE = '<w:sz w:val="18"/>'
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_NOTES_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def _add_notes(path: Path, texts: Sequence[str]) -> None:
    """The part that holds the footnotes, which python-docx does not write."""
    notes = "".join(
        f'<w:footnote w:id="{number + 1}"><w:p><w:r><w:rPr>{RAISED}</w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:rPr>{NOTE_SIZE}</w:rPr><w:t xml:space="preserve"> </w:t></w:r><w:r><w:rPr>{NOTE_SIZE}</w:rPr>'
        + "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
        + "</w:r></w:p></w:footnote>"
        for number, text in enumerate(texts, 1)
    )
    with zipfile.ZipFile(path) as package:
        parts = {item.filename: package.read(item) for item in package.infolist()}
    part = f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>"
    parts["word/footnotes.xml"] = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{part}'.encode()
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{_NOTES_TYPE}"/></Types>'.encode()
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override)
    relation = f'<Relationship Id="rIdNotes" Type="{_NOTES_RELATION}" Target="footnotes.xml"/></Relationships>'.encode()
    relations = "word/_rels/document.xml.rels"
    parts[relations] = parts[relations].replace(b"</Relationships>", relation)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for filename, content in parts.items():
            package.writestr(filename, content)
