"""Protected names and days in every way of writing, and clean prose in which none of them stands. All are invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.diminutives import relatives_of
from scr_publish.checks.privacy.known import find_known
from scr_publish.checks.privacy.known_forms import is_plain
from scr_publish.checks.privacy.names import find_names
from scr_publish.checks.privacy.words import lines_of
from scr_publish.config import CaseFile, Project, load_profile
from scr_publish.nlp.pipeline import annotate
from scr_publish.parsing import open_document
from scr_publish.rules import Severity
from tests.builders.identities import PEOPLE, PLAIN_PEOPLE, plain_ways_of_writing, ways_of_writing
from tests.builders.language import blank, subject_of

ROOT = Path(__file__).parents[2]


def case_of(**identity: object) -> CaseFile:
    return CaseFile.model_validate({"identities": [{"role": "subject", "shown_as": "Child Q", **identity}]})


def blocked(sentences: list[str], case: CaseFile) -> list[bool]:
    """For each sentence, whether the protected person's rule blocks something in it."""
    subject = subject_of(*sentences, case=case)
    found = [m for m in find_names(subject)[0] if m.rule == "PD105" and m.severity is Severity.BLOCKER]
    return [any(b.start <= m.start < b.end for m in found) for b in subject.document.blocks]


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person[1])
def test_a_name_is_found_in_every_way_of_writing(person: tuple[str, str, str]) -> None:
    ways = list(ways_of_writing(*person))
    sentences = [f"The nurse wrote of {written} in the notes." for _, written in ways]
    found = blocked(sentences, case_of(names=[f"{person[0]} {person[1]}"]))
    assert [what for (what, _), hit in zip(ways, found, strict=True) if not hit] == []


@pytest.mark.parametrize("person", PLAIN_PEOPLE, ids=lambda person: person[0])
def test_a_name_that_is_a_word_is_found_where_it_can_only_be_a_name(person: tuple[str, str]) -> None:
    ways = list(plain_ways_of_writing(*person))
    found = blocked([sentence for _, sentence in ways], case_of(names=[" ".join(person)]))
    assert [what for (what, _), hit in zip(ways, found, strict=True) if not hit] == []


INNOCENT = (
    "It is our hope that this will be of use.",
    "Will the Board act? It may. In May 2015 and by 1 April it had not.",
    "Grace periods were given; days of grace. Mark the date. The mark on his arm was new.",
    "Young people, young carers and Young Persons' Services met. White British, White Other and Black African staff.",
    "King's College Hospital and the Bishop's School took part. Bradford Council sent notes.",
    "The Summer Term began in April. In summer and on a May Day they met. 30-MAY-12 was a Wednesday.",
    "The dale and the parish have a rose garden. The baker's day was long. A church gave a cooker.",
    "The rating is Amber. **Amber** means on track, Green means done.",
    "Cannabis, parliament, declarations and primary summaries: see https://www.example.org/parliament/declarations.",
    "Harrow, C. R. and Winter, M. (2011) Reading lives. A. A campaign was run.",
)


def test_clean_sentences_hold_no_trace() -> None:
    names = [" ".join(person) for person in PLAIN_PEOPLE] + ["Anna Rita", "Liam Erin", "Lara Mari", "Christine Reed"]
    identities = [{"names": [name]} for name in names] + [{"places": ["Reading"], "names": ["Green Amber"]}]
    subject = subject_of(*INNOCENT, case=CaseFile.model_validate({"identities": identities}))
    found = [subject.document.text[m.start : m.end] for m in find_names(subject)[0] if m.rule == "PD105"]
    assert found == []


def test_a_clean_report_holds_no_trace_of_unrelated_people() -> None:
    document = open_document(ROOT / "sample_reports" / "corrected-report.docx")
    people = [f"{person[0]} {person[1]}" for person in (*PEOPLE, *PLAIN_PEOPLE)]
    case = CaseFile.model_validate({"identities": [{"names": [name]} for name in people]})
    language = annotate(document, blank())
    subject = Subject(document, language, load_profile(), Project(), case)
    found = [(document.text[m.start : m.end], dict(m.evidence)) for m in find_known(subject, lines_of(language))]
    assert found == []


letters = st.text("abcdefghijklmnopqrstuvwxyz", min_size=6, max_size=11)


