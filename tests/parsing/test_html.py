"""Web pages: what a browser shows, and what it does not."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from scr_publish.document import Document, Kind, Surface
from scr_publish.parsing import open_document
from tests.parsing.conformance import check_document, uncovered
from tests.parsing.helpers import headings, plain

Make = Callable[..., Document]

PAGE = """<!DOCTYPE html><html><head><title>A draft</title><meta name="author" content="Jo Bloggs">
<style>.x, #y { color: red; display : none }</style></head><body>
<h1>1. Intro<b>duction</b></h1>
<p>Seen by Aimée<br>Quillan
 with <span class="x">the secret</span> and a <a href="mailto:jo@example.org">link</a>. <del>struck out</del></p>
loose <div>inner</div> words
<ol start="3"><li>third<ul><li>deeper</ul><li><p>fourth</p><p>more of it</p></ol>
<table><caption>The agencies</caption><tr><th>Who<th>What<tr><td>Aunt<td>said</table>
<!-- ask Jo --><img src="a/jo.png" alt="Jo at school"><script>var no = "words"</script>
<input type="hidden" value="ref 12"><div style="visibility:hidden">unseen</div><p hidden>gone</p>
</body></html>"""


def test_structure(make_document: Make) -> None:
    document = make_document(PAGE, "draft.html")
    check_document(document)
    assert document.source.format == "html"
    assert headings(document) == [(1, "1", "Introduction")]
    assert "Seen by Aimée Quillan with and a link." in plain(document, Kind.PARAGRAPH)
    assert [(b.number, b.level, document.plain(b)) for b in document.blocks if b.kind is Kind.LIST_ITEM] == [
        ("3", 1, "third"), ("", 2, "deeper"), ("4", 1, "fourth"),
    ]  # fmt: skip
    assert [(b.cell.row, b.cell.column, b.cell.header, document.plain(b)) for b in document.blocks if b.cell] == [
        (1, 1, True, "Who"), (1, 2, True, "What"), (2, 1, False, "Aunt"), (2, 2, False, "said"),
    ]  # fmt: skip
    assert plain(document, Kind.CAPTION) == ["The agencies"]


def test_surfaces(make_document: Make) -> None:
    document = make_document(PAGE, "draft.html")
    assert plain(document, surface=Surface.METADATA) == ["A draft", "Jo Bloggs", "words"]
    assert plain(document, surface=Surface.HIDDEN_TEXT) == ["the secret", "unseen", "gone"]
    assert plain(document, surface=Surface.REVISION) == ["struck out"]
    assert plain(document, surface=Surface.LINK) == ["mailto:jo@example.org", "a/jo.png"]
    assert plain(document, surface=Surface.COMMENT) == ["ask Jo"]
    assert plain(document, surface=Surface.ALT_TEXT) == ["Jo at school"]
    assert plain(document, surface=Surface.FORM_FIELD) == ["ref 12"]
    assert "no" not in document.text.split()


def test_places(make_document: Make) -> None:
    document = make_document(PAGE, "draft.html")
    cell = next(b for b in document.blocks if b.cell and b.cell.row == 2)
    assert document.locate(cell.start, cell.end).where == "table 1, row 2"
    link = document.text.index("link")
    assert document.locate(link, link + 4).path.endswith("/p[1]/a[1]")


def test_declared_encoding(tmp_path: Path) -> None:
    path = tmp_path / "draft.html"
    path.write_bytes(
        '<html><head><meta charset="iso-8859-1"></head><body><p>£5 – “quoted”</p></body></html>'.encode("cp1252")
    )
    assert plain(open_document(path)) == ["£5 – “quoted”"]


def test_deep_nesting_is_read_or_reported(tmp_path: Path) -> None:
    path = tmp_path / "draft.html"
    path.write_text(
        "<html><body>" + "<div>" * 5000 + "Jane Moss" + "</div>" * 5000 + "</body></html>", encoding="utf-8"
    )
    document = open_document(path)
    assert "Jane Moss" in document.text or [p.rule for p in document.problems] == ["DX205"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["name ", "<p>", "</p>", "<li>", "<ol>", "<table>", "<tr>", "<td>", "</table>", "<b>", "</b>",
    "<h2>", "<!--", "-->", "<br>", "<del>", "</del>", "<p hidden>", "<script>", "</script>", "<a href='u'>", "&amp;", "1. ", "<pre>"]), max_size=25))  # fmt: skip
def test_any_page_keeps_the_promises(parts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.html"
        path.write_text("<html><body>word " + "".join(parts), encoding="utf-8")
        document = open_document(path)
    check_document(document)
    assert uncovered(document) == ""
