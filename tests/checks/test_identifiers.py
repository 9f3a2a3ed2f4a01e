"""Identifiers in whole documents: what blocks, what rightly stands, and where."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scr_publish.checks.privacy.identifiers import find_identifiers
from scr_publish.checks.privacy.mentions import Mention
from tests.builders.plain import plain_subject

Found = dict[str, Mention]


@pytest.fixture
def find(tmp_path: Path) -> Callable[[str], Found]:
    """The mentions of a Markdown text by the text that they cover."""

    def run(text: str) -> Found:
        subject = plain_subject(tmp_path, text)
        return {subject.document.text[m.start : m.end]: m for m in find_identifiers(subject)}

    return run


def test_each_kind_has_its_rule(find: Callable[[str], Found]) -> None:
    found = find(
        "The file (NHS number 999 000 0018) gives 9 Mill Fold, AB10 1XG. Log AB/12/345678; case ZZ14C00012; "
        "moth.wing@council.example; 07700 900123."
    )
    assert {text: m.rule for text, m in found.items()} == {
        "999 000 0018": "PD201",
        "9 Mill Fold": "PD206",
        "AB10 1XG": "PD205",
        "AB/12/345678": "PD211",
        "ZZ14C00012": "PD212",
        "moth.wing@council.example": "PD208",
        "07700 900123": "PD207",
    }


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Call Childline on 0800 1111.", "0800 1111"),
        ("Call the NSPCC on 0808 800 5000.", "0808 800 5000"),
        ("Questions go to the Board's Business Unit on 01632 960001.", "01632 960001"),
        ("To report a concern about a child, call 01632 960011 (day) or 01632 960012 (night).", "01632 960012"),
        ("Press line, out of hours: 07700 900118.", "07700 900118"),
        ("Contact: info@millfold.example, 01632 960015", "01632 960015"),
        ("A parent who is worried can speak to a nurse on 01632 960016.", "01632 960016"),
        ("Millfold Safeguarding Children Board, 2 Pier Road, MF1 1AA.", "MF1 1AA"),
        ("Write to lscb@millfold.example for a copy.", "lscb@millfold.example"),
        ("It is on www.millfoldlscb.example from May.", "www.millfoldlscb.example"),
        ("See https://www.gov.uk/guidance/x for more.", "https://www.gov.uk/guidance/x"),
        ("The judge followed Re D (Children) [2011] EWCA Civ 123 here.", "Re D (Children) [2011] EWCA Civ 123"),
        ("see Moth v Dale Borough Council [1999] 2 AC 123", "Moth v Dale Borough Council [1999] 2 AC 123"),
    ],
)
def test_what_rightly_stands(find: Callable[[str], Found], text: str, span: str) -> None:
    found = find(text)
    assert found[span].kept
    assert not [m for m in found.values() if not m.kept]


def test_the_same_boards_domain_does_not_clear_a_person(find: Callable[[str], Found]) -> None:
    found = find("# Millfold Safeguarding Children Board\n\nWrite to moth.wing@millfold.example.")
    assert not found["moth.wing@millfold.example"].kept


def test_links_to_the_press_block_and_others_are_weighed(find: Callable[[str], Found]) -> None:
    found = find("See facebook.com/groups/moth and www.millnews.example/inquest and www.dale.example/page.")
    assert found["facebook.com/groups/moth"].rule == "PD210"
    assert found["www.millnews.example/inquest"].rule == "PD210"
    assert found["www.dale.example/page"].rule == "PD312"


def test_a_mobile_number_beside_the_board_is_still_a_persons(find: Callable[[str], Found]) -> None:
    assert not find("The Board rang Mother on 07700 900123.")["07700 900123"].kept


def test_columns_and_rows_of_tables_are_context(find: Callable[[str], Found]) -> None:
    found = find(
        "| Agency | Hospital number |\n|---|---|\n| Ward | 123456 |\n\n| Passport number | 987654321 |\n|---|---|\n| a | b |\n"
    )
    assert found["123456"].rule == "PD213"


def test_overlapping_hits_are_one(find: Callable[[str], Found]) -> None:
    found = find("NHS number 999 000 0018")
    assert list(found) == ["999 000 0018"]


def test_publications_are_no_records(find: Callable[[str], Found]) -> None:
    assert all(m.kept for m in find("Guidance reference DFE-00130-2015 applies.").values())


def test_evidence_names_the_recogniser(find: Callable[[str], Found]) -> None:
    evidence = dict(find("Hospital number H123456")["H123456"].evidence)
    assert evidence["source"] == "recogniser RECORD_NUMBER"
    assert float(evidence["score"]) >= 0.5


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Ring the Board's press office. Mother's number is 01632 960333.", "01632 960333"),
        ("Grandmother can be reached on 01632 960334.", "01632 960334"),
        ("The Safeguarding Children Board heard that she lived at 2 Pier Road.", "2 Pier Road"),
    ],
)
def test_an_office_nearby_does_not_clear_what_is_somebodys(find: Callable[[str], Found], text: str, span: str) -> None:
    assert not find(text)[span].kept


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Hosp no. B204417 was on the form.", "B204417"),
        ("There were two numbers, QV771205 and QV771260.", "QV771260"),
        ("The log (HL/14/0500817) was closed.", "HL/14/0500817"),
        ("His prison no. is A4417CK.", "A4417CK"),
        ("It is exhibit AR/11 in the bundle.", "AR/11"),
        ("It became OP HERONWING.", "OP HERONWING"),
    ],
)
def test_references_of_many_shapes(find: Callable[[str], Found], text: str, span: str) -> None:
    assert not find(text)[span].kept
    assert find(text)[span].label == "CASE_REF"


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("They were dispersed to The Old Mill, 40 Amber Road.", "The Old Mill, 40 Amber Road"),
        ("The firm is at Unit 4, Amber Works, Otter Lane.", "Unit 4, Amber Works, Otter Lane"),
        ("The Vicarage, Church Lane, is where he was.", "The Vicarage, Church Lane"),
        ("He died in Amber Fold Close.", "Amber Fold Close"),
        ("The kids of Otter Walk are out.", "Otter Walk"),
        ("Mail for l6 Amber Cottages came.", "l6 Amber Cottages"),
        ("he lives at 9 teal court now", "9 teal court"),
        ("They farmed at Otter Hatch for years.", "Otter Hatch"),
    ],
)
def test_addresses_of_many_shapes(find: Callable[[str], Found], text: str, span: str) -> None:
    assert find(text)[span].label == "ADDRESS"


@pytest.mark.parametrize("cell", ["3 The Sidings", "3 THE SIDINGS", "21 Wharfedge"])
def test_a_cell_under_address_is_one_whatever_its_words(find: Callable[[str], Found], cell: str) -> None:
    found = find(f"| Event | Address |\n|---|---|\n| Visit | {cell} |\n| Call | None |")
    assert found[cell].rule == "PD206"


def test_the_same_words_elsewhere_are_no_address(find: Callable[[str], Found]) -> None:
    assert find("3 The Learning\n\n| Number | Theme |\n|---|---|\n| 1 | 3 The Learning |") == {}


@pytest.mark.parametrize("street", ["MALTHOUSE YARD", "OLD FORGE MEWS", "QUARRY COTTAGES"])
def test_streets_in_capitals(find: Callable[[str], Found], street: str) -> None:
    assert find(f"Figure 5: the front of 5 {street}")[f"5 {street}"].rule == "PD206"


@pytest.mark.parametrize(
    ("text", "span", "rule"),
    [
        ("He had a grey Corsa, KX05 UWB, that year.", "grey Corsa, KX05 UWB", "PD215"),
        ("Her page was called thin.as.glass, and lotus.nails was another page.", "lotus.nails", "PD209"),
        ("The social care file has CRN 7741A on it.", "7741A", "PD213"),
    ],
)
def test_more_forms_of_identifiers(find: Callable[[str], Found], text: str, span: str, rule: str) -> None:
    assert find(text)[span].rule == rule


def test_a_missing_space_after_a_full_stop_is_no_name_on_a_platform(find: Callable[[str], Found]) -> None:
    assert find("She left the clinic.they rang her.nobody came.") == {}


def test_parts_of_an_address_are_found_alone(find: Callable[[str], Found]) -> None:
    found = find(
        "They lived at Flat 3, 12 Plover Court, Dale.\n\nHe went to Flat 3.\n\nShe left Plover Court Surgery and Plover Court."
    )
    assert [m.rule for m in found.values() if not m.kept] == ["PD206"] * len(found)
    assert {"Flat 3", "Plover Court"} <= set(found)
