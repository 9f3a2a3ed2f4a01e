"""Plain text: what its lines are."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scr_publish.document import Document, Kind
from scr_publish.parsing import open_document
from tests.parsing.conformance import check_document, uncovered
from tests.parsing.helpers import headings, plain

Make = Callable[..., Document]

WRAPPED = """SERIOUS CASE REVIEW

Contents

1. Introduction ........ 3
2. Findings ............ 9

1. Introduction
===============

1.1 This report concerns a child who was born in the
county and lived there with her aunt Aimée
Quillan until the spring.

Background

The family had moved often, and the school had not been
told. There were two reasons for this:

- the records did not follow the child;
- nobody asked
  the aunt about it.

Page 3 of 40

Agency      Role          Lead
Police      Search        DI Marl
Health      Visits        Jane Moss

(a) First point.
(b) Second point.
"""


def test_lines_broken_at_a_width(make_document: Make) -> None:
    document = make_document(WRAPPED, "draft.txt")
    assert headings(document) == [
        (1, "", "SERIOUS CASE REVIEW"), (2, "", "Contents"), (1, "1", "Introduction"), (2, "", "Background"),
    ]  # fmt: skip
    assert plain(document, Kind.TOC) == ["Introduction ........ 3", "Findings ............ 9"]
    assert plain(document, Kind.PARAGRAPH) == [
        "This report concerns a child who was born in the county and lived there with her aunt Aimée Quillan until the spring.",
        "The family had moved often, and the school had not been told. There were two reasons for this:",
    ]
    assert plain(document, Kind.LIST_ITEM) == [
        "the records did not follow the child;", "nobody asked the aunt about it.", "First point.", "Second point.",
    ]  # fmt: skip
    assert plain(document, Kind.PAGE_NUMBER) == ["Page 3 of 40"]
    assert plain(document, Kind.CELL)[3:6] == ["Police", "Search", "DI Marl"]


def test_a_line_a_paragraph(make_document: Make) -> None:
    text = (
        "1.1 The Panel met four times in all and looked at many records of the agencies.\n1.2 It spoke to the aunt.\n"
    )
    document = make_document(text, "draft.txt")
    assert [(b.kind, b.number) for b in document.blocks] == [(Kind.PARAGRAPH, "1.1"), (Kind.PARAGRAPH, "1.2")]


def test_form_feed_ends_a_page(make_document: Make) -> None:
    document = make_document("First page here.\n\n1\n\fSecond page here.\n\n2\n", "draft.txt")
    assert [(document.plain(b), b.kind, b.page) for b in document.blocks] == [
        ("First page here.", Kind.PARAGRAPH, 1), ("1", Kind.PAGE_NUMBER, 1),
        ("Second page here.", Kind.PARAGRAPH, 2), ("2", Kind.PAGE_NUMBER, 2),
    ]  # fmt: skip


def test_sentence_set_apart_is_no_heading(make_document: Make) -> None:
    assert headings(make_document("The baby died.\n\nwe do not know why\n\nWho knew?\n", "draft.txt")) == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay(make_document: Make, end: str) -> None:
    text = f"One line of words.{end}{end}Another line of words.{end}"
    document = make_document(text, "draft.txt")
    assert document.text == text
    assert plain(document) == ["One line of words.", "Another line of words."]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=list("abC1 .-*|=(:\t\n\r\f…•\xa0é"), max_size=150))
def test_any_text_keeps_the_promises(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.txt"
        path.write_text("word " + text, encoding="utf-8", newline="")
        document = open_document(path)
    assert document.text == "word " + text
    check_document(document)
    assert uncovered(document) == ""
