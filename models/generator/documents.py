"""Draw documents as the program will see them: a paragraph, a heading or a table cell at a time."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.generator.grammar import Entity, Filled, Grammar
from models.generator.noise import spoil
from models.generator.people import People, held_out

FRAMES_HELD_OUT = 0.15
KIND_WEIGHTS = {"built": 5, "built_cells": 3, "web_and_post": 2, "web_and_post_cells": 2}
"""Frames made of phrases say something new each time, and what is like no report needs a share of its own; the others
come by their number."""
SENTENCE_MARK = " | "
"""Stands in a frame between two sentences."""
_JOIN = re.compile(r"# join (\d+)-(\d+)")


@dataclass(frozen=True)
class Generated:
    """One document: its text, its entities, the kind of its frames, and how it was spoilt ("" for not at all).

    `sentences` are the texts of its sentences before it was spoilt."""

    filled: Filled
    kind: str
    noise: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """A file of frames; so many of them stand together in one document."""

    name: str
    least: int
    most: int
    frames: tuple[str, ...]


def load_kinds(folder: Path, *, unseen: bool) -> list[Kind]:
    """The frames of each kind: those kept for measuring where `unseen`, the others where not."""
    kinds = []
    for path in sorted(folder.glob("*.txt")):
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        join = _JOIN.fullmatch(head)
        if not join:
            raise ValueError(f"{path.name}: the first line should be like “# join 1-4”.")
        frames = tuple(line for line in lines if line and held_out(line, FRAMES_HELD_OUT) == unseen)
        kinds.append(Kind(path.stem, int(join[1]), int(join[2]), frames))
    return kinds


def documents(
    folder: Path, lists: Path, count: int, seed: int, *, unseen: bool = False, clean: bool = False, even: bool = False
) -> Iterator[Generated]:
    """`count` documents. `unseen` draws only frames and names that training never draws; `clean` leaves noise out;
    `even` draws every origin of names as often as any other."""
    rng = random.Random(seed)
    grammar = Grammar(
        folder / "slots.toml", People(folder / "names.toml", lists, unseen=unseen, even=even), unseen=unseen
    )
    kinds = load_kinds(folder / "frames", unseen=unseen)
    weights = [len(kind.frames) * KIND_WEIGHTS.get(kind.name, 1) for kind in kinds]
    for _ in range(count):
        kind = rng.choices(kinds, weights)[0]
        frames = _drawn(kind, rng)
        sentences = [grammar.fill(part, rng) for frame in frames for part in frame.split(SENTENCE_MARK)]
        filled = _together(sentences)
        noise = ""
        if not clean:
            filled, noise = spoil(filled, rng, training=not unseen)
        yield Generated(filled, kind.name, noise, tuple(sentence.text for sentence in sentences))


def _drawn(kind: Kind, rng: random.Random) -> list[str]:
    """Frames of one kind that stand together: after one that does not end as a sentence ends, nothing follows."""
    frames: list[str] = []
    for _ in range(rng.randint(kind.least, kind.most)):
        frames.append(rng.choice(kind.frames))
        if not frames[-1].endswith((".", "?", "!", '"')):
            break
    return frames if frames[-1].endswith((".", "?", "!", '"')) else frames[-1:]


def _together(pieces: list[Filled]) -> Filled:
    text, entities = "", []
    for piece in pieces:
        if text:
            text += " "
        offset = len(text)
        entities += [Entity(e.start + offset, e.end + offset, e.label, e.origin) for e in piece.entities]
        text += piece.text
    return Filled(text, tuple(entities))
