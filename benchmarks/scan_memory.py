"""Watch the resident memory of a process and all that it starts, from outside."""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
ROLES = (
    ("isolated.zygote", "zygote and readers"),
    ("engine.template", "template and workers"),
    ("scr_publish scan", "the scan itself"),
    ("raylet", "Ray"),
    ("ray::", "Ray's actors"),
)
"""What a process is, by a part of its command line: forked ones keep that of the process they were forked from."""


@dataclass
class Memory:
    """Most bytes resident in any one process of each role, for each window of documents done; and all processes' shares
    together (memory that is shared counted once), at its most."""

    windows: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    together: int = 0

    def most(self, first: int = 0) -> dict[str, int]:
        """The most of each role from a window on."""
        return {
            role: max((size for window, size in found.items() if window >= first), default=0)
            for role, found in self.windows.items()
        }


class Watcher(threading.Thread):
    """Looks once a second until it is stopped. `window` says in which window of documents the run is now."""

    def __init__(self, process: int, memory: Memory, window: Callable[[], int]) -> None:
        super().__init__(daemon=True)
        self._process, self._memory, self._window = process, memory, window
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(1.0):
            window, shares = self._window(), 0
            for process in [self._process, *descendants(self._process)]:
                role = role_of(process)
                size = resident(process)
                found = self._memory.windows[role]
                found[window] = max(found[window], size)
                shares += proportional(process)
            self._memory.together = max(self._memory.together, shares)

    def stop(self) -> None:
        self._ended.set()
        self.join()


def descendants(process: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    parents: dict[int, list[int]] = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(fields[1])].append(int(entry.name))
    found, new = [], [process]
    while new:
        new = [child for parent in new for child in parents.get(parent, [])]
        found += new
    return found


def resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def proportional(process: int) -> int:
    """A process's share of memory: its own, and its part of what it shares."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def role_of(process: int) -> str:
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return "other"
    return next((role for part, role in ROLES if part in command), "other programs")
