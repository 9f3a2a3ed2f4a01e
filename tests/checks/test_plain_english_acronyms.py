"""Acronyms: never explained, used before they are, explained again, explained in two ways; and the glossary."""

from __future__ import annotations

import pytest

from scr_publish.checks.plain_english.acronyms import spelled_from
from scr_publish.config import CaseFile, Project
from scr_publish.config.project import Allow
from tests.builders.prose import of_rule, plain_english, tagged

RULES = ("PE140", "PE141", "PE142", "PE143")


def _found(text: str, **options: object) -> list[tuple[str, str]]:
    outcome = plain_english(f"# One\n\n{text}", **options)
    return [(rule, f.excerpt) for rule in RULES for f in of_rule(outcome, rule)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The MASH closed it.", [("PE140", "MASH")]),
        ("Two IMRs came.", [("PE140", "IMR")]),
        ("The QZXB met there.", [("PE140", "QZXB")]),
        ("QZ went home.", []),
        ("The Multi-Agency Safeguarding Hub (MASH) met. The MASH closed it.", []),
        ("The MASH (Multi-Agency Safeguarding Hub) met.", []),
        ("Individual management reviews (IMRs) came. Each IMR was read.", []),
        ("The team around the child (TAC) met.", []),
        ("The MASH met. The Multi-Agency Safeguarding Hub (MASH) closed it.", [("PE141", "MASH")]),
        ("The child protection (CP) plan ended. The child protection (CP) plan began.", [("PE142", "child protection (CP)")]),
        ("The child protection (CP) plan and the care plan (CP) ended.", [("PE143", "care plan (CP)")]),
        ("A Child in Need (CIN) plan and the children in need (CIN) team.", [("PE143", "children in need (CIN)")]),
        ("An Individual Management Review (IMR) and an individual management review (IMR).",
         [("PE142", "individual management review (IMR)")]),
        ("A Child in Need (CIN) plan began. The child in need plan (CIN) ended.", [("PE142", "child in need plan (CIN)")]),
        ("The log INT/4471 was read.", []),
        ("The NHS and the GP were told. The UK rules apply.", []),
        ("Child AG went home. AG was well.", []),
        ("Mother told Child M and Child P. MP is a code too.", []),
        ("Part IV and Chapter XII apply.", []),
        ("PLEASE READ THIS WHOLE PAGE NOW BEFORE YOU GO.", []),
        ("The car was AB12 CDE then.", []),
        ('He said "the MASH closed it".', []),
        ("See www.MASH.example there.", []),
    ],
)  # fmt: skip
def test_acronyms(text: str, expected: list[tuple[str, str]]) -> None:
    assert _found(text) == expected


def test_headings_and_tables_need_no_explanation_of_their_own() -> None:
    assert _found("They met.\n\n# The MASH\n\nThey met again.\n\nMASH | closed") == []


@pytest.mark.parametrize(
    "glossary",
    ["MASH: multi-agency safeguarding hub", "MASH | multi-agency safeguarding hub", "- MASH – the hub of all agencies"],
)
def test_an_entry_of_the_glossary_explains(glossary: str) -> None:
    text = f"The MASH met.\n\n# Glossary\n\n{glossary}"
    assert _found(text) == []
    assert _found(text.replace("# Glossary\n\n" + glossary, "")) == [("PE140", "MASH")]


def test_codes_of_the_case_file_are_no_acronyms() -> None:
    case = CaseFile(pseudonyms={"QZX": "the child"})
    assert _found("QZX went home.", case=case) == []
    assert _found("QZX went home.") == [("PE140", "QZX")]


def test_what_the_language_pass_takes_for_a_person_is_no_acronym() -> None:
    assert _found("QZX went home.", annotator=tagged({}, {"QZX": "PERSON"})) == []


def test_acronyms_that_the_board_allows_are_left_alone() -> None:
    project = Project(allow=Allow(acronyms=("mash",)))
    assert _found("The MASH and the MARAC met.", project=project) == [("PE140", "MARAC")]


def test_one_finding_an_acronym_with_what_to_write_and_the_other_places() -> None:
    [found] = of_rule(plain_english("# One\n\nThe MASH met.\n\nThe MASH met.\n\nThe MASH met."), "PE140")
    assert dict(found.evidence) == {"count": "3", "also at": "line 5; line 7"}
    assert "multi-agency safeguarding hub (MASH)" in found.suggestion
    assert found.location is not None
    assert found.location.start == len("# One\n\nThe ") - 2


def test_an_acronym_used_once_is_better_left_out() -> None:
    [found] = of_rule(plain_english("# One\n\nThe MASH met."), "PE140")
    assert "leave the acronym out" in found.suggestion


def test_the_glossary_has_the_documents_own_words_first() -> None:
    outcome = plain_english("# One\n\nThe Mallow Area Safety Hub (MASH) met the LADO and the QZXB.")
    assert outcome.readability is not None
    assert outcome.readability.glossary == (
        ("LADO", "local authority designated officer"),
        ("MASH", "Mallow Area Safety Hub"),
        ("QZXB", ""),
    )


@pytest.mark.parametrize(
    ("acronym", "words", "expected"),
    [
        ("MASH", "met the Multi-Agency Safeguarding Hub", "Multi-Agency Safeguarding Hub"),
        ("KLOE", "these key lines of enquiry", "key lines of enquiry"),
        ("CAMHS", "Child and Adolescent Mental Health Services", "Child and Adolescent Mental Health Services"),
        ("MASH", "the team that met on Monday", None),
        ("CP", "cap", None),
        ("PPP", "the plan", None),
    ],
)
def test_the_words_that_spell_an_acronym(acronym: str, words: str, expected: str | None) -> None:
    at = spelled_from(acronym, words)
    assert (words[at:] if at is not None else None) == expected
