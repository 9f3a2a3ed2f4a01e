"""Orders of the case file: what they forbid blocks, pictures too; what cannot be enforced is said."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document as WordDocument
from fpdf import FPDF
from PIL import Image

from scr_publish.checks.privacy.names import find_names
from scr_publish.checks.privacy.orders import order_findings
from scr_publish.config import CaseFile
from scr_publish.findings import Finding
from scr_publish.parsing import open_document
from scr_publish.parsing.opening import Options
from scr_publish.parsing.picture_count import count_pictures
from scr_publish.rules import Severity
from tests.builders.language import subject_of


def case_of(published: date | None = None, **order: object) -> CaseFile:
    dates = {"publication": published} if published else {}
    return CaseFile.model_validate({"dates": dates, "orders": [{"court": "Family Court", **order}]})


def forbidden(text: str, case: CaseFile) -> list[str]:
    subject = subject_of(text, case=case)
    found = [m for m in find_names(subject)[0] if m.rule == "PD109"]
    assert all(m.severity is Severity.BLOCKER for m in found)
    return [subject.document.text[m.start : m.end] for m in found]


@pytest.mark.parametrize(
    ("order", "text", "found"),
    [
        ({"names": ["Ottilie Ravenhill"]}, "The nurse met Otilie at home.", ["Otilie"]),
        ({"names": ["Ottilie Ravenhill"]}, "The Ravenhills moved.", ["Ravenhills"]),
        ({"places": ["Little Otters Nursery"]}, "She went to Little Otters.", ["Little Otters"]),
        ({"forbids": ["Little Otters Nursery"]}, "She went to Little Otters Nursery.", ["Little Otters Nursery"]),
        ({"forbids": ["Katarzyna Quillon"]}, "The nurse met Kasia at home.", ["Kasia"]),
        ({"forbids": ["Little Otters Nursery"]}, "The little otters in the nursery.", []),
        ({"names": ["Ottilie Ravenhill"]}, "Child F was at home.", []),
    ],
)
def test_what_an_order_forbids_blocks(order: dict[str, object], text: str, found: list[str]) -> None:
    assert forbidden(text, case_of(**order)) == found


@pytest.mark.parametrize(
    ("until", "published", "enforced"),
    [
        (date(2027, 6, 29), date(2016, 6, 9), True),
        (date(2016, 6, 9), date(2016, 6, 9), True),
        (date(2016, 6, 8), date(2016, 6, 9), False),
        (date(2010, 1, 1), None, True),
        (None, date(2016, 6, 9), True),
    ],
)
def test_an_order_counts_until_it_ends(until: date | None, published: date | None, enforced: bool) -> None:
    case = case_of(published, names=["Ottilie Ravenhill"], **({"until": until} if until else {}))
    assert forbidden("The nurse met Ottilie.", case) == (["Ottilie"] if enforced else [])
    ended = [f for f in order_findings(subject_of("Text.", case=case)) if f.rule.id == "PD231"]
    assert len(ended) == (not enforced)
    if ended:
        assert ended[0].severity is Severity.REVIEW
        assert "8 June 2016" in ended[0].message


def about_pictures(case: CaseFile, pictures: int | None) -> list[Finding]:
    subject = subject_of("Text.", case=case)
    source = replace(subject.document.source, pictures=pictures)
    return list(order_findings(replace(subject, document=replace(subject.document, source=source))))


@pytest.mark.parametrize(
    ("images", "pictures", "severity", "said"),
    [
        ("forbidden", 2, Severity.BLOCKER, "holds 2 pictures"),
        ("forbidden", 1, Severity.BLOCKER, "holds a picture"),
        ("weigh", 1, Severity.REVIEW, "asks to weigh each picture"),
        ("forbidden", None, Severity.BLOCKER, "may hold pictures"),
    ],
)
def test_pictures_under_an_order(images: str, pictures: int | None, severity: Severity, said: str) -> None:
    (found,) = about_pictures(case_of(images=images), pictures)
    assert (found.rule.id, found.severity) == ("PD230", severity)
    assert said in found.message


def test_no_pictures_no_finding() -> None:
    assert about_pictures(case_of(images="forbidden"), 0) == []
    assert about_pictures(case_of(names=["Ottilie Ravenhill"]), 3) == []


def test_an_order_that_lists_nothing_is_said() -> None:
    (found,) = order_findings(subject_of("Text.", case=case_of()))
    assert (found.rule.id, found.severity) == ("PD232", Severity.REVIEW)
    assert "the Family Court" in found.message


def test_the_name_of_a_court_does_not_give_the_secret_away() -> None:
    case = CaseFile.model_validate(
        {"orders": [{"court": "Family Court, re Ravenhill", "names": ["Ottilie Ravenhill"]}]}
    )
    subject = subject_of("The nurse met Otilie.", case=case)
    (found,) = (m for m in find_names(subject)[0] if m.rule == "PD109")
    assert dict(found.values)["who"] == "a court"


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(out, "PNG")
    return out.getvalue()


def word(folder: Path, pictures: int) -> Path:
    document = WordDocument()
    document.add_paragraph("A draft.")
    for i in range(pictures):
        image = io.BytesIO()
        Image.new("RGB", (4, 4 + i), "white").save(image, "PNG")
        document.add_picture(image)
    document.save(str(folder / "draft.docx"))
    return folder / "draft.docx"


def pdf(folder: Path, pictures: int) -> Path:
    document = FPDF()
    document.add_page()
    document.set_font("Helvetica")
    document.cell(text="A draft.")
    for i in range(pictures):
        document.image(io.BytesIO(png()), x=20, y=30 + 20 * i, w=10)
    document.output(str(folder / "draft.pdf"))
    return folder / "draft.pdf"


@pytest.mark.parametrize("make", [word, pdf])
@pytest.mark.parametrize("pictures", [0, 2])
def test_pictures_are_counted_when_asked(tmp_path: Path, make: object, pictures: int) -> None:
    path = make(tmp_path, pictures)  # type: ignore[operator]
    assert open_document(path).source.pictures is None
    assert open_document(path, Options(pictures=True)).source.pictures == pictures


@pytest.mark.parametrize(
    ("format_", "data", "pictures"),
    [
        ("txt", b"A picture: ![x](y.png)", 0),
        ("md", b"![A child](child.png) and <img src='x.png'>", 2),
        ("html", b"<p><img src='x.png'><svg></svg></p>", 2),
        ("rtf", rb"{\rtf1 {\pict\pngblip 00} \picture}", 1),
        ("doc", b"", None),
    ],
)
def test_pictures_of_other_formats(format_: str, data: bytes, pictures: int | None) -> None:
    assert count_pictures(data, format_) == pictures


def test_pictures_of_open_document() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("Pictures/1.png", png())
        package.writestr("Thumbnails/thumbnail.png", png())
        package.writestr("content.xml", "<x/>")
    assert count_pictures(out.getvalue(), "odt") == 1
