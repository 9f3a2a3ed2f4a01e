"""The engines: the same results as a check, whatever happens to workers, and the limits of one document."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scr_publish.archive.engine import local, work
from scr_publish.archive.engine.base import GRACE, PATIENCE, EngineError, Task
from scr_publish.archive.engine.jobs import Done, Job
from scr_publish.archive.engine.local import LocalEngine
from scr_publish.archive.engine.settings import Settings, load_settings
from scr_publish.archive.engine.work import Worker, assessed
from scr_publish.archive.items import Item
from scr_publish.archive.sources.base import file_item
from scr_publish.assessment import check
from scr_publish.errors import ModelError
from tests.archive.making import MINUTES, RESPONSE, SETTINGS, report, write
from tests.builders.hostile.packages import PACKAGES
from tests.builders.hostile.pdfs import PDFS

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")
SAMPLES = Path(__file__).parents[3] / "sample_reports"


@pytest.fixture
def documents(tmp_path: Path) -> dict[str, Item]:
    rows = {row.name: row.make for row in (*PACKAGES, *PDFS)}
    folder = write(
        tmp_path / "documents",
        {
            "a.md": report("A"),
            "b.md": report("B"),
            "c.md": report("C"),
            "m.md": MINUTES,
            "broken.docx": rows["package: cut short"](),
            "endless.pdf": rows["PDF: forms of forms, a billion of them"](),
        },
    )
    return {path.name: file_item(path) for path in sorted(folder.iterdir())}


def by_name(done: Iterator[Done]) -> dict[str, Done]:
    return {Path(item.item).name: item for item in done}


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker(SETTINGS) as made:
        yield made


def test_a_job_gives_what_a_check_gives(worker: Worker) -> None:
    for name in ("flawed-report.docx", "corrected-report.docx"):
        done = worker.do(Job(file_item(SAMPLES / name)))
        alone = assessed(check(SAMPLES / name, project=SETTINGS.project))
        assert done.state == "ok"
        assert done.assessment == alone
        assert done.verdict is not None
        assert done.verdict.kind == "report"


def test_what_a_document_is_decides_what_is_checked(worker: Worker, tmp_path: Path) -> None:
    write(tmp_path, {"a.md": report("A"), "r.md": RESPONSE.format(label="A", year=2015), "m.md": MINUTES})
    jobs = {name: Job(file_item(tmp_path / name)) for name in ("a.md", "r.md", "m.md")}
    done = {name: worker.do(job) for name, job in jobs.items()}
    assert {name: item.checks for name, item in done.items()} == {"a.md": "all", "r.md": "companion", "m.md": "none"}
    assert done["r.md"].assessment is not None
    assert done["r.md"].assessment.sections == ()
    assert done["m.md"].assessment is None
    pair = worker.do(Job(jobs["a.md"].item, (jobs["r.md"].item,)))
    assert pair.companions == done["r.md"].sha256
    assert pair.assessment is not None
    assert b"" != pair.assessment.json != (done["a.md"].assessment or pair.assessment).json


def test_everything_is_checked_where_it_is_wanted(documents: dict[str, Item]) -> None:
    with Worker(replace(SETTINGS, everything=True)) as worker:
        done = worker.do(Job(documents["m.md"]))
    assert done.checks == "all"
    assert done.assessment is not None


def test_bytes_may_come_with_the_job(worker: Worker) -> None:
    elsewhere = Item("/not/here/a.md", "a.md", "/not/here/a.md", 5, "")
    done = worker.do(Job(elsewhere, data=(report("A").encode(),)))
    assert (done.state, done.error) == ("ok", "")


def test_nothing_that_a_document_does_is_an_exception(worker: Worker, documents: dict[str, Item]) -> None:
    gone = replace(documents["a.md"], path="/not/here/a.md")
    assert worker.do(Job(gone)).state == "unreadable"
    assert "DX104" in worker.do(Job(documents["broken.docx"])).error

    class Broken:
        def memory_zone(self) -> object:
            raise RuntimeError("words of the document")

    worker._nlp = Broken()
    done = worker.do(Job(documents["a.md"]))
    assert done.state == "crash"
    assert "RuntimeError at test_engines.py" in done.error
    assert "words" not in done.error


@LINUX
def test_a_document_that_takes_too_much_memory_is_given_up() -> None:
    item = file_item(SAMPLES / "flawed-long-report.pdf")
    with Worker(replace(SETTINGS, memory=120_000_000)) as worker:
        done = worker.do(Job(item))
    assert done.state == "timeout"
    assert "DX110" in done.error
    assert "memory" in done.error


def test_the_language_models_words_are_given_back(
    worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "ZONE", 2)
    made_up = ("Zorblaxity", "Quibblement", "Vornackery")
    write(tmp_path, {f"{word}.md": f"{report('A')}\n\nThe worker called it {word}.\n" for word in made_up})
    known = []
    for word in made_up:
        assert worker.do(Job(file_item(tmp_path / f"{word}.md"))).state == "ok"
        known.append([each in worker._nlp.vocab.strings for each in made_up])
    assert known == [[True, False, False], [True, True, False], [False, False, True]]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[LocalEngine]:
    made = LocalEngine(replace(SETTINGS, seconds=3), 2, tmp_path / "work")
    yield made
    made.close()
    assert not (tmp_path / "work").exists()


@LINUX
def test_every_document_has_its_answer_whatever_becomes_of_workers(
    engine: LocalEngine, documents: dict[str, Item]
) -> None:
    """A worker is killed while it works, and one document never ends: the others are as ever."""
    killed: list[int] = []

    def jobs() -> Iterator[Job]:
        for item in documents.values():
            yield Job(item)
            busy = [worker.process.pid for worker in engine._workers if worker.task]
            if busy and not killed:
                os.kill(busy[0], signal.SIGKILL)
                killed.append(busy[0])

    done = by_name(engine.run(jobs()))
    assert killed
    assert {name: item.state for name, item in done.items()} == {
        "a.md": "ok", "b.md": "ok", "c.md": "ok", "m.md": "ok", "broken.docx": "unreadable", "endless.pdf": "timeout",
    }  # fmt: skip
    assert done["endless.pdf"].sha256
    assert done["a.md"].assessment == assessed(check(documents["a.md"].path, project=SETTINGS.project))


@LINUX
def test_the_process_that_forks_the_workers_may_die_as_well(engine: LocalEngine, documents: dict[str, Item]) -> None:
    killed: list[int] = []

    def jobs() -> Iterator[Job]:
        yield Job(documents["a.md"])
        yield Job(documents["broken.docx"])
        template = engine._template.start()._process
        assert template
        killed.append(template.pid)
        os.kill(killed[0], signal.SIGKILL)
        yield Job(documents["m.md"])

    done = by_name(engine.run(jobs()))
    assert killed
    assert {name: item.state for name, item in done.items()} == {
        "a.md": "ok",
        "broken.docx": "unreadable",
        "m.md": "ok",
    }


@LINUX
def test_a_document_that_ends_its_worker_twice_is_the_reason(engine: LocalEngine, documents: dict[str, Item]) -> None:
    stop = threading.Event()

    def kill_all() -> None:
        killed: set[int] = set()
        while not stop.wait(0.002):
            for worker in list(engine._workers):
                task, pid = worker.task, worker.process.pid
                if task and task.job.item.name == "a.md" and pid not in killed:
                    killed.add(pid)
                    os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill_all)
    killer.start()
    done = by_name(engine.run(iter([Job(documents["a.md"]), Job(documents["m.md"])])))
    stop.set()
    killer.join()
    assert done["a.md"].state == "crash"
    assert "twice" in done["a.md"].error
    assert done["m.md"].state == "ok"


@LINUX
def test_workers_are_replaced_and_leave_nothing(
    engine: LocalEngine, documents: dict[str, Item], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.processes = 1
    seen: set[int] = set()
    monkeypatch.setattr("scr_publish.archive.engine.serving.MAX_DOCUMENTS", 1)
    order = [Job(documents[name]) for name in ("m.md", "broken.docx", "m.md")]
    for _ in engine.run(iter(order)):
        seen |= {worker.process.pid for worker in engine._workers}
    assert all(not Path(f"/proc/{pid}").exists() for pid in seen)


def test_no_job_starts_no_process(engine: LocalEngine) -> None:
    assert list(engine.run(iter([]))) == []
    assert engine._template._forker is engine._readers._forker is None


def test_a_worker_may_be_started_afresh(
    engine: LocalEngine, documents: dict[str, Item], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "FORKING", False)
    engine.processes = 1
    done = by_name(engine.run(iter([Job(documents["broken.docx"]), Job(documents["m.md"])])))
    assert {name: item.state for name, item in done.items()} == {"broken.docx": "unreadable", "m.md": "ok"}


@LINUX
def test_workers_that_cannot_start_are_one_clear_error(tmp_path: Path, documents: dict[str, Item]) -> None:
    engine = LocalEngine(replace(SETTINGS, model=str(tmp_path / "no-model")), 1, tmp_path / "work")
    with pytest.raises(EngineError, match="cannot be started"):
        list(engine.run(iter([Job(documents["a.md"])])))


def test_the_time_of_a_document() -> None:
    item = Item("a", "a", "a", 1, "")
    task = Task(Job(item, (item,)))
    task.begin()
    assert task.limit(10) == 20
    assert not task.is_over(10, spent=24.0)
    assert task.is_over(10, spent=26.0)
    task.clock -= 20 * PATIENCE + GRACE + 1
    assert task.is_over(10)


# --- settings


def test_the_digest_changes_with_all_that_results_depend_on(tmp_path: Path) -> None:
    first = load_settings()
    assert first.digest == load_settings(seconds=9).digest
    assert first.digest != load_settings(profile="wt2018-lcspr").digest
    assert first.digest != load_settings(everything=True).digest
    (tmp_path / "scr-publish.toml").write_text('[allow]\nnames = ["Ada Quill"]\n')
    assert first.digest != load_settings(beside=tmp_path).digest
    assert first.model_name == "en_scr-1.0.0"


def test_a_model_that_is_none_is_refused_before_anything_starts(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text('{"name": "x", "pipeline": ["tagger"]}')
    for model, says in (("no_such_model", "not installed"), (str(tmp_path), "no “ner”")):
        with pytest.raises(ModelError, match=says):
            load_settings(model=model)
    (tmp_path / "meta.json").write_text("{")
    with pytest.raises(ModelError, match=r"meta\.json"):
        load_settings(model=str(tmp_path))


def test_a_model_whose_files_change_is_another_one(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text('{"name": "x", "pipeline": ["ner"]}')
    one = Settings(SETTINGS.profile, model=str(tmp_path)).digest
    (tmp_path / "ner").mkdir()
    (tmp_path / "ner/model").write_bytes(b"weights")
    assert Settings(SETTINGS.profile, model=str(tmp_path)).digest != one
