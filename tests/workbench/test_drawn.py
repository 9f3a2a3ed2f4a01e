"""Pictures of pages: what is kept, what is not tried twice, and the plain copy that leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from scr_publish.errors import UnreadableError
from scr_publish.workbench.pictures import copies, drawn
from scr_publish.workbench.pictures.drawn import Busy, Picture, Pictures

RECORD: Any = SimpleNamespace(id="record", reading=lambda: nullcontext(None))
ACTOR: Any = None
VERSION: Any = SimpleNamespace(id="version", format="pdf")


class Drawing:
    """Stands for the confined process: counts how often it is started. A page beyond `good` cannot be drawn."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, good: int) -> None:
        self.good, self.started = good, 0
        monkeypatch.setattr(drawn, "_drawn", self)
        monkeypatch.setattr(drawn.versions, "get_file", lambda *_: SimpleNamespace(data=b"%PDF"))

    def __call__(self, _record: str, _data: bytes, first: int, last: int) -> tuple[int, list[Picture]]:
        self.started += 1
        if last - drawn.AHEAD > self.good:
            raise UnreadableError("DX110", "It took too long.")
        return 9, [Picture(page, 1, 1, 9, b"png") for page in range(first, min(last, 9) + 1)]


def test_a_page_that_cannot_be_drawn_is_not_tried_at_each_look(monkeypatch: pytest.MonkeyPatch) -> None:
    drawing, pictures = Drawing(monkeypatch, good=4), Pictures()
    for _ in range(3):
        with pytest.raises(UnreadableError):
            pictures.get(RECORD, ACTOR, VERSION, 6)
    assert drawing.started == 1
    assert pictures.get(RECORD, ACTOR, VERSION, 2)
    for beyond in (0, -1, 10, 10_000_000):
        assert pictures.get(RECORD, ACTOR, VERSION, beyond) is None
    assert drawing.started == 2
    pictures.forget()
    assert pictures.get(RECORD, ACTOR, VERSION, 2)
    assert drawing.started == 3


def test_whoever_waits_for_a_page_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    Drawing(monkeypatch, good=9)
    monkeypatch.setattr(drawn, "PATIENCE", 0.01)
    pictures = Pictures()
    with pictures._drawing, pytest.raises(Busy):
        pictures.get(RECORD, ACTOR, VERSION, 1)
    assert pictures.get(RECORD, ACTOR, VERSION, 1)


def test_pictures_are_kept_for_a_while_only(monkeypatch: pytest.MonkeyPatch) -> None:
    drawing, pictures = Drawing(monkeypatch, good=9), Pictures()
    pictures.get(RECORD, ACTOR, VERSION, 1)
    monkeypatch.setattr(drawn, "KEPT_SECONDS", -1)
    assert pictures._found("version", 1) is None
    assert pictures._kept == {}
    assert drawing.started == 1


def test_a_killed_workbench_leaves_no_plain_draft_for_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "_MEMORY_DISK", tmp_path)
    code = (
        "import sys, time; from pathlib import Path; from scr_publish.workbench.pictures import copies\n"
        f"copies._MEMORY_DISK = Path({str(tmp_path)!r})\n"
        "with copies.plain_copy('mine', b'%PDF plain', 'pdf') as path: print(path, flush=True); time.sleep(600)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    left = Path(process.stdout.readline().strip())
    assert left.read_bytes() == b"%PDF plain"
    assert left.parent.stat().st_mode & 0o077 == 0
    assert copies.remove_left("mine") == 0, "somebody works on it"
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert left.exists()
    assert copies.remove_left("another") == 0
    assert copies.remove_left("mine") == 1
    assert list(tmp_path.iterdir()) == []
