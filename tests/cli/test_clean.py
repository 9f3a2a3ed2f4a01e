"""`scr-publish clean`, as a user runs it."""

from __future__ import annotations

import json
import stat
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from scr_publish.cli.main import main
from tests.builders.docx import paragraph, run, word_bytes, xml
from tests.hidden.docx_rows import DOCX_ROWS, SEEN, shape

SECRET = "Kester Orrell"
DRAFT = word_bytes(
    SEEN, paragraph("Seen. ", run(SECRET, "<w:vanish/>")), core=f"<dc:creator>{SECRET}</dc:creator><dc:title>Child H</dc:title>"
)  # fmt: skip

Clean = Callable[..., int]


@pytest.fixture
def clean() -> Clean:
    def command(*arguments: object) -> int:
        with pytest.raises(SystemExit) as left:
            main(["clean", *map(str, arguments)])
        return int(left.value.code or 0)

    return command


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "report.docx"
    path.write_bytes(DRAFT)
    return path


def test_a_new_file_beside_the_draft_and_the_draft_as_it_was(
    clean: Clean, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert clean(draft) == 0
    said = capsys.readouterr().out
    assert draft.read_bytes() == DRAFT
    made = draft.with_name("report.clean.docx")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert SECRET.encode() not in b"".join(zipfile.ZipFile(made).read(n) for n in zipfile.ZipFile(made).namelist())
    assert "1 × hidden texts (the body)" in said
    assert "A check of the new file finds nothing hidden." in said
    assert SECRET not in said


def test_nothing_is_written_over_unless_forced(clean: Clean, draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = draft.with_name("other.docx")
    other.write_bytes(b"mine")
    assert clean(draft, "--output", other) == 2
    assert "is there already" in capsys.readouterr().err
    assert other.read_bytes() == b"mine"
    assert clean(draft, "--output", other, "--force") == 0
    assert other.read_bytes() != b"mine"


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_the_draft_is_never_written_over(
    clean: Clean, draft: Path, capsys: pytest.CaptureFixture[str], force: list[str]
) -> None:
    link = draft.with_name("link.docx")
    link.symlink_to(draft)
    for target in (draft, link):
        assert clean(draft, "--output", target, *force) == 2
        assert "never written over" in capsys.readouterr().err
    assert draft.read_bytes() == DRAFT


def test_what_cannot_be_removed_is_said_with_status_3(
    clean: Clean, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "covered.docx"
    path.write_bytes(word_bytes(paragraph("The mother, Tamsin, was seen.", shape())))
    assert clean(path, "--format", "json") == 3
    said = json.loads(capsys.readouterr().out)
    assert said["clean"] is False
    assert "A filled shape lies over the page" in said["left"][0]
    assert any(line.startswith("HC107") for line in said["remaining"])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("notes.txt", b"Words.", "cannot be cleaned. It holds nothing but its text."),
        ("notes.md", b"# Words", "delete comments and tags"),
        ("empty.docx", b"", "is empty"),
        ("broken.docx", DRAFT[: len(DRAFT) // 2], "is damaged"),
    ],
)
def test_what_cannot_be_cleaned_is_one_clear_line(
    clean: Clean, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert clean(path) == 2
    error = capsys.readouterr().err
    assert words in error
    assert "Traceback" not in error
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_folder_that_may_not_be_written_to(clean: Clean, draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert clean(draft, "--output", draft.parent / "no" / "such.docx") == 2
    assert "cannot be written" in capsys.readouterr().err


def test_cleaning_twice_changes_nothing_more(clean: Clean, draft: Path) -> None:
    assert clean(draft) == 0
    first = draft.with_name("report.clean.docx")
    assert clean(first, "--output", draft.with_name("again.docx")) == 0
    assert draft.with_name("again.docx").read_bytes() == first.read_bytes()


def test_a_document_with_macros_becomes_one_without(clean: Clean, tmp_path: Path) -> None:
    row = next(row for row in DOCX_ROWS if row.item == "macros")
    path = tmp_path / "report.docm"
    path.write_bytes(row.file)
    assert clean(path) == 0
    with zipfile.ZipFile(BytesIO((tmp_path / "report.clean.docx").read_bytes())) as package:
        assert not any("vba" in name.lower() for name in package.namelist())
        assert b"macroEnabled" not in package.read("[Content_Types].xml")


def test_a_bookmark_that_a_link_leads_to_gets_a_neutral_name(clean: Clean, tmp_path: Path) -> None:
    path = tmp_path / "linked.docx"
    path.write_bytes(
        word_bytes(
            paragraph('<w:bookmarkStart w:id="4" w:name="Kester_Orrell"/>', "Words.", '<w:bookmarkEnd w:id="4"/>'),
            paragraph(f'<w:hyperlink w:anchor="Kester_Orrell">{run("above")}</w:hyperlink>'),
        )
    )
    assert clean(path) == 0
    with zipfile.ZipFile(tmp_path / "linked.clean.docx") as package:
        body = package.read("word/document.xml").decode()
    assert 'w:name="_Ref900000001"' in body
    assert 'w:anchor="_Ref900000001"' in body
    assert "Kester" not in body


def test_comments_leave_no_part_and_no_mark(clean: Clean, tmp_path: Path) -> None:
    comment = f'<w:comment w:id="1" w:author="{SECRET}">{paragraph("Hm.")}</w:comment>'
    body = paragraph('<w:commentRangeStart w:id="1"/>', "Words", '<w:r><w:commentReference w:id="1"/></w:r>')
    path = tmp_path / "commented.docx"
    path.write_bytes(word_bytes(body, parts={"comments": xml("comments", comment)}))
    assert clean(path) == 0
    with zipfile.ZipFile(tmp_path / "commented.clean.docx") as package:
        assert not any("comments" in name for name in package.namelist())
        assert b"comment" not in package.read("word/document.xml")
