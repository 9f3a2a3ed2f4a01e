"""Files inside files: to a limited depth and size, whatever is in them, and none of it passes for read when it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_publish.document import Document, Surface
from scr_publish.parsing import limits, open_document
from tests.builders.docx import paragraph, word_bytes
from tests.builders.objects import compound, packager, workbook
from tests.builders.pictures import with_exif
from tests.hidden.docx_rows import with_file
from tests.hidden.rows import NAME


def read(data: bytes, folder: Path) -> Document:
    path = folder / "draft.docx"
    path.write_bytes(data)
    return open_document(path)


def embedded(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.surface is Surface.EMBEDDED]


def rules(document: Document) -> set[str]:
    return {trace.rule for trace in document.traces}


def test_files_in_files_are_read_down_to_the_limit(tmp_path: Path) -> None:
    whole = with_file(with_file(with_file(with_file(word_bytes(paragraph(f"Too deep, {NAME}."))))))
    document = read(whole, tmp_path)
    assert not any("Too deep" in text for text in embedded(document))
    assert any("nested too deep" in problem.detail for problem in document.problems)
    document = read(with_file(with_file(word_bytes(paragraph(f"Deep, {NAME}.")))), tmp_path)
    assert any(NAME in text for text in embedded(document))
    assert document.problems == ()


def test_all_embedded_files_together_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scr_publish.parsing.embedded.MAX_EMBEDDED_BYTES", 100)
    document = read(with_file(workbook(NAME)), tmp_path)
    assert embedded(document) == []
    assert any("over the limit" in problem.detail for problem in document.problems)
    assert "HC110" in rules(document)
    assert limits.MAX_EMBEDDED_BYTES > 100


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (compound({"Workbook": b"old"}), "an old Excel workbook, which cannot be read"),
        (compound({"PowerPoint Document": b"old"}), "old slides, which cannot be read"),
        (compound({"Something": b"else"}), "an object of an unknown program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "damaged"),
        (workbook(NAME)[:200], "damaged"),
        (b"\x00\x01\x02\x03" * 200, "of a kind that cannot be read"),
    ],
    ids=["xls", "ppt", "unknown", "broken object", "broken package", "binary"],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, data: bytes, words: str) -> None:
    document = read(with_file(data), tmp_path)
    assert "HC110" in rules(document)
    assert any(words in problem.detail for problem in document.problems), document.problems


def test_a_picture_in_a_package_says_what_it_says(tmp_path: Path) -> None:
    package = packager("house.jpg", "C:\\Users\\torrell\\house.jpg", with_exif(NAME))
    document = read(with_file(compound({"\x01Ole10Native": package})), tmp_path)
    assert {"HC110", "HC112", "HC123"} <= rules(document)
    assert any("torrell" in document.text[b.start : b.end] for b in document.blocks if b.surface is Surface.METADATA)


def test_what_an_embedded_file_hides_keeps_its_rule(tmp_path: Path) -> None:
    inner = word_bytes(paragraph(f'<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>{NAME}</w:t></w:r>'))
    assert {"HC105", "HC110"} <= rules(read(with_file(inner), tmp_path))
