"""Writing a new file: there whole or not at all, never over what is there already unless asked."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from scr_publish.errors import InputError


def same_file(left: Path, right: Path) -> bool:
    """Whether two paths lead to one file, by whatever links."""
    try:
        return left.samefile(right)
    except OSError:
        return left.resolve() == right.resolve()


def write_new(data: bytes, path: Path, *, force: bool) -> None:
    """Write the bytes under a temporary name beside `path`, then rename; readable by its owner only. Without `force`, a
    file that has appeared there meanwhile stays. Raises InputError where it cannot be written."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}.") from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())  # else a power cut could leave the name with nothing behind it
        if force or not _linked(temporary, path):
            temporary.replace(path)
    except FileExistsError:
        raise InputError(f"{path} is there already. Name another file, or write over it with --force.") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}.") from None
    finally:
        temporary.unlink(missing_ok=True)


def _linked(temporary: Path, path: Path) -> bool:
    """Give the file its name without writing over another; false where the file system has no links. Raises
    FileExistsError."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError(path) from None
        return False
    return True
