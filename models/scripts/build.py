"""Make the language model, from corpora to the pipeline that ships.

    python models/scripts/build.py
    python models/scripts/build.py --only names     # one part again: words, syntax, names or assembly

Syntax and names are trained side by side, a core each, every step in a process of its own with a fixed seed."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from models.scripts.places import BUILD, CONFIGS, PIPELINE, SEED, corpora  # noqa: E402

TEACHER_STEPS = 2_550
"""A multiple of the configuration's `eval_frequency`, so that the last state is measured and can be the best."""
CODE = Path(__file__).with_name("training.py")


@dataclass(frozen=True)
class Cost:
    """Seconds that a step took: of the processor, and by the clock."""

    step: str
    processor: float
    clock: float


COSTS: list[Cost] = []


def run(*arguments: str | Path) -> None:
    """A Python module as a process: one thread, hashes that do not change; its cost goes to `COSTS`. Raises SystemExit
    where it fails."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": str(SEED % 4096), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-m", *map(str, arguments)]
    print("·", " ".join(command[1:]), flush=True)
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=REPOSITORY, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"build: this step failed: {' '.join(command[1:])}")
    step = " ".join(str(part) for part in arguments[:1]) + ("" if arguments[0] != "spacy" else f" → {arguments[4]}")
    COSTS.append(Cost(step, usage.ru_utime + usage.ru_stime, time.monotonic() - began))


def train(part: str, name: str, *more: str | Path) -> Path:
    """Train by `configs/{part}.cfg` into `build/{name}`; the folder of the best pipeline there."""
    data, to = BUILD / part, BUILD / name
    paths = ("--paths.train", data / "train", "--paths.dev", data / "dev.spacy", "--paths.vectors", BUILD / "vectors")
    run("spacy", "train", CONFIGS / f"{part}.cfg", "-o", to, "--code", CODE, *paths, *more)
    return to / "model-best"


def words() -> None:
    """The table of word vectors that both other parts read."""
    run("models.scripts.word_vectors")


def syntax() -> None:
    """Tags, trees and sentence ends: a teacher from the treebanks, its trees of report text, then the real one."""
    run("models.scripts.syntax_data")
    (BUILD / "syntax" / "train" / "report.spacy").unlink(missing_ok=True)
    teacher = train("syntax", "teacher", "--training.max_steps", str(TEACHER_STEPS))
    run("models.scripts.report_trees", teacher)
    train("syntax", "syntax_trained")


def names() -> None:
    """Names and facts."""
    run("models.scripts.ner_data")
    train("ner", "ner_trained")


def assembly() -> None:
    """The pipeline from its trained parts, measured, with its scores in its description."""
    run("models.scripts.assemble", BUILD / "syntax_trained" / "model-best", BUILD / "ner_trained" / "model-best")
    scores = BUILD / "scores.json"
    run("models.scripts.evaluate", "--json", scores, "--card", PIPELINE.parent / "README.md")
    meta = PIPELINE / "meta.json"
    described = json.loads(meta.read_text(encoding="utf-8"))
    described["performance"] = json.loads(scores.read_text(encoding="utf-8"))
    described["performance"].pop("words_per_second")
    meta.write_text(json.dumps(described, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


PARTS = {part.__name__: part for part in (words, syntax, names, assembly)}


def main() -> None:
    """Build the pipeline, or the part of it that is asked for, and say what each step took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=PARTS, help="this part, from what the parts before it left in models/build")
    options = parser.parse_args()
    corpora()
    if options.only:
        PARTS[options.only]()
    else:
        words()
        with ThreadPoolExecutor(2) as pool:
            for part in [pool.submit(syntax), pool.submit(names)]:
                part.result()
        assembly()
    for cost in COSTS:
        print(f"{cost.processor / 60:6.1f} min of a core, {cost.clock / 60:6.1f} min by the clock: {cost.step}")


if __name__ == "__main__":
    main()
