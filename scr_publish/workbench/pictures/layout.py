"""Where the findings of a version stand on its pages, whatever made the pages.

A PDF has its own pages and the check knows the boxes. A Word file has none until LibreOffice lays it out: that is done
when it has been checked, and kept, encrypted, with the version. Where there is no LibreOffice, and for plain text, the
draft's own text is shown in parts, and a finding stands in the part that holds its first character."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

from scr_publish.workbench.errors import NotFound
from scr_publish.workbench.pictures.laying import LAYABLE, PLACES, BoxOf
from scr_publish.workbench.pictures.words import text_of
from scr_publish.workbench.record import RecordSession
from scr_publish.workbench.services import versions
from scr_publish.workbench.services.actors import Actor
from scr_publish.workbench.services.views import FileKind, FindingView, VersionView


class Kind(StrEnum):
    """What the pages of a version are."""

    PDF = "pdf"
    LAID_OUT = "laid-out"
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
        return list(item.boxes) if self.kind is Kind.PDF else self.boxes.get(str(item.position), [])

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
    """The layout of a version; nothing is drawn for it."""
    if version.format == "pdf":
        return Layout(Kind.PDF)
    if version.format in LAYABLE:
        kept = _kept_places(session, actor, version)
        if kept is not None:
            return Layout(Kind.LAID_OUT, {key: [tuple(box) for box in boxes] for key, boxes in kept.items()})
    return Layout(Kind.TEXT, parts=text_of(session, actor, version).parts)


def _kept_places(session: RecordSession, actor: Actor, version: VersionView) -> dict[str, list[list[float]]] | None:
    """The boxes of the findings on the pages that LibreOffice made, by the findings' positions; None without them."""
    try:
        data = versions.get_file(session, actor, version.id, FileKind.PICTURE, PLACES).data
    except NotFound:
        return None
    kept: dict[str, list[list[float]]] = json.loads(data)
    return kept
