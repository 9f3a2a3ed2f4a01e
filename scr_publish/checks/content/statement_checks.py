"""The checker "statements": recommendations, the statements that answer them, the trace between the two, and what is
weak in either."""

from __future__ import annotations

from collections.abc import Iterator

from scr_publish.checks.base import Checker, Subject
from scr_publish.checks.content.contradictions import CONTRADICTION_RULES, contradictions
from scr_publish.checks.content.reading import Reading, read
from scr_publish.checks.content.recommendation_checks import RECOMMENDATION_RULES, described, recommendation_findings
from scr_publish.checks.content.statements import Told
from scr_publish.document import Document
from scr_publish.findings import Finding, Outcome, Statement, TraceCell, TraceRow

_KINDS = {"action": "action taken", "impact": "impact", "future": "further action"}
_EXAMPLES = {
    "future": "“By June 2017 the trust will train all 60 midwives, and the Board will audit 20 records in December.”",
    "action": "“In March 2016 the council changed its referral form and trained 140 staff in its use.”",
}


def _run(subject: Subject) -> Outcome:
    reading = subject.once(read)
    recs = described(reading)
    findings = [
        *_unanswered(subject, reading),
        *_unknown(subject, reading),
        *_empty_words(subject, reading),
        *recommendation_findings(subject, reading, recs),
        *contradictions(subject, reading),
    ]
    return Outcome(
        findings=tuple(findings),
        statements=tuple(_statements(reading)),
        recommendations=tuple(recs),
        trace=tuple(_rows(reading)),
    )


def _rows(reading: Reading) -> Iterator[TraceRow]:
    """The trace table: what answers each recommendation, in the report first and then in its companions."""
    own = [("", reading.outline.document.text, answer) for answer in reading.answers]
    beside = [
        (companion.document.source.name, companion.document.text, answer)
        for companion in reading.companions
        for answer in companion.answers
    ]
    for rec in reading.counted:
        cells: dict[str, list[TraceCell]] = {kind: [] for kind in _KINDS}
        for name, text, answer in (*own, *beside):
            if rec.number in answer.numbers:
                told = answer.told
                words = " ".join(text[told.start : told.end].split())
                cells[told.kind].append(TraceCell(words, told.start, told.end, name, answer.how))
        yield TraceRow(rec.id, rec.text, *(tuple(cells[kind]) for kind in _KINDS))


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
        if not rec.is_question
    ]
    return sorted(out, key=lambda item: (item.start, item.end))


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
    """AI103: an answer to a recommendation that the report does not make, in the report or a companion."""
    if not reading.counted:
        return
    for answer in reading.answers:
        for number in answer.unknown:
            yield subject.finding("AI103", answer.told.start, answer.told.end, number=number)
    for companion in reading.companions:
        for answer in companion.answers:
            for number in answer.unknown:
                told = answer.told
                yield subject.finding_in(companion.document, "AI103", told.start, told.end, number=number)


def _empty_words(subject: Subject, reading: Reading) -> Iterator[Finding]:
    """AI201 to AI203: what a statement leaves out, in the report and in its companions."""
    for told in reading.statements:
        for rule_id, values in _weaknesses(told, reading.outline.document):
            yield subject.finding(rule_id, told.start, told.end, **values)
    for companion in reading.companions:
        for told in companion.statements:
            for rule_id, values in _weaknesses(told, companion.document):
                yield subject.finding_in(companion.document, rule_id, told.start, told.end, **values)


def _weaknesses(told: Told, document: Document) -> Iterator[tuple[str, dict[str, str]]]:
    """The rule that a statement breaks, if any, and the values of its message."""
    if told.kind == "vague" and _claims_impact(told):
        yield "AI202", {}
    elif told.kind == "vague":
        lacks = told.wording.lacks or ["what will be different"]
        example = _EXAMPLES["future" if told.wording.is_future else "action"]
        yield "AI201", {"lacks": _listed(lacks), "example": example}
    elif told.kind == "future" and not _is_dated(told, document):
        yield "AI203", {}


def _claims_impact(told: Told) -> bool:
    """Whether an empty statement is one about a difference made: in an impact column or section, or by its words."""
    if told.wording.is_future:
        return False
    return told.slot == "impact" or (told.wording.has("claimed") and not told.wording.past_acts)


def _is_dated(told: Told, document: Document) -> bool:
    row = told.place.row
    shown = row.text(document, "deadline") if row else ""
    return told.wording.has_date or any(char.isdigit() for char in shown)


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} or {parts[-1]}"


STATEMENTS = Checker(
    "statements",
    ("AI101", "AI102", "AI103", *CONTRADICTION_RULES, "AI201", "AI202", "AI203", *RECOMMENDATION_RULES),
    _run,
)
