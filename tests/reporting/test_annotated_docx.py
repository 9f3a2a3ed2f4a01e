"""The annotated Word file: a comment at the very words of each finding, and nothing else changed."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from scr_publish import check
from scr_publish.assessment import Assessment
from scr_publish.errors import InputError
from scr_publish.parsing import open_document
from scr_publish.reporting.annotated.docx import annotated_docx
from tests.conftest import SAMPLES
from tests.tools import needs

FLAWED = SAMPLES / "flawed-report.docx"
pytestmark = pytest.mark.model


def comments(data: bytes) -> dict[str, str]:
    """What each of our comments says, and the words that it is about."""
    word = docx.Document(io.BytesIO(data))
    said = {c.comment_id: c.text for c in word.comments if c.author == "scr-publish"}
    words = dict.fromkeys(said, "")
    inside: set[int] = set()
    for element in word.element.body.iter(
        qn("w:commentRangeStart"), qn("w:commentRangeEnd"), qn("w:t"), qn("w:delText")
    ):
        if element.tag in (qn("w:t"), qn("w:delText")):
            for number in inside & set(words):
                words[number] += element.text or ""
        elif element.tag == qn("w:commentRangeStart"):
            inside.add(int(element.get(qn("w:id"))))
        else:
            inside.discard(int(element.get(qn("w:id"))))
    return {said[number]: words[number] for number in said}


def plain(path: Path) -> list[str]:
    word = docx.Document(str(path))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in word.paragraphs] + cells


def test_each_comment_is_at_the_words_of_its_finding(flawed: Assessment) -> None:
    found = comments(annotated_docx(flawed, FLAWED))
    at_words = 0
    for item in flawed.findings:
        about = next((words for text, words in found.items() if item.message in text and words == item.excerpt), None)
        at_words += about is not None
    placed = [f for f in flawed.findings if f.location and f.surface in ("visible", "revision")]
    assert at_words >= 0.9 * len(placed) > 20


def test_nothing_is_lost(flawed: Assessment) -> None:
    said = "\n".join(comments(annotated_docx(flawed, FLAWED)))
    for item in flawed.findings:
        assert item.message in said, item.rule.id


def test_the_text_stays_as_it_is(flawed: Assessment, tmp_path: Path) -> None:
    before = FLAWED.read_bytes()
    copy = tmp_path / "copy.docx"
    copy.write_bytes(annotated_docx(flawed, FLAWED))
    assert FLAWED.read_bytes() == before
    assert plain(copy) == plain(FLAWED)
    first, second = open_document(FLAWED), open_document(copy)
    assert [first.plain(b) for b in first.blocks if b.is_printed] == [
        second.plain(b) for b in second.blocks if b.is_printed
    ]
    own = [c.text for c in docx.Document(str(copy)).comments if c.author != "scr-publish"]
    assert own == [c.text for c in docx.Document(str(FLAWED)).comments]


def test_the_same_assessment_gives_the_same_bytes(flawed: Assessment) -> None:
    assert annotated_docx(flawed, FLAWED) == annotated_docx(flawed, FLAWED)


def test_words_over_several_runs_in_a_table_and_in_a_note(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    word = docx.Document()
    paragraph = word.add_paragraph("Her friend ")
    paragraph.add_run("Otti").bold = True
    paragraph.add_run("lie Quar").italic = True
    paragraph.add_run("mby rang the police.")
    table = word.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Neighbour", "Beatrix Thrupps, 07700 900123"
    word.save(str(path))
    found = comments(annotated_docx(check(path), path))
    assert {"Ottilie Quarmby", "Beatrix Thrupps", "07700 900123"} <= set(found.values())


def test_an_empty_file_gets_its_first_comment(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    docx.Document().save(str(path))
    assessment = check(path)
    found = comments(annotated_docx(assessment, path))
    assert any(text.startswith("Not ready") for text in found)


def test_what_python_docx_cannot_open_is_one_clear_error(tmp_path: Path, flawed: Assessment) -> None:
    path = tmp_path / "broken.docx"
    path.write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(InputError, match="--format html"):
        annotated_docx(flawed, path)


@needs("soffice")
def test_libreoffice_opens_it_and_shows_as_many_pages(
    flawed: Assessment, tmp_path: Path, pages_of: Callable[[Path], int]
) -> None:
    copy = tmp_path / "copy.docx"
    copy.write_bytes(annotated_docx(flawed, FLAWED))
    original = tmp_path / "original.docx"
    original.write_bytes(FLAWED.read_bytes())
    assert pages_of(copy) == pages_of(original)


@pytest.fixture
def pages_of(tmp_path: Path) -> Callable[[Path], int]:
    """The number of pages that LibreOffice makes of a file."""
    import pypdfium2

    def count(path: Path) -> int:
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        subprocess.run(
            ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        with pypdfium2.PdfDocument(path.with_suffix(".pdf")) as pdf:
            return len(pdf)

    return count
