"""Training documents for tags, morphology, dependencies and sentence boundaries."""

from __future__ import annotations

import random
from dataclasses import replace

from spacy.tokens import DocBin
from spacy.vocab import Vocab

from models.scripts.places import BUILD, SEED, corpora
from models.scripts.treebanks import Sentence, document, paragraphs, read

GUM_DEV_EVERY = 10
"""Each tenth GUM paragraph measures, the others train."""


def without_stop(sentence: Sentence) -> Sentence | None:
    """The sentence as a heading or a table cell has it: its last full stop left out; None where it has none."""
    words = sentence.words
    if len(words) < 3 or words[-1].form != "." or any(word.head == len(words) - 1 for word in words[:-1]):
        return None
    return Sentence(sentence.paragraph, [*words[:-2], replace(words[-2], space=True)])


def recased(sentence: Sentence, how: str) -> Sentence:
    """The sentence in capitals (`upper`), in small letters (`lower`) or with each word's first letter a capital."""
    return Sentence(sentence.paragraph, [replace(word, form=getattr(word.form, how)()) for word in sentence.words])


def headings(sentences: list[Sentence], rng: random.Random) -> list[list[Sentence]]:
    """One-sentence documents like headings and cells: no full stop, some in capitals, some in small letters."""
    found = []
    for sentence in sentences:
        draw = rng.random()
        short = len(sentence.words) <= 14
        bare = without_stop(sentence) or (sentence if short else None)
        if bare is None or draw > (0.30 if short else 0.06):
            continue
        how = rng.choices(["", "upper", "title", "lower"], [10, 4, 3, 2])[0]
        found.append([recased(bare, how) if how else bare])
    return found


def main() -> None:
    """Write `build/syntax/{train/treebanks,dev,gum_dev}.spacy`."""
    rng = random.Random(SEED)
    vocab = Vocab()
    place = BUILD / "syntax"
    (place / "train").mkdir(parents=True, exist_ok=True)
    train = DocBin(store_user_data=False)
    gum_dev = DocBin(store_user_data=False)
    ewt = list(read(corpora() / "ud-ewt" / "train.conllu"))
    groups = list(paragraphs(ewt))
    sentences = list(ewt)
    for path in sorted((corpora() / "gum").glob("*.conllu")):
        for i, group in enumerate(paragraphs(read(path))):
            if i % GUM_DEV_EVERY == 0:
                gum_dev.add(document(vocab, group))
            else:
                groups.append(group)
                sentences += group
    groups += headings(sentences, rng)
    rng.shuffle(groups)
    for group in groups:
        train.add(document(vocab, group))
    dev = DocBin(
        store_user_data=False, docs=[document(vocab, g) for g in paragraphs(read(corpora() / "ud-ewt" / "dev.conllu"))]
    )
    for name, docs in (("train/treebanks", train), ("dev", dev), ("gum_dev", gum_dev)):
        docs.to_disk(place / f"{name}.spacy")
        print(f"syntax {name}: {len(docs)} documents")


if __name__ == "__main__":
    main()
