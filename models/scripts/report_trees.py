"""Trees for report text: a first parser, taught by the treebanks alone, reads generated sentences whose ends are known.

The treebanks hold no chronologies, headings or numbered paragraphs; trees that are right nearly always, and sentence
ends that are right always, are worth more there than none."""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from models.generator.documents import documents
from models.scripts.abbreviations import add_abbreviations
from models.scripts.places import BUILD, GENERATOR, SEED, corpora
from models.scripts.syntax_data import recased
from models.scripts.treebanks import Sentence, Word, document

DOCUMENTS = 5_000
RECASED_SHARE = 0.08


def parsed(nlp: Language, sentences: Iterable[str]) -> Iterator[Sentence]:
    """The teacher's tree of each sentence, held to be one."""
    docs = []
    for text in sentences:
        doc = nlp.make_doc(text)
        for token in doc:
            token.is_sent_start = token.i == 0
        docs.append(doc)
    for doc in nlp.pipe(docs):
        yield _sentence(doc)


def _sentence(doc: Doc) -> Sentence:
    words = [
        Word(
            token.text,
            token.lemma_,
            token.pos_,
            token.tag_,
            str(token.morph),
            token.head.i,
            "root" if token.dep_ == "ROOT" else token.dep_,
            bool(token.whitespace_),
            "",
        )
        for token in doc
    ]
    return Sentence(0, words)


def main() -> None:
    """Write `build/syntax/train/report.spacy` from the teacher pipeline that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("teacher", type=Path)
    options = parser.parse_args()
    nlp = add_abbreviations(spacy.load(options.teacher))
    rng = random.Random(SEED)
    made = list(documents(GENERATOR, corpora() / "names", DOCUMENTS, SEED + 2, clean=True))
    trees = parsed(nlp, (text for one in made for text in one.sentences))
    found = DocBin(store_user_data=False)
    for one in made:
        sentences = [next(trees) for _ in one.sentences]
        for sentence in sentences[:-1]:
            sentence.words[-1] = replace(sentence.words[-1], space=True)
        if rng.random() < RECASED_SHARE:
            sentences = [recased(sentence, rng.choice(["upper", "lower"])) for sentence in sentences]
        found.add(document(nlp.vocab, sentences))
    found.to_disk(BUILD / "syntax" / "train" / "report.spacy")
    print(f"report trees: {len(found)} documents")


if __name__ == "__main__":
    main()
