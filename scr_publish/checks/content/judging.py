"""What the wording rules say of a sentence: action, impact, future, vague, or nothing.

A sentence is judged by where it stands (the section's promise, the column of a response table), by its tense, and by
the balance of concrete wording, evidence and empty wording (`wording.py`; weights and thresholds in
`statements.toml`). Outside the response sections it must also be tied to the review, so that the story of the case
("the social worker visited and made a referral") gives nothing. The verdict is one voice among others: `classifier.py`
weighs it with what else is known of the sentence."""

from __future__ import annotations

import re
from functools import cache

from scr_publish.checks.content.cues import data
from scr_publish.checks.content.outline import STORY, Place
from scr_publish.checks.content.wording import Wording, lexicon, verbs, weights, words
from scr_publish.document import Document

_SAYS_ENOUGH = 8
"""Words from which a passive without an agent may still say what was done ("a box for … was added to the form")."""

_FIGURES = 2
"""Counts in a sentence from which it is about figures."""

_END = 0.6
"""Empty wordings outside the response sections count from this share of the text on: there a report sums up."""


@cache
def _limits() -> dict[str, float]:
    return dict(data("statements.toml")["thresholds"])


def judged(document: Document, place: Place, wording: Wording, slot: str) -> str:
    """The rules' verdict on a sentence that is there to say `slot` (see `candidates.slot_of`); "" for none."""
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
    if place.elements & (STORY - {"why_it_happened"}):
        return ""
    if not wording.has("anchor"):
        dated = wording.has("since") or wording.has_date
        lasting = dated and wording.is_perfect and wording.has_actor and not wording.has("case")
        return "action" if lasting and wording.acts and wording.concreteness >= _limits()["concrete_far"] else ""
    kind = _closing(wording)
    return kind if kind in ("action", "impact") else ""
