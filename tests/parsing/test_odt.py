"""OpenDocument text: structure, and every place where the file hides words."""

from __future__ import annotations

from pathlib import Path

from scr_publish.document import Document, Kind, Surface
from scr_publish.parsing import open_document
from tests.builders.packages import odt
from tests.parsing.conformance import check_document, uncovered
from tests.parsing.helpers import headings, plain

AUTOMATIC = """
<style:style style:name="P9" style:parent-style-name="Secret"/>
<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>
<text:list-style style:name="L1">
 <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
 <text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>
</text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>
"""
STYLES = """
<style:style style:name="Secret"><style:text-properties text:display="none"/></style:style>
<text:outline-style>
 <text:outline-level-style text:level="1" style:num-format="1"/>
 <text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>
</text:outline-style>
"""


def opened(tmp_path: Path, body: str, **parts: str) -> Document:
    path = tmp_path / "draft.odt"
    path.write_bytes(odt(body, automatic=AUTOMATIC, styles=STYLES, **parts))
    document = open_document(path)
    check_document(document)
    assert uncovered(document) == ""
    return document


def test_headings_and_lists_have_their_numbers(tmp_path: Path) -> None:
    document = opened(
        tmp_path,
        '<text:h text:outline-level="1">Introduction</text:h><text:h text:outline-level="2">Scope</text:h>'
        '<text:h text:outline-level="2">Panel</text:h><text:h text:outline-level="1">Findings</text:h>'
        '<text:list text:style-name="L1"><text:list-item><text:p>First</text:p>'
        "<text:list><text:list-item><text:p>Inner</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>Second</text:p><text:p>More of it</text:p></text:list-item></text:list>"
        '<text:p>Between</text:p><text:list text:style-name="L1" text:continue-numbering="true">'
        "<text:list-item><text:p>Third</text:p></text:list-item></text:list>"
        '<text:list text:style-name="L2"><text:list-item><text:p>A bullet</text:p></text:list-item></text:list>'
        "<text:p>4.2.1 On a Monday.</text:p>",
    )
    assert headings(document) == [
        (1, "1", "Introduction"),
        (2, "1.1", "Scope"),
        (2, "1.2", "Panel"),
        (1, "2", "Findings"),
    ]
    items = [(b.level, b.number, document.plain(b)) for b in document.blocks if b.kind is Kind.LIST_ITEM]
    assert items == [(1, "1", "First"), (2, "a", "Inner"), (1, "2", "Second"), (1, "3", "Third"), (1, "", "A bullet")]
    assert [(b.number, document.plain(b)) for b in document.blocks if b.kind is Kind.PARAGRAPH] == [
        ("", "More of it"), ("", "Between"), ("4.2.1", "On a Monday."),
    ]  # fmt: skip


def test_tables(tmp_path: Path) -> None:
    document = opened(
        tmp_path,
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Who</text:p></table:table-cell>"
        "<table:table-cell><text:p>What</text:p></table:table-cell></table:table-row></table:table-header-rows>"
        '<table:table-row><table:table-cell table:number-columns-repeated="1"><text:p>Aunt</text:p></table:table-cell>'
        "<table:table-cell><text:p>one</text:p><table:table><table:table-row><table:table-cell><text:p>inner</text:p>"
        "</table:table-cell></table:table-row></table:table></table:table-cell></table:table-row></table:table>",
    )
    cells = [(b.cell.table, b.cell.row, b.cell.column, document.plain(b)) for b in document.blocks if b.cell]
    assert cells == [(1, 1, 1, "Who"), (1, 1, 2, "What"), (1, 2, 1, "Aunt"), (1, 2, 2, "one"), (2, 1, 1, "inner")]
    assert document.locate(document.blocks[2].start, document.blocks[2].end).where == "table 1, row 2"


def test_hidden_places(tmp_path: Path) -> None:
    document = opened(
        tmp_path,
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Ann Vis</dc:creator>"
        "</office:change-info><text:p>deleted words</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>Seen<text:s text:c="2"/>by <text:span text:style-name="T1">unseen</text:span><text:a xlink:href="https://example.org/jo">'
        "her</text:a><text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>the note</text:p></text:note-body>"
        "</text:note><office:annotation><dc:creator>Al Reed</dc:creator><text:p>who is this?</text:p></office:annotation> today.</text:p>"
        '<text:p text:style-name="P9">hidden line</text:p>'
        '<text:section text:display="none"><text:p>hidden part</text:p></text:section>'
        "<text:p><draw:frame><draw:text-box><text:p>in a box</text:p></draw:text-box><svg:desc>Jo at school</svg:desc></draw:frame></text:p>",
        meta='<dc:creator>Jo Bloggs</dc:creator><meta:user-defined meta:name="Ref">SC 12</meta:user-defined>'
        '<meta:document-statistic meta:page-count="1"/>',
        page='<style:master-page style:name="A"><style:header><text:p>Running head</text:p></style:header>'
        "<style:footer><text:p>Running foot</text:p></style:footer></style:master-page>",
    )
    assert plain(document, Kind.PARAGRAPH, Surface.VISIBLE) == ["Seen by her today."]
    assert plain(document, surface=Surface.HIDDEN_TEXT) == ["unseen", "hidden line", "hidden part"]
    assert plain(document, surface=Surface.FOOTNOTE) == ["the note"]
    assert plain(document, surface=Surface.COMMENT) == ["Al Reed", "who is this?"]
    assert plain(document, surface=Surface.REVISION) == ["deleted words", "Ann Vis"]
    assert plain(document, surface=Surface.LINK) == ["https://example.org/jo"]
    assert plain(document, surface=Surface.ALT_TEXT) == ["Jo at school"]
    assert plain(document, Kind.TEXT_BOX) == ["in a box"]
    assert plain(document, surface=Surface.HEADER_FOOTER) == ["Running head", "Running foot"]
    assert plain(document, surface=Surface.METADATA) == ["Jo Bloggs", "SC 12"]


def test_contents(tmp_path: Path) -> None:
    document = opened(
        tmp_path,
        "<text:table-of-content><text:index-body><text:index-title><text:p>Contents</text:p></text:index-title>"
        "<text:p>Introduction<text:tab/>3</text:p></text:index-body></text:table-of-content><text:p>Words.</text:p>",
    )
    assert plain(document, Kind.TOC) == ["Contents", "Introduction 3"]
    assert plain(document, Kind.PARAGRAPH) == ["Words."]


def test_words_of_embedded_objects(tmp_path: Path) -> None:
    chart = '<c xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><text:p>Jane Moss</text:p></c>'
    document = opened(tmp_path, "<text:p>Words.</text:p>", **{"Object 1/content.xml": chart})
    assert plain(document, surface=Surface.EMBEDDED) == ["Jane Moss"]
