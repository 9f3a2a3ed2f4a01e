"""The console report: the decision first, the gravest next, one entry for the same words, nothing lost."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scr_publish.assessment import Assessment
from scr_publish.assessment.assessing import assess
from scr_publish.assessment.decision import decide
from scr_publish.checks.base import Subject
from scr_publish.config import Project, load_profile
from scr_publish.document import Document
from scr_publish.findings import Disclosure, Finding, Name, PersonRisk, finding
from scr_publish.nlp.annotations import Annotations
from scr_publish.reporting.console import to_console
from scr_publish.reporting.grouping import grouped
from scr_publish.rules import catalogue

TEXT = "# A draft\n\nAda saw the baby. Later Ada wrote to the school.\n\n| Who | What |\n|---|---|\n| Ada | visit |\n"


@pytest.fixture
def build(make_document: Callable[..., Document]) -> Callable[..., Assessment]:
    def make(*marks: tuple[str, str], **more: object) -> Assessment:
        document = make_document(TEXT)
        found: list[Finding] = []
        for rule_id, words in marks:
            at = document.text.find(words)
            while at >= 0:
                found.append(finding(catalogue()[rule_id], document, at, at + len(words), detail="it", page=1))
                at = document.text.find(words, at + 1)
        return Assessment(document, "wt2015-scr", "none", decide(found), tuple(found), **more)  # type: ignore[arg-type]

    return make


def test_a_report_with_nothing_to_say_is_ready_in_two_lines(build: Callable[..., Assessment]) -> None:
    lines = to_console(build()).split("\n")
    assert lines[0].startswith(" READY   draft.md · wt2015-scr · ")
    assert lines[1] == "Nothing found that stops publication or that a person must weigh."


def test_the_same_words_in_three_places_are_one_entry(build: Callable[..., Assessment]) -> None:
    assessment = build(("DX205", "Ada"))
    assert [len(group.findings) for group in grouped(assessment.findings)] == [3]
    text = to_console(assessment)
    assert text.count("DX205") == 1
    assert "line 3; line 7, table 1, row 2" in text


def person(who: str, level: str, high: int) -> PersonRisk:
    told = Disclosure("age", "14", 0, 2, 1, None, None, "", "")
    return PersonRisk(who, child=True, level=level, low=1, high=high, area="Leeds", disclosures=(told,))


def test_one_line_says_whose_risk_of_identification_is_not_low(build: Callable[..., Assessment]) -> None:
    people = (person("Child K", "high", 1), person("Mother", "medium", 1_204), person("Father", "low", 9_000))
    assert (
        "Risk of identification: high for Child K (nobody else); medium for Mother (one of 1,204 at most); "
        "low for everybody else"
    ) in " ".join(to_console(build(risk=people)).split())
    assert "Risk of identification: low\n" in to_console(build(risk=(person("Father", "low", 9_000),)))
    assert "Risk of identification" not in to_console(build())


def test_only_the_gravest_are_shown_until_all_are_asked_for(build: Callable[..., Assessment]) -> None:
    assessment = build(("DX205", "Ada"), ("DX109", "baby"))
    short, whole = to_console(assessment), to_console(assessment, show_all=True)
    assert "DX109" not in short
    assert "and 1 more: run again with --all" in short
    assert "DX109" in whole
    assert "more: run again" not in whole


def test_what_was_not_checked_is_said(build: Callable[..., Assessment]) -> None:
    assert "Not checked: the process" in to_console(build(unchecked=("the process",)))


def test_names_that_stay_are_listed_with_the_reason(build: Callable[..., Assessment]) -> None:
    stays = (Name("Ida Merriman", "chair", "named as the Chair of the Board", 2),)
    assert "named as the Chair" in to_console(build(names_that_stay=stays), show_all=True)


def test_a_companion_is_not_taken_as_checked(make_document: Callable[..., Document]) -> None:
    document, other = make_document("A draft."), make_document("A response.", "response.md")
    companion = (other, Annotations(other, (), "none"))
    subject = Subject(document, Annotations(document, (), "none"), load_profile(), Project(), None, (companion,))
    assessment = assess(subject, names=())
    assert any("response.md" in item for item in assessment.unchecked)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals here")
@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colours_on_a_terminal_unless_no_color_is_set(environment: dict[str, str], coloured: bool) -> None:
    ours, theirs = pty.openpty()
    env = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-m", "scr_publish", "explain", "DX201"],
        stdout=theirs,
        cwd=root,
        env=env | {"TERM": "xterm-256color"} | environment,
    )
    os.close(theirs)
    seen = b""
    try:
        while chunk := os.read(ours, 4096):
            seen += chunk
    except OSError:
        pass  # the other end of a pseudo-terminal closes with an error
    process.wait()
    os.close(ours)
    assert b"DX201" in seen
    assert (b"\x1b[3" in seen or b"\x1b[1;3" in seen) == coloured
