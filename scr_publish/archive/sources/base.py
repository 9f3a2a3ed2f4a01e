"""What every source offers, and what the sources of files share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, runtime_checkable

from scr_publish.archive.items import Item
from scr_publish.parsing.sniffing import EXTENSIONS

DOCUMENTS = frozenset(ending for endings in EXTENSIONS.values() for ending in endings if ending)
"""The endings of the documents that can be read."""
PACKED = (".zip",)
WEB_ARCHIVES = (".warc", ".warc.gz")


class Source(Protocol):
    """Where documents come from. `name` stays the same from scan to scan; `complete` is false once a part of it could
    not be listed: a document that was not seen is then not taken for removed."""

    name: str
    complete: bool

    @property
    def root(self) -> Path | None:
        """The folder whose project file counts; None where there is none."""

    def items(self) -> Iterator[Item]:
        """Its documents, in an order of its own. Raises InputError where it cannot be read at all."""


@runtime_checkable
class Fetching(Protocol):
    """A source that gives items whose content it has not fetched: those have no `path`."""

    def fetched(self, item: Item) -> Item:
        """The item with its content at hand; without `path` where that cannot be had."""


def is_document(name: str) -> bool:
    """Whether a file's name is that of a document that can be read."""
    return Path(name).suffix.lower() in DOCUMENTS


def file_items(path: Path, *, named: bool = False) -> Iterator[Item]:
    """The documents that a file holds: itself, or those in it where it is a zip or a WARC. A file of another kind is
    given only where somebody `named` it: it is then reported as one that cannot be read."""
    lower = path.name.lower()
    if lower.endswith(PACKED):
        from scr_publish.archive.sources.zip import zip_items

        yield from zip_items(path)
    elif lower.endswith(WEB_ARCHIVES):
        from scr_publish.archive.sources.warc import warc_items

        yield from warc_items(path)
    elif named or is_document(path.name) or _begins_like_one(path):
        yield file_item(path)


def _begins_like_one(path: Path) -> bool:
    """Whether a file with some other ending begins as a PDF or a rich text file does: a report that was misnamed."""
    try:
        with path.open("rb") as file:
            return file.read(5) in (b"%PDF-", b"{\\rtf")
    except OSError:
        return False


def file_item(path: Path) -> Item:
    """A file as an item. One that is not there (any longer) is an item too: reading it then says so."""
    try:
        known = path.stat()
        size, stamp = known.st_size, str(known.st_mtime_ns)
    except OSError:
        size, stamp = 0, ""
    return Item(str(path.absolute()), path.name, str(path.absolute()), size, stamp)
