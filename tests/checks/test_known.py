"""People whom the case file protects: every trace of them, and nothing of the case file said aloud."""

from __future__ import annotations

from datetime import date

import pytest

from scr_publish.checks.privacy.diminutives import forms_of, pair_count
from scr_publish.checks.privacy.known import file_name_findings
from scr_publish.checks.privacy.names import find_names
from scr_publish.checks.privacy.phonetics import sound
from scr_publish.config import CaseFile
from scr_publish.document import Surface
from tests.builders.language import subject_of

CASE = CaseFile.model_validate(
    {
        "identities": [
            {
                "role": "subject",
                "shown_as": "Child F",
                "names": ["Cassian Ravenhill", "Katarzyna Ravenhill"],
                "nicknames": ["Bunty"],
                "initials": ["CR"],
                "born": date(2014, 2, 14),
                "died": date(2014, 5, 3),
                "addresses": ["27 Tannery Lane, Oxmoor, OX9 4QD"],
                "schools": ["Little Otters Nursery"],
                "phones": ["07700 900123"],
                "emails": ["c.ravenhill@example.org"],
                "numbers": ["999 000 0018"],
            }
        ]
    }
)


def traces(text: str) -> list[str]:
    """What the protected person's rule finds in a text."""
    subject = subject_of(text, case=CASE)
    return [subject.document.text[m.start : m.end] for m in find_names(subject)[0] if m.rule == "PD105"]


@pytest.mark.parametrize(
    ("text", "trace"),
    [
        ("The nurse weighed Cassian.", "Cassian"),
        ("it was cassian who cried", "cassian"),
        ("The Ravenhills moved.", "Ravenhills"),
        ("He is Casian in the notes.", "Casian"),
        ("He is Kassian in the notes.", "Kassian"),
        ("Kasia was at home.", "Kasia"),
        ("They called him Bunty.", "Bunty"),
        ("Signed C.R. on the day.", "C.R."),
        ("Notes of CR were lost.", "CR"),
        ("Ravenhill, Cassian: file 2", "Ravenhill, Cassian"),
        ("The file says Raven-\nhill.", "Raven-\nhill"),
        ("A name with a zero\u200b width: Cas\u200bsian.", "Cas\u200bsian"),
        ("Letters of another alphabet: Саssian.", "Саssian"),
        ("C a s s i a n was on the wall.", "C a s s i a n"),
        ("The account cass1an_x was his.", "cass1an_x"),
        ("See https://news.invalid/cassianravenhill for more.", "cassianravenhill"),
        ("Write to cassian99@mail.invalid today.", "cassian99"),
        ("Born on 14 February 2014.", "14 February 2014"),
        ("Born on 14th Feb 2014.", "14th Feb 2014"),
        ("Born 14.02.14 at home.", "14.02.14"),
        ("Born 2014-02-14 at home.", "2014-02-14"),
        ("Born on February 14, 2014.", "February 14, 2014"),
        ("He died on the third of May.", "third of May"),
        ("They lived at 27, Tannery Ln.", "27, Tannery Ln."),
        ("They lived in Tanery Lane.", "Tanery Lane"),
        ("The postcode was OX94QD.", "OX94QD"),
        ("She went to Little Otters.", "Little Otters"),
        ("Phone +44 7700 900 123 now.", "+44 7700 900 123"),
        ("NHS number 999-000-0018.", "999-000-0018"),
    ],
)
def test_every_way_of_writing_is_traced(text: str, trace: str) -> None:
    assert trace in traces(text)


@pytest.mark.parametrize(
    "text",
    [
        "Child F was born in February 2014 and died in May 2014.",
        "The meeting was on 15 February 2014, with 14 people in 2014.",
        "The nursery and the lane were visited. A ravine and a hill were near.",
        "Phone 07700 900124. Number 999 000 0026. NHS, CSC and GP were told.",
        "Mariella, Celia and Kirsty came.",
    ],
)
def test_what_is_near_but_not_the_same_is_no_trace(text: str) -> None:
    assert traces(text) == []


def test_the_case_file_is_never_said_aloud() -> None:
    subject = subject_of("It was casian in Tanery Lane, said Kasia.", case=CASE)
    for mention in find_names(subject)[0]:
        said = " ".join(
            [mention.suggestion, *(value for pair in (*mention.evidence, *mention.values) for value in pair)]
        )
        for secret in ("Cassian", "Ravenhill", "Katarzyna", "Tannery", "2014", "07700"):
            assert secret not in said


@pytest.mark.parametrize("surface", [Surface.COMMENT, Surface.METADATA, Surface.ALT_TEXT, Surface.HIDDEN_TEXT])
def test_hidden_text_is_searched(surface: Surface) -> None:
    subject = subject_of("Nothing here.", hidden={surface: "Author: C Ravenhill"}, case=CASE)
    assert "PD105" in {m.rule for m in find_names(subject)[0]}


@pytest.mark.parametrize("name", ["Ravenhill_final.docx", "report-cassian.docx", "SCR 14.02.2014.docx"])
def test_the_name_of_the_file_is_searched(name: str) -> None:
    found = file_name_findings(subject_of("Text.", case=CASE, name=name))
    assert [f.rule.id for f in found] == ["PD106"]
    assert found[0].location is None
    assert "Ravenhill" not in found[0].message


def test_an_innocent_name_of_the_file_is_none() -> None:
    assert file_name_findings(subject_of("Text.", case=CASE, name="overview-report-v3.docx")) == []


@pytest.mark.parametrize(
    ("one", "other"), [("liam", "william"), ("kasia", "katarzyna"), ("bill", "william"), ("mick", "michael")]
)
def test_diminutives_go_both_ways(one: str, other: str) -> None:
    assert other in forms_of(one)
    assert one in forms_of(other)


def test_there_are_diminutives_of_many_communities() -> None:
    assert pair_count() >= 300


@pytest.mark.parametrize(
    ("one", "other"), [("steven", "stephen"), ("catherine", "katherine"), ("mohammed", "muhamad"), ("geoff", "jeff")]
)
def test_names_that_sound_alike_share_a_key(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("daniel", "david"), ("sarah", "susan"), ("martin", "marcus")])
def test_other_names_do_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)