@settings(max_examples=40, deadline=None)
@given(letters, letters)
@example("aaabcd", "skyape")
def test_any_name_is_found_and_never_said(first: str, second: str) -> None:
    if is_plain(first) or is_plain(second) or min(len(set(first)), len(set(second))) < 4:
        return
    person = (first.capitalize(), second.capitalize(), "")
    ways = [(what, words) for what, words in ways_of_writing(*person) if not is_plain(words.lower())]
    subject = subject_of(
        *[f"The nurse wrote of {w} in the notes." for _, w in ways], case=case_of(names=[" ".join(person[:2])])
    )
    found = [m for m in find_names(subject)[0] if m.rule == "PD105"]
    blocks = subject.document.blocks
    missed = [
        what for (what, _), b in zip(ways, blocks, strict=True) if not any(b.start <= m.start < b.end for m in found)
    ]
    assert missed == []
    said = " ".join(value for m in found for pair in (*m.evidence, *m.values) for value in pair).lower()
    assert first not in said
    assert second not in said


BORN = date(2009, 3, 4)


@pytest.mark.parametrize(
    "written",
    [
        "4 March 2009",
        "4th March 2009",
        "04/03/2009",
        "4.3.09",
        "4-3-09",
        "4 / 3 / 2009",
        "2009-03-04",
        "2009/03/04",
        "20090304",
        "04032009",
        "040309",
        "March 4, 2009",
        "Mar. 4th, 2009",
        "the fourth of March",
        "the 4th of March 2009",
        "the fourth day of March two thousand and nine",
        "4th March '09",
        "4th March ’09",
        "4 Mar 09",
        "4-Mar-2009",
        "Wednesday 4 March",
        "Wednesday the 4th of March",
        "Weds 4th March 2009",
        "4\nMarch 2009",
        "4 March of the year 2009",
        "fourth March, 2009",
    ],
)
def test_a_day_is_found_in_every_way_of_writing(written: str) -> None:
    assert blocked([f"He was born on {written} at home."], case_of(born=BORN)) == [True]


@pytest.mark.parametrize(
    "sentence",
    [
        "His fifth birthday was on 4 March 2014, at the nursery.",
        "He turned five on 4 March 2014.",
        "On 16 March 2009, when he was 12 days old, the midwife came.",
        "He was twelve days old on 16 March 2009.",
    ],
)
def test_a_day_is_worked_out_from_ages_and_birthdays(sentence: str) -> None:
    assert blocked([sentence], case_of(born=BORN)) == [True]


def test_feasts_are_days() -> None:
    case = case_of(died=date(2014, 12, 26))
    assert blocked(["He died on Boxing Day.", "Boxing Day 2014 was cold.", "Boxing Day 2015 was warm."], case) == [
        True,
        True,
        False,
    ]


def test_the_american_order_is_for_a_person_to_weigh() -> None:
    subject = subject_of("He was born on 03/04/2009 at home.", case=case_of(born=BORN))
    found = [m for m in find_names(subject)[0] if m.rule == "PD105"]
    assert [m.severity for m in found] == [Severity.REVIEW]
    assert "month first" in dict(found[0].evidence)["matched"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The meeting of 4 March 2015 was short.",
        "On 4 April 2009 and in March 2009 they met.",
        "Table 4.3.09 and paragraph 4.3.9 say so.",
        "He was 13 days old on 16 March 2009.",
        "On 14 March, and 24 March 2009, they met.",
    ],
)
def test_other_days_are_no_trace(sentence: str) -> None:
    assert blocked([sentence], case_of(born=BORN)) == [False]


