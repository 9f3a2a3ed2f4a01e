"""Word files as packages: broken, hostile and unusual ones, and the promise that every character maps back."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scr_publish.document import Document, Kind, Surface
from scr_publish.errors import UnreadableError
from scr_publish.parsing import open_document
from scr_publish.parsing.docx import parse_docx
from scr_publish.parsing.opening import Input, Options, sha256
from tests.builders.docx import cell, field, paragraph, row, run, table, word_bytes, word_file, xml
from tests.tools import needs


def parse(data: bytes) -> Document:
    """Through the parser alone, which must hold out without the checks of the opening module."""
    return parse_docx(Input(Path("draft.docx"), "draft.docx", data, sha256(data), "docx"), Options())


def conforms(document: Document) -> None:
    """What every parser promises: blocks and pieces in order, within the text, and all text in blocks."""
    for left, right in pairwise(document.blocks):
        assert left.end <= right.start
        assert not document.text[left.end : right.start].strip()
    for block in document.blocks:
        assert block.start <= block.words_start <= block.end <= len(document.text)
        words = document.text[block.start : block.end]
        assert words
        assert words == words.strip()
        assert document.block_at(block.start) == block
        assert block.where
    for left_piece, right_piece in pairwise(document.pieces):
        assert left_piece.start < left_piece.end <= right_piece.start
    for change in document.changes:
        assert 0 <= change.start < change.end <= len(document.text)


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The package with each part as `change` gives it; None leaves it out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


GOOD = word_bytes(paragraph("What happened", style="Kop1"), paragraph("Nobody asked."))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 no zip at all",
        GOOD[: len(GOOD) // 2],
        repacked(GOOD, lambda name, content: None if name == "word/document.xml" else content),
        repacked(GOOD, lambda name, content: content[:-30] if name == "word/document.xml" else content),
        word_bytes(main=xml("document", "")),
    ],
    ids=["empty", "no zip", "cut off", "no main part", "main part cut off", "no body"],
)
def test_a_file_whose_main_part_cannot_be_read_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        parse(data)
    assert caught.value.rule == "DX104"
    assert "draft.docx is damaged" in str(caught.value)


def test_a_document_type_is_refused_and_nothing_outside_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Kester")
    bomb = f'<!DOCTYPE w [<!ENTITY e SYSTEM "{secret.as_uri()}">]>' + xml("document", "<w:body>&e;</w:body>")
    with pytest.raises(UnreadableError, match="document type"):
        parse(word_bytes(main=bomb))


@pytest.mark.parametrize("part", ["styles", "numbering", "footnotes", "comments", "settings"])
def test_a_broken_part_is_a_problem_and_the_rest_is_read(part: str) -> None:
    data = word_bytes(paragraph("Nobody asked."), parts={part: "<w:broken"} if part != "styles" else None)
    if part == "styles":
        data = repacked(data, lambda name, content: b"<w:broken" if name == "word/styles.xml" else content)
    document = parse(data)
    assert document.text == "Nobody asked."
    assert [(p.rule, f"word/{part}.xml" in p.detail) for p in document.problems] == [("DX205", True)]


def test_parts_that_could_hold_text_are_reported_and_ordinary_ones_are_not() -> None:
    ordinary = {
        "/docProps/thumbnail.jpeg": b"\xff\xd8",
        "theme/theme1.xml": "<a:theme xmlns:a='urn:a'><a:x>Office</a:x></a:theme>",
        "media/image1.png": b"\x89PNG",
        "unheardOf.xml": "<x><y z='1'>12</y></x>",
    }
    assert parse(word_bytes(paragraph("Words."), parts=ordinary)).problems == ()
    unread = {"embeddings/oleObject1.bin": b"\xd0\xcf", "vbaProject.bin": b"\xd0", "odd.xml": "<x>Kester</x>"}
    details = [p.detail for p in parse(word_bytes(paragraph("Words."), parts=unread)).problems]
    assert details == [
        "embedded file 1 (of a kind that cannot be read)",
        "macros (word/vbaproject.bin)",
    ]


def test_text_where_no_text_should_be_is_reported() -> None:
    astray = f"<w:tbl><w:tblPr><w:x>{paragraph('Kester')}</w:x></w:tblPr>{row('a')}</w:tbl>"
    document = parse(word_bytes(astray, paragraph("b")))
    assert [p.detail for p in document.problems] == ["text in an unusual place of word/document.xml"]


@pytest.mark.parametrize("depth", [20, 75])
def test_nesting_as_deep_as_xml_may_go_is_read(depth: int) -> None:
    made = paragraph("Deepest.")
    for _ in range(depth):
        made = table(row(cell(made)))
    wrapped = "<w:smartTag>" * 3 * depth + run("Wrapped.") + "</w:smartTag>" * 3 * depth
    document = parse(word_bytes(made, paragraph(wrapped)))
    assert document.text == "Deepest.\n\nWrapped."


def test_an_imported_file_is_reported() -> None:
    document = parse(word_bytes(paragraph("Words."), '<w:altChunk r:id="rIdX"/>', parts={"afchunk.html": "<p>Kester"}))
    assert [problem.detail for problem in document.problems] == ["paragraph 1 draws in another file"]
    assert [document.text[b.start : b.end] for b in document.blocks if b.surface is Surface.EMBEDDED] == ["Kester"]


def test_a_part_that_is_there_twice_is_reported() -> None:
    out = BytesIO(GOOD)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as package:
        package.writestr("word/styles.xml", "<x/>")
    assert any("is there 2 times" in problem.detail for problem in parse(out.getvalue()).problems)


def test_a_file_without_text_is_no_success() -> None:
    assert [problem.rule for problem in parse(word_bytes(paragraph())).problems] == ["DX203"]


def test_strict_open_xml_reads_the_same() -> None:
    def strict(name: str, content: bytes) -> bytes:
        content = content.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"
        )
        return content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )

    assert parse(repacked(GOOD, strict)).blocks == parse(GOOD).blocks


def test_comments_in_the_xml_do_not_cut_a_name() -> None:
    assert parse(word_bytes("<w:p><w:r><w:t>Kes<!-- -->ter</w:t></w:r></w:p>")).text == "Kester"


def test_a_long_document_of_every_kind_conforms(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Child H", 0)
    for i in range(5):
        made.add_heading(f"Part {i}", 1)
        made.add_paragraph("A point.", style="List Bullet")
        made.add_paragraph("A step.", style="List Number")
        grid = made.add_table(rows=2, cols=2, style="Light Grid Accent 1")
        grid.cell(0, 0).text, grid.cell(1, 1).text = "Action", "Done"
        spoken = made.add_paragraph("Words ")
        made.add_comment(spoken.add_run("with a comment"), text="Really?", author="Tamsin Orrell", initials="TO")
    made.sections[0].header.paragraphs[0].text = "The Board"
    made.save(str(tmp_path / "long.docx"))
    document = open_document(tmp_path / "long.docx")
    conforms(document)
    assert document.problems == ()
    assert [section.heading and document.plain(section.heading) for section in document.sections][:2] == [
        "Child H", "Part 0",
    ]  # fmt: skip
    assert [b.number for b in document.blocks if document.plain(b) == "A step."] == ["1", "2", "3", "4", "5"]
    assert [b.cell.header for b in document.blocks if b.cell][:2] == [True, False]
    assert document.blocks[-1].kind is Kind.METADATA


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
properties = st.sampled_from(["", "<w:b/>", "<w:vanish/>", '<w:rStyle w:val="Ghost"/>'])


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@st.composite
def inlines(draw: st.DrawFn) -> tuple[str, str]:
    """Some inline content, and all the text that is in it."""
    text = draw(words)
    made = run(escaped(text), draw(properties))
    wrap = draw(st.sampled_from(["", "ins", "del", "hyperlink", "smartTag", "sdt", "field"]))
    if wrap == "sdt":
        return f"<w:sdt><w:sdtContent>{made}</w:sdtContent></w:sdt>", text
    if wrap == "field":
        return field("QUOTE x", made), text
    return (f'<w:{wrap} w:author="T">{made}</w:{wrap}>' if wrap else made), text


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> tuple[str, str]:
    """A paragraph or a table, and all the text that is in it."""
    if depth < 2 and draw(st.integers(0, 3)) == 0:
        cells = draw(st.lists(blocks(depth + 1), min_size=1, max_size=4))
        merged = draw(st.sampled_from(["", "<w:vMerge/>", '<w:gridSpan w:val="2"/>']))
        return table(row(*(cell(made, properties=merged) for made, _ in cells))), "".join(t for _, t in cells)
    content = draw(st.lists(inlines(), max_size=4))
    style = draw(st.sampled_from(["", "Kop1", "Unseen", "TOC1"]))
    return paragraph(*(made for made, _ in content), style=style), "".join(t for _, t in content)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(blocks(), max_size=5))
def test_every_character_of_any_document_is_in_the_text_and_maps_back(made: list[tuple[str, str]]) -> None:
    document = parse(word_bytes(*(content for content, _ in made)))
    conforms(document)
    assert [p for p in document.problems if p.rule != "DX203"] == []
    said = sorted("".join("".join(text for _, text in made).split()))
    beside = "".join(
        document.text[b.start : b.end] for b in document.blocks if b.surface in (Surface.LINK, Surface.METADATA)
    )
    read = sorted("".join(document.text.split()))
    for character in "".join(beside.split()):
        read.remove(character)
    assert read == said


@needs("soffice")
def test_files_of_libreoffice_are_read(tmp_path: Path) -> None:
    page = tmp_path / "draft.html"
    page.write_text(
        "<html><body><h1>What happened</h1><p>Nobody asked about <b>Mr Orrell</b>.</p><ol><li>First step</li>"
        "<li>Second step</li></ol><table border=1><tr><th>Action</th><th>Owner</th></tr><tr><td>Train</td><td>Trust</td>"
        "</tr></table></body></html>"
    )
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--infilter=HTML (StarWriter)",
        "--convert-to",
        "docx:MS Word 2007 XML",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(page)], check=True, capture_output=True, timeout=120)
    document = open_document(tmp_path / "draft.docx")
    conforms(document)
    assert document.problems == ()
    found = [(b.kind, b.number, document.words_of(b)) for b in document.blocks if b.is_printed]
    assert found == [
        (Kind.HEADING, "", "What happened"),
        (Kind.PARAGRAPH, "", "Nobody asked about Mr Orrell."),
        (Kind.LIST_ITEM, "1", "First step"),
        (Kind.LIST_ITEM, "2", "Second step"),
        (Kind.CELL, "", "Action"),
        (Kind.CELL, "", "Owner"),
        (Kind.CELL, "", "Train"),
        (Kind.CELL, "", "Trust"),
    ]


def test_the_file_on_disk_opens_by_its_content(tmp_path: Path) -> None:
    assert open_document(word_file(tmp_path, paragraph("Words."))).source.format == "docx"
