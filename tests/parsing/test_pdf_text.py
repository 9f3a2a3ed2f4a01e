"""PDF: reading order, paragraphs, hyphens, furniture, notes, contents, lists: what a reader would read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from scr_publish.document import Block, Document, Kind, Surface
from scr_publish.parsing.opening import Input, Options
from scr_publish.parsing.pdf import parse_pdf
from tests.builders.pdf import HEIGHT, LEFT, WIDTH, canvas_pdf, prose, wrapped, write_lines


def read(data: bytes, *, ocr: bool = False) -> Document:
    return parse_pdf(Input(Path("draft.pdf"), "draft.pdf", data, "0" * 64, "pdf"), Options(ocr=ocr))


def texts(document: Document, kind: Kind) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind is kind]


def words(document: Document, kind: Kind) -> list[str]:
    return [document.plain(b) for b in document.blocks if b.kind is kind]


def only(document: Document, kind: Kind) -> Block:
    (block,) = [b for b in document.blocks if b.kind is kind]
    return block


def lined(document: Document, kind: Kind) -> str:
    """The text of the only block of a kind, with its line ends."""
    block = only(document, kind)
    return document.text[block.start : block.end]


def one_page(draw: Callable[[Canvas], object]) -> Document:
    return read(canvas_pdf([lambda canvas, _: draw(canvas)]))


def full_page(canvas: Canvas, text: str, top: float = 90, width: float = 450) -> float:
    return write_lines(canvas, wrapped(canvas, text, width), top=top)


def test_lines_of_a_paragraph_become_one_text_with_single_spaces() -> None:
    document = one_page(lambda c: full_page(c, prose(6)))
    assert words(document, Kind.PARAGRAPH) == [prose(6)]


def test_white_space_between_lines_parts_paragraphs() -> None:
    def draw(canvas: Canvas) -> None:
        top = full_page(canvas, prose(4))
        full_page(canvas, prose(3, 4), top=top + 8)

    assert words(one_page(draw), Kind.PARAGRAPH) == [prose(4), prose(3, 4)]


def test_short_last_line_parts_paragraphs_set_without_space() -> None:
    def draw(canvas: Canvas) -> None:
        top = 90.0
        for start in range(4):
            lines = wrapped(canvas, prose(4, start), 450)
            assert canvas.stringWidth(lines[-1], "Times-Roman", 11) < 380
            top = write_lines(canvas, lines, top=top)

    assert words(one_page(draw), Kind.PARAGRAPH) == [prose(4, start) for start in range(4)]


def test_first_line_indents_part_paragraphs() -> None:
    def draw(canvas: Canvas) -> None:
        top = 90.0
        for start in range(3):
            first, *rest = wrapped(canvas, "\u2003" + prose(5, start), 445)
            top = write_lines(canvas, [first.strip()], x=LEFT + 18, top=top)
            top = write_lines(canvas, rest, top=top)

    assert len(words(one_page(draw), Kind.PARAGRAPH)) == 3


def test_sentence_that_crosses_a_page_end_is_one_paragraph() -> None:
    def first(canvas: Canvas, _: int) -> None:
        lines = wrapped(canvas, prose(24), 450)
        write_lines(canvas, lines[:8], top=600)

    def second(canvas: Canvas, _: int) -> None:
        lines = wrapped(canvas, prose(24), 450)
        write_lines(canvas, lines[8:], top=90)

    document = read(canvas_pdf([first, second]))
    assert words(document, Kind.PARAGRAPH) == [prose(24)]
    block = only(document, Kind.PARAGRAPH)
    assert {box.page for box in document.locate(block.start, block.end).boxes} == {1, 2}


def test_paragraph_that_ends_with_its_page_is_not_joined_to_the_next() -> None:
    pages = [lambda c, n: full_page(c, prose(4, n), top=600 if n == 1 else 90)] * 2
    assert words(read(canvas_pdf(pages)), Kind.PARAGRAPH) == [prose(4, 1), prose(4, 2)]


def test_two_columns_are_read_one_after_the_other_under_a_title_across_them() -> None:
    def draw(canvas: Canvas) -> None:
        write_lines(canvas, ["Summary of the review and of what its panel learned from it"], size=16, font="Times-Bold")
        left, right = wrapped(canvas, prose(12), 210), wrapped(canvas, prose(12, 3), 210)
        for i in range(max(len(left), len(right))):  # drawn row by row, as some programs do
            if i < len(left):
                write_lines(canvas, [left[i]], top=130 + i * 13.2)
            if i < len(right):
                write_lines(canvas, [right[i]], x=LEFT + 235, top=130 + i * 13.2)

    document = one_page(draw)
    assert [b.kind for b in document.blocks] == [Kind.HEADING, Kind.PARAGRAPH, Kind.PARAGRAPH]
    assert words(document, Kind.PARAGRAPH) == [prose(12), prose(12, 3)]


def test_paragraph_goes_on_from_one_column_to_the_next() -> None:
    def draw(canvas: Canvas) -> None:
        lines = wrapped(canvas, prose(20), 210)
        half = len(lines) // 2
        assert not lines[half - 1].endswith(".")
        write_lines(canvas, lines[:half])
        write_lines(canvas, lines[half:], x=LEFT + 235)

    assert words(one_page(draw), Kind.PARAGRAPH) == [prose(20)]


def test_broken_words_are_rejoined_and_their_letters_keep_their_boxes() -> None:
    lines = ["The panel looked at how safe-", "guarding was led, and met Mr Quil-", "lan in the spring."]
    document = one_page(lambda c: write_lines(c, lines))
    text = "The panel looked at how safeguarding was led, and met Mr Quillan in the spring."
    assert words(document, Kind.PARAGRAPH) == [text]
    start = document.text.index("safeguarding")
    above, below = document.locate(start, start + len("safeguarding")).boxes
    assert above.x0 > below.x0
    assert below.top > above.top


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["Her well-being mattered, and the well-", "being of others."],
            "Her well-being mattered, and the well-being of others.",
        ),
        (["A meeting with Mrs Smith-", "Jones was held."], "A meeting with Mrs Smith-Jones was held."),
        (["It was a multi-", "agency plan made in a hurry."], "It was a multi-agency plan made in a hurry."),
        (["The years 2014-", "15 were hard for all of them."], "The years 2014-15 were hard for all of them."),
    ],
)
def test_real_hyphens_stay(lines: list[str], expected: str) -> None:
    assert words(one_page(lambda c: write_lines(c, lines)), Kind.PARAGRAPH) == [expected]


def furnished(canvas: Canvas, number: int) -> None:
    write_lines(canvas, ["Overview report: Child Wren"], top=40, size=9)
    full_page(canvas, prose(5, number), top=90)
    write_lines(canvas, [f"Page {number} of 6"], x=WIDTH - 130, top=HEIGHT - 30, size=9)


def test_running_header_is_one_block_and_page_numbers_stay_apart() -> None:
    document = read(canvas_pdf([furnished] * 6))
    header = only(document, Kind.HEADER)
    assert document.plain(header) == "Overview report: Child Wren"
    assert (header.page, header.where, header.surface) == (1, "pages 1–6", Surface.HEADER_FOOTER)
    assert words(document, Kind.PAGE_NUMBER) == [f"Page {n} of 6" for n in range(1, 7)]
    assert words(document, Kind.PARAGRAPH) == [prose(5, n) for n in range(1, 7)]


def test_lines_of_one_header_are_one_block() -> None:
    def page(canvas: Canvas, number: int) -> None:
        write_lines(canvas, ["Overview report: Child", "Wren, born in 2009"], top=30, size=9, leading=11)
        full_page(canvas, prose(5, number), top=90)

    document = read(canvas_pdf([page] * 4))
    assert lined(document, Kind.HEADER) == "Overview report: Child\nWren, born in 2009"


def test_header_and_footer_of_one_page_are_parted_from_text_and_notes() -> None:
    def page(canvas: Canvas, number: int) -> None:
        if number == 1:
            write_lines(canvas, ["Child Wren, born 4 June", "2009"], top=30, size=8, leading=10)
            write_lines(canvas, ["1 Notes of the meeting in spring."], top=HEIGHT - 110, size=8)
            write_lines(canvas, ["Insurance number AB", "12 34 56 C"], top=HEIGHT - 40, size=8, leading=10)
        full_page(canvas, prose(5, number), top=90)

    document = read(canvas_pdf([page] * 3))
    assert lined(document, Kind.HEADER) == "Child Wren, born 4 June\n2009"
    assert lined(document, Kind.FOOTER) == "Insurance number AB\n12 34 56 C"
    assert words(document, Kind.FOOTNOTE) == ["Notes of the meeting in spring."]
    assert words(document, Kind.PARAGRAPH) == [prose(5, n) for n in (1, 2, 3)]


def test_figures_that_a_line_end_cuts_begin_no_note() -> None:
    lines = ["1 The number 999", "468 4787 was wrong.", "2 The record of the school."]
    document = one_page(
        lambda c: (full_page(c, prose(5), top=90), write_lines(c, lines, top=HEIGHT - 110, size=8, leading=10))
    )
    assert words(document, Kind.FOOTNOTE) == ["The number 999 468 4787 was wrong.", "The record of the school."]


@pytest.mark.parametrize("form", ["{0}", "- {0} -", "{1}", "{0} | Page", "Page {0}"])
def test_forms_of_page_numbers(form: str) -> None:
    roman = ["i", "ii", "iii", "iv"]

    def draw(canvas: Canvas, number: int) -> None:
        full_page(canvas, prose(5, number), top=90)
        write_lines(canvas, [form.format(number, roman[number - 1])], x=WIDTH / 2, top=HEIGHT - 40)

    document = read(canvas_pdf([draw] * 4))
    assert len(words(document, Kind.PAGE_NUMBER)) == 4
    assert len(words(document, Kind.PARAGRAPH)) == 4


def test_headings_that_begin_page_after_page_are_no_furniture() -> None:
    def draw(canvas: Canvas, number: int) -> None:
        write_lines(canvas, [f"Recommendation {number}"], top=80, size=15, font="Times-Bold")
        full_page(canvas, prose(5, number), top=110)

    document = read(canvas_pdf([draw] * 5))
    assert words(document, Kind.HEADING) == [f"Recommendation {n}" for n in range(1, 6)]


def test_footnote_at_the_foot_and_its_mark_in_the_text() -> None:
    def draw(canvas: Canvas) -> None:
        full_page(canvas, prose(5))
        write_lines(canvas, ["The Board met in the town hall"], top=200)
        mark = canvas.stringWidth("The Board met in the town hall", "Times-Roman", 11)
        canvas.setFont("Times-Roman", 6.5)
        canvas.drawString(LEFT + mark, HEIGHT - 196, "1")
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(LEFT + mark + 4, HEIGHT - 200, " and agreed the plan.")
        canvas.setFont("Times-Roman", 6)
        canvas.drawString(LEFT, HEIGHT - 737, "1")
        write_lines(
            canvas, ["Minutes of the meeting, held by the Board’s office in Marlbridge"], x=LEFT + 5, top=740, size=9
        )
        write_lines(canvas, ["and open to the public."], top=751, size=9)

    document = one_page(draw)
    note = only(document, Kind.FOOTNOTE)
    assert (note.surface, note.number) == (Surface.FOOTNOTE, "1")
    assert (
        document.plain(note)
        == "Minutes of the meeting, held by the Board’s office in Marlbridge and open to the public."
    )
    assert words(document, Kind.PARAGRAPH)[-1] == "The Board met in the town hall and agreed the plan."


def test_contents_page_makes_no_headings() -> None:
    def contents(canvas: Canvas, _: int) -> None:
        write_lines(canvas, ["Contents"], size=16, font="Times-Bold")
        write_lines(
            canvas, ["1 Introduction ........................ 3", "2 What happened ....................... 4"], top=120
        )
        write_lines(canvas, ["3 Recommendations"], top=147)
        write_lines(canvas, ["9"], x=WIDTH - 90, top=147)

    def body(canvas: Canvas, _: int) -> None:
        write_lines(canvas, ["1 Introduction"], size=16, font="Times-Bold")
        full_page(canvas, prose(5), top=130)

    document = read(canvas_pdf([contents, body]))
    assert texts(document, Kind.TOC) == ["Contents", "1 Introduction\t3", "2 What happened\t4", "3 Recommendations\t9"]
    assert words(document, Kind.HEADING) == ["Introduction"]
    assert [section.heading for section in document.sections] == [only(document, Kind.HEADING)]


def test_lists_have_an_item_a_block_and_wrapped_lines_stay_with_theirs() -> None:
    def draw(canvas: Canvas) -> None:
        top = full_page(canvas, prose(3) + " The panel asked for:")
        for item in ("records of the school", prose(2), "minutes of the group"):
            lines = wrapped(canvas, item, 400)
            canvas.drawString(LEFT + 18, HEIGHT - top, "•")
            top = write_lines(canvas, lines, x=LEFT + 36, top=top)

    document = one_page(draw)
    assert words(document, Kind.LIST_ITEM) == ["records of the school", prose(2), "minutes of the group"]


def test_typed_numbers_are_kept_out_of_the_words() -> None:
    def draw(canvas: Canvas) -> None:
        top = 90.0
        for i in range(1, 4):
            write_lines(canvas, [f"4.{i}"], top=top)
            top = write_lines(canvas, wrapped(canvas, prose(3, i), 400), x=LEFT + 36, top=top) + 8

    document = one_page(draw)
    found = [b for b in document.blocks if b.kind is Kind.PARAGRAPH]
    assert [b.number for b in found] == ["4.1", "4.2", "4.3"]
    assert [document.words_of(b) for b in found] == [prose(3, i) for i in (1, 2, 3)]


def test_figure_at_a_line_start_is_no_number() -> None:
    lines = [
        "The review looked at all that had been known to the agencies about them since January",
        "2012. It did so in full.",
    ]
    document = one_page(lambda c: write_lines(c, lines))
    assert words(document, Kind.PARAGRAPH) == [" ".join(lines)]


def test_heading_levels_follow_size_and_number() -> None:
    def draw(canvas: Canvas) -> None:
        top = 90.0
        for text, size in (("1 Findings", 18), ("1.1 The school", 14), ("2 Learning", 18), ("2.1 The police", 14)):
            top = write_lines(canvas, [text], size=size, font="Helvetica-Bold", top=top) + 10
            top = full_page(canvas, prose(3), top=top) + 20

    document = one_page(draw)
    assert [(b.level, b.number) for b in document.blocks if b.kind is Kind.HEADING] == [
        (1, "1"),
        (2, "1.1"),
        (1, "2"),
        (2, "2.1"),
    ]


def test_sentence_of_a_finding_is_a_heading_over_two_lines() -> None:
    finding = (
        "Finding 2: professionals in all of the agencies took the word of the adults and did not look for what the "
        "children themselves said, so that no plan was ever made with them or told to them in words they knew"
    )

    def draw(canvas: Canvas) -> None:
        top = full_page(canvas, prose(5)) + 14
        top = write_lines(canvas, wrapped(canvas, finding, 440, font="Times-Bold"), font="Times-Bold", top=top) + 6
        full_page(canvas, prose(5), top=top)

    assert words(one_page(draw), Kind.HEADING) == [finding]


def test_captions_and_sentences_that_begin_like_one() -> None:
    def draw(canvas: Canvas) -> None:
        top = full_page(canvas, prose(4)) + 10
        top = write_lines(canvas, ["Table 1: Agencies that took part"], top=top) + 10
        full_page(canvas, "Table 1 shows the agencies that took part in it. " + prose(4), top=top)

    document = one_page(draw)
    assert words(document, Kind.CAPTION) == ["Table 1: Agencies that took part"]
    assert len(words(document, Kind.PARAGRAPH)) == 2


def test_address_lines_stay_one_paragraph() -> None:
    def draw(canvas: Canvas) -> None:
        top = full_page(canvas, prose(4)) + 12
        top = full_page(canvas, prose(4, 1), top=top) + 12
        write_lines(canvas, ["The Old Mill", "4 Ferry Lane", "Marlbridge"], top=top)

    assert texts(one_page(draw), Kind.PARAGRAPH)[-1] == "The Old Mill\n4 Ferry Lane\nMarlbridge"
