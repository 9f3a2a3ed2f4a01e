"""The documents in a zip file. Nothing is unpacked to the disk but one document at a time, while it is read."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

from scr_publish.archive.items import Item
from scr_publish.archive.sources.base import file_item, is_document
from scr_publish.parsing.limits import MAX_ENTRIES

MOST_ENTRIES = 100 * MAX_ENTRIES
"""How many entries a zip of documents may have: a million. A directory of more is no archive of reports."""


class ZipSource:
    """The documents of one zip file."""

    complete = True

    def __init__(self, path: Path) -> None:
        self._path = path.absolute()
        self.name = str(self._path)

    @property
    def root(self) -> Path:
        """The folder whose project file counts."""
        return self._path.parent

    def items(self) -> Iterator[Item]:
        yield from zip_items(self._path)


def zip_items(path: Path) -> Iterator[Item]:
    """The documents in a zip, in the order of its directory. A zip that cannot be opened is itself an item, so that it
    is reported as unreadable and never passed over; so is one that turns out to be no archive of documents."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (OSError, ValueError, NotImplementedError, struct.error, zipfile.BadZipFile):
        yield file_item(path)
        return
    if len(entries) > MOST_ENTRIES:
        yield file_item(path)
        return
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename.rpartition("/")[2]
        if entry.is_dir() or entry.filename in seen or not is_document(name) or name.startswith((".", "~$")):
            continue
        if entry.filename.startswith("__MACOSX/"):
            continue
        seen.add(entry.filename)
        stamp = f"crc32:{entry.CRC:08x}"
        yield Item(
            f"{path.absolute()}!/{entry.filename}", name, str(path.absolute()), entry.file_size, stamp, entry.filename
        )
