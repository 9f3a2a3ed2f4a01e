"""Names of people by origin, from public lists, Faker's locales and `names.toml`; some kept back to measure with."""

from __future__ import annotations

import csv
import hashlib
import importlib
import random
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from models.generator.words import everyday_words, ordinary_words

HELD_OUT_SHARE = 0.2
BLENDED_SHARE = 0.25
WORDS_SHARE = 0.05
"""So many of the names in training are blended from two, or are ordinary words."""
_FAKER_FORENAMES = ("first_names", "first_names_male", "first_names_female", "first_names_unisex")
_FAKER_SURNAMES = ("last_names", "last_names_male", "last_names_female")


def held_out(word: str, share: float = HELD_OUT_SHARE) -> bool:
    """Whether a name or a frame is kept for measuring: a fixed fifth, whatever the order or the seed."""
    digest = hashlib.sha256(word.casefold().encode()).digest()
    return int.from_bytes(digest[:4]) / 2**32 < share


@dataclass(frozen=True)
class Person:
    """An invented person's parts of a name, and the origin that they come from."""

    origin: str
    forename: str
    second: str
    surname: str
    surname2: str


@dataclass(frozen=True)
class Origin:
    """One origin's names; `weight` is its share."""

    name: str
    weight: float
    forenames: tuple[str, ...]
    surnames: tuple[str, ...]


class People:
    """Draws people. With `unseen`, every part of the name is one that training never draws; with
    `even`, each origin comes as often as any other."""

    def __init__(self, settings: Path, lists: Path, *, unseen: bool, even: bool = False) -> None:
        self._unseen = unseen
        self._lists = lists
        with settings.open("rb") as file:
            self.origins = [self._origin(name, entry) for name, entry in tomllib.load(file).items()]
        self._weights = [1.0 if even else origin.weight for origin in self.origins]
        treebank = lists.parent / "ud-ewt" / "train.conllu"
        words = () if unseen else ordinary_words(treebank, settings.parent)
        self._words = [word for word in words if not held_out(word)]
        self.everyday = [word for word in everyday_words(treebank) if held_out(word) == unseen]

    def draw(self, rng: random.Random) -> Person:
        """A person of an origin drawn by weight. Surnames cross origins now and then, as in families they do."""
        origin = rng.choices(self.origins, self._weights)[0]
        other = rng.choices(self.origins, self._weights)[0] if rng.random() < 0.08 else origin
        return Person(
            origin.name,
            self._name(origin.forenames, rng),
            self._name(origin.forenames, rng),
            self._name(other.surnames, rng),
            self._name(origin.surnames, rng),
        )

    def _name(self, names: tuple[str, ...], rng: random.Random) -> str:
        """One of the names; in training now and then a new one, of two names' halves, or a word that is no name, so
        that what a name looks like and where it stands is learnt and not only which words are names."""
        name, draw = rng.choice(names), rng.random()
        if self._unseen or draw > BLENDED_SHARE + WORDS_SHARE:
            return name
        if draw < WORDS_SHARE:
            return rng.choice(self._words).capitalize()
        other = rng.choice(names)
        return name[: (len(name) + 1) // 2] + other[len(other) // 2 :].lower()

    def _origin(self, name: str, entry: dict) -> Origin:
        forenames, surnames = set(entry["forenames"].split()), set(entry["surnames"].split())
        forenames |= self._public["forenames"].get_all(entry["countries"])
        surnames |= self._public["surnames"].get_all(entry["countries"])
        for locale in entry["faker"]:
            more_forenames, more_surnames = _faker_names(locale)
            forenames |= more_forenames
            surnames |= more_surnames
        if entry.get("without_tones"):
            forenames, surnames = ({_without_marks(part) for part in parts} for parts in (forenames, surnames))
        return Origin(name, entry["weight"], self._side(forenames), self._side(surnames))

    def _side(self, names: Iterable[str]) -> tuple[str, ...]:
        words = {name.replace("_", " ").strip() for name in names}
        return tuple(sorted(word for word in words if held_out(word) == self._unseen and _usable(word)))

    @cached_property
    def _public(self) -> dict[str, _PublicNames]:
        return {kind: _PublicNames(self._lists / f"common-{kind}-by-country.csv") for kind in ("forenames", "surnames")}


def listed_names(settings: Path, lists: Path) -> tuple[Counter[str], Counter[str]]:
    """Forenames and surnames in small letters, word by word, and how many origins have them: those that training draws
    and those that are kept back alike."""
    forenames: Counter[str] = Counter()
    surnames: Counter[str] = Counter()
    for unseen in (False, True):
        for origin in People(settings, lists, unseen=unseen).origins:
            for names, counts in ((origin.forenames, forenames), (origin.surnames, surnames)):
                counts.update({part for name in names for part in name.lower().split()})
    return forenames, surnames


class _PublicNames:
    """The names of one public list, by country."""

    def __init__(self, path: Path) -> None:
        self._by_country: dict[str, set[str]] = {}
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                name = row["Romanized Name"] or row["Localized Name"]
                self._by_country.setdefault(row["Country"], set()).add(name.strip())

    def get_all(self, countries: Iterable[str]) -> set[str]:
        return set().union(*(self._by_country.get(country, set()) for country in countries))


def _faker_names(locale: str) -> tuple[set[str], set[str]]:
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    found = []
    for attributes in (_FAKER_FORENAMES, _FAKER_SURNAMES):
        names: set[str] = set()
        for attribute in attributes:
            value = getattr(provider, attribute, ())
            if not isinstance(value, property):
                names.update(value or ())
        found.append(names)
    return found[0], found[1]


def _without_marks(name: str) -> str:
    """Romanised names as British records write them: tones and long vowels are not marked."""
    bare = "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))
    return bare.replace("Đ", "D").replace("đ", "d")


def _usable(name: str) -> bool:
    """Latin letters only, as British records write names; no stray initials, no all-capitals."""
    letters = [char for char in name if char.isalpha()]
    return len(letters) >= 2 and name[0].isalpha() and all("LATIN" in unicodedata.name(char, "") for char in letters)
