"""Every kind of British identifier: what is found and exactly where, what a wrong check digit loses, what only looks like
one. Numbers are invented, from ranges kept for examples where there are any."""

from __future__ import annotations

import pytest

from scr_publish.checks.privacy.identifiers import find_identifiers
from scr_publish.recognisers.validation import is_driver_number, is_latitude_in_uk
from tests.builders.language import subject_of
from tests.recognisers.test_engine import hits

FOUND = [
    ("NHS No: 999 000 0018", "999 000 0018", "NHS_NUMBER"),
    ("NHS number 999.000.0018", "999.000.0018", "NHS_NUMBER"),
    ("patient 9990000018", "9990000018", "NHS_NUMBER"),
    ("Nat Ins AB 12 34 56 C", "AB 12 34 56 C", "NINO"),
    ("UPN A123456789012", "A123456789012", "CASE_REF"),
    ("ULN 1000000019", "1000000019", "CASE_REF"),
    ("a home at SW1A 1AA was", "SW1A 1AA", "POSTCODE"),
    ("a flat in M1 1AE then", "M1 1AE", "POSTCODE"),
    ("at 12 Quarry Street, Oxmoor, OX1 2AB", "12 Quarry Street, Oxmoor", "ADDRESS"),
    ("Call 07700-900-123 now", "07700-900-123", "PHONE"),
    ("at (020) 7946 0123 then", "(020) 7946 0123", "PHONE"),
    ("0113 496 0123", "0113 496 0123", "PHONE"),
    ("028 9018 0123", "028 9018 0123", "PHONE"),
    ("0808 157 0123", "0808 157 0123", "PHONE"),
    ("crime reference number 42/12345/14", "42/12345/14", "CASE_REF"),
    ("incident 0345 of 3 May 2014", "0345 of 3 May 2014", "CASE_REF"),
    ("Police log 345 of 03.05.14", "345 of 03.05.14", "CASE_REF"),
    ("CAD 1234/03MAY14", "1234/03MAY14", "CASE_REF"),
    ("Case No: FD14P00123", "FD14P00123", "CASE_REF"),
    ("case number 1234-5678-9012-3456 online", "1234-5678-9012-3456", "CASE_REF"),
    ("T20147123", "T20147123", "CASE_REF"),
    ("social care ID 1234567", "1234567", "CASE_REF"),
    ("hospital number K123456", "K123456", "CASE_REF"),
    ("PC1234 came", "1234", "CASE_REF"),
    ("the officer 3456AB wrote", "3456AB", "CASE_REF"),
    ("shoulder number C123", "C123", "CASE_REF"),
    ("his van A123 BCD", "A123 BCD", "VEHICLE"),
    ("number plate T1 LLY", "T1 LLY", "VEHICLE"),
    ("registration 1234 AB", "1234 AB", "VEHICLE"),
    ("licence MORGA657054SM9IJ35", "MORGA657054SM9IJ35", "CASE_REF"),
    ("driver number MORGA 657054 SM9IJ 35", "MORGA 657054 SM9IJ 35", "CASE_REF"),
    ("passport AB1234567", "AB1234567", "CASE_REF"),
    ("sort code 123456", "123456", "CASE_REF"),
    ("s/c 12 34 56 a/c 12345678", "12 34 56", "CASE_REF"),
    ("s/c 12 34 56 a/c 12345678", "12345678", "CASE_REF"),
    ("IBAN GB29 NWBK 6016 1331 9268 19", "GB29 NWBK 6016 1331 9268 19", "CASE_REF"),
    ("debit card 4111-1111-1111-1111", "4111-1111-1111-1111", "CASE_REF"),
    ("Write to moth.wing [at] mail.invalid", "moth.wing [at] mail.invalid", "EMAIL"),
    ("moth.wing (at) mail (dot) invalid", "moth.wing (at) mail (dot) invalid", "EMAIL"),
    ("Snapchat: greymoth2009", "greymoth2009", "HANDLE"),
    ("on Instagram grey.moth_09 wrote", "grey.moth_09", "HANDLE"),
    ("as u/greymoth09 he wrote", "u/greymoth09", "HANDLE"),
    ("see facebook.com/grey.moth.2009 for", "facebook.com/grey.moth.2009", "HANDLE"),
    ("https://w3w.co/plum.chair.river", "https://w3w.co/plum.chair.river", "HANDLE"),
    ("what3words plum.chair.river", "plum.chair.river", "ADDRESS"),
    ("at 53.4808 -2.2426 then", "53.4808 -2.2426", "ADDRESS"),
    ("at 53.4808° N, 2.2426° W then", "53.4808° N, 2.2426° W", "ADDRESS"),
    ("lat 53.4808 long -2.2426", "lat 53.4808 long -2.2426", "ADDRESS"),
    ("53°28'51\"N 2°14'33\"W", "53°28'51\"N 2°14'33\"W", "ADDRESS"),
    ("53° 28.85' N 2° 14.55' W", "53° 28.85' N 2° 14.55' W", "ADDRESS"),
    ("easting 383819 northing 398052", "easting 383819 northing 398052", "ADDRESS"),
    ("grid ref SJ8398", "SJ8398", "ADDRESS"),
    ("OS grid TQ 30080 80400", "TQ 30080 80400", "ADDRESS"),
    ("from 192.0.2.17 he logged in", "192.0.2.17", "HANDLE"),
    ("IP 2001:db8::ff00:42:8329", "2001:db8::ff00:42:8329", "HANDLE"),
]


