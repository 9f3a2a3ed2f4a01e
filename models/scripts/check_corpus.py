"""Check the written corpus: its marks and front matter, what it counts, and passages that are too like each other.

    python models/scripts/check_corpus.py [--against FOLDER]...

Each folder given is held against the corpus too: nothing of the corpus may stand in it. Exit status 1 where a mark is
wrong, a part is unknown, or a passage stands twice."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from models.scripts.annotated import Annotated, load
from models.scripts.places import WRITTEN
from models.scripts.written import SPLITS

SHINGLE = 8
"""Words in a shingle: two people who write about the same things seldom share eight words in a row."""
SHARED_AT_MOST = 0.3
"""The share of a passage's shingles that may stand in one other passage."""
LEAST_SHINGLES = 12
"""A passage with fewer says too little to compare: a table's cells, a stock heading."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Passage:
    """A paragraph of a draft, as its shingles."""

    draft: str
    opening: str
    shingles: frozenset[tuple[str, ...]]


def passages(draft: Annotated) -> Iterator[Passage]:
    """The paragraphs of a draft that are long enough to compare."""
    for block in re.split(r"\n\s*\n", draft.text):
        words = [word.casefold() for word in _WORD.findall(block)]
        shingles = frozenset(tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))
        if len(shingles) >= LEAST_SHINGLES:
            yield Passage(draft.name, " ".join(words[:SHINGLE]), shingles)


def near_duplicates(drafts: list[Annotated], others: list[Annotated]) -> list[str]:
    """A line for each pair of passages of two drafts that share too much: among ours, and between ours and others."""
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    every = [(passage, True) for draft in drafts for passage in passages(draft)]
    every += [(passage, False) for draft in others for passage in passages(draft)]
    for i, (passage, _) in enumerate(every):
        for shingle in passage.shingles:
            holders[shingle].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        shared.update((a, b) for k, a in enumerate(held) for b in held[k + 1 :])
    lines = []
    for (a, b), count in sorted(shared.items()):
        (one, ours), (two, theirs) = every[a], every[b]
        share = count / min(len(one.shingles), len(two.shingles))
        if (ours or theirs) and one.draft != two.draft and share > SHARED_AT_MOST:
            lines.append(f"{one.draft} and {two.draft}: {share:.0%} alike, “{one.opening} …”")
    return lines


def counted(drafts: list[Annotated]) -> str:
    """How many words, marks and statements each part holds, as Markdown."""
    labels = sorted({mark.label for draft in drafts for mark in draft.marks})
    lines = ["| part | drafts | words | statements | " + " | ".join(labels) + " |", "|---" * (4 + len(labels)) + "|"]
    for split in SPLITS:
        part = [draft for draft in drafts if draft.meta.get("split", "train") == split]
        marks = Counter(mark.label for draft in part for mark in draft.marks)
        words = sum(len(draft.text.split()) for draft in part)
        statements = sum(len(draft.statements) for draft in part)
        counts = " | ".join(str(marks[label]) for label in labels)
        lines.append(f"| {split} | {len(part)} | {words:,} | {statements} | {counts} |")
    return "\n".join(lines)


def _loaded(folder: Path, problems: list[str]) -> list[Annotated]:
    """The drafts of a folder: its Markdown files that begin with a front matter."""
    found = []
    for path in sorted(folder.glob("*.md")):
        if not path.read_text(encoding="utf-8").startswith("---\n"):
            continue
        try:
            found.append(load(path))
        except ValueError as error:
            problems.append(str(error))
    return found


def _check_parts(drafts: list[Annotated]) -> Iterator[str]:
    """Each draft names a part that there is; a style of writing stands in one part only."""
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for draft in drafts:
        split = str(draft.meta.get("split", "train"))
        if split not in SPLITS:
            yield f"{draft.name}: no part is called {split!r}"
        if case := draft.meta.get("case"):
            parts[str(case)].add(split)
    for case, names in sorted(parts.items()):
        if len(names) > 1:
            yield f"the case {case!r} stands in more than one part: {', '.join(sorted(names))}"


def _check_marks(drafts: list[Annotated]) -> Iterator[str]:
    for draft in drafts:
        for mark in draft.marks:
            text = draft.text[mark.start : mark.end]
            if not text.strip() or text != text.strip():
                yield f"{draft.name}: a mark with nothing or with space at its edge: {text!r}"
            elif mark.label == "PERSON" and re.search(r"['’]s$", text):
                yield f"{draft.name}: a possessive inside a mark: {text!r}"


def main() -> int:
    """Print the counts and what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", type=Path, action="append", default=[], help="drafts that must share nothing")
    options = parser.parse_args()
    problems: list[str] = []
    drafts = _loaded(WRITTEN, problems)
    others = [draft for folder in options.against for draft in _loaded(folder, problems)]
    problems += [*_check_parts(drafts), *_check_marks(drafts), *near_duplicates(drafts, others)]
    print(counted(drafts))
    for problem in problems:
        print(problem)
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
