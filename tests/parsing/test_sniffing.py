"""What a file is, by its content."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_publish.errors import UnreadableError
from scr_publish.parsing import open_document
from scr_publish.parsing.sniffing import read_input
from tests.builders.packages import odt, word_package, zipped

WORD_XML = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def _entry(name: str) -> bytes:
    return name.encode("utf-16-le").ljust(64, b"\x00") + b"\x00" * 64


@pytest.mark.parametrize(
    ("name", "data", "format_"),
    [
        ("a.txt", b"Plain words.", "txt"),
        ("a.md", b"# Words", "md"),
        ("a.markdown", b"words", "md"),
        ("a.html", b"\n<!DOCTYPE html><p>x", "html"),
        ("a.html", b"<p class='x'>Words without a head</p>", "html"),
        ("a.md", b"<div>Markdown may begin so</div>", "md"),
        ("a.pdf", b"%PDF-1.7\n1 0 obj", "pdf"),
        ("a.pdf", b"junk\n" * 100 + b"%PDF-1.4\n1 0 obj", "pdf"),
        ("a.txt", b"The files begin with %PDF- as a rule.", "txt"),
        ("a.rtf", b"{\\rtf1 words}", "rtf"),
        ("a.docx", word_package(WORD_XML), "docx"),
        ("a.docm", word_package(WORD_XML), "docx"),
        ("a.odt", odt("<text:p>x</text:p>"), "odt"),
        ("a.doc", OLE + _entry("WordDocument"), "doc"),
    ],
)  # fmt: skip
def test_format(tmp_path: Path, name: str, data: bytes, format_: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = read_input(path)
    assert (found.format, found.problems) == (format_, ())
    assert found.data == data


@pytest.mark.parametrize(
    ("name", "data", "detail"),
    [
        ("draft.pdf", b"Plain words.", "the name ends in .pdf, the content is plain text"),
        ("draft.docx", b"{\\rtf1 words}", "the name ends in .docx, the content is a rich text file (RTF)"),
        ("draft.txt", b"<!DOCTYPE html><p>words</p>", "the name ends in .txt, the content is a web page (HTML)"),
    ],
)
def test_wrong_extension_is_a_problem_of_the_document(tmp_path: Path, name: str, data: bytes, detail: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    document = open_document(path)
    assert [(problem.rule, problem.detail) for problem in document.problems] == [("DX109", detail)]
    assert "ords" in document.text


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.docx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "a PNG picture"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 50, "a JPEG picture"),
        ("a.exe", b"MZ\x90\x00\x03" + b"\x00" * 80, "a program"),
        ("a.xlsx", zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"}), "an Excel workbook"),
        ("a.pptx", zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<w/>"}), "PowerPoint"),
        ("a.zip", zipped({"draft.txt": "words"}), "a zip archive"),
        ("a.ods", zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "a spreadsheet"),
        ("a.epub", zipped({"mimetype": "application/epub+zip"}), "an e-book"),
        ("a.eml", b"From: Jo <jo@example.org>\nTo: Al <al@example.org>\nSubject: draft\n\nHello", "an e-mail"),
        ("a.xls", OLE + _entry("Workbook"), "an Excel workbook"),
        ("a.msg", OLE + _entry("__properties_version1.0"), "an Outlook message"),
    ],
)
def test_other_kinds_are_named(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableError, match=words) as caught:
        read_input(path)
    assert caught.value.rule == "DX102"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("It cost £5 – “no more”.".encode("cp1252"), "It cost £5 – “no more”."),
        ("Aimée’s café".encode("cp1252"), "Aimée’s café"),
        (b"\xef\xbb\xbfwords \xc2\xa35", "words £5"),
        ("words £5".encode("utf-16"), "words £5"),
        ("Plain words in two bytes each.".encode("utf-16-le"), "Plain words in two bytes each."),
        ("Plain words in two bytes each.".encode("utf-16-be"), "Plain words in two bytes each."),
        ("words £5".encode("utf-32"), "words £5"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, text: str) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(data)
    assert open_document(path).text == text
