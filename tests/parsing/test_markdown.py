"""Markdown: offsets into the file itself, and nothing of it lost."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scr_publish.document import Document, Kind, Surface
from scr_publish.parsing import open_document
from scr_publish.parsing.markdown.parse import markdown_blocks
from tests.parsing.conformance import check_document
from tests.parsing.helpers import headings, plain

Make = Callable[..., Document]

MARKS = st.text(alphabet=list("ab1 .-*_`[]()<>|#~!\\&;:=^\"'\n\r\t\f/é\xa0"), max_size=120)


def test_linear_text_is_the_file(make_document: Make) -> None:
    text = "# Title\r\n\r\nThe *first* line\r\nand the second.\r\n"
    document = make_document(text)
    assert document.text == text
    assert headings(document) == [(1, "", "Title")]
    paragraph = document.blocks[1]
    assert text[paragraph.start : paragraph.end] == "The *first* line\r\nand the second."
    assert document.plain(paragraph) == "The first line and the second."


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Seen by **Aimée\nQuillan** today.", "Seen by Aimée Quillan today."),
        ("> Told by Aimée\n> Quillan on the day.", "Told by Aimée Quillan on the day."),
        ("A `code` and a \\*star\\*.", "A code and a *star*."),
        ("See [the plan](#actions) below.", "See the plan below."),
        ("See [the page](https://example.org/jo.bloggs).", "See the page(https://example.org/jo.bloggs)."),
        ("Mail <jo@example.org> today.", "Mail jo@example.org today."),
        ("A ~~struck~~ word and <b>bold</b>.", "A struck word and bold."),
        ("Two words  \nand a break.", "Two words and a break."),
        ("***Both*** and __under__ and *a **b** c*.", "Both and under and a b c."),
        ("Use snake_case and 2 * 3 * 4.", "Use snake_case and 2 * 3 * 4."),
        ("Words with a note[^1].\n\n[^1]: The note.", "Words with a note."),
        ("[the words][a]\n\n[a]: https://example.org", "the words"),
    ],
)
def test_notation_is_no_word(make_document: Make, source: str, words: str) -> None:
    assert plain(make_document(source))[0] == words


def test_numbers_stand_apart_from_words(make_document: Make) -> None:
    document = make_document(
        "## 4.2 What happened\n\n4.2.1 On a Monday.\n\n**4.2.2** On a Tuesday.\n\n1. First\n2. Second\n"
    )
    assert [(b.kind.value, b.number, document.plain(b)) for b in document.blocks] == [
        ("heading", "4.2", "What happened"),
        ("paragraph", "4.2.1", "On a Monday."),
        ("paragraph", "4.2.2", "On a Tuesday."),
        ("list-item", "1", "First"),
        ("list-item", "2", "Second"),
    ]


def test_nested_lists_have_depth(make_document: Make) -> None:
    document = make_document("- one\n  - two\n\n    more of two\n- three\n")
    assert [(b.kind.value, b.level, document.plain(b)) for b in document.blocks] == [
        ("list-item", 1, "one"),
        ("list-item", 2, "two"),
        ("paragraph", 0, "more of two"),
        ("list-item", 1, "three"),
    ]


def test_table_cells(make_document: Make) -> None:
    document = make_document("| Who | Said |\n|---|---|\n| Aunt | a \\| b |\n| | *yes* | lost |\n")
    cells = [(b.cell.row, b.cell.column, b.cell.header, document.plain(b)) for b in document.blocks if b.cell]
    assert cells == [
        (1, 1, True, "Who"),
        (1, 2, True, "Said"),
        (2, 1, False, "Aunt"),
        (2, 2, False, "a | b"),
        (3, 2, False, "yes"),
    ]
    assert plain(document, surface=Surface.HIDDEN_TEXT) == ["lost"]
    assert document.locate(document.blocks[2].start, document.blocks[2].end).where == "line 3, table 1, row 2"


def test_forced_break_ends_a_block(make_document: Make) -> None:
    document = make_document("| Who |\n|---|\n| Jane Moss<br>Social Worker |\n")
    assert plain(document, Kind.CELL) == ["Who", "Jane Moss", "Social Worker"]


def test_what_a_reader_does_not_see_has_its_surface(make_document: Make) -> None:
    document = make_document(
        '---\ntitle: "A draft"\nauthor: Jo Bloggs\n---\n\nText.\n\n<!-- ask Jo\nabout it -->\n\n'
        "![Jo at school](pictures/jo.png)\n\n[a]: https://example.org/jo\n"
    )
    assert plain(document, surface=Surface.METADATA) == ["A draft", "Jo Bloggs"]
    assert plain(document, surface=Surface.COMMENT) == ["ask Jo about it"]
    assert plain(document, surface=Surface.ALT_TEXT) == ["Jo at school"]
    assert plain(document, surface=Surface.LINK) == ["pictures/jo.png", "[a]: https://example.org/jo"]
    assert document.locate(document.blocks[1].start, document.blocks[1].end).where == "line 3, front matter, author"


def test_footnote(make_document: Make) -> None:
    document = make_document("Text[^a].\n\n[^a]: The note of\n    Jane Moss.\n")
    note = document.blocks[1]
    assert (note.kind, note.surface, note.number, document.plain(note)) == (
        Kind.FOOTNOTE, Surface.FOOTNOTE, "a", "The note of Jane Moss.",
    )  # fmt: skip


def test_contents_list_is_no_section(make_document: Make) -> None:
    document = make_document(
        "# Contents\n\n- [Introduction](#introduction)\n- [Findings](#findings)\n\n# Introduction\n\nText.\n"
    )
    assert plain(document, Kind.TOC) == ["Introduction", "Findings"]
    assert [words for _, _, words in headings(document)] == ["Contents", "Introduction"]


def test_indented_lines_are_text(make_document: Make) -> None:
    assert plain(make_document("Address:\n\n    12 Orchard Row\n")) == ["Address:", "12 Orchard Row"]


def test_raw_html_keeps_its_words(make_document: Make) -> None:
    document = make_document('<div>\n<p>Jo <b>Blo</b>ggs</p><p>Next</p><img alt="Jo at school">\n</div>\n')
    words = plain(document)
    assert "Jo Bloggs" in words
    assert "Next" in words
    assert any("Jo at school" in piece for piece in words)


@settings(max_examples=300, deadline=None)
@given(MARKS)
def test_any_text_keeps_the_promises(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.md"
        path.write_text("word " + text, encoding="utf-8", newline="")
        document = open_document(path)
    assert document.text == "word " + text
    check_document(document)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(["name", "1. ", "- ", "> ", "| ", " |", "\n", "\n\n", "|---|\n", "```\n", "<b>", "</p>",
    "<!-- ", " -->", "[x]: ", "[^1]: ", "# ", "**", "    ", "[", "](y)", "![", "~~~", "<br>", "---\n"]), max_size=25))  # fmt: skip
def test_no_word_is_lost(parts: list[str]) -> None:
    text = "".join(parts)
    blocks = markdown_blocks(text)
    covered = sum(text[block.start : block.end].count("name") for block in blocks)
    assert covered == text.count("name")
    for block in blocks:
        hidden = "".join(text[start:end] for start, end in block.markup)
        assert "name" not in hidden
