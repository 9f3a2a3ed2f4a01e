"""Findings and recommendations held against each other: a finding that leads to nothing, a recommendation that rests on
nothing.

A finding is a passage that the report numbers or heads as one ("Finding 2: …", "Learning point 3", a heading under
"Findings"). It belongs to a recommendation that names its number, stands under it, or speaks of the same things: words
that every recommendation uses weigh little (inverse document frequency)."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scr_publish.checks.content.numbering import NUMBER_WORDS, plain_number
from scr_publish.checks.content.outline import RESPONSE, Outline, Part
from scr_publish.checks.content.recommendations import Rec
from scr_publish.checks.content.trace import references, stems
from scr_publish.document import Kind

_LEAST = 2
"""Findings, and recommendations, from which the two are held against each other."""

_SHARED, _SHARED_WORDS = 0.12, 2
"""Share of a recommendation's weight of words that a finding must hold to be its ground, and fewest words: lower than
the trace's, for a finding is a passage, and here silence costs less than a false alarm."""

_NUMBER = r"(\d{1,2}(?:\.\d{1,2})?|" + "|".join(NUMBER_WORDS) + r")"
_LABEL = re.compile(
    rf"^\W*(?:(?:key |main |overall )?finding|learning point|lesson|theme|key learning)\s*(?:no\.?\s*)?{_NUMBER}\b",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"\b(?:finding|learning point|lesson|theme)s?\s*{_NUMBER}\b", re.IGNORECASE)


@dataclass(frozen=True)
class Learned:
    """A finding of the report: its number ("" for none), the span that stands for it, all its words, and how far its
    section reaches."""

    number: str
    start: int
    end: int
    text: str
    reach: int


@dataclass(frozen=True)
class Links:
    """The findings, those that no recommendation answers, and the numbers of recommendations that rest on none."""

    findings: tuple[Learned, ...]
    unanswered: tuple[Learned, ...]
    unsupported: tuple[str, ...]
    compared: bool


def links(outline: Outline, recs: Sequence[Rec]) -> Links:
    """The links of a report. `compared` is false where there is too little to compare, or where the report puts
    questions to the Board under its findings, which is a form of its own."""
    found = learned(outline, recs)
    firsts = [rec for rec in recs if not rec.repeats]
    if len(found) < _LEAST or len(firsts) < _LEAST or any(rec.is_question for rec in firsts):
        return Links(tuple(found), (), (), compared=False)
    pairs = _pairs(found, firsts)
    unanswered = tuple(item for i, item in enumerate(found) if not any(i == a for a, _ in pairs))
    unsupported = tuple(rec.number for j, rec in enumerate(firsts) if not any(j == b for _, b in pairs))
    return Links(tuple(found), unanswered, unsupported, compared=True)


def learned(outline: Outline, recs: Sequence[Rec]) -> list[Learned]:
    """The findings of a report in order: those with a label of their own, else the headings right under "Findings"."""
    labelled = [*_from_headings(outline, recs), *_from_blocks(outline, recs)]
    return sorted(labelled or _from_subheadings(outline, recs), key=lambda item: item.start)


def _from_headings(outline: Outline, recs: Sequence[Rec]) -> list[Learned]:
    out = []
    for part in outline.parts:
        label = _LABEL.match(part.heading)
        if label and part.zone != "back" and part.section.heading and not part.elements & RESPONSE:
            out.append(_of_part(outline, recs, part, plain_number(label.group(1))))
    return out


def _from_blocks(outline: Outline, recs: Sequence[Rec]) -> list[Learned]:
    out = []
    for place in outline.places:
        if place.block.kind is Kind.CELL or place.zone == "back" or place.elements & (RESPONSE | {"recommendations"}):
            continue
        label = _LABEL.match(place.text)
        reach = outline.parts[place.section].section.end
        if label and "?" not in place.text[: label.end() + 1] and not _holds(recs, place.block.start, place.block.end):
            out.append(
                Learned(plain_number(label.group(1)), place.block.words_start, place.block.end, place.text, reach)
            )
    return out


def _from_subheadings(outline: Outline, recs: Sequence[Rec]) -> list[Learned]:
    own = [part for part in outline.parts if "findings" in part.own.elements and part.zone != "back"]
    tops = {part.section.index for part in own}
    below = [
        part
        for part in outline.parts
        if part.section.parent in tops
        and part.section.heading
        and not part.own.elements & (RESPONSE | {"recommendations"})
    ]
    return [_of_part(outline, recs, part, "") for part in below]


def _of_part(outline: Outline, recs: Sequence[Rec], part: Part, number: str) -> Learned:
    heading = part.section.heading
    assert heading is not None
    body = [p.text for p in outline.under(part) if not _holds(recs, p.block.start, p.block.end)]
    return Learned(number, heading.words_start, heading.end, "\n".join([part.heading, *body]), part.section.end)


def _holds(recs: Sequence[Rec], start: int, end: int) -> bool:
    return any(start <= rec.start < end for rec in recs)


def _pairs(found: Sequence[Learned], recs: Sequence[Rec]) -> set[tuple[int, int]]:
    """The pairs, as indices, that belong together."""
    words = [set(stems(item.text)) for item in found]
    asked = [set(stems(rec.text)) for rec in recs]
    count = Counter(stem for own in asked for stem in own)
    weigh = {stem: math.log(1 + len(recs) / n) for stem, n in count.items()}
    out = set()
    for i, item in enumerate(found):
        cited = set(references(item.text))
        reach = min(item.reach, found[i + 1].start) if i + 1 < len(found) else item.reach
        for j, rec in enumerate(recs):
            named = {plain_number(match.group(1)) for match in _NAMED.finditer(rec.place.text)}
            total = sum(weigh[stem] for stem in asked[j]) or 1.0
            both = asked[j] & words[i]
            alike = len(both) >= _SHARED_WORDS and sum(weigh[stem] for stem in both) / total >= _SHARED
            beneath = item.end <= rec.start < reach
            if rec.number in cited or (item.number and item.number in named) or beneath or alike:
                out.add((i, j))
    return out
