"""What the parsers met on their way that shows on no page: embedded files, pictures' data, macros, names of styles …

A parser says what it met and where (`Document.traces`); here it becomes findings. Of what comes by the dozen in every
file there is one finding a kind, with the number of places and the first of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from scr_publish.checks.base import Subject, rule
from scr_publish.checks.hidden.settings import hidden_settings
from scr_publish.document import Trace
from scr_publish.findings import Finding, shown
from scr_publish.rules import catalogue

_OTHERS = ("HC225", "HC226")
"""What the parsers met that only a case file makes a finding: `identities.py`."""

RULES = tuple(
    rule_id for rule_id in catalogue() if rule_id.startswith("HC") and rule_id > "HC104" and rule_id not in _OTHERS
)


def traces(subject: Subject) -> Iterator[Finding]:
    """One finding for each trace, or for each kind of those that are grouped."""
    grouped = hidden_settings().grouped
    found = [trace for trace in subject.document.traces if trace.rule in RULES]
    found.sort(key=lambda trace: trace.rule)
    for rule_id, group in groupby(found, key=lambda trace: trace.rule):
        members = list(group)
        if rule_id in grouped:
            yield _finding(subject, members[0], len(members))
        else:
            yield from (_finding(subject, trace, 1) for trace in members)


def _finding(subject: Subject, trace: Trace, count: int) -> Finding:
    return subject.finding(
        trace.rule,
        trace.start,
        trace.end,
        surface=trace.surface,
        detail=_detail(subject, trace, count),
        evidence={key: value for key, value in (("where", trace.where), ("path", trace.path)) if value},
    )


def _detail(subject: Subject, trace: Trace, count: int) -> str:
    """What completes the message: what it is, the words that were read, and in how many places there is more of it."""
    parts = [trace.detail or trace.where]
    if trace.start is not None and "{excerpt}" not in rule(trace.rule).message:
        quoted = " ".join(subject.document.text[trace.start : trace.end].split())
        parts.append(f"“{shown(quoted, 60)}”")
    text = ": ".join(part for part in parts if part)
    return f"{text} (and {count - 1} more)" if count > 1 else text
