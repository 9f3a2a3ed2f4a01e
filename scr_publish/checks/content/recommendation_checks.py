"""What each recommendation says of who, what, how to tell and by when, and what is weak in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from scr_publish.checks.base import Subject
from scr_publish.checks.content.cues import data
from scr_publish.checks.content.links import Links, links
from scr_publish.checks.content.reading import Reading
from scr_publish.checks.content.recommendations import Rec, weak_verb
from scr_publish.checks.content.smart import SMART, is_specific, measure_of, wording_of
from scr_publish.checks.content.wording import verbs
from scr_publish.findings import Finding, Recommendation, shown

RECOMMENDATION_RULES = ("AI301", "AI302", "AI303", "AI304", "AI305", "AI306", "AI307")

_OWNER = re.compile(
    r"^(.{2,110}?)\s+(?:should|must|shall|needs? to|ought to|will need to|to"
    r"|(?:is|are|be) (?:asked|requested|required|urged|invited) to)\b",
    re.IGNORECASE | re.DOTALL,
)
_GIVEN_BY = re.compile(r"\bby (the [A-Z]\S*(?: [A-Z]\S*){0,5}|[A-Z]{2,}|[A-Z]\S+(?: [A-Z]\S*){0,5})")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SEASONS = "spring|summer|autumn|winter|Easter|Christmas"
_DEADLINE = re.compile(
    r"\b(?:by|before|no later than|until) (?:the )?(?:(?:end|middle|start) of )?(?:\d{1,2} )?"
    rf"(?:(?:{_MONTHS}|{_SEASONS})(?: \d{{4}})?|\d{{4}}|next \w+)"
    r"|\bwithin (?:the next )?(?:\w+ )?(?:weeks|months|year|years)"
    r"(?: of (?:the )?(?:publication|this report|this review|the date)[^.,;]{0,30})?",
    re.IGNORECASE,
)
_OWNER_WORDS = 14
_BE_OR_ENSURE = frozenset({"be", "ensure"})
"""With the acts of `verbs.toml`, where the owner ends in the subjunctive: "that the police ensure …"."""


def described(reading: Reading) -> list[Recommendation]:
    """The report's recommendations, each once, with what answers them and which SMART parts they have."""
    grounds = links(reading.outline, reading.recommendations)
    return [_described(reading, rec, grounds) for rec in reading.counted]


def _described(reading: Reading, rec: Rec, grounds: Links) -> Recommendation:
    owner = rec.owner or owner_of(rec.text)
    deadline = rec.deadline or (match.group() if (match := _DEADLINE.search(rec.text)) else "")
    if not deadline:
        deadline = _deadline_elsewhere(reading, rec)
    answered = {kind: reading.answered(rec, kind) for kind in ("action", "impact", "future")}
    measure = measure_of(rec.text)
    smart: tuple[tuple[str, bool | None], ...] = ()
    if not rec.is_question:
        relevant = rec.number not in grounds.unsupported if grounds.compared else None
        parts = (is_specific(rec), bool(measure), bool(owner), relevant, bool(deadline))
        smart = tuple(zip(SMART, parts, strict=True))
    return Recommendation(
        rec.id,
        rec.text,
        rec.start,
        rec.end,
        owner=owner,
        deadline=deadline,
        measure=measure,
        is_question=rec.is_question,
        smart=smart,
        **answered,
    )


@cache
def _prefix() -> re.Pattern[str]:
    return re.compile(data("recommendations.toml")["owner_prefix"], re.IGNORECASE)


def owner_of(text: str) -> str:
    """Who a recommendation asks to act: what stands before "should", or after "by" in a passive; "" where nobody."""
    bare = _prefix().sub("", text)
    match = _OWNER.match(bare)
    if match and len(match.group(1).split()) <= _OWNER_WORDS and not match.group(1).lower().startswith("consideration"):
        return " ".join(match.group(1).split()).strip(" ,")
    given = _GIVEN_BY.search(text)
    if given or bare == text:
        return given.group(1) if given else ""
    words = bare.split()[:_OWNER_WORDS]
    act = next((i for i, word in enumerate(words) if word.lower() in verbs().base | _BE_OR_ENSURE), 0)
    return " ".join(words[:act]).strip(" ,") if act else ""


def _deadline_elsewhere(reading: Reading, rec: Rec) -> str:
    """A date that the action plan's row, or the further action on a recommendation, gives for it."""
    own = [(reading.outline.document, answer) for answer in reading.answers]
    beside = [(companion.document, answer) for companion in reading.companions for answer in companion.answers]
    for document, answer in (*own, *beside):
        if rec.number not in answer.numbers:
            continue
        row = answer.told.place.row
        if row and (given := row.text(document, "deadline")) and any(c.isdigit() for c in given):
            return given
        if answer.told.kind == "future" and (match := _DEADLINE.search(answer.told.wording.raw)):
            return match.group()
    return ""


def recommendation_findings(subject: Subject, reading: Reading, recs: list[Recommendation]) -> Iterator[Finding]:
    """AI301 to AI307. Questions for the Board are no recommendations and need neither owner nor date."""
    pairs = [(rec, item) for rec, item in zip(reading.counted, recs, strict=True) if not rec.is_question]
    none_dated = len(pairs) > 1 and not any(item.deadline for _, item in pairs)
    for rec, item in pairs:
        yield from _weak_wording(subject, rec)
        if not item.owner:
            yield subject.finding("AI302", rec.start, rec.end, number=rec.number)
        if not (item.deadline or item.action or none_dated):
            yield subject.finding("AI303", rec.start, rec.end, number=rec.number)
        if not (item.measure or item.impact):
            yield subject.finding("AI307", rec.start, rec.end, number=rec.number)
    if none_dated:
        yield subject.finding("AI304", count=len(pairs))
    yield from _unlinked(subject, reading)


def _unlinked(subject: Subject, reading: Reading) -> Iterator[Finding]:
    """AI305 and AI306: a finding that leads to no recommendation, a recommendation that rests on no finding."""
    found = links(reading.outline, reading.recommendations)
    for item in found.unanswered:
        yield subject.finding("AI305", item.start, item.end, title=shown(item.text.split("\n")[0], 80))
    for rec in reading.counted:
        if rec.number in found.unsupported:
            yield subject.finding("AI306", rec.start, rec.end, number=rec.number)


def _weak_wording(subject: Subject, rec: Rec) -> Iterator[Finding]:
    """The first weak verb of a recommendation, unless the recommendation goes on to name an act or a measure."""
    weak = weak_verb(rec)
    if weak and not _is_measured(rec):
        start, end, stronger = weak
        yield subject.finding("AI301", start, end, number=rec.number, stronger=stronger)


def _is_measured(rec: Rec) -> bool:
    wording = wording_of(rec)
    return wording is not None and (bool(wording.numbers) or wording.has_date or wording.has("measure"))
