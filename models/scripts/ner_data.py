"""Training documents for names and facts: generated text, the written corpus, and the public treebanks."""

from __future__ import annotations

import random
from collections import defaultdict

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from models.generator.documents import documents
from models.generator.grammar import Grammar
from models.generator.people import People
from models.scripts import written
from models.scripts.abbreviations import add_abbreviations
from models.scripts.places import BUILD, GENERATOR, SEED, corpora
from models.scripts.public_entities import ewt_document, flat_words, gum_document
from models.scripts.syntax_data import GUM_DEV_EVERY
from models.scripts.treebanks import paragraphs, read
from models.scripts.variation import PublicRenamer, as_document, other_names, varied

GENERATED_TRAIN = 40_000
GENERATED_DEV = 1_500
PUBLIC_VARIED = 3
"""Real text is what keeps templates from being all that is learnt: it comes so many times more, names changed."""
WRITTEN_VARIED = 6
"""The written corpus is small beside the generated text, and dearer: it comes so many times more, names changed."""


def written_documents(nlp: Language, people: People, grammar: Grammar, rng: random.Random) -> list[Doc]:
    """The training part of the written corpus, as it is and with other names."""
    docs: list[Doc] = []
    for draft in written.drafts("train"):
        plain = list(written.documents(nlp, draft))
        docs += plain
        for _ in range(WRITTEN_VARIED):
            docs += varied(nlp, plain, people, grammar, rng)
    return docs


def main() -> None:
    """Write `build/ner/{train/names,dev}.spacy`."""
    nlp = add_abbreviations(spacy.blank("en"))
    rng = random.Random(SEED)
    names = corpora() / "names"
    docs = [as_document(nlp, made.filled) for made in documents(GENERATOR, names, GENERATED_TRAIN, SEED)]
    public = []
    for path in sorted((corpora() / "gum").glob("*.conllu")):
        groups = enumerate(paragraphs(read(path)))
        public += [gum_document(nlp.vocab, group) for i, group in groups if i % GUM_DEV_EVERY]
    ewt = list(read(corpora() / "ud-ewt" / "train.conllu"))
    flat = flat_words(ewt)
    public += [ewt_document(nlp.vocab, group, flat) for group in paragraphs(ewt)]
    people = People(GENERATOR / "names.toml", names, unseen=False)
    others: defaultdict[str, list[str]] = defaultdict(list)
    for label, span in (other for doc in public for other in other_names(doc)):
        others[label].append(span.text)
    docs += public
    for _ in range(PUBLIC_VARIED):
        docs += [PublicRenamer(people, others, rng).renamed(doc) for doc in public]
    grammar = Grammar(GENERATOR / "slots.toml", people, unseen=False)
    docs += written_documents(nlp, people, grammar, rng)
    rng.shuffle(docs)
    dev = [as_document(nlp, made.filled) for made in documents(GENERATOR, names, GENERATED_DEV, SEED + 1, unseen=True)]
    dev += [doc for draft in written.drafts("dev") for doc in written.documents(nlp, draft)]
    place = BUILD / "ner"
    (place / "train").mkdir(parents=True, exist_ok=True)
    for name, part in (("train/names", docs), ("dev", dev)):
        DocBin(docs=part, store_user_data=False).to_disk(place / f"{name}.spacy")
        print(
            f"ner {name}: {len(part)} documents, {sum(map(len, part))} words, {sum(len(d.ents) for d in part)} entities"
        )


if __name__ == "__main__":
    main()
