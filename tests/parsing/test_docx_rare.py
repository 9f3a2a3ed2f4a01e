"""Rarer parts of Word files: alternatives for older programs, building blocks, diagrams, form fields, mail merges."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scr_publish.document import ChangeKind, Document, Kind, Surface
from scr_publish.parsing import open_document
from tests.builders.docx import STYLES, cell, field, paragraph, row, run, table, word_file, xml


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Document]:
    return lambda *body, **options: open_document(word_file(tmp_path, *body, **options))


def on(document: Document, surface: Surface) -> list[str]:
    """The text of the blocks on a surface."""
    return [document.text[b.start : b.end] for b in document.blocks if b.surface is surface]


def alternatives(new: str, old: str) -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    )


def test_alternatives_between_paragraphs_and_between_runs(read: Callable[..., Document]) -> None:
    document = read(
        alternatives(paragraph("New block."), paragraph("Kester in an old block.")),
        paragraph("Same ", alternatives(run("words"), run("words")), alternatives(run("."), run("Old run"))),
        table(alternatives(row("New row"), "")),
    )
    assert on(document, Surface.VISIBLE) == ["New block.", "Same words.", "New row"]
    assert on(document, Surface.HIDDEN_TEXT) == ["Kester in an old block.", "Old run"]
    assert document.problems == ()


def test_a_text_box_in_deleted_or_hidden_text_is_not_visible(read: Callable[..., Document]) -> None:
    pict = f"<w:pict><v:shape><v:textbox><w:txbxContent>{paragraph('@')}</w:txbxContent></v:textbox></v:shape></w:pict>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr>" + pict.replace("@", "Hidden box.") + "</w:r>"
    gone = '<w:del w:author="T Orrell"><w:r>' + pict.replace("@", "Deleted box.") + "</w:r></w:del>"
    document = read(paragraph("Words.", hidden, gone))
    assert on(document, Surface.VISIBLE) == ["Words."]
    assert on(document, Surface.HIDDEN_TEXT) == ["Hidden box."]
    assert on(document, Surface.REVISION) == ["Deleted box."]
    assert [change.revision.kind for change in document.changes] == [ChangeKind.DELETION]


def test_a_text_box_in_a_cell_may_hold_a_table(read: Callable[..., Document]) -> None:
    inner = table(row("in the box"))
    box = (
        f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document = read(table(row(cell(paragraph("a", box)), "b")))
    assert [(document.text[b.start : b.end], b.cell and b.cell.table) for b in document.blocks] == [
        ("a", 1),
        ("in the box", 2),
        ("b", 1),
    ]


def test_diagrams_vector_pictures_and_shapes_are_read(read: Callable[..., Document]) -> None:
    ns = 'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><style>text {fill: red}</style><text>Kester Road</text></svg>'
    drawing = (
        '<w:r><w:drawing><dgm:relIds r:dm="rIdD" r:lo="rIdL"/><a:blip r:embed="rIdP"><a:ext>'
        '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="rIdV"/>'
        "</a:ext></a:blip><a:t>On the shape</a:t></w:drawing></w:r>"
    )
    parts = {
        "diagrams/data1.xml": f'<dgm:dataModel {ns} xmlns:a="urn:a"><a:t>Mother</a:t><a:t>Mother</a:t></dgm:dataModel>',
        "diagrams/layout1.xml": "<x>Layout of ours</x>",
        "media/image1.svg": svg,
        "media/image1.png": b"\x89PNG",
    }
    links = {
        "rIdD": ("diagramData", "diagrams/data1.xml"),
        "rIdL": ("diagramLayout", "diagrams/layout1.xml"),
        "rIdV": ("image", "media/image1.svg"),
        "rIdP": ("image", "media/image1.png"),
    }
    document = read(paragraph("See:", drawing), parts=parts, links=links)
    assert [document.text[b.start : b.end] for b in document.blocks] == ["See:", "Mother\nKester Road\nOn the shape"]
    assert (document.blocks[1].kind, document.blocks[1].surface) == (Kind.TEXT_BOX, Surface.VISIBLE)
    assert document.problems == ()


def test_building_blocks_travel_with_the_file_and_prompts_do_not_count(read: Callable[..., Document]) -> None:
    def block(text: str, kind: str) -> str:
        return (
            f'<w:docPart><w:docPartPr><w:types><w:type w:val="{kind}"/></w:types></w:docPartPr>'
            f"<w:docPartBody>{paragraph(text)}</w:docPartBody></w:docPart>"
        )

    blocks = (
        f"<w:docParts>{block('Click here to enter text.', 'bbPlcHdr')}{block('Kester Poole', 'autoTxt')}</w:docParts>"
    )
    document = read(paragraph("Words."), parts={"glossaryDocument": xml("glossaryDocument", blocks)})
    assert on(document, Surface.METADATA) == ["Kester Poole"]
    assert document.blocks[-1].where == "building block 2"


def test_old_drop_downs_and_default_texts(read: Callable[..., Document]) -> None:
    data = (
        '<w:ffData><w:textInput><w:default w:val="Kester"/></w:textInput><w:ddList><w:listEntry w:val="Mother"/>'
        '<w:listEntry w:val="Father"/></w:ddList></w:ffData>'
    )
    mark = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert on(read(paragraph("Who: ", mark)), Surface.FORM_FIELD) == ["Kester", "Mother\nFather"]


def test_a_content_control_round_paragraphs_names_itself(read: Callable[..., Document]) -> None:
    document = read(
        f'<w:sdt><w:sdtPr><w:alias w:val="Mother of Kester"/><w:tag w:val="42"/></w:sdtPr>'
        f"<w:sdtContent>{paragraph('Mother')}</w:sdtContent></w:sdt>"
    )
    assert on(document, Surface.FORM_FIELD) == ["Mother of Kester"]


def test_mail_merges_and_properties_of_the_users_own(read: Callable[..., Document]) -> None:
    merge = (
        '<w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:query w:val="SELECT * FROM Kester"/></w:mailMerge>'
    )
    own = '<P xmlns:v="urn:v"><property name="Case worker"><v:s>T Orrell</v:s></property><property><v:b>true</v:b></property></P>'
    relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    top = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{relationship}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="b" Type="{relationship}/custom-properties" Target="docProps/custom.xml"/></Relationships>'
    )
    document = read(
        paragraph("Words."),
        parts={"settings": xml("settings", merge), "/docProps/custom.xml": own, "/_rels/.rels": top},
    )
    assert on(document, Surface.METADATA) == ["T Orrell", "SELECT * FROM Kester"]
    assert document.blocks[1].where == "custom document property Case worker"


def test_text_marked_as_deleted_outside_any_deletion_is_not_visible(read: Callable[..., Document]) -> None:
    document = read(paragraph("Seen. ", "<w:r><w:delText>Kester</w:delText></w:r>"))
    assert on(document, Surface.REVISION) == ["Kester"]
    assert document.blocks[1].where == "paragraph 1, deleted"


def test_the_instruction_of_a_field_without_end_is_kept(read: Callable[..., Document]) -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>XE "Kester"</w:instrText></w:r>'
    assert on(read(paragraph(begun, "Words.")), Surface.LINK) == ['XE "Kester"']


def test_a_field_end_too_many_does_no_harm(read: Callable[..., Document]) -> None:
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    document = read(paragraph(separate, end, "Words ", begin, "stay"))
    assert "Words" in document.text
    assert "stay" in document.text


def test_a_field_whose_end_only_older_programs_see_is_reported(read: Callable[..., Document]) -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    document = read(paragraph("Words ", begin, "Kester", alternatives("", begin.replace("begin", "end"))))
    assert [problem.detail for problem in document.problems] == ["a field without an end in word/document.xml"]


def test_a_header_that_no_section_uses_is_hidden(read: Callable[..., Document]) -> None:
    parts = {"header9.xml": xml("hdr", paragraph("Kester"))}
    document = read(paragraph("Words."), parts=parts, links={"rIdZ": ("header", "header9.xml")})
    assert on(document, Surface.HIDDEN_TEXT) == ["Kester"]
    assert document.blocks[-1].where == "header that no section uses"


def test_links_and_hidden_text_in_a_comment_are_read(read: Callable[..., Document]) -> None:
    words = paragraph("See ", field('HYPERLINK "http://wexmoor.example"', "this"), run(" Kester", "<w:vanish/>"))
    document = read(paragraph("x"), parts={"comments": xml("comments", f'<w:comment w:id="1">{words}</w:comment>')})
    assert on(document, Surface.COMMENT) == ["Comment by an unnamed author: See this"]
    assert on(document, Surface.LINK) == ["http://wexmoor.example"]
    assert on(document, Surface.HIDDEN_TEXT) == ["Kester"]


def test_a_table_style_may_set_the_first_row_apart(read: Callable[..., Document]) -> None:
    styles = STYLES + (
        '<w:style w:type="table" w:styleId="Ours"><w:name w:val="Ours"/><w:tblStylePr w:type="firstRow"/></w:style>'
    )

    def headers(look: str) -> list[bool]:
        grid = table(row("Action"), row("Train"), properties=f'<w:tblStyle w:val="Ours"/><w:tblLook {look}/>')
        return [b.cell.header for b in read(grid, styles=styles).blocks if b.cell]

    assert headers('w:firstRow="1"') == [True, False]
    assert headers('w:val="04A0"') == [True, False]
    assert headers('w:val="0480"') == [False, False]
    assert headers('w:val="none"') == [False, False]


def test_unknown_symbols_come_out_as_a_bullet_or_a_replacement(read: Callable[..., Document]) -> None:
    symbols = '<w:sym w:font="Webdings" w:char="F001"/><w:sym w:font="Arial" w:char="zz"/>'
    assert read(paragraph(f"<w:r><w:t>a</w:t>{symbols}</w:r>")).text == "a•\ufffd"
