"""Open a store for writing: made where there is none, by one process at a time."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import IO

from scr_publish.archive.store.reading import SCHEMA_VERSION, check_version
from scr_publish.errors import InputError


def opened(path: Path) -> sqlite3.Connection:
    """The database with its tables, made where there is none, readable by its owner alone."""
    fresh = not path.exists()
    if fresh:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path, isolation_level=None, timeout=60)
    try:
        _prepare(connection, path)
    except sqlite3.DatabaseError:
        connection.close()
        raise InputError(f"{path}: this is not a store of a scan. Name another file with --store.") from None
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")  # a killed process loses nothing; a power cut the last moments
    connection.execute("PRAGMA foreign_keys = ON")
    empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if empty:
        schema = files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
        connection.executescript(f"BEGIN; {schema}; PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
    check_version(connection, path)


def locked(path: Path) -> IO[bytes]:
    """A lock beside the store that ends with this process, however it ends. Raises InputError where another has it."""
    place = path.with_name(path.name + ".lock")
    try:
        file = place.open("ab")
    except OSError as error:
        raise InputError(
            f"{path}: the store cannot be made here ({error.strerror}). Name another place with --store."
        ) from None
    with suppress(ImportError):  # Windows: SQLite's own lock remains
        import fcntl

        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise InputError(
                f"{path}: another scan is writing to this store. Wait for it, or name another store."
            ) from None
    return file
