"""A case file that keeps every term, and a way to check variations of it without the language model."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from scr_publish.checks.base import Subject
from scr_publish.checks.process import run
from scr_publish.config import CaseFile, Profile, Project, load_profile
from scr_publish.document import Document
from scr_publish.findings import Outcome
from scr_publish.nlp.annotations import Annotations

TEXT = "The lead reviewer is Ada Fairweather.\n"
GOOD: dict[str, Any] = {
    "review": {"subject": "Child H"},
    "reviewer": [{"name": "Ada Fairweather", "independence": "She has never worked for the Board or its members."}],
    "dates": {
        "incident": date(2014, 1, 20),
        "notification": date(2014, 2, 3),
        "decision": date(2014, 3, 3),
        "start": date(2014, 3, 10),
        "completion": date(2014, 9, 1),
        "panel_submission": date(2016, 6, 2),
        "publication": date(2016, 6, 9),
        "on_website_until": date(2017, 6, 9),
    },
    "told": {"ofsted": date(2014, 3, 4), "panel": date(2014, 3, 4)},
    "publication": {"where": "https://board.example/reviews"},
    "impact_plan": [
        {
            "who": "the older sister",
            "told_by": "her social worker",
            "when": date(2016, 6, 1),
            "support": "a visit a week",
        }
    ],
    "invited": [
        {"who": "the mother", "kind": "family", "invited": date(2014, 4, 1), "took_part": True},
        {"who": "Wexmoor Hospitals", "kind": "organisation", "invited": date(2014, 4, 1), "took_part": True},
    ],
}


def changed(path: str, value: Any) -> dict[str, Any]:
    """The good case file with one value changed: `dates.start`, `invited.0.reason`. None takes the key out."""
    case = deepcopy(GOOD)
    place: Any = case
    *way, last = path.split(".")
    for part in way:
        place = place[int(part)] if isinstance(place, list) else place.setdefault(part, {})
    key: Any = int(last) if isinstance(place, list) else last
    if value is None:
        del place[key]
    else:
        place[key] = value
    return case


Check = Callable[..., Outcome]


@pytest.fixture
def check(make_document: Callable[..., Document]) -> Check:
    def run_with(case: dict[str, Any] = GOOD, text: str = TEXT, profile: str | Profile = "wt2015-scr") -> Outcome:
        document = make_document(text)
        given = CaseFile.model_validate(case)
        chosen = load_profile(profile) if isinstance(profile, str) else profile
        return run(Subject(document, Annotations(document, (), "none"), chosen, Project(), given))

    return run_with


def rules(outcome: Outcome) -> list[str]:
    return [finding.rule.id for finding in outcome.findings]
