"""Named entities in the public treebanks, in our labels: GUM's own, and what EWT's tags and the name lists allow.

GUM marks every mention; a mention is a name where its head is a proper noun. EWT's training part has no entities, but
its trees tell people from the rest: the parts of a person's name hang together by `flat`, those of other names by
`compound` (<https://universaldependencies.org/en/dep/flat.html>). So a flat name is a person, and so is a word that
stands in one elsewhere, a run after a title, and a run that starts with a common forename; the commonest other runs are
what `public_entities.toml` says, and a run after "in" or "near" is a place. Other runs are left unknown, but for one
thing that they surely are not: a person. All other words but numbers are no entity."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from models.scripts.places import corpora
from models.scripts.treebanks import Sentence, Word, document

_FACILITY = re.compile(
    r"\b(School|Academy|College|Hospital|Infirmary|Clinic|Surgery|Prison|Jail|Nursery|Church|Mosque|Cathedral|Library)\b"
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_EXACT = re.compile(rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} \d{{1,2}}\b(?! ?\d))")
_VAGUE = re.compile(rf"\b{_MONTH}\b")
_WHERE = {"in", "near", "around", "outside", "across", "throughout"}
_PARTS_OF_NAME = {"PROPN", "ADP", "DET", "CCONJ", "NUM", "PUNCT"}
_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_PLACES_TOO = frozenset(_WORDS["places_too"].split())
_NOT_SURNAMES = frozenset(_WORDS["not_surnames"].split())
_KNOWN = {run: label for label, runs in _WORDS["known"].items() for run in runs.split(", ")}
_TITLES = frozenset(run for run, label in _KNOWN.items() if label == "titles")
NOT_PERSON = "not_person"
"""The span group of what a document says is nobody (`incorrect_spans_key` of `configs/ner.cfg`)."""
_MENTION = re.compile(r"\((\d+)-([a-z]+)[^()]*|(\d+)\)")


@dataclass(frozen=True)
class Mention:
    """Words `start:end` of a paragraph, and GUM's type."""

    start: int
    end: int
    kind: str


def gum_document(vocab: Vocab, sentences: list[Sentence]) -> Doc:
    """A GUM paragraph with its names, dates and ages."""
    doc = document(vocab, sentences)
    words = [word for sentence in sentences for word in sentence.words]
    spans = [span for mention in _mentions(words) if (span := _name(doc, mention))]
    unknown = [i for i, word in enumerate(words) if word.pos == "ADJ" and word.form[:1].isupper()]
    return _with_entities(doc, spans, unknown)


def flat_words(sentences: Iterable[Sentence]) -> frozenset[str]:
    """The words that a treebank's flat names consist of, so often that they are not there by mistake."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        words = sentence.words
        for i, word in enumerate(words):
            if word.dep == "flat" and word.pos == "PROPN" and words[word.head].form not in _PLACES_TOO:
                counts.update({words[word.head].form, words[i].form})
    return frozenset(word for word, count in counts.items() if count > 1 and len(word) > 2)


def ewt_document(vocab: Vocab, sentences: list[Sentence], flat: frozenset[str]) -> Doc:
    """An EWT paragraph: sure persons; runs that are none under `NOT_PERSON`, otherwise unknown; the rest no entity.
    `flat` are the words of flat names, from `flat_words`."""
    doc = document(vocab, sentences)
    words = [word for sentence in sentences for word in sentence.words]
    unknown = {i for i, word in enumerate(words) if _unsure(word)}
    spans: list[Span] = []
    nobody: list[Span] = []
    for start, end in _runs(doc):
        run = [word.form for word in words[start:end]]
        label = _KNOWN.get(" ".join(run)) or _run_label(run, flat)
        people = _flat_people(doc, start, end)
        if label == "none":
            unknown -= set(range(start, end))
        elif label not in {None, "titles", "somebody"}:
            spans.append(Span(doc, start, end, label=label))
        elif people:
            spans += people
        elif label is None and _is_place(doc[start:end]):
            spans.append(Span(doc, start, end, label="PLACE"))
        elif label is None:
            nobody += [Span(doc, i, j, label="PERSON") for i in range(start, end) for j in range(i + 1, end + 1)]
    doc.spans[NOT_PERSON] = nobody
    return _with_entities(doc, spans, sorted(unknown))


def _runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Where the proper nouns of a sentence stand side by side."""
    start = 0
    while start < len(doc):
        end = start
        while end < len(doc) and doc[end].pos_ == "PROPN" and (end == start or not doc[end].is_sent_start):
            end += 1
        if end > start:
            yield start, end
        start = max(end, start + 1)


