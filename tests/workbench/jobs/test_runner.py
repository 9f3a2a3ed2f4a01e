"""The runner: a real check in a process of its own, one that cannot be read, and one that is killed."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import psutil
import pytest

from scr_publish.workbench.errors import RecordError
from scr_publish.workbench.jobs import queue, wire, work, workspace
from scr_publish.workbench.jobs import runner as runner_module
from scr_publish.workbench.jobs.runner import Runner
from scr_publish.workbench.record import Record
from scr_publish.workbench.record.verify import verify_record
from scr_publish.workbench.services import retention, reviews, versions
from scr_publish.workbench.services.versions import Upload
from scr_publish.workbench.services.views import FileKind, VersionStatus, VersionView
from scr_publish.workbench.settings import Settings
from tests.workbench.making import People, added, job_of

DRAFT = Upload("draft.md", b"# The review of Child Q\n\nThe nurse, Sarah Oakhollow, saw Child Q on 3 May 2015.\n")
PATIENCE = 600
"""Seconds until a test gives up on another process: no more than a limit, on a machine that has other things to do."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """What the runner does is the same on both databases: the queue's own tests run on both."""
    return Settings(folder=tmp_path / "record", database="", mode="team")


@pytest.fixture
def people(record: Record) -> People:
    return added(record)


@pytest.fixture
def runner(record: Record) -> Iterator[Runner]:
    made = Runner(record)
    yield made
    made.stop()


def shown(record: Record, people: People, version: VersionView) -> VersionView:
    with record.reading() as session:
        return versions.get_version(session, people.rana, version.id)


def until(true: Callable[[], object]) -> None:
    """Wait until something is so."""
    ends = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < ends, "it did not come to pass"
        time.sleep(0.05)


def folders(record: Record) -> list[Path]:
    """Folders of checks that are on the machine."""
    return workspace._left(record.id)


def checks() -> list[psutil.Process]:
    """Processes of this one that work on a check."""
    return [child for child in psutil.Process().children() if _works(child)]


def _works(child: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):  # it ended while it was looked at
        return "scr_publish.workbench.jobs.work" in child.cmdline()
    return False


@pytest.mark.model
def test_a_draft_is_checked_in_the_background(record: Record, people: People, runner: Runner) -> None:
    version = reviews.begin_review(record, people.rana, "Child Q", "", DRAFT)
    runner.start()
    until(lambda: shown(record, people, version).status not in (VersionStatus.WAITING, VersionStatus.CHECKING))
    done = shown(record, people, version)
    assert (done.status, done.decision, done.format) == (VersionStatus.CHECKED, "not-ready", "md")
    with record.reading() as session:
        found = versions.list_findings(session, people.rana, version.id)
        text = versions.get_file(session, people.rana, version.id, FileKind.TEXT).data.decode()
        assert verify_record(session).faults == []
    assert "Sarah Oakhollow" in {item.excerpt for item in found}
    assert "Sarah Oakhollow" in text
    assert {FileKind.ASSESSMENT, FileKind.REPORT, FileKind.SPREADSHEET} <= {kind for kind, _ in done.files}
    until(lambda: not checks())
    assert folders(record) == []


def test_a_draft_that_cannot_be_read_says_why_without_the_place_it_was_read_at(
    record: Record, people: People, runner: Runner
) -> None:
    broken = Upload("broken.docx", b"PK\x03\x04" + bytes(200))
    version = reviews.begin_review(record, people.rana, "Child Q", "", broken)
    runner.start()
    until(lambda: shown(record, people, version).status in (VersionStatus.FAILED, VersionStatus.CHECKED))
    done = shown(record, people, version)
    assert done.status == VersionStatus.FAILED
    assert done.failure
    assert "/" not in done.failure.replace("and/or", "")
    until(lambda: not checks())
    assert folders(record) == []


def test_a_killed_check_waits_again_and_leaves_nothing_in_plain(record: Record, people: People, runner: Runner) -> None:
    version = reviews.begin_review(record, people.rana, "Child Q", "", DRAFT)
    thread = threading.Thread(target=runner.run_one, args=("one",))
    thread.start()
    until(lambda: folders(record))
    os.kill(checks()[0].pid, signal.SIGKILL)
    thread.join()
    again = shown(record, people, version)
    assert again.status == VersionStatus.WAITING
    assert folders(record) == []


