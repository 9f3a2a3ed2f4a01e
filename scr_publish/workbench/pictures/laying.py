"""Have LibreOffice lay a draft out, once, when it has been checked: pages for a format that has none of its own."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scr_publish.assessment import Assessment
from scr_publish.document import PRINTED
from scr_publish.errors import ScrPublishError
from scr_publish.parsing.isolated import Confined, Limits, NewFile
from scr_publish.parsing.libreoffice import find_libreoffice
from scr_publish.parsing.limits import CONVERSION_SECONDS, MAX_READING_MEMORY, MEGABYTE

log = logging.getLogger("scr_publish")

LAYABLE = frozenset({"docx", "doc", "odt", "rtf"})
"""Formats that LibreOffice lays out as their writers saw them."""
LAID_OUT, PLACES = "layout.pdf", "places.json"
"""The names under which the laid out draft, and the boxes of its findings, are kept."""
_AROUND = 60
"""Characters on either side of a finding's words that help to tell its place from others."""
_LIMITS = Limits(seconds=CONVERSION_SECONDS + 60, memory=MAX_READING_MEMORY, reply=200 * MEGABYTE)

BoxOf = tuple[float, ...]
"""A box as it is stored: page, x0, top, x1, bottom, in points from the top left."""


@dataclass(frozen=True)
class LaidOut:
    """A draft as a PDF, and the boxes of its findings on it, by fingerprint."""

    pdf: bytes
    boxes: dict[str, list[BoxOf]]


def lay_out(assessment: Assessment, draft: Path) -> LaidOut | None:
    """The draft laid out, in a confined process; None for a format that has pages of its own or none at all, and where
    LibreOffice is not installed or cannot do it. The draft's text is shown instead then."""
    kind = assessment.document.source.format
    if kind not in LAYABLE or find_libreoffice() is None:
        return None
    options = {"format": kind, "wanted": list(_wanted(assessment))}
    try:
        with Confined("lay out", draft, options, _LIMITS) as work:
            made = work.reply(NewFile)
    except ScrPublishError as error:
        log.warning("a draft could not be laid out: %s", type(error).__name__)
        return None
    return LaidOut(made.data, {key: [tuple(box) for box in boxes] for key, boxes in made.report["boxes"].items()})


def _wanted(assessment: Assessment) -> Iterator[tuple[str, str, str, str, float]]:
    """What the pages are searched for: each printed finding's fingerprint, the text before it, its words, the text
    after it, and how far through the draft it is."""
    text = assessment.document.text
    for item in assessment.own_findings:
        if item.location is None or item.surface not in PRINTED:
            continue
        start, end = item.location.start, item.location.end
        through = start / max(1, len(text))
        yield item.fingerprint, text[max(0, start - _AROUND) : start], item.excerpt, text[end : end + _AROUND], through
