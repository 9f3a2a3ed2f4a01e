"""The written corpus and the treebanks again with other people and towns in them: the same sentences teach where names
stand, and not whose."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from models.generator.grammar import Entity, Filled, Grammar
from models.generator.noise import replace_spans, spoil
from models.generator.people import People
from models.scripts.public_entities import NOT_PERSON

OTHERS_SHARE = 0.5
"""So many of a treebank's names that are no person's change."""
UNKNOWN = "?"
"""The label of words that teach nothing."""
_WORD = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]{2,})*")
_NOT_NAMES = frozenset(
    tomllib.loads(Path(__file__).with_name("written.toml").read_text(encoding="utf-8"))["not_names"].split()
)


class Renamer:
    """Changes the names of one draft, the same name always to the same."""

    def __init__(self, people: People, grammar: Grammar, rng: random.Random) -> None:
        self._people = people
        self._grammar = grammar
        self._rng = rng
        self._people_by_word: dict[str, str] = {}
        self._towns: dict[str, str] = {}

    def renamed(self, filled: Filled) -> Filled:
        """The text with every part of a person's name changed, and every place that is one word."""
        edits: list[tuple[int, int, str]] = []
        for entity in filled.entities:
            if entity.label == "PERSON":
                edits += self._person(filled.text, entity)
            elif entity.label == "PLACE" and _WORD.fullmatch(word := filled.text[entity.start : entity.end]):
                key = word.casefold()
                if key not in self._towns:
                    self._towns[key] = self._grammar.fill("{town}", self._rng).text
                edits.append((entity.start, entity.end, _cased(self._towns[key], word)))
        return replace_spans(filled, edits)

    def _person(self, text: str, entity: Entity) -> Iterator[tuple[int, int, str]]:
        words = list(_WORD.finditer(text, entity.start, entity.end))
        for i, word in enumerate(words):
            key = word[0].casefold()
            if key in _NOT_NAMES:
                continue
            if key not in self._people_by_word:
                person = self._people.draw(self._rng)
                self._people_by_word[key] = person.surname if i == len(words) - 1 > 0 else person.forename
            yield word.start(), word.end(), _cased(self._people_by_word[key], word[0])


def varied(nlp: Language, docs: Iterable[Doc], people: People, grammar: Grammar, rng: random.Random) -> Iterator[Doc]:
    """A draft's documents with every name changed, and now and then spoilt. `grammar` makes the towns."""
    renamer = Renamer(people, grammar, rng)
    for doc in docs:
        yield as_document(nlp, spoil(renamer.renamed(as_filled(doc)), rng, training=True)[0])


class PublicRenamer:
    """Changes the names of one treebank document, word for word: people to others, and now and then a name of something
    else to one that no text holds, so that not every unknown word with a capital is somebody. `others` are such names
    by their label, those of `NOT_PERSON` among them."""

    def __init__(self, people: People, others: dict[str, list[str]], rng: random.Random) -> None:
        self._people = people
        self._others = others
        self._rng = rng
        self._new: dict[str, str] = {}

    def renamed(self, doc: Doc) -> Doc:
        """The document with other names in the same places, marked as they were."""
        words = [token.text for token in doc]
        for ent in doc.ents:
            if ent.label_ == "PERSON":
                for token in ent:
                    words[token.i] = self._person(token.text, last=token.i == ent.end - 1 > ent.start)
        for label, span in other_names(doc):
            words[span.start] = self._other(label, span.text)
        new = Doc(doc.vocab, words, [bool(token.whitespace_) for token in doc])
        spans = [Span(new, ent.start, ent.end, label=ent.label_) for ent in doc.ents]
        missing = [new[token.i : token.i + 1] for token in doc if not token.ent_iob]
        new.set_ents(spans, missing=missing, default="outside")
        if NOT_PERSON in doc.spans:
            new.spans[NOT_PERSON] = [Span(new, s.start, s.end, label=s.label_) for s in doc.spans[NOT_PERSON]]
        return new

    def _person(self, word: str, *, last: bool) -> str:
        if not _WORD.fullmatch(word) or word.casefold() in _NOT_NAMES:
            return word
        if word not in self._new:
            person = self._people.draw(self._rng)
            name = (person.surname if last else person.forename).split()[0]
            self._new[word] = _cased(name, word)
        return self._new[word]

    def _other(self, label: str, word: str) -> str:
        if word not in self._new:
            other = self._rng.choice(self._others[label])
            blended = word[: (len(word) + 1) // 2] + other[len(other) // 2 :].lower()
            self._new[word] = _cased(blended, word) if self._rng.random() < OTHERS_SHARE else word
        return self._new[word]


def other_names(doc: Doc) -> Iterator[tuple[str, Span]]:
    """The names of one word in a treebank document that are no person's, each with its label or `NOT_PERSON`."""
    named = [(ent.label_, ent) for ent in doc.ents if ent.label_ in {"PLACE", "ORG"}]
    for label, span in [*named, *((NOT_PERSON, span) for span in doc.spans.get(NOT_PERSON, ()))]:
        if len(span) == 1 and len(span.text) > 3 and _WORD.fullmatch(span.text):
            yield label, span


def as_filled(doc: Doc) -> Filled:
    """A document's text and entities, words without a label as `UNKNOWN`."""
    known = [Entity(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
    unknown = [Entity(token.idx, token.idx + len(token), UNKNOWN) for token in doc if not token.ent_iob]
    return Filled(doc.text, tuple(sorted([*known, *unknown], key=lambda entity: entity.start)))


def as_document(nlp: Language, filled: Filled) -> Doc:
    """A text and its entities as a document; words that an entity covers only in part are left unknown."""
    doc = nlp.make_doc(filled.text)
    spans: list[Span] = []
    unknown: set[int] = set()
    for entity in filled.entities:
        exact = doc.char_span(entity.start, entity.end, label=entity.label)
        if exact is not None and entity.label != UNKNOWN:
            spans.append(exact)
        elif (loose := doc.char_span(entity.start, entity.end, alignment_mode="expand")) is not None:
            unknown |= set(range(loose.start, loose.end))
    whole = [span for span in spans if not unknown & set(range(span.start, span.end))]
    doc.set_ents(whole, missing=[doc[i : i + 1] for i in sorted(unknown)], default="outside")
    return doc


def _cased(name: str, like: str) -> str:
    if like.isupper():
        return name.upper()
    return name.lower() if like.islower() else name
