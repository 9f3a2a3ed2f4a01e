"""What to put in place of what identifies: the right form where it stands, and the same for the same thing."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from scr_publish.checks.privacy.identifiers import find_identifiers
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.checks.privacy.merge import settle
from scr_publish.checks.privacy.quasi import find_quasi
from scr_publish.checks.privacy.wording import with_replacements
from scr_publish.checks.privacy.wording.data import wording
from scr_publish.checks.privacy.wording.dates import since
from scr_publish.findings import PRIVACY_LABELS
from scr_publish.rules import Severity, catalogue
from tests.builders.language import subject_of

Named = dict[str, dict[str, str]]


def replaced(*parts: str, names: Named | None = None) -> list[tuple[str, str]]:
    """Each mention with its replacement. `names` are the people's names, each with what is known of the person."""
    subject = subject_of(*parts)
    text = subject.document.text
    mentions = [*find_quasi(subject), *find_identifiers(subject)]
    for name, known in (names or {}).items():
        at = text.find(name)
        while at >= 0:
            mentions.append(_person(at, at + len(name), known))
            at = text.find(name, at + len(name))
    return [(text[m.start : m.end], m.replacement) for m in with_replacements(subject, settle(mentions))]


def _person(start: int, end: int, known: dict[str, str]) -> Mention:
    evidence = (("role", known.get("role", "unknown")),)
    values = (("shown_as", known["shown_as"]),) if "shown_as" in known else ()
    rule = known.get("rule", "PD104")
    return Mention(start, end, "PERSON", rule, Severity.BLOCKER, evidence, values, person=known.get("person", ""))


@pytest.mark.parametrize(
    ("text", "what", "instead"),
    [
        ("She was born on 9 May 2014.", "9 May 2014", "spring 2014"),
        ("Child Z went to Mill Fold Primary School.", "Mill Fold Primary School", "a local primary school"),
        ("Her Mill Fold Nursery was shut.", "Mill Fold Nursery", "local nursery"),
        ("The Mill Fold Nursery was shut.", "Mill Fold Nursery", "local nursery"),
        ("Mill Fold Nursery was shut.", "Mill Fold Nursery", "A local nursery"),
        ("She was seen at Mill Fold Surgery.", "Mill Fold Surgery", "a local GP surgery"),
        ("She was born at Millfold General Hospital.", "Millfold General Hospital", "a local hospital"),
        ("He stood in Millfold Crown Court.", "Millfold Crown Court", "the Crown Court"),
        ("He lived at 14 Tannery Lane.", "14 Tannery Lane", "a local address"),
        ("Mother was aged 17.", "17", "16 to 19"),
        ("Mother is 34.", "34", "30 to 39"),
        ("He was aged six weeks.", "six weeks", "under one"),
        ("Child K is a 14-year-old girl.", "14-year-old", "teenage"),
        ("The 14-year-old ran.", "14-year-old", "teenager"),
        ("He was six weeks old.", "six weeks old", "under a year old"),
        ("Mother is Latvian.", "Latvian", "from a minority ethnic group"),
        ("The Latvian family came.", "Latvian", "minority ethnic"),
        ("The family spoke Latvian.", "Latvian", "another language"),
        ("They came from Latvia.", "Latvia", "another country"),
        ("Mother is Muslim.", "Muslim", "religious"),
        ("Mother is a Muslim.", "Muslim", "person of faith"),
        ("He had Marfan syndrome.", "Marfan syndrome", "a rare condition"),
        ("His Marfan syndrome was known.", "Marfan syndrome", "rare condition"),
        ("The child is deaf.", "deaf", ""),
        ("Ring 07700 900654 for her.", "07700 900654", "[telephone number left out]"),
        ("The record is NHS number 999 000 0018.", "999 000 0018", "[NHS number left out]"),
    ],
)
def test_what_is_written_instead(text: str, what: str, instead: str) -> None:
    assert dict(replaced(text))[what] == instead


@pytest.mark.parametrize(
    ("text", "name", "instead"),
    [
        ("Mrs Quillfeather, the school nurse, weighed him.", "Mrs Quillfeather", "The school nurse"),
        ("Then Mrs Quillfeather, the school nurse, left.", "Mrs Quillfeather", "the school nurse"),
        ("It was the allocated social worker, Jo Brook, who rang.", "Jo Brook", "the allocated social worker"),
        ("His brother Aled was there.", "Aled", "the brother"),
        ("Aled (her uncle) came.", "Aled", "The uncle"),
        ("Child F (Ottilie) slept.", "Ottilie", "Child F"),
        ("Mother, Kezia, said so.", "Kezia", "Mother"),
        ("PC Gill came.", "PC Gill", "A police officer"),
        ("He met Uncle Vic.", "Uncle Vic", "an uncle"),
        ("The Pettersons moved.", "Pettersons", "family"),
        ("He met Sam Brook.", "Sam Brook", "[name left out]"),
    ],
)
def test_a_name_becomes_the_role_beside_it(text: str, name: str, instead: str) -> None:
    assert dict(replaced(text, names={name: {}}))[name] == instead


