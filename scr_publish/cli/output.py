"""Where results go: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from scr_publish.errors import InputError


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
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}.") from None
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(made if isinstance(made, bytes) else made.encode())
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise InputError(f"{path}: cannot be written: {error.strerror}.") from None
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


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
