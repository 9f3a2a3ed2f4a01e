"""Named entities in the public treebanks, in our labels: GUM's own, and what EWT's tags and the name lists allow.

GUM marks every mention; a mention is a name where its head is a proper noun. EWT's training part has no entities: a run
of proper nouns that starts with a common forename is taken for a person, the commonest other runs are what
`public_entities.toml` says, the rest and numbers are left unknown, so that they teach nothing, and all other words are
no entity."""

from __future__ import annotations

import csv
import re
import tomllib
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
_PARTS_OF_NAME = {"PROPN", "ADP", "DET", "CCONJ", "NUM", "PUNCT"}
_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_PLACES_TOO = frozenset(_WORDS["places_too"].split())
_NOT_SURNAMES = frozenset(_WORDS["not_surnames"].split())
_KNOWN = {run: label for label, runs in _WORDS["known"].items() for run in runs.split(", ")}
_TITLES = frozenset(run for run, label in _KNOWN.items() if label == "titles")
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


def ewt_document(vocab: Vocab, sentences: list[Sentence]) -> Doc:
    """An EWT paragraph: sure persons, the unsure left unknown, the rest no entity."""
    doc = document(vocab, sentences)
    words = [word for sentence in sentences for word in sentence.words]
    unknown = [i for i, word in enumerate(words) if _unsure(word)]
    spans = []
    i = 0
    while i < len(words):
        j = i
        while j < len(words) and words[j].pos == "PROPN":
            j += 1
        label = _run_label([word.form for word in words[i:j]]) if i < j else None
        if label == "none":
            unknown = [k for k in unknown if not i <= k < j]
        elif label:
            spans.append(Span(doc, i, j, label=label))
        i = max(j, i + 1)
    return _with_entities(doc, spans, unknown)


def _run_label(run: list[str]) -> str | None:
    """The label of a run of proper nouns, "none" where it is no entity, None where it cannot be told."""
    if len(run) > 1 and run[0] in _TITLES and len(run) <= 4:
        return "PERSON"
    known = _KNOWN.get(" ".join(run))
    if known and known != "titles":
        return known
    return "PERSON" if _is_person(run) else None


def _unsure(word: Word) -> bool:
    return word.pos in {"PROPN", "NUM", "X"} or (word.pos == "ADJ" and word.form[:1].isupper())


def _is_person(run: list[str]) -> bool:
    first, last = run[0], run[-1]
    if first not in _forenames() or first in _PLACES_TOO or len(run) > 3:
        return False
    return all(part[:1].isupper() and part.isalpha() for part in run) and last not in _NOT_SURNAMES


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
