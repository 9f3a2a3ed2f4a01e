"""The whole of `redact`: a new file without what was accepted, a list of changes, and the draft as it was."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from scr_publish import check
from scr_publish.cli.main import cli
from scr_publish.errors import InputError, ScrPublishError
from scr_publish.rewriting.redact import Choice, RedactReport, redact

SAMPLES = Path(__file__).parents[2] / "sample_reports"
pytestmark = pytest.mark.model

ALL = Choice(("all",))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RedactReport]:
    """The flawed sample, redacted."""
    folder = tmp_path_factory.mktemp("redact")
    for name in ("flawed-report.docx", "flawed-report.case.toml"):
        shutil.copy(SAMPLES / name, folder)
    draft = folder / "flawed-report.docx"
    return draft, redact(draft, case=folder / "flawed-report.case.toml", choice=ALL)


def test_a_second_check_no_longer_finds_what_was_replaced(sample: tuple[Path, RedactReport]) -> None:
    draft, report = sample
    again = check(report.output, case=draft.with_name("flawed-report.case.toml"))
    standing = {(item.rule.id, item.excerpt) for item in again.findings if item.label}
    assert len(report.changes) >= 15
    gone = {change.old for change in report.changes}
    assert not [item for item in standing if item[1] in gone]
    left = {item.old for item in report.left}
    assert {excerpt for _, excerpt in standing} <= left
    text = again.document.text
    for words in ("Kezia", "Jaxon", "Darren", "Skelhorn", "Tannery", "Little Otters", "07700", "WX4", "Latvian"):
        assert words not in text


def test_the_new_text_reads_as_it_should(sample: tuple[Path, RedactReport]) -> None:
    text = "\n".join(p.text for p in docx.Document(str(sample[1].output)).paragraphs)
    for words in (
        "died in summer 2014",
        "that Mother could not cope",
        "to see to Child H, and",
        "Mother was aged 16 to 19 when",
        "She is from a minority ethnic group and",
        "was born in early 2014 at a local hospital.",
        "a nursery nurse at a local nursery saw",
        "rang the health visitor, who was on leave",
    ):
        assert words in text


def test_what_cannot_be_replaced_is_listed_with_the_reason(sample: tuple[Path, RedactReport]) -> None:
    reasons = {(item.old, item.reason) for item in sample[1].left}
    assert any(old == "Lorraine Pettifer" and "properties" in reason for old, reason in reasons)
    assert any(old == "Lorraine Pettifer" and "author of a comment" in reason for old, reason in reasons)


def test_the_list_of_changes_is_masked_unless_it_is_to_be_shown(sample: tuple[Path, RedactReport]) -> None:
    report = sample[1]
    assert "Kezia" not in report.to_text() + json.dumps(report.to_dict())
    assert "“Kezia” → Mother" in report.to_text(show=True)
    assert "“•••••” → Mother" in report.to_text()


def test_the_draft_is_as_it_was(sample: tuple[Path, RedactReport]) -> None:
    assert sample[0].read_bytes() == (SAMPLES / "flawed-report.docx").read_bytes()
    assert sample[1].output.name == "flawed-report.redacted.docx"
    assert sample[1].output.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("flawed-report.docx", "is the draft itself"),
        ("flawed-report.redacted.docx", "is there already"),
        ("new.pdf", "that format is not written"),
        ("nowhere/new.docx", "cannot be written"),
    ],
)
def test_what_it_refuses(sample: tuple[Path, RedactReport], output: str, message: str) -> None:
    draft = sample[0]
    before = draft.parent.joinpath("flawed-report.redacted.docx").read_bytes()
    with pytest.raises(ScrPublishError, match=message):
        redact(draft, draft.with_name(output) if "/" not in output else draft.parent / output)
    assert draft.parent.joinpath("flawed-report.redacted.docx").read_bytes() == before
    assert not [path.name for path in draft.parent.iterdir() if path.name.startswith(".")]


def test_text_stays_text_and_a_missing_file_is_said(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("# A draft\n\nPC Aled Cardew, 34, rang 07700 900461.\n", encoding="utf-8")
    report = redact(draft, choice=ALL)
    assert report.output.name == "draft.redacted.md"
    new = report.output.read_text(encoding="utf-8")
    assert new.startswith("# A draft\n\n")
    assert "Cardew" not in new
    assert "07700" not in new
    with pytest.raises(InputError):
        redact(tmp_path / "none.docx")


def test_only_blockers_by_default(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("PC Aled Cardew rang on 9 May 2014 from 07700 900461.\n", encoding="utf-8")
    report = redact(draft)
    assert "9 May 2014" in report.output.read_text(encoding="utf-8")
    assert report.others == 1


def test_a_pdf_gives_its_text_and_says_so(tmp_path: Path) -> None:
    draft = tmp_path / "draft.pdf"
    body = [Paragraph("PC Aled Cardew rang from 07700 900461.", getSampleStyleSheet()["BodyText"])]
    SimpleDocTemplate(str(draft), invariant=1).build(body)
    with pytest.raises(InputError, match="a PDF is not rewritten, only its text"):
        redact(draft, tmp_path / "new.pdf")
    report = redact(draft)
    assert report.output.suffix == ".txt"
    assert "Cardew" not in report.output.read_text(encoding="utf-8")
    assert any("a PDF is not rewritten" in note for note in report.notes)


def test_the_command(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("PC Aled Cardew rang from 07700 900461.\n", encoding="utf-8")
    changes = tmp_path / "changes.json"
    run: Callable[..., object] = CliRunner().invoke
    result = run(
        cli, ["redact", str(draft), "--format", "json", "--changes", str(changes), "--show"], standalone_mode=False
    )
    assert result.return_value == 0  # type: ignore[attr-defined]
    listed = json.loads(changes.read_text(encoding="utf-8"))
    assert [item["rule"] for item in listed["changes"]] == ["PD102", "PD207"]
    assert listed["changes"][0]["old"] == "“PC Aled Cardew”"
