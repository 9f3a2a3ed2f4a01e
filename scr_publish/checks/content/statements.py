"""Which sentences say what was done, what difference it made, what will be done, and which only seem to.

A sentence is judged by where it stands (the section's promise, the column of a response table), by its tense, and by
the balance of concrete wording, evidence and empty wording (`wording.py`; weights and thresholds in
`statements.toml`). Outside the response sections it must also be tied to the review, so that the story of the case
("the social worker visited and made a referral") gives nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from scr_publish.checks.content.cues import data
from scr_publish.checks.content.outline import RESPONSE, Outline, Place, column_role
from scr_publish.checks.content.recommendations import heading_number
from scr_publish.checks.content.wording import Wording, lexicon, verbs
from scr_publish.config.profile import SECTION_IDS
from scr_publish.document import Document, Kind
from scr_publish.nlp.annotations import Sentence

_SLOT_OF_ROLE = {"done": "action", "plan": "plan", "impact": "impact", "future": "future", "evidence": "evidence"}
_SLOT_OF_ELEMENT = {"actions_taken": "action", "impact": "impact", "further_action": "future"}
_STORY = frozenset(SECTION_IDS) - RESPONSE - {"introduction", "findings", "recommendations"}
_ABBREVIATED = re.compile(r"(?:^|\s)(?:[A-HJ-Z]|Dr|Mr|Mrs|Ms|St|al|No|e\.g|i\.e|approx)\.$")
_END_MARKS = frozenset(".!?:;")
_SAYS_ENOUGH = 8
"""Words from which a passive without an agent may still say what was done ("a box for … was added to the form")."""

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


def statements(outline: Outline, taken: list[tuple[int, int]]) -> list[Told]:
    """The statements of a document in order. `taken` are the spans of its recommendations, which are none."""
    out: list[Told] = []
    labels = _Labels()
    for place in outline.places:
        slot = slot_of(outline, place)
        if slot is None:
            continue
        labels.enter(place)
        for sentence in _whole(place.passage.sentences):
            here = slot
            at = 0
            if slot != "far" and place.row is None:
                at = labels.read(sentence)
                here = labels.slot or slot
            if any(start < sentence.end and sentence.start < end for start, end in taken):
                continue
            wording = Wording(sentence, sentence.text[at:])
            kind = _judge(outline.document, place, wording, here)
            if kind:
                start = (
                    sentence.start
                    if not at
                    else place.passage.source_span(sentence.span.start_char + at, sentence.span.end_char)[0]
                )
                out.append(Told(kind, start, sentence.end, place, wording, here))
    return out


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


class _Labels:
    """Run-in labels ("Action taken:", "Impact."), which say what the sentences after them are there for.

    A label on a line of its own holds to the end of the section, one inside a paragraph to the paragraph's end and over
    the list under it."""

    def __init__(self) -> None:
        self.slot = ""
        self._section = -1
        self._alone = False
        self._opening = False

    def enter(self, place: Place) -> None:
        """Go on to the next passage."""
        if place.section != self._section or not (self._alone or place.block.kind is Kind.LIST_ITEM):
            self.slot = ""
        self._section = place.section
        self._opening = True

    def read(self, sentence: Sentence) -> int:
        """Take in a sentence; how many of its characters are a label."""
        match = _LABELLED.match(sentence.text)
        opening, self._opening = self._opening, False
        if match is None:
            return 0
        full_stop = match.group().rstrip().endswith(".")
        slot = _label_slot(match.group(1), _STOPPED_WORDS if full_stop else _LABEL_WORDS)
        if not slot:
            return 0
        self.slot = slot
        self._alone = opening and match.end() == len(sentence.span.doc.text)
        return match.end()


_LABELLED = re.compile(r"^\W*([A-Z][^.:?!;]{2,60}?)\s*(?::|\?|[.–—-](?=\s|$))\s*")


def _label_slot(label: str, most: int) -> str:
    role = column_role(label)
    if role in _SLOT_OF_ROLE and role != "evidence" and len(label.split()) <= most:
        return _SLOT_OF_ROLE[role]
    return ""


_LABEL_WORDS = 8
_STOPPED_WORDS = 3
"""Most words of a label before a colon or a question mark, and before a full stop, where a sentence may stand too."""


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
    several kinds), closing, or far; None where no statement can stand."""
    if place.block.kind is Kind.CELL:
        return _SLOT_OF_ROLE.get(place.role) if place.row else None
    served = place.elements & RESPONSE
    if len(served) == 1 and not place.elements - RESPONSE - {"recommendations"}:
        return _SLOT_OF_ELEMENT[next(iter(served))]
    if served and not place.elements & _STORY:
        return "mixed"
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
        if _acted(wording):
            return "action"
        return "vague" if wording.agentless and slot != "mixed" else ""
    return "vague" if wording.vagueness >= 4 and wording.vagueness > wording.concreteness else ""


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
    if wording.has("trend") or (wording.has("told") and wording.has("change") and not wording.has_date):
        return True
    if wording.has("effect") and (wording.has("measure") or not _acts_first(wording)):
        return True
    if wording.evidence < _limits()["evidence"]:
        return False
    if wording.has("measure") and wording.has("found"):
        return True
    return wording.has("compare") and all(act in verbs().soft for act in wording.past_acts)


def _acts_first(wording: Wording) -> bool:
    """Whether an act that somebody could have watched stands in the first half of a sentence: its main clause."""
    half = wording.tokens[: max(6, len(wording.tokens) // 2)]
    return any(token in verbs().past and verbs().past[token] not in verbs().soft for token in half)


def _acted(wording: Wording) -> bool:
    if wording.concreteness >= _limits()["concrete"]:
        return bool(wording.past_acts) or wording.is_past or wording.has("change") or wording.has("in_force")
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
    if place.elements & (_STORY - {"why_it_happened"}) or not wording.has("anchor"):
        return ""
    kind = _closing(wording)
    return kind if kind in ("action", "impact") else ""
