"""The written corpus as training documents: one for each block that the program would hand its model."""

from __future__ import annotations

import re
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from models.scripts.annotated import Annotated, Mark, load
from models.scripts.places import WRITTEN
from scr_publish.nlp.annotations import Passage
from scr_publish.nlp.labels import meaning
from scr_publish.nlp.normalise import normalise
from scr_publish.parsing import open_document

SPLITS = ("train", "dev", "test")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-–/]\d{2,4})?")
_BETWEEN_PEOPLE = re.compile(r"(?:(?<=[^\W\d_]{2}), (?=[^\W\d_]{2})|(?<=\.), |,? (?:and|&) )")
_AND = re.compile(r" (?:and|&) ")
_COUPLE = re.compile(r"(?:Mr|Dr|Mrs|Miss|Ms)\.? (?:and|&) ")


@dataclass(frozen=True)
class _Rules:
    """How the corpus's labels become the model's: see `written.toml`."""

    labels: dict[str, str]
    code: re.Pattern[str]
    facility: re.Pattern[str]


@cache
def _rules() -> _Rules:
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return _Rules(table["labels"], re.compile(table["code"], re.VERBOSE), re.compile(table["facility"]))


def label_of(mark: Mark, text: str) -> str | None:
    """The model's label for a mark: "" where the words are no entity, None where they teach nothing either way."""
    rules = _rules()
    if mark.label == "PERSON":
        if rules.code.fullmatch(text):
            return "" if mark.verdict == "keep" else None
        return "PERSON"
    if mark.label == "DATE":
        if _YEAR.fullmatch(text):
            return None
        found = meaning("DATE", text)
        return "DATE_VAGUE" if found and found.vague else "DATE"
    if mark.label == "ORG" and rules.facility.search(text):
        return "FACILITY"
    return rules.labels.get(mark.label, "")


def each_person(mark: Mark, text: str) -> list[Mark]:
    """A mark for each person of one: the corpus marks some lists of authors and some pairs ("Reder, P. and Gray, M.",
    "Roy and Pauline Pargeter") as one, others apart; to the model one span is one person. "Mr and Mrs" stay."""
    words = text[mark.start : mark.end]
    joined = _AND.search(words) and not _COUPLE.match(words)
    if mark.label != "PERSON" or not joined or _rules().code.fullmatch(words):
        return [mark]
    marks, at = [], mark.start
    for between in _BETWEEN_PEOPLE.finditer(words):
        marks.append(replace(mark, start=at, end=mark.start + between.start()))
        at = mark.start + between.end()
    return [*marks, replace(mark, start=at)]


def drafts(split: str, folder: Path = WRITTEN) -> list[Annotated]:
    """The drafts of one part, in the order of their names; a draft that names no part trains. Those whose front matter
    says `for: statements` are marked for statements and hold names only by the way: they teach and measure none."""
    found = [load(path) for path in sorted(folder.glob("*.md"))]
    named = [draft for draft in found if draft.meta.get("for") != "statements"]
    return [draft for draft in named if draft.meta.get("split", "train") == split]


def documents(nlp: Language, draft: Annotated) -> Iterator[Doc]:
    """A document for each block of a draft, with its entities; half-covered words are left unknown."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.md"
        path.write_text(draft.text, encoding="utf-8", newline="")
        opened = open_document(path)
    for block in opened.blocks:
        words = normalise(opened, block)
        if not words.text:
            continue
        doc = nlp.make_doc(words.text)
        inside = [mark for mark in draft.marks if mark.start < block.end and block.start < mark.end]
        _annotate(Passage(block, doc, words.offsets), draft, inside)
        yield doc


def _annotate(passage: Passage, draft: Annotated, marks: list[Mark]) -> None:
    doc = passage.doc
    spans: list[Span] = []
    unknown: set[int] = set()
    for mark in (one for several in marks for one in each_person(several, draft.text)):
        label = label_of(mark, draft.text[mark.start : mark.end])
        if label == "":
            continue
        start, end = passage.local_span(mark.start, mark.end)
        exact = doc.char_span(start, end, label=label or "UNKNOWN")
        loose = exact or doc.char_span(start, end, alignment_mode="expand")
        if exact is not None and label:
            spans.append(exact)
        elif loose is not None:
            unknown |= set(range(loose.start, loose.end))
    whole = [span for span in spans if not unknown & set(range(span.start, span.end))]
    doc.set_ents(whole, missing=[doc[i : i + 1] for i in sorted(unknown)], default="outside")
