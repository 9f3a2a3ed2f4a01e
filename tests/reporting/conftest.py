"""Assessments of the samples, made once for all reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_publish import check
from scr_publish.assessment import Assessment

SAMPLES = Path(__file__).parents[2] / "sample_reports"


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
