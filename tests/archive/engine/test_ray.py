"""The same job on a real cluster of this machine: nothing is lost when a worker is killed."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from scr_publish.archive.engine.base import EngineError
from scr_publish.archive.engine.jobs import Job
from scr_publish.archive.engine.ray import RayEngine
from scr_publish.archive.engine.work import Worker
from scr_publish.archive.sources.base import file_item
from tests.archive.making import MINUTES, SETTINGS, report, write

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="tried on Linux")]


def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    pytest.importorskip("ray")
    write(tmp_path, {"a.md": report("A"), "b.md": report("B"), "m.md": MINUTES, "bad.pdf": b"%PDF-1.7 x"})
    items = [file_item(path) for path in sorted(tmp_path.glob("*.*"))]
    engine = RayEngine(replace(SETTINGS, seconds=120), 2)
    killed: list[int] = []
    killer = threading.Thread(target=_kill_one, args=(killed,), daemon=True)
    killer.start()
    try:
        done = {Path(item.item).name: item for item in engine.run(Job(item) for item in items)}
    finally:
        engine.close()
    killer.join(60)
    assert killed
    assert {name: item.state for name, item in done.items()} == {
        "a.md": "ok", "b.md": "ok", "m.md": "ok", "bad.pdf": "unreadable"
    }  # fmt: skip
    with Worker(SETTINGS) as worker:
        here = worker.do(Job(items[0]))
    assert done["a.md"].assessment == here.assessment
    assert done["a.md"].features == here.features


def _kill_one(killed: list[int]) -> None:
    """Kill the first worker of the cluster that is seen at a document: Ray gives it the name of what it does."""
    end = time.monotonic() + 240
    while not killed and time.monotonic() < end:
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdecimal() and (entry / "cmdline").read_bytes().startswith(b"ray::Actor.do"):
                    os.kill(int(entry.name), signal.SIGKILL)
                    killed.append(int(entry.name))
                    return
            except OSError:
                continue
        time.sleep(0.005)


def test_a_missing_extra_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(EngineError, match=r"scr-publish\[cluster\]"):
        RayEngine(SETTINGS)
