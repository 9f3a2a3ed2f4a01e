"""How the time of a check grows on text made to stall it: `python -m benchmarks.hostile_text`.

Each piece of `tests.builders.hostile.repeated` fills a Word file at one length and at four times that length. Time that
grows with the text takes four times as long, with its square sixteen times."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from scr_publish.assessment import check
from tests.builders.hostile.repeated import PIECES, write

LENGTH, TIMES = 5_000, 4
MOST, SLOW = 8.0, 2.0
"""A ratio above the first is more than linear growth, where the longer text takes more seconds than the second."""


def seconds(path: Path) -> float:
    """How long the check of a file takes."""
    began = time.perf_counter()
    check(path)
    return time.perf_counter() - began


def main() -> int:
    """Print the table; 1 where a piece grows with more than the text."""
    bad = 0
    with tempfile.TemporaryDirectory() as scratch:
        seconds(write(Path(scratch) / "first.docx", "Once ", LENGTH))
        print(f"{'piece':32}{LENGTH:>10,}{LENGTH * TIMES:>10,}{'ratio':>8}")
        for piece in PIECES:
            short = seconds(write(Path(scratch) / "short.docx", piece, LENGTH))
            long = seconds(write(Path(scratch) / "long.docx", piece, LENGTH * TIMES))
            worse = long / short > MOST and long > SLOW
            bad += worse
            print(f"{piece!r:32}{short:10.2f}{long:10.2f}{long / short:8.1f}{'  more than linear' if worse else ''}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
