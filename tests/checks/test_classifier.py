"""The trained part of the statement check: its table, its features, and how the rules' verdict weighs in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_publish.checks.base import Subject
from scr_publish.checks.content.candidates import Candidate, candidates
from scr_publish.checks.content.classifier import KINDS, Table, kind_of, table
from scr_publish.checks.content.features import features
from scr_publish.checks.content.outline import outline

TEXT = """# Review

## What has been done since the review

The trust trained 40 midwives on 3 May 2016. Wilhelmina Thistlethwaite led it, and 38 of them passed.

## Glossary

CSC means children's social care and will be used.
"""


@pytest.fixture
def read(make_subject: Callable[..., Subject]) -> Iterator[tuple[Candidate, frozenset[str]]]:
    subject = make_subject(TEXT)
    shape = outline(subject.document, subject.language)
    found = list(candidates(shape, []))
    return zip(found, features(shape, found), strict=True)


def test_the_table_has_a_weight_for_each_kind_and_masks_names_and_figures() -> None:
    weights = table().weights
    assert len(weights) > 1000
    assert {len(row) for row in weights.values()} == {len(KINDS)}
    assert not [name for name in weights if name.startswith("w=") and any(char.isdigit() for char in name)]


def test_features_hold_no_name_and_no_figure(read: Iterator[tuple[Candidate, frozenset[str]]]) -> None:
    words = {name for _, known in read for name in known if name.startswith(("w=", "first=", "subject="))}
    assert not [name for name in words if "thistlethwaite" in name.lower() or "40" in name or "2016" in name]
    assert any(name.startswith("w=#") for name in words)


def test_a_candidate_keeps_the_place_of_its_sentence(read: Iterator[tuple[Candidate, frozenset[str]]]) -> None:
    first = next(read)[0]
    assert TEXT[first.start : first.end] == "The trust trained 40 midwives on 3 May 2016."
    assert (first.slot, first.verdict) == ("action", "action")


def test_without_evidence_a_sentence_is_none_and_the_rules_have_a_say_where_a_report_answers() -> None:
    weights = Table({"always": (100, 0, 0, 0, 0)})
    assert kind_of(["always"], "mixed", "", weights) == ""
    assert kind_of(["always"], "mixed", "impact", weights) == "impact"
    assert kind_of(["always"], "far", "impact", weights) == ""


@given(st.sets(st.sampled_from(sorted(table().weights)), max_size=40))
def test_scores_are_the_sums_of_the_weights_in_any_order(names: set[str]) -> None:
    forwards = table().scores(sorted(names))
    assert forwards == table().scores(sorted(names, reverse=True))
    assert len(forwards) == len(KINDS)


def test_a_glossary_holds_no_statement(run_checker: Callable[..., object]) -> None:
    outcome = run_checker("statements", TEXT)
    assert not [item for item in outcome.statements if "CSC" in item.text]  # type: ignore[attr-defined]
