"""The matrix: each item that a file can hide is found, its clean twin raises nothing, and cleaning takes it out."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from spacy.language import Language

from scr_publish.checks.base import Subject, load
from scr_publish.config import Project, load_profile
from scr_publish.document import Document
from scr_publish.findings import Finding
from scr_publish.nlp.annotations import Annotations
from scr_publish.nlp.pipeline import annotate
from scr_publish.parsing import open_document
from scr_publish.rewriting.clean import clean
from scr_publish.rules import Severity
from tests.builders.language import seeing
from tests.hidden.docx_rows import DOCX_ROWS
from tests.hidden.html_rows import HTML_ROWS
from tests.hidden.odt_rows import ODT_ROWS
from tests.hidden.pdf_rows import PDF_ROWS
from tests.hidden.rows import NAME, Row
from tests.hidden.rtf_rows import RTF_ROWS

ROWS = [*DOCX_ROWS, *ODT_ROWS, *HTML_ROWS, *RTF_ROWS, *PDF_ROWS]


@cache
def _nlp() -> Language:
    return seeing({NAME: "PERSON"})


def _opened(data: bytes, row: Row, folder: Path) -> Document:
    path = folder / f"draft.{row.format}"
    path.write_bytes(data)
    return open_document(path)


def _hidden(document: Document) -> list[Finding]:
    subject = Subject(document, Annotations(document, (), "none"), load_profile(), Project())
    return list(load("scr_publish.checks.hidden:CHECKER").run(subject).findings)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_item_is_found_where_it_is(row: Row, tmp_path: Path) -> None:
    document = _opened(row.file, row, tmp_path)
    assert [problem for problem in document.problems if problem.rule == "DX205"] == []
    found = {item.rule.id for item in _hidden(document)}
    assert {row.rule, *row.more} <= found
    if row.surface is not None:
        texts = [document.text[b.start : b.end] for b in document.blocks if b.surface is row.surface]
        assert any(row.name in text for text in texts), texts


@pytest.mark.parametrize("row", [row for row in ROWS if row.surface and row.name == NAME], ids=str)
def test_a_name_in_it_is_a_privacy_finding(row: Row, tmp_path: Path) -> None:
    document = _opened(row.file, row, tmp_path)
    subject = Subject(document, annotate(document, _nlp()), load_profile(), Project())
    findings = load("scr_publish.checks.privacy:CHECKER").run(subject).findings
    assert row.surface in {item.surface for item in findings if "Orrell" in item.excerpt}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_its_clean_twin_raises_nothing(row: Row, tmp_path: Path) -> None:
    found = _hidden(_opened(row.twin, row, tmp_path))
    assert [(item.rule.id, item.message) for item in found if item.severity is not Severity.ADVICE] == []
    assert row.rule not in {item.rule.id for item in found}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_cleaning_takes_it_out(row: Row, tmp_path: Path) -> None:
    before = _opened(row.file, row, tmp_path)
    report = clean(tmp_path / f"draft.{row.format}")
    after = open_document(report.output)
    assert report.is_clean == row.cleaned, report.to_text()
    assert (row.rule in {item.rule.id for item in _hidden(after)}) is not row.cleaned
    if row.surface is not None:
        assert row.name not in after.text
    assert [after.plain(b) for b in after.blocks if b.is_printed] == [
        before.plain(b) for b in before.blocks if b.is_printed
    ]
    assert NAME not in report.to_text()
