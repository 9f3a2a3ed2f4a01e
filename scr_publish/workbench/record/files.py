"""The folder of encrypted files. A file is there whole or not at all, under its row's id; nothing in it is plain."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from scr_publish.workbench.errors import NotFound, RecordError

_PART = ".part"
_STALE_PART = 3600.0
"""Seconds after which a file that was never given its name belongs to no upload that still runs."""


class FileStore:
    """Writes in two steps: `stage` outside a transaction, `place` inside one. What a crash leaves between the two is
    encrypted under a key that was never stored, and `sweep` removes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self) -> None:
        """Make the folder, for its owner only."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def stage(self, file_id: str, sealed: bytes) -> None:
        """Write a file to the disk, not yet under its own name. Raises RecordError where the disk refuses."""
        path = self.folder / f"{file_id}{_PART}"
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(sealed)
                out.flush()
                os.fsync(out.fileno())
        except OSError as error:
            path.unlink(missing_ok=True)
            raise RecordError(f"{self.folder}: cannot be written: {error.strerror}.") from None

    def place(self, file_id: str) -> None:
        """Give a staged file its name; the transaction that holds its row follows."""
        (self.folder / f"{file_id}{_PART}").replace(self.folder / file_id)
        if os.name == "posix":
            handle = os.open(self.folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def unstage(self, file_id: str) -> None:
        """Remove a staged file that is not wanted after all."""
        (self.folder / f"{file_id}{_PART}").unlink(missing_ok=True)

    def read(self, file_id: str) -> bytes:
        """An encrypted file's bytes. Raises NotFound."""
        try:
            return (self.folder / file_id).read_bytes()
        except OSError:
            raise NotFound("the file is no longer in the record's folder.") from None

    def delete(self, file_id: str) -> None:
        """Remove a file; one that is gone already is no error."""
        (self.folder / file_id).unlink(missing_ok=True)

    def ids(self) -> Iterator[str]:
        """The ids of the files that have their name."""
        for path in self.folder.iterdir():
            if not path.name.endswith(_PART):
                yield path.name

    def sweep(self, known: set[str]) -> int:
        """Remove files that no row knows, and parts of uploads that ended long ago; how many. Call it inside a writing
        transaction: then nobody else is between `place` and the commit."""
        gone = [file_id for file_id in self.ids() if file_id not in known]
        for file_id in gone:
            self.delete(file_id)
        late = time.time() - _STALE_PART
        parts = [path for path in self.folder.glob(f"*{_PART}") if path.stat().st_mtime < late]
        for path in parts:
            path.unlink(missing_ok=True)
        return len(gone) + len(parts)
