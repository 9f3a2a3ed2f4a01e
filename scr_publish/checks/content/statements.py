"""Which sentences say what was done, what difference it made, what will be done, and which only seem to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scr_publish.checks.content.asides import is_aside, names_no_act
from scr_publish.checks.content.candidates import candidates
from scr_publish.checks.content.classifier import kind_of
from scr_publish.checks.content.features import features
from scr_publish.checks.content.outline import Outline, Place
from scr_publish.checks.content.recommendations import Rec
from scr_publish.checks.content.wording import Wording
from scr_publish.document import Kind


@dataclass(frozen=True)
class Told:
    """A statement found: its kind, span, place and wording."""

    kind: str
    start: int
    end: int
    place: Place
    wording: Wording
    slot: str = ""


def statements(outline: Outline, recs: Sequence[Rec]) -> list[Told]:
    """The statements of a document in order. `recs` are its recommendations, whose words are none."""
    found = list(candidates(outline, recs))
    out = []
    for item, known in zip(found, features(outline, found), strict=True):
        if item.slot == "none" and item.place.zone == "back" and item.place.block.kind is not Kind.CELL:
            continue  # a glossary, a list of references or of sources
        kind = _weighed(kind_of(known, item.slot, item.verdict), item.wording)
        if kind:
            out.append(Told(kind, item.start, item.end, item.place, item.wording, item.slot))
    return out


def _weighed(kind: str, wording: Wording) -> str:
    """A sentence's kind, after what its main clause makes of it."""
    if kind in ("action", "future") and is_aside(wording):
        return ""
    return "vague" if kind == "action" and names_no_act(wording) else kind
