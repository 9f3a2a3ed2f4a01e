"""The body of a Word file: paragraphs, headings, lists, tables, text boxes, in reading order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from scr_publish.document import Cell, Document, Kind, Surface
from scr_publish.parsing import open_document
from tests.builders.docx import cell, field, paragraph, row, run, table, word_file


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Document]:
    """Open a Word file made of these parts."""
    return lambda *body, **options: open_document(word_file(tmp_path, *body, **options))


def shown(document: Document, kind: Kind | None = None) -> list[str]:
    """The text of the blocks, of one kind where asked."""
    return [document.text[b.start : b.end] for b in document.blocks if kind in (None, b.kind)]


def test_headings_come_from_styles_in_any_language_and_from_styles_based_on_them(read: Callable[..., Document]) -> None:
    document = read(
        paragraph("What happened", style="Kop1"),
        paragraph("The first weeks", style="Chapter"),
        paragraph("Nobody asked about the father.", style="NoSuchStyle"),
        paragraph("Why", properties='<w:outlineLvl w:val="2"/>'),
        paragraph("Not one", style="Kop1", properties='<w:outlineLvl w:val="9"/>'),
        paragraph("Round and round", style="Ring"),
    )
    kinds = [(block.kind, block.level) for block in document.blocks]
    assert kinds == [
        (Kind.HEADING, 1),
        (Kind.HEADING, 2),
        (Kind.PARAGRAPH, 0),
        (Kind.HEADING, 3),
        (Kind.PARAGRAPH, 0),
        (Kind.PARAGRAPH, 0),
    ]


def test_bold_paragraphs_act_as_headings_only_where_no_heading_style_is_used(read: Callable[..., Document]) -> None:
    bold = [
        paragraph(run("2. What happened", "<w:b/>")),
        paragraph(run("2.1 The first weeks", '<w:rStyle w:val="Strong"/>')),
        paragraph(run("Nobody asked.", "<w:b/>")),
        paragraph(run("Nobody ", "<w:b/>"), run("asked")),
    ]
    document = read(*bold)
    assert [(b.level, b.number) for b in document.blocks if b.kind is Kind.HEADING] == [(1, "2"), (2, "2.1")]
    assert shown(read(*bold, paragraph("Why", style="Kop1")), Kind.HEADING) == ["Why"]


def test_larger_bold_paragraphs_stand_above_smaller_ones(read: Callable[..., Document]) -> None:
    document = read(
        paragraph(run("Summary", '<w:b/><w:sz w:val="36"/>')),
        paragraph(run("The family", '<w:b/><w:sz w:val="28"/>')),
        paragraph("Some text."),
    )
    assert [block.level for block in document.blocks] == [1, 2, 0]


def test_typed_numbers_are_kept_out_of_the_words(read: Callable[..., Document]) -> None:
    document = read(
        paragraph("What happened", style="Kop1"),
        paragraph(run("4.2.1"), "<w:r><w:tab/></w:r>", run("On Monday the nurse called.")),
        paragraph("27 May 2014 was a Tuesday."),
    )
    first, second = document.blocks[1:]
    assert (first.number, document.words_of(first)) == ("4.2.1", "On Monday the nurse called.")
    assert (second.number, document.words_of(second)) == ("", "27 May 2014 was a Tuesday.")


def test_characters_that_a_run_holds_as_elements(read: Callable[..., Document]) -> None:
    document = read(
        "<w:p><w:r><w:t>Anne</w:t><w:noBreakHyphen/><w:t>Marie</w:t><w:tab/><w:t>un</w:t><w:softHyphen/><w:t>seen</w:t>"
        '<w:br/><w:t>next</w:t><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Arial" w:char="F041"/></w:r></w:p>'
    )
    assert document.text == "Anne-Marie\tunseen\nnext✓A"
    assert len(document.pieces) == 1


def test_content_controls_at_every_level_smart_tags_and_unknown_wrappers_are_read(
    read: Callable[..., Document],
) -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    document = read(
        control(paragraph("Block level.")),
        paragraph("Run ", control(run("level")), '<w:smartTag w:element="place">' + run(" here") + "</w:smartTag>"),
        table(control(row("Row level")), row("x"), "<w:tr>" + control(cell("Cell level")) + "</w:tr>"),
        '<w:customXml w:element="e">' + paragraph("Custom.") + "</w:customXml>",
        paragraph('<w:futureThing xmlns:w2="urn:x">' + run("Of tomorrow.") + "</w:futureThing>"),
        paragraph("<w:ruby><w:rubyPr/></w:ruby>", "<w:r><w:ruby><w:rt>" + run("up") + "</w:rt></w:ruby></w:r>"),
    )
    assert shown(document) == [
        "Block level.", "Run level here", "Row level", "x", "Cell level", "Custom.", "Of tomorrow.", "up",
    ]  # fmt: skip
    assert document.problems == ()


def test_tables_give_each_cell_with_its_place(read: Callable[..., Document]) -> None:
    document = read(
        table(
            row("Action", "Owner", properties="<w:tblHeader/>"),
            row(cell("Train staff.", "Check it."), "Trust"),
        )
    )
    cells = [(document.text[b.start : b.end], b.cell, b.where) for b in document.blocks]
    assert cells == [
        ("Action", Cell(1, 1, 1, True), "table 1, row 1, column 1"),
        ("Owner", Cell(1, 1, 2, True), "table 1, row 1, column 2"),
        ("Train staff.", Cell(1, 2, 1), "table 1, row 2, column 1"),
        ("Check it.", Cell(1, 2, 1), "table 1, row 2, column 1"),
        ("Trust", Cell(1, 2, 2), "table 1, row 2, column 2"),
    ]
    assert document.text == "Action\tOwner\nTrain staff.\nCheck it.\tTrust"
    assert document.locate(document.text.index("Check"), document.text.index("it")).path == (
        "body/table[1]/row[2]/cell[1]/p[2]/r[1]"
    )


def test_a_bold_first_row_is_a_header_row_and_a_plain_one_is_not(read: Callable[..., Document]) -> None:
    plain, bold = cell("Date"), cell(paragraph(run("Date", "<w:b/>")))
    document = read(table(row(plain), row("May")), table(row(bold), row("May")))
    assert [block.cell and block.cell.header for block in document.blocks] == [False, False, True, False]


def test_merged_cells_come_once_and_text_under_them_is_hidden_text(read: Callable[..., Document]) -> None:
    document = read(
        table(
            row(cell("Wide", properties='<w:gridSpan w:val="2"/>'), "C"),
            row(cell("Tall", properties='<w:vMerge w:val="restart"/>'), "B", "C2"),
            row(cell("Under", properties="<w:vMerge/>"), "B3", "C3"),
            row(cell("", properties="<w:vMerge/>"), "B4", "C4"),
        )
    )
    places = {document.text[b.start : b.end]: b for b in document.blocks}
    assert places["C"].cell == Cell(1, 1, 3)
    assert places["B3"].cell == Cell(1, 3, 2)
    assert places["Under"].surface is Surface.HIDDEN_TEXT
    assert shown(document).count("Tall") == 1
    assert shown(document)[-1] == "Under"


def test_python_docx_merged_cells_are_not_repeated(tmp_path: Path) -> None:
    made = docx.Document()
    grid = made.add_table(rows=2, cols=3)
    grid.cell(0, 0).merge(grid.cell(0, 2)).text = "All agencies"
    grid.cell(1, 2).text = "Police"
    made.save(str(tmp_path / "merged.docx"))
    document = open_document(tmp_path / "merged.docx")
    assert [b.cell for b in document.blocks if b.cell] == [Cell(1, 1, 1), Cell(1, 2, 3)]
    assert document.text.count("All agencies") == 1


def test_nested_tables_are_tables_of_their_own(read: Callable[..., Document]) -> None:
    inner = table(row("in 1", "in 2"))
    document = read(table(row(cell("before", inner, "after"), "beside")), table(row("later")))
    found = [(document.text[b.start : b.end], b.cell.table) for b in document.blocks if b.cell]
    assert found == [("before", 1), ("in 1", 2), ("in 2", 2), ("after", 1), ("beside", 1), ("later", 3)]
    assert [len(cells) for cells in document.tables] == [3, 2, 1]


TEXT_BOX = (
    "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><wp:docPr id='1' name='Text Box 1' "
    "descr='A key fact'/><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>"
    "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
    "<v:textbox><w:txbxContent>{1}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
)


def test_a_text_box_comes_once_though_the_file_holds_it_twice(read: Callable[..., Document]) -> None:
    inside = paragraph("Boxed words.")
    document = read(paragraph("Before. ", f"<w:r>{TEXT_BOX.format(inside, inside)}</w:r>", "After."))
    assert shown(document) == ["Before. After.", "A key fact", "Boxed words."]
    assert [b.kind for b in document.blocks][2] is Kind.TEXT_BOX
    assert document.blocks[1].surface is Surface.ALT_TEXT
    assert document.blocks[2].where == "text box 1"


def test_what_only_the_older_form_of_a_text_box_says_is_hidden_text(read: Callable[..., Document]) -> None:
    document = read(paragraph(f"<w:r>{TEXT_BOX.format(paragraph('New.'), paragraph('Tamsin said so.'))}</w:r>"))
    hidden = [document.text[b.start : b.end] for b in document.blocks if b.surface is Surface.HIDDEN_TEXT]
    assert hidden == ["Tamsin said so."]


def test_a_text_box_of_an_old_file_and_word_art_are_read(read: Callable[..., Document]) -> None:
    pict = (
        "<w:r><w:pict><v:shape alt='A house'><v:textpath string='DRAFT'/><v:textbox><w:txbxContent>"
        + paragraph("Old box.")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document = read(paragraph(pict))
    assert sorted(shown(document)) == ["A house", "DRAFT", "Old box."]


def test_contents_are_recognised_by_style_by_field_and_by_gallery(read: Callable[..., Document]) -> None:
    by_style = paragraph("1 Introduction\t2", style="TOC1")
    whole = field(r"TOC \o", "@").split(run("@"))
    by_field = paragraph(whole[0], "Findings\t3") + paragraph("Actions\t4", whole[1])
    by_gallery = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('Contents', style='Kop1')}</w:sdtContent></w:sdt>"
    )
    document = read(by_style, by_field, by_gallery, paragraph("Findings", style="Kop1"))
    assert shown(document, Kind.TOC) == ["1 Introduction\t2", "Findings\t3", "Actions\t4", "Contents"]
    assert shown(document, Kind.HEADING) == ["Findings"]


def test_captions_have_their_own_surface(read: Callable[..., Document]) -> None:
    document = read(paragraph("Table ", field("SEQ Table", "1"), ": Who met whom", style="Caption"))
    assert (document.text, document.blocks[0].kind) == ("Table 1: Who met whom", Kind.CAPTION)
    assert document.blocks[0].surface is Surface.CAPTION


def test_formulas_charts_and_diagrams_are_read(read: Callable[..., Document]) -> None:
    chart = (
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:f>Sheet1!A1</c:f>'
        "<c:strCache><c:pt><c:v>Visits by Orla</c:v></c:pt></c:strCache><c:numCache><c:v>12</c:v></c:numCache></c:chart>"
    )
    drawing = '<w:r><w:drawing><c:chart r:id="rIdC"/></w:drawing></w:r>'
    document = read(
        paragraph("Sum: ", "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", drawing),
        parts={"charts/chart1.xml": chart},
        links={"rIdC": ("chart", "charts/chart1.xml")},
    )
    assert shown(document) == ["Sum: a+b", "Visits by Orla"]
    assert document.problems == ()
