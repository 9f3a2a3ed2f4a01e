"""Read CoNLL-U treebanks: sentences with their trees, gathered into documents of a paragraph each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

PLAIN = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2011": "-", "\u2010": "-"})
"""The program hands its model plain quotes and hyphens, so the model learns from the same."""


@dataclass
class Word:
    """One syntactic word; `head` counts from 0 within the sentence, a root is its own head."""

    form: str
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    dep: str
    space: bool
    misc: str


@dataclass
class Sentence:
    """One tree, with the paragraph that it stands in."""

    paragraph: int
    words: list[Word] = field(default_factory=list)


def read(path: Path) -> Iterator[Sentence]:
    """The sentences of a treebank file, in order."""
    paragraph = 0
    lines: list[str] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith(("# newdoc", "# newpar")):
            paragraph += 1
        elif line and not line.startswith("#"):
            lines.append(line)
        elif not line and lines:
            yield Sentence(paragraph, _words(lines))
            lines = []


def _words(lines: list[str]) -> list[Word]:
    words: list[Word] = []
    inside_until, space_after_range = 0, True
    for line in lines:
        number, form, lemma, pos, tag, morph, head, dep, _, misc = line.split("\t")
        if "-" in number:
            inside_until = int(number.split("-")[1])
            space_after_range = "SpaceAfter=No" not in misc
            continue
        if "." in number:
            continue
        i = int(number)
        if i < inside_until:
            space = False
        elif i == inside_until:
            space = space_after_range
        else:
            space = "SpaceAfter=No" not in misc
        at = i - 1 if head == "0" else int(head) - 1
        words.append(Word(form.translate(PLAIN), lemma, pos, tag, "" if morph == "_" else morph, at, dep, space, misc))
    return words


def paragraphs(sentences: Iterable[Sentence], longest: int = 12) -> Iterator[list[Sentence]]:
    """Neighbouring sentences of one paragraph together, at most `longest`."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (sentence.paragraph != group[-1].paragraph or len(group) == longest):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def document(vocab: Vocab, sentences: list[Sentence], entities: list[str] | None = None) -> Doc:
    """A spaCy document with all that the trees say; `entities` are BIO tags for its words."""
    words = [word for sentence in sentences for word in sentence.words]
    heads, starts = [], []
    for sentence in sentences:
        offset = len(heads)
        heads += [offset + word.head for word in sentence.words]
        starts += [i == 0 for i in range(len(sentence.words))]
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        tags=[word.tag for word in words],
        pos=[word.pos for word in words],
        morphs=[word.morph for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=["ROOT" if word.dep == "root" else word.dep for word in words],
        sent_starts=starts,
        ents=entities,
    )
