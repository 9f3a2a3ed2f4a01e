"""A list of documents: a text file with a path on each line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scr_publish.archive.items import Item
from scr_publish.archive.sources.base import file_items
from scr_publish.errors import InputError


class ListSource:
    """The documents that a list names. Relative paths count from the list's own folder; empty lines and lines that
    begin with `#` are left out; a document that is named twice is one."""

    complete = True

    def __init__(self, path: Path) -> None:
        self._path = path.absolute()
        self.name = str(self._path)
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError):
            raise InputError(
                f"{path}: this list cannot be read; it is a text file (UTF-8) with a path a line."
            ) from None
        named = (line.strip() for line in lines)
        folder = self._path.parent
        self._files = list(dict.fromkeys(folder / line for line in named if line and not line.startswith("#")))
        if not self._files:
            raise InputError(f"{path}: this list names no document.")

    @property
    def root(self) -> Path:
        """The folder whose project file counts."""
        return self._path.parent

    def items(self) -> Iterator[Item]:
        for path in self._files:
            yield from file_items(path, named=True)
