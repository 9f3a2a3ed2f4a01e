"""Accessibility: each barrier is found in a file that has it, and not in its clean twin."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.shared import Pt, RGBColor
from PIL import Image

from scr_publish.document import Document
from scr_publish.findings import Outcome
from scr_publish.parsing import open_document
from scr_publish.parsing.accessibility import contrast, link_barrier, pale
from tests.tools import needs


def rules(document: Document) -> set[str]:
    return {barrier.rule for barrier in document.barriers}


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "tree.png"
    Image.new("RGB", (20, 20), "green").save(path)
    return path


def word(path: Path, *, clean: bool, picture: Path) -> Path:
    """A Word file with every barrier, or its twin without one."""
    file = docx.Document()
    file.core_properties.title = "Serious Case Review: Child K" if clean else ""
    if not clean:
        for language in file.styles.element.iter(docx.oxml.ns.qn("w:lang")):
            language.getparent().remove(language)
    if clean:
        file.add_heading("1. Introduction", 1)
    else:
        file.add_paragraph().add_run("1. Introduction").bold = True
    file.add_paragraph("The school told the social worker about the bruises.")
    file.add_picture(str(picture))
    if clean:
        file.inline_shapes[0]._inline.docPr.set("descr", "A family tree: Child K lived with Mother.")
    table = file.add_table(rows=2, cols=2)
    for i, words in enumerate(("When", "What", "Spring 2014", "A visit")):
        table.cell(i // 2, i % 2).text = words
    if clean:
        properties = table.rows[0]._tr.get_or_add_trPr()
        properties.append(properties.makeelement(docx.oxml.ns.qn("w:tblHeader"), {}))
    run = file.add_paragraph().add_run("This is read by few.")
    run.font.color.rgb = RGBColor(0x59, 0x59, 0x59) if clean else RGBColor(0xAA, 0xAA, 0xAA)
    part = file.part.relate_to(
        "https://example.org/guide", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    paragraph = file.add_paragraph("Read the guide: ")
    link = paragraph._p.makeelement(docx.oxml.ns.qn("w:hyperlink"), {docx.oxml.ns.qn("r:id"): part})
    link.append(paragraph.add_run("the guide to chapter 4" if clean else "click here")._r)
    paragraph._p.append(link)
    file.save(str(path))
    return path


def test_word(tmp_path: Path, picture: Path) -> None:
    barred = open_document(word(tmp_path / "barred.docx", clean=False, picture=picture))
    assert rules(barred) == {"AC101", "AC102", "AC105", "AC106", "AC107", "AC108", "AC109"}
    assert rules(open_document(word(tmp_path / "clean.docx", clean=True, picture=picture))) == set()


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda root: root.MarkInfo.__setitem__("/Marked", False), "AC103"),
        (lambda root: root.__delitem__("/Lang"), "AC102"),
        (lambda root: root.__delitem__("/StructTreeRoot"), "AC103"),
    ],
)
@needs("soffice")
def test_pdf(tmp_path: Path, tagged: Path, change: Callable[[pikepdf.Dictionary], None], rule: str) -> None:
    assert rule not in rules(open_document(tagged))
    with pikepdf.open(tagged) as pdf:
        change(pdf.Root)
        pdf.save(tmp_path / "changed.pdf")
    assert rule in rules(open_document(tmp_path / "changed.pdf"))


@pytest.fixture(scope="module")
def tagged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An accessible PDF, by LibreOffice."""
    folder = tmp_path_factory.mktemp("tagged")
    picture = folder / "tree.png"
    Image.new("RGB", (20, 20), "green").save(picture)
    source = word(folder / "clean.docx", clean=True, picture=picture)
    options = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"},"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", options, "--outdir", str(folder), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder / "clean.pdf"


@needs("soffice")
def test_an_accessible_pdf_has_no_barrier_that_must_be_weighed(tagged: Path) -> None:
    assert rules(open_document(tagged)) <= {"AC113"}


@needs("soffice")
def test_figures_and_tables_of_a_tagged_pdf(tmp_path: Path, tagged: Path) -> None:
    with pikepdf.open(tagged) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") != "/Page":
                if item.get("/S") == "/Figure" and "/Alt" in item:
                    del item["/Alt"]
                if item.get("/S") == "/TH":
                    item["/S"] = pikepdf.Name.TD
        pdf.save(tmp_path / "changed.pdf")
    assert {"AC106", "AC107"} <= rules(open_document(tmp_path / "changed.pdf"))


