"""Orders of the case file beyond the names and places that they forbid: pictures, orders that have ended, and orders of
which the case file does not say what they forbid.

What an order forbids by name is found in the text by `known.py`."""

from __future__ import annotations

from collections.abc import Iterator

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.known import court_of, secret_words
from scr_publish.config.case import Order
from scr_publish.document import Surface
from scr_publish.findings import Finding
from scr_publish.rules import Severity

EVIDENCE = {"source": "the case file"}


def order_findings(subject: Subject) -> Iterator[Finding]:
    """Findings about the whole document, in the order of the case file."""
    if subject.case is None:
        return
    secrets = secret_words(subject.case)
    for order in subject.case.orders:
        who = court_of(order, secrets)
        if order.has_ended(subject.case.dates.publication):
            until = f"{order.until.day} {order.until:%B %Y}" if order.until else ""
            yield subject.finding("PD231", evidence=EVIDENCE, who=who, until=until)
        elif order.lists_nothing:
            yield subject.finding("PD232", evidence=EVIDENCE, who=who)
        elif order.images:
            yield from _pictures(subject, order, who)


def _pictures(subject: Subject, order: Order, who: str) -> Iterator[Finding]:
    count = subject.document.source.pictures
    if count == 0:
        return
    held = "may hold pictures (this program cannot tell)"
    if count is not None:
        held = "holds a picture" if count == 1 else f"holds {count} pictures"
    forbids = "forbids to publish pictures" if order.images == "forbidden" else "asks to weigh each picture"
    severity = subject.severity("PD230") or (Severity.BLOCKER if order.images == "forbidden" else Severity.REVIEW)
    yield subject.finding(
        "PD230", surface=Surface.VISIBLE, severity=severity, evidence=EVIDENCE, held=held, who=who, forbids=forbids
    )
