"""Findings about what a file holds without showing it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scr_publish.checks.base import Subject, load
from scr_publish.config import CaseFile, Project, load_profile
from scr_publish.config.project import Allow
from scr_publish.document import Document, Kind, Source, Surface
from scr_publish.findings import Finding
from scr_publish.nlp.annotations import Annotations
from scr_publish.parsing import open_document
from scr_publish.parsing.builder import DocumentBuilder
from scr_publish.rules import Severity
from tests.builders.docx import paragraph, run, word_file, xml

BY = 'w:author="Tamsin Orrell" w:date="2016-03-01T09:00:00Z"'


def deleted(text: str, by: str = BY) -> str:
    return f"<w:del {by}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def inserted(text: str, by: str = BY) -> str:
    return f"<w:ins {by}>{run(text)}</w:ins>"


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., list[Finding]]:
    """The checker's findings in a Word file made of these parts; it needs no language model."""

    def found(
        *body: str, case: CaseFile | None = None, project: Project | None = None, **options: object
    ) -> list[Finding]:
        document: Document = open_document(word_file(tmp_path, *body, **options))
        language = Annotations(document, (), "none")
        subject = Subject(document, language, load_profile(), project or Project(), case)
        return list(load("scr_publish.checks.hidden:CHECKER").run(subject).findings)

    return found


def excerpts(findings: list[Finding], rule: str) -> list[str]:
    return [item.excerpt for item in findings if item.rule.id == rule]


def test_a_clean_file_has_no_finding(check: Callable[..., list[Finding]]) -> None:
    assert check(paragraph("Child H was seen."), core="<dc:title>Child H</dc:title>") == []


def test_each_comment_is_a_blocker_with_its_place(check: Callable[..., list[Finding]]) -> None:
    comments = (
        f'<w:comment w:id="1" {BY}>{paragraph("One.")}</w:comment><w:comment w:id="2">{paragraph("Two.")}</w:comment>'
    )
    body = paragraph('<w:commentRangeStart w:id="2"/>', "Words.")
    findings = check(body, parts={"comments": xml("comments", comments)})
    assert [(f.rule.id, f.severity) for f in findings] == [("HC101", Severity.BLOCKER)] * 2
    assert [f.location and f.location.where for f in findings] == [
        "comment 1 of 2016-03-01",
        "comment 2 on paragraph 1",
    ]
    assert "Delete All Comments in Document" in findings[0].suggestion


def test_a_note_in_a_pdf_is_one_finding_though_its_author_is_text_too() -> None:
    builder = DocumentBuilder()
    builder.add(Kind.PARAGRAPH, "Child H was seen.", page=1)
    builder.add(Kind.COMMENT, "Is this Kester?", surface=Surface.ANNOTATION, page=1, where="note")
    builder.add(Kind.COMMENT, "Tamsin Orrell", surface=Surface.ANNOTATION, page=1, where="note, its author")
    document = builder.finish(Source("draft.pdf", "", "pdf", 0, 1))
    subject = Subject(document, Annotations(document, (), "none"), load_profile(), Project())
    findings = load("scr_publish.checks.hidden:CHECKER").run(subject).findings
    assert [f.excerpt for f in findings] == ["Is this Kester?"]


def test_a_deletion_and_an_insertion_are_findings_with_their_author(check: Callable[..., list[Finding]]) -> None:
    findings = check(paragraph("They saw ", deleted("Kester"), inserted("the child"), "."))
    assert [f.message for f in findings] == [
        "A tracked insertion by Tamsin Orrell is still in the file: “the child”.",
        "A tracked deletion by Tamsin Orrell is still in the file: “Kester”.",
    ]
    assert ("date", "2016-03-01T09:00:00Z") in findings[0].evidence


def test_a_change_over_several_paragraphs_is_one_finding(check: Callable[..., list[Finding]]) -> None:
    findings = check(
        paragraph("Words ", inserted("added ")),
        paragraph(inserted("and more"), inserted(" and more")),
        paragraph("kept"),
        paragraph(deleted("all")),
        paragraph(deleted("gone")),
    )
    assert excerpts(findings, "HC102") == ["added\n\nand more and more", "all\n\ngone"]


def test_changes_with_words_between_them_or_by_others_stay_apart(check: Callable[..., list[Finding]]) -> None:
    findings = check(
        paragraph("A ", deleted("one"), " kept ", deleted("two"), deleted("three", 'w:author="Orla Finch"')),
        paragraph(inserted("x"), " kept ", inserted("y")),
    )
    assert excerpts(findings, "HC102") == ["one", "two", "three", "x", "y"]


def test_tracked_formatting_is_one_finding_an_author(check: Callable[..., list[Finding]]) -> None:
    changed = run("bold", f"<w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange>")
    findings = check(paragraph(changed), paragraph("plain"), paragraph(changed))
    assert [f.message for f in findings] == [
        "Tracked formatting by Tamsin Orrell (2 places, the first) is still in the file: “bold”."
    ]


def test_hidden_text_is_one_finding_a_stretch(check: Callable[..., list[Finding]]) -> None:
    findings = check(
        paragraph("Seen. ", run("Kester", "<w:vanish/>"), " Seen. ", run("Orla", "<w:vanish/>")),
        paragraph(run("Alone.", "<w:vanish/>")),
        paragraph("Seen."),
    )
    assert excerpts(findings, "HC103") == ["Kester", "Orla\n\nAlone."]
    assert {f.severity for f in findings} == {Severity.BLOCKER}


def test_properties_that_name_somebody_are_for_review(check: Callable[..., list[Finding]]) -> None:
    core = "<dc:creator>Tamsin Orrell</dc:creator><cp:lastModifiedBy>Orla Finch</cp:lastModifiedBy>"
    findings = check(paragraph("Words."), core=core)
    assert [(f.message, f.severity) for f in findings] == [
        ("The file's properties give “Tamsin Orrell” as its author.", Severity.REVIEW),
        ("The file's properties give “Orla Finch” as its last editor.", Severity.REVIEW),
    ]


@pytest.mark.parametrize("author", ["python-docx", "Microsoft Office User", "Wexmoor Safeguarding Children Board", "-"])
def test_values_that_name_nobody_are_left_alone(check: Callable[..., list[Finding]], author: str) -> None:
    assert check(paragraph("Words."), core=f"<dc:creator>{author}</dc:creator>") == []


def test_names_that_the_board_publishes_are_left_alone(check: Callable[..., list[Finding]]) -> None:
    core = "<dc:creator>Tamsin Orrell</dc:creator>"
    case = CaseFile.model_validate({"reviewer": [{"name": "Tamsin  Orrell"}]})
    assert check(paragraph("Words."), core=core, case=case) == []
    assert check(paragraph("Words."), core=core, project=Project(allow=Allow(names=("tamsin orrell",)))) == []
