"""Text made to stall a pattern: every checker's time grows with the text, not with its square or worse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scr_publish.assessment import check
from scr_publish.checks.commission import reviewer
from scr_publish.checks.consistency import unfinished
from scr_publish.checks.content import outline, sections, wording
from scr_publish.checks.privacy import area, facilities, known_names, pseudonym_facts, pseudonyms, streets, words
from scr_publish.parsing import contents
from tests.builders.hostile.repeated import write

LONG = 200_000


@pytest.mark.parametrize(
    ("pattern", "repeated"),
    [
        (wording._ACRONYM, "AA"),
        (known_names._SPACED, "A "),
        (known_names._SURNAME_BEFORE, "Aa-"),
        (unfinished._LAST, "a"),
        (outline._LABEL_ONLY, " ."),
        (sections._BRACKETED, "["),
        (reviewer._AREA, "Aa "),
        (area._BODIES, "Aa "),
        (words._ADDRESS, "a"),
        (words._ADDRESS, "a."),
        (area._BODIES, "A-"),
        (reviewer._AREA, "A-"),
        (facilities._SHOUTED, "A'"),
        (streets._LOUD, "A'"),
        (re.compile(rf"{pseudonyms.NAMES} is a pseudonym"), "A"),
        (re.compile(rf"{pseudonyms.NAMES} is a pseudonym"), "A'"),
        (re.compile(rf"{pseudonyms.NAMES} is a pseudonym"), "Ann, "),
        (re.compile(rf"\b{pseudonym_facts.NAME} \("), "A-"),
    ],
)
def test_a_pattern_ends_on_a_line_of_200_kb(pattern: re.Pattern[str], repeated: str) -> None:
    """Each of these took minutes or years before; a pattern that does again never lets this test end."""
    text = (repeated * LONG)[:LONG] + "!\x00"
    assert sum(1 for _ in pattern.finditer(text)) <= LONG


def test_leaders_are_looked_for_at_the_end_of_a_line() -> None:
    assert contents.is_contents_entry("Findings " + "." * LONG + " 12")
    assert not contents.is_contents_entry(" " * LONG + "x")
    assert not contents.is_contents_entry("." * LONG + "x")


@pytest.mark.parametrize(
    "piece", ["- ", "'", "(", "“", "from  ", "which had not - ", "Mr ", "Mr Smith met Anna Brown. ", "aged 3 ", "07700 900123, "]
)  # fmt: skip
def test_a_check_of_a_draft_of_one_piece_ends(piece: str, tmp_path: Path) -> None:
    """As above, through all checks; `benchmarks.hostile_text` measures how the time of each grows."""
    assessment = check(write(tmp_path / "draft.docx", piece, 10_000))
    assert len(assessment.findings) > 10
