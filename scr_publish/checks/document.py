"""What kept the file, or a companion, from being read in full: the parser's problems as findings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_publish.checks.base import Checker, Subject, rule
from scr_publish.document import Document, Problem
from scr_publish.findings import Finding, Outcome

RULES = (
    "DX101", "DX102", "DX103", "DX104", "DX105", "DX106", "DX107", "DX108", "DX109", "DX110", "DX111",
    "DX201", "DX202", "DX203", "DX204", "DX205",
)  # fmt: skip


def run(subject: Subject) -> Outcome:
    """A finding for each problem, of the draft first and then of its companions."""
    findings = list(_findings(subject, subject.document, ""))
    for companion, _ in subject.companions:
        findings += _findings(subject, companion, companion.source.name)
    return Outcome(findings=tuple(findings))


def _findings(subject: Subject, document: Document, companion: str) -> Iterator[Finding]:
    for problem in _problems(document):
        detail = _detail(problem, companion)
        evidence = {"file": document.source.name}
        if problem.page is not None:
            evidence["page"] = str(problem.page)
        page = "of no known number" if problem.page is None else problem.page
        yield subject.finding(problem.rule, detail=detail, page=page, evidence=evidence)


def _problems(document: Document) -> Iterator[Problem]:
    """The parser's problems, and that there is no text where no block of the page holds a word."""
    yield from dict.fromkeys(document.problems)
    if any(problem.rule == "DX203" for problem in document.problems):
        return
    if not any(block.is_printed and re.search(r"\w", document.plain(block)) for block in document.blocks):
        yield Problem("DX203", "only text that a reader of the page does not see" if document.blocks else "")


def _detail(problem: Problem, companion: str) -> str:
    """What was met, as the rule's message takes it: after a colon, or in brackets after its last word."""
    parts = [part for part in (problem.detail, f"in the companion {companion}" if companion else "") if part]
    if ": {detail}" in rule(problem.rule).message:
        return ", ".join(parts)
    return f" ({', '.join(parts)})" if parts else ""


CHECKER = Checker("document", RULES, run)
