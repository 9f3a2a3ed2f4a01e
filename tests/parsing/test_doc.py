"""Old Word files, and the same page in every format that LibreOffice writes."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from scr_publish.document import Document, Kind, Surface
from scr_publish.errors import UnreadableError
from scr_publish.parsing import doc as doc_parser
from scr_publish.parsing import libreoffice, limits, open_document
from tests.builders.docx import paragraph, word_bytes
from tests.builders.objects import compound
from tests.parsing.conformance import check_document, uncovered
from tests.parsing.helpers import headings, plain
from tests.tools import needs

PAGE = """<html><head><title>A draft</title><meta name="author" content="Jo Bloggs"></head><body>
<h1>Introduction</h1><p>Seen by Aimée Quillan at £5 – “no more”.</p><ol><li>first<li>second</ol>
<p>A <a href="https://example.org/jo">link</a>.</p>
<table border=1><tr><th>Who<th>What<tr><td>Aunt<td>said</table></body></html>"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as LibreOffice saves it: draft.odt, draft.rtf, draft.doc, draft.html."""
    folder = tmp_path_factory.mktemp("made")
    page = folder / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    program = shutil.which("soffice")
    assert program
    command = [program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    out = ["--outdir", str(folder)]
    subprocess.run(
        [*command, "--infilter=HTML (StarWriter)", "--convert-to", "odt:writer8", *out, str(page)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    for suffix in ("rtf", "doc"):
        subprocess.run(
            [*command, "--convert-to", suffix, *out, str(folder / "page.odt")],
            check=True,
            capture_output=True,
            timeout=120,
        )
    return folder


def opened(made: Path, suffix: str) -> Document:
    document = open_document(made / f"page.{suffix}")
    check_document(document)
    assert uncovered(document) == ""
    return document


@needs("soffice")
@pytest.mark.parametrize("suffix", ["odt", "rtf", "doc"])
def test_same_page_in_every_format(made: Path, suffix: str) -> None:
    document = opened(made, suffix)
    assert document.source.format == suffix
    assert [words for _, _, words in headings(document)] == ["Introduction"]
    assert "Seen by Aimée Quillan at £5 – “no more”." in plain(document, Kind.PARAGRAPH)
    assert [b.number for b in document.blocks if b.kind is Kind.LIST_ITEM] == ["1", "2"]
    assert plain(document, Kind.CELL) == ["Who", "What", "Aunt", "said"]
    assert plain(document, surface=Surface.LINK) == ["https://example.org/jo"]
    assert "Jo Bloggs" in plain(document, surface=Surface.METADATA)


@needs("soffice")
def test_conversion_is_noted_and_leaves_nothing_behind(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    document = opened(made, "doc")
    assert any("LibreOffice" in note for note in document.notes)
    assert document.source.sha256 == hashlib.sha256((made / "page.doc").read_bytes()).hexdigest()
    assert list(tmp_path.iterdir()) == []


@needs("soffice")
def test_conversion_has_a_time_limit(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "CONVERSION_SECONDS", 0.05)
    with pytest.raises(UnreadableError, match="took LibreOffice") as caught:
        open_document(made / "page.doc")
    assert caught.value.rule == "DX105"
    assert limits.CONVERSION_SECONDS >= 60


@needs("soffice")
def test_damaged_old_word_file(made: Path, tmp_path: Path) -> None:
    data = (made / "page.doc").read_bytes()
    path = tmp_path / "draft.doc"
    entry = data.index("WordDocument".encode("utf-16-le"))
    path.write_bytes(data[:512] + b"\xff" * 512 + data[entry - 128 : entry + 256])
    with pytest.raises(UnreadableError) as caught:
        open_document(path)
    assert caught.value.rule == "DX104"


@pytest.mark.parametrize(("storages", "rules"), [(["Macros/VBA"], ["HC128"]), (["Other/Data"], [])])
def test_macros_that_the_conversion_drops_are_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, storages: list[str], rules: list[str]
) -> None:
    monkeypatch.setattr(doc_parser, "find_libreoffice", lambda: "soffice")
    monkeypatch.setattr(doc_parser, "_converted", lambda given, program: word_bytes(paragraph("Words.")))
    path = tmp_path / "draft.doc"
    path.write_bytes(compound({"WordDocument": b"\xec\xa5\xc1\x00" + b"\x00" * 600, **dict.fromkeys(storages, b"x")}))
    document = open_document(path)
    assert [trace.rule for trace in document.traces] == rules
    assert "could not be looked at" in document.notes[-1]
