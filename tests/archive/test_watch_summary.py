"""The message that a person can mail."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_publish.archive.shown_names import masked_name
from scr_publish.archive.store.writing import Writer
from scr_publish.archive.summary import subject, summarise, to_html, to_text
from scr_publish.errors import InputError
from tests.archive.dashboard_store import make_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("summary") / "s.db", 45)


def test_it_says_what_is_new_and_what_is_still_wrong(store: Path) -> None:
    made = summarise(store)
    text = to_text(made)
    assert made.fresh >= 4
    assert f"{made.fresh} new, {made.still} still open." in text
    for part in ("Broken link (1 new)", "Not linked (1 new)", "Removed (1 new)", "Changed (1 new)"):
        assert part in text
    assert "→ Put the file back, or take the link away." in text
    assert max(map(len, text.splitlines())) <= 76
    assert subject(made).startswith("www.wexmoor-lscb.example: ")
    assert to_text(summarise(store)) == text


def test_html_says_the_same(store: Path) -> None:
    made = summarise(store)
    page = to_html(made)
    assert all(entry.name in page for group in made.groups for entry in group.entries)
    assert all("<h2" in page and group.title in page for group in made.groups)
    assert "<script" not in page
    assert "http" not in page


@pytest.mark.parametrize("written", [to_text, to_html])
def test_nothing_in_it_identifies(store: Path, written: object) -> None:
    text = written(summarise(store))  # type: ignore[operator]
    for secret in ("Kezia", "Skelhorn", "lost", "/files/", "Serious Case Review: Child"):
        assert secret not in text


def test_a_store_without_a_finished_scan_is_said(tmp_path: Path) -> None:
    with Writer(tmp_path / "s.db"):
        pass
    with pytest.raises(InputError, match="no scan has finished"):
        summarise(tmp_path / "s.db")


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("child-k-smith-final.pdf", "child-k-█████-final.pdf"),
        ("SCR_Overview_Report_June_2016.docx", "SCR_Overview_Report_June_2016.docx"),
        ("June.pdf", "████.pdf"),
        ("april may 2014 report.pdf", "█████ may 2014 report.pdf"),
        ("Children’s board response (Zoë).odt", "Children’s board response (███).odt"),
        ("2016-04 14 Tannery Lane.pdf", "2016-04 14 ███████ ████.pdf"),
    ],
)
def test_masked_names_keep_only_what_says_what_a_document_is(name: str, masked: str) -> None:
    assert masked_name(name) == masked
