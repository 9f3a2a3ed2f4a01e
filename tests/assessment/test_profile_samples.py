"""A sample for each kind of review that is not a Serious Case Review, checked from end to end with its case file."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_publish import check
from scr_publish.config import load_case, load_profile, profile_names

SAMPLES = Path(__file__).parents[2] / "sample_reports"
SAMPLE_OF = {
    "practice-review": ("wt2023-lcspr", "ready", []),
    "practice-review-2018": ("wt2018-lcspr", "not-ready", ["PR103", "PR132", "CO311"]),
    "adults-review": ("care-act-sar", "ready", []),
    "homicide-review": ("dhr", "not-ready", ["PR133"]),
    "child-practice-review": ("wales-cpr", "ready", []),
}
"""Each sample's profile, decision, and the rules that stop it or must be weighed."""


def test_every_profile_has_a_sample() -> None:
    assert {profile for profile, _, _ in SAMPLE_OF.values()} == set(profile_names()) - {"wt2015-scr"}


@pytest.mark.model
@pytest.mark.parametrize("name", SAMPLE_OF)
def test_a_sample_gives_the_decision_that_the_readme_says(name: str) -> None:
    profile, decision, rules = SAMPLE_OF[name]
    path, case = SAMPLES / f"{name}.docx", SAMPLES / f"{name}.case.toml"
    assert load_case(case).review.profile == profile
    assessment = check(path, case=case)
    assert assessment.profile == profile
    found = [f.rule.id for f in assessment.findings if f.severity != "advice"]
    assert (assessment.decision.value, found) == (decision, rules)
    assert f"| `{name}.docx` | `{decision}` |" in (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert all(f.rule == load_profile(profile).adapted(f.rule) for f in assessment.findings)
    assert all(f.rule.source not in ("wt2015", "lscb-regulations-2006") for f in assessment.findings)
    terms = {step.id: step.status for step in assessment.process}
    assert set(terms) == {key for key, term in load_profile(profile).terms.items() if term.asked}
    assert ("broken" in terms.values()) == (decision == "not-ready")
