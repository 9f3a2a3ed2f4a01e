"""Pictures of pages, drawn when they are asked for, and kept in memory only, up to a limit."""

from __future__ import annotations

import os
import tempfile
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from scr_publish.parsing.isolated import Confined, Limits, NewFile
from scr_publish.parsing.limits import MEGABYTE
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
_LIMITS = Limits(seconds=150, memory=4096 * MEGABYTE, reply=200 * MEGABYTE)
_MEMORY_DISK = Path("/dev/shm")  # noqa: S108 - a private folder is made in it


@dataclass(frozen=True)
class Picture:
    """A page as a PNG picture: its number, its size in points, and how many pages there are."""

    page: int
    width: float
    height: float
    pages: int
    data: bytes


class Pictures:
    """Draws pages, one version at a time."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int], Picture] = OrderedDict()
        self._lock = Lock()
        self._drawing = Lock()

    def get(self, record: Record, actor: Actor, version: VersionView, page: int) -> Picture | None:
        """A page of a version, or None where it has no such page. Raises UnreadableError where it cannot be drawn."""
        if found := self._found(version.id, page):
            return found
        with self._drawing:
            if found := self._found(version.id, page):
                return found
            with record.reading() as session:
                kind, name = (FileKind.DRAFT, "") if version.format == "pdf" else (FileKind.PICTURE, LAID_OUT)
                data = versions.get_file(session, actor, version.id, kind, name).data
            for picture in _drawn(data, max(1, page - 1), page + AHEAD):
                self._keep(version.id, picture)
        return self._found(version.id, page)

    def forget(self, version_id: str) -> None:
        """Drop the pictures of a version that has been deleted."""
        with self._lock:
            for key in [key for key in self._kept if key[0] == version_id]:
                del self._kept[key]

    def _found(self, version_id: str, page: int) -> Picture | None:
        with self._lock:
            picture = self._kept.get((version_id, page))
            if picture:
                self._kept.move_to_end((version_id, page))
            return picture

    def _keep(self, version_id: str, picture: Picture) -> None:
        with self._lock:
            self._kept[version_id, picture.page] = picture
            while sum(len(kept.data) for kept in self._kept.values()) > KEPT_BYTES and len(self._kept) > 1:
                self._kept.popitem(last=False)


def _drawn(data: bytes, first: int, last: int) -> Iterator[Picture]:
    options = {"first": first, "last": last, "scale": SCALE}
    with _on_disk(data, "pdf") as path, Confined("draw", path, options, _LIMITS) as work:
        made = work.reply(NewFile)
    at = 0
    for page, width, height, size in made.report["pictures"]:
        yield Picture(int(page), width, height, int(made.report["pages"]), made.data[at : at + int(size)])
        at += int(size)


@contextmanager
def _on_disk(data: bytes, ending: str) -> Iterator[Path]:
    """The bytes as a file for the confined process, readable by its owner only and gone at the end; in memory where the
    system has a disk in memory."""
    where = _MEMORY_DISK if os.access(_MEMORY_DISK, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="scr-publish-", dir=where) as folder:
        path = Path(folder) / f"draft.{ending}"
        path.write_bytes(data)
        yield path
