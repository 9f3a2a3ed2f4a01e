"""No report says what only the case file knows: names, days, addresses and numbers that the draft itself does not hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from scr_publish.assessment import Assessment
from scr_publish.assessment.assessing import assess
from scr_publish.config import CaseFile
from scr_publish.document import Surface
from scr_publish.reporting.console import to_console
from scr_publish.reporting.csv import to_csv
from scr_publish.reporting.html import to_html
from scr_publish.reporting.json import to_json
from tests.builders.language import subject_of

CASE = CaseFile.model_validate(
    {
        "review": {"subject": "Child Q"},
        "identities": [
            {
                "role": "mother of Ottalie",
                "shown_as": "Mother",
                "names": ["Katarzyna Zelenowska"],
                "nicknames": ["Bunty"],
                "born": date(1987, 11, 23),
                "addresses": ["27 Tannery Lane, Quoxham, OX9 4QD"],
            },
            {
                "role": "subject",
                "shown_as": "Child Q",
                "names": ["Ottalie Ravenhill"],
                "initials": ["ZR"],
                "born": date(2014, 2, 14),
                "died": date(2014, 5, 3),
                "schools": ["Little Otters Nursery"],
                "places": ["Thistlewick"],
                "phones": ["07700 900123"],
                "emails": ["tilly.quill@mail.invalid"],
                "handles": ["mothwing_77"],
                "numbers": ["AB/4711/14"],
            },
        ],
        "pseudonyms": {"Olive": "subject"},
        "orders": [
            {"court": "Family Court, re Ravenhill", "names": ["Perpetua Lindqvist"], "places": ["Heron House"]},
            {"court": "High Court", "until": date(2015, 1, 1)},
        ],
        "dates": {"publication": date(2016, 6, 9)},
    }
)

SECRETS = (
    "ottalie", "katarzyna", "zelenowska", "ravenhill", "bunty", "1987", "23 november", "tannery", "quoxham", "ox9",
    "2014-02-14", "14 february", "2014-05-03", "3 may", "little otters", "thistlewick", "07700", "900123", "tilly.quill",
    "mothwing_77", "4711", "perpetua", "lindqvist", "heron house",
)  # fmt: skip

DRAFT = (
    "# Child Q",
    "The nurse met Otalie, Kasia Zelenovska and Buntie in Tanery Lane. He was 78 days old on 3.5.14.",
    "Olive is not her real name. Olive cried. They moved to Thislewick. Perpetva went to Litle Otters.",
)


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return assess(subject_of(*DRAFT, case=CASE, hidden={Surface.METADATA: "Author: Ravenhil"}, name="ravenhil-v2.docx"))


def test_the_draft_has_traces_of_all_of_them(assessment: Assessment) -> None:
    found = {finding.rule.id for finding in assessment.findings}
    assert {"PD105", "PD106", "PD109", "PD112", "PD113", "PD231"} <= found


@pytest.mark.parametrize(
    "report", [to_json, lambda a: to_console(a, show_all=True), to_html, to_csv], ids=["json", "console", "html", "csv"]
)
def test_no_report_says_them(assessment: Assessment, report: Callable[[Assessment], str]) -> None:
    said = report(assessment).lower()
    assert "otalie" in said
    assert [secret for secret in SECRETS if secret in said] == []
