"""Put the trained parts together into the pipeline that ships, with its lemmatizer and its description."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.strings import StringStore

from models.scripts.lemmas import add_lemmatizer
from models.scripts.places import PIPELINE, corpora
from models.scripts.word_vectors import with_vectors

VERSION = "1.0.0"
SPACY = ">=3.8.2,<3.9"
"""The releases that give the same results with this pipeline."""
DESCRIPTION = (
    "English pipeline for British safeguarding reports: tags, morphology, lemmas, dependencies, names and facts."
)
LICENCE = "CC BY-SA 4.0"
SOURCES = [
    {
        "name": "UD English EWT",
        "url": "https://github.com/UniversalDependencies/UD_English-EWT",
        "license": "CC BY-SA 4.0",
    },
    {"name": "GUM", "url": "https://github.com/amir-zeldes/gum", "license": "CC BY 4.0"},
    {
        "name": "popular-names-by-country-dataset",
        "url": "https://github.com/sigpwned/popular-names-by-country-dataset",
        "license": "CC0 1.0",
    },
    {"name": "spacy-lookups-data", "url": "https://github.com/explosion/spacy-lookups-data", "license": "MIT"},
]


def assemble(syntax: Path, names: Path) -> Language:
    """The shipped pipeline, from the folders of a trained syntax part and a trained name part. Its table of words knows
    all listed names, those that training had to do without too."""
    nlp = spacy.load(syntax)
    add_lemmatizer(nlp, corpora() / "ud-ewt" / "train.conllu")
    nlp.add_pipe("ner", source=spacy.load(names, vocab=nlp.vocab), last=True)
    with_vectors(nlp)  # only now: loading a part brings the table that it was trained with
    nlp.meta.update(
        spacy_version=SPACY,
        name="scr",
        version=VERSION,
        description=DESCRIPTION,
        license=LICENCE,
        sources=SOURCES,
        author="scr-publish",
    )
    nlp.meta["performance"] = {}
    nlp.config["initialize"].update(before_init=None, vectors=None)
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    return nlp


def write(nlp: Language, to: Path) -> None:
    """Write the pipeline over what is in the folder `to`. Of its strings only the labels stay: the words of the
    training text, 300,000 of them, change nothing that it finds, and reading them takes half of the time to load it."""
    if to.exists():
        shutil.rmtree(to)
    nlp.to_disk(to)
    labels = StringStore(label for labels in nlp.pipe_labels.values() for label in labels)
    labels.to_disk(to / "vocab" / "strings.json")


def main() -> None:
    """Write the pipeline over the one in the repository."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("syntax", type=Path)
    parser.add_argument("names", type=Path)
    parser.add_argument("--to", type=Path, default=PIPELINE)
    options = parser.parse_args()
    write(assemble(options.syntax, options.names), options.to)


if __name__ == "__main__":
    main()
