"""Vectors of knowledge about English words, from counts and clusters of running text: no network of weights, a table.

spacy-lookups-data lists a million words with their probability and their Brown cluster (Brown et al., 1992: words that
stand in like company share the first bits of their path). A name that no training text holds still shares its cluster
with names that training holds; and a word that is written with a capital far more often than without is a name more
likely. Words that are alike in all this share one row, so that the table stays small."""

from __future__ import annotations

import gzip
import importlib.util
import json
import math
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.vectors import Vectors

from models.scripts.places import BUILD, SEED

WORDS = 120_000
"""So many of the commonest words, whatever their case, have a row."""
WIDTH = 64
TITLE_BITS = (4, 6, 8, 10, 18)
"""Lengths of the beginnings of a word's path that say something, for the word with a capital."""
LOWER_BITS = (4, 6, 8)
"""The same for the word in small letters: coarser, its own meaning is the hash embedding's part."""
UNSEEN = -22.0
"""Natural logarithm of the probability of a word form that the list does not hold."""
NAME = "words.v1"

Lexicon = dict[str, float]


@dataclass(frozen=True)
class Knowledge:
    """What is known of a word: both clusters (0 for none), how much likelier it has a capital, how common it is."""

    title: int
    lower: int
    capital: int
    common: int


def table(name: str) -> Lexicon:
    """A table of spacy-lookups-data. Raises SystemExit where the package is not installed."""
    package = importlib.util.find_spec("spacy_lookups_data")
    if package is None or package.origin is None:
        raise SystemExit("spacy-lookups-data is not installed: pip install -e '.[dev]'.")
    with gzip.open(Path(package.origin).parent / "data" / f"en_lexeme_{name}.json.gz", "rt", encoding="utf-8") as file:
        found: Lexicon = json.load(file)
    return found


def knowledge() -> dict[str, Knowledge]:
    """What is known of each of the commonest words, by the word in small letters."""
    clusters, chances = table("cluster"), table("prob")
    total: defaultdict[str, float] = defaultdict(float)
    for word, chance in chances.items():
        if word.replace("'", "").replace("-", "").isalpha():
            total[word.lower()] += math.exp(chance)
    commonest = sorted(total, key=lambda word: (-total[word], word))[:WORDS]
    return {word: known(word, clusters, chances) for word in commonest}


def known(word: str, clusters: Lexicon, chances: Lexicon) -> Knowledge:
    """What the tables say of a word in small letters."""
    title = word.title() if "-" in word else word.capitalize()
    lower_chance, title_chance = chances.get(word, UNSEEN), chances.get(title, UNSEEN)
    capital = round(max(-4.0, min(4.0, title_chance - lower_chance)) / 1.5)
    common = round(max(-18.0, max(lower_chance, title_chance)) / 3)
    return Knowledge(
        int(clusters.get(title, 0)), int(clusters.get(word, 0)) & (2 ** LOWER_BITS[-1] - 1), capital, common
    )


def rows(kinds: list[Knowledge]) -> np.ndarray:
    """A row for each kind of word: the sum of fixed random codes of all that is known, so that like words lie near."""
    codes: dict[tuple[str, int, int], np.ndarray] = {}
    rng = np.random.default_rng(SEED)

    def code(part: str, bits: int, value: int) -> np.ndarray:
        if (part, bits, value) not in codes:
            codes[part, bits, value] = rng.standard_normal(WIDTH)
        return codes[part, bits, value]

    data = np.zeros((len(kinds), WIDTH), dtype="float32")
    for row, kind in zip(data, kinds, strict=True):
        for part, path, lengths in (("title", kind.title, TITLE_BITS), ("lower", kind.lower, LOWER_BITS)):
            for bits in lengths:
                row += code(part, bits, path & (2**bits - 1))
        row += 2 * code("capital", 0, kind.capital) + code("common", 0, kind.common)
        row /= np.linalg.norm(row)
    return data


def with_vectors(nlp: Language) -> Language:
    """The pipeline with the table in its vocabulary: a word, its form with a capital and in capitals share a row."""
    facts = knowledge()
    kinds = sorted(set(facts.values()), key=lambda kind: (kind.title, kind.lower, kind.capital, kind.common))
    number = {kind: row for row, kind in enumerate(kinds)}
    vectors = Vectors(strings=nlp.vocab.strings, data=rows(kinds), name=NAME)
    for word, kind in facts.items():
        for form in {word, word.capitalize(), word.title(), word.upper()}:
            vectors.add(form, row=number[kind])
    nlp.vocab.vectors = vectors
    return nlp


def main() -> None:
    """Write `build/vectors`, a pipeline that holds nothing else."""
    nlp = with_vectors(spacy.blank("en"))
    BUILD.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(BUILD / "vectors")
    print(f"word vectors: {nlp.vocab.vectors.n_keys} words in {len(nlp.vocab.vectors)} rows")


if __name__ == "__main__":
    main()
