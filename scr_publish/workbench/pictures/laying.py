"""Have LibreOffice lay a draft out, once, when it has been checked: pages for a format that has none of its own."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

from scr_publish.assessment import Assessment
from scr_publish.document import PRINTED
from scr_publish.errors import ScrPublishError
from scr_publish.parsing.isolated import Confined, Limits, NewFile
from scr_publish.parsing.libreoffice import find_libreoffice
from scr_publish.parsing.limits import CONVERSION_SECONDS, MAX_READING_MEMORY, MEGABYTE
from scr_publish.workbench.services.views import FileKind

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


def lay_out(assessment: Assessment, draft: Path) -> tuple[tuple[FileKind, str, bytes], ...]:
    """The draft laid out, in a confined process, as files to keep: a PDF, and the boxes of the findings on it by their
    position. None for a format that has pages of its own or none at all, and where LibreOffice is not installed or
    cannot do it: the draft's text is shown instead then."""
    kind = assessment.document.source.format
    if kind not in LAYABLE or find_libreoffice() is None:
        return ()
    options = {"format": kind, "wanted": list(_wanted(assessment))}
    try:
        with Confined("lay out", draft, options, _LIMITS) as work:
            made = work.reply(NewFile)
    except ScrPublishError as error:
        log.warning("a draft could not be laid out: %s", type(error).__name__)
        return ()
    places = json.dumps(made.report["boxes"]).encode()
    return (FileKind.PICTURE, LAID_OUT, made.data), (FileKind.PICTURE, PLACES, places)


def _wanted(assessment: Assessment) -> Iterator[tuple[str, str, str, str, float]]:
    """What the pages are searched for: each printed finding's position, the text before it, its words, the text
    after it, and how far through the draft it is."""
    text = assessment.document.text
    for position, item in enumerate(assessment.findings):
        if item.document or item.location is None or item.surface not in PRINTED:
            continue
        start, end = item.location.start, item.location.end
        through = start / max(1, len(text))
        yield str(position), text[max(0, start - _AROUND) : start], item.excerpt, text[end : end + _AROUND], through
