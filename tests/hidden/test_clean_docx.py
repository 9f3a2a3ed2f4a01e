"""Cleaning Word files: what shows stays word for word, whatever it is made of."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scr_publish.parsing import open_document
from scr_publish.rewriting.clean import CleanReport, clean
from tests.builders.docx import cell, field, paragraph, row, run, table, word_bytes, xml
from tests.parsing.test_docx_package import blocks

BY = 'w:id="1" w:author="Tamsin Orrell" w:date="2016-03-01T09:00:00Z"'


def cleaned(data: bytes, folder: Path) -> tuple[list[str], list[str], CleanReport]:
    """The printed paragraphs before and after, and the report."""
    path = folder / "draft.docx"
    path.write_bytes(data)
    report = clean(path, folder / "new.docx", force=True)
    before, after = open_document(path), open_document(report.output)
    texts = [[document.plain(b) for b in document.blocks if b.is_printed] for document in (before, after)]
    return texts[0], texts[1], report


def deleted_end(text: str) -> str:
    return f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>{run(text)}</w:p>"


@pytest.mark.parametrize(
    "body",
    [
        paragraph("It was ", field("IF @ = 1", "his").replace("@", f"</w:instrText></w:r>{field('MERGEFIELD Sex', 'Kester')}<w:r><w:instrText>"), " book."),
        paragraph("See ", field(r'HYPERLINK "https://wexmoor.example" \o "Her page"', "our page"), "."),
        paragraph("See ", field(r'HYPERLINK "C:\\Cases\\plan.docx"', "the plan"), "."),
        paragraph(f'<w:fldSimple w:instr="AUTHOR">{run("The Board")}</w:fldSimple>'),
        paragraph(f'<w:sdt><w:sdtPr><w:tag w:val="x y"/></w:sdtPr><w:sdtContent>{run("Child H")}</w:sdtContent></w:sdt> was seen'),
        f'<w:sdt><w:sdtPr><w:alias w:val="A name"/></w:sdtPr><w:sdtContent>{paragraph("Block.")}</w:sdtContent></w:sdt>',
        paragraph(f'<w:smartTag w:element="place">{run("Words")}</w:smartTag>', f"<w:ins {BY}>{run(' added')}</w:ins>"),
        table(row(cell(paragraph("a"), f"<w:p><w:pPr><w:rPr><w:ins {BY}/></w:rPr></w:pPr>{run('b')}</w:p>"), "c")),
        paragraph(run("Seen "), run("twice", f"<w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange>")),
        paragraph(run("TOC ", "<w:webHidden/>"), field(r'TOC \o "1-3" \h', "What happened 4")),
    ],
    ids=["nested field", "link with a tip", "link to a folder", "simple field", "control in a line", "control round a block",
         "smart tag", "cell of two paragraphs", "formatting", "contents"],
)  # fmt: skip
def test_what_shows_stays_word_for_word(body: str, tmp_path: Path) -> None:
    before, after, report = cleaned(word_bytes(body, paragraph("The end.")), tmp_path)
    assert after == before
    assert report.is_clean, report.to_text()


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path: Path) -> None:
    _, after, _ = cleaned(word_bytes(deleted_end("One "), paragraph("sentence.")), tmp_path)
    assert after == ["One sentence."]


def test_a_paragraph_that_was_deleted_whole_goes(tmp_path: Path) -> None:
    gone = deleted_end("").replace("</w:p>", f"<w:del {BY}><w:r><w:delText>Gone.</w:delText></w:r></w:del></w:p>")
    _, after, report = cleaned(word_bytes(paragraph("One."), gone, paragraph("Two.")), tmp_path)
    assert after == ["One.", "Two."]
    assert report.is_clean


def test_the_choice_of_a_list_stays_as_text(tmp_path: Path) -> None:
    data = '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="mother"/><w:listEntry w:val="aunt"/></w:ddList></w:ffData>'
    body = (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r><w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    _, after, report = cleaned(word_bytes(paragraph("Her ", body, " said so.")), tmp_path)
    assert after == ["Her aunt said so."]
    assert report.is_clean


def test_a_header_of_a_first_page_stays_where_a_later_section_shows_it(tmp_path: Path) -> None:
    first = '<w:p><w:pPr><w:sectPr><w:headerReference w:type="first" r:id="rIdH"/></w:sectPr></w:pPr></w:p>'
    parts = {"header1.xml": xml("hdr", paragraph("The Board"))}
    data = word_bytes(paragraph("Words."), first, "<w:sectPr><w:titlePg/></w:sectPr>", parts=parts,
                      links={"rIdH": ("header", "header1.xml")})  # fmt: skip
    cleaned(data, tmp_path)
    assert "word/header1.xml" in zipfile.ZipFile(tmp_path / "new.docx").namelist()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.lists(blocks(), min_size=1, max_size=4))
def test_any_document_comes_out_clean_and_with_the_same_words(tmp_path: Path, made: list[tuple[str, str]]) -> None:
    body = [paragraph("First."), *(content for content, _ in made)]
    before, after, report = cleaned(word_bytes(*body), tmp_path)
    assert "".join("".join(after).split()) == "".join("".join(before).split())
    assert report.is_clean, report.to_text()