def test_a_structure_tree_that_loops_ends(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        element = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Sect))
        element.K = pikepdf.Array([element, element])
        pdf.Root.StructTreeRoot = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=element))
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        pdf.save(tmp_path / "loop.pdf")
    assert "AC103" not in rules(open_document(tmp_path / "loop.pdf"))


def test_a_long_pdf_needs_bookmarks(tmp_path: Path) -> None:
    for pages, barred in ((20, False), (21, True)):
        with pikepdf.new() as pdf:
            for _ in range(pages):
                pdf.add_blank_page()
            pdf.save(tmp_path / "pages.pdf")
        assert ("AC111" in rules(open_document(tmp_path / "pages.pdf"))) is barred


BARRED_PAGE = (
    "<html><body><h1>Report</h1><p>Text <a href='https://example.org'>here</a></p><img src='a.png'>"
    "<table><tr><td>When</td><td>What</td></tr><tr><td>2014</td><td>Visit</td></tr></table></body></html>"
)
CLEAN_PAGE = (
    "<html lang='en-GB'><head><title>Report</title></head><body><h1>Report</h1><p>Text <a href='https://example.org'>the "
    "guide</a></p><img src='a.png' alt=''><table><tr><th>When</th><th>What</th></tr><tr><td>2014</td><td>Visit</td></tr>"
    "</table></body></html>"
)


def test_web_page(make_document: Callable[..., Document]) -> None:
    assert rules(make_document(BARRED_PAGE, "a.html")) == {"AC101", "AC102", "AC106", "AC107", "AC108"}
    assert rules(make_document(CLEAN_PAGE, "a.html")) == set()


@needs("soffice")
def test_open_document_text(tmp_path: Path, picture: Path) -> None:
    for clean, expected in ((False, {"AC101", "AC106", "AC107", "AC108"}), (True, set())):
        source = word(tmp_path / f"{clean}.docx", clean=clean, picture=picture)
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "odt",
             "--outdir", str(tmp_path), str(source)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        assert rules(open_document(source.with_suffix(".odt"))) - {"AC102"} == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("draft", "skipped"),
    [("# A\n\n### B\n", ["B"]), ("# A\n\n## B\n\n### C\n\n# D\n\n## E\n", []), ("### A\n\n## B\n\n#### C\n", ["C"])],
)
def test_heading_levels(run_checker: Callable[..., Outcome], draft: str, skipped: list[str]) -> None:
    found = run_checker("accessibility", draft).findings
    assert [f.excerpt for f in found if f.rule.id == "AC104"] == skipped


@pytest.mark.model
def test_what_was_not_looked_at_is_said(run_checker: Callable[..., Outcome]) -> None:
    assert "contrast" in run_checker("accessibility", CLEAN_PAGE, name="a.html").unchecked[0]
    assert run_checker("accessibility", "# A\n").unchecked == ()


@pytest.mark.parametrize("words", ["Click here", "here.", "READ MORE", "https://example.org/a", "www.example.org", " "])
def test_links_that_say_nothing(words: str) -> None:
    assert link_barrier(words)


@pytest.mark.parametrize(
    "words", ["Working Together 2015", "here is the guide", "the Board's website", "more on bruises"]
)
def test_links_that_say_something(words: str) -> None:
    assert link_barrier(words) is None


def test_contrast_as_wcag_counts_it() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((0x76, 0x76, 0x76), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)
    assert pale((0x77, 0x77, 0x77), (255, 255, 255), large=False) == pytest.approx(4.48, abs=0.01)
    assert pale((0x77, 0x77, 0x77), (255, 255, 255), large=True) is None
    assert pale((255, 255, 255), (255, 255, 255), large=False) is None, "hidden, not pale"


def test_large_letters_may_be_paler(tmp_path: Path) -> None:
    for size, barred in ((11, True), (20, False)):
        file = docx.Document()
        run = file.add_paragraph().add_run("Grey words")
        run.font.size, run.font.color.rgb = Pt(size), RGBColor(0x88, 0x88, 0x88)
        file.save(str(tmp_path / "grey.docx"))
        assert ("AC109" in rules(open_document(tmp_path / "grey.docx"))) is barred
