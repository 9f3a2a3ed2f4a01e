"""Readers forked from a process that has loaded the parsers: the same documents, as confined, and much sooner."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scr_publish.errors import UnreadableError
from scr_publish.parsing import open_document, opening
from scr_publish.parsing.isolated import open_isolated, process
from scr_publish.parsing.isolated.forking import Forker
from scr_publish.parsing.isolated.process import Limits
from scr_publish.parsing.isolated.warming import warm
from scr_publish.parsing.isolated.zygote import ForkedReader, fork_zygote, standing_zygote, zygote
from tests.builders.hostile.pdfs import PDFS

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_reports"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")


@pytest.fixture
def forker() -> Iterator[Forker]:
    made = Forker.started("tests.parsing.forked_attempts", (), {**os.environ, "PYTHONPATH": str(ROOT)})
    yield made
    made.close()


@pytest.fixture(scope="module")
def quick() -> Iterator[None]:
    with zygote():
        yield


@pytest.mark.parametrize("name", ["flawed-report.docx", "sources/long-report.md", "flawed-long-report.pdf"])
def test_the_document_is_the_one_that_a_process_of_its_own_gives(name: str, quick: None) -> None:
    there = open_isolated(SAMPLES / name)
    here = process.starting
    process.starting = process._started
    try:
        alone = open_isolated(SAMPLES / name)
    finally:
        process.starting = here
    assert replace(there, geometry=None) == replace(alone, geometry=None)
    assert there.text


def test_errors_and_limits_are_the_same(quick: None, tmp_path: Path) -> None:
    (tmp_path / "empty.docx").write_bytes(b"")
    with pytest.raises(UnreadableError) as error:
        open_isolated(tmp_path / "empty.docx")
    assert error.value.rule == "DX101"
    with pytest.raises(UnreadableError) as error:
        open_isolated(SAMPLES / "flawed-long-report.pdf", limits=Limits(memory=120_000_000))
    assert error.value.rule in ("DX110", "DX111")
    assert open_isolated(SAMPLES / "flawed-report.docx").text


@pytest.mark.parametrize("how", ["forked", "started"])
def test_a_library_that_ends_its_process_when_memory_is_refused_met_the_limit(
    how: str, quick: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "started":
        monkeypatch.setattr(process, "starting", process._started)
    endless = next(row for row in PDFS if row.name == "PDF: forms of forms, a billion of them")
    (tmp_path / "endless.pdf").write_bytes(endless.make())
    with pytest.raises(UnreadableError, match="more memory than a report needs") as error:
        open_isolated(tmp_path / "endless.pdf", limits=Limits(seconds=120, memory=700_000_000))
    assert error.value.rule == "DX110"


def test_a_forked_process_can_be_confined_as_one_of_its_own(forker: Forker, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    read, write = os.pipe()
    child = forker.fork({"do": "confined", "folder": str(folder), "outside": str(tmp_path / "outside")}, [write])
    os.close(write)
    with os.fdopen(read) as said:
        assert said.read().splitlines() == ["refused", "refused", "refused", "done", "['lo']"]
    assert child.wait(10) == 0
    assert not (tmp_path / "outside").exists()


def test_a_zygote_that_died_is_replaced() -> None:
    with zygote():
        first = process.starting(str(SAMPLES))
        assert isinstance(first, ForkedReader)
        forking = first._child._forker._process
        assert forking
        forking.kill()
        forking.wait()
        assert open_isolated(SAMPLES / "flawed-report.docx").text
        first.stdin.close()
        first.stdout.close()


def test_a_zygote_forks_another_for_each_process_that_reads(tmp_path: Path) -> None:
    first = standing_zygote(str(tmp_path))
    asking, asked = socket.socketpair()
    other = fork_zygote(first, asked.fileno())
    asked.close()
    with zygote(asking):
        assert open_isolated(SAMPLES / "flawed-report.docx").text
        reader = process.starting(str(tmp_path))
        assert isinstance(reader, ForkedReader)
        assert reader._child._forker._process is None
    assert reader.wait(10) == -signal.SIGKILL  # it ends with the one who asked for it
    assert other.wait(10) == 0
    first.close()
    reader.stdin.close()
    reader.stdout.close()


def test_a_child_has_what_it_was_given_and_nothing_of_its_siblings(forker: Forker) -> None:
    first_read, first_write = os.pipe()
    sleeper = forker.fork({"do": "sleep"}, [first_write])
    read, write = os.pipe()
    child = forker.fork({"do": "list descriptors"}, [write])
    os.close(write)
    with os.fdopen(read) as said:
        descriptors = said.read().split()
    assert child.wait(10) == 0
    assert len(descriptors) <= 6  # the three standard ones, its own, the copy that it writes to, the listing itself
    sleeper.kill()
    assert sleeper.wait(10) == -signal.SIGKILL
    os.close(first_read)
    os.close(first_write)


@pytest.mark.parametrize(("what", "status"), [("exit", 7), ("die", -signal.SIGSEGV), ("raise", 1)])
def test_how_a_child_ended_is_known(forker: Forker, what: str, status: int) -> None:
    child = forker.fork({"do": what}, [])
    assert child.wait(10) == status
    assert child.poll() == status
    assert 1_000_000 < child.peak < 4_000_000_000
    child.kill()  # too late, and no harm


def test_waiting_has_an_end(forker: Forker) -> None:
    child = forker.fork({"do": "sleep"}, [])
    assert child.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        child.wait(0.05)
    child.terminate()
    assert child.wait(10) == -signal.SIGTERM


def test_children_end_with_the_one_that_asked_for_them(forker: Forker) -> None:
    child = forker.fork({"do": "sleep"}, [])
    forker.close()
    assert child.wait(10) == -signal.SIGKILL
    with pytest.raises(OSError, match=r"gone|descriptor|pipe"):
        forker.fork({"do": "exit"}, [])


def test_both_of_the_files_that_warm_the_parsers_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    monkeypatch.setattr(opening, "open_document", lambda path: read.append(open_document(path)))
    warm()
    assert [document.source.format for document in read] == ["docx", "pdf"]
    assert all("fictional page" in document.text for document in read)
    assert all(not document.problems for document in read)
