"""Files as word processors write them: their furniture is advice at most, their comments and changes are found."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.shared import RGBColor

from scr_publish.checks.base import Subject, load
from scr_publish.config import Project, load_profile
from scr_publish.findings import Finding
from scr_publish.nlp.annotations import Annotations
from scr_publish.parsing import open_document
from scr_publish.rewriting.clean import clean
from scr_publish.rules import Severity
from tests.builders.pictures import picture
from tests.rendering import converted
from tests.tools import needs

SAMPLE = Path(__file__).parents[2] / "sample_reports" / "corrected-report.docx"


def to_weigh(path: Path) -> list[str]:
    """Messages of the hidden-content findings that are more than advice."""
    document = open_document(path)
    assert [problem.rule for problem in document.problems] == []
    subject = Subject(document, Annotations(document, (), "none"), load_profile(), Project())
    findings: tuple[Finding, ...] = load("scr_publish.checks.hidden:CHECKER").run(subject).findings
    advice = [item.rule.id for item in findings if item.severity is Severity.ADVICE]
    assert len(advice) == len(set(advice)), "one finding a kind"
    return [item.message for item in findings if item.severity is not Severity.ADVICE]


def test_a_file_of_python_docx(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Child H", 0)
    for style in ("List Bullet", "List Number 2", "Intense Quote", "Caption", "Body Text 3"):
        made.add_paragraph("A point.", style=style)
    for style in ("Light Grid Accent 1", "Medium Shading 1 Accent 1", "Dark List"):
        grid = made.add_table(rows=2, cols=2, style=style)
        grid.cell(0, 0).text, grid.cell(1, 1).text = "Action", "Done"
        for run in grid.cell(0, 0).paragraphs[0].runs:
            run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    made.add_picture(BytesIO(picture()))
    made.sections[0].header.paragraphs[0].text = "The Board"
    made.save(str(tmp_path / "draft.docx"))
    assert to_weigh(tmp_path / "draft.docx") == []


@needs("soffice")
@pytest.mark.slow
@pytest.mark.parametrize("ending", ["odt", "rtf", "docx", "html"])
def test_a_file_of_libreoffice(tmp_path: Path, ending: str) -> None:
    assert to_weigh(converted(SAMPLE, ending, tmp_path / "made")) == []


@needs("soffice")
@pytest.mark.slow
@pytest.mark.parametrize("ending", ["odt", "rtf"])
def test_comments_and_changes_as_libreoffice_writes_them(tmp_path: Path, ending: str) -> None:
    draft = converted(SAMPLE.with_name("flawed-report.docx"), ending, tmp_path / "made")
    messages = to_weigh(draft)
    for words in (
        "A comment is still",
        "A tracked deletion by Philippa Renshawe",
        "A tracked insertion by Philippa Renshawe",
    ):
        assert sum(message.startswith(words) for message in messages) == 1, messages
    report = clean(draft)
    assert report.is_clean, report.to_text()
    text = open_document(report.output).text
    assert "asleep in the waiting room" not in text
    assert "This was a missed opportunity." in text
