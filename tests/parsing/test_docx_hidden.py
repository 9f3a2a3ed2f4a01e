"""What a Word file holds beside its visible text: changes, hidden runs, fields, notes, comments, properties."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scr_publish.document import ChangeKind, Document, Kind, Surface
from scr_publish.parsing import open_document
from tests.builders.docx import cell, field, paragraph, row, run, table, word_file, xml

BY = 'w:author="Tamsin Orrell" w:date="2016-03-01T09:00:00Z"'


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Document]:
    return lambda *body, **options: open_document(word_file(tmp_path, *body, **options))


def on(document: Document, surface: Surface) -> list[str]:
    """The text of the blocks on a surface."""
    return [document.text[b.start : b.end] for b in document.blocks if b.surface is surface]


def deleted(text: str, tag: str = "del") -> str:
    return f'<w:{tag} w:id="1" {BY}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:{tag}>'


def test_inserted_text_is_visible_and_deleted_text_is_not(read: Callable[..., Document]) -> None:
    inserted = f'<w:ins w:id="2" {BY}>{run("the child")}</w:ins>'
    document = read(paragraph("They saw ", deleted("Kes"), deleted("ter"), inserted, " twice."))
    assert on(document, Surface.VISIBLE) == ["They saw the child twice."]
    revision = document.blocks[1]
    assert (document.text[revision.start : revision.end], revision.kind) == ("Kester", Kind.REVISION)
    assert revision.where == "paragraph 1, deleted by Tamsin Orrell"
    changes = [(c.revision.kind, document.text[c.start : c.end], c.revision.author) for c in document.changes]
    assert changes == [
        (ChangeKind.INSERTION, "the child", "Tamsin Orrell"),
        (ChangeKind.DELETION, "Kester", "Tamsin Orrell"),
    ]


def test_text_deleted_from_an_insertion_is_deleted(read: Callable[..., Document]) -> None:
    document = read(paragraph("A", f'<w:ins w:id="2" {BY}>{run("B")}{deleted("C")}</w:ins>'))
    assert on(document, Surface.VISIBLE) == ["AB"]
    assert on(document, Surface.REVISION) == ["C"]


def test_moved_text_is_read_at_both_ends(read: Callable[..., Document]) -> None:
    moved = f'<w:moveFrom w:id="1" {BY}>{run("Once here.")}</w:moveFrom>'
    document = read(paragraph("x", moved), paragraph(f'<w:moveTo w:id="2" {BY}>{run("Now here.")}</w:moveTo>'))
    assert on(document, Surface.REVISION) == ["Once here."]
    assert [c.revision.kind for c in document.changes] == [ChangeKind.MOVED_FROM, ChangeKind.MOVED_TO]


def test_tracked_formatting_is_recorded(read: Callable[..., Document]) -> None:
    changed = f"<w:rPrChange w:id='3' {BY}><w:rPr/></w:rPrChange>"
    document = read(paragraph("plain ", run("bold", f"<w:b/>{changed}")))
    assert [(c.revision.kind, document.text[c.start : c.end]) for c in document.changes] == [
        (ChangeKind.FORMATTING, "bold")
    ]


def test_the_author_of_a_change_without_text_stands_for_it(read: Callable[..., Document]) -> None:
    document = read(table(row("a", "b", properties=f'<w:ins w:id="4" {BY}/>')))
    assert on(document, Surface.METADATA) == ["Tamsin Orrell"]
    assert [c.revision.author for c in document.changes] == ["Tamsin Orrell"]


@pytest.mark.parametrize(
    "hidden",
    [
        paragraph("Seen. ", run("Kester", "<w:vanish/>")),
        paragraph("Seen. ", run("Kester", '<w:rStyle w:val="Ghost"/>')),
        paragraph(run("Seen. ", '<w:vanish w:val="0"/>'), run("Kester"), style="Unseen"),
    ],
    ids=["direct", "character style", "paragraph style"],
)
def test_hidden_runs_are_hidden_text(read: Callable[..., Document], hidden: str) -> None:
    document = read(hidden)
    assert on(document, Surface.VISIBLE) == ["Seen."]
    assert on(document, Surface.HIDDEN_TEXT) == ["Kester"]


def test_hidden_text_of_a_table_comes_after_it_so_that_rows_stay_whole(read: Callable[..., Document]) -> None:
    document = read(table(row(cell(paragraph("a", run("Kester", "<w:vanish/>"))), "b")))
    assert document.text == "a\tb\n\nKester"
    assert document.blocks[2].where == "table 1, row 1, column 1, hidden text"


def test_field_results_are_shown_and_instructions_are_not(read: Callable[..., Document]) -> None:
    document = read(
        paragraph("See ", field(r'HYPERLINK "http://wexmoor.example/kester" \o "Tip"', "our page"), "."),
        paragraph("Met", field('XE "Orrell, Tamsin"'), " them on page ", field("PAGEREF _Ref1 \\h", "4"), "."),
        paragraph(f'<w:fldSimple w:instr="MERGEFIELD Childs_name">{run("Child H")}</w:fldSimple>'),
    )
    assert on(document, Surface.VISIBLE) == ["See our page.", "Met them on page 4.", "Child H"]
    assert on(document, Surface.LINK) == [
        "http://wexmoor.example/kester Tip",
        'XE "Orrell, Tamsin"',
        "MERGEFIELD Childs_name",
    ]


def test_nested_fields_show_the_outer_result_only(read: Callable[..., Document]) -> None:
    inner = field("MERGEFIELD Sex", "Kester")
    outer = field("IF @ = 1", "his").replace("@", f"</w:instrText></w:r>{inner}<w:r><w:instrText>")
    document = read(paragraph("It was ", outer, " book."))
    assert on(document, Surface.VISIBLE) == ["It was his book."]
    assert "Kester" in "".join(on(document, Surface.LINK))


def test_a_field_that_never_ends_swallows_nothing(read: Callable[..., Document]) -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC </w:instrText></w:r>'
    document = read(paragraph(begun, "Kester"), paragraph("was seen."))
    assert on(document, Surface.VISIBLE) == ["Kester", "was seen."]
    assert [b.kind for b in document.blocks if b.surface is Surface.VISIBLE] == [Kind.PARAGRAPH] * 2


def test_hyperlinks_and_other_targets_outside_the_file(read: Callable[..., Document]) -> None:
    link = f'<w:hyperlink r:id="rIdH" w:tooltip="Her page">{run("here")}</w:hyperlink>'
    document = read(
        paragraph("Look ", link),
        links={
            "rIdH": ("hyperlink", "mailto:t.orrell@wexmoor.example"),
            "rIdI": ("image", "file:///C:/Users/torrell/photo.png"),
        },
    )
    assert on(document, Surface.VISIBLE) == ["Look here"]
    assert on(document, Surface.LINK) == [
        "mailto:t.orrell@wexmoor.example Her page",
        "file:///C:/Users/torrell/photo.png",
    ]


def test_notes_come_in_the_order_of_their_references(read: Callable[..., Document]) -> None:
    notes = (
        f'<w:footnote w:id="-1" w:type="separator">{paragraph("<w:r><w:separator/></w:r>")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph("The second.")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("The first.")}{paragraph("More of it.")}</w:footnote>'
        f'<w:footnote w:id="3">{paragraph("Orphan.")}</w:footnote>'
    )
    ends = f'<w:endnote w:id="1">{paragraph("At the end.")}</w:endnote>'
    body = "".join(
        f'<w:r><w:{k}Reference w:id="{i}"/></w:r>' for k, i in (("footnote", 2), ("footnote", 1), ("endnote", 1))
    )
    document = read(
        paragraph("Words", body),
        parts={"footnotes": xml("footnotes", notes), "endnotes": xml("endnotes", ends)},
    )
    found = [(b.number, document.words_of(b), b.where) for b in document.blocks if b.kind is Kind.FOOTNOTE]
    assert found == [
        ("1", "The first.", "footnote 1"),
        ("", "More of it.", "footnote 1"),
        ("2", "The second.", "footnote 2"),
        ("", "Orphan.", "footnote that nothing refers to"),
        ("i", "At the end.", "endnote 1"),
    ]
    assert on(document, Surface.HIDDEN_TEXT) == ["Orphan."]
    at = document.text.index("The second")
    assert document.locate(at, at + 3).path == "footnotes/footnote[2]/p[1]/r[1]"


def test_comments_name_their_authors_and_say_where_they_are_anchored(read: Callable[..., Document]) -> None:
    comments = (
        f'<w:comment w:id="5" {BY} w:initials="TO">{paragraph("Is this")}{paragraph("Kester?")}</w:comment>'
        f'<w:comment w:id="6">{paragraph("Hm.")}</w:comment>'
    )
    body = paragraph('<w:commentRangeStart w:id="5"/>', "Words", '<w:r><w:commentReference w:id="5"/></w:r>')
    document = read(paragraph("First."), body, parts={"comments": xml("comments", comments)})
    assert on(document, Surface.COMMENT) == [
        "Comment by Tamsin Orrell (TO): Is this\nKester?",
        "Comment by an unnamed author: Hm.",
    ]
    assert [b.where for b in document.blocks if b.kind is Kind.COMMENT] == [
        "comment 1 on paragraph 2 of 2016-03-01",
        "comment 2",
    ]


def test_headers_and_footers_come_once_and_page_numbers_are_recognised(read: Callable[..., Document]) -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdA"/><w:footerReference w:type="default" r:id="rIdB"/>'
        '<w:headerReference w:type="first" r:id="rIdC"/></w:sectPr>'
    )
    footer = paragraph("Page ", field("PAGE", "3"), " of ", field("NUMPAGES", "40")) + paragraph("Version 3 of Kester")
    document = read(
        paragraph("One", properties=section),
        paragraph("Two"),
        section,
        parts={
            "header1.xml": xml("hdr", table(row("Board", "Draft"))),
            "footer1.xml": xml("ftr", footer),
            "header2.xml": xml("hdr", paragraph("Tamsin")),
        },
        links={"rIdA": ("header", "header1.xml"), "rIdB": ("footer", "footer1.xml"), "rIdC": ("header", "header2.xml")},
    )
    found = [(b.kind, document.text[b.start : b.end], b.where) for b in document.blocks[2:]]
    assert found == [
        (Kind.HEADER, "Board", "header of section 1"),
        (Kind.HEADER, "Draft", "header of section 1"),
        (Kind.PAGE_NUMBER, "Page 3 of 40", "footer of section 1"),
        (Kind.FOOTER, "Version 3 of Kester", "footer of section 1"),
        (Kind.HEADER, "Tamsin", "first-page header of section 1, not in use"),
    ]
    assert document.tables == ()
    assert on(document, Surface.HIDDEN_TEXT) == ["Tamsin"]


def test_properties_variables_people_and_custom_data(read: Callable[..., Document]) -> None:
    document = read(
        paragraph("Words."),
        core="<dc:creator>Tamsin Orrell</dc:creator><dc:title>Child H</dc:title><cp:revision>12</cp:revision>",
        parts={
            "settings": xml("settings", '<w:docVars><w:docVar w:name="child" w:val="Kester"/></w:docVars>'),
            "/customXml/item1.xml": "<page><name>Kester House</name><id>{0A1B2C3D-0000-0000-0000-00000000000A}</id></page>",
        },
    )
    found = {b.where: document.text[b.start : b.end] for b in document.blocks if b.surface is Surface.METADATA}
    assert found == {
        "document properties: title": "Child H",
        "document properties: author": "Tamsin Orrell",
        "document variable child": "Kester",
        "custom data in the file": "Kester House",
    }


def test_form_fields_hold_choices_and_help(read: Callable[..., Document]) -> None:
    control = (
        '<w:sdt><w:sdtPr><w:alias w:val="Which child"/><w:tag w:val="goog_rdk_4"/><w:dropDownList>'
        '<w:listItem w:displayText="Kester" w:value="1"/><w:listItem w:displayText="Orla" w:value="2"/></w:dropDownList>'
        f"</w:sdtPr><w:sdtContent>{run('Choose')}</w:sdtContent></w:sdt>"
    )
    old = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:helpText w:val="Not Tamsin"/></w:ffData></w:fldChar></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    document = read(paragraph(control, old))
    assert on(document, Surface.VISIBLE) == ["Choose"]
    assert on(document, Surface.FORM_FIELD) == ["Which child", "Kester\nOrla", "Not Tamsin"]


def test_pictures_give_their_description_and_their_file_name(read: Callable[..., Document]) -> None:
    picture = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="Kester at school"/><a:graphic>'
        '<a:graphicData><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="kester.jpg" descr="Kester at school"/></pic:nvPicPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    document = read(paragraph("Look.", picture))
    assert on(document, Surface.ALT_TEXT) == ["Kester at school"]
    assert on(document, Surface.METADATA) == ["kester.jpg"]


def test_tables_give_their_description(read: Callable[..., Document]) -> None:
    document = read(paragraph("Before."), table(row("a"), properties='<w:tblDescription w:val="Where Kester lived"/>'))
    assert on(document, Surface.ALT_TEXT) == ["Where Kester lived"]
    assert document.blocks[-1].where == "paragraph 1, description of a table"


def test_people_and_tasks_name_accounts(read: Callable[..., Document]) -> None:
    person = (
        '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="T Orrell">'
        '<w15:presenceInfo w15:providerId="AD" w15:userId="torrell@wexmoor.example"/></w15:person></w15:people>'
    )
    document = read(paragraph("Words."), parts={"people": person})
    assert on(document, Surface.METADATA) == ["T Orrell", "torrell@wexmoor.example"]


def test_bookmarks_that_a_person_named(read: Callable[..., Document]) -> None:
    names = ("_GoBack", "Kester_home", "OLE_LINK1", "Text3", "bookmark=id.30j0zll")
    marks = "".join(f'<w:bookmarkStart w:id="{i}" w:name="{n}"/>' for i, n in enumerate(names))
    assert on(read(paragraph(marks, "Words.")), Surface.METADATA) == ["Kester_home"]
    assert on(read(paragraph("Words."), marks), Surface.METADATA) == ["Kester_home"]
