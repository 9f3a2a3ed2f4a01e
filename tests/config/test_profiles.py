"""Profiles: each ships whole, cites its own guidance, and can be derived from."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scr_publish.config import Profile, load_case, load_profile, profile_names
from scr_publish.errors import ConfigError
from scr_publish.rules import catalogue, find_rule
from tests.checks.process_cases import GOOD, Check, changed, check, rules

__all__ = ["check"]

OTHERS = [name for name in profile_names() if name != "wt2015-scr"]
OF_SERIOUS_CASE_REVIEWS = ("wt2015", "lscb-regulations-2006", "panel-2014", "panel-2015")


def test_the_profiles_of_the_field_ship() -> None:
    assert profile_names() == ["care-act-sar", "dhr", "wales-cpr", "wt2015-scr", "wt2018-lcspr", "wt2023-lcspr"]


@pytest.mark.parametrize("name", OTHERS)
def test_no_rule_speaks_of_or_cites_serious_case_reviews_in_another_profile(name: str) -> None:
    profile = load_profile(name)
    for rule in map(profile.adapted, catalogue().values()):
        words = " ".join((rule.title, rule.message, rule.suggestion, rule.remedy, rule.why))
        assert rule.source not in OF_SERIOUS_CASE_REVIEWS, rule.id
        assert "Serious Case Review" not in words, rule.id
        assert "panel of independent experts" not in words or rule.id in ("PR103", "PR106", "PR117"), rule.id


@pytest.mark.parametrize("name", ["care-act-sar", "dhr", "wales-cpr"])
def test_reviews_outside_child_protection_in_england_do_not_cite_its_guidance(name: str) -> None:
    profile = load_profile(name)
    assert not [r.id for r in map(profile.adapted, catalogue().values()) if r.source in ("wt2018", "wt2023")]
    assert set(profile.told) <= {"home_office", "welsh_government"}


@pytest.mark.parametrize("name", profile_names())
def test_every_term_names_a_rule_whose_message_it_can_fill(name: str, check: Check) -> None:
    """Each term is broken once, by the later date a day off, and gives its rule and nothing unfilled."""
    profile = load_profile(name)
    for key, term in profile.terms.items():
        if not term.asked:
            continue
        start = date(2020, 3, 2)
        length = term.length
        limit = length.after(start, profile.nation) if length else start
        late = date.fromordinal(limit.toordinal() + (1 if term.within else -1))
        outcome = check({"dates": {term.earlier: start, term.later: late}}, profile=profile)
        broken = [f for f in outcome.findings if dict(f.evidence).get("term") == key]
        assert [f.rule.id for f in broken] == [term.rule], (key, rules(outcome))
        assert "{" not in broken[0].message + broken[0].suggestion
        assert next(step.status for step in outcome.process if step.id == key) == "broken"
        kept = check({"dates": {term.earlier: start, term.later: limit}}, profile=profile)
        assert next(step.status for step in kept.process if step.id == key) == "kept"


def test_the_partners_copy_is_due_seven_working_days_before_publication(check: Check) -> None:
    case = changed("dates.aware", date(2014, 1, 30))
    case["told"] |= {"dfe": date(2014, 3, 4)}
    case["dates"] |= {"rapid_review": date(2014, 2, 24), "panel_submission": date(2014, 4, 11)}
    case["dates"] |= {
        "completion": date(2014, 4, 10),
        "publication": date(2014, 4, 24),
        "on_website_until": date(2015, 4, 24),
    }
    case["impact_plan"][0]["when"] = date(2014, 4, 1)
    case["invited"][0]["invited"] = case["invited"][1]["invited"] = date(2014, 3, 20)
    assert rules(check(case, profile="wt2023-lcspr")) == []
    case["dates"]["publication"] = date(2014, 4, 23)  # Good Friday and Easter Monday lie in between
    found = check(case, profile="wt2023-lcspr").findings
    assert [f.rule.id for f in found] == ["PR103"]
    assert "10 April 2014" in found[0].suggestion
    assert "24 April 2014" in found[0].suggestion
    assert found[0].rule.source == "wt2023"


@pytest.mark.parametrize(("day", "expected"), [(date(2014, 2, 24), []), (date(2014, 2, 25), ["PR132"])])
def test_a_rapid_review_has_fifteen_working_days(check: Check, day: date, expected: list[str]) -> None:
    outcome = check(changed("dates.rapid_review", day), profile="wt2018-lcspr")
    assert [r for r in rules(outcome) if r == "PR132"] == expected


def test_an_adults_review_asks_for_no_panel_and_no_year_on_the_website(check: Check) -> None:
    dates = {key: GOOD["dates"][key] for key in ("incident", "start", "completion", "publication")}
    outcome = check({**GOOD, "dates": dates, "told": {}}, profile="care-act-sar")
    assert rules(outcome) == []
    assert [(step.id, step.status) for step in outcome.process] == [("completion", "kept")]
    late = check({**GOOD, "dates": dates | {"completion": date(2015, 1, 5)}, "told": {}}, profile="care-act-sar")
    assert rules(late) == ["PR102"]
    assert late.findings[0].rule.source == "care-act-guidance"


def test_words_are_replaced_whole_and_keep_their_capital() -> None:
    profile = load_profile("wt2023-lcspr")
    assert profile.worded("The Board decides. A Board met.") == "The partnership decides. A partnership met."
    assert profile.worded("on board, boarding, Boards") == "on board, boarding, Boards"
    assert load_profile("wt2015-scr").worded("The Board") == "The Board"


def own(tmp_path: Path, text: str, name: str = "own.toml") -> Profile:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load_profile(str(path))


def test_a_board_derives_its_own_and_says_only_what_differs(tmp_path: Path) -> None:
    profile = own(
        tmp_path,
        'extends = "wt2015-scr"\nname = "wexmoor"\nexpected = ["timescale"]\n'
        '[plain_english]\nlong_sentence = 30\n[terms.panel]\nat_least = "10 working days"\n'
        '[terms.website]\nasked = false\n[rules.PR103]\nsuggestion = "Ring the panel."\n[severities]\nPR101 = "advice"\n',
    )
    base = load_profile()
    assert (profile.required, profile.expected) == (base.required, ("timescale",))
    assert (profile.plain_english.long_sentence, profile.plain_english.flesch_target) == (30, 50)
    assert str(profile.terms["panel"].length) == "ten working days"
    assert profile.terms["panel"].title == base.terms["panel"].title
    assert profile.adapted(find_rule("PR103")).suggestion == "Ring the panel."
    assert profile.adapted(find_rule("PR103")).message == find_rule("PR103").message


def test_a_profile_may_extend_one_beside_it(tmp_path: Path) -> None:
    own(tmp_path, 'extends = "dhr"\nname = "county"\n', "county.toml")
    profile = own(tmp_path, 'extends = "county.toml"\nname = "district"\n')
    assert (profile.name, profile.title) == ("district", "Domestic Homicide Review")


BASE = 'extends = "wt2015-scr"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('extends = "wt2015-src"', "Did you mean “wt2015-scr”"),
        ('extends = "own.toml"', "goes round in a circle"),
        ('extends = ["a"]', "“extends”"),
        (BASE + "requierd = []", "unknown key “requierd”. Did you mean “required”?"),
        (BASE + 'required = ["finding"]', "“required.0”"),
        (BASE + '[terms.panel]\nat_least = "soon"', "“terms.panel.at_least”"),
        (BASE + '[terms.panel]\nlater = "publicaton"', "Did you mean “publication”"),
        (BASE + '[terms.panel]\nrule = "PR999"', "there is no rule “PR999”"),
        (BASE + '[terms.own]\ntitle = "t"', "“terms.own.rule”"),
        (BASE + '[citations.wt2015]\nsource = "dhr-guidance"', "Did you mean “dhr-guidance-2016”"),
        (BASE + '[rules.CO999]\nwhy = "x"', "there is no rule “CO999”"),
        (BASE + '[rules.PR103]\nmessage = "Late: {latte}"', "there is no “{latte}” in PR103"),
        (BASE + '[rules.PR103]\nmessage = "Late: {"', "“rules”"),
        (BASE + '[told]\nofstde = "Ofsted"', "Did you mean “ofsted”"),
        (BASE + 'told_within = "a few days"', "“told_within”"),
        (BASE + '[severities]\nPR103 = "grave"', "“severities.PR103”"),
    ],
)
def test_a_wrong_profile_is_one_line_that_names_the_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        own(tmp_path, text + "\n")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_term_without_a_length_only_asks_for_the_order(check: Check) -> None:
    dates: dict[str, Any] = {**GOOD["dates"], "clearance": date(2016, 6, 9)}
    case = {**GOOD, "dates": dates, "told": {"home_office": date(2014, 3, 4)}}
    assert "PR133" not in rules(check(case, profile="dhr"))
    case["dates"] = dates | {"clearance": date(2016, 6, 10)}
    assert "PR133" in rules(check(case, profile="dhr"))


def test_the_examples_of_the_documentation_load(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    profile = own(tmp_path, next(block for block in blocks if "extends" in block))
    assert profile.name == "wexmoor"
    assert str(profile.terms["board"].length) == "three months"
    path = tmp_path / "case.toml"
    path.write_text(next(block for block in blocks if "[[identities]]" in block), encoding="utf-8")
    case = load_case(path)
    assert case.delay.interim_actions
    assert case.publication.companions


def test_every_profile_asks_for_two_people_unless_a_board_says_otherwise(tmp_path: Path) -> None:
    assert all(load_profile(name).gate.two_people for name in profile_names())
    own = tmp_path / "own.toml"
    own.write_text('extends = "dhr"\nname = "own"\n[gate]\ntwo_people = false\n')
    assert load_profile(str(own)).gate.model_dump() == {
        "two_people": False, "justify_blockers": True, "settle": ("blocker", "review")
    }  # fmt: skip


def test_no_profile_lets_blockers_go_unsettled(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('extends = "dhr"\nname = "own"\n[gate]\nsettle = ["review"]\n')
    with pytest.raises(ConfigError, match=r"gate.settle.*blockers must always be settled"):
        load_profile(str(own))
