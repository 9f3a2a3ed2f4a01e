"""`gate`, `certify` and `record`: what they print and how they end."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select, text

from scr_publish.cli.main import main
from scr_publish.workbench.record import Record
from scr_publish.workbench.record.models import Account
from scr_publish.workbench.services.actors import Actor, Role
from scr_publish.workbench.services.views import ReviewView, VersionView
from scr_publish.workbench.settings import Settings
from tests.workbench.making import DRAFT, People, added, assessment, checked, made, new_review
from tests.workbench.services.test_gate import settle, sign


@dataclass(frozen=True)
class Kept:
    """A record on the disk, with a review that has been signed off and one that has not."""

    settings: Settings
    signed: ReviewView
    open: ReviewView
    version: VersionView

    @property
    def data(self) -> list[str]:
        return ["--data", str(self.settings.folder)]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    for name in ("SCR_PUBLISH_KEY", "SCR_PUBLISH_RECORD_PASSPHRASE", "SCR_PUBLISH_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    settings = Settings(folder=tmp_path / "record", database="", mode="team")
    record = Record.open(settings)
    people: People = added(record)
    signed, undecided = new_review(record, people.rana), new_review(record, people.rana)
    version = checked(record, people.rana, signed)
    settle(record, people.rana, version, "blocker", "review")
    sign(record, people.mel, version)
    checked(record, people.rana, undecided)
    record.close()
    return Kept(settings, signed, undecided, version)


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[object, str, str]:
    """The exit status, standard output and standard error of a command."""
    with pytest.raises(SystemExit) as ended:
        main([str(item) for item in arguments])
    said = capsys.readouterr()
    return ended.value.code, said.out, said.err


def written(folder: Path, *, without: tuple[str, ...] = ()) -> Path:
    """An assessment as a file."""
    path = folder / "draft.assessment.json"
    path.write_text(json.dumps(assessment(without=without)), encoding="utf-8")
    return path


def rules(*severities: str) -> tuple[str, ...]:
    return tuple({item["rule"] for item in assessment()["findings"] if item["severity"] in severities})


@pytest.mark.parametrize(
    ("settled", "status", "last"),
    [
        ((), 1, "21 findings block, 8 to be reviewed; 29 more as advice."),
        (("blocker",), 3, "0 findings block, "),
        (("blocker", "review"), 0, "0 findings block, 0 to be reviewed"),
    ],
)
def test_gate_of_an_assessment(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], settled: tuple[str, ...], status: int, last: str
) -> None:
    code, out, _ = run(capsys, "gate", written(tmp_path, without=rules(*settled) if settled else ()))
    assert (code, out.splitlines()[-1].startswith(last)) == (status, True)


def test_gate_never_calls_ready_what_could_not_be_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, without=rules("blocker", "review"))
    made = json.loads(path.read_text(encoding="utf-8"))
    made["unchecked"] = ["The companion action-plan.pdf could not be read."]
    path.write_text(json.dumps(made), encoding="utf-8")
    code, out, _ = run(capsys, "gate", path)
    assert code == 3
    assert "not checked  1 part or kind of check, which the assessment lists" in out
    assert "action-plan" not in out


def test_gate_of_a_review_says_what_could_not_be_checked(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    record = Record.open(kept.settings)
    with record.reading() as session:
        rana = session.scalars(select(Account).where(Account.name == "rana")).one()
    who = Actor(rana.id, rana.full_name, Role.REVIEWER)
    review = new_review(record, who)
    outcome = made(without=rules("blocker", "review"))
    checked(record, who, review, replace(outcome, facts=outcome.facts | {"unchecked": ["Part 2 was not read."]}))
    record.close()
    code, out, _ = run(capsys, "gate", "--review", review.id, *kept.data)
    assert code == 3
    assert "not checked  1 part or kind of check" in out
    assert "look at what was not checked" in out


def test_gate_prints_no_word_of_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "gate", written(tmp_path))
    quoted = {item["excerpt"] for item in assessment()["findings"] if item["label"] in ("PERSON", "ADDRESS", "DATE")}
    assert "PD105  A person whom the case file protects: paragraph 43" in out
    assert not [words for words in quoted if words in out]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read: No such file"),
        ("not JSON", "no assessment; make one with: scr-publish check"),
        ('{"schema": "scr-publish/certificate/1"}', "no assessment"),
        ('{"schema": "scr-publish/assessment/1"}', "not an assessment as this version writes it"),
    ],
)
def test_gate_of_what_is_no_assessment_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, message: str
) -> None:
    path = tmp_path / "a.json"
    if content is not None:
        path.write_text(content)
    code, out, err = run(capsys, "gate", path)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert message in err


def test_gate_of_a_review(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "gate", "--review", kept.open.id, *kept.data)
    assert code == 1
    assert "29 findings are still to be decided." in out
    assert "date         Completed in time: 2015-03-27, kept" in out
    code, out, _ = run(capsys, "gate", "--review", kept.signed.id, *kept.data)
    assert (code, out.startswith("Version 1 was signed off by Mel Arkwright on ")) == (0, True)
    code, _, err = run(capsys, "gate", "--review", "none", *kept.data)
    assert (code, err) == (2, "scr-publish: There is no such review, or it has been deleted.\n")


def test_gate_needs_one_thing_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "gate")
    assert code == 2
    assert "give the file of an assessment, or a review with --review" in err


@pytest.mark.parametrize("ending", ["pdf", "json"])
def test_certify_takes_a_certificate_and_verifies_it(
    kept: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    made = tmp_path / f"certificate.{ending}"
    assert run(capsys, "certify", kept.signed.id, "--output", made, *kept.data)[0] == 0
    assert made.stat().st_mode & 0o077 == 0
    code, out, _ = run(capsys, "certify", "--verify", made, DRAFT)
    assert code == 3
    assert "is the file that it is about" in out
    assert "It says that it was signed off by Mel Arkwright on " in out
    assert "WHO SIGNED IT IS NOT CONFIRMED" in out
    code, out, _ = run(capsys, "certify", "--verify", made, DRAFT, *kept.data)
    assert code == 0
    assert "Signed off by Mel Arkwright on " in out
    assert "with the Board's key: " in out
    key = out.strip().rpartition("key: ")[2]
    assert run(capsys, "certify", "--verify", made, DRAFT, "--key", key)[0] == 0
    other = tmp_path / "other.docx"
    other.write_bytes(DRAFT.read_bytes() + b" ")
    code, out, _ = run(capsys, "certify", "--verify", made, other)
    assert (code, len(out.splitlines())) == (1, 1)
    assert out.startswith("The file is not the one that was signed off")
    code, out, _ = run(capsys, "certify", "--verify", made, DRAFT, "--key", "0000 1111")
    assert (code, out.startswith("The certificate was signed with another key")) == (1, True)
    made.write_bytes(made.read_bytes().replace(b"Mel", b"Max", 1) if ending == "json" else made.read_bytes()[:-9])
    code, out, _ = run(capsys, "certify", "--verify", made, DRAFT)
    assert (code, "altered since" in out) == (1, True)


def test_certify_says_what_it_needs(kept: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, message in (
        ([kept.signed.id], "name the new file with --output"),
        ([kept.signed.id, "--output", str(tmp_path / "a.txt")], "a .pdf or a .json file"),
        ([kept.open.id, "--output", str(tmp_path / "a.pdf")], "has not been signed off"),
        (["--verify", str(tmp_path / "none.pdf"), str(DRAFT)], "none.pdf: cannot be read"),
    ):
        code, _, err = run(capsys, "certify", *arguments, *kept.data)
        assert code == 2, arguments
        assert message in err
    assert not (tmp_path / "a.pdf").exists()


def test_record_verify_names_the_broken_entry(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "record", "verify", *kept.data)
    assert (code, "2 versions kept with 6 files, 0 deleted: all whole." in out) == (0, True)
    head = out.splitlines()[-1].removeprefix("Last entry: ")
    assert run(capsys, "record", "verify", "--expect", head, *kept.data)[0] == 0
    record = Record.open(kept.settings)
    with record.writing() as session:
        session.execute(text("DROP TRIGGER audit_no_update"))
        session.execute(text("UPDATE audit SET body = replace(body, 'Rana', 'Rita') WHERE sequence = 7"))
    record.close()
    code, out, _ = run(capsys, "record", "verify", *kept.data)
    assert (code, out.splitlines()[0]) == (1, "Audit entry 7 has been changed.")
    assert "not whole" in out


def test_record_purge_deletes_by_hand_and_verify_confirms_it(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "record", "purge", "--list", *kept.data)
    assert (code, len(out.splitlines())) == (0, 2)
    assert kept.version.id in out
    assert run(capsys, "record", "purge", "--yes", *kept.data)[:2] == (0, "0 versions deleted.\n")
    assert run(capsys, "record", "purge", "--version", kept.version.id, "--yes", *kept.data)[0] == 0
    assert run(capsys, "record", "purge", "--review", kept.open.id, "--yes", *kept.data)[0] == 0
    code, out, _ = run(capsys, "record", "verify", *kept.data)
    assert (code, "0 versions kept with 0 files, 2 deleted: all whole." in out) == (0, True)
    code, _, err = run(capsys, "record", "purge", "--list", "--review", "x", *kept.data)
    assert (code, "exclude each other" in err) == (2, True)


def test_record_export_can_be_checked_by_anybody(
    kept: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "trail.jsonl"
    assert run(capsys, "record", "export", "--output", file, *kept.data)[0] == 0
    previous = "0" * 64
    lines = file.read_text(encoding="utf-8").splitlines()
    for line in lines:
        entry = json.loads(line)
        assert entry["previous"] == previous
        previous = sha256(f"{previous}\n{entry['entry']}".encode()).hexdigest()
        assert entry["hash"] == previous
    assert len(lines) > 30


def test_record_rotate_key_leaves_a_record_that_opens(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    before = kept.settings.master_key_file.read_text()
    code, out, _ = run(capsys, "record", "rotate-key", *kept.data)
    assert (code, out) == (0, "5 data keys are under the new master key.\n")
    assert kept.settings.master_key_file.read_text() != before
    assert run(capsys, "record", "verify", *kept.data)[0] == 0


@pytest.mark.parametrize(
    "command", [["gate", "--review", "x"], ["record", "verify"], ["certify", "x", "--output", "y.pdf"]]
)
def test_without_a_record_there_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    code, out, err = run(capsys, *command, "--data", tmp_path / "none")
    assert (code, out) == (2, "")
    assert "there is no record here. Name its folder with --data" in err


@pytest.mark.parametrize(
    ("missing", "command"),
    [
        ("sqlalchemy", ["gate", "--review", "x"]),
        ("sqlalchemy", ["record", "verify"]),
        ("cryptography", ["certify", "--verify", "README.md", "README.md"]),
    ],
)
def test_without_the_extra_one_line_says_how_to_install_it(missing: str, command: list[str]) -> None:
    """In a process of its own, in which the library cannot be imported."""
    code = f"import sys; sys.modules[{missing!r}] = None; from scr_publish.cli.main import main; main({command!r})"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    name = command[0]
    assert (ended.returncode, ended.stderr) == (
        2, f"scr-publish: scr-publish {name} needs the workbench extra: pip install 'scr-publish[workbench]'\n"
    )  # fmt: skip
