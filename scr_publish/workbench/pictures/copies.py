"""A draft in plain on the disk, for the confined process that draws it: private, in memory where the system has a disk
in memory, and gone with the drawing. What a killed workbench left is removed when the next one starts."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_MEMORY_DISK = Path("/dev/shm")  # noqa: S108 - a private folder is made in it
_PREFIX = "scr-publish-draw-"
_LOCK = "in-use"


@contextmanager
def plain_copy(record_id: str, data: bytes, ending: str) -> Iterator[Path]:
    """The bytes as a file, readable by its owner only."""
    where = _MEMORY_DISK if os.access(_MEMORY_DISK, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{record_id}-", dir=where, ignore_cleanup_errors=True) as made:
        folder = Path(made)
        with (folder / _LOCK).open("wb") as lock:
            _locked(lock)
            path = folder / f"draft.{ending}"
            path.write_bytes(data)
            yield path


def remove_left(record_id: str) -> int:
    """Remove the copies of a record's drafts that nobody works on any more; how many."""
    gone = 0
    for place in {_MEMORY_DISK, Path(tempfile.gettempdir())}:
        for folder in place.glob(f"{_PREFIX}{record_id}-*"):
            if not _in_use(folder):
                shutil.rmtree(folder, ignore_errors=True)
                gone += 1
    return gone


def _in_use(folder: Path) -> bool:
    """Whether a process that lives holds the folder's lock: the system lets it go with the process, however it ends."""
    with contextlib.suppress(OSError), (folder / _LOCK).open("rb") as lock:
        return not _locked(lock)
    return False


def _locked(file: IO[bytes]) -> bool:
    """Take a file's lock. True too where the system has none of this kind."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
