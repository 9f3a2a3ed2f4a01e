"""The recognisers through the engine: what is found, as what, and exactly where."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_publish.document import Block, Kind
from scr_publish.nlp.annotations import Passage
from scr_publish.recognisers import recognise
from scr_publish.recognisers.engine import analyser
from scr_publish.recognisers.specs import specs
from tests.builders.plain import blank_pipeline, plain_subject


def hits(text: str, *headings: str) -> dict[str, str]:
    """Label by text found, the most confident one for each text."""
    passage = Passage(Block(Kind.PARAGRAPH, 0, len(text), 0), blank_pipeline()(text), tuple(range(len(text) + 1)))
    found = sorted(recognise(passage, headings), key=lambda hit: hit.score)
    return {text[hit.start : hit.end]: hit.spec.label for hit in found}


@pytest.mark.parametrize(
    ("text", "found", "label"),
    [
        ("The number is 999 000 0018.", "999 000 0018", "NHS_NUMBER"),
        ("See NHS no. 999-000-0026, page 2.", "999-000-0026", "NHS_NUMBER"),
        ("His NHS number 9990000035 was mistyped.", "9990000035", "NHS_NUMBER"),
        ("Her NI number is AB 12 34 56 C.", "AB 12 34 56 C", "NINO"),
        ("National Insurance QQ123456C", "QQ123456C", "NINO"),
        ("Call 01632 960123 after six.", "01632 960123", "PHONE"),
        ("her midwife (07700 900123), who", "07700 900123", "PHONE"),
        ("Tel (01632) 960123", "(01632) 960123", "PHONE"),
        ("Mobile: 07700900123", "07700900123", "PHONE"),
        ("on +44 (0)7700 900 123, he said", "+44 (0)7700 900 123", "PHONE"),
        ("Tel. 020 7946 0123 ext 44", "020 7946 0123 ext 44", "PHONE"),
        ("Write to moth.wing@example.org today.", "moth.wing@example.org", "EMAIL"),
        ("She posted as @moth.wing_9.", "@moth.wing_9", "HANDLE"),
        ("A user called grey_moth99 wrote.", "grey_moth99", "HANDLE"),
        ("His Snapchat name was GreyMoth99.", "GreyMoth99", "HANDLE"),
        ("a page at https://www.example.net/some/page?x=1.", "https://www.example.net/some/page?x=1", "HANDLE"),
        ("in AB10 1XG now", "AB10 1XG", "POSTCODE"),
        ("the home in ls1 4ap was cold", "ls1 4ap", "POSTCODE"),
        ("They moved to the LS9 area.", "LS9", "POSTCODE"),
        ("They lived at 9 Mill Fold with an aunt.", "9 Mill Fold", "ADDRESS"),
        ("Flat 2, 14a Quarry Street was empty.", "Flat 2, 14a Quarry Street", "ADDRESS"),
        ("the police went to Quarry Street.", "Quarry Street", "ADDRESS"),
        ("14 QUARRY STREET", "14 QUARRY STREET", "ADDRESS"),
        ("the family on Pitch 12 left", "Pitch 12", "ADDRESS"),
        ("found at ///plum.chair.river", "///plum.chair.river", "ADDRESS"),
        ("near 53.48081, -2.24263", "53.48081, -2.24263", "ADDRESS"),
        ("grid reference SK 123 456", "SK 123 456", "ADDRESS"),
        ("Family Court case ZZ14C00012.", "ZZ14C00012", "CASE_REF"),
        ("indictment T20141234", "T20141234", "CASE_REF"),
        ("crime number 12/3456/14", "12/3456/14", "CASE_REF"),
        ("Police log AB-2014-123456 says", "AB-2014-123456", "CASE_REF"),
        ("Hospital number H123456 was used.", "H123456", "CASE_REF"),
        ("Mosaic 1234567", "1234567", "CASE_REF"),
        ("the ICS record 1234567", "1234567", "CASE_REF"),
        ("PC 1234 attended", "1234", "CASE_REF"),
        ("collar number 4321", "4321", "CASE_REF"),
        ("a silver van, AB12 XYZ, left", "AB12 XYZ", "VEHICLE"),
        ("the car (P123 ABC) was found", "P123 ABC", "VEHICLE"),
        ("his car, registration AZ 1234", "AZ 1234", "VEHICLE"),
        ("passport number 123456789", "123456789", "CASE_REF"),
        ("sort code 12-34-56", "12-34-56", "CASE_REF"),
        ("logged in from 192.0.2.17, an IP address", "192.0.2.17", "HANDLE"),
        ("Operation Moth began", "Operation Moth", "CASE_REF"),
    ],
)
def test_finds(text: str, found: str, label: str) -> None:
    assert hits(text).get(found) == label


@pytest.mark.parametrize(
    "text",
    [
        "See paragraph 1.2.3.4 of this report.",
        "In 2013/14 there were 1,204 referrals.",
        "Between 2012 and 2015 the team had 14 managers.",
        "An audit of 120 files found 84 per cent complete.",
        "She went home.In the evening she slept.",
        "Section 47 of the Act, regulation 5(2)(b)(i).",
        "GP, CAMHS, MASH and IMR are explained below.",
        "Working Together (2015), chapter 4, page 72.",
        "The meeting took 45 minutes; 3 of 12 came.",
        "Every street and road was searched.",
        "It cost £123456 in all.",
        "They visited the home on 6 March 2014 and moved to 3 May.",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert hits(text) == {}


def test_the_heading_of_a_column_is_context() -> None:
    assert hits("123456", "hospital number") == {"123456": "CASE_REF"}
    assert hits("123456") == {}


def test_never_reaches_for_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("network used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert hits("Write to moth@example.co.uk or see www.example.org/x")["moth@example.co.uk"] == "EMAIL"


def test_the_engine_refuses_to_run_a_model_of_its_own() -> None:
    with pytest.raises(RuntimeError):
        analyser().analyze("text without its language pass", "en")


def test_offsets_are_those_of_the_file(tmp_path: Path) -> None:
    subject = plain_subject(tmp_path, "# Title\n\n1.1 *Mother* rang\n01632\n960123 twice.\n")
    (passage,) = [p for p in subject.language.passages if "rang" in p.doc.text]
    found = [subject.document.text[hit.start : hit.end] for hit in recognise(passage)]
    assert "01632\n960123" in found


@given(st.text(alphabet="AB12 34/56-7890@.x_()#", max_size=60))
def test_hits_lie_in_the_text_and_reach_their_threshold(text: str) -> None:
    passage = Passage(Block(Kind.PARAGRAPH, 0, len(text), 0), blank_pipeline()(text), tuple(range(len(text) + 1)))
    for hit in recognise(passage):
        assert 0 <= hit.start < hit.end <= len(text)
        assert text[hit.start : hit.end].strip() == text[hit.start : hit.end]
        assert hit.score >= hit.spec.threshold


def test_every_recogniser_names_its_source() -> None:
    for spec in specs().values():
        assert spec.source
        assert spec.presidio or spec.pattern
