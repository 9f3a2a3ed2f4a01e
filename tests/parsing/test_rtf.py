"""Rich text: characters in every notation, structure, and every place where the file hides words."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scr_publish.document import Document, Kind, Surface
from scr_publish.parsing import open_document
from tests.parsing.conformance import check_document, uncovered
from tests.parsing.helpers import headings, plain

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset238 Arial CE;}}"
    r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2\outlinelevel1 Own Style;}{\s3 toc 1;}}"
)


def opened(tmp_path: Path, body: str, end: str = "}") -> Document:
    path = tmp_path / "draft.rtf"
    path.write_bytes((HEAD + body + end).encode("ascii"))
    document = open_document(path)
    check_document(document)
    assert uncovered(document) == ""
    return document


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (r"Caf\'e9 \'a35 \'93q\'94", "Café £5 “q”"),
        (r"Aim\u233?e \u8217\'92s", "Aimée ’s"),
        (r"{\uc0\u233}t\uc2\u233??x", "étéx"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"{\f1 Du\'9aan}", "Dušan"),
        (r"a\emdash b\endash c\rquote d", "a—b–c’d"),
        (r"Jane\line Moss and\tab more", "Jane Moss and more"),
        (r"a\{b\}\\c", r"a{b}\c"),
        (r"so-called {\b Bo}ld na\-me", "so-called Bold name"),
        ("Jane\r\n Moss", "Jane Moss"),
        (r"Jane{\pict\pngblip 89504e47}{\*\unknown no words} Moss", "Jane Moss"),
        (r"Jane{\bin5 {{{{{} Moss", "Jane Moss"),
    ],
)
def test_characters(tmp_path: Path, source: str, words: str) -> None:
    assert plain(opened(tmp_path, rf"\pard {source}\par"), surface=Surface.VISIBLE) == [words]


def test_structure(tmp_path: Path) -> None:
    document = opened(
        tmp_path,
        r"\pard\s3 Introduction\tab 3\par\pard\s1 1. Introduction\par\pard\s2\outlinelevel1 Scope\par"
        r"\pard\s0 4.2.1 On a Monday.\par{\listtext\pard\plain 2.\tab}\ls1 An item\par"
        r"\pard\trowd\cellx1\cellx2\intbl Who\cell What\cell\row\trowd\intbl Aunt\cell one\par two\cell\row"
        r"\pard Between\par\trowd\intbl Other\cell\row\pard End\par",
    )
    assert headings(document) == [(1, "1", "Introduction"), (2, "", "Scope")]
    assert plain(document, Kind.TOC) == ["Introduction 3"]
    assert [(b.number, document.plain(b)) for b in document.blocks if b.kind is Kind.LIST_ITEM] == [("2", "An item")]
    assert [(b.number, document.plain(b)) for b in document.blocks if b.kind is Kind.PARAGRAPH] == [
        ("4.2.1", "On a Monday."), ("", "Between"), ("", "End"),
    ]  # fmt: skip
    cells = [(b.cell.table, b.cell.row, b.cell.column, document.plain(b)) for b in document.blocks if b.cell]
    assert cells == [
        (1, 1, 1, "Who"), (1, 1, 2, "What"), (1, 2, 1, "Aunt"), (1, 2, 2, "one"), (1, 2, 2, "two"), (2, 1, 1, "Other"),
    ]  # fmt: skip


def test_hidden_places(tmp_path: Path) -> None:
    document = opened(
        tmp_path,
        r"{\info{\upr{\title Ti}{\*\ud{\title T\u233?}}}{\author Jo Bloggs}}{\*\revtbl{Unknown;}{Ann Vis;}}"
        r"{\header Running head\par}\pard Seen {\v unseen} by {\deleted gone} her{\footnote\pard the note\par}"
        r'{\field{\*\fldinst{HYPERLINK "mailto:jo@example.org"}}{\fldrslt link}}.'
        r"{\*\atnid AR}{\*\atnauthor Al Reed}{\*\annotation who is this?}\par"
        r"{\shp{\*\shpinst{\sp{\sn fHidden}{\sv 1}}{\sp{\sn wzDescription}{\sv Jo at school}}{\shptxt in a box\par}}}\par",
    )
    assert plain(document, Kind.PARAGRAPH, Surface.VISIBLE) == ["Seen by herlink."]
    assert plain(document, surface=Surface.METADATA) == ["Té", "Jo Bloggs"]
    assert plain(document, surface=Surface.HEADER_FOOTER) == ["Running head"]
    assert plain(document, surface=Surface.HIDDEN_TEXT) == ["unseen"]
    assert plain(document, surface=Surface.REVISION) == ["Ann Vis", "gone"]
    assert plain(document, surface=Surface.FOOTNOTE) == ["the note"]
    assert plain(document, surface=Surface.LINK) == ["mailto:jo@example.org"]
    assert plain(document, surface=Surface.COMMENT) == ["AR", "Al Reed", "who is this?"]
    assert plain(document, surface=Surface.ALT_TEXT) == ["Jo at school"]
    assert plain(document, Kind.TEXT_BOX) == ["in a box"]


def test_file_that_breaks_off_says_so(tmp_path: Path) -> None:
    document = opened(tmp_path, r"\pard Jane Moss", end="")
    assert plain(document) == ["Jane Moss"]
    assert [problem.rule for problem in document.problems] == ["DX205"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["name ", "{", "}", r"\par ", r"\pard\intbl ", r"\cell ", r"\row ", r"{\footnote ", r"{\header ", r"\v ",
    r"\u233? ", r"\'e9", r"{\*\annotation ", r"{\listtext 1.}", r"\s1 ", r"{\field{\*\fldinst HYPERLINK u}}", r"\bin3 ", "\\"]), max_size=25))  # fmt: skip
def test_any_file_keeps_the_promises(parts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.rtf"
        path.write_bytes((HEAD + r"\pard word " + "".join(parts)).encode("ascii"))
        document = open_document(path)
    check_document(document)
    assert "word" in document.text
