"""Training documents for names and facts: generated text, the written corpus, and the public treebanks."""

from __future__ import annotations

import random

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from models.generator.documents import Generated, documents
from models.scripts import written
from models.scripts.abbreviations import add_abbreviations
from models.scripts.places import BUILD, GENERATOR, SEED, corpora
from models.scripts.public_entities import ewt_document, gum_document
from models.scripts.syntax_data import GUM_DEV_EVERY
from models.scripts.treebanks import paragraphs, read

GENERATED_TRAIN = 36_000
GENERATED_DEV = 1_500
WRITTEN_TIMES = 3
"""The written corpus is small beside the generated text, and dearer: it comes so many times."""


def generated_document(nlp: Language, made: Generated) -> Doc:
    """A generated text as a document; words that an entity covers only in part are left unknown."""
    doc = nlp.make_doc(made.filled.text)
    spans: list[Span] = []
    unknown: set[int] = set()
    for entity in made.filled.entities:
        span = doc.char_span(entity.start, entity.end, label=entity.label)
        if span is not None:
            spans.append(span)
        elif (loose := doc.char_span(entity.start, entity.end, alignment_mode="expand")) is not None:
            unknown |= set(range(loose.start, loose.end))
    whole = [span for span in spans if not unknown & set(range(span.start, span.end))]
    doc.set_ents(whole, missing=[doc[i : i + 1] for i in sorted(unknown)], default="outside")
    return doc


def main() -> None:
    """Write `build/ner/{train/names,dev}.spacy`."""
    nlp = add_abbreviations(spacy.blank("en"))
    rng = random.Random(SEED)
    names = corpora() / "names"
    docs = [generated_document(nlp, made) for made in documents(GENERATOR, names, GENERATED_TRAIN, SEED)]
    for path in sorted((corpora() / "gum").glob("*.conllu")):
        groups = enumerate(paragraphs(read(path)))
        docs += [gum_document(nlp.vocab, group) for i, group in groups if i % GUM_DEV_EVERY]
    docs += [ewt_document(nlp.vocab, g) for g in paragraphs(read(corpora() / "ud-ewt" / "train.conllu"))]
    docs += [doc for draft in written.drafts("train") for doc in written.documents(nlp, draft)] * WRITTEN_TIMES
    rng.shuffle(docs)
    dev = [generated_document(nlp, made) for made in documents(GENERATOR, names, GENERATED_DEV, SEED + 1, unseen=True)]
    place = BUILD / "ner"
    (place / "train").mkdir(parents=True, exist_ok=True)
    for name, part in (("train/names", docs), ("dev", dev)):
        DocBin(docs=part, store_user_data=False).to_disk(place / f"{name}.spacy")
        print(
            f"ner {name}: {len(part)} documents, {sum(map(len, part))} words, {sum(len(d.ents) for d in part)} entities"
        )


if __name__ == "__main__":
    main()
