"""One thing of a source: what it is called, where its bytes are, and what its surroundings say about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """A document of a source before it is opened. It can be sent to another process.

    `id` stays the same from scan to scan: the absolute path, `container!/entry`, or the address. `path` is the file to
    read: the document itself, or the container where `member` (an entry of a zip, a record of a WARC) is given. `size`
    in bytes and `stamp` change where the content does and cost no reading: the file's time of change, an entry's
    checksum, a server's ETag. `link_text`, `link_date` (ISO) and `found_on` are the context that a page gave;
    `published` the day of publication (ISO) where it is known. Texts are empty where nothing is known."""

    id: str
    name: str
    path: str
    size: int
    stamp: str
    member: str = ""
    url: str = ""
    link_text: str = ""
    link_date: str = ""
    found_on: str = ""
    published: str = ""

    @property
    def container(self) -> str:
        """The zip or WARC that it stands in; empty for a file of its own."""
        return self.path if self.member else ""
