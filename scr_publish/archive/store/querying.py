"""Questions to a store in SQL, which can read and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scr_publish.archive.store.reading import open_for_reading
from scr_publish.errors import InputError


@contextmanager
def asked(store: str | Path, query: str) -> Iterator[tuple[list[str], Iterator[tuple[Any, ...]]]]:
    """The names of the columns of a query's answer and its rows, one by one. Raises InputError with SQLite's own words
    where it is no query, or wants to change something."""
    connection = open_for_reading(store)
    connection.set_authorizer(_may)
    try:
        cursor = connection.execute(query)
        names = [column[0] for column in cursor.description or ()]
        yield names, iter(cursor)
    except sqlite3.Error as error:
        raise InputError(f"--sql: {error}. docs/scan.md describes the tables.") from None
    finally:
        connection.close()


_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})


def _may(action: int, first: str | None, *_: str | None) -> int:
    """Allow reading; a pragma only where it describes a table. Neither another file nor an extension can be opened."""
    describes = action == sqlite3.SQLITE_PRAGMA and first in ("table_info", "table_list")
    return sqlite3.SQLITE_OK if action in _ALLOWED or describes else sqlite3.SQLITE_DENY
