"""Spoil text as real files are spoilt, and keep the entities in place."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from models.generator.grammar import Entity, Filled

_OCR = {"l": "1", "O": "0", "I": "l", "rn": "m", "m": "rn", "e": "c", "S": "5", "cl": "d", "h": "b", "B": "8"}


def replace_spans(filled: Filled, edits: list[tuple[int, int, str]]) -> Filled:
    """The text with each `start:end` replaced, entities moved with it. Edits do not overlap and come in order; one
    inside an entity changes the entity, one across its edge is left out."""
    parts: list[str] = []
    shifts: list[tuple[int, int]] = []
    at = 0
    for start, end, new in edits:
        if any(e.start < end and start < e.end and not (e.start <= start and end <= e.end) for e in filled.entities):
            continue
        parts += [filled.text[at:start], new]
        shifts.append((end, len(new) - (end - start)))
        at = end
    parts.append(filled.text[at:])

    def moved(place: int) -> int:
        return place + sum(change for end, change in shifts if end <= place)

    entities = tuple(Entity(moved(e.start), moved(e.end), e.label, e.origin) for e in filled.entities)
    return Filled("".join(parts), entities)


def upper(filled: Filled, _: random.Random) -> Filled:
    """ALL CAPS, where capitals keep the length."""
    text = "".join(char.upper() if len(char.upper()) == 1 else char for char in filled.text)
    return Filled(text, filled.entities)


def lower(filled: Filled, _: random.Random) -> Filled:
    """all small letters."""
    text = "".join(char.lower() if len(char.lower()) == 1 else char for char in filled.text)
    return Filled(text, filled.entities)


def lower_names(filled: Filled, _: random.Random) -> Filled:
    """Only the names of people in small letters."""
    edits = [(e.start, e.end, filled.text[e.start : e.end].lower()) for e in filled.entities if e.label == "PERSON"]
    return replace_spans(filled, edits)


def upper_names(filled: Filled, _: random.Random) -> Filled:
    """Only the last word of people's names in capitals, as minutes and court papers write them."""
    edits = []
    for e in filled.entities:
        if e.label == "PERSON":
            last = e.start + filled.text[e.start : e.end].rfind(" ") + 1
            edits.append((last, e.end, filled.text[last : e.end].upper()))
    return replace_spans(filled, edits)


def titled(filled: Filled, _: random.Random) -> Filled:
    """Each Word With A Capital, as headings are written."""
    return Filled(re.sub(r"\b[a-z]", lambda m: m.group().upper(), filled.text), filled.entities)


def typos(filled: Filled, rng: random.Random) -> Filled:
    """A letter swapped, dropped or doubled in about one word of twelve."""
    edits = []
    for word in re.finditer(r"[^\W\d_]{4,}", filled.text):
        if rng.random() < 1 / 12:
            i = word.start() + rng.randint(1, len(word.group()) - 2)
            a, b = filled.text[i], filled.text[i + 1]
            edits.append((i, i + 2, rng.choice([b + a, b, a + a + b])))
    return replace_spans(filled, edits)


def ocr(filled: Filled, rng: random.Random) -> Filled:
    """Letters misread by a scanner in about one word of fifteen."""
    edits = []
    for word in re.finditer(r"\w{3,}", filled.text):
        found = [(seen, read) for seen, read in _OCR.items() if seen in word.group()]
        if found and rng.random() < 1 / 15:
            seen, read = rng.choice(found)
            i = word.start() + word.group().index(seen)
            edits.append((i, i + len(seen), read))
    return replace_spans(filled, edits)


def joined(filled: Filled, rng: random.Random) -> Filled:
    """Spaces lost after full stops and commas, as in text pasted from a PDF."""
    edits = [(m.start() + 1, m.end(), "") for m in re.finditer(r"[.,;] ", filled.text) if rng.random() < 0.4]
    return replace_spans(filled, edits)


def broken(filled: Filled, rng: random.Random) -> Filled:
    """Words cut by a line's end: the hyphen stays, a space follows."""
    edits = []
    for word in re.finditer(r"[^\W\d_]{7,}", filled.text):
        if rng.random() < 1 / 20:
            i = word.start() + rng.randint(3, len(word.group()) - 3)
            edits.append((i, i, "- "))
    return replace_spans(filled, edits)


Spoiler = Callable[[Filled, random.Random], Filled]
KINDS: tuple[tuple[Spoiler, float, float], ...] = (
    (upper, 0.045, 0.07),
    (lower, 0.025, 0.06),
    (lower_names, 0.02, 0.07),
    (upper_names, 0.03, 0.03),
    (titled, 0.03, 0.03),
    (typos, 0.04, 0.04),
    (ocr, 0.03, 0.03),
    (joined, 0.02, 0.02),
    (broken, 0.01, 0.01),
)
"""Each way, its share of the text that is measured and of the text that trains: names without capitals are hard to
learn, so training holds more of them."""


def spoil(filled: Filled, rng: random.Random, *, training: bool) -> tuple[Filled, str]:
    """The text spoilt in one way, or most often in none; and the name of the way, "" for none."""
    draw = rng.random()
    for spoiler, measured, trained in KINDS:
        share = trained if training else measured
        if draw < share:
            return spoiler(filled, rng), spoiler.__name__
        draw -= share
    return filled, ""