def test_one_person_has_one_replacement_throughout() -> None:
    known = {"person": "Mrs Quillfeather"}
    found = replaced(
        "Mrs Quillfeather, the school nurse, weighed him.",
        "Then Quillfeather went home.",
        names={"Quillfeather": known},
    )
    assert found == [("Quillfeather", "the school nurse"), ("Quillfeather", "the school nurse")]


def test_two_people_of_one_role_are_told_apart() -> None:
    found = replaced(
        "Jo Brook, a social worker, left.", "Al Moss, a social worker, came.", names={"Jo Brook": {}, "Al Moss": {}}
    )
    assert found == [("Jo Brook", "Social Worker 1"), ("Al Moss", "Social Worker 2")]


def test_the_case_file_says_what_a_person_is_called() -> None:
    known = {"shown_as": "Child H", "rule": "PD105"}
    assert replaced("He saw Jaxon.", names={"Jaxon": known}) == [("Jaxon", "Child H")]
    known = {"shown_as": "sister", "rule": "PD105"}
    assert replaced("He saw Ileana.", names={"Ileana": known}) == [("Ileana", "the sister")]


def test_a_name_that_an_order_forbids_does_not_become_the_court() -> None:
    known = {"shown_as": "Family Court", "rule": "PD109"}
    assert replaced("He saw Jaxon.", names={"Jaxon": known}) == [("Jaxon", "[name left out]")]


def test_whose_name_it_is_serves_where_no_role_is_known() -> None:
    roles = {"family": "a family member", "practitioner": "a member of staff", "third": "another person"}
    for role, instead in roles.items():
        assert replaced("Then came Aled.", names={"Aled": {"role": role}}) == [("Aled", instead)]


def test_what_may_be_no_name_has_no_replacement() -> None:
    assert replaced("It was on Bluebell.", names={"Bluebell": {"rule": "PD114"}}) == [("Bluebell", "")]


def test_the_same_school_is_the_same_and_another_one_is_another() -> None:
    found = replaced(
        "She went to Mill Fold Nursery.", "He went to Oak Fold Nursery.", "She left Mill Fold Nursery in May."
    )
    assert [instead for _, instead in found] == ["a local nursery", "another local nursery", "a local nursery"]


def test_a_date_close_to_an_earlier_one_is_the_time_since() -> None:
    found = replaced("On 9 May 2014 a nurse called. On 23 May 2014 the police came.", "They left on 30 June 2014.")
    assert [instead for _, instead in found] == ["spring 2014", "two weeks later", "about five weeks later"]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, ""),
        (1, "the next day"),
        (3, "three days later"),
        (7, "a week later"),
        (9, "about a week later"),
        (14, "two weeks later"),
        (56, "eight weeks later"),
        (57, ""),
        (-3, ""),
    ],
)
def test_the_time_since(days: int, words: str) -> None:
    assert since(date(2014, 5, 9), date.fromordinal(date(2014, 5, 9).toordinal() + days)) == words


def test_a_birth_is_never_the_time_since() -> None:
    found = replaced("On 9 May 2014 a nurse called. The baby was born on 23 May 2014.")
    assert found[1] == ("23 May 2014", "spring 2014")


def test_the_wording_is_of_rules_and_labels_that_there_are() -> None:
    data = wording()
    assert all(key in catalogue() or key in PRIVACY_LABELS for key in data.left_out)
    assert {label for item in data.place for label in item.labels} <= set(PRIVACY_LABELS)
    ends = [(band.first, band.after) for band in data.age]
    assert all(earlier[1] == later[0] for earlier, later in pairwise(ends))
    assert (ends[0][0], ends[-1][1]) == (0, 120)


def test_what_is_written_instead_is_no_finding_of_its_own() -> None:
    texts = [
        f"Mother was aged {band.words}. He was {band.old} old. The {band.before} person left." for band in wording().age
    ]
    texts += [f"They went to {item.text}." for item in wording().place]
    texts += [f"It was {text}." for text in wording().left_out.values()]
    texts += [
        "She is from a minority ethnic group.",
        "She is religious.",
        "He had a rare condition.",
        "In spring 2014.",
    ]
    assert replaced(*texts) == []
