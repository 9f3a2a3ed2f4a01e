"""Every finding's excerpt is exactly the text at its place, in every format, and its place leads back to the file."""

from __future__ import annotations

import html
import re
import tempfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.document import Document as WordDocument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from scr_publish import check
from scr_publish.assessment import Assessment
from scr_publish.findings import Finding
from tests.builders.packages import odt

pytestmark = [pytest.mark.model, pytest.mark.slow]

PLANTS = (
    "999 000 0018",
    "07700 900461",
    "ada.cardew@example.org",
    "14 Tannery Lane",
    "Caspar Jessop",
    "17 January 2014",
)
"""What every check must find, wherever it stands."""

SENTENCES = (
    "The health visitor wrote to {} on that day.",
    "It says “{}” in the record, twice.",
    "Mother’s note (see {}) was naïve and £3 short.",
    "Nobody asked about {}, although the midwife\u00a0had.",
    "The panel met six times and read every record.",
)

paragraphs = st.lists(
    st.lists(st.builds(str.format, st.sampled_from(SENTENCES), st.sampled_from(PLANTS)), min_size=1, max_size=4).map(
        " ".join
    ),
    min_size=1,
    max_size=6,
)
"""Paragraphs of a draft, with a plant in most of the sentences."""


def as_text(texts: Sequence[str]) -> bytes:
    return "\r\n\r\n".join(texts).encode()


def as_markdown(texts: Sequence[str]) -> bytes:
    return "\n\n".join(["# A draft", *texts]).encode()


def as_html(texts: Sequence[str]) -> bytes:
    body = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
    return f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>A draft</title></head><body>{body}</body></html>".encode()


def as_rtf(texts: Sequence[str]) -> bytes:
    def escaped(text: str) -> str:
        return "".join(c if ord(c) < 128 and c not in "\\{}" else f"\\u{ord(c)}?" for c in text)

    return ("{\\rtf1\\ansi " + "\\par\n".join(map(escaped, texts)) + "\\par}").encode("ascii")


def as_odt(texts: Sequence[str]) -> bytes:
    return odt("".join(f"<text:p>{html.escape(text)}</text:p>" for text in texts))


def as_docx(texts: Sequence[str]) -> bytes:
    document: WordDocument = docx.Document()
    for text in texts:
        paragraph = document.add_paragraph()
        for i in range(0, len(text), 7):
            paragraph.add_run(text[i : i + 7]).bold = i % 2 == 0
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(texts: Sequence[str]) -> bytes:
    out = BytesIO()
    style = getSampleStyleSheet()["BodyText"]
    SimpleDocTemplate(out, invariant=1).build([Paragraph(html.escape(text), style) for text in texts])
    return out.getvalue()


WRITERS: dict[str, Callable[[Sequence[str]], bytes]] = {
    "txt": as_text,
    "md": as_markdown,
    "html": as_html,
    "rtf": as_rtf,
    "odt": as_odt,
    "docx": as_docx,
    "pdf": as_pdf,
}


def plain(text: str) -> str:
    """Words as they compare across formats: single spaces, plain quotes."""
    return " ".join(text.replace("’", "'").replace("“", '"').replace("”", '"').split())


def in_file(form: str, data: bytes, assessment: Assessment, finding: Finding) -> str:
    """What the file itself holds at a finding's place, read without our parsers; the excerpt where the format has no
    place that can be read so."""
    assert finding.location
    start, end = finding.location.start, finding.location.end
    if form in ("txt", "md"):
        return data.decode()[start:end]
    if form == "pdf" and finding.location.boxes:
        with pypdfium2.PdfDocument(data) as pdf:
            words = []
            for box in finding.location.boxes:
                page = pdf[box.page - 1]
                height = page.get_height()
                words.append(
                    page.get_textpage().get_text_bounded(box.x0, height - box.bottom, box.x1, height - box.top)
                )
        return " ".join(words)
    if form == "docx" and (found := re.match(r"body/p\[(\d+)\]", finding.location.path)):
        paragraph = docx.Document(BytesIO(data)).paragraphs[int(found.group(1)) - 1].text
        return finding.excerpt if finding.excerpt in paragraph else paragraph
    return finding.excerpt


@pytest.mark.parametrize("form", WRITERS)
@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(texts=paragraphs)
def test_an_excerpt_is_the_text_at_its_place(form: str, texts: list[str]) -> None:
    data = WRITERS[form](texts)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"draft.{form}")
        path.write_bytes(data)
        assessment = check(path)
    for finding in assessment.findings:
        if finding.location:
            assert finding.excerpt == assessment.document.text[finding.location.start : finding.location.end]
            assert plain(in_file(form, data, assessment, finding)) == plain(finding.excerpt)
    marked = [item for item in assessment.findings if item.category == "privacy" and item.location]
    for plant in PLANTS:
        expected = sum(text.count(plant) for text in texts)
        found = sum(plain(item.excerpt).count(plant) for item in marked)
        assert found == expected, plant
