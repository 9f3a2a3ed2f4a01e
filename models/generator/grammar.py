"""Fill a frame's slots: text, and the spans of the slots that have a label."""

from __future__ import annotations

import calendar
import random
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from models.generator.people import People, Person, held_out

_SLOT = re.compile(r"\{(\w+)\}")
_MONTHS = tuple(calendar.month_name)[1:]
_WEEKDAYS = tuple(calendar.day_name)
FIRST_YEAR, LAST_YEAR = 1998, 2018
PHRASES_HELD_OUT = 0.15


@dataclass(frozen=True)
class Entity:
    """A marked span of a generated text. `origin` is where a person's name comes from, "" for other labels."""

    start: int
    end: int
    label: str
    origin: str = ""


@dataclass(frozen=True)
class Filled:
    """A filled frame."""

    text: str
    entities: tuple[Entity, ...]


class Grammar:
    """The slots of `slots.toml`, filled with people from `people`. With `unseen`, only phrases that training never
    draws. Raises ValueError on an unknown slot."""

    def __init__(self, slots: Path, people: People, *, unseen: bool) -> None:
        self._people = people
        with slots.open("rb") as file:
            entries = tomllib.load(file)
        self._labels: dict[str, str] = {name: entry["label"] for name, entry in entries.items() if "label" in entry}
        self._choices: dict[str, list[str]] = {
            name: entry["patterns"] if "patterns" in entry else [word.strip() for word in entry["words"].split(", ")]
            for name, entry in entries.items()
            if "phrases" not in entry
        }
        self._phrases = {
            name: [phrase for phrase in entry["phrases"] if held_out(phrase, PHRASES_HELD_OUT) == unseen]
            for name, entry in entries.items()
            if "phrases" in entry
        }

    def fill(self, frame: str, rng: random.Random) -> Filled:
        """The frame with its phrases put in and every slot filled, and its entities."""
        opens = frame.startswith("{")
        frame = _SLOT.sub(lambda slot: self._phrase(slot, rng), frame)
        parts: list[str] = []
        entities: list[Entity] = []
        at = length = 0
        for slot in _SLOT.finditer(frame):
            before = frame[at : slot.start()]
            parts.append(before)
            length += len(before)
            at = slot.end()
            name = slot.group(1)
            person = self._people.draw(rng)
            words = self._expand(name, person, _calendar(rng), rng)
            if name in self._labels:
                origin = person.origin if self._labels[name] == "PERSON" else ""
                entities.append(Entity(length, length + len(words), self._labels[name], origin))
            parts.append(words)
            length += len(words)
        parts.append(frame[at:])
        text = "".join(parts)
        return Filled(text[:1].upper() + text[1:] if opens else text, tuple(entities))

    def _phrase(self, slot: re.Match[str], rng: random.Random) -> str:
        phrases = self._phrases.get(slot[1])
        return rng.choice(phrases) if phrases else slot[0]

    def _expand(self, name: str, person: Person, date: dict[str, str], rng: random.Random) -> str:
        if name in date:
            return date[name]
        if (part := _name_part(name, person, rng)) is not None:
            return part
        if name in {"word", "Word"}:
            word = rng.choice(self._people.everyday)
            return word.capitalize() if name == "Word" else word
        key = name if name in self._choices else name.rstrip("2")
        if key not in self._choices:
            raise ValueError(f"no slot is called {name!r}")
        pattern = rng.choice(self._choices[key])
        return _SLOT.sub(lambda inner: self._expand(inner.group(1), person, date, rng), pattern)


def _name_part(name: str, person: Person, rng: random.Random) -> str | None:
    match name:
        case "forename" | "second" | "surname" | "surname2":
            return str(getattr(person, name))
        case "initial":
            return person.forename[0] + rng.choice([".", "."])
        case "initial2":
            return person.second[0] + "."
    return None


def _calendar(rng: random.Random) -> dict[str, str]:
    """The parts of one date, as text writes them."""
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(FIRST_YEAR, LAST_YEAR)
    suffix = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return {
        "dayn": str(day),
        "dayth": f"{day}{suffix}",
        "dd": f"{day:02}",
        "mm": f"{month:02}",
        "monthn": str(month),
        "month": _MONTHS[month - 1],
        "month2": _MONTHS[month % 12],
        "mon": _MONTHS[month - 1][:3],
        "year": str(year),
        "yy": f"{year % 100:02}",
        "weekday": rng.choice(_WEEKDAYS),
    }
