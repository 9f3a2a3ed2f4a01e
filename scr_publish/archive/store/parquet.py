"""The store's tables as Parquet files, for tools that read those."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path
from typing import Any

from scr_publish.archive.store.reading import open_for_reading
from scr_publish.errors import InputError

TABLES = (
    "scan", "document", "result", "finding", "section", "statement", "readability", "archive_finding", "event", "visit",
)  # fmt: skip
"""The tables that are written, one file each; `feature` is of no use outside."""
_TYPES = {"INTEGER": "BIGINT", "REAL": "DOUBLE", "TEXT": "VARCHAR", "BLOB": "BLOB"}
_BATCH = 10_000


def export_parquet(store: str | Path, folder: Path) -> list[Path]:
    """Write each table to `folder/TABLE.parquet`, whole or not at all; gives the files. Raises InputError where the
    extra is missing, the store is none or the folder cannot be written."""
    try:
        import duckdb
    except ImportError:
        raise InputError("To write Parquet install the archive extra: pip install 'scr-publish[archive]'.") from None
    source = open_for_reading(store)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return [_write(duckdb, source, table, folder) for table in TABLES]
    except OSError as error:
        raise InputError(f"{folder}: cannot be written: {error.strerror}.") from None
    finally:
        source.close()


def _write(duckdb: Any, source: sqlite3.Connection, table: str, folder: Path) -> Path:
    """Write one table, in batches through a database of its own on the disk: memory stays that of a batch."""
    columns = [(row[1], _TYPES[row[2]]) for row in source.execute(f"PRAGMA table_info({table})")]
    target = folder / f"{table}.parquet"
    with (
        tempfile.TemporaryDirectory(prefix=".scr-publish-", dir=folder) as own,
        duckdb.connect(str(Path(own) / "rows.duckdb")) as made,
    ):
        part = Path(own) / target.name
        made.execute(f"CREATE TABLE t ({_columns(columns)})")
        rows = source.execute(f"SELECT * FROM {table} ORDER BY 1")  # noqa: S608 - a name of ours
        while batch := rows.fetchmany(_BATCH):
            _append(made, columns, batch)
        made.execute("COPY t TO $1 (FORMAT parquet, COMPRESSION zstd)", [str(part)])
        part.chmod(0o600)
        return part.replace(target)


def _columns(columns: list[tuple[str, str]]) -> str:
    return ", ".join(f'"{name}" {kind}' for name, kind in columns)


def _append(made: Any, columns: list[tuple[str, str]], rows: list[tuple[Any, ...]]) -> None:
    import numpy as np

    batch: dict[str, Any] = {}
    for (name, kind), values in zip(columns, zip(*rows, strict=True), strict=True):
        if kind in ("BIGINT", "DOUBLE"):
            missing = np.array([value is None for value in values])
            filled = [0 if value is None else value for value in values]
            batch[name] = np.ma.masked_array(np.array(filled, "i8" if kind == "BIGINT" else "f8"), missing)
        else:
            batch[name] = np.array(values, dtype=object)
    made.register("batch", batch)
    made.execute("INSERT INTO t SELECT * FROM batch")
    made.unregister("batch")
