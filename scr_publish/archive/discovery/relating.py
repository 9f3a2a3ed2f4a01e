"""Find out how the documents of a store belong together, and keep that in the store."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from typing import Any

from scr_publish.archive.discovery.minhash import candidates, shared, shingles, tokens
from scr_publish.archive.discovery.pairs import Candidate, match_companions
from scr_publish.archive.discovery.redactions import Redacted, redaction_between
from scr_publish.archive.discovery.settings import relations
from scr_publish.archive.store.writing import Writer
from scr_publish.rules import catalogue

UNREDACTED = "DX210"
_HERE = "state <> 'removed'"


def relate(writer: Writer) -> None:
    """Work out duplicates, near-duplicates, pairs and unredacted versions of all documents that are there. The same
    documents give the same answer, in whatever order they were checked."""
    sql = writer.connection
    changes: dict[int, dict[str, Any]] = {
        row[0]: {"duplicate_of": None, "near_of": None, "near_score": None, "pair_of": None, "pair_reason": None}
        for row in sql.execute("SELECT id FROM document")
    }
    for document, first in _duplicates(sql):
        changes[document]["duplicate_of"] = first
    findings = []
    for one, other, score in _near(sql, changes):
        if score >= relations().near.same:
            known = changes[other]
            if (known["near_score"] or 0.0) < score:
                known |= {"near_of": one, "near_score": round(score, 4)}
        found = _redaction(sql, one, other)
        if found:
            findings.append(_finding(sql, one, other, found))
    for match in _pairs(sql, changes):
        changes[match.companion] |= {"pair_of": match.report, "pair_reason": match.reason}
    writer.set_documents(changes.items())
    writer.replace_archive_findings(findings)


def _duplicates(sql: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """Each document with the same bytes as one whose path comes before, and that one."""
    first: dict[str, int] = {}
    query = f"SELECT id, sha256 FROM document WHERE {_HERE} AND sha256 IS NOT NULL ORDER BY item"  # noqa: S608
    for document, sha256 in sql.execute(query):
        if sha256 in first:
            yield document, first[sha256]
        else:
            first[sha256] = document


def _near(sql: sqlite3.Connection, changes: dict[int, dict[str, Any]]) -> Iterator[tuple[int, int, float]]:
    """Pairs of reports or companions that share much text and are not the same file, the one whose path comes first
    first, with the share; in the order of their paths."""
    query = f"""SELECT document.id, item, signature FROM document JOIN feature ON feature.document = document.id
        WHERE {_HERE} AND kind IN ('report', 'companion') ORDER BY item"""  # noqa: S608
    rows = [row for row in sql.execute(query) if not changes[row[0]]["duplicate_of"]]
    ids = [document for document, _, _ in rows]
    for one, other in candidates([signature for _, _, signature in rows], relations().near.compared - 0.1):
        score = shared(_shingles(sql, ids[one]), _shingles(sql, ids[other]))
        if score >= relations().near.compared:
            yield ids[one], ids[other], score


def _shingles(sql: sqlite3.Connection, document: int) -> Any:
    return shingles(tokens(_text(sql, document)))


def _text(sql: sqlite3.Connection, document: int) -> str:
    row = sql.execute("SELECT text FROM feature WHERE document = ?", (document,)).fetchone()
    return zlib.decompress(row[0]).decode("utf-8") if row and row[0] else ""


def _redaction(sql: sqlite3.Connection, one: int, other: int) -> Redacted | None:
    return redaction_between(_text(sql, one), _text(sql, other), (_named(sql, one), _named(sql, other)))


def _named(sql: sqlite3.Connection, document: int) -> list[str]:
    """The words of a document's privacy findings that block or must be weighed."""
    query = """SELECT DISTINCT excerpt FROM finding JOIN document ON document.result = finding.result
        WHERE document.id = ? AND category = 'privacy' AND severity <> 'advice' AND surface = 'visible'
        AND length(excerpt) BETWEEN 3 AND 80 ORDER BY excerpt"""
    return [row[0] for row in sql.execute(query, (document,))]


def _finding(sql: sqlite3.Connection, one: int, other: int, found: Redacted) -> tuple[int, int, str, str, str, str]:
    shows, hides = (one, other) if found.fuller == 0 else (other, one)
    (name,) = sql.execute("SELECT name FROM document WHERE id = ?", (hides,)).fetchone()
    rule = catalogue()[UNREDACTED]
    count = len(found.differences)
    message = rule.message.format(other=name, number=f"{count} place{'' if count == 1 else 's'}")
    evidence = [{"shown": item.one, "instead": item.other} for item in found.differences]
    return shows, hides, rule.id, rule.severity.value, message, json.dumps(evidence, ensure_ascii=False)


def _pairs(sql: sqlite3.Connection, changes: dict[int, dict[str, Any]]) -> Any:
    query = f"""SELECT document.id, item, name, title, link_text, found_on, opening, year, kind
        FROM document LEFT JOIN feature ON feature.document = document.id
        WHERE {_HERE} AND kind IN ('report', 'companion') ORDER BY item"""  # noqa: S608
    found: dict[str, list[Candidate]] = {"report": [], "companion": []}
    for *values, year, kind in sql.execute(query):
        document, item, *texts = values
        name, title, link_text, found_on, opening = (text or "" for text in texts)
        if not changes[document]["duplicate_of"]:
            found[kind].append(Candidate(document, item, name, title, link_text, found_on, opening, year))
    return match_companions(found["companion"], found["report"])
