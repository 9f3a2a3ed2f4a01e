"""A masked assessment: every place kept, no identifying text in any report."""

from __future__ import annotations

import json
from collections.abc import Callable

import jsonschema
import pytest

from scr_publish.assessment import Assessment
from scr_publish.reporting.console import to_console
from scr_publish.reporting.grouping import MASK
from scr_publish.reporting.html import to_html
from scr_publish.reporting.json import schema, to_json
from scr_publish.reporting.masking import masked

pytestmark = pytest.mark.model

IDENTITIES = ("Kezia", "Jaxon", "Skelhorn", "Darren", "Tannery", "Little Otters", "29 June 2014", "Renshawe")


@pytest.mark.parametrize(
    "write", [to_json, to_html, lambda a: to_console(a, show_all=True)], ids=["json", "html", "console"]
)
def test_no_identity_is_in_any_report(flawed: Assessment, write: Callable[[Assessment], str]) -> None:
    plain, clean = write(flawed), write(masked(flawed))
    for words in IDENTITIES:
        assert words in plain or write is to_console, words
        assert words.casefold() not in clean.casefold()
    assert MASK in clean


def test_places_counts_rules_and_fingerprints_are_kept(flawed: Assessment) -> None:
    clean = masked(flawed)
    assert clean.counts == flawed.counts
    assert clean.decision is flawed.decision
    assert len(clean.document.text) == len(flawed.document.text)
    for before, after in zip(flawed.findings, clean.findings, strict=True):
        assert (before.rule, before.severity, before.fingerprint) == (after.rule, after.severity, after.fingerprint)
        if before.location and after.location:
            assert (before.location.start, before.location.boxes) == (after.location.start, after.location.boxes)
            assert after.excerpt == clean.document.text[after.location.start : after.location.end]


def test_masked_json_keeps_to_the_schema(flawed: Assessment) -> None:
    jsonschema.Draft202012Validator(schema()).validate(json.loads(to_json(masked(flawed))))


def test_two_people_whose_names_are_as_long_stay_two_entries(assess_text: Callable[..., Assessment]) -> None:
    draft = "# Report\n\n## What happened\n\nMother's neighbours Ottilie Quarmby and Beatrix Thrupps rang the police.\n"
    assessment = assess_text(draft)
    names = {f.excerpt for f in assessment.findings if f.label == "PERSON"}
    assert len(names) == 2
    assert to_console(masked(assessment), show_all=True).count(f"{MASK * 7} {MASK * 7}") >= 2


def test_a_text_without_findings_is_left_as_it_is(assess_text: Callable[..., Assessment]) -> None:
    assessment = assess_text("# Report\n\nThe school told the social worker.\n")
    assert masked(assessment).document.text == assessment.document.text
