"""The checker "statements": recommendations, the statements that answer them, the trace between the two, and what is
weak in either."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from scr_publish.checks.base import Checker, Subject
from scr_publish.checks.content.cues import Phrase, compile_phrase, data
from scr_publish.checks.content.reading import Reading, read
from scr_publish.checks.content.recommendations import Rec
from scr_publish.checks.content.statements import Told
from scr_publish.checks.content.wording import Wording, verbs
from scr_publish.findings import Finding, Outcome, Recommendation, Statement

_KINDS = {"action": "action taken", "impact": "impact", "future": "further action"}
_EXAMPLES = {
    "future": "“By June 2017 the trust will train all 60 midwives, and the Board will audit 20 records in December.”",
    "action": "“In March 2016 the council changed its referral form and trained 140 staff in its use.”",
}
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


@cache
def _weak() -> tuple[tuple[Phrase, str], ...]:
    return tuple((compile_phrase(phrase), text) for phrase, text in data("recommendations.toml")["weak"].items())


@cache
def _prefix() -> re.Pattern[str]:
    return re.compile(data("recommendations.toml")["owner_prefix"], re.IGNORECASE)


def _run(subject: Subject) -> Outcome:
    reading = subject.once(read)
    recs = [_described(reading, rec) for rec in reading.counted]
    findings = [
        *_unanswered(subject, reading),
        *_unknown(subject, reading),
        *_empty_words(subject, reading),
        *_weak_recommendations(subject, reading, recs),
    ]
    return Outcome(findings=tuple(findings), statements=tuple(_statements(reading)), recommendations=tuple(recs))


def _statements(reading: Reading) -> list[Statement]:
    """The statements and the recommendations, in the order of the document."""
    answered = {id(answer.told): answer.numbers for answer in reading.answers}
    text = reading.outline.document.text
    out = []
    for told in reading.statements:
        numbers = answered.get(id(told), ())
        shown = " ".join(text[told.start : told.end].split())
        out.append(Statement(told.kind, told.start, told.end, shown, f"R{numbers[0]}" if numbers else ""))
    out += [
        Statement("recommendation", rec.start, rec.end, rec.text, "" if rec.repeats else rec.id)
        for rec in reading.recommendations
    ]
    return sorted(out, key=lambda item: (item.start, item.end))


def _described(reading: Reading, rec: Rec) -> Recommendation:
    owner = rec.owner or owner_of(rec.text)
    deadline = rec.deadline or (match.group() if (match := _DEADLINE.search(rec.text)) else "")
    if not deadline:
        deadline = _deadline_elsewhere(reading, rec)
    answers = {kind: reading.answered(rec, kind) for kind in _KINDS}
    return Recommendation(rec.id, rec.text, rec.start, rec.end, owner=owner, deadline=deadline, **answers)


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
    for answer in reading.answers:
        if rec.number not in answer.numbers:
            continue
        row = answer.told.place.row
        if row and (shown := row.text(reading.outline.document, "deadline")) and any(c.isdigit() for c in shown):
            return shown
        if answer.told.kind == "future" and (match := _DEADLINE.search(answer.told.wording.raw)):
            return match.group()
    return ""


def _unanswered(subject: Subject, reading: Reading) -> Iterator[Finding]:
    """AI101 and AI102. A kind that the whole report lacks is not repeated for each recommendation."""
    everywhere = [*reading.statements, *(told for companion in reading.companions for told in companion.statements)]
    kinds = [kind for kind in _KINDS if any(told.kind == kind for told in everywhere)]
    if not kinds:
        return
    for rec in reading.counted:
        missing = [kind for kind in kinds if not reading.answered(rec, kind)]
        if len(missing) == len(kinds):
            yield subject.finding("AI101", rec.start, rec.end, number=rec.number)
        elif missing:
            names = [_KINDS[kind] for kind in missing]
            yield subject.finding("AI102", rec.start, rec.end, number=rec.number, missing=" and no ".join(names))


def _unknown(subject: Subject, reading: Reading) -> Iterator[Finding]:
    """AI103, for the report's own statements; a companion's is reported without a place, for it is another file."""
    if not reading.counted:
        return
    for answer in reading.answers:
        for number in answer.unknown:
            yield subject.finding("AI103", answer.told.start, answer.told.end, number=number)
    for companion in reading.companions:
        for answer in companion.answers:
            for number in answer.unknown:
                yield subject.finding("AI103", number=number, excerpt=f"in {companion.document.source.name}")


def _empty_words(subject: Subject, reading: Reading) -> Iterator[Finding]:
    """AI201 to AI203: what a statement leaves out."""
    for told in reading.statements:
        if told.kind == "vague" and _claims_impact(told):
            yield subject.finding("AI202", told.start, told.end)
        elif told.kind == "vague":
            lacks = told.wording.lacks or ["what will be different"]
            example = _EXAMPLES["future" if told.wording.is_future else "action"]
            yield subject.finding("AI201", told.start, told.end, lacks=_listed(lacks), example=example)
        elif told.kind == "future" and not _is_dated(told, reading):
            yield subject.finding("AI203", told.start, told.end)


def _claims_impact(told: Told) -> bool:
    return told.slot == "impact" and not told.wording.is_future


def _is_dated(told: Told, reading: Reading) -> bool:
    row = told.place.row
    shown = row.text(reading.outline.document, "deadline") if row else ""
    return told.wording.has_date or any(char.isdigit() for char in shown)


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} or {parts[-1]}"


def _weak_recommendations(subject: Subject, reading: Reading, described: list[Recommendation]) -> Iterator[Finding]:
    """AI301 to AI304. Questions for the Board are no recommendations and need neither owner nor date."""
    pairs = [(rec, item) for rec, item in zip(reading.counted, described, strict=True) if not rec.is_question]
    none_dated = len(pairs) > 1 and not any(item.deadline for _, item in pairs)
    for rec, item in pairs:
        yield from _weak_wording(subject, rec)
        if not item.owner:
            yield subject.finding("AI302", rec.start, rec.end, number=rec.number)
        if not (item.deadline or item.action or none_dated):
            yield subject.finding("AI303", rec.start, rec.end, number=rec.number)
    if none_dated:
        yield subject.finding("AI304", count=len(pairs))


def _weak_wording(subject: Subject, rec: Rec) -> Iterator[Finding]:
    """The first weak verb of a recommendation, unless the recommendation goes on to name an act or a measure."""
    lower = rec.place.text.lower()
    for phrase, stronger in _weak():
        match = phrase.pattern.search(lower) if phrase.literal in lower else None
        if match is None:
            continue
        start, end = rec.place.passage.source_span(*match.span())
        if rec.start <= start and end <= rec.end and not _is_specific(rec):
            yield subject.finding("AI301", start, end, number=rec.number, stronger=stronger)
            return


def _is_specific(rec: Rec) -> bool:
    sentence = next((s for s in rec.place.passage.sentences if s.end > rec.start), None)
    if sentence is None:
        return False
    wording = Wording(sentence, rec.text)
    return bool(wording.numbers) or wording.has_date or wording.has("measure")


STATEMENTS = Checker(
    "statements",
    ("AI101", "AI102", "AI103", "AI201", "AI202", "AI203", "AI301", "AI302", "AI303", "AI304"),
    _run,
)
