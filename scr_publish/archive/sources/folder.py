"""A folder of documents, with all folders in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from scr_publish.archive.items import Item
from scr_publish.archive.sources.base import file_items
from scr_publish.errors import InputError


class FolderSource:
    """Every document in a folder and the folders below, in the order of their paths. Links to folders are not
    followed; folders and files whose names begin with a dot, and a word processor's lock files, are left out."""

    complete = True

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise InputError(f"{folder}: there is no such folder.")
        self._folder = folder.absolute()
        self.name = str(self._folder)

    @property
    def root(self) -> Path:
        """The folder whose project file counts."""
        return self._folder

    def items(self) -> Iterator[Item]:
        for place, folders, files in os.walk(self._folder, onerror=_refused):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                if not name.startswith((".", "~$")):
                    yield from file_items(Path(place) / name)


def _refused(error: OSError) -> None:
    """A folder that cannot be listed ends the scan: passing it over would report its documents as removed."""
    raise InputError(f"{error.filename}: this folder cannot be read ({error.strerror}). Ask for access and go on.")
