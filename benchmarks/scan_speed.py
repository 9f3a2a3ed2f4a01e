"""How fast an archive is scanned: two processes against one, against the obvious assembly, and on a Ray cluster.

    python -m benchmarks.scan_speed --count 60

The documents are the reports of `scan_material` that are PDFs, since the obvious assembly reads nothing else; every run
takes all of them, into a fresh store. Ratios are of runs that follow one another on the same machine; what starting
costs (Python, the model, the cluster) counts in each, except where a line says that it does not."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks import scan_material

TWO, ASSEMBLY, RAY = 1.8, 2.5, 1.6
"""Targets: two processes against one, documents a minute against the assembly, two Ray workers against one."""
EVERY = 6
"""A process for each document costs the same again and again: it is measured on every sixth document."""


def pdf_reports(folder: Path, count: int) -> Path:
    """So many PDF reports of `scan_material` in a folder of their own."""
    place = folder / "reports"
    place.mkdir()
    for path, data in scan_material.archive(count * 3):
        if path.startswith("20") and path.endswith(".pdf") and "response" not in path:
            (place / Path(path).name).write_bytes(data)
            if len(list(place.iterdir())) == count:
                break
    return place


def scan(place: Path, *options: str) -> tuple[float, float]:
    """The seconds of a whole scan, and those from the first document done to the last."""
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch) / "store.db"
        command = [sys.executable, "-m", "scr_publish", "scan", str(place), "--store", str(store), "--json", *options]
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout
        times = [time.perf_counter() for line in process.stdout if json.loads(line)["type"] == "document"]
        if process.wait() not in (0, 1, 3):
            raise RuntimeError(f"the scan left with {process.returncode}")
        return time.perf_counter() - began, times[-1] - times[0]


def assembly(place: Path, *, one_process: bool) -> float:
    """The seconds a document that the obvious assembly takes: a process for each document, or one loop over all."""
    paths = sorted(str(path) for path in place.iterdir())
    groups = [paths] if one_process else [[path] for path in paths[::EVERY]]
    program = [sys.executable, "-m", "benchmarks.obvious_assembly"]
    began = time.perf_counter()
    for group in groups:
        subprocess.run([*program, *group], stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - began) / sum(map(len, groups))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", choices=("processes", "assembly", "ray"), action="append")
    chosen = parser.parse_args()
    parts = chosen.only or ["processes", "assembly", "ray"]
    folder = Path(tempfile.mkdtemp(prefix="scr-publish-speed-"))
    try:
        place = pdf_reports(folder, chosen.count)
        kept = True
        if "processes" in parts:
            kept &= processes(place, chosen.runs)
        if "assembly" in parts:
            kept &= against_the_assembly(place, chosen.runs)
        if "ray" in parts:
            kept &= on_ray(place, chosen.runs)
    finally:
        shutil.rmtree(folder)
    return 0 if kept else 1


def processes(place: Path, runs: int) -> bool:
    """Two processes against one, in turn."""
    ratios, steady = [], []
    for _ in range(runs):
        one, two = (scan(place, "--processes", str(number)) for number in (1, 2))
        ratios.append(one[0] / two[0])
        steady.append(one[1] / two[1])
        print(f"one process {one[0]:.1f} s, two {two[0]:.1f} s: {ratios[-1]:.2f}, start-up left out {steady[-1]:.2f}")
    ratio = median(ratios)
    print(
        f"two processes are {ratio:.2f} times as fast as one (target {TWO}); start-up left out {median(steady):.2f}\n"
    )
    return ratio >= TWO


def against_the_assembly(place: Path, runs: int) -> bool:
    """Documents a minute, all checks on, against the obvious assembly in both of its forms."""
    count = len(list(place.iterdir()))
    ours, each, loop = [], [], []
    for _ in range(runs):
        ours.append(scan(place)[0] / count)
        each.append(assembly(place, one_process=False))
        loop.append(assembly(place, one_process=True))
        print(f"seconds a document: scan {ours[-1]:.2f}; assembly, a process each {each[-1]:.2f}, loop {loop[-1]:.2f}")
    a, b, c = (60 / median(times) for times in (ours, each, loop))
    print(f"documents a minute: scan {a:.0f}; assembly, a process for each document {b:.0f}; in one loop {c:.0f}")
    print(f"that is {a / b:.2f} times a process for each, {a / c:.2f} times the loop (target {ASSEMBLY})\n")
    return a / c >= ASSEMBLY


def on_ray(place: Path, runs: int) -> bool:
    """Two Ray workers against one, start-up left out: a cluster is there before a scan."""
    ratios = []
    for _ in range(runs):
        one, two = (scan(place, "--engine", "ray", "--processes", str(number)) for number in (1, 2))
        ratios.append(one[1] / two[1])
        print(
            f"one Ray worker {one[1]:.1f} s, two {two[1]:.1f} s: {ratios[-1]:.2f}; whole {one[0]:.1f}, {two[0]:.1f} s"
        )
    print(f"two Ray workers are {median(ratios):.2f} times as fast as one (target {RAY})\n")
    return median(ratios) >= RAY


if __name__ == "__main__":
    sys.exit(main())
