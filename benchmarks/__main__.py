"""`python -m benchmarks`: the figures that the product keeps to, printed as tables with ratios."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks import report_pdf
from benchmarks.measure import Cost, medians, run

PAGES = (10, 50, 100, 200, 400)
TARGET_RATIO = 0.7
TARGET_MEMORY = 1500
TARGET_HELP = 0.3


def check_command(path: Path, output: Path) -> list[str]:
    """Our check of a draft, all checks on, as a user runs it."""
    return [sys.executable, "-m", "scr_publish", "check", str(path), "--format", "json", "--output", str(output)]


def against_the_assembly(folder: Path, runs: int) -> bool:
    """The 100-page report through our check and through the obvious assembly, in turn."""
    path = folder / "report-100.pdf"
    words = report_pdf.make(path, 100)
    ours: list[Cost] = []
    theirs: list[Cost] = []
    for _ in range(runs):
        ours.append(run(check_command(path, folder / "out.json"), (0, 1, 3)))
        theirs.append(run([sys.executable, "-m", "benchmarks.obvious_assembly", str(path)]))
    a, b = medians(ours), medians(theirs)
    ratios = sorted(x.seconds / y.seconds for x, y in zip(ours, theirs, strict=True))
    ratio = ratios[len(ratios) // 2]
    print(f"A 100-page PDF of {words:,} words, median of {runs} runs in turn")
    print(f"{'':28}{'seconds':>10}{'CPU s':>10}{'peak MB':>10}")
    print(f"{'scr-publish, all checks':28}{a.seconds:10.2f}{a.cpu:10.2f}{a.memory:10.0f}")
    print(f"{'the obvious assembly':28}{b.seconds:10.2f}{b.cpu:10.2f}{b.memory:10.0f}")
    pairs = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    print(f"{'ratio':28}{ratio:10.2f}   (target at most {TARGET_RATIO}; each pair: {pairs})\n")
    return ratio <= TARGET_RATIO and a.memory <= TARGET_MEMORY


def growth(folder: Path) -> None:
    """How cost grows with length: seconds and memory a page, start-up taken off."""
    start = run([sys.executable, "-m", "scr_publish", "check", str(_short(folder)), "--format", "json"], (0, 1, 3))
    print(f"Cost by length (start-up of {start.seconds:.2f} s, that of a one-line draft, taken off the last column)")
    print(f"{'pages':>6}{'words':>10}{'seconds':>10}{'peak MB':>10}{'ms a page':>12}")
    for pages in PAGES:
        path = folder / f"report-{pages}.pdf"
        words = report_pdf.make(path, pages)
        cost = run(check_command(path, folder / "out.json"), (0, 1, 3))
        each = 1000 * (cost.seconds - start.seconds) / pages
        print(f"{pages:6}{words:10,}{cost.seconds:10.2f}{cost.memory:10.0f}{each:12.1f}")
    print()


def _short(folder: Path) -> Path:
    path = folder / "short.md"
    path.write_text("# A draft\n\nThis is a fictional draft of one line.\n", encoding="utf-8")
    return path


def help_time(runs: int) -> bool:
    """How long `--help` takes."""
    cost = medians([run([sys.executable, "-m", "scr_publish", "--help"]) for _ in range(runs + 2)])
    print(f"scr-publish --help: {cost.seconds:.3f} s (target under {TARGET_HELP})")
    return cost.seconds < TARGET_HELP


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="runs of each command that are compared")
    parser.add_argument("--only", choices=("assembly", "growth", "help"), help="only this table")
    chosen = parser.parse_args()
    kept = True
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        if chosen.only in (None, "assembly"):
            kept &= against_the_assembly(folder, chosen.runs)
        if chosen.only in (None, "growth"):
            growth(folder)
        if chosen.only in (None, "help"):
            kept &= help_time(chosen.runs)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