@pytest.mark.parametrize(
    ("identity", "sentence"),
    [
        ({"addresses": ["27 Tannery Lane, Oxmoor, OX9 4QD"]}, "They lived at Tannery Ln until May."),
        ({"addresses": ["27 Tannery Lane, Oxmoor, OX9 4QD"]}, "The house at 27 TANNERY LANE was cold."),
        ({"addresses": ["Pitch 7, Alder Drove"]}, "They stayed on Pitch 7 all winter."),
        ({"addresses": ["Rose Cottage, Nether Oxmoor"]}, "They moved to Rose Cottage in May."),
        ({"addresses": ["Flat 3, Heron House, Oxmoor"]}, "A neighbour in Heron House rang."),
        ({"schools": ["St Brannock's Primary School"]}, "She went to St. Brannocks in May."),
        ({"schools": ["St Brannock's Primary School"]}, "She went to Saint Brannock's Primary."),
        ({"schools": ["Little Otters Nursery"]}, "She went to Litle Otters Nursery."),
        ({"places": ["Reading"]}, "They came from Reading in May."),
        ({"places": ["Oxmoor"]}, "They came from Oxmor in May."),
        ({"phones": ["07700 900123"]}, "Call +44 (0)7700-900-123 now."),
        ({"phones": ["01632 960123"]}, "Call 960 123 after six."),
        ({"emails": ["tilly.r@mail.invalid"]}, "Write to Tilly.R (at) mail dot invalid."),
        ({"handles": ["@moth.wing9"]}, "She posted as moth.wing9 that night."),
        ({"numbers": ["999 000 0018"]}, "See scan_9990000018_v2 for more."),
        ({"numbers": ["AB/1234/16"]}, "The log AB 1234-16 says so."),
        ({"initials": ["TR"]}, "The notes of TR were lost."),
        ({"nicknames": ["Bunty"]}, "They called her bunty."),
    ],
)
def test_details_are_found_in_every_way_of_writing(identity: dict[str, object], sentence: str) -> None:
    assert blocked([sentence], case_of(**identity)) == [True]


@pytest.mark.parametrize(
    ("identity", "sentence"),
    [
        ({"places": ["Reading"]}, "Reading was taught early. Her reading age was seven."),
        ({"addresses": ["Pitch 7, Alder Drove"]}, "The pitch was cold, and seven pitches were let."),
        ({"phones": ["07700 900123"]}, "In all 900124 were counted, at 07700 900124."),
        ({"numbers": ["999 000 0018"]}, "The number 99900000181 is another."),
        ({"initials": ["TR"]}, "TRAINING and the TRUST were told."),
    ],
)
def test_what_is_near_a_detail_is_no_trace(identity: dict[str, object], sentence: str) -> None:
    assert blocked([sentence], case_of(**identity)) == [False]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("william", "liam"),
        ("bill", "billy"),
        ("katarzyna", "kasia"),
        ("kwabena", "kobina"),
        ("abdirahman", "abdi"),
        ("niamh", "neve"),
        ("mehmet", "memo"),
        ("paramjit", "pammi"),
        ("keziah", "kizzy"),
        ("oleksandr", "sasha"),
        ("bartholomew", "bart"),
    ],
)
def test_forms_of_names_of_many_communities(one: str, other: str) -> None:
    assert other in relatives_of(one)
    assert one in relatives_of(other) or other == "billy"


@pytest.mark.parametrize(("one", "other"), [("bill", "robert"), ("sean", "jack"), ("liam", "billy"), ("anna", "maria")])
def test_names_that_are_no_forms_of_one_another(one: str, other: str) -> None:
    assert other not in relatives_of(one)


def test_somebody_else_of_the_same_name_is_for_a_person_to_weigh() -> None:
    case = CaseFile.model_validate(
        {"identities": [{"names": ["Ada Ravenhill"]}], "reviewer": [{"name": "Ada Fairweather"}]}
    )
    subject = subject_of("The lead reviewer is Ada Fairweather.", "The nurse weighed Ada.", case=case)
    found = {subject.document.text[m.start : m.end]: m for m in find_names(subject)[0] if m.rule == "PD105"}
    severities = sorted(m.severity.value for m in find_names(subject)[0] if m.rule == "PD105")
    assert severities == ["blocker", "review"]
    assert set(found) == {"Ada"}


def test_a_finding_says_how_it_matched_and_its_messages_keep_the_secret() -> None:
    case = CaseFile.model_validate(
        {
            "identities": [
                {"role": "Ottilie's aunt", "shown_as": "Aunt", "names": ["Mira Quillon"]},
                {"role": "subject", "names": ["Ottilie Ravenhill"]},
            ]
        }
    )
    subject = subject_of("The nurse met Mirra and Otilie.", case=case)
    found = [m for m in find_names(subject)[0] if m.rule == "PD105"]
    assert [dict(m.values)["how"] for m in found] == ["another spelling (one or two letters off)"] * 2
    said = " ".join(value for m in found for pair in (*m.evidence, *m.values) for value in pair)
    assert "Ottilie" not in said
    assert "Mira" not in said
