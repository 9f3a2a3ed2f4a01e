"""An assessment that can be e-mailed: every place kept, and none of the text that identifies.

What a privacy finding is about, and all text that no page shows (comments, deleted text, properties), becomes rows of
blocks as long as the words, so that every offset, page and box still holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from scr_publish.assessment import Assessment
from scr_publish.document import Document
from scr_publish.findings import Finding, PersonRisk, TraceCell
from scr_publish.reporting.grouping import MASK
from scr_publish.rules import Category

_MASKED = (Category.PRIVACY, Category.HIDDEN)
_SHORTEST = 3
"""Words of fewer characters are masked where they stand, and not looked for elsewhere: "4" is in every date."""

Clean = Callable[[str], str]


def masked(assessment: Assessment) -> Assessment:
    """The same assessment without identifying text. Counts, places, rules and fingerprints are those of the original;
    a privacy or hidden-content finding says what its rule says of any, without the words that it met."""
    document = assessment.document
    text = _masked_text(document, assessment.own_findings)
    clean = _cleaner((document, *assessment.companion_documents), assessment.findings)
    companions = {
        item.source.name: replace(
            item,
            text=_masked_text(item, tuple(f for f in assessment.findings if f.document == item.source.name)),
            source=replace(item.source, name=clean(item.source.name)),
        )
        for item in assessment.companion_documents
    }

    def said(cells: tuple[TraceCell, ...]) -> tuple[TraceCell, ...]:
        texts = {"": text} | {name: item.text for name, item in companions.items()}
        return tuple(
            replace(
                cell,
                text=" ".join(texts[cell.document][cell.start : cell.end].split()),
                document=clean(cell.document),
            )
            for cell in cells
        )

    def at(start: int, end: int) -> str:
        return " ".join(text[start:end].split())

    readability = assessment.readability
    return replace(
        assessment,
        document=replace(document, text=text, source=replace(document.source, name=clean(document.source.name))),
        findings=tuple(
            replace(
                _masked_finding(
                    item,
                    assessment.document_of(item),
                    companions[item.document].text if item.document else text,
                    clean,
                ),
                document=clean(item.document),
            )
            for item in assessment.findings
        ),
        sections=tuple(
            replace(item, heading=clean(item.heading), reason=clean(item.reason)) for item in assessment.sections
        ),
        statements=tuple(replace(item, text=at(item.start, item.end)) for item in assessment.statements),
        recommendations=tuple(
            replace(
                item,
                text=at(item.start, item.end),
                owner=clean(item.owner),
                deadline=clean(item.deadline),
                measure=clean(item.measure),
            )
            for item in assessment.recommendations
        ),
        trace=tuple(
            replace(
                row, text=clean(row.text), action=said(row.action), impact=said(row.impact), future=said(row.future)
            )
            for row in assessment.trace
        ),
        readability=replace(
            readability,
            sections=tuple(replace(part, heading=clean(part.heading)) for part in readability.sections),
            glossary=tuple((acronym, clean(meaning)) for acronym, meaning in readability.glossary),
        ),
        risk=tuple(_masked_risk(item, assessment) for item in assessment.risk),
        timeline=None,
        names_that_stay=tuple(replace(name, text=_blocks(name.text)) for name in assessment.names_that_stay),
        unchecked=tuple(map(clean, assessment.unchecked)),
        companions=tuple(map(clean, assessment.companions)),
        companion_documents=tuple(companions.values()),
    )


def _blocks(words: str) -> str:
    """Letters and figures masked; white space and punctuation stay."""
    return re.sub(r"\w", MASK, words)


def _masked_text(document: Document, findings: tuple[Finding, ...]) -> str:
    """The linear text, as long as before."""
    letters = list(document.text)
    spans = [(block.start, block.end) for block in document.blocks if not block.is_printed]
    spans += [(item.location.start, item.location.end) for item in findings if item.label and item.location]
    for start, end in spans:
        letters[start:end] = _blocks(document.text[start:end])
    return "".join(letters)


def _cleaner(documents: tuple[Document, ...], findings: tuple[Finding, ...]) -> Clean:
    """A function that masks, in any text, the words that findings are about and the authors of changes."""
    secrets = {item.excerpt for item in findings if item.label}
    for document in documents:
        secrets |= {change.revision.author for change in document.changes}
        secrets |= {document.text[block.words_start : block.end] for block in document.blocks if not block.is_printed}
    folded = {" ".join(secret.split()) for secret in secrets}
    longest = sorted((secret for secret in folded if len(secret) >= _SHORTEST), key=lambda words: (-len(words), words))
    if not longest:
        return lambda words: words
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(secret)}(?!\w)" for secret in longest), re.IGNORECASE)
    return lambda words: pattern.sub(lambda found: _blocks(found[0]), words)


def _masked_finding(item: Finding, document: Document, text: str, clean: Clean) -> Finding:
    place = item.location
    excerpt = text[place.start : place.end] if place and document.text[place.start : place.end] == item.excerpt else ""
    changed: dict[str, Any] = {
        "excerpt": excerpt or _blocks(item.excerpt),
        "location": replace(place, where=clean(place.where)) if place else None,
        "message": clean(item.message),
        "suggestion": clean(item.suggestion),
        "replacement": clean(item.replacement),
        "evidence": tuple((name, clean(value)) for name, value in item.evidence),
    }
    if item.category in _MASKED:
        changed |= {"message": f"{item.rule.title}.", "suggestion": item.rule.what_to_do, "evidence": ()}
    return replace(item, **changed)


def _masked_risk(item: PersonRisk, assessment: Assessment) -> PersonRisk:
    """The estimate without the words that the report discloses; a code ("Child K", "Mother") stays, a name does not."""
    names = {name.text for name in assessment.names_that_stay}
    return replace(
        item,
        who=_blocks(item.who) if item.who in names and not re.search(r" [A-Z0-9]{1,3}$", item.who) else item.who,
        disclosures=tuple(replace(told, text=_blocks(told.text)) for told in item.disclosures),
        steps=tuple(
            replace(step, text=re.sub("“.*”", lambda said: _blocks(said[0]), step.text)) for step in item.steps
        ),
        helps_most=tuple(replace(gone, text=_blocks(gone.text)) for gone in item.helps_most),
    )
