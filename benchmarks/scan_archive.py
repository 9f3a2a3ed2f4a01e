"""A large archive scanned undisturbed, then killed twenty times on the way: nothing lost or twice, the same result.

    python -m benchmarks.scan_archive --count 2000 --folder /tmp/archive

Parts (`--only`): `undisturbed` scans into a fresh store and watches the memory of every process; `killed` scans the
same archive into another store and kills the scan (SIGKILL) again and again; `compare` compares both stores byte for
byte, times left out; `again` scans the unchanged archive once more. All four are done unless one is named."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import scan_material
from benchmarks.scan_memory import Memory, Watcher, descendants

WINDOWS = 10
MAX_RESIDENT, FLAT_FROM, FLAT = 1.2e9, 200, 1.15
"""No process may hold more bytes; from that document on no window may need more than so many times the first one."""
AGAIN_SECONDS = 20


class Bench:
    def __init__(self, folder: Path, count: int, processes: int, limit: int) -> None:
        self.archive, self.count = folder / f"archive-{count}", count
        self.folder, self._processes, self._limit = folder, processes, limit
        scan_material.make(self.archive, count)

    def command(self, store: Path) -> list[str]:
        """The scan as a user runs it, with a line for each document."""
        return [
            sys.executable, "-m", "scr_publish", "scan", str(self.archive), "--store", str(store), "--json",
            "--processes", str(self._processes), "--time-limit", str(self._limit),
        ]  # fmt: skip

    def undisturbed(self) -> bool:
        store, memory = self.folder / "undisturbed.db", Memory()
        _remove(store)
        began = time.perf_counter()
        with (self.folder / "undisturbed.jsonl").open("w") as out:
            process = subprocess.Popen(self.command(store), stdout=out)
            watcher = Watcher(process.pid, memory, lambda: done_in(store) * WINDOWS // self.count)
            watcher.start()
            status = process.wait()
            watcher.stop()
        seconds = time.perf_counter() - began
        states, kinds = self._accounted(store)
        print(f"Undisturbed: {self.count:,} documents in {seconds:,.0f} s, {60 * self.count / seconds:,.0f} a minute, "
              f"{self._processes} processes, exit status {status}")  # fmt: skip
        print(f"  states: {states}; kinds: {kinds}")
        return self._memory(memory) and sum(states.values()) == self.count and not states.get("waiting")

    def _accounted(self, store: Path) -> tuple[dict[str, int], dict[str, int]]:
        query = "SELECT {0}, count(*) FROM document GROUP BY {0} ORDER BY {0}"
        with sqlite3.connect(store) as sql:
            states, kinds = (dict(sql.execute(query.format(name)).fetchall()) for name in ("state", "kind"))
        return states, kinds

    def _memory(self, memory: Memory) -> bool:
        first = -(-FLAT_FROM * WINDOWS // self.count)
        kept = True
        print(f"  memory: the most resident in one process, in MB, by tenth of the documents (all together, shared "
              f"memory counted once: {memory.together / 1e6:,.0f})")  # fmt: skip
        for role, found in sorted(memory.windows.items()):
            sizes = [found.get(window, 0) / 1e6 for window in range(WINDOWS + 1)]
            print(f"    {role:24}" + "".join(f"{size:7.0f}" for size in sizes))
            kept &= max(sizes) < MAX_RESIDENT / 1e6
            late = [size for size in sizes[first:] if size]
            if role in ("the scan itself", "template and workers") and len(late) > 1:
                growth = max(late[1:]) / late[0]
                print(
                    f"    {'':24}most after the first window from the {FLAT_FROM}th document on: {growth:.2f} times it"
                )
                kept &= growth <= FLAT
        return kept

    def killed(self, times: int) -> bool:
        store = self.folder / "killed.db"
        _remove(store)
        began, kills, runs = time.perf_counter(), 0, 0
        orphans, said = 0, Counter[tuple[str, bool]]()
        while True:
            runs += 1
            out = self.folder / f"killed-{runs}.jsonl"
            with out.open("w") as lines:
                process = subprocess.Popen(self.command(store), stdout=lines)
                target = self.count * (kills + 1) // (times + 1)
                while process.poll() is None and (kills == times or done_in(store) < target):
                    time.sleep(0.25)
                if process.poll() is None:
                    family = descendants(process.pid)
                    process.send_signal(signal.SIGKILL)
                    process.wait()
                    kills += 1
                    orphans += _left(family)
            said.update(_documents(out))
            if process.returncode != -signal.SIGKILL:
                break
        twice = [item for (item, _), number in said.items() if number > 1]
        states, _ = self._accounted(store)
        print(f"Killed {kills} times in {time.perf_counter() - began:,.0f} s; states: {states}")
        print(f"  processes left 5 s after a kill: {orphans}; documents reported twice: {len(twice)}")
        return kills == times and not orphans and not twice and sum(states.values()) == self.count

    def compare(self) -> bool:
        digests, lines = [], []
        for name in ("undisturbed", "killed"):
            dumped = list(dump(self.folder / f"{name}.db"))
            (self.folder / f"{name}.dump").write_text("\n".join(dumped))
            digests.append(hashlib.sha256("\n".join(dumped).encode()).hexdigest())
            lines.append(dumped)
        different = sum(one != other for one, other in zip(*lines, strict=False)) + abs(len(lines[0]) - len(lines[1]))
        print(f"Compared: {len(lines[0]):,} lines, {different} of them different; {digests[0][:16]} {digests[1][:16]}")
        return digests[0] == digests[1]

    def again(self) -> bool:
        began = time.perf_counter()
        done = subprocess.run(self.command(self.folder / "undisturbed.db"), capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - began
        summary = json.loads(done.stdout.splitlines()[-1])
        print(f"Again, unchanged: {seconds:.1f} s, {summary['checked']} checked (target under {AGAIN_SECONDS} s)")
        return seconds < AGAIN_SECONDS and summary["checked"] == 0


def done_in(store: Path) -> int:
    """How many documents a store has results of; 0 before it is there."""
    try:
        with sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=5) as sql:
            return int(sql.execute("SELECT count(*) FROM document WHERE state <> 'waiting'").fetchone()[0])
    except sqlite3.Error:
        return 0


def _documents(out: Path) -> Iterator[tuple[str, bool]]:
    """What a run said it had done: each document, and whether with companions."""
    for line in out.read_text().splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue  # cut short by the kill
        if row["type"] == "document":
            yield row["item"], row["stage"] != "checking"


def _left(family: list[int]) -> int:
    """How many of these processes are there after five seconds."""
    for _ in range(50):
        if not any(_alive(process) for process in family):
            return 0
        time.sleep(0.1)
    return sum(_alive(process) for process in family)


def _alive(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False


def dump(store: Path) -> Iterator[str]:
    """All that a store knows, in an order of its own and without times and the store's own ids."""
    with sqlite3.connect(store) as sql:
        sql.row_factory = sqlite3.Row
        items = dict(tuple(row) for row in sql.execute("SELECT id, item FROM document"))
        for row in sql.execute("SELECT * FROM document ORDER BY item"):
            yield _line("document", row, items, leave=("id", "last_checked", "stamp", "result"))
        for row in sql.execute(
            "SELECT result.* FROM result JOIN document ON document.id = document ORDER BY item, scan"
        ):
            yield _line("result", row, items, leave=("id", "seconds"))
            for table in ("finding", "section", "statement", "readability"):
                for part in sql.execute(f"SELECT * FROM {table} WHERE result = ? ORDER BY 2", (row["id"],)):
                    yield _line(table, part, items, leave=("result",))
        found = [_line("archive", row, items, leave=()) for row in sql.execute("SELECT * FROM archive_finding")]
        yield from sorted(found)


