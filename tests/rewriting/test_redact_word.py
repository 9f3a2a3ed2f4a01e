"""Edits in a Word file's own runs: everywhere that text can stand, with the formatting of what they replace."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scr_publish.document import Document
from scr_publish.parsing.docx import parse_docx
from scr_publish.parsing.opening import Input, Options, sha256
from scr_publish.rewriting.redact.docx import WordFile
from scr_publish.rewriting.redact.grammar import Edit
from scr_publish.rewriting.redact.plan import applied
from tests.builders.docx import cell, paragraph, row, run, table, word_bytes, xml

BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic><a:graphicData>"
    "<wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
    "</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
)


def read(data: bytes) -> Document:
    return parse_docx(Input(Path("draft.docx"), "draft.docx", data, sha256(data), "docx"), Options())


def edits(document: Document, words: str, new: str) -> list[Edit]:
    """One edit for each place of the words."""
    found, at = [], document.text.find(words)
    while at >= 0:
        found.append(Edit(at, at + len(words), new, "PERSON", (len(found),)))
        at = document.text.find(words, at + len(words))
    return found


def redacted(data: bytes, words: str, new: str) -> tuple[bytes, int, int]:
    """The new file, how many places there were, and how many were left."""
    document = read(data)
    wanted = edits(document, words, new)
    word = WordFile(data, "draft.docx")
    undone = word.apply(document, wanted)
    return word.to_bytes(), len(wanted), len(undone)


EVERYWHERE = word_bytes(
    paragraph("In the body Aled Cardew stands."),
    paragraph("With a ", run("tab"), "<w:r><w:t>Aled</w:t><w:tab/><w:t>Cardew</w:t></w:r>"),
    table(row("Name", "Age"), row(cell(paragraph("Aled Cardew")), "9")),
    paragraph("A box", BOX.format(paragraph("Boxed Aled Cardew."))),
    paragraph("<w:hyperlink>" + run("Linked Aled Cardew") + "</w:hyperlink>"),
    paragraph("<w:ins w:id='1' w:author='A'>" + run("Inserted Aled Cardew") + "</w:ins>"),
    paragraph("<w:del w:id='2' w:author='A'><w:r><w:delText>Deleted Aled Cardew</w:delText></w:r></w:del>", "stays"),
    paragraph("<w:sdt><w:sdtContent>" + run("Controlled Aled Cardew") + "</w:sdtContent></w:sdt>"),
    paragraph("Note", "<w:r><w:footnoteReference w:id='2'/></w:r>"),
    paragraph("Remark", "<w:r><w:commentReference w:id='0'/></w:r>"),
    "<w:sectPr><w:headerReference w:type='default' r:id='rIdSheader'/></w:sectPr>",
    parts={
        "footnotes": xml("footnotes", f"<w:footnote w:id='2'>{paragraph('Noted Aled Cardew')}</w:footnote>"),
        "comments": xml("comments", f"<w:comment w:id='0' w:author='B'>{paragraph('Said Aled Cardew')}</w:comment>"),
        "header": xml("hdr", paragraph("Over all Aled Cardew")),
    },
)


def test_words_go_wherever_they_stand() -> None:
    document = read(EVERYWHERE)
    assert document.text.count("Aled Cardew") == 10
    data, places, left = redacted(EVERYWHERE, "Aled Cardew", "the boy")
    assert (places, left) == (10, 0)
    after = read(data).text
    assert "Cardew" not in after.replace("\t", " ").replace("Aled Cardew", "", 1)
    assert after.count("the boy") == 10
    for words in ("Boxed", "Linked", "Inserted", "Deleted", "Controlled", "Noted", "Said", "Over all"):
        assert f"{words} the boy" in after


def test_every_other_part_stays_byte_for_byte() -> None:
    data = word_bytes(
        paragraph("Aled came."), parts={"header": xml("hdr", paragraph("Head"))}, core="<dc:title>T</dc:title>"
    )
    new, _, _ = redacted(data, "Aled", "He")
    with zipfile.ZipFile(BytesIO(data)) as old_file, zipfile.ZipFile(BytesIO(new)) as new_file:
        assert old_file.namelist() == new_file.namelist()
        same = [name for name in old_file.namelist() if old_file.read(name) == new_file.read(name)]
    assert set(old_file.namelist()) - set(same) == {"word/document.xml"}


def test_the_formatting_of_the_first_run_is_kept_and_so_are_the_other_runs(tmp_path: Path) -> None:
    draft = docx.Document()
    item = draft.add_paragraph("Then ")
    item.add_run("Aled").bold = True
    item.add_run(" Car").italic = True
    item.add_run("dew left.").underline = True
    path = tmp_path / "draft.docx"
    draft.save(str(path))
    new, places, left = redacted(path.read_bytes(), "Aled Cardew", "the boy")
    assert (places, left) == (1, 0)
    runs = docx.Document(BytesIO(new)).paragraphs[0].runs
    assert [(r.text, r.bold, r.italic, r.underline) for r in runs] == [
        ("Then ", None, None, None),
        ("the boy", True, None, None),
        ("", None, True, None),
        (" left.", None, None, True),
    ]


def test_what_is_in_no_run_is_left() -> None:
    data = word_bytes(paragraph("Text."), core="<dc:creator>Aled Cardew</dc:creator>")
    new, places, left = redacted(data, "Aled Cardew", "X")
    assert (places, left) == (1, 1)
    assert read(new).text == read(data).text


def test_a_break_inside_the_words_goes_with_them() -> None:
    data = word_bytes(paragraph("<w:r><w:t>Aled</w:t><w:br/><w:t>Cardew left.</w:t></w:r>"))
    document = read(data)
    words = "Aled\nCardew"
    assert words in document.text
    new, _, left = redacted(data, words, "The boy")
    assert not left
    assert read(new).text == "The boy left."


def test_a_strict_file_stays_strict() -> None:
    strict = {
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(word_bytes(paragraph("Aled came.")))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            for transitional, other in strict.items():
                part = part.replace(transitional, other)
            new.writestr(name, part)
    data, _, left = redacted(out.getvalue(), "Aled", "He")
    assert not left
    with zipfile.ZipFile(BytesIO(data)) as package:
        main = package.read("word/document.xml")
    assert b"purl.oclc.org/ooxml/wordprocessingml/main" in main
    assert read(data).text == "He came."


@pytest.mark.parametrize("new", ["", "one", "<&> “two words”"])
def test_new_words_are_written_as_they_are(new: str) -> None:
    data, _, _ = redacted(word_bytes(paragraph("So Aled came.")), "Aled", new)
    assert read(data).text == f"So {new} came."


PIECES = st.lists(st.text(st.sampled_from("ab é\t"), min_size=1, max_size=5), min_size=1, max_size=6)


@settings(deadline=None, max_examples=50)
@given(PIECES, st.data())
def test_the_new_file_says_what_was_planned(pieces: list[str], data: st.DataObject) -> None:
    packed = word_bytes(
        paragraph("<w:r><w:t>x</w:t></w:r>", *(run(piece) for piece in pieces), "<w:r><w:t>y</w:t></w:r>")
    )
    document = read(packed)
    length = len(document.text)
    ends = sorted(data.draw(st.lists(st.integers(0, length), min_size=2, max_size=6, unique=True)))
    wanted = [
        Edit(low, high, data.draw(st.sampled_from(["", "Q", "two words"])), "PERSON", (i,))
        for i, (low, high) in enumerate(zip(ends[::2], ends[1::2], strict=False))
    ]
    word = WordFile(packed, "draft.docx")
    assert not word.apply(document, wanted)
    assert read(word.to_bytes()).text.split() == applied(document.text, wanted).split()
