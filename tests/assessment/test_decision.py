"""From findings to a decision, and what a fingerprint survives."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_publish.assessment import Decision
from scr_publish.assessment.decision import counts, decide
from scr_publish.document import Document, Surface
from scr_publish.findings import Finding, finding, fingerprinted
from scr_publish.rules import Severity, catalogue

RULE = catalogue()["DX900"]


def of(severity: Severity, status: str = "open") -> Finding:
    return Finding(RULE, severity, "m", "s", None, "", Surface.VISIBLE, status=status)


def test_one_blocker_stops_publication() -> None:
    assert decide([of(Severity.ADVICE), of(Severity.BLOCKER), of(Severity.REVIEW)]) is Decision.NOT_READY


def test_advice_alone_does_not_hold_a_report_up() -> None:
    assert decide([of(Severity.ADVICE)]) is Decision.READY


def test_a_point_to_weigh_needs_a_person() -> None:
    assert decide([of(Severity.ADVICE), of(Severity.REVIEW)]) is Decision.NEEDS_REVIEW


def test_what_the_board_allows_does_not_count() -> None:
    assert decide([of(Severity.BLOCKER, "allowed")]) is Decision.READY


@given(st.lists(st.sampled_from(list(Severity))))
def test_the_decision_does_not_depend_on_the_order(severities: list[Severity]) -> None:
    found = [of(severity) for severity in severities]
    assert decide(found) is decide(found[::-1])
    assert sum(counts(found).values()) == len(found)


def prints(make_document: Callable[..., Document], text: str, words: str) -> list[str]:
    document = make_document(text)
    found = []
    at = text.find(words)
    while at >= 0:
        found.append(finding(RULE, document, at, at + len(words), detail="x"))
        at = text.find(words, at + 1)
    return [item.fingerprint for item in fingerprinted(found, document)]


BEFORE = "The midwife saw Ada at home.\n\nThe baby was well.\n"


@pytest.mark.parametrize(
    "after",
    [
        "A new first paragraph.\n\n" + BEFORE,
        BEFORE + "\nAnd a new last one.\n",
        BEFORE.replace("The baby was well.", "The baby was very well indeed."),
    ],
)
def test_a_fingerprint_survives_edits_elsewhere(make_document: Callable[..., Document], after: str) -> None:
    assert prints(make_document, BEFORE, "Ada") == prints(make_document, after, "Ada")


def test_a_fingerprint_does_not_survive_other_words_around_it(make_document: Callable[..., Document]) -> None:
    other = BEFORE.replace("The midwife saw Ada", "The doctor rang Ada")
    assert prints(make_document, BEFORE, "Ada") != prints(make_document, other, "Ada")


def test_the_same_words_twice_have_two_fingerprints(make_document: Callable[..., Document]) -> None:
    twice = prints(make_document, "He saw Ada at home.\n\nHe saw Ada at home.\n", "Ada")
    assert len(set(twice)) == 2


def test_where_one_of_several_alike_is_gone_none_is_known_again(make_document: Callable[..., Document]) -> None:
    """What was decided about the first must not become a decision about the second."""
    line = "On Monday he saw Ada at home with her mother.\n\n"
    once, twice, thrice = (set(prints(make_document, line * number, "Ada")) for number in (1, 2, 3))
    assert (len(once), len(twice), len(thrice)) == (1, 2, 3)
    assert not (once & twice)
    assert not (twice & thrice)
    assert not (once & thrice)
