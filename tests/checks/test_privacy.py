"""The privacy checker as a whole: what the case file protects, what an order forbids, what may stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from scr_publish.checks.privacy.mentions import Mention
from scr_publish.checks.privacy.merge import BY_MODEL, settle
from scr_publish.config import CaseFile
from scr_publish.findings import Outcome
from scr_publish.rules import Severity

CASE = CaseFile.model_validate(
    {
        "identities": [
            {
                "role": "subject",
                "shown_as": "Child Q",
                "names": ["Orla Penhaligon"],
                "schools": ["Calder Bridge Academy"],
                "born": date(2009, 4, 2),
            }
        ],
        "orders": [{"court": "Family Court", "forbids": ["Little Otters Nursery", "Tollgate House"]}],
    }
)

pytestmark = pytest.mark.model


def found(outcome: Outcome) -> set[tuple[str, str]]:
    return {(item.rule.id, item.excerpt) for item in outcome.findings}


def test_a_school_is_known_by_a_part_of_its_name_but_not_inside_another_name(
    run_checker: Callable[..., Outcome],
) -> None:
    text = "# A draft\n\nShe was happy at Calder and walked there. The North Calder Mental Health NHS Trust and Calder Crown Court were told.\n"
    marks = [item for item in run_checker("privacy", text, case=CASE).findings if item.rule.id == "PD105"]
    assert [item.location.start for item in marks if item.location] == [text.index("Calder")]


def test_what_an_order_forbids_is_a_blocker(run_checker: Callable[..., Outcome]) -> None:
    text = "# A draft\n\nHe went to Little Otters Nursery and then to Tollgate House.\n"
    outcome = run_checker("privacy", text, case=CASE)
    assert {("PD109", "Little Otters Nursery"), ("PD109", "Tollgate House")} <= found(outcome)
    assert all(item.severity is Severity.BLOCKER for item in outcome.findings if item.rule.id == "PD109")


def test_an_order_that_ends_before_publication_is_let_be(run_checker: Callable[..., Outcome]) -> None:
    order = {"forbids": ["Tollgate House"], "until": date(2016, 5, 1)}
    text = "# A draft\n\nHe went to Tollgate House.\n"
    for published, expected in ((date(2016, 4, 30), True), (date(2016, 6, 1), False)):
        case = CaseFile.model_validate({"orders": [order], "dates": {"publication": published}})
        assert (("PD109", "Tollgate House") in found(run_checker("privacy", text, case=case))) is expected


def test_the_name_of_the_file_counts(run_checker: Callable[..., Outcome]) -> None:
    outcome = run_checker("privacy", "# A draft\n\nA line.\n", case=CASE, name="Penhaligon_final.md")
    assert [(item.rule.id, item.surface.value) for item in outcome.findings] == [("PD106", "file-name")]


def test_a_name_that_stays_is_listed_once_with_its_count(run_checker: Callable[..., Outcome]) -> None:
    text = "# A draft\n\nLead reviewer: Ida Merriman\n\nIda Merriman led the review. Ida Merriman is independent of the Board.\n"
    outcome = run_checker("privacy", text)
    assert [(name.text, name.count) for name in outcome.names_that_stay if "Merriman" in name.text] == [
        ("Ida Merriman", 3)
    ]


def test_a_part_of_a_national_bodys_name_is_nobodys(run_checker: Callable[..., Outcome]) -> None:
    text = "# A draft\n\nGuidance from the National Institute for Health and Care Excellence was the standard.\n"
    assert found(run_checker("privacy", text)) == set()


def test_a_name_joined_to_a_body_is_a_name(run_checker: Callable[..., Outcome]) -> None:
    text = "# A draft\n\nThe band on her wrist gave the name Ottilie and NHS number 999 000 0018.\n"
    assert "Ottilie" in {words for _, words in found(run_checker("privacy", text))}


def test_a_time_stamp_is_no_record_number(run_checker: Callable[..., Outcome]) -> None:
    text = "# A draft\n\nThe police log was made on 2016-06-01T09:00:00 by a program.\n"
    assert {rule for rule, _ in found(run_checker("privacy", text))} <= {"PD301"}


def mention(start: int, end: int, label: str, rule: str, *, kept: bool = False, source: str = "a list") -> Mention:
    return Mention(start, end, label, rule, Severity.BLOCKER, (("source", source),), kept=kept)


def test_what_only_the_model_sees_does_not_hide_a_name() -> None:
    name = mention(4, 9, "PERSON", "PD104")
    assert settle([name, mention(0, 20, "ORG", "PD308", kept=True, source=BY_MODEL)]) == [name]
    assert settle([name, mention(0, 20, "ORG", "PD308", kept=True)]) == []


def test_the_graver_of_two_that_overlap_stays() -> None:
    graver = mention(4, 9, "PERSON", "PD104")
    lighter = Mention(0, 20, "PLACE", "PD307", Severity.REVIEW)
    assert settle([lighter, graver]) == [graver]
