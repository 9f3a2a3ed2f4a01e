"""Fixtures that many tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scr_publish import check
from scr_publish.assessment.assessing import assess
from scr_publish.assessment.model import Assessment
from scr_publish.checks import CHECKERS
from scr_publish.checks.base import Checker, Subject, load
from scr_publish.config import CaseFile, Project, load_profile
from scr_publish.document import Document
from scr_publish.findings import Outcome
from scr_publish.nlp.pipeline import annotate, load_pipeline
from scr_publish.parsing import open_document

SAMPLES = Path(__file__).parents[1] / "sample_reports"


@pytest.fixture(scope="session")
def flawed() -> Assessment:
    """The flawed Word sample with its case file."""
    return check(SAMPLES / "flawed-report.docx", case=SAMPLES / "flawed-report.case.toml")


@pytest.fixture(scope="session")
def corrected() -> Assessment:
    """The corrected sample with its case file."""
    return check(SAMPLES / "corrected-report.docx", case=SAMPLES / "corrected-report.case.toml")


@pytest.fixture(scope="session")
def long_pdf() -> Assessment:
    """The long PDF sample."""
    return check(SAMPLES / "flawed-long-report.pdf", case=SAMPLES / "flawed-long-report.case.toml")


@pytest.fixture
def make_document(tmp_path: Path) -> Callable[..., Document]:
    """Write text to a file (Markdown unless another suffix is named) and open it as a document."""

    def make(text: str, name: str = "draft.md") -> Document:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8", newline="")
        return open_document(path)

    return make


@pytest.fixture
def make_subject(make_document: Callable[..., Document]) -> Callable[..., Subject]:
    """A subject for checkers, from Markdown text, through the shipped language model."""

    def make(
        text: str, *, case: CaseFile | None = None, project: Project | None = None, name: str = "draft.md"
    ) -> Subject:
        document = make_document(text, name)
        language = annotate(document, load_pipeline())
        return Subject(document, language, load_profile(), project or Project(), case)

    return make


@pytest.fixture
def run_checker(make_subject: Callable[..., Subject]) -> Callable[..., Outcome]:
    """Run one checker, by its name in `CHECKERS`, over Markdown text."""

    def run(checker_name: str, text: str, **options: object) -> Outcome:
        checker: Checker = load(CHECKERS[checker_name])
        return checker.run(make_subject(text, **options))

    return run


@pytest.fixture
def assess_text(make_subject: Callable[..., Subject]) -> Callable[..., Assessment]:
    """The whole assessment of Markdown text."""

    def run(text: str, **options: object) -> Assessment:
        return assess(make_subject(text, **options))

    return run