def _line(table: str, row: sqlite3.Row, items: dict[int, str], leave: tuple[str, ...]) -> str:
    values: dict[str, Any] = {key: row[key] for key in row.keys() if key not in leave}  # noqa: SIM118 - sqlite3.Row
    for key in ("document", "other", "pair_of", "duplicate_of", "near_of"):
        if values.get(key) is not None:
            values[key] = items[values[key]]
    if values.get("json") is not None:
        values["json"] = zlib.decompress(values["json"]).decode()
    return f"{table} {json.dumps(values, ensure_ascii=False, sort_keys=True)}"


def _remove(store: Path) -> None:
    for place in store.parent.glob(f"{store.name}*"):
        if place.is_file():
            place.unlink()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/scr-publish-archive"))
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--processes", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--time-limit", type=int, default=30)
    parser.add_argument("--only", choices=("undisturbed", "killed", "compare", "again"), action="append")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    bench = Bench(chosen.folder, chosen.count, chosen.processes, chosen.time_limit)
    parts = {
        "undisturbed": bench.undisturbed,
        "killed": lambda: bench.killed(chosen.kills),
        "compare": bench.compare,
        "again": bench.again,
    }
    kept = True
    for name in chosen.only or parts:
        met = parts[name]()
        print(f"  {name}: {'met' if met else 'NOT MET'}\n", flush=True)
        kept &= met
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
