"""Every sentence that could be a statement, with what it is there to say and what the wording rules make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scr_publish.checks.content.judging import judged
from scr_publish.checks.content.labels import SLOT_OF_ROLE, Labels
from scr_publish.checks.content.numbering import heading_number
from scr_publish.checks.content.outline import RESPONSE, STORY, Outline, Place
from scr_publish.checks.content.recommendations import Rec
from scr_publish.checks.content.wording import Wording
from scr_publish.document import Kind
from scr_publish.nlp.annotations import Sentence

_SLOT_OF_ELEMENT = {"actions_taken": "action", "impact": "impact", "further_action": "future"}
_ABBREVIATED = re.compile(r"(?:^|\s)(?:[A-HJ-Z]|Dr|Mr|Mrs|Ms|St|al|No|e\.g|i\.e|approx)\.$")
_END_MARKS = frozenset(".!?:;")
_CELL_WORDS = 4
"""Words from which a cell under a heading that promises nothing may say something in a table of answers."""


@dataclass(frozen=True)
class Candidate:
    """A sentence with its span, place and wording. `slot` is what it is there to say, "none" where no statement is
    looked for by the rules; `verdict` what the rules say it is; `after` whether it follows a recommendation."""

    start: int
    end: int
    place: Place
    wording: Wording
    slot: str
    verdict: str
    after: bool


def candidates(outline: Outline, recs: Sequence[Rec]) -> Iterator[Candidate]:
    """The sentences of a document in order. `recs` are its recommendations, whose words are none."""
    taken = [(rec.start, rec.end) for rec in recs]
    first = min((rec.start for rec in recs), default=None)
    labels = Labels()
    answered = _Answered(recs)
    for place in outline.places:
        slot = answered.slot(place, slot_of(outline, place))
        labels.enter(place)
        for sentence in _whole(place.passage.sentences):
            here, at = slot, 0
            if place.row is None and slot is not None:
                at = labels.read(sentence, far=slot == "far")
                here = labels.slot or slot
            if any(start < sentence.end and sentence.start < end for start, end in taken):
                continue
            wording = Wording(sentence, sentence.text[at:])
            if not wording.tokens:
                continue
            verdict = judged(outline.document, place, wording, here) if here is not None else ""
            start = sentence.start
            if at:
                start = place.passage.source_span(sentence.span.start_char + at, sentence.span.end_char)[0]
            after = first is not None and sentence.start > first
            yield Candidate(start, sentence.end, place, wording, here or "none", verdict, after)


class _Answered:
    """What follows recommendations answers them, where no heading says that it is something else."""

    def __init__(self, recs: Sequence[Rec]) -> None:
        self._last = max((rec.start for rec in recs), default=None)
        self._first: dict[int, int] = {}
        for rec in recs:
            if rec.place.row is None:
                self._first.setdefault(rec.place.section, rec.start)

    def slot(self, place: Place, slot: str | None) -> str | None:
        """The slot of a place, which is "loose" for what would else be a mere part of the report."""
        if place.row is not None or place.elements & STORY:
            return slot
        if place.block.kind is Kind.CELL:
            return "loose" if self._after(place) and not place.zone and len(place.text.split()) > _CELL_WORDS else slot
        beside = self._first.get(place.section)
        if beside is not None and beside <= place.block.end and slot in (None, "far", "closing"):
            return "loose" if "recommendations" in place.elements or slot else slot
        return "loose" if slot == "far" and self._after(place) else slot

    def _after(self, place: Place) -> bool:
        return self._last is not None and place.block.start > self._last


def _whole(sentences: tuple[Sentence, ...]) -> Iterator[Sentence]:
    """Sentences with those put together again that the language model cut in the middle."""
    waiting: Sentence | None = None
    for sentence in sentences:
        if waiting is not None and _goes_on(waiting.text, sentence.text):
            span = waiting.span.doc[waiting.span.start : sentence.span.end]
            waiting = Sentence(waiting.passage, span, waiting.start, sentence.end)
            continue
        if waiting is not None:
            yield waiting
        waiting = sentence
    if waiting is not None:
        yield waiting


def _goes_on(first: str, second: str) -> bool:
    """Whether the first part has no end mark and the second goes on in lower case, or the first ends in an initial or
    an abbreviation ("agreed with G. | Marsh")."""
    if _ABBREVIATED.search(first):
        return True
    return first[-1:] not in _END_MARKS and not second[:1].isupper()


def slot_of(outline: Outline, place: Place) -> str | None:
    """What a sentence at a place is there to say: action, impact, future, plan, evidence, mixed (a response section of
    several kinds), loose (an answer without such headings), closing, or far; None where no statement can stand."""
    if place.block.kind is Kind.CELL:
        if place.row and not place.role and place.above >= RESPONSE and len(place.text.split()) >= _CELL_WORDS:
            return "loose"
        return SLOT_OF_ROLE.get(place.role) if place.row else None
    served = place.elements & RESPONSE
    if len(served) == 1 and not place.elements - RESPONSE - {"recommendations"}:
        return _SLOT_OF_ELEMENT[next(iter(served))]
    if served and not place.elements & STORY:
        return "loose" if served == RESPONSE else "mixed"
    if place.zone == "back":
        return None
    if "recommendations" in place.elements and heading_number(outline, place):
        return "mixed"
    if place.zone in ("closing", "board") or "recommendations" in place.elements:
        return "closing"
    return "far"
