"""Where the findings of a version stand on its pages, whatever made the pages.

A PDF has its own pages and the check knows the boxes. A Word file has none until LibreOffice lays it out: what that
gives is kept, encrypted, with the version. Where there is no LibreOffice, and for plain text, the draft's own text is
shown in parts, and a finding stands in the part that holds its first character."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from scr_publish.document import PRINTED
from scr_publish.parsing.libreoffice import find_libreoffice
from scr_publish.workbench.errors import NotFound
from scr_publish.workbench.record import RecordSession
from scr_publish.workbench.services import versions
from scr_publish.workbench.services.actors import Actor
from scr_publish.workbench.services.views import FileKind, FindingView, VersionView
from scr_publish.workbench.web.pictures.words import Text, text_of

LAID_OUT, PLACES = "layout.pdf", "places.json"
"""The names under which the laid out draft, and the boxes of its findings, are kept."""
LAYABLE = frozenset({"docx", "doc", "odt", "rtf"})
"""Formats that LibreOffice lays out as their writers saw them."""
_PRINTED = frozenset(surface.value for surface in PRINTED)

BoxOf = tuple[float, ...]
"""A box as it is stored: page, x0, top, x1, bottom, in points from the top left."""


class Kind(StrEnum):
    """What the pages of a version are."""

    PDF = "pdf"
    LAID_OUT = "laid-out"
    PENDING = "pending"
    """LibreOffice could lay the draft out, and has not yet."""
    TEXT = "text"


@dataclass(frozen=True)
class Layout:
    """The pages of a version. `parts` are the offsets at which each part of the text begins (`Kind.TEXT`)."""

    kind: Kind
    boxes: dict[str, list[BoxOf]] = field(default_factory=dict)
    parts: tuple[int, ...] = ()

    @property
    def drawn(self) -> bool:
        """Whether there are pictures of the pages."""
        return self.kind in (Kind.PDF, Kind.LAID_OUT)

    def boxes_of(self, item: FindingView) -> list[BoxOf]:
        """The boxes of a finding; none for one that stands on no page."""
        if item.document:
            return []
        return list(item.boxes) if self.kind is Kind.PDF else self.boxes.get(item.key, [])

    def pages_of(self, item: FindingView) -> tuple[int, ...]:
        """The pages that a finding stands on, or the part of the text."""
        if item.document or item.start is None:
            return ()
        if self.kind is Kind.TEXT:
            return (self.part_at(item.start),)
        if boxes := self.boxes_of(item):
            return tuple(sorted({int(box[0]) for box in boxes}))
        return (item.page,) if item.page else ()

    def page_for(self, item: FindingView) -> int:
        """The page to show beside a finding; 0 where it is about no place of the draft."""
        pages = self.pages_of(item)
        return pages[0] if pages else 0

    def part_at(self, offset: int) -> int:
        """The part of the text that holds a character, from 1."""
        return max(1, bisect_right(self.parts, offset))


def layout_of(session: RecordSession, actor: Actor, version: VersionView) -> Layout:
    """The layout of a version as far as it is known now: nothing is drawn for it."""
    if version.format == "pdf":
        return Layout(Kind.PDF)
    if version.format in LAYABLE:
        if (FileKind.PICTURE, PLACES) in version.files:
            kept = json.loads(versions.get_file(session, actor, version.id, FileKind.PICTURE, PLACES).data)
            if kept["laid_out"]:
                return Layout(
                    Kind.LAID_OUT, {key: [tuple(box) for box in boxes] for key, boxes in kept["boxes"].items()}
                )
        elif find_libreoffice():
            return Layout(Kind.PENDING)
    return Layout(Kind.TEXT, parts=text_of(session, actor, version).parts)


def _kept_places(session: RecordSession, actor: Actor, version: VersionView) -> dict[str, Any] | None:
    """What was kept of LibreOffice's layout; None where it has not been asked yet."""
    try:
        data = versions.get_file(session, actor, version.id, FileKind.PICTURE, PLACES).data
    except NotFound:
        return None
    kept: dict[str, Any] = json.loads(data)
    return kept


def wanted(items: list[FindingView], text: Text) -> list[tuple[str, str, str, str, float]]:
    """What LibreOffice's pages are searched for: each printed finding's key, the text before it, its words, the text
    after it, and how far through the draft it is."""
    out = []
    length = max(1, len(text.text))
    for item in items:
        if item.start is None or item.end is None or item.document or item.surface not in _PRINTED:
            continue
        before, after = text.text[max(0, item.start - 60) : item.start], text.text[item.end : item.end + 60]
        out.append((item.key, before, item.excerpt, after, item.start / length))
    return out
