"""Whether everybody can read the file: what the parsers met, and the order of the headings.

The Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 ask it of documents
that a public body publishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scr_publish.checks.base import Checker, Subject
from scr_publish.document import Barrier, Kind, Surface
from scr_publish.findings import Finding, Outcome

RULES = (
    "AC101", "AC102", "AC103", "AC104", "AC105", "AC106", "AC107", "AC108", "AC109", "AC110", "AC111", "AC112", "AC113",
)  # fmt: skip

_REAL_LEVELS = ("docx", "doc", "odt", "html", "md")
"""Formats whose headings have the level that their writer gave them; a PDF's are worked out from its letters."""
_PICTURES = ("DX201", "DX204")
_UNSEEN = {
    "pdf": "the contrast of colours and the texts of links",
    "rtf": "alternative text, table headers, language and the contrast of colours",
    "odt": "the contrast of colours",
    "html": "the contrast of colours",
}
"""What the accessibility check cannot see in a format."""


def run(subject: Subject) -> Outcome:
    """A finding for each barrier, those of one rule and detail as one."""
    source = subject.document.source
    unseen = _UNSEEN.get(source.format)
    return Outcome(
        findings=(*_barriers(subject), *_headings(subject)),
        unchecked=(f"accessibility of {source.name}: {unseen}",) if unseen else (),
    )


def _barriers(subject: Subject) -> Iterator[Finding]:
    document = subject.document
    pictures = [Barrier("AC110", str(p.page), p.page) for p in document.problems if p.rule in _PICTURES and p.page]
    for barrier, times in Counter([*document.barriers, *pictures]).items():
        evidence = {"times": str(times)} if times > 1 else {}
        yield subject.finding(barrier.rule, detail=barrier.detail, evidence=evidence)


def _headings(subject: Subject) -> Iterator[Finding]:
    document = subject.document
    if document.source.format not in _REAL_LEVELS or any(b.rule == "AC105" for b in document.barriers):
        return
    before = 0
    for block in document.blocks:
        if block.kind is not Kind.HEADING or block.surface is not Surface.VISIBLE:
            continue
        if before and block.level > before + 1:
            yield subject.finding(
                "AC104", block.words_start, block.end, level=block.level, before=before, next=before + 1
            )
        before = block.level


CHECKER = Checker("accessibility", RULES, run)
