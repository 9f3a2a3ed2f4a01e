"""What is known of a sentence, as named features for the classifier: its place, tense, voice and actor, its evidence
and empty wordings, its words, the sentences beside it, and the wording rules' own verdict.

Names are masked: a figure is `#`, a date `#date`, a name what it names (`@ORG`), so that nothing learned rests on one
case's names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Token

from scr_publish.checks.content.candidates import Candidate
from scr_publish.checks.content.outline import Outline
from scr_publish.checks.content.wording import Wording
from scr_publish.document import Kind
from scr_publish.nlp.annotations import Sentence

_STEPS = (0, 1, 2, 3, 4, 6, 9)
_LENGTHS = (2, 4, 7, 11, 17, 25, 40)
_FIFTHS = 5
_WORDS_OF_HEADING = 12
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "csubj"})
_DATES = frozenset({"DATE", "DATE_VAGUE"})
_BESIDE = 2
"""Sentences before and after whose verdict and tense are features."""

_FLAGS = (
    "is_future", "has_will", "is_assigned", "is_past", "is_perfect", "is_standing", "is_reported", "imperative",
    "has_actor", "agentless", "has_date", "has_counted_clause", "has_share",
)  # fmt: skip


def features(outline: Outline, found: Sequence[Candidate]) -> Iterator[frozenset[str]]:
    """The features of each candidate of a document, in order."""
    own = [frozenset(_of_itself(outline, item)) for item in found]
    signs = [_sign(item) for item in found]
    for i, item in enumerate(found):
        yield own[i] | frozenset(_of_neighbours(found, signs, i, item))


def _of_itself(outline: Outline, item: Candidate) -> Iterator[str]:
    yield "always"
    yield from _of_place(outline, item)
    yield from _of_wording(item.wording)
    yield f"verdict={item.verdict}"
    yield f"verdict={item.verdict}&slot={item.slot}"
    yield from _words(item.wording.sentence)
    yield from _of_grammar(item.wording.sentence)


def _of_place(outline: Outline, item: Candidate) -> Iterator[str]:
    place = item.place
    yield f"slot={item.slot}"
    yield f"kind={place.block.kind.value}"
    yield f"zone={place.zone}"
    yield f"after={item.after}&slot={item.slot}"
    if place.row is not None:
        yield f"role={place.role}"
    elif place.block.kind is Kind.CELL:
        yield "cell"
    for element in place.elements:
        yield f"under={element}"
    for element in place.above - place.elements:
        yield f"above={element}"
    if not place.elements:
        yield "under=nothing"
    part = place.block.start * _FIFTHS // max(1, len(outline.document.text))
    yield f"fifth={part}"
    for word in outline.parts[place.section].heading.lower().split()[:_WORDS_OF_HEADING]:
        if word.isalpha():
            yield f"heading={word}"


def _of_wording(wording: Wording) -> Iterator[str]:
    for name, count in wording.counts.items():
        yield f"cue={name}"
        if count > 1:
            yield f"cue={name}+"
    for flag in _FLAGS:
        if getattr(wording, flag):
            yield flag
    yield f"numbers={min(3, wording.numbers)}"
    yield from _steps("concrete", wording.concreteness, _STEPS)
    yield from _steps("empty", wording.vagueness, _STEPS)
    yield from _steps("evidence", wording.evidence, _STEPS)
    yield from _steps("long", len(wording.tokens), _LENGTHS)
    if wording.concreteness > wording.vagueness:
        yield "more concrete than empty"
    raw = wording.raw.rstrip()
    yield f"ends={raw[-1:] if not raw[-1:].isalnum() else 'a'}"
    if not raw[:1].isupper():
        yield "small initial"
    if raw[:1] in "\"“'‘":
        yield "quoted"


def _steps(name: str, value: float, steps: Sequence[int]) -> Iterator[str]:
    for step in steps:
        if value > step:
            yield f"{name}>{step}"


def _words(sentence: Sentence) -> Iterator[str]:
    """Lemmas and pairs of lemmas."""
    said = ["^", *lemmas(sentence), "$"]
    yield f"first={' '.join(said[1:3])}"
    for lemma in said[1:-1]:
        yield f"w={lemma}"
    for first, second in pairwise(said):
        yield f"w={first} {second}"


def lemmas(sentence: Sentence) -> Iterator[str]:
    """The lemmas of a sentence without punctuation; names, dates and figures are masked."""
    last = ""
    for token in sentence.span:
        if token.is_space or token.is_punct:
            continue
        lemma = _masked(token)
        if lemma != last or lemma[:1] not in "@#":
            yield lemma
        last = lemma


def _masked(token: Token) -> str:
    """A word's lemma, or what stands for it where it is a name, a date or a figure."""
    if token.ent_type_:
        return "#date" if token.ent_type_ in _DATES else f"@{token.ent_type_}"
    text = token.text
    if token.like_num or (not text.isalpha() and any(char.isdigit() for char in text)):
        return "#"
    tag = token.tag_
    if tag in ("NNP", "NNPS"):
        return "@ACRONYM" if text.isupper() else f"@{tag}"
    return str(token.lemma_ or text).lower()


def _of_grammar(sentence: Sentence) -> Iterator[str]:
    root = sentence.span.root
    auxiliaries = sorted({child.lower_ for child in root.children if child.dep_.startswith("aux")})
    yield f"root={root.tag_}"
    yield f"root={_masked(root)}"
    yield f"form={'+'.join(auxiliaries)} {root.tag_}"
    subjects = [child for child in root.children if child.dep_ in _SUBJECTS]
    if not subjects:
        yield "no subject"
    for subject in subjects:
        yield f"subject={_masked(subject)}"
        yield f"subject={subject.dep_}"
        yield f"subject={subject.tag_}"
        determiner = next((child for child in subject.children if child.dep_ in ("det", "nmod:poss", "nummod")), None)
        yield f"subject's={_determiner(determiner) if determiner is not None else ''}"
    tags = [token.tag_ for token in sentence.span if not token.is_space]
    for tag in set(tags):
        yield f"tag={tag}"


def _determiner(token: Token) -> str:
    masked = _masked(token)
    return masked if masked[:1] in "@#" else str(token.lower_)


def _sign(item: Candidate) -> tuple[str, ...]:
    wording = item.wording
    tense = "future" if wording.is_future else "perfect" if wording.is_perfect else "past" if wording.is_past else "now"
    return (f"verdict={item.verdict}", f"slot={item.slot}", f"tense={tense}", f"numbers={min(2, wording.numbers)}")


def _of_neighbours(
    found: Sequence[Candidate], signs: Sequence[tuple[str, ...]], i: int, item: Candidate
) -> Iterator[str]:
    """The verdict, slot and tense of the sentences before and after in the same section, and whether one stands in the
    same block."""
    for step in (*range(-_BESIDE, 0), *range(1, _BESIDE + 1)):
        j = i + step
        if not 0 <= j < len(found) or found[j].place.section != item.place.section:
            yield f"{step:+d}:none"
            continue
        near = "same" if found[j].place.block is item.place.block else "other"
        yield f"{step:+d}:{near}"
        for sign in signs[j]:
            yield f"{step:+d}:{sign}"
            yield f"{step:+d}:{near}:{sign}"
