"""Pictures of pages, drawn when they are asked for, and kept in memory only, up to a limit."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from scr_publish.errors import UnreadableError
from scr_publish.parsing.isolated import Confined, Limits, NewFile
from scr_publish.parsing.limits import MEGABYTE
from scr_publish.workbench.pictures.copies import plain_copy
from scr_publish.workbench.pictures.laying import LAID_OUT
from scr_publish.workbench.record import Record
from scr_publish.workbench.services import versions
from scr_publish.workbench.services.actors import Actor
from scr_publish.workbench.services.views import FileKind, VersionView

SCALE = 1.75
"""Pixels to the point: 126 dots an inch, so that a page that fills half a screen is sharp."""
AHEAD = 3
"""Pages that are drawn beside the one asked for: the process is started once for all of them."""
KEPT_BYTES = 64 * MEGABYTE
"""Pictures that are kept in memory: some 500 pages."""
KEPT_SECONDS = 30 * 60
"""How long a picture is kept in memory: it outlives documents that the daily deletion takes by no more."""
PATIENCE = 20.0
"""Seconds that a page waits while others are drawn; one that waits holds a thread of the server."""
FAILED_SECONDS = 10 * 60
"""How long a page that could not be drawn is not tried again: it may have been the machine that was too slow."""
_FAILURES = 1000
_LIMITS = Limits(seconds=150, memory=4096 * MEGABYTE, reply=200 * MEGABYTE)


@dataclass(frozen=True)
class Picture:
    """A page as a PNG picture: its number, its size in points, and how many pages there are."""

    page: int
    width: float
    height: float
    pages: int
    data: bytes
    drawn_at: float = field(default_factory=time.monotonic)


class Busy(Exception):  # noqa: N818 - it reads as what happened
    """Other pages are being drawn, and it takes long: to be asked for again."""


class Pictures:
    """Draws pages, one version at a time."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int], Picture] = OrderedDict()
        self._failed: OrderedDict[tuple[str, int], tuple[float, UnreadableError]] = OrderedDict()
        self._pages: dict[str, int] = {}
        self._lock = Lock()
        self._drawing = Lock()

    def get(self, record: Record, actor: Actor, version: VersionView, page: int) -> Picture | None:
        """A page of a version, or None where it has no such page. Raises UnreadableError where it cannot be drawn, the
        second time without trying again, and Busy."""
        if found := self._found(version.id, page):
            return found
        if page < 1 or page > self._pages.get(version.id, page):
            return None
        if not self._drawing.acquire(timeout=PATIENCE):
            raise Busy
        try:
            if found := self._found(version.id, page):
                return found
            self._draw(record, actor, version, page)
        finally:
            self._drawing.release()
        return self._found(version.id, page)

    def forget(self) -> None:
        """Drop all pictures, since documents have been deleted: those that are still wanted are drawn again."""
        with self._lock:
            self._kept.clear()
            self._failed.clear()
            self._pages.clear()

    def _draw(self, record: Record, actor: Actor, version: VersionView, page: int) -> None:
        with record.reading() as session:
            kind, name = (FileKind.DRAFT, "") if version.format == "pdf" else (FileKind.PICTURE, LAID_OUT)
            data = versions.get_file(session, actor, version.id, kind, name).data
        try:
            pages, pictures = _drawn(record.id, data, max(1, page - 1), page + AHEAD)
        except UnreadableError as error:
            with self._lock:
                self._failed[version.id, page] = time.monotonic(), error
                while len(self._failed) > _FAILURES:
                    self._failed.popitem(last=False)
            raise
        self._pages[version.id] = pages
        for picture in pictures:
            self._keep(version.id, picture)

    def _found(self, version_id: str, page: int) -> Picture | None:
        with self._lock:
            for key in [key for key, kept in self._kept.items() if kept.drawn_at < time.monotonic() - KEPT_SECONDS]:
                del self._kept[key]
            failed_at, failed = self._failed.get((version_id, page), (0.0, None))
            if failed and failed_at > time.monotonic() - FAILED_SECONDS:
                raise failed
            picture = self._kept.get((version_id, page))
            if picture:
                self._kept.move_to_end((version_id, page))
            return picture

    def _keep(self, version_id: str, picture: Picture) -> None:
        with self._lock:
            self._kept[version_id, picture.page] = picture
            while sum(len(kept.data) for kept in self._kept.values()) > KEPT_BYTES and len(self._kept) > 1:
                self._kept.popitem(last=False)


def _drawn(record_id: str, data: bytes, first: int, last: int) -> tuple[int, list[Picture]]:
    """How many pages there are, and the pictures of some."""
    options = {"first": first, "last": last, "scale": SCALE}
    with plain_copy(record_id, data, "pdf") as path, Confined("draw", path, options, _LIMITS) as work:
        made = work.reply(NewFile)
    pages, at, pictures = int(made.report["pages"]), 0, []
    for page, width, height, size in made.report["pictures"]:
        pictures.append(Picture(int(page), width, height, pages, made.data[at : at + int(size)]))
        at += int(size)
    return pages, pictures
