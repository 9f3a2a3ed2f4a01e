"""Where law sets limits of its own: triggers and questions, few of them, that a settled matter does not hold up."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_publish.checks.privacy.legal import find_legal
from scr_publish.checks.privacy.quasi import find_quasi
from scr_publish.checks.privacy.risk import find_risk
from scr_publish.config import CaseFile
from scr_publish.findings import Finding
from scr_publish.rules import Severity
from tests.builders.language import subject_of
from tests.builders.plain import plain_subject

REVIEW, ADVICE = Severity.REVIEW, Severity.ADVICE


def found(*parts: str, case: CaseFile | None = None) -> dict[str, Finding]:
    """The findings of law by rule, siblings and special categories included."""
    subject = subject_of(*parts, case=case)
    mentions = find_quasi(subject)
    risk, _ = find_risk(subject, mentions, [])
    return {item.rule.id: item for item in find_legal(subject, mentions, risk)}


@pytest.mark.parametrize(
    ("text", "rule", "severity"),
    [
        ("Care proceedings began and an interim care order was made.", "PD401", ADVICE),
        ("The care proceedings are still ongoing.", "PD401", REVIEW),
        ("The children are currently in care proceedings.", "PD401", REVIEW),
        ("The final hearing is listed for May in the family court.", "PD401", REVIEW),
        ("The psychologist told the court that Mother was afraid.", "PD402", REVIEW),
        ("The threshold findings said that he had shaken the baby.", "PD402", REVIEW),
        ("A reporting restriction order was made in 2015.", "PD403", REVIEW),
        ("Child K was made a ward of court.", "PD403", REVIEW),
        ("The injunction restricting publication names two towns.", "PD403", REVIEW),
        ("Father was convicted of assault.", "PD404", ADVICE),
        ("He received a caution for theft.", "PD404", ADVICE),
        ("A case in the Court of Protection was heard.", "PD405", ADVICE),
        ("She told her teacher that he had raped her.", "PD406", ADVICE),
        ("There was a fear of female genital mutilation.", "PD406", ADVICE),
        ("Mother told the nurse that she is a lesbian.", "PD407", ADVICE),
        ("Mother had depression.", "PD407", ADVICE),
        ("The family is Kurdish.", "PD407", ADVICE),
        ("Father is awaiting trial.", "PD409", REVIEW),
        ("The trial is listed for March.", "PD409", REVIEW),
        ("The inquest has been opened and adjourned.", "PD409", REVIEW),
        ("The police investigation is ongoing.", "PD409", REVIEW),
        ("Criminal proceedings are in progress.", "PD409", REVIEW),
        ("Her brother gave evidence at the trial.", "PD410", ADVICE),
        ("He was sentenced in the youth court.", "PD410", ADVICE),
    ],
)
def test_a_trigger_and_what_it_weighs(text: str, rule: str, severity: Severity) -> None:
    assert found(text)[rule].severity is severity


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("There was a criminal trial, and it has ended. There are no other proceedings.", "PD409"),
        ("No criminal investigation is ongoing.", "PD409"),
        ("Staff should ask whether an inquest is needed.", "PD409"),
        ("No reporting restrictions apply.", "PD403"),
        ("She took out an injunction against her partner.", "PD403"),
        ("The trial judge, in sentencing, used his judgment. In his judgment the Crown Court heard more.", "PD402"),
        ("Staff had training on child sexual exploitation.", "PD406"),
        ("The child sexual exploitation team was told.", "PD406"),
        ("National statistics on depression were read.", "PD407"),
        ("There were no care proceedings.", "PD401"),
        ("The child was seen at home.", "PD410"),
    ],
)
def test_what_is_no_trigger(text: str, rule: str) -> None:
    assert rule not in found(text)


def test_each_kind_is_one_finding_that_counts_its_places() -> None:
    item = found("Care proceedings began.", "The care order was made.", "A supervision order ended.")["PD401"]
    assert item.excerpt == "Care proceedings"
    assert dict(item.evidence)["places"] == "3"
    assert "and 2 more places" in item.message


def test_the_finding_stands_at_what_is_to_be_weighed() -> None:
    item = found("Care proceedings began in 2014.", "The care proceedings are ongoing.")["PD401"]
    assert item.severity is REVIEW
    assert item.location
    assert item.location.start > 20


@pytest.mark.parametrize(
    ("trigger", "settled", "rule"),
    [
        ("The threshold findings were clear.", "The court gave its permission for them to be used.", "PD402"),
        ("A reporting restriction order was made.", "This report has been checked against the order.", "PD403"),
    ],
)
def test_a_settled_matter_is_advice(trigger: str, settled: str, rule: str) -> None:
    assert found(trigger)[rule].severity is REVIEW
    assert found(trigger, settled)[rule].severity is ADVICE


def test_an_order_listed_in_the_case_file_is_settled() -> None:
    case = CaseFile.model_validate({"orders": [{"court": "the High Court", "forbids": ["Millfold"]}]})
    assert found("A reporting restriction order was made.", case=case)["PD403"].severity is ADVICE


def test_special_categories_are_counted_by_kind() -> None:
    item = found("The family is Kurdish. Mother had depression. She is Muslim.")["PD407"]
    assert "ethnic group, nationality or faith (2); health (1)" in item.message


def test_other_children_are_named_with_how_much_is_told() -> None:
    item = found("Child K is 14. Sibling 1 (aged 6) and Sibling 2 (aged 4) live with Mother.")["PD408"]
    assert "Sibling 1 (1); Sibling 2 (1)" in item.message
    assert item.location is None
    assert item.severity is ADVICE
    assert "PD408" not in found("Child K is 14. Sibling 1 was there.")


def test_sources_and_headings_are_no_triggers(tmp_path: Path) -> None:
    text = "# Care proceedings\n\nNothing.\n\n# References\n\nA study of care proceedings.\n"
    assert not find_legal(plain_subject(tmp_path, text))


def test_no_finding_calls_anything_lawful() -> None:
    from scr_publish.rules import catalogue

    rules = [rule for rule in catalogue().values() if rule.id.startswith("PD4")]
    assert len(rules) == 10
    for rule in rules:
        assert "?" in rule.suggestion
        assert "lawful" not in (rule.message + rule.suggestion).lower()
