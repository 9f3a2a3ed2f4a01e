"""What a job gave as columns of the store's tables."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING, Any

from scr_publish.archive.items import Item

if TYPE_CHECKING:
    from scr_publish.archive.engine.jobs import Done


def now() -> str:
    """The time, UTC, ISO 8601 to the second."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


_RACY = 2.0
"""A file that was changed less than so many seconds before it was read may be changed again without a new time: some
file systems keep times to two seconds (FAT)."""


def document_values(item: Item, done: Done, key: str) -> dict[str, Any]:
    """The columns of `document` that a check sets. `key` stands for the check."""
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
        "key": key if done.sha256 else None,
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


def result_values(document: int, scan: int, done: Done) -> dict[str, Any]:
    """The columns of `result`."""
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


def write_details(sql: sqlite3.Connection, result: int, done: Done) -> None:
    """Write the findings, sections, statements and measures of a result."""
    made = done.assessment
    if not made:
        return
    sql.executemany(
        f"INSERT INTO finding VALUES ({result}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - a number of ours
        made.findings,
    )
    for table, rows in (("section", made.sections), ("statement", made.statements), ("readability", made.readability)):
        sql.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({result}, ?, ?)", rows)  # noqa: S608 - names of ours


def write_features(sql: sqlite3.Connection, document: int, done: Done) -> None:
    """Write what is kept to compare a document with others, in place of what was kept before."""
    sql.execute("DELETE FROM feature WHERE document = ?", (document,))
    if done.features:
        row = done.features
        values = (document, done.sha256, row.signature, row.opening, row.text)
        sql.execute("INSERT INTO feature VALUES (?, ?, ?, ?, ?)", values)
