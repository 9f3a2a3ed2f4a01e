"""The catalogue of plain-English rules: each one complete, none that stops publication, all declared."""

from __future__ import annotations

import pytest

from scr_publish.checks.plain_english import CHECKER
from scr_publish.config import Project
from scr_publish.rules import Rule, catalogue
from tests.builders.prose import of_rule, plain_english

RULES = [rule for rule in catalogue().values() if rule.id.startswith("PE")]


def test_the_checker_declares_every_rule_of_its_family() -> None:
    assert sorted(CHECKER.rules) == [rule.id for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_says_why_and_shows_a_bad_and_a_better_example(rule: Rule) -> None:
    assert rule.why
    assert rule.bad
    assert rule.better
    assert rule.bad != rule.better
    assert rule.severity == ("review" if rule.id == "PE101" else "advice")


def test_a_board_may_set_the_severity_of_a_rule() -> None:
    project = Project(severities={"plain-english.latin": "review"})  # type: ignore[dict-item]
    [found] = of_rule(plain_english("# One\n\nThey met ad hoc.", project=project), "PE132")
    assert found.severity == "review"
