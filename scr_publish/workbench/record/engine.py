"""The database's engine: SQLite as a durable store for several processes, or PostgreSQL."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from scr_publish.workbench.errors import RecordError

WRITES = "record_writes"
"""Execution option of the connections that write: SQLite takes its lock at once, so that no writer fails half-way."""

BUSY_SECONDS = 15
_SQLITE = (
    "PRAGMA journal_mode=WAL",  # readers never wait for a writer
    "PRAGMA synchronous=FULL",  # a commit that was acknowledged survives a power cut too
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # what is deleted is written over: a destroyed key leaves the file
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
)


def make_engine(url: str | URL) -> Engine:
    """An engine for a URL of SQLite or PostgreSQL. Raises RecordError for any other."""
    try:
        parsed = make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        kind = parsed.get_backend_name()
        if kind not in ("sqlite", "postgresql"):
            raise RecordError(f"the record cannot be kept in {kind}: give a SQLite or PostgreSQL URL.")
        if kind == "postgresql":
            return create_engine(parsed, pool_pre_ping=True, pool_size=20, max_overflow=20)
        engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS}, pool_size=20, max_overflow=20)
    except (ArgumentError, NoSuchModuleError, ImportError):
        raise RecordError("the database URL cannot be understood: write postgresql://user@host/name.") from None
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin` and not by the driver
    for pragma in _SQLITE:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
