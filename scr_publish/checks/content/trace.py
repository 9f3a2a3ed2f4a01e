"""Which statements answer which recommendation: by number, by place, else by what they speak of.

A statement answers a recommendation that its table row, its heading, its own words ("(Challenge 1)", "R2") or its
block's label names; else the one whose heading it stands under; else the one whose content words it shares. Words that
every recommendation uses weigh little (inverse document frequency within the report)."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from scr_publish.checks.content.cues import data
from scr_publish.checks.content.numbering import (
    NUMBER_WORDS,
    block_label,
    heading_number,
    plain_number,
    row_number,
)
from scr_publish.checks.content.outline import Outline
from scr_publish.checks.content.recommendations import Rec
from scr_publish.checks.content.statements import Told
from scr_publish.checks.content.wording import words

_SHARED_WEIGHT = 0.22
"""Share of a statement's weight that must lie in words of one recommendation. Set on passages of our own, where
statements on another recommendation stay under 0.15 and true answers lie over 0.25."""

_MARGIN = 1.15
"""The best recommendation must lead the next one by this factor, or the statement is left unassigned."""

_ONE = r"(?:r\s?)?\d{1,2}[a-z]?|" + "|".join(NUMBER_WORDS)
_REFERENCE = re.compile(
    rf"\b(?:recommendations?|recs?\.?|challenges?|proposals?)\s*(?:nos?\.?\s*|numbers?\s*)?((?:{_ONE})\b(?:\s*(?:,|and|&|to|-|–|or)+\s*(?:{_ONE})\b)*)"
    r"|\b(r\d{1,2}[a-z]?(?:\s*(?:,|and|&|to|-|–)+\s*r?\d{1,2}[a-z]?)*)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(r"^[\s.]*(\([^()]{1,60}\)|\[[^\[\]]{1,60}\])")
_WORD = re.compile(r"[a-z][a-z'-]{2,}")
_ENDINGS = re.compile(r"(?:isation|ations?|ments?|ings?|ied|ies|edly|ed|es|s|ly|e)$")
_OPENINGS = re.compile(
    r"^(?:this|it|they|these|the \w+ then|he|she|both|all of (?:them|these)|such|each)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Answer:
    """A statement and the numbers of the recommendations that it answers; `how` is row, reference, place, content or
    none. `unknown` are numbers that it names and that no recommendation has."""

    told: Told
    numbers: tuple[str, ...]
    how: str
    unknown: tuple[str, ...] = ()


def references(text: str) -> list[str]:
    """The numbers of recommendations that a text names: "Recommendations 1 and 3 to 5" gives 1, 3, 4, 5."""
    out: list[str] = []
    for match in _REFERENCE.finditer(text):
        span = (match.group(1) or match.group(2)).lower()
        parts = re.findall(rf"(?:{_ONE})\b|to|-|–", span)
        for i, part in enumerate(parts):
            number = plain_number(part.removeprefix("r").strip())
            if part in ("to", "-", "–"):
                continue
            if i >= 2 and parts[i - 1] in ("to", "-", "–") and number.isdigit() and out and out[-1].isdigit():
                out.extend(str(n) for n in range(int(out[-1]) + 1, int(number)))
            out.append(number)
    return list(dict.fromkeys(out))


def trace(
    outline: Outline, recs: Sequence[Rec], found: Sequence[Told], here: Sequence[Rec] | None = None
) -> list[Answer]:
    """Each statement with the recommendations that it answers; vague statements answer none.

    `recs` are the report's; `here` those that stand in the document of `outline`, where that is a companion."""
    here = recs if here is None else here
    known = {rec.number for rec in recs}
    weigh = _Weights(recs)
    out: list[Answer] = []
    for told in found:
        if told.kind == "vague":
            continue
        numbers, how = _named(outline, recs, here, told)
        unknown = tuple(number for number in numbers if number not in known and how in ("row", "reference"))
        numbers = [number for number in numbers if number in known]
        if not numbers:
            numbers, how = _alike(weigh, told, out)
        out.append(Answer(told, tuple(numbers), how if numbers else "none", unknown))
    return out


