"""Which sentences say what was done, what difference it made, what will be done, and which only seem to.

A sentence is judged by where it stands (the section's promise, the column of a response table), by its tense, and by
the balance of concrete wording, evidence and empty wording (`wording.py`; weights and thresholds in
`statements.toml`). Outside the response sections it must also be tied to the review, so that the story of the case
("the social worker visited and made a referral") gives nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from scr_publish.checks.content.cues import data
from scr_publish.checks.content.labels import SLOT_OF_ROLE, Labels
from scr_publish.checks.content.outline import RESPONSE, Outline, Place
from scr_publish.checks.content.recommendations import Rec, heading_number
from scr_publish.checks.content.wording import Wording, lexicon, verbs, weights, words
from scr_publish.config.profile import SECTION_IDS
from scr_publish.document import Document, Kind
from scr_publish.nlp.annotations import Sentence

_SLOT_OF_ELEMENT = {"actions_taken": "action", "impact": "impact", "further_action": "future"}
_STORY = frozenset(SECTION_IDS) - RESPONSE - {"introduction", "findings", "recommendations"}
_ABBREVIATED = re.compile(r"(?:^|\s)(?:[A-HJ-Z]|Dr|Mr|Mrs|Ms|St|al|No|e\.g|i\.e|approx)\.$")
_END_MARKS = frozenset(".!?:;")
_SAYS_ENOUGH = 8
"""Words from which a passive without an agent may still say what was done ("a box for … was added to the form")."""

_CELL_WORDS = 4
"""Words from which a cell under a heading that promises nothing may say something in a table of answers."""

_FIGURES = 2
"""Counts in a sentence from which it is about figures."""

_END = 0.6
"""Empty wordings outside the response sections count from this share of the text on: there a report sums up."""


@dataclass(frozen=True)
class Told:
    """A statement found: its kind, span, place and wording."""

    kind: str
    start: int
    end: int
    place: Place
    wording: Wording
    slot: str = ""


@cache
def _limits() -> dict[str, float]:
    return dict(data("statements.toml")["thresholds"])


def statements(outline: Outline, recs: Sequence[Rec]) -> list[Told]:
    """The statements of a document in order. `recs` are its recommendations, whose words are none."""
    out: list[Told] = []
    taken = [(rec.start, rec.end) for rec in recs]
    labels = Labels()
    answered = _Answered(recs)
    for place in outline.places:
        slot = answered.slot(place, slot_of(outline, place))
        if slot is None:
            continue
        labels.enter(place)
        for sentence in _whole(place.passage.sentences):
            here = slot
            at = 0
            if place.row is None:
                at = labels.read(sentence, far=slot == "far")
                here = labels.slot or slot
            if any(start < sentence.end and sentence.start < end for start, end in taken):
                continue
            wording = Wording(sentence, sentence.text[at:])
            kind = _judge(outline.document, place, wording, here)
            if kind:
                slot = "loose" if slot == "far" and kind in ("action", "impact") else slot
                start = (
                    sentence.start
                    if not at
                    else place.passage.source_span(sentence.span.start_char + at, sentence.span.end_char)[0]
                )
                out.append(Told(kind, start, sentence.end, place, wording, here))
    return out


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
        if place.row is not None or place.elements & _STORY:
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


def _judge(document: Document, place: Place, wording: Wording, slot: str) -> str:
    cell = place.row is not None
    if not wording.tokens or _said_by_somebody(wording.raw):
        return ""
    if slot == "far":
        return _far(place, wording, document)
    status = _status(wording, slot) if cell else None
    if status is not None:
        return status
    if len(wording.tokens) < (2 if cell else 4) or (wording.has("skip") and not (cell and wording.vagueness >= 4)):
        return ""
    return _near(wording, slot, cell)


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
    if served and not place.elements & _STORY:
        return "loose" if served == RESPONSE else "mixed"
    if place.zone == "back":
        return None
    if "recommendations" in place.elements and heading_number(outline, place):
        return "mixed"
    if place.zone in ("closing", "board") or "recommendations" in place.elements:
        return "closing"
    return "far"


_QUOTED = re.compile(r'^["“].*["”][.!?]?$', re.DOTALL)


def _said_by_somebody(text: str) -> bool:
    return bool(_QUOTED.match(text)) or text.endswith("?")


def _status(wording: Wording, slot: str) -> str | None:
    """A cell that only says where things stand: "" for a plain status, "vague" where a plan or outcome belongs; None
    where the cell is more than a status."""
    words = wording.text.strip(" .:;")
    for name, kind in (("status", ""), ("empty", "vague")):
        if any(match.span() == (0, len(words)) for match in lexicon()[f"unfinished.{name}"].hits(words)):
            return kind if slot in ("impact", "future", "action", "plan") else ""
    return None


def _near(wording: Wording, slot: str, cell: bool) -> str:
    """The kind of a sentence in a response section, a response table or the closing part."""
    limits = _limits()
    empty = wording.vagueness >= limits["vague"]
    if slot == "closing":
        return _closing(wording)
    if not cell and slot != "closing" and _is_story(wording):
        return ""
    if wording.is_future:
        return _future(wording)
    if slot == "impact":
        if _shows_effect(wording, limits["evidence_in_slot"]) and not _is_output(wording):
            return "impact"
        return "vague" if empty or (cell and not wording.past_acts) else ("action" if _acted(wording) else "")
    if _measured(wording):
        return "impact"
    if slot == "evidence":
        return ""
    if (cell and slot == "plan" and wording.imperative) or (slot == "future" and wording.imperative):
        return "future" if wording.concreteness > wording.vagueness else "vague"
    if wording.is_past or wording.has("change") or wording.has("in_force"):
        if wording.vagueness >= limits["vague"] and wording.vagueness >= wording.concreteness:
            return "vague"
        if _acted(wording) and (cell or (wording.is_standing and (slot != "loose" or _is_fixed(wording)))):
            return "action"
        return "vague" if wording.agentless and slot not in ("mixed", "loose") else ""
    return "vague" if wording.vagueness >= 4 and wording.vagueness > wording.concreteness else ""


def _is_story(wording: Wording) -> bool:
    """Where a document answers a review without headings for each answer: the case, or the review itself, is told."""
    if wording.has("anchor") or wording.has("since") or wording.has_will or wording.vagueness >= weights()["strong"]:
        return False
    if wording.has("process"):
        return True
    if wording.numbers >= _FIGURES or any(wording.has(group) for group in ("compare", "measure", "told")):
        return False
    return wording.has("case")


def _reached(wording: Wording) -> bool:
    """Figures that say what came of an act: so many of so many, or a count of those for whom something followed."""
    if wording.has_share and not _acts_first(wording):
        return True
    people = not words("affected").isdisjoint(wording.tokens)
    if wording.numbers < _FIGURES:
        return people and wording.has("found") and wording.has_counted_clause and not _acts_first(wording)
    acts = _acts_first(wording) if people else any(act not in verbs().soft for act in wording.past_acts)
    counted = wording.has_counted_clause or (people and wording.has("for_some"))
    return counted and not acts


def _shows_effect(wording: Wording, least: float) -> bool:
    """In an impact column or section: figures, or people who were asked, outweigh what is empty."""
    shown = wording.evidence + wording.has("compare")
    return (
        shown >= least
        and shown > wording.vagueness / 2
        and bool(wording.numbers or wording.has("told") or wording.has("compare"))
    )


def _is_output(wording: Wording) -> bool:
    return wording.has("output") and not (wording.has("compare") or wording.has("measure") or wording.has("trend"))


def _measured(wording: Wording) -> bool:
    """Where no heading promises an impact: a measure with its result, or a figure that moved."""
    asked = wording.has("told") or (wording.has("measure") and wording.has("effect"))
    if not (wording.numbers or asked) or _is_output(wording):
        return False
    if (
        wording.has("trend")
        or _reached(wording)
        or (wording.has("told") and wording.has("change") and not wording.has_date)
    ):
        return True
    if wording.has("effect") and (wording.has("measure") or not _acts_first(wording)):
        return True
    if wording.evidence < _limits()["evidence"]:
        return False
    if wording.has("measure") and wording.has("found"):
        return True
    if wording.has("compare") and wording.numbers >= _FIGURES and not _alters(wording):
        return True
    return wording.has("compare") and all(act in verbs().soft for act in wording.past_acts)


def _acts_first(wording: Wording) -> bool:
    """Whether an act that somebody could have watched stands in the first half of a sentence: its main clause."""
    half = wording.tokens[: max(6, len(wording.tokens) // 2)]
    firm = any(token in verbs().past and verbs().past[token] not in verbs().soft for token in half)
    return firm or _ORGANISED.search(wording.text) is not None


_ORGANISED = re.compile(
    r"^[^,;]*\b(?:has|have)(?: now| since| also| each| nevertheless)* (?!had\b|been\b|seen\b|come\b)\w+(?:ed|en)\b"
)


_FROM_TO = re.compile(r"\bfrom \S+(?: \w+){0,3} to \S+")


def _is_fixed(wording: Wording) -> bool:
    """Where no heading promises actions: it still stands, or it is dated or counted; the rest may be the story."""
    lasting = wording.is_perfect or wording.has("in_force") or wording.has("standing")
    return lasting or wording.has_date or wording.numbers > 0


def _alters(wording: Wording) -> bool:
    """Somebody changed a thing by so much ("the form was cut from nine pages to two"): an act and no effect."""
    if _ORGANISED.search(wording.text):
        return True
    return _acts_first(wording) and _FROM_TO.search(wording.text) is not None


def _acted(wording: Wording) -> bool:
    if wording.concreteness >= _limits()["concrete"]:
        return bool(wording.past_acts) or wording.is_past or wording.has("change") or wording.has("in_force")
    if wording.is_perfect and not wording.vagueness and (wording.acts or wording.numbers or wording.has_date):
        return True
    if wording.concreteness >= 2 and len(wording.tokens) >= _SAYS_ENOUGH and not wording.vagueness:
        return bool(wording.past_acts)
    return wording.has_actor and not wording.agentless and bool(wording.past_acts)


def _future(wording: Wording) -> str:
    limits = _limits()
    if wording.vagueness >= limits["vague"] and wording.vagueness >= wording.concreteness:
        return "vague"
    if wording.concreteness >= limits["concrete"]:
        return "future"
    return "vague" if wording.agentless or wording.vagueness or not wording.acts else "future"


def _closing(wording: Wording) -> str:
    """In a conclusion or among recommendations: empty wordings, and what is tied to the review or dated and owned."""
    limits = _limits()
    strong = wording.vagueness >= 4
    if strong and wording.vagueness >= wording.concreteness and (wording.has("anywhere") or not wording.numbers):
        return "vague"
    if strong:
        return ""
    if wording.has_will and wording.has("future_anchor") and wording.concreteness >= limits["concrete_far"]:
        return "future"
    if wording.has("anchor") and not wording.is_future:
        if wording.evidence >= limits["evidence"] and wording.has("measure") and wording.numbers:
            return "impact"
        if wording.past_acts and wording.has_actor and wording.concreteness >= limits["concrete_far"]:
            return "action"
    return ""


def _far(place: Place, wording: Wording, document: Document) -> str:
    """In the story, the analysis and the findings: only what the wording itself ties to the response."""
    if place.block.start > _END * len(document.text) and wording.has("anywhere"):
        return "vague"
    if place.elements & (_STORY - {"why_it_happened"}):
        return ""
    if not wording.has("anchor"):
        dated = wording.has("since") or wording.has_date
        lasting = dated and wording.is_perfect and wording.has_actor and not wording.has("case")
        return "action" if lasting and wording.acts and wording.concreteness >= _limits()["concrete_far"] else ""
    kind = _closing(wording)
    return kind if kind in ("action", "impact") else ""
