"""Where results go: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from scr_publish.errors import InputError


def write_output(text: str, path: Path | None) -> None:
    """Print the text, or write it to a file as `write_bytes` does. Raises InputError where it cannot be written."""
    if path is None or str(path) == "-":
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    write_bytes(text.encode("utf-8"), path)


def write_bytes(data: bytes, path: Path) -> None:
    """Write the data to a file (“-” is standard output): to a temporary name beside it first, then renamed, readable by
    its owner only. Raises InputError where the file cannot be written."""
    if str(path) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}.") from None
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise InputError(f"{path}: cannot be written: {error.strerror}.") from None
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def new_file(path: Path) -> Path:
    """The path, which nothing stands at yet (“-” is standard output). Raises InputError where something does."""
    if str(path) != "-" and path.exists():
        raise InputError(f"{path}: is there already and is not written over; name another file.")
    return path
