"""Failed redaction: names that somebody tried to hide on pages by eight makers of PDFs, and pages that only look so."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from scr_publish.document import Document
from scr_publish.parsing.opening import Input, Options
from scr_publish.parsing.pdf import parse_pdf
from scr_publish.rewriting.clean.pdf import clean_pdf
from scr_publish.rewriting.clean.report import CleanReport, Log
from tests.builders.pdf import canvas_pdf
from tests.builders.redaction import stored, with_content_streams, with_fpdf, with_reportlab
from tests.builders.redaction.cases import PROSE, SECRET, Case, Sheet

_RULES = {f"HC{number}" for number in range(201, 210)}


@cache
def sheets() -> dict[str, Sheet]:
    made = [with_reportlab.sheet(), with_fpdf.sheet(), with_content_streams.sheet(), with_content_streams.linearised()]
    return {sheet.maker: sheet for sheet in (*made, *stored.sheets())}


def opened(data: bytes) -> Document:
    return parse_pdf(Input(Path("draft.pdf"), "draft.pdf", data, "", "pdf"), Options(ocr=False))


@cache
def document(maker: str) -> Document:
    return opened(sheets()[maker].data)


def hidden(read: Document, page: int) -> str:
    """The words of a page for which there is a finding, in order."""
    spans = [(t.start, t.end) for t in read.traces if t.rule in _RULES and t.start is not None]
    found = [read.text[start:end] for start, end in spans if (block := read.block_at(start)) and block.page == page]
    return " ".join(" ".join(found).split())


def printed(read: Document, page: int) -> str:
    return " ".join(read.plain(block) for block in read.blocks if block.page == page and block.is_printed)


CASES = [
    pytest.param(maker, number, case, id=f"{maker}: {case.name}")
    for maker, sheet in sheets().items()
    for number, case in enumerate(sheet.cases, 1)
]


@pytest.mark.parametrize(("maker", "page", "case"), CASES)
def test_what_is_hidden_is_found_and_nothing_else(maker: str, page: int, case: Case) -> None:
    read = document(maker)
    assert hidden(read, page) == case.hidden
    if case.hidden:
        assert SECRET not in printed(read, page)


def test_recall_and_precision_over_all_cases() -> None:
    found = missed = wrong = 0
    for maker, sheet in sheets().items():
        for page, case in enumerate(sheet.cases, 1):
            words = hidden(document(maker), page)
            found += bool(case.hidden) and case.hidden in words
            missed += bool(case.hidden) and case.hidden not in words
            wrong += bool(words) and words != case.hidden
    cases = [case for sheet in sheets().values() for case in sheet.cases]
    assert len([case for case in cases if case.hidden]) >= 40
    assert len([case for case in cases if not case.hidden]) >= 40
    assert len(sheets()) >= 5
    assert found / (found + missed) >= 0.98
    assert found / (found + wrong) >= 0.98


def test_a_finding_has_its_page_and_a_box_around_the_words() -> None:
    read = document("content streams")
    trace = next(trace for trace in read.traces if trace.rule == "HC201")
    place = read.locate(trace.start or 0, trace.end or 0)
    assert place.page == 1
    (box,) = place.boxes
    start = with_content_streams.START
    assert (box.x0, box.x1) == pytest.approx((start, start + with_content_streams.WIDTH), abs=1)
    assert box.top < 842 - with_content_streams.Y < box.bottom


@pytest.mark.parametrize("maker", list(sheets()))
def test_cleaning_takes_out_the_hidden_words_and_leaves_the_pages(maker: str) -> None:
    log = Log()
    sheet = sheets()[maker]
    after = opened(clean_pdf(Input(Path("draft.pdf"), "draft.pdf", sheet.data, "", "pdf"), log))
    report = CleanReport.of("draft.pdf", Path("draft.clean.pdf"), log.to_dict())
    assert report.left == ()
    assert [trace for trace in after.traces if trace.rule != "HC229"] == []
    for page, case in enumerate(sheet.cases, 1):
        assert printed(after, page) == printed(document(maker), page), case.name
        if case.hidden:
            assert SECRET not in printed(after, page)
    assert all(after.text.count(line) == document(maker).text.count(line) for line in PROSE)


def test_the_hidden_bytes_are_gone_from_the_new_file() -> None:
    data = clean_pdf(Input(Path("draft.pdf"), "draft.pdf", sheets()["content streams"].data, "", "pdf"), Log())
    with pikepdf.open(BytesIO(data)) as pdf:
        contents = pdf.pages[0].obj.Contents
        streams = contents if isinstance(contents, pikepdf.Array) else [contents]
        operators = b"".join(stream.read_bytes() for stream in streams)
    assert b"Tracey" not in operators
    assert b"known as" in operators


def test_a_file_that_is_cut_off_is_cleaned_too() -> None:
    data = canvas_pdf([lambda canvas, _: canvas.drawString(72, 700, PROSE[0])])[:-300]
    log = Log()
    assert PROSE[0] in opened(clean_pdf(Input(Path("draft.pdf"), "draft.pdf", data, "", "pdf"), log)).text
    assert CleanReport.of("draft.pdf", Path("draft.clean.pdf"), log.to_dict()).left == ()
