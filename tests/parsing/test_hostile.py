"""Files that attack whoever reads them: one clear line or a document that says what is missing, and nothing else."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from scr_publish.errors import UnreadableError
from scr_publish.parsing.isolated import Limits, open_isolated
from scr_publish.rewriting.clean import clean
from tests.builders.docx import paragraph, word_bytes
from tests.builders.hostile import GOOD, READ, Hostile
from tests.builders.hostile.packages import PACKAGES
from tests.builders.hostile.pdfs import PDFS
from tests.builders.hostile.texts import TEXTS

ROWS = (*PACKAGES, *TEXTS, *PDFS)
SMALL = Limits(seconds=60, memory=2 << 30, reply=200 << 20)
"""Processor time, memory and reply that a hostile file gets: it must be settled within them."""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for temporary files, so that whatever is left behind is seen."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_hostile_file_is_one_clear_line_or_a_document(row: Hostile, tmp_path: Path, temporary: Path) -> None:
    path = tmp_path / row.file
    path.write_bytes(row.make())
    before = path.read_bytes()
    try:
        document = open_isolated(path, limits=SMALL)
    except UnreadableError as error:
        found, message = {error.rule}, str(error)
        assert message.isprintable()
        assert path.name in message
        assert "Traceback" not in message
        assert len(message) < 300
    else:
        found = {problem.rule for problem in document.problems} or {READ}
        assert all(problem.detail.isprintable() for problem in document.problems)
        assert GOOD in document.text or (found != {READ} and "carries" not in row.name)
    assert found & set(row.outcome.split("|"))
    assert list(temporary.iterdir()) == []
    assert sorted(tmp_path.iterdir()) == sorted([path, temporary])
    assert path.read_bytes() == before


KILLING = ("RTF: deep", "XML: a billion laughs", "PDF: two forms that draw each other")


def test_the_next_file_is_read(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(GOOD)
    for row in ROWS:
        if row.name in KILLING:
            path = tmp_path / row.file
            path.write_bytes(row.make())
            with pytest.raises(UnreadableError):
                open_isolated(path, limits=SMALL)
            assert open_isolated(good, limits=SMALL).text.strip() == GOOD


def test_each_row_has_a_name_of_its_own() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)


CLEANED = ("XML: a billion laughs", "package: a link", "RTF: deep", "PDF: two forms that draw each other")


@pytest.mark.parametrize("row", [row for row in ROWS if row.name in CLEANED], ids=lambda row: row.name)
def test_cleaning_a_hostile_file_is_one_clear_line_and_no_file(row: Hostile, tmp_path: Path, temporary: Path) -> None:
    path = tmp_path / row.file
    path.write_bytes(row.make())
    with pytest.raises(UnreadableError) as error:
        clean(path, limits=SMALL)
    assert str(error.value).isprintable()
    assert sorted(tmp_path.iterdir()) == sorted([path, temporary])
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("inner", [row for row in ROWS if row.name in ("RTF: deep", "XML: a billion laughs", "package: one big part")],
                         ids=lambda row: row.name)  # fmt: skip
def test_a_hostile_attachment_of_a_word_file_is_a_part_that_was_not_read(inner: Hostile, tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(word_bytes(paragraph(GOOD), parts={f"embeddings/{inner.file}": inner.make()}))
    document = open_isolated(path, limits=SMALL)
    assert GOOD in document.text
    assert "DX205" in {problem.rule for problem in document.problems}