def test_a_check_ends_with_the_server_that_was_killed(record: Record, people: People) -> None:
    version = reviews.begin_review(record, people.rana, "Child Q", "", DRAFT)
    code = (
        "import sys; from pathlib import Path; from scr_publish.workbench.jobs.runner import Runner; "
        "from scr_publish.workbench.record import Record; from scr_publish.workbench.settings import Settings; "
        "Runner(Record.open(Settings(folder=Path(sys.argv[1]), database='', mode='team'))).run_one('one')"
    )
    server = subprocess.Popen([sys.executable, "-c", code, str(record.settings.folder)])
    until(lambda: folders(record))
    check = psutil.Process(server.pid).children()[0]
    server.kill()
    server.wait()
    until(lambda: not check.is_running())
    until(lambda: not folders(record))
    assert shown(record, people, version).status == VersionStatus.CHECKING  # until its lease runs out


def test_an_orderly_stop_gives_the_job_back(record: Record, people: People, runner: Runner) -> None:
    version = reviews.begin_review(record, people.rana, "Child Q", "", DRAFT)
    runner.start()
    until(lambda: shown(record, people, version).status == VersionStatus.CHECKING)
    runner.stop()
    assert shown(record, people, version).status == VersionStatus.WAITING
    assert checks() == []


def test_the_next_start_removes_what_killed_ones_left(record: Record, people: People, runner: Runner) -> None:
    left = workspace.base_folder(0) / workspace.name_of(record.id, "gone", "by-somebody")
    left.mkdir(mode=0o700)
    (left / "draft.md").write_bytes(DRAFT.data)
    (record.files.folder / "orphan").write_bytes(b"sealed under a key that nobody has")
    runner.start()
    assert not left.exists()
    assert list(record.files.ids()) == []


def test_a_check_that_took_too_long_is_not_tried_again(
    record: Record, people: People, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = reviews.begin_review(record, people.rana, "Child Q", "", DRAFT)
    monkeypatch.setattr(runner, "_run", lambda _: None)
    assert runner.run_one("one")
    done = shown(record, people, version)
    assert done.status == VersionStatus.FAILED
    assert done.failure == "The check took longer than 60 minutes: split the draft."
    assert not runner.run_one("one")


def test_a_record_that_is_busy_is_not_the_drafts_fault(
    record: Record, people: People, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = reviews.begin_review(record, people.rana, "Child Q", "", DRAFT)
    monkeypatch.setattr(runner, "_run", lambda _: wire.TRY_LATER)
    for _ in range(queue.MAX_CRASHES + 1):
        assert runner.run_one("one")
    assert shown(record, people, version).status == VersionStatus.WAITING
    assert job_of(record, version).crashes == 0


def test_a_busy_record_ends_the_process_of_a_check_and_writes_no_failure(
    record: Record, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = reviews.begin_review(record, people.rana, "Child Q", "", DRAFT)
    with record.writing() as session:
        job = queue.claim(session, "one")
    assert job is not None

    def busy(*_: object) -> None:
        raise RecordError("the record could not be written: database is locked. Try again.")

    monkeypatch.setattr(work, "_check", busy)
    monkeypatch.setenv("TMPDIR", tempfile.gettempdir())
    monkeypatch.setattr(tempfile, "tempdir", tempfile.gettempdir())
    with pytest.raises(SystemExit) as ended:
        work._work(record, wire.Order(job.id, "one", os.getpid(), record.id, record.settings, record.vault.master_keys))
    assert ended.value.code == wire.TRY_LATER
    assert shown(record, people, version).status == VersionStatus.CHECKING


def test_deleting_goes_on_after_a_turn_that_failed(
    record: Record, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[int] = []

    def fail(_: Record) -> int:
        turns.append(1)
        raise OSError("the folder is away")

    monkeypatch.setattr(retention, "purge_due", fail)
    monkeypatch.setattr(runner_module, "_KEEP_HOUSE", timedelta(milliseconds=10))
    runner.start()
    until(lambda: len(turns) > 2)
