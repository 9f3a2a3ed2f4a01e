"""The plants: each kind of identifier in each place and each way of writing, with what a real draft says around it."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from scr_publish.checks.privacy.lexicon import fold

PLACES = (
    "body",
    "table",
    "header",
    "footer",
    "footnote",
    "caption",
    "textbox",
    "comment",
    "metadata",
    "link",
    "alt",
    "file",
)
"""The places of a document; the kinds' tables in `plants.toml` have a list of carriers for each that fits."""

NEEDS_ANCHOR = "*"
"""Ways of writing marked so are found by the whole name, which stands elsewhere in the document."""


@dataclass(frozen=True)
class Plant:
    """One planted identifier. `written` is the value as it stands, `text` the words around it, `anchor` the sentence
    with the whole name where this way of writing needs it, `review` whether a finding for review is enough."""

    kind: str
    place: str
    way: str
    written: str
    text: str
    anchor: str
    review: bool


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("plants.toml").read_text(encoding="utf-8"))


def files(seed: int, size: int) -> Iterator[list[Plant]]:
    """All plants once, in lists of at most `size`, one list a document; no value stands twice in a list. File names
    come one to a document."""
    chance = random.Random(seed)
    waiting = [
        (kind, place, way)
        for kind in _data()["kind"]
        for place in PLACES
        for way in kind["ways"]
        if place in kind and not (place in ONE_LINE and way in BROKEN)
    ]
    chance.shuffle(waiting)
    while waiting:
        made: list[Plant] = []
        left: list[tuple[dict[str, Any], str, str]] = []
        values = {kind["name"]: _values(kind, chance) for kind in _data()["kind"]}
        people = chance.sample(_data()["people"], len(_data()["people"]))
        named = False
        for kind, place, way in waiting:
            pool = people if kind["values"] == "people" else values[kind["name"]]
            crowded = place == "metadata" and sum(plant.place == "metadata" for plant in made) >= METADATA
            if len(made) >= size or not pool or crowded or (place == "file" and named):
                left.append((kind, place, way))
                continue
            named = named or place == "file"
            made.append(_plant(kind, place, way, pool.pop(), chance))
        yield made
        waiting = left


ONE_LINE, BROKEN = ("metadata", "link", "file"), ("two lines", "cut by a hyphen*")
"""Places that have no lines, and the ways of writing that need them."""

METADATA = 5
"""How many properties of a document take a plant."""


def _values(kind: dict[str, Any], chance: random.Random) -> list[str]:
    if kind["values"] == "dates":
        days = [date(1985, 1, 1) + timedelta(days=chance.randrange(11000)) for _ in range(30)]
        return sorted({day.isoformat() for day in days}, key=lambda _: chance.random())
    if kind["values"] == "nhs":
        return [_nhs_number(chance) for _ in range(30)]
    return chance.sample(kind["values"], len(kind["values"]))


def _nhs_number(chance: random.Random) -> str:
    """A number of the test range whose last figure is the modulus 11 check digit."""
    while True:
        digits = "999" + "".join(str(chance.randrange(10)) for _ in range(6))
        check = 11 - sum(int(digit) * (10 - i) for i, digit in enumerate(digits)) % 11
        if check != 10:
            whole = f"{digits}{check % 11}"
            return f"{whole[:3]} {whole[3:6]} {whole[6:]}"


def _plant(kind: dict[str, Any], place: str, way: str, value: str, chance: random.Random) -> Plant:
    carrier = chance.choice(kind[place])
    name = way.rstrip(NEEDS_ANCHOR)
    written = _date(value, name) if kind["values"] == "dates" else _written(value, name)
    if place in ("link", "file") and "{x}" not in carrier:
        written = _in_address(value, carrier)
        text = carrier.format(slug=written, dotted=written, packed=written, handle=written)
    else:
        if place in ("link", "file", "metadata"):
            written = written.replace("\n", " ")
        if place == "file":
            written = re.sub(r"[/:]", "-", written)
        text = carrier.format(x=written)
    written = written.removesuffix("'s")
    anchor = f"Mother and {value} came to the meeting." if way.endswith(NEEDS_ANCHOR) else ""
    review = kind["asks"] == "review" or name == "initials" or place == "file"
    return Plant(kind["name"], place, name, written, text, anchor, review)


def _in_address(value: str, carrier: str) -> str:
    plain = re.sub(r"[^a-z0-9 @.+_-]", "", fold(value))
    if "{slug}" in carrier:
        return plain.replace(" ", "-")
    if "{dotted}" in carrier:
        return plain.replace(" ", ".")
    return plain.replace(" ", "").lstrip("@")


def _written(value: str, way: str) -> str:
    first, _, last = value.rpartition(" ")
    return {
        "capitals": value.upper(),
        "lower case": value.lower(),
        "possessive": f"{value}'s",
        "two lines": value.replace(" ", "\n", 1),
        "initial and surname": f"{value[0]}. {last}",
        "title and surname": f"Mrs {last}",
        "surname first": f"{last}, {first}",
        "no-break space": value.replace(" ", "\u00a0"),
        "zero-width space": f"{value[:3]}\u200b{value[3:]}",
        "forename": value.split()[0],
        "surname": last,
        "cut by a hyphen": f"{last[:4]}-\n{last[4:]}",
        "initials": f"{value[0]}.{last[:1]}.",
        "without the space": value.replace(" ", ""),
        "with hyphens": value.replace(" ", "-"),
        "international": "+44 " + value.removeprefix("0"),
    }.get(way, value)


def _date(iso: str, way: str) -> str:
    day = date.fromisoformat(iso)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day not in (11, 12, 13) else 0, "th")
    plain = f"{day.day} {day:%B %Y}"
    return {
        "4th June 2009": f"{day.day}{ending} {day:%B %Y}",
        "04/06/2009": f"{day:%d/%m/%Y}",
        "4.6.2009": f"{day.day}.{day.month}.{day.year}",
        "June 4, 2009": f"{day:%B} {day.day}, {day.year}",
        "2009-06-04": iso,
        "4-Jun-2009": f"{day.day}-{day:%b}-{day.year}",
        "4 JUNE 2009": plain.upper(),
        "two lines": f"{day.day} {day:%B}\n{day.year}",
        "fourth of June 2009": f"{ORDINALS[day.day - 1]} of {day:%B %Y}",
    }.get(way, plain)


ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
    *("twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth"),
    *("twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first"),
)
