"""The `Assessment` and its JSON form, `scr-publish/assessment/1`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from scr_publish import __version__
from scr_publish.assessment.decision import Decision, counts
from scr_publish.checks.process.chart import Chart
from scr_publish.document import Document
from scr_publish.findings import (
    Balance,
    Finding,
    Name,
    PersonRisk,
    ProcessStep,
    Readability,
    Recommendation,
    SectionStatus,
    Statement,
    TraceCell,
    TraceRow,
)

SCHEMA = "scr-publish/assessment/1"


@dataclass(frozen=True)
class Assessment:
    """All that one check found and decided. Findings are in the order of the document; those about the whole of it
    come first. `unchecked` says what could not be checked: a check that was not done is never reported as passed.
    """

    document: Document
    profile: str
    model: str
    decision: Decision
    findings: tuple[Finding, ...]
    sections: tuple[SectionStatus, ...] = ()
    statements: tuple[Statement, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    readability: Readability = field(default_factory=Readability)
    process: tuple[ProcessStep, ...] = ()
    names_that_stay: tuple[Name, ...] = ()
    risk: tuple[PersonRisk, ...] = ()
    timeline: Chart | None = None
    """The dates of the case file as a chart; None without a case file. It is no part of the JSON."""
    unchecked: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    companion_documents: tuple[Document, ...] = ()
    trace: tuple[TraceRow, ...] = ()
    balance: Balance = field(default_factory=Balance)

    @property
    def own_findings(self) -> tuple[Finding, ...]:
        """The findings in the draft itself: those whose offsets are offsets into `document`."""
        return tuple(item for item in self.findings if not item.document)

    def document_of(self, item: Finding) -> Document:
        """The document that a finding's offsets count in: the draft, or the companion that it names."""
        named = (document for document in self.companion_documents if document.source.name == item.document)
        return next(named, self.document) if item.document else self.document

    @property
    def counts(self) -> dict[str, int]:
        """Open findings by severity."""
        return counts(self.findings)

    def to_dict(self) -> dict[str, Any]:
        """The assessment as plain data, in the published schema (`scr_publish/data/assessment-1.schema.json`)."""
        source = self.document.source
        return {
            "schema": SCHEMA,
            "tool_version": __version__,
            "profile": self.profile,
            "model": self.model,
            "source": {
                "name": source.name,
                "sha256": source.sha256,
                "format": source.format,
                "pages": source.pages,
                "words": self.document.word_count,
            },
            "decision": self.decision.value,
            "counts": self.counts,
            "findings": [_finding(i, item) for i, item in enumerate(self.findings, 1)],
            "sections": [_section(item) for item in self.sections],
            "statements": [
                {
                    "kind": item.kind,
                    "source_start": item.start,
                    "source_end": item.end,
                    "text": item.text,
                    "recommendation": item.recommendation or None,
                }
                for item in self.statements
            ],
            "recommendations": [
                {
                    "id": item.id,
                    "text": item.text,
                    "source_start": item.start,
                    "source_end": item.end,
                    "action": item.action,
                    "impact": item.impact,
                    "future": item.future,
                    "owner": item.owner or None,
                    "deadline": item.deadline or None,
                    "measure": item.measure or None,
                    "is_question": item.is_question,
                    "smart": dict(item.smart),
                }
                for item in self.recommendations
            ],
            "trace": [_trace(row) for row in self.trace],
            "balance": {
                "narrative": round(self.balance.narrative, 3),
                "analysis": round(self.balance.analysis, 3),
                "forward": round(self.balance.forward, 3),
                "words": self.balance.words,
            },
            "readability": _readability(self.readability),
            "process": [
                {
                    "id": step.id,
                    "title": step.title,
                    "status": step.status,
                    "date": step.date or None,
                    "detail": step.detail,
                }
                for step in self.process
            ],
            "risk": {"people": [_risk(item) for item in self.risk]},
            "names_that_stay": [
                {"text": name.text, "role": name.role, "reason": name.reason, "count": name.count}
                for name in self.names_that_stay
            ],
            "unchecked": list(self.unchecked),
            "companions": list(self.companions),
            "notes": list(self.document.notes),
        }


def _finding(number: int, item: Finding) -> dict[str, Any]:
    place = item.location
    return {
        "id": f"F{number:04d}",
        "rule": item.rule.id,
        "rule_name": item.rule.name,
        "category": item.category.value,
        "severity": item.severity.value,
        "label": item.label or None,
        "message": item.message,
        "suggestion": item.suggestion,
        "replacement": item.replacement,
        "excerpt": item.excerpt,
        "surface": item.surface.value,
        "source_start": place.start if place else None,
        "source_end": place.end if place else None,
        "page": place.page if place else None,
        "boxes": [[box.page, box.x0, box.top, box.x1, box.bottom] for box in place.boxes] if place else [],
        "path": place.path if place else "",
        "where": place.where if place else "",
        "evidence": dict(item.evidence),
        "fingerprint": item.fingerprint,
        "status": item.status,
        "document": item.document or None,
    }


def _trace(row: TraceRow) -> dict[str, Any]:
    def cells(items: tuple[TraceCell, ...]) -> list[dict[str, Any]]:
        return [
            {
                "text": item.text,
                "document": item.document or None,
                "source_start": item.start,
                "source_end": item.end,
                "how": item.how,
            }
            for item in items
        ]

    return {
        "recommendation": row.recommendation,
        "text": row.text,
        "action": cells(row.action),
        "impact": cells(row.impact),
        "future": cells(row.future),
    }


def _risk(item: PersonRisk) -> dict[str, Any]:
    return {
        "who": item.who,
        "child": item.child,
        "level": item.level,
        "low": item.low,
        "high": item.high,
        "area": item.area,
        "disclosures": [
            {
                "kind": told.kind,
                "text": told.text,
                "source_start": told.start,
                "source_end": told.end,
                "places": told.places,
                "share_low": told.share_low,
                "share_high": told.share_high,
                "source": told.source,
                "assumption": told.assumption,
            }
            for told in item.disclosures
        ],
        "steps": [{"text": step.text, "low": step.low, "high": step.high} for step in item.steps],
        "helps_most": [
            {"kind": gone.kind, "text": gone.text, "level": gone.level, "low": gone.low, "high": gone.high}
            for gone in item.helps_most
        ],
    }


def _section(item: SectionStatus) -> dict[str, Any]:
    start, end = item.places[0] if item.places else (None, None)
    return {
        "id": item.id,
        "status": item.status,
        "heading": item.heading or None,
        "source_start": start,
        "source_end": end,
        "places": [list(place) for place in item.places],
        "reason": item.reason,
    }


def _readability(item: Readability) -> dict[str, Any]:
    return {
        "document": item.document,
        "sections": [
            {
                "heading": part.heading,
                "source_start": part.start,
                "source_end": part.end,
                "page": part.page,
                "words": part.words,
                "measures": part.measures,
                "heat": part.heat,
            }
            for part in item.sections
        ],
        "glossary": [{"acronym": acronym, "meaning": meaning} for acronym, meaning in item.glossary],
    }
