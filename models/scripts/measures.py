"""The measures of the model card, each on data that training never saw."""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from models.generator.documents import Generated, documents
from models.generator.people import HELD_OUT_SHARE
from models.scripts import written
from models.scripts.annotated import Annotated, load
from models.scripts.places import GENERATOR, MODELS, SEED, corpora
from models.scripts.scoring import Tally, by_label, known_spans, sentence_bounds, spans, without_title
from models.scripts.treebanks import PLAIN, document, paragraphs, read
from models.scripts.word_vectors import with_vectors
from scr_publish.nlp.pipeline import annotate
from scr_publish.parsing import open_document
from scr_publish.recognisers.engine import recognise

SENTENCES = MODELS / "evaluation" / "sentences.txt"
GENERATED = 4_000
FOR_ORIGINS = 14_000
BATCH = 64


def syntax(nlp: Language) -> dict[str, float]:
    """Tags, trees, lemmas and sentence ends on EWT's development part, from raw text. `las_universal` leaves subtypes
    of relations out, as the CoNLL shared tasks do; the others are spaCy's, which leave punctuation out."""
    gold = [document(nlp.vocab, group) for group in paragraphs(read(corpora() / "ud-ewt" / "dev.conllu"))]
    with nlp.select_pipes(disable=["ner"]):
        found = list(nlp.pipe([doc.text for doc in gold], batch_size=BATCH))
    scores = Scorer(nlp).score([Example(*pair) for pair in zip(found, gold, strict=True)])
    wanted = ("tag_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")
    return {name: scores[name] for name in wanted}


def sentences(nlp: Language, path: Path = SENTENCES) -> Tally:
    """Sentence boundaries on report text: a sentence a line, a block between blank lines."""
    blocks = [block.splitlines() for block in path.read_text(encoding="utf-8").split("\n\n")]
    return _bounds(nlp, [[line for line in block if line and not line.startswith("#")] for block in blocks])


