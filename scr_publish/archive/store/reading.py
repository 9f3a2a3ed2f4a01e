"""Read a store: typed rows for the dashboard, the summary and the watch. Opening for reading never changes the file."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from scr_publish.errors import InputError

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class ScanRow:
    """A scan; see the table of that name in schema.sql, as for every class here."""

    id: int
    started: str
    finished: str | None
    source: str
    profile: str
    model: str
    tool_version: str
    engine: str
    processes: int
    status: str
    n_items: int
    n_done: int
    n_unchanged: int
    seconds: float


@dataclass(frozen=True, slots=True)
class DocumentRow:
    id: int
    item: str
    source: str
    name: str
    url: str | None
    link_text: str | None
    link_date: str | None
    found_on: str | None
    container: str | None
    published: str | None
    sha256: str | None
    bytes: int | None
    format: str | None
    pages: int | None
    words: int | None
    title: str | None
    kind: str
    kind_reason: str | None
    pair_of: int | None
    pair_reason: str | None
    duplicate_of: int | None
    near_of: int | None
    near_score: float | None
    year: int | None
    first_seen: int | None
    last_seen: int | None
    last_checked: str | None
    state: str
    error: str | None
    result: int | None


@dataclass(frozen=True, slots=True)
class ResultRow:
    id: int
    document: int
    scan: int
    sha256: str
    checks: str
    decision: str | None
    blockers: int
    reviews: int
    advice: int
    reading_age: float | None
    risk_level: str | None
    risk_high: int | None
    seconds: float


@dataclass(frozen=True, slots=True)
class FindingRow:
    result: int
    number: int
    rule: str
    rule_name: str
    category: str
    severity: str
    label: str | None
    surface: str
    page: int | None
    place: str | None
    excerpt: str | None
    message: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class SectionRow:
    result: int
    id: str
    status: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    result: int
    kind: str
    n: int


@dataclass(frozen=True, slots=True)
class ReadabilityRow:
    result: int
    name: str
    value: float


@dataclass(frozen=True, slots=True)
class ArchiveFindingRow:
    """A finding between documents. `evidence` is JSON."""

    document: int
    other: int | None
    rule: str
    severity: str
    message: str
    evidence: str


@dataclass(frozen=True, slots=True)
class EventRow:
    id: int
    at: str
    scan: int | None
    document: int | None
    item: str
    kind: str
    rule: str | None
    detail: str


@dataclass(frozen=True, slots=True)
class VisitRow:
    id: int
    item: str
    at: str
    http_status: int | None
    etag: str | None
    last_modified: str | None
    sha256: str | None
    found_on: str | None
    linked: int
    error: str | None


Row = TypeVar("Row")

_TABLES: dict[type[Any], tuple[str, str]] = {
    ScanRow: ("scan", "id"),
    DocumentRow: ("document", "item"),
    ResultRow: ("result", "document, scan"),
    FindingRow: ("finding", "result, number"),
    SectionRow: ("section", "result, id"),
    StatementRow: ("statement", "result, kind"),
    ReadabilityRow: ("readability", "result, name"),
    ArchiveFindingRow: ("archive_finding", "document, rule, other"),
    EventRow: ("event", "id"),
    VisitRow: ("visit", "id"),
}
"""Each row's table, and the order in which its rows come."""


class Reader:
    """A store opened for reading. Use `reading(path)`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def rows(self, kind: type[Row], where: str = "", values: tuple[Any, ...] = ()) -> Iterator[Row]:
        """The rows of a table, one by one: `rows(FindingRow, "severity = ?", ("blocker",))`. `where` is SQL of ours,
        `values` fill its question marks."""
        table, order = _TABLES[kind]
        names = ", ".join(field.name for field in fields(kind))  # type: ignore[arg-type]
        condition = f" WHERE {where}" if where else ""
        cursor = self.connection.execute(f"SELECT {names} FROM {table}{condition} ORDER BY {order}", values)  # noqa: S608
        for row in cursor:
            yield kind(*row)

    def current(self, kind: type[Row], where: str = "", values: tuple[Any, ...] = ()) -> Iterator[Row]:
        """The rows of findings, sections, statements or readability that belong to documents' current results."""
        condition = "result IN (SELECT result FROM document WHERE state <> 'removed')"
        return self.rows(kind, f"{condition} AND {where}" if where else condition, values)

    def current_results(self) -> Iterator[ResultRow]:
        """The current result of each document that is there."""
        return self.rows(ResultRow, "id IN (SELECT result FROM document WHERE state <> 'removed')")

    def reports(self) -> Iterator[DocumentRow]:
        """The reports that are there, each once."""
        return self.rows(DocumentRow, "kind = 'report' AND duplicate_of IS NULL AND state <> 'removed'")

    def last_scan(self) -> ScanRow | None:
        """The newest scan, finished or not."""
        return next(self.rows(ScanRow, "id = (SELECT max(id) FROM scan)"), None)

    def assessment(self, result: int) -> dict[str, Any] | None:
        """The whole assessment of a result, in the published JSON schema; None where nothing was checked."""
        row = self.connection.execute("SELECT json FROM result WHERE id = ?", (result,)).fetchone()
        if row is None or row[0] is None:
            return None
        loaded: dict[str, Any] = json.loads(zlib.decompress(row[0]))
        return loaded


@contextmanager
def reading(path: str | Path) -> Iterator[Reader]:
    """Open a store for reading, also while a scan writes to it. Raises InputError where it is no store."""
    connection = open_for_reading(path)
    try:
        yield Reader(connection)
    finally:
        connection.close()


def open_for_reading(path: str | Path) -> sqlite3.Connection:
    """A connection that cannot write. Raises InputError where there is no store, or one of a newer program."""
    place = Path(path)
    if not place.is_file():
        raise InputError(
            f"{place}: there is no store of a scan here; `scr-publish scan SOURCE --store {place}` makes one."
        )
    try:
        connection = sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True)
        check_version(connection, place)
    except sqlite3.DatabaseError:
        raise InputError(f"{place}: this is not a store of a scan.") from None
    return connection


def check_version(connection: sqlite3.Connection, path: Path) -> None:
    """Raises InputError where the file is a database of something else, or of a newer program."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == 0:
        raise InputError(f"{path}: this is a database, but not a store of a scan.")
    if version > SCHEMA_VERSION:
        raise InputError(f"{path}: a newer scr-publish made this store (schema {version}); update scr-publish.")
