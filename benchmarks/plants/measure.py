"""How many plants of a document the check finds, misses, or cannot read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from benchmarks.plants.kinds import Plant
from scr_publish.assessment.assessing import assess
from scr_publish.assessment.model import Assessment
from scr_publish.checks.base import Subject
from scr_publish.config import Project, load_profile
from scr_publish.document import Document, Surface
from scr_publish.nlp.pipeline import annotate, load_pipeline
from scr_publish.parsing import open_document
from scr_publish.rules import Severity

Result = Literal["found", "weak", "missed", "unread"]
"""`weak` is found for review where it should block; `unread` stands nowhere in the text that the parser gives."""

SURFACES: dict[str, frozenset[Surface]] = {
    "footnote": frozenset({Surface.FOOTNOTE, Surface.VISIBLE, Surface.HEADER_FOOTER}),
    "comment": frozenset({Surface.COMMENT, Surface.ANNOTATION}),
    "metadata": frozenset({Surface.METADATA}),
    "link": frozenset({Surface.LINK, Surface.ANNOTATION}),
    "alt": frozenset({Surface.ALT_TEXT}),
}
"""Where a plant must be found; those of the other places stand on the page."""


def results(path: Path, plants: Sequence[Plant]) -> list[Result]:
    """What became of each plant of the document at `path`."""
    assessment = _assessed(path)
    return [_result(assessment, plant) for plant in plants]


def blockers(path: Path) -> list[str]:
    """The rule and the words of each finding that blocks the document at `path`, on personal data."""
    found = [finding for finding in _assessed(path).findings if finding.severity is Severity.BLOCKER]
    return [f"{finding.rule.id}: {finding.excerpt}" for finding in found]


def _assessed(path: Path) -> Assessment:
    document = open_document(path)
    subject = Subject(document, annotate(document, load_pipeline()), load_profile(), Project())
    return assess(subject, ("privacy",))


def _result(assessment: Assessment, plant: Plant) -> Result:
    if plant.place == "file":
        named = any(finding.surface is Surface.FILE_NAME for finding in assessment.findings)
        return "found" if named else "missed"
    spans = list(_spans(assessment.document, plant))
    if not spans:
        return "unread"
    wanted = Severity.REVIEW if plant.review else Severity.BLOCKER
    if any(_covered(assessment, span, wanted) for span in spans):
        return "found"
    return "weak" if any(_covered(assessment, span, Severity.REVIEW) for span in spans) else "missed"


def _covered(assessment: Assessment, span: tuple[int, int], least: Severity) -> bool:
    """Whether findings of a severity, or a graver one, cover half of a span or more."""
    hit: set[int] = set()
    for finding in assessment.findings:
        place = finding.location
        if place is not None and finding.label and finding.severity.rank <= least.rank:
            hit.update(range(max(span[0], place.start), min(span[1], place.end)))
    return len(hit) >= (span[1] - span[0]) / 2


def _spans(document: Document, plant: Plant) -> list[tuple[int, int]]:
    """Where a plant stands in the linear text, on a surface of its place; white space and line ends may differ, in a
    narrow cell within a word too."""
    written = plant.written.replace("-\n", "\n")
    pieces = [re.escape(piece) for piece in re.split(r"[\s\u200b]+", written) if piece]
    gap = r"[\s\u200b\u00ad-]*" if "\n" in plant.written or "\u200b" in plant.written else r"\s+"
    narrow = r"[\s\u200b\u00ad-]*".join(re.escape(char) for char in re.sub(r"[\s\u200b]", "", written))
    allowed = SURFACES.get(plant.place)
    spans = []
    for match in re.finditer(narrow if plant.place == "table" else gap.join(pieces), document.text):
        block = document.block_at(match.start())
        if block and (block.surface in allowed if allowed else block.is_printed):
            spans.append(match.span())
    return spans