def generated_sentences(nlp: Language) -> Tally:
    """Sentence boundaries on generated text of unseen frames."""
    made = documents(GENERATOR, corpora() / "names", GENERATED // 2, SEED + 3, unseen=True, clean=True)
    return _bounds(nlp, [list(one.sentences) for one in made if len(one.sentences) > 1])


def _bounds(nlp: Language, blocks: Iterable[list[str]]) -> Tally:
    wanted = [block for block in blocks if block]
    tally = Tally()
    with nlp.select_pipes(disable=["ner"]):
        docs = list(nlp.pipe([" ".join(block) for block in wanted], batch_size=BATCH))
    for block, doc in zip(wanted, docs, strict=True):
        bounds, at = set(), 0
        for sentence in block:
            bounds.add((at, at + len(sentence)))
            at += len(sentence) + 1
        found = sentence_bounds(doc)
        tally.right += len(bounds & found)
        tally.found += len(found)
        tally.wanted += len(bounds)
    return tally


def generated(nlp: Language) -> tuple[dict[str, Tally], dict[str, Tally]]:
    """Names and facts on generated text of unseen frames and unseen names: by label, and PERSON by kind of noise."""
    made = list(documents(GENERATOR, corpora() / "names", GENERATED, SEED + 1, unseen=True))
    found = [spans(doc) for doc in _names_only(nlp, (one.filled.text for one in made))]
    wanted = [{(e.start, e.end, e.label) for e in one.filled.entities} for one in made]
    noise: defaultdict[str, Tally] = defaultdict(Tally)
    for one, want, got in zip(made, wanted, found, strict=True):
        _add(noise[one.noise or "none"], _persons(want), _persons(got))
    return by_label(zip(wanted, found, strict=True)), dict(sorted(noise.items()))


def by_origin(nlp: Language) -> dict[str, Tally]:
    """Recall of unseen PERSON names by the origin of the name, in unseen frames without noise; what is found is not
    counted, as a wrong one has no origin."""
    made: list[Generated] = list(
        documents(GENERATOR, corpora() / "names", FOR_ORIGINS, SEED + 4, unseen=True, clean=True, even=True)
    )
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for one, doc in zip(made, _names_only(nlp, (one.filled.text for one in made)), strict=True):
        found = spans(doc)
        for entity in one.filled.entities:
            if entity.label == "PERSON":
                tallies[entity.origin].wanted += 1
                tallies[entity.origin].right += (entity.start, entity.end, "PERSON") in found
    return dict(sorted(tallies.items()))


@contextmanager
def names_unlisted(nlp: Language) -> Iterator[Language]:
    """The pipeline with a table of words that no longer lists the names kept for measuring: to it each of them is a
    word like any other."""
    whole = nlp.vocab.vectors
    try:
        yield with_vectors(nlp, left_out=HELD_OUT_SHARE)
    finally:
        nlp.vocab.vectors = whole


def written_part(nlp: Language, split: str) -> tuple[dict[str, Tally], Tally]:
    """Names and facts on a part of the written corpus: by label, and PERSON where no word of the name is one of a
    PERSON in the training part. Unseen names' precision counts the found names that hold no seen word."""
    seen = {
        word
        for draft in written.drafts("train")
        for mark in draft.marks
        if mark.label == "PERSON"
        for word in draft.text[mark.start : mark.end].casefold().split()
    }
    gold = [doc for draft in written.drafts(split) for doc in written.documents(nlp, draft)]
    found = [
        known_spans(spans(doc), want) for doc, want in zip(_names_only(nlp, (d.text for d in gold)), gold, strict=True)
    ]
    unseen = Tally()
    for want, got in zip(gold, found, strict=True):
        new = [
            {s for s in _persons(part) if not seen & set(want.text[s[0] : s[1]].casefold().split())}
            for part in (spans(want), got)
        ]
        _add(unseen, *new)
    return by_label(zip(map(spans, gold), found, strict=True)), unseen


def uner(nlp: Language) -> Tally:
    """PERSON on Universal NER's layer over EWT's development part, a sentence at a time, titles left out on both
    sides."""
    gold = list(_iob(corpora() / "uner-ewt" / "dev.iob2"))
    tally = Tally()
    for (text, persons), doc in zip(gold, _names_only(nlp, (text for text, _ in gold)), strict=True):
        wanted = {without_title(text, start, end) for start, end in persons}
        found = {without_title(text, e.start_char, e.end_char) for e in doc.ents if e.label_ == "PERSON"}
        tally.right += len(wanted & found)
        tally.found += len(found)
        tally.wanted += len(wanted)
    return tally


def drafts(nlp: Language, folder: Path) -> Tally:
    """Identifying names of people (`PERSON!`) in annotated drafts outside this repository, with the model and
    Presidio's own recognisers alone: no list, no rule and no pass over the whole draft of the program's. A name is
    found where at least half of it is covered; precision is not counted."""
    tally = Tally()
    for path in sorted(folder.glob("*.md")):
        if not path.read_text(encoding="utf-8").startswith("---\n"):
            continue  # notes about the drafts have no front matter
        draft = load(path)
        covered = _covered(nlp, draft)
        for mark in draft.marks:
            if (mark.label, mark.verdict) == ("PERSON", "remove"):
                tally.wanted += 1
                tally.right += 2 * len(covered & set(range(mark.start, mark.end))) >= mark.end - mark.start
    return tally


def _covered(nlp: Language, draft: Annotated) -> set[int]:
    """The characters of a draft that the model takes for a person or a recogniser of Presidio's for an identifier."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.md"
        path.write_text(draft.text, encoding="utf-8", newline="")
        annotations = annotate(open_document(path), nlp)
    covered: set[int] = set()
    for passage in annotations.passages:
        for entity in passage.entities:
            if entity.label_ == "PERSON":
                covered |= set(range(*passage.span_of(entity)))
        for hit in recognise(passage):
            if hit.spec.presidio:
                covered |= set(range(hit.start, hit.end))
    return covered


def speed(nlp: Language) -> float:
    """Words a second of one core's time, whole pipeline, in batches, on report text."""
    made = documents(GENERATOR, corpora() / "names", 1_500, SEED + 5, clean=True)
    texts = [one.filled.text for one in made if len(one.filled.text.split()) > 20]
    list(nlp.pipe(texts[:BATCH], batch_size=BATCH))
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        list(nlp.pipe(texts, batch_size=BATCH))
        best = min(best, time.process_time() - start)
    return sum(len(text.split()) for text in texts) / best


def _names_only(nlp: Language, texts: Iterable[str]) -> list[Doc]:
    with nlp.select_pipes(enable=[pipe for pipe in nlp.pipe_names if pipe in {"ner", "tok2vec"}]):
        return list(nlp.pipe(texts, batch_size=BATCH))


def _persons(found: set[tuple[int, int, str]]) -> set[tuple[int, int, str]]:
    return {span for span in found if span[2] == "PERSON"}


def _add(tally: Tally, wanted: set[tuple[int, int, str]], found: set[tuple[int, int, str]]) -> None:
    tally.right += len(wanted & found)
    tally.found += len(found)
    tally.wanted += len(wanted)


def _iob(path: Path) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Each sentence's text and the characters of its persons."""
    for sentence in path.read_text(encoding="utf-8").translate(PLAIN).strip().split("\n\n"):
        lines = sentence.split("\n")
        text = next(line.removeprefix("# text = ") for line in lines if line.startswith("# text = "))
        persons: list[tuple[int, int]] = []
        at = 0
        for _, word, tag, *_ in (line.split("\t") for line in lines if not line.startswith("#")):
            start = text.index(word, at)
            at = start + len(word)
            if tag == "B-PER":
                persons.append((start, at))
            elif tag == "I-PER":
                persons[-1] = (persons[-1][0], at)
        yield text, persons
