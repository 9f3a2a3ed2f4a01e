"""Write a store. One process at a time does, the one that scans; others may read meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from scr_publish.archive.items import Item
from scr_publish.archive.store.opening import locked, opened
from scr_publish.archive.store.rows import document_values, now, result_values, write_details, write_features
from scr_publish.errors import InputError

if TYPE_CHECKING:
    from scr_publish.archive.engine.jobs import Done


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
        self._lock = locked(self.path)
        try:
            self.connection = opened(self.path)
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
                _event(sql, scan, document, item.id, "new")
            return Seen(document, "", False, "")
        document, sha256, stamp, size, key, state = known
        if state == "removed":
            context["state"] = "waiting"
            _event(sql, scan, document, item.id, "back")
        _update(sql, "document", document, context)
        same = bool(stamp) and stamp == item.stamp and size == item.size
        return Seen(document, sha256 or "", same, key or "")

    def restamp(self, document: int, item: Item) -> None:
        """Note the new stamp of an item whose content turned out to be the same."""
        with self.transaction() as sql:
            _update(sql, "document", document, {"stamp": item.stamp, "bytes": item.size})

    def record(self, scan: int, item: Item, done: Done, key: str) -> None:
        """Keep what a job gave, in place of what the same scan had of that document. `key` stands for the check; see
        `store.identity`."""
        with self.transaction() as sql:
            document, before, first = sql.execute(
                "SELECT id, sha256, first_seen FROM document WHERE item = ?", (item.id,)
            ).fetchone()
            if before and done.sha256 and before != done.sha256 and first != scan:
                _event(sql, scan, document, item.id, "changed")
            _update(sql, "document", document, document_values(item, done, key))
            sql.execute("DELETE FROM result WHERE document = ? AND scan = ?", (document, scan))
            result = _insert(sql, "result", result_values(document, scan, done))
            _update(sql, "document", document, {"result": result})
            write_details(sql, result, done)
            write_features(sql, document, done)

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
                _event(sql, scan, document, item, "removed")
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


def _event(sql: sqlite3.Connection, scan: int, document: int, item: str, kind: str) -> None:
    """Note what happened to a document; the same in the same scan is noted once."""
    values = (now(), scan, document, item, kind)
    sql.execute("INSERT OR IGNORE INTO event (at, scan, document, item, kind) VALUES (?, ?, ?, ?, ?)", values)


def _insert(sql: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int:
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    made = sql.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608 - names of ours
    return int(made.lastrowid or 0)


def _update(sql: sqlite3.Connection, table: str, number: int, row: Mapping[str, Any]) -> None:
    setting = ", ".join(f"{name} = ?" for name in row)
    sql.execute(f"UPDATE {table} SET {setting} WHERE id = ?", (*row.values(), number))  # noqa: S608 - names of ours
