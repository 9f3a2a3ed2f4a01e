"""The criterion and the lead reviewer: what is missing or contradicted is found, and what only looks like it is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scr_publish.checks.base import Subject
from scr_publish.checks.commission import run
from scr_publish.config import CaseFile, load_profile
from scr_publish.findings import Outcome

pytestmark = pytest.mark.model

FRAME = """# Serious Case Review: Child H

Wexmoor Safeguarding Children Board

Lead reviewer: {name}

## 1. Criteria for the review

{criterion}

## 2. The lead reviewer

{reviewer}

## 3. How the review was carried out

Wexmoor Council, Wexmoor Hospitals NHS Trust and Dale Constabulary wrote reports.

## 4. What happened

{story}
"""
GOOD = {
    "name": "Philippa Renshawe",
    "criterion": "The criteria in regulation 5(2)(a) and 5(2)(b)(i) were met.",
    "reviewer": "Philippa Renshawe is independent of the Board and of every agency that took part.",
    "story": "Child H was born in winter. Child H died in summer.",
}
Run = Callable[..., Outcome]


@pytest.fixture
def commission(make_subject: Callable[..., Subject]) -> Run:
    def check(profile: str = "wt2015-scr", case: dict[str, Any] | None = None, **parts: str) -> Outcome:
        known = CaseFile.model_validate(case) if case else None
        subject = make_subject(FRAME.format(**GOOD | parts), case=known)
        chosen = load_profile(profile)
        return run(Subject(subject.document, subject.language, chosen, subject.project, known))

    return check


def rules(outcome: Outcome) -> list[str]:
    return [finding.rule.id for finding in outcome.findings]


@pytest.mark.parametrize(
    ("criterion", "story", "expected"),
    [
        (GOOD["criterion"], GOOD["story"], []),
        ("Regulation 5 (2) (b) (ii) applied.", "Child H was hurt. Child H made a good recovery.", []),
        ("Regulation 5(2)(b)(ii) applied.", GOOD["story"], ["CO311"]),
        ("Regulation 5(2)(b)(i) applied.", "Child H survived and now lives with an aunt.", ["CO311"]),
        ("Regulations 5(2)(b)(i) and 5(2)(b)(ii) were both met.", GOOD["story"], ["CO312"]),
        ("The criteria for a Serious Case Review were met.", GOOD["story"], ["CO310"]),
        ("The criteria were met because a child had died and neglect was suspected.", GOOD["story"], []),
        ("The criteria were met because the child had been seriously harmed.", GOOD["story"], ["CO311"]),
        (
            "Regulation 5 asks for one where a child has died (5(2)(b)(i)) or is harmed (5(2)(b)(ii)). (b)(i) was met.",
            GOOD["story"],
            [],
        ),
        ("Regulation 5(2)(b)(i) was met; the Chair agreed.", "His grandfather died. Child H nearly died.", []),
        ("Regulation 5(2)(b)(ii) was met.", "Child H's grandfather died. Child K died.", []),
        ("The child died in custody, and the criteria were met.", GOOD["story"], []),
        ("The criteria were met because of a suspected suicide.", "Child H had taken her own life.", []),
    ],
)
def test_the_criterion(commission: Run, criterion: str, story: str, expected: list[str]) -> None:
    assert rules(commission(criterion=criterion, story=story)) == expected


@pytest.mark.parametrize(
    ("profile", "criterion", "story", "expected"),
    [
        ("care-act-sar", "Section 44(1) and (2), that is 44(2), was met.", "Adult B died.", []),
        ("care-act-sar", "The criteria in section 44(3) were met.", "Adult B died in hospital.", ["CO311"]),
        ("care-act-sar", "This was a discretionary review under section 44(4).", "Adult B died.", []),
        ("dhr", "The criteria in section 9(1)(a) were met: she was killed by her husband.", "Adult B died.", []),
        ("wt2023-lcspr", "The criteria were met: neglect was suspected and a child had died.", "Child B died.", []),
        ("wales-cpr", "This is a concise review; the criteria were met.", "Child B died.", []),
    ],
)
def test_the_criterion_of_other_reviews(
    commission: Run, profile: str, criterion: str, story: str, expected: list[str]
) -> None:
    case = {"review": {"subject": story.split(" d")[0]}}
    outcome = commission(profile, case, criterion=criterion, story=story)
    assert rules(outcome) == expected
    assert all(f.rule.source not in ("wt2015", "lscb-regulations-2006") for f in outcome.findings)


@pytest.mark.parametrize(
    ("name", "reviewer", "expected"),
    [
        ("to follow", "The reviewer is experienced, and independent of the Board and all agencies.", ["CO320"]),
        ("Ada Fairweather", "She is independent.", ["CO321"]),
        ("Ada Fairweather", "She is independent of the Board.", ["CO321"]),
        ("Ada Fairweather", "She is independent of all the agencies involved.", ["CO321"]),
        ("Ada Fairweather", "She has never worked for the Board or for any of the services in this review.", []),
        ("Ada Fairweather", "Ada Fairweather is independent of the Board and its partner agencies.", []),
    ],
)
def test_the_reviewer_is_named_and_independent_of_whom(
    commission: Run, name: str, reviewer: str, expected: list[str]
) -> None:
    assert rules(commission(name=name, reviewer=reviewer)) == expected


def test_a_text_without_a_word_on_a_reviewer_lacks_the_part_and_not_the_name(
    make_subject: Callable[..., Subject],
) -> None:
    assert rules(run(make_subject("# A log\n\nThe nurse called at noon. Nobody was in.\n"))) == []


INDEPENDENT = "She is independent of the Board and of every agency."


@pytest.mark.parametrize(
    ("biography", "expected"),
    [
        ("She was a senior manager at Wexmoor Council until 2009.", ["CO322"]),
        ("She was formerly employed by Dale Constabulary as a detective.", ["CO322"]),
        ("She worked in Wexmoor until 2009.", ["CO322"]),
        ("She has never worked in Wexmoor.", []),
        ("She was a senior manager at Otterdale Council until 2009.", []),
        ("She previously worked for the NSPCC.", []),
        ("She has written reviews for other Boards, none of them near Wexmoor.", []),
    ],
)
def test_a_past_post_with_a_partner_agency(commission: Run, biography: str, expected: list[str]) -> None:
    assert rules(commission(reviewer=f"{INDEPENDENT} {biography}")) == expected


@pytest.mark.parametrize(
    ("employer", "invited", "expected"),
    [
        ("Dale Constabulary", [], ["CO322"]),
        ("Otterdale County Council", [], []),
        ("Otterdale County Council", [{"who": "Otterdale County Council", "kind": "organisation"}], ["CO322"]),
        ("self-employed", [], []),
    ],
)
def test_a_former_employer_of_the_case_file(
    commission: Run, employer: str, invited: list[dict[str, str]], expected: list[str]
) -> None:
    case = {"reviewer": [{"name": "Philippa Renshawe", "former_employers": [employer]}], "invited": invited}
    outcome = commission(case=case)
    assert rules(outcome) == expected
    assert all("the case file" in f.message for f in outcome.findings)
