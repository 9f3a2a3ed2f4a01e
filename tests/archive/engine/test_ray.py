"""The same job on a real cluster of this machine: nothing is lost when a worker is killed."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scr_publish.archive.engine.base import EngineError
from scr_publish.archive.engine.ray import RayEngine
from scr_publish.archive.engine.work import Job, Worker
from scr_publish.archive.sources.base import file_item
from tests.archive.making import MINUTES, SETTINGS, report, write

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="tried on Linux")]


def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    pytest.importorskip("ray")
    write(tmp_path, {"a.md": report("A"), "b.md": report("B"), "m.md": MINUTES, "bad.pdf": b"%PDF-1.7 x"})
    items = [file_item(path) for path in sorted(tmp_path.glob("*.*"))]
    engine = RayEngine(replace(SETTINGS, seconds=120), 2)
    killed: list[int] = []

    def jobs() -> Iterator[Job]:
        for item in items:
            yield Job(item)
            if engine._members and not killed:
                process = engine._ray.get(engine._members[0].actor.ready.remote())
                os.kill(process, signal.SIGKILL)
                killed.append(process)

    try:
        done = {Path(item.item).name: item for item in engine.run(jobs())}
    finally:
        engine.close()
    assert killed
    assert {name: item.state for name, item in done.items()} == {
        "a.md": "ok", "b.md": "ok", "m.md": "ok", "bad.pdf": "unreadable"
    }  # fmt: skip
    here = Worker(SETTINGS).do(Job(items[0]))
    assert done["a.md"].assessment == here.assessment
    assert done["a.md"].features == here.features


def test_a_missing_extra_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(EngineError, match=r"scr-publish\[cluster\]"):
        RayEngine(SETTINGS)
