"""Reading a file into a document in a confined process."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from scr_publish.document import Document
from scr_publish.parsing.isolated.process import Confined, Limits
from scr_publish.parsing.opening import Options


class Reading(Confined):
    """A file being read, from the moment that this is made."""

    def __init__(self, path: str | Path, options: Options | None = None, limits: Limits | None = None) -> None:
        super().__init__("read", path, asdict(options or Options()), limits)

    def result(self) -> Document:
        """The document. Raises InputError and UnreadableError as `open_document` does, and as `Confined.reply`."""
        return self.reply(Document)


def open_isolated(path: str | Path, options: Options | None = None, limits: Limits | None = None) -> Document:
    """Read a file into a `Document` in a process of its own; see `Reading.result` for what it raises."""
    with Reading(path, options, limits) as reading:
        return reading.result()
