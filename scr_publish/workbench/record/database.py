"""Opening a record: engine, sessions, migrations, key. Reads share; writes come one after another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from scr_publish.workbench.settings import Settings


class RecordSession(Session):
    """A session of the record, which knows the vault."""


class Record:
    """An opened record."""

    settings: Settings

    @classmethod
    def open(cls, settings: Settings) -> Record:
        """Open the record, making it where there is none, and bring it up to date. Raises RecordError."""
        ...

    @contextmanager
    def reading(self) -> Iterator[RecordSession]: ...
    @contextmanager
    def writing(self) -> Iterator[RecordSession]:
        """A transaction that is committed at the end, or rolled back by an exception. Writers wait for each other."""
        ...

    def close(self) -> None: ...
