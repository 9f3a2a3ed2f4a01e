"""Where documents come from: a folder, a list, a zip, a WARC, a website. Each gives `Item`s."""

from __future__ import annotations

from pathlib import Path

from scr_publish.archive.sources.base import PACKED, WEB_ARCHIVES, Source
from scr_publish.errors import InputError

__all__ = ["Source", "is_address", "open_source"]


def is_address(named: str) -> bool:
    """Whether a source is a website."""
    return named.lower().startswith(("http://", "https://"))


def open_source(named: str) -> Source:
    """The source on this machine that a path names: a folder, a zip, a WARC, else a list of documents. Raises
    InputError."""
    path = Path(named)
    lower = path.name.lower()
    if path.is_dir():
        from scr_publish.archive.sources.folder import FolderSource

        return FolderSource(path)
    if not path.is_file():
        raise InputError(f"{named}: there is no such folder, list, zip or web archive.")
    if lower.endswith(PACKED):
        from scr_publish.archive.sources.zip import ZipSource

        return ZipSource(path)
    if lower.endswith(WEB_ARCHIVES):
        from scr_publish.archive.sources.warc import WarcSource

        return WarcSource(path)
    if path.suffix.lower() in (".txt", ".lst", ".list", ".csv", ""):
        from scr_publish.archive.sources.filelist import ListSource

        return ListSource(path)
    raise InputError(
        f"{named}: this is one document; `scr-publish check` checks it. A scan takes a folder, a list (.txt), a zip, "
        "a WARC or a website."
    )
