"""Who has a record open: a lock on a file in its folder, held for as long as the process does.

Whoever only works with the record shares it; a change of the master key needs it alone, for the others have the old key
in memory. The system lets go of it when a process ends, however it ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from scr_publish.workbench.errors import RecordError, Refused

_NAME = ".in-use"


class Holding:
    """The record held, together with others. On Windows, which has no such locks, it holds nothing: there the change of
    the key is noticed with the next key that is to be made."""

    def __init__(self, folder: Path) -> None:
        self._locks = _locks()
        try:
            self._handle = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise RecordError(f"{folder}: cannot be written: {error.strerror}.") from None
        if self._locks is None:
            return
        try:
            self._locks.flock(self._handle, self._locks.LOCK_SH | self._locks.LOCK_NB)
        except OSError:
            os.close(self._handle)
            raise RecordError(f"{folder}: the master key is being changed: try again in a minute.") from None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """For a while nobody else has it open, or opens it. Raises Refused where somebody has."""
        if self._locks is None:
            yield
            return
        try:
            self._locks.flock(self._handle, self._locks.LOCK_EX | self._locks.LOCK_NB)
        except OSError:
            self._locks.flock(self._handle, self._locks.LOCK_SH)
            raise Refused("The record is in use: stop the workbench first, and every other command on it.") from None
        try:
            yield
        finally:
            self._locks.flock(self._handle, self._locks.LOCK_SH)

    def end(self) -> None:
        """Let go of it."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def _locks() -> ModuleType | None:
    try:
        import fcntl
    except ModuleNotFoundError:
        return None
    return fcntl
