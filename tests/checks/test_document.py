"""The problems of a file and of its companions, as findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from scr_publish.checks.base import Subject
from scr_publish.checks.document import CHECKER
from scr_publish.config import Project, load_profile
from scr_publish.document import Document, Problem
from scr_publish.findings import Finding
from scr_publish.nlp.annotations import Annotations
from scr_publish.rules import catalogue


def found(document: Document, *companions: Document) -> list[Finding]:
    subject = Subject(
        document,
        Annotations(document, (), "none"),
        load_profile(),
        Project(),
        None,
        tuple((c, Annotations(c, (), "none")) for c in companions),
    )
    return list(CHECKER.run(subject).findings)


def test_nothing_to_say(make_document: Callable[..., Document]) -> None:
    assert found(make_document("Some words.")) == []


def test_each_rule_of_the_family_makes_a_sentence(make_document: Callable[..., Document]) -> None:
    document = make_document("Some words.")
    for rule_id in CHECKER.rules:
        for problem in (Problem(rule_id, "what was met", 4), Problem(rule_id)):
            [finding] = [f for f in found(replace(document, problems=(problem,))) if f.rule.id == rule_id]
            assert "{" not in finding.message + finding.suggestion
            assert "None" not in finding.message
            assert ("what was met" in finding.message) == bool(problem.detail)


def test_every_rule_that_a_parser_can_raise_is_declared() -> None:
    assert set(CHECKER.rules) == {
        rule.id for rule in catalogue().values() if rule.id.startswith(("DX1", "DX2")) and not rule.is_of_archive
    }


def test_page_is_in_the_message(make_document: Callable[..., Document]) -> None:
    document = replace(make_document("Some words."), problems=(Problem("DX201", page=7), Problem("DX201", page=9)))
    assert [finding.message[:17] for finding in found(document)] == ["Page 7 is a pictu", "Page 9 is a pictu"]


def test_the_same_problem_twice_is_one_finding(make_document: Callable[..., Document]) -> None:
    document = replace(make_document("Some words."), problems=(Problem("DX205", "a part"), Problem("DX205", "a part")))
    assert len(found(document)) == 1


def test_no_text(make_document: Callable[..., Document]) -> None:
    [finding] = found(make_document("<!-- only a comment -->"))
    assert finding.rule.id == "DX203"
    assert finding.message == "No text was found in the file (only text that a reader of the page does not see)."


def test_companion_is_named(make_document: Callable[..., Document]) -> None:
    companion = replace(make_document("Words.", "response.md"), problems=(Problem("DX205", "a part"),))
    [finding] = found(make_document("Some words."), companion)
    assert finding.message.endswith("a part, in the companion response.md.")
    assert dict(finding.evidence) == {"file": "response.md"}


def test_wrong_extension(make_document: Callable[..., Document]) -> None:
    [finding] = found(make_document("Some words.", "draft.docx"))
    assert (finding.rule.id, finding.severity.value) == ("DX109", "review")