def _flat_people(doc: Doc, start: int, end: int) -> list[Span]:
    """The flat names in a run of proper nouns, each with its title."""
    people = []
    for token in doc[start:end]:
        last = token.i
        while last + 1 < end and doc[last + 1].dep_ == "flat" and doc[last + 1].head == token:
            last += 1
        if last > token.i and token.text not in _PLACES_TOO and doc[last].text not in _NOT_SURNAMES:
            first = token.i - (token.i > start and doc[token.i - 1].text in _TITLES)
            people.append(Span(doc, first, last + 1, label="PERSON"))
    return people


def _run_label(run: list[str], flat: frozenset[str]) -> str | None:
    """PERSON for a run of proper nouns that is one, "somebody" where it may be one, None where it is none."""
    if len(run) > 1 and run[0] in _TITLES and len(run) <= 4:
        return "PERSON"
    if _is_person(run) or (len(run) == 1 and run[0] in flat and run[0] not in _PLACES_TOO):
        return "PERSON"
    return "somebody" if any(part in _forenames() or part in flat for part in run) else None


def _is_place(run: Span) -> bool:
    """Whether a run of proper nouns that is nobody stands where places stand: "in Diwaniya", not "in the Senate"."""
    around = {child.dep_: child.lower_ for child in run.root.children}
    stands = around.get("case") in _WHERE and "det" not in around
    return stands and len(run) <= 2 and not _VAGUE.search(run.text.title())


def _unsure(word: Word) -> bool:
    return word.pos in {"PROPN", "NUM", "X"} or (word.pos == "ADJ" and word.form[:1].isupper())


def _is_person(run: list[str]) -> bool:
    first, last = run[0], run[-1]
    if first not in _forenames() or first in _PLACES_TOO or len(run) > 3:
        return False
    named = all(part[:1].isupper() and part.isalpha() for part in run)
    return named and last not in _NOT_SURNAMES and not _PLACES_TOO & set(run)


@cache
def _forenames() -> frozenset[str]:
    path = corpora() / "names" / "common-forenames-by-country.csv"
    from faker.providers.person.en import Provider  # an optional dependency of development

    with path.open(encoding="utf-8-sig", newline="") as file:
        listed = {row["Romanized Name"] for row in csv.DictReader(file)}
    return frozenset(name for name in listed | set(Provider.first_names) if len(name) > 2)


def _mentions(words: list[Word]) -> list[Mention]:
    """GUM's mentions: `(12-person-new-…` opens one, `12)` closes it, `(12-person-new-…)` is a word of its own."""
    found: list[Mention] = []
    open_at: dict[str, list[tuple[int, str]]] = {}
    for i, word in enumerate(words):
        entity = next((part[7:] for part in word.misc.split("|") if part.startswith("Entity=")), "")
        for match in _MENTION.finditer(entity):
            if match[3]:
                if open_at.get(match[3]):
                    start, kind = open_at[match[3]].pop()
                    found.append(Mention(start, i + 1, kind))
            elif entity[match.end() : match.end() + 1] == ")":
                found.append(Mention(i, i + 1, match[2]))
            else:
                open_at.setdefault(match[1], []).append((i, match[2]))
    return found


def _name(doc: Doc, mention: Mention) -> Span | None:
    """The name in a mention, with our label; None where it is not named or not of our kinds."""
    span = doc[mention.start : mention.end]
    if mention.kind == "time":
        label = "DATE" if _EXACT.search(span.text) else "DATE_VAGUE" if _VAGUE.search(span.text) else ""
        return Span(doc, span.start, span.end, label=label) if label and len(span) <= 6 else None
    root = next((token for token in span if token.head not in span or token.head == token), span[-1])
    if root.pos_ != "PROPN" or mention.kind not in {"person", "place", "organization"}:
        return None
    start, end = root.i, root.i + 1
    while start > span.start and doc[start - 1].pos_ == "PROPN":
        start -= 1
    while end < span.end and doc[end].pos_ == "PROPN":
        end += 1
    if mention.kind != "person" and all(token.pos_ in _PARTS_OF_NAME for token in span) and len(span) <= 7:
        start, end = span.start + (span[0].pos_ == "DET"), span.end
    label = {"person": "PERSON", "place": "PLACE", "organization": "ORG"}[mention.kind]
    if label != "PERSON" and _FACILITY.search(doc[start:end].text):
        label = "FACILITY"
    return Span(doc, start, end, label=label)


def _with_entities(doc: Doc, spans: list[Span], unknown: list[int]) -> Doc:
    chosen: list[Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda s: (-len(s), s.start)):
        if not taken & set(range(span.start, span.end)):
            chosen.append(span)
            taken |= set(range(span.start, span.end))
    missing = [doc[i : i + 1] for i in unknown if i not in taken]
    doc.set_ents(chosen, missing=missing, default="outside")
    return doc
