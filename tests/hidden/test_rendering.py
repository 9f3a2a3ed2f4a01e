"""What shows on the page stays: pages are drawn before and after cleaning, and compared."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from scr_publish.rewriting.clean import clean
from tests.builders.docx import paragraph, word_bytes
from tests.hidden.docx_rows import DOCX_ROWS
from tests.hidden.rows import Row
from tests.rendering import converted, differing, rendered
from tests.tools import needs

SAMPLES = Path(__file__).parents[2] / "sample_reports"
SHOWN_BY_LIBREOFFICE = {
    "tracked deletion", "tracked insertion", "moved text", "tracked formatting", "deleted table row",  # drawn as marks
    "hidden table row", "text without a fill", "frame off the page",  # not known to it, or brought back to the page
    "lines of one point", "row of one point", "text of one point",  # drawn over each other, or as specks
    "link to a folder",  # drawn underlined for being a link
    "chart's workbook",  # the test's chart is too small for it
}  # fmt: skip
"""Items that LibreOffice draws, so that taking them out changes its pages. Word hides the second and third group."""
BY_LIBREOFFICE = ("odt", "rtf")
ROWS = [row for row in DOCX_ROWS if row.item not in SHOWN_BY_LIBREOFFICE]


def accepted(data: bytes) -> bytes:
    """A Word file whose simple tracked changes are accepted, by text alone: what the cleaned file has to look like."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                text = re.sub(r"<w:del [^>]*>.*?</w:del>", "", content.decode(), flags=re.DOTALL)
                content = re.sub(r"</?w:ins\b[^>]*>", "", text).encode()
            new.writestr(name, content)
    return out.getvalue()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[object]]:
    folder = tmp_path_factory.mktemp("rendering")
    files: list[Path] = []

    def pair(name: str, before: bytes, draft: Path) -> None:
        reference = folder / f"{name}-before{draft.suffix}"
        reference.write_bytes(before)
        files.extend([reference, clean(draft, folder / f"{name}-after{draft.suffix}").output])

    for sample in ("flawed-report", "corrected-report"):
        draft = SAMPLES / f"{sample}.docx"
        pair(sample, accepted(draft.read_bytes()), draft)
    for i, row in enumerate(ROWS):
        draft = folder / f"row{i}.{row.format}"
        draft.write_bytes(row.file)
        pair(f"row{i}", row.file, draft)
    for ending in BY_LIBREOFFICE:
        draft = converted(SAMPLES / "corrected-report.docx", ending, folder / ending)
        pair(f"by-libreoffice-{ending}", draft.read_bytes(), draft)
    for name, words in (("whole", "Child H was seen daily."), ("cut", "Child H was seen      .")):
        (folder / f"{name}.docx").write_bytes(word_bytes(paragraph(words)))
        files.append(folder / f"{name}.docx")
    return rendered(folder, files)


@needs("soffice")
@needs("pdftoppm")
@pytest.mark.slow
def test_one_word_that_goes_is_noticed(pages: dict[str, list[object]]) -> None:
    assert differing(pages["whole.docx"], pages["cut.docx"]) == [1]


@needs("soffice")
@needs("pdftoppm")
@pytest.mark.slow
@pytest.mark.parametrize("sample", ["flawed-report", "corrected-report"])
def test_a_cleaned_sample_looks_as_before(pages: dict[str, list[object]], sample: str) -> None:
    before, after = pages[f"{sample}-before.docx"], pages[f"{sample}-after.docx"]
    assert len(before) > 1
    assert differing(before, after) == []


@needs("soffice")
@needs("pdftoppm")
@pytest.mark.slow
@pytest.mark.parametrize("ending", BY_LIBREOFFICE)
def test_a_cleaned_file_of_libreoffice_looks_as_before(pages: dict[str, list[object]], ending: str) -> None:
    before, after = pages[f"by-libreoffice-{ending}-before.{ending}"], pages[f"by-libreoffice-{ending}-after.{ending}"]
    assert len(before) > 1
    assert differing(before, after) == []


@needs("soffice")
@needs("pdftoppm")
@pytest.mark.slow
@pytest.mark.parametrize(("number", "row"), list(enumerate(ROWS)), ids=lambda value: str(value))
def test_a_cleaned_file_of_the_matrix_looks_as_before(pages: dict[str, list[object]], number: int, row: Row) -> None:
    before, after = pages[f"row{number}-before.{row.format}"], pages[f"row{number}-after.{row.format}"]
    assert before
    assert differing(before, after) == []
