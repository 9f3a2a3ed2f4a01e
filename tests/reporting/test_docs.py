"""What is made from the catalogue is up to date, and the catalogue is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_publish.checks import checkers
from scr_publish.reporting.docs import stale
from scr_publish.reporting.explain import explain_rule
from scr_publish.rules import Rule, catalogue, find_rule, sources

ROOT = Path(__file__).parents[2]
RULES = list(catalogue().values())


def test_the_made_pages_are_up_to_date() -> None:
    assert stale(ROOT) == [], "run `make docs`"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_explains_itself_and_names_its_source(rule: Rule) -> None:
    text = " ".join(explain_rule(rule).split())
    assert sources()[rule.source].title.split("(")[0].strip() in text
    assert " ".join(rule.why.split()) in text
    assert rule.what_to_do.endswith((".", "?", "”", ")"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_found_by_id_and_by_name_in_any_case(rule: Rule) -> None:
    assert find_rule(rule.id.lower()) is rule
    assert find_rule(rule.name.upper().lower()) is rule


def test_every_rule_belongs_to_exactly_one_checker() -> None:
    owners: dict[str, list[str]] = {}
    for checker in checkers():
        for rule_id in checker.rules:
            owners.setdefault(rule_id, []).append(checker.name)
    shared = {rule_id: names for rule_id, names in owners.items() if len(names) > 1}
    assert shared == {}
    outside = [rule for rule in catalogue().values() if rule.id not in owners]
    assert [rule.id for rule in outside if not (rule.id.startswith("DX") or rule.is_of_archive)] == []
