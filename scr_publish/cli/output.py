"""Where results go: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import sys
from pathlib import Path

from scr_publish.errors import InputError
from scr_publish.rewriting.output import write_new


def write_output(made: str | bytes, path: Path | None) -> None:
    """Print text (or bytes), or write it to a file: to a temporary name beside it first, then renamed, readable by its
    owner only. Raises InputError where the file cannot be written."""
    if path is None or str(path) == "-":
        if isinstance(made, bytes):
            sys.stdout.buffer.write(made)
        else:
            sys.stdout.write(made)
        sys.stdout.flush()
        return
    write_new(made if isinstance(made, bytes) else made.encode(), path, force=True)


def make_folder(path: Path) -> None:
    """Make a folder for results, readable by its owner only, where there is none. Raises InputError."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{path}: cannot be made a folder: {error.strerror}.") from None


def new_file(path: Path) -> Path:
    """The path, which nothing stands at yet (“-” is standard output). Raises InputError where something does."""
    if str(path) != "-" and path.exists():
        raise InputError(f"{path}: is there already and is not written over; name another file.")
    return path
