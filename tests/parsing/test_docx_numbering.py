"""Automatic paragraph numbers, as Word shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_publish.document import Kind
from scr_publish.parsing import open_document
from scr_publish.parsing.docx.numbering import formatted
from tests.builders.docx import STYLES, paragraph, run, word_file, xml


def level(depth: int, text: str, form: str = "decimal", start: int = 1, rest: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{rest}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(key: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, rest: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{rest}</w:num>'


def item(number: int, depth: int = 0, text: str = "Words.", style: str = "") -> str:
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties=properties, style=style)


def numbers(folder: Path, *body: str, numbering: str, styles: str = STYLES) -> list[str]:
    """The numbers of the blocks in order."""
    path = word_file(folder, *body, parts={"numbering": xml("numbering", numbering)}, styles=styles)
    return [block.number for block in open_document(path).blocks]


OUTLINE = abstract(0, level(0, "%1."), level(1, "%1.%2"), level(2, "%1.%2.%3"))


def test_outline_numbers_count_and_start_again(tmp_path: Path) -> None:
    body = [item(1, d) for d in (0, 1, 1, 2, 2, 1, 2, 0, 1)]
    found = numbers(tmp_path, *body, numbering=OUTLINE + num(1, 0))
    assert found == ["1", "1.1", "1.2", "1.2.1", "1.2.2", "1.3", "1.3.1", "2", "2.1"]


def test_the_number_stands_before_the_words_and_not_in_them(tmp_path: Path) -> None:
    numbering = abstract(0, level(0, "Recommendation %1")) + num(1, 0)
    path = word_file(tmp_path, item(1), item(1), parts={"numbering": xml("numbering", numbering)})
    document = open_document(path)
    assert document.text == "Recommendation 1 Words.\n\nRecommendation 2 Words."
    second = document.blocks[1]
    assert (second.kind, second.number, document.words_of(second)) == (Kind.PARAGRAPH, "Recommendation 2", "Words.")


def test_numberings_of_one_kind_count_on_unless_one_overrides_the_start(tmp_path: Path) -> None:
    start_over = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = OUTLINE + num(1, 0) + num(2, 0) + num(3, 0, start_over)
    body = [item(1), item(1), item(2), item(3), item(3)]
    assert numbers(tmp_path, *body, numbering=numbering) == ["1", "2", "3", "1", "2"]


def test_an_override_may_replace_a_whole_level(tmp_path: Path) -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "(%1)", "lowerLetter")}</w:lvlOverride>'
    numbering = OUTLINE + num(1, 0) + num(2, 0, other)
    assert numbers(tmp_path, item(1), item(2), numbering=numbering) == ["1", "b"]


def test_a_level_that_never_restarts_and_one_that_does_after_the_first_level_only(tmp_path: Path) -> None:
    def lasting(restart: int) -> str:
        return abstract(
            0, level(0, "%1"), level(1, "%2"), level(2, "%3", rest=f'<w:lvlRestart w:val="{restart}"/>')
        ) + num(1, 0)

    body = [item(1, d) for d in (0, 1, 2, 1, 2, 0, 2)]
    assert numbers(tmp_path, *body, numbering=lasting(0))[2::2] == ["1", "2", "3"]
    assert numbers(tmp_path, *body, numbering=lasting(1))[2::2] == ["1", "2", "1"]


def test_levels_show_letters_and_roman_and_legal_style_makes_them_decimal(tmp_path: Path) -> None:
    levels = [level(0, "%1", "upperRoman", 4), level(1, "%1.%2", "lowerLetter"), level(2, "%1.%2", rest="<w:isLgl/>")]
    body = [item(1, 0), item(1, 1), item(1, 2)]
    assert numbers(tmp_path, *body, numbering=abstract(0, *levels) + num(1, 0)) == ["IV", "IV.a", "4.1"]


def test_bullets_have_no_number_and_their_depth(tmp_path: Path) -> None:
    numbering = abstract(0, level(0, "•", "bullet"), level(1, "o", "bullet")) + num(1, 0)
    path = word_file(tmp_path, item(1), item(1, 1), parts={"numbering": xml("numbering", numbering)})
    found = [(b.kind, b.level, b.number) for b in open_document(path).blocks]
    assert found == [(Kind.LIST_ITEM, 1, ""), (Kind.LIST_ITEM, 2, "")]


def test_bold_paragraphs_that_act_as_headings_take_their_level_from_their_number(tmp_path: Path) -> None:
    numbering = OUTLINE + abstract(1, level(0, "•", "bullet")) + num(1, 0) + num(2, 1)
    bold = [run("What happened", "<w:b/>"), run("The first weeks", "<w:b/>"), run("A point", "<w:b/>")]
    body = [item(1, 0, bold[0]), item(1, 1, bold[1]), item(2, 0, bold[2])]
    path = word_file(tmp_path, *body, parts={"numbering": xml("numbering", numbering)})
    found = [(b.kind, b.level, b.number) for b in open_document(path).blocks]
    assert found == [(Kind.HEADING, 1, "1"), (Kind.HEADING, 2, "1.1"), (Kind.LIST_ITEM, 1, "")]


def test_numbering_comes_with_a_style_and_a_level_may_be_linked_to_one(tmp_path: Path) -> None:
    styles = STYLES + "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{based}<w:pPr>{numbered}</w:pPr></w:style>'
        for name, based, numbered in (
            ("Para", "", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
            ("ParaOwn", '<w:basedOn w:val="Para"/>', ""),
        )
    )
    linked = level(1, "%1.%2", rest='<w:pStyle w:val="Para"/>')
    numbering = abstract(0, level(0, "%1"), linked) + num(1, 0)
    off = paragraph("No number.", style="Para", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
    body = [item(1), paragraph("a", style="Para"), paragraph("b", style="ParaOwn"), off]
    assert numbers(tmp_path, *body, numbering=numbering, styles=styles) == ["1", "1.1", "1.2", ""]


def test_a_style_may_set_the_level_and_inherit_the_numbering(tmp_path: Path) -> None:
    styles = STYLES + "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{based}<w:pPr><w:numPr>{numbered}</w:numPr>'
        "</w:pPr></w:style>"
        for name, based, numbered in (
            ("Top", "", '<w:numId w:val="1"/>'),
            ("Sub", '<w:basedOn w:val="Top"/>', '<w:ilvl w:val="1"/>'),
        )
    )
    numbering = abstract(0, level(0, "%1", rest='<w:pStyle w:val="Top"/>'), level(1, "%1.%2")) + num(1, 0)
    body = [paragraph(text, style=text) for text in ("Top", "Sub", "Sub", "Top", "Sub")]
    assert numbers(tmp_path, *body, numbering=numbering, styles=styles) == ["1", "1.1", "1.2", "2", "2.1"]


def test_a_list_style_lends_its_levels(tmp_path: Path) -> None:
    styles = STYLES + (
        '<w:style w:type="numbering" w:styleId="Ours"><w:name w:val="Ours"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = OUTLINE + abstract(1, '<w:numStyleLink w:val="Ours"/>') + num(1, 0) + num(2, 1)
    assert numbers(tmp_path, item(2), item(2, 1), numbering=numbering, styles=styles) == ["1", "1.1"]


def test_an_empty_numbered_paragraph_is_counted_though_it_is_no_block(tmp_path: Path) -> None:
    found = numbers(tmp_path, item(1), item(1, text=""), item(1), numbering=OUTLINE + num(1, 0))
    assert found == ["1", "3"]


def test_a_numbering_that_is_not_there_gives_no_number(tmp_path: Path) -> None:
    assert numbers(tmp_path, item(7), item(1, 12), numbering=OUTLINE + num(1, 0) + num(2, 9)) == ["", ""]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("lowerLetter", ["a", "z", "aa", "bb"]),
        ("upperRoman", ["I", "XXVI", "XXVII", "XXVIII"]),
        ("ordinal", ["1st", "26th", "27th", "28th"]),
        ("decimalZero", ["01", "26", "27", "28"]),
        ("none", ["", "", "", ""]),
        ("chicago", ["1", "26", "27", "28"]),
    ],
)
def test_number_formats(form: str, shown: list[str]) -> None:
    assert [formatted(count, form) for count in (1, 26, 27, 28)] == shown


def test_ordinals_of_the_teens() -> None:
    assert [formatted(count, "ordinal") for count in (2, 3, 11, 12, 13, 21, 112)] == [
        "2nd", "3rd", "11th", "12th", "13th", "21st", "112th",
    ]  # fmt: skip
