"""The take-down file: what a Board knows of its published reports and no page says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from scr_publish.archive.store.reading import DocumentRow
from scr_publish.config.case import Day
from scr_publish.config.toml import Settings, read_toml, validated


class _Named(Settings):
    """A document by its address (or path), its file name, or its SHA-256."""

    address: str = ""
    name: str = ""
    sha256: str = ""

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        if sum(map(bool, (self.address, self.name, self.sha256))) != 1:
            raise ValueError("name the document by one of address, name and sha256")
        return self

    def means(self, document: DocumentRow) -> bool:
        """Whether it names that document."""
        if self.address:
            return self.address in (document.item, document.url)
        if self.name:
            return self.name.casefold() == document.name.casefold()
        return self.sha256.lower() == document.sha256


class Down(_Named):
    """A document that must not be there from the day `by` on; `reason` is for the Board's own eyes."""

    by: Day
    reason: str = ""


class Published(_Named):
    """The day on which a document was published, where no page says it or says it wrong."""

    on: Day


class WatchList(Settings):
    """The file's tables: `[[down]]` and `[[published]]`."""

    down: tuple[Down, ...] = Field(default=())
    published: tuple[Published, ...] = Field(default=())

    def down_by(self, document: DocumentRow) -> date | None:
        """The day from which a document must be down; None where it may stay."""
        return min((entry.by for entry in self.down if entry.means(document)), default=None)

    def published_on(self, document: DocumentRow) -> date | None:
        """The day on which a document was published, where the file says it."""
        return next((entry.on for entry in self.published if entry.means(document)), None)


def load_watch_list(path: Path) -> WatchList:
    """Read a take-down file. Raises ConfigError, naming the file and the key."""
    return validated(WatchList, read_toml(path), str(path))
