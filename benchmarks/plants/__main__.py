"""`python -m benchmarks.plants`: plant identifiers in a clean report, check it, print what is found by kind and place.

Only the privacy checker runs; every finding that it makes on a plant counts."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.plants import office, portable, word
from benchmarks.plants.kinds import PLACES, Plant, files
from benchmarks.plants.measure import Result, results

WRITERS = {"docx": word.write, "pdf": portable.write, "pdf-libreoffice": office.write}
TARGET = 0.995


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plants", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each kind, place and way is planted (3)")
    parser.add_argument("--size", type=int, default=60, help="the most plants in one document (60)")
    parser.add_argument("--seed", type=int, default=1, help="where the choice of values begins (1)")
    parser.add_argument("--format", choices=sorted(WRITERS), action="append", help="only this format")
    parser.add_argument("--misses", action="store_true", help="also print each plant that was not found")
    args = parser.parse_args()
    reached = True
    for form in args.format or [form for form in WRITERS if form != "pdf-libreoffice" or shutil.which(office.PROGRAM)]:
        found = _run(form, args.seed, args.rounds, args.size)
        reached &= _report(form, found, misses=args.misses)
    return 0 if reached else 1


def _run(form: str, seed: int, rounds: int, size: int) -> list[tuple[Plant, Result]]:
    out: list[tuple[Plant, Result]] = []
    for number in range(rounds):
        for i, plants in enumerate(files(seed + number, size)):
            with tempfile.TemporaryDirectory() as folder:
                path = WRITERS[form](plants, Path(folder), f"report-{i}")
                out += zip(plants, results(path, plants), strict=True)
    return out


def _report(form: str, found: list[tuple[Plant, Result]], *, misses: bool) -> bool:
    counts = Counter((plant.kind, plant.place, result) for plant, result in found)
    kinds = list(dict.fromkeys(plant.kind for plant, _ in sorted(found, key=lambda item: item[0].kind)))
    print(f"\n{form.upper()}: found of planted, by kind and place (unread ones left out)")
    print(f"{'':20}" + "".join(f"{place:>11}" for place in PLACES))
    for kind in kinds:
        cells = []
        for place in PLACES:
            right = counts[kind, place, "found"]
            read = right + counts[kind, place, "weak"] + counts[kind, place, "missed"]
            cells.append(f"{f'{right}/{read}' if read else '–':>11}")
        print(f"{kind:20}" + "".join(cells))
    total = Counter(result for _, result in found)
    read = len(found) - total["unread"]
    share = total["found"] / read if read else 0.0
    print(f"{len(found)} plants, {total['unread']} not read by the parser, {total['found']} found as their kind asks,")
    rest = f"{total['weak']} found for review only, {total['missed']} missed"
    print(f"{rest}: {share:.2%} of those read (target {TARGET:.1%})")
    unread = Counter(plant.place for plant, result in found if result == "unread")
    if unread:
        print("not read: " + ", ".join(f"{place} {count}" for place, count in sorted(unread.items())))
    if misses:
        for plant, result in found:
            if result != "found":
                print(f"  {result}: {plant.kind}, {plant.place}, {plant.way}: {plant.text!r}")
    return share >= TARGET


if __name__ == "__main__":
    sys.exit(main())
