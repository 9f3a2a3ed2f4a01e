"""What the notes in a draft say: the findings on the same words as one note, and one for those that have no words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scr_publish.assessment import Assessment
from scr_publish.document import Location
from scr_publish.findings import Finding
from scr_publish.reporting.grouping import FAMILY_TITLES
from scr_publish.reporting.wording import HEADLINE, MEANING
from scr_publish.rules import Severity

AUTHOR = "scr-publish"
INITIALS = "scr"
BADGES = {Severity.BLOCKER: "Blocker", Severity.REVIEW: "To weigh", Severity.ADVICE: "Advice"}


@dataclass(frozen=True)
class Note:
    """Findings on the same words; the gravest comes first."""

    location: Location
    findings: tuple[Finding, ...]

    @property
    def severity(self) -> Severity:
        return self.findings[0].severity

    @property
    def text(self) -> str:
        """What the note says: a paragraph a finding."""
        return "\n".join(_said(item) for item in self.findings)


def notes(findings: Iterable[Finding]) -> list[Note]:
    """A note for each stretch of words that open findings are about, in the order of the document."""
    found: dict[tuple[int, int], list[Finding]] = {}
    for item in findings:
        if item.location and item.status == "open":
            found.setdefault((item.location.start, item.location.end), []).append(item)
    made = []
    for _, items in sorted(found.items()):
        items.sort(key=lambda item: item.severity.rank)
        assert items[0].location
        made.append(Note(items[0].location, tuple(items)))
    return made


def opening(assessment: Assessment, unplaced: Iterable[Note] = ()) -> str:
    """The first note: the decision, the findings about the whole document, and those whose words cannot bear a note
    where they stand (`unplaced`: properties, comments, headers)."""
    lines = [f"{HEADLINE[assessment.decision]}. {MEANING[assessment.decision]}"]
    whole = [item for item in assessment.findings if item.location is None or item.document]
    lines += [_said(item) for item in whole if item.status == "open"]
    for note in unplaced:
        words = " ".join(note.findings[0].excerpt.split())
        lines += [f"{note.location.where}: “{words}”", note.text]
    lines += [f"Not checked: {what}" for what in assessment.unchecked]
    return "\n".join(lines)


def _said(item: Finding) -> str:
    file = f"In {item.document}, {item.location.where}: " if item.document and item.location else ""
    badge = f"{BADGES[item.severity]} · {FAMILY_TITLES[item.category]} · {item.rule.id}"
    return f"{file}{badge}. {item.message} → {item.suggestion}"