def _named(outline: Outline, recs: Sequence[Rec], here: Sequence[Rec], told: Told) -> tuple[list[str], str]:
    """The recommendations that a statement's row, words, block or heading names."""
    row = row_number(outline, told.place) if told.place.row else None
    if row:
        return [row], "row"
    if told.place.row:
        cells = [block for role, block in told.place.row.cells if role in ("recommendation", "finding")]
        inside = [rec for rec in here if any(block.start <= rec.start < block.end for block in cells)]
        if inside:
            return [rec.number if rec in recs and not rec.repeats else _same(rec, recs) for rec in inside], "row"
    text = told.wording.raw
    after = _AFTER.match(outline.document.text[told.end : told.end + 80])
    cited = references(text) or (references(after.group(1)) if after else [])
    cited = cited or _paragraphs(recs, text + (after.group(1) if after else ""))
    if cited:
        return cited, "reference"
    label = block_label(told.place)
    if label:
        return [label], "reference"
    headed = heading_number(outline, told.place)
    if headed:
        return [headed], "place"
    return _below(outline, here, told), "place"


_PARAGRAPH = re.compile(r"\(\s*(?:paragraphs? |at )?(\d{1,2}\.\d{1,2})\s*\)|\bparagraphs? (\d{1,2}\.\d{1,2})\b")


def _paragraphs(recs: Sequence[Rec], text: str) -> list[str]:
    """The recommendations whose paragraphs a text names by their numbers in the report: "(6.3)"."""
    standing = {rec.place.block.number.strip(". "): rec.number for rec in recs if not rec.repeats}
    named = [match.group(1) or match.group(2) for match in _PARAGRAPH.finditer(text)]
    return [standing[number] for number in named if number in standing]


def _same(repeat: Rec, recs: Sequence[Rec]) -> str:
    words = set(stems(repeat.text))
    firsts = [rec for rec in recs if not rec.repeats]
    return max(firsts, key=lambda rec: len(words & set(stems(rec.text)))).number if firsts else ""


def _below(outline: Outline, recs: Sequence[Rec], told: Told) -> list[str]:
    """The recommendation right above a statement in a section that alternates the two."""
    part = outline.parts[told.place.section]
    if "recommendations" not in part.elements:
        return []
    inside = [rec for rec in recs if part.section.start <= rec.start < part.section.end and not rec.repeats]
    answered = [rec for rec in inside if rec.end <= told.start]
    if not answered or (told.start > inside[-1].end and len(inside) > 1 and told.slot == "closing"):
        return []
    return [answered[-1].number]


def stems(text: str) -> list[str]:
    """The content words of a text, cut to stems: what it is about."""
    out = []
    stop = _stop()
    for word in _WORD.findall(text.lower().replace("’", "'")):
        if word in stop:
            continue
        stem = word.removesuffix("'s")
        shorter = _ENDINGS.sub("", stem)
        out.append(shorter if len(shorter) >= 3 else stem)
    return out


@cache
def _stop() -> frozenset[str]:
    return frozenset(data("trace.toml")["stop"])


@cache
def _actors() -> frozenset[str]:
    return frozenset(stems(" ".join(words("actors"))))


class _Weights:
    """Content words of the recommendations, each weighed by how few of them use it."""

    def __init__(self, recs: Sequence[Rec]) -> None:
        self.recs = [rec for rec in recs if not rec.repeats]
        self.stems = [set(stems(rec.text)) for rec in self.recs]
        count = Counter(stem for own in self.stems for stem in own)
        self.idf = {stem: math.log(1 + len(self.recs) / n) for stem, n in count.items()}
        self.unknown = math.log(1 + len(self.recs)) * 0.5

    def shares(self, text: str) -> list[tuple[float, str, bool]]:
        """For each recommendation the share of the text's weight that lies in its words, the greatest first, and
        whether that is more than one service's name, which answers other things too."""
        said = set(stems(text))
        total = sum(self.idf.get(stem, self.unknown) for stem in said) or 1.0
        scored = []
        for rec, own in zip(self.recs, self.stems, strict=True):
            shared = said & own
            firm = len(shared) > 1 or bool(shared - _actors())
            scored.append((sum(self.idf[stem] for stem in shared) / total, rec.number, firm))
        return sorted(scored, key=lambda item: -item[0])


def _alike(weigh: _Weights, told: Told, before: list[Answer]) -> tuple[list[str], str]:
    """The recommendation that a statement shares its content words with; one that opens with "This …" goes on from the
    statement before it in the same block."""
    shares = weigh.shares(told.wording.raw)
    last = before[-1] if before and before[-1].told.place.block is told.place.block else None
    if last and last.numbers and _OPENINGS.match(told.wording.raw):
        return list(last.numbers), last.how
    if not shares or shares[0][0] < _SHARED_WEIGHT:
        return (list(last.numbers), last.how) if last and last.numbers and told.place.row else ([], "none")
    if len(shares) > 1 and shares[0][0] < _MARGIN * shares[1][0]:
        return [], "none"
    return ([shares[0][1]], "content") if shares[0][2] else ([], "none")
