"""The folder that a check works in. While it runs, the draft stands there in plain, for its owner only; it is in memory
where the system has a folder for that, and goes with the check. What a killed one left is removed by the next start."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder in memory; what is made in it is private
_DISK = Path(tempfile.gettempdir())
"""The system's own folder; a check has its temporary files made in its workspace."""
_PREFIX = "scr-publish-check-"
_ROOM = 4
"""Times the size of the files that a check may need: the unpacked parts, the reports, what LibreOffice writes."""


def base_folder(needed: int) -> Path:
    """Where workspaces are made: in memory where there is room for that many bytes several times, else on the disk."""
    try:
        if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > needed * _ROOM:
            return _MEMORY
    except OSError:
        pass
    return _DISK


def name_of(record_id: str, job_id: str, worker: str = "") -> str:
    """The name of the folder in which a worker does a job; without a worker, how the names of all such begin."""
    return f"{_PREFIX}{record_id}-{job_id}-{worker}"


@contextmanager
def workspace(record_id: str, job_id: str, worker: str, needed: int) -> Iterator[Path]:
    """A new private folder for one job, removed at the end. What earlier attempts left is removed first."""
    remove(record_id, job_id)
    folder = base_folder(needed) / name_of(record_id, job_id, worker)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove(record_id: str, job_id: str, worker: str = "") -> None:
    """Remove the folder in which a worker did a job; without a worker, those of all attempts at it."""
    name = name_of(record_id, job_id, worker)
    for left in _left(record_id):
        if left.name == name or (not worker and left.name.startswith(name)):
            shutil.rmtree(left, ignore_errors=True)


def remove_others(record_id: str, held: set[str]) -> None:
    """Remove what killed checks of a record left, except the folders of the jobs in `held`, which somebody works on."""
    known = tuple(name_of(record_id, job_id) for job_id in held)
    for left in _left(record_id):
        if not left.name.startswith(known):
            shutil.rmtree(left, ignore_errors=True)


def _left(record_id: str) -> list[Path]:
    """The folders of a record's checks that are on the machine."""
    return [left for place in {_MEMORY, _DISK} for left in place.glob(f"{_PREFIX}{record_id}-*")]