@pytest.mark.parametrize(("text", "found", "label"), FOUND)
def test_finds(text: str, found: str, label: str) -> None:
    assert hits(text).get(found) == label


@pytest.mark.parametrize(
    "text",
    [
        "The total was 999 000 0019 in all.",
        "The list B123456789012 was long.",
        "The count was 1000000018.",
        "a card 4111 1111 1111 1112",
        "IBAN GB28 NWBK 6016 1331 9268 19",
        "MORGA657954SM9IJ",
        "at 12.4808 -2.2426 then",
        "53.480 48.112",
    ],
)
def test_a_wrong_check_digit_or_range_is_none(text: str) -> None:
    assert set(hits(text).values()) <= {"PHONE"}


@pytest.mark.parametrize(
    "text",
    [
        "See paragraph 1.2.3.4 and 10.2.3.4, version 2.10.3.1.",
        "SI 2006/90 and S.I. 2010/237; Cm 5730; HC 543.",
        "The meeting of 14/02/2014, 2014-02-14 and 14.2.14, from 09:30-10:45 in 2013-2014.",
        "s.47(1)(b), Regulation 5(2)(b)(i), Section 20, CP1 form, Form E17.",
        "£12,345,678 and 1,234,567 people, 95% CI 1.23, 4.56; ratio 1:10; 6/52.",
        "GP2, SW4, HV1 and MGM met in Room 12 on the A6 and M62. Year 11 and KS3.",
        "The car was seen at 10 AM and the van at 4 PM. He registered 12 pupils in Year 5.",
        "pages 123-456; chapters 72-75; 10-12-14 weeks; Level 3; Grade 2 (B2).",
        "Snapchat and Instagram in 2014. Facebook posts. TikTok videos of 2019.",
        "meet at the gate; (at home) and [at school] they ate.",
        "an incident of 14 February; a log of 12 pages",
    ],
)
def test_leaves_look_alikes_alone(text: str) -> None:
    assert hits(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "ISBN 978-0-11-322706-2 and ISBN 0-7146-5050-X.",
        "ISSN 1234-5679; DfE-00195-2015; doi:10.1136/bmj.f2644.",
        "Re X and Y [2012] EWCA Civ 1500; [2023] EWHC 299 (Admin); [2014] EWFC 12.",
        "Ring 999, 101, NHS 111 or Childline on 0800 1111.",
        "The Local Safeguarding Children Boards Regulations 2006 (SI 2006/90).",
    ],
)
def test_publications_citations_and_helplines_stay(text: str) -> None:
    assert [m for m in find_identifiers(subject_of(text)) if not m.kept] == []


def test_a_driver_number_holds_a_date_of_birth() -> None:
    assert is_driver_number("MORGA657054SM9IJ")
    assert not is_driver_number("MORGA663054SM9IJ")
    assert not is_driver_number("MORGA657994SM9IJ")


def test_west_is_a_negative_longitude() -> None:
    assert is_latitude_in_uk("54.5973° N, 5.9301° W")
    assert not is_latitude_in_uk("54.5973° N, 5.9301° E")
