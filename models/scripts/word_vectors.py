"""Vectors of knowledge about English words, from counts and clusters of running text: no network of weights, a table.

spacy-lookups-data lists a million words with their probability and their Brown cluster (Brown et al., 1992: words that
stand in like company share the first bits of their path). A name that no training text holds still shares its cluster
with names that training holds; and a word that is written with a capital far more often than without is a name more
likely. The lists of names say which words are forenames and which are surnames somewhere. Words that are alike in all
this share one row, so that the table stays small.

Training reads a table that lacks some names of the lists, so that it also learns what an unlisted name looks like and
where it stands; the table that ships holds them all."""

from __future__ import annotations

import gzip
import importlib.util
import json
import math
from collections import Counter, defaultdict
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.vectors import Vectors

from models.generator.people import held_out, listed_names
from models.scripts.places import BUILD, GENERATOR, LEXICON, SEED, corpora

WORDS = 120_000
"""So many of the commonest words, whatever their case, have a row."""
WIDTH = 64
TITLE_BITS = (4, 6, 8, 10, 18)
"""Lengths of the beginnings of a word's path that say something, for the word with a capital."""
LOWER_BITS = (4, 6, 8)
"""The same for the word in small letters: coarser, its own meaning is the hash embedding's part."""
UNSEEN = -22.0
"""Natural logarithm of the probability of a word form that the list does not hold."""
LISTED_WEIGHT = 0.5
"""What a list's word weighs beside the rest of a row, whose length is 1."""
LEFT_OUT = 0.36
"""The names that are kept for measuring, and a fifth of the others."""
NAME = "words.v2"

Lexicon = dict[str, float]


@dataclass(frozen=True)
class Knowledge:
    """What is known of a word: both clusters (0 for none), how much likelier it has a capital, how common it is, and
    whether the lists of names hold it as a forename and as a surname: 1 for one origin, 2 for several."""

    title: int
    lower: int
    capital: int
    common: int
    forename: int
    surname: int


def table(name: str) -> Lexicon:
    """A table of spacy-lookups-data. Raises SystemExit where the package is not installed."""
    package = importlib.util.find_spec("spacy_lookups_data")
    if package is None or package.origin is None:
        raise SystemExit("spacy-lookups-data is not installed: pip install -e '.[dev]'.")
    with gzip.open(Path(package.origin).parent / "data" / f"en_lexeme_{name}.json.gz", "rt", encoding="utf-8") as file:
        found: Lexicon = json.load(file)
    return found


def listed(left_out: float) -> tuple[Counter[str], Counter[str]]:
    """Forenames and surnames in small letters, by how many lists hold them: the generator's and the program's own. A
    fixed share `left_out` of the words is not among them; `held_out` keeps a part of it for measuring."""
    both = listed_names(GENERATOR / "names.toml", corpora() / "names")
    for counts, file in zip(both, ("forenames.txt", "surnames.txt"), strict=True):
        lines = (LEXICON / file).read_text(encoding="utf-8").splitlines()
        counts.update(line for line in lines if line and not line.startswith("#"))
        for word in [word for word in counts if held_out(word, left_out)]:
            del counts[word]
    return both


def knowledge(left_out: float) -> dict[str, Knowledge]:
    """What is known of each of the commonest words and of each listed name, by the word in small letters."""
    clusters, chances = table("cluster"), table("prob")
    total: defaultdict[str, float] = defaultdict(float)
    for word, chance in chances.items():
        if word.replace("'", "").replace("-", "").isalpha():
            total[word.lower()] += math.exp(chance)
    commonest = sorted(total, key=lambda word: (-total[word], word))[:WORDS]
    forenames, surnames = listed(left_out)
    words = dict.fromkeys([*commonest, *sorted({*forenames, *surnames})])
    return {word: known(word, clusters, chances, forenames[word], surnames[word]) for word in words}


def known(word: str, clusters: Lexicon, chances: Lexicon, forename: int, surname: int) -> Knowledge:
    """What the tables say of a word in small letters; `forename` and `surname` are how many lists hold it."""
    title = word.title() if "-" in word else word.capitalize()
    lower_chance, title_chance = chances.get(word, UNSEEN), chances.get(title, UNSEEN)
    capital = round(max(-4.0, min(4.0, title_chance - lower_chance)) / 1.5)
    common = round(max(-18.0, max(lower_chance, title_chance)) / 3)
    return Knowledge(
        int(clusters.get(title, 0)),
        int(clusters.get(word, 0)) & (2 ** LOWER_BITS[-1] - 1),
        capital,
        common,
        min(forename, 2),
        min(surname, 2),
    )


@cache
def code(part: str, bits: int, value: int) -> np.ndarray:
    """A random direction for one thing that may be known of a word: the same in every table."""
    return np.random.default_rng([SEED, *part.encode(), bits, value]).standard_normal(WIDTH)


def rows(kinds: list[Knowledge]) -> np.ndarray:
    """A row for each kind of word: the sum of fixed random codes of all that is known of it from running text, so that
    like words lie near, at length 1, and a place of its own for each thing that the lists of names say."""
    data = np.zeros((len(kinds), WIDTH + 4), dtype="float32")
    for row, kind in zip(data, kinds, strict=True):
        text, names = row[:WIDTH], row[WIDTH:]
        for part, path, lengths in (("title", kind.title, TITLE_BITS), ("lower", kind.lower, LOWER_BITS)):
            for bits in lengths:
                text += code(part, bits, path & (2**bits - 1))
        text += 2 * code("capital", 0, kind.capital + 4) + code("common", 0, kind.common + 6)
        text /= np.linalg.norm(text)
        names += [kind.forename > 0, kind.forename > 1, kind.surname > 0, kind.surname > 1]
    data[:, WIDTH:] *= LISTED_WEIGHT
    return data


def with_vectors(nlp: Language, *, left_out: float = 0.0) -> Language:
    """The pipeline with the table in its vocabulary: a word, its form with a capital and in capitals share a row. A
    share `left_out` of the listed names is not known as such."""
    facts = knowledge(left_out)
    kinds = sorted(set(facts.values()), key=astuple)
    number = {kind: row for row, kind in enumerate(kinds)}
    vectors = Vectors(strings=nlp.vocab.strings, data=rows(kinds), name=NAME)
    for word, kind in facts.items():
        for form in {word, word.capitalize(), word.title(), word.upper()}:
            vectors.add(form, row=number[kind])
    nlp.vocab.vectors = vectors
    return nlp


def main() -> None:
    """Write `build/vectors`, a pipeline that holds nothing else: the table to train with."""
    nlp = with_vectors(spacy.blank("en"), left_out=LEFT_OUT)
    BUILD.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(BUILD / "vectors")
    print(f"word vectors: {nlp.vocab.vectors.n_keys} words in {len(nlp.vocab.vectors)} rows")


if __name__ == "__main__":
    main()
