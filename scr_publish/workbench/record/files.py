"""The folder of encrypted files. A file is there whole or not at all, under its row's id; nothing in it is plain."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Set
from pathlib import Path

from scr_publish.workbench.errors import NotFound, RecordError

_OWNER = ".record"
"""The file that says whose folder it is: it holds the record's id."""
_PART = ".part"
_STALE_PART = 3600.0
"""Seconds after which a file that was never given its name belongs to no upload that still runs."""
_ASIDE = 30 * 24 * 3600.0
"""Seconds for which a file that the database does not know is kept apart: time to notice that an older copy of the
database was put back, and to put the newer one back."""


class FileStore:
    """Writes in two steps: `stage` outside a transaction, `place` inside one. What a crash leaves between the two is
    encrypted under a key that was never stored, and `sweep` takes it away. A folder belongs to one record."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.aside = folder.with_name(f"{folder.name}-set-aside")

    def make(self, record_id: str) -> None:
        """Make the folder, for its owner only, or find that it is this record's. One that bears no record's name is
        taken where it is empty. Raises RecordError where its files are another record's, or cannot be told whose."""
        owner = self.folder / _OWNER
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            found = owner.read_text(encoding="ascii", errors="replace").strip() if owner.exists() else ""
            if not found and next(self.ids(), None) is None:
                with os.fdopen(os.open(owner, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
                    out.write(f"{record_id}\n")
                    out.flush()
                    os.fsync(out.fileno())
                sync_folder(self.folder)
                found = record_id
        except OSError as error:
            raise RecordError(f"{self.folder}: cannot be used: {error.strerror}.") from None
        if found != record_id:
            raise RecordError(
                f"{self.folder}: these files belong to another record than this database. "
                "Give each database a folder of its own with --data."
            )

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
        sync_folder(self.folder)

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

    def has(self, file_id: str) -> bool:
        """Whether a file is there, in its place or set aside."""
        return (self.folder / file_id).exists() or (self.aside / file_id).exists()

    def ids(self) -> Iterator[str]:
        """The ids of the files that have their name."""
        for path in self.folder.iterdir():
            if not path.name.endswith(_PART) and not path.name.startswith("."):
                yield path.name

    def sweep(self, known: Set[str], deleted: Set[str]) -> int:
        """Put the folder in order: what has been deleted goes, and parts of uploads that ended long ago; what no row
        knows is set aside for `_ASIDE` seconds, and comes back when its row does. How many files went. Call it inside a
        writing transaction: then nobody else is between `place` and the commit."""
        gone = [self.folder / file_id for file_id in self.ids() if file_id in deleted]
        for file_id in [file_id for file_id in self.ids() if file_id not in known | deleted]:
            self._set_aside(file_id)
        late = time.time() - _STALE_PART
        gone += [path for path in self.folder.glob(f"*{_PART}") if path.stat().st_mtime < late]
        late = time.time() - _ASIDE
        for path in list(self.aside.iterdir()) if self.aside.is_dir() else ():
            if path.name in known and not (self.folder / path.name).exists():
                path.replace(self.folder / path.name)
            elif path.name in deleted or path.stat().st_mtime < late:
                gone.append(path)
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)

    def _set_aside(self, file_id: str) -> None:
        self.aside.mkdir(mode=0o700, exist_ok=True)
        path = (self.folder / file_id).replace(self.aside / file_id)
        os.utime(path)  # counted from now


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
