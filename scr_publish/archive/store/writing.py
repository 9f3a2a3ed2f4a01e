"""Write a store. One process at a time does, the one that scans; others may read meanwhile."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self

from scr_publish.archive.items import Item
from scr_publish.archive.store.identity import key_of
from scr_publish.archive.store.reading import SCHEMA_VERSION, check_version
from scr_publish.errors import InputError

if TYPE_CHECKING:
    from scr_publish.archive.engine.work import Done


@dataclass(frozen=True, slots=True)
class Seen:
    """What the store knew of an item when a source gave it again: `sha256` of the content that was last checked, empty
    for none; `same_stamp` says that nothing suggests a change since; `key` is that of the last check."""

    document: int
    sha256: str
    same_stamp: bool
    key: str


class Writer:
    """A store opened for writing, made if it is not there. Every method is a whole transaction: whenever the process
    is ended, the store holds all of a document or nothing of it."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._lock = _locked(self.path)
        try:
            self.connection = _opened(self.path)
        except BaseException:
            self._lock.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the store; another process may then write to it."""
        self.connection.close()
        self._lock.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of the block's changes, or none of them. Raises InputError where the store cannot be written: the disk is
        full, or another program holds it."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
        except sqlite3.OperationalError as error:
            raise InputError(
                f"{self.path}: the store cannot be written ({error}). What is in it is kept; run the scan again."
            ) from None

    def begin(self, values: Mapping[str, Any]) -> tuple[int, bool]:
        """The scan to go on with: one of the same source and settings that did not finish, else a new one. Gives its
        id and whether it goes on. `values` are columns of `scan`."""
        with self.transaction() as sql:
            found = sql.execute(
                "SELECT id, settings FROM scan WHERE source = ? AND finished IS NULL ORDER BY id DESC LIMIT 1",
                (values["source"],),
            ).fetchone()
            if found and found[1] == values["settings"]:
                sql.execute(
                    "UPDATE scan SET status = 'running', engine = ?, processes = ? WHERE id = ?",
                    (values["engine"], values["processes"], found[0]),
                )
                return int(found[0]), True
            row = {**values, "started": now(), "status": "running"}
            return _insert(sql, "scan", row), False

    def see(self, scan: int, source: str, items: Sequence[Item], *, announce: bool) -> list[Seen]:
        """Note that a source has these items, in one transaction; what was known of each before. New ones and those
        that are back become events where `announce` says so."""
        with self.transaction() as sql:
            return [self._see(sql, scan, source, item, announce) for item in items]

    def _see(self, sql: sqlite3.Connection, scan: int, source: str, item: Item, announce: bool) -> Seen:
        known = sql.execute(
            "SELECT id, sha256, stamp, bytes, key, state FROM document WHERE item = ?", (item.id,)
        ).fetchone()
        context = {
            "source": source,
            "name": item.name,
            "url": item.url or None,
            "link_text": item.link_text or None,
            "link_date": item.link_date or None,
            "found_on": item.found_on or None,
            "container": item.container or None,
            "published": item.published or None,
            "last_seen": scan,
        }
        if known is None:
            row = {"item": item.id, "first_seen": scan, **context}
            document = _insert(sql, "document", row)
            if announce:
                _event(sql, scan, item.id, "new", document=document)
            return Seen(document, "", False, "")
        document, sha256, stamp, size, key, state = known
        if state == "removed":
            context["state"] = "waiting"
            _event(sql, scan, item.id, "back", document=document)
        _update(sql, "document", document, context)
        same = bool(stamp) and stamp == item.stamp and size == item.size
        return Seen(document, sha256 or "", same, key or "")

    def restamp(self, document: int, item: Item) -> None:
        """Note the new stamp of an item whose content turned out to be the same."""
        with self.transaction() as sql:
            _update(sql, "document", document, {"stamp": item.stamp, "bytes": item.size})

    def record(self, scan: int, item: Item, done: Done, settings: str) -> None:
        """Keep what a job gave, in place of what the same scan had of that document."""
        with self.transaction() as sql:
            document, before, first = sql.execute(
                "SELECT id, sha256, first_seen FROM document WHERE item = ?", (item.id,)
            ).fetchone()
            if before and done.sha256 and before != done.sha256 and first != scan:
                _event(sql, scan, item.id, "changed", document=document)
            _update(sql, "document", document, _document_values(item, done, settings))
            sql.execute("DELETE FROM result WHERE document = ? AND scan = ?", (document, scan))
            result = _insert(sql, "result", _result_values(document, scan, done))
            _update(sql, "document", document, {"result": result})
            _details(sql, result, done)
            _features(sql, document, done)

    def note_pair_failed(self, report: str, error: str) -> None:
        """Note with a report's companions that it could not be checked together with them."""
        reason = f"the report could not be checked together with it: {error}"
        with self.transaction() as sql:
            query = "SELECT id FROM document WHERE pair_of = (SELECT id FROM document WHERE item = ?)"
            for (companion,) in sql.execute(query, (report,)).fetchall():
                _update(sql, "document", companion, {"pair_reason": reason})

    def remove_unseen(self, scan: int, source: str) -> int:
        """Mark the documents of a source that a scan has not seen as removed; how many there are."""
        with self.transaction() as sql:
            gone = sql.execute(
                "SELECT id, item FROM document WHERE source = ? AND last_seen < ? AND state <> 'removed'",
                (source, scan),
            ).fetchall()
            for document, item in gone:
                _update(sql, "document", document, {"state": "removed", "key": None})
                _event(sql, scan, item, "removed", document=document)
        return len(gone)

    def set_documents(self, values: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
        """Set columns of documents, all at once."""
        with self.transaction() as sql:
            for document, columns in values:
                _update(sql, "document", document, columns)

    def replace_archive_findings(self, rows: Iterable[tuple[int, int | None, str, str, str, str]]) -> None:
        """Set the findings between documents: document, other, rule, severity, message, evidence."""
        with self.transaction() as sql:
            sql.execute("DELETE FROM archive_finding")
            sql.executemany("INSERT INTO archive_finding VALUES (?, ?, ?, ?, ?, ?)", rows)

    def add_event(
        self, scan: int | None, item: str, kind: str, *, rule: str | None = None, detail: str = "{}", at: str = ""
    ) -> None:
        """Note an event; one of the same scan, item and kind is noted once. `detail` is JSON."""
        with self.transaction() as sql:
            found = sql.execute("SELECT id FROM document WHERE item = ?", (item,)).fetchone()
            _event(sql, scan, item, kind, rule, detail, at, found[0] if found else None)

    def add_visit(self, values: Mapping[str, Any]) -> None:
        """Note a request for a published document: columns of `visit`."""
        with self.transaction() as sql:
            _insert(sql, "visit", {"at": now(), **values})

    def end(self, scan: int, status: str, seconds: float) -> None:
        """Note how a scan ended: `finished`, or `stopped` so that it goes on next time; and how far it is."""
        with self.transaction() as sql:
            sql.execute(
                """UPDATE scan SET status = ?, finished = CASE ? WHEN 'finished' THEN ? END, seconds = seconds + ?,
                n_items = (SELECT count(*) FROM document WHERE last_seen = scan.id),
                n_done = (SELECT count(*) FROM result WHERE result.scan = scan.id) WHERE id = ?""",
                (status, status, now(), seconds, scan),
            )
            sql.execute("UPDATE scan SET n_unchanged = n_items - n_done WHERE id = ? AND finished IS NOT NULL", (scan,))


def now() -> str:
    """The time, UTC, ISO 8601 to the second."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


_RACY = 2.0
"""A file that was changed less than so many seconds before it was read may be changed again without a new time: some
file systems keep times to two seconds (FAT)."""


def _document_values(item: Item, done: Done, settings: str) -> dict[str, Any]:
    racy = item.stamp.isdigit() and int(item.stamp) / 1e9 > done.started - _RACY
    values: dict[str, Any] = {
        "sha256": done.sha256 or None,
        "bytes": item.size,
        "stamp": "" if racy else item.stamp,
        "format": done.format or None,
        "pages": done.pages,
        "words": done.words,
        "last_checked": now(),
        "state": done.state,
        "error": done.error or None,
        "result": None,
        "key": key_of(done.sha256, item.name, settings) if done.sha256 else None,
        "title": None,
        "kind": "unknown",
        "kind_reason": None,
        "year": None,
    }
    if done.verdict:
        verdict = done.verdict
        values |= {
            "title": verdict.title,
            "kind": verdict.kind,
            "kind_reason": verdict.reason,
            "year": verdict.year,
        }
    return values


def _result_values(document: int, scan: int, done: Done) -> dict[str, Any]:
    values: dict[str, Any] = {
        "document": document,
        "scan": scan,
        "sha256": done.sha256,
        "companions": done.companions,
        "checks": done.checks,
        "seconds": round(done.seconds, 3),
    }
    made = done.assessment
    if made:
        values |= {
            "decision": made.decision,
            "blockers": made.counts["blocker"],
            "reviews": made.counts["review"],
            "advice": made.counts["advice"],
            "reading_age": made.reading_age,
            "risk_level": made.risk_level,
            "risk_high": made.risk_high,
            "json": made.json,
        }
    return values


def _details(sql: sqlite3.Connection, result: int, done: Done) -> None:
    made = done.assessment
    if not made:
        return
    sql.executemany(
        f"INSERT INTO finding VALUES ({result}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - a number of ours
        made.findings,
    )
    for table, rows in (("section", made.sections), ("statement", made.statements), ("readability", made.readability)):
        sql.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({result}, ?, ?)", rows)  # noqa: S608 - names of ours


def _features(sql: sqlite3.Connection, document: int, done: Done) -> None:
    sql.execute("DELETE FROM feature WHERE document = ?", (document,))
    if done.features:
        row = done.features
        values = (document, done.sha256, row.signature, row.opening, row.text)
        sql.execute("INSERT INTO feature VALUES (?, ?, ?, ?, ?)", values)


def _event(
    sql: sqlite3.Connection,
    scan: int | None,
    item: str,
    kind: str,
    rule: str | None = None,
    detail: str = "{}",
    at: str = "",
    document: int | None = None,
) -> None:
    sql.execute(
        "INSERT OR IGNORE INTO event (at, scan, document, item, kind, rule, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (at or now(), scan, document, item, kind, rule, detail),
    )


def _insert(sql: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int:
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    made = sql.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608 - names of ours
    return int(made.lastrowid or 0)


def _update(sql: sqlite3.Connection, table: str, number: int, row: Mapping[str, Any]) -> None:
    setting = ", ".join(f"{name} = ?" for name in row)
    sql.execute(f"UPDATE {table} SET {setting} WHERE id = ?", (*row.values(), number))  # noqa: S608 - names of ours


def _opened(path: Path) -> sqlite3.Connection:
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


def _locked(path: Path) -> IO[bytes]:
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
