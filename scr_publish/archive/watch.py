"""What a scan of a source found to be wrong with where its documents are, kept as visits and events of the store.

What happened (new, changed, removed, back) the engine notes as it goes. What is wrong is noted anew by each scan for as
long as it is so; it is news where the scan before had not noted it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from scr_publish.archive.availability import Sight, Wrong, term_of, wrongs
from scr_publish.archive.clock import Clock
from scr_publish.archive.items import Item
from scr_publish.archive.store.identity import key_of
from scr_publish.archive.store.reading import DocumentRow, EventRow, Reader, VisitRow
from scr_publish.archive.store.writing import Writer
from scr_publish.archive.watch_list import WatchList
from scr_publish.config import Profile

if TYPE_CHECKING:
    from scr_publish.archive.sources import Source
    from scr_publish.archive.sources.website import Known, Visit, Website

HAPPENED = ("new", "changed", "removed", "back")
"""Kinds of events that say what happened; all others say what is wrong."""
HARMFUL = ("privacy", "hidden")
"""The categories of rules whose blockers make a published report harmful."""
_LATEST = "id IN (SELECT max(id) FROM visit WHERE sha256 IS NOT NULL GROUP BY item)"
_NOT_THERE = {"gone": ("broken-link", "DX230"), "not-a-document": ("broken-link", "DX231")}


def known_documents(reader: Reader, source: str, settings: str) -> dict[str, Known]:
    """The documents of a website that were there at the last scan, each with what its server gave to ask whether it has
    changed. `settings` is the digest of the settings of the scan to come."""
    from scr_publish.archive.sources.website import Known, Validators

    keys: dict[str, str] = dict(reader.connection.execute("SELECT item, key FROM document WHERE key IS NOT NULL"))
    visits = {visit.item: visit for visit in reader.rows(VisitRow, _LATEST)}
    known = {}
    for row in reader.rows(DocumentRow, "source = ? AND state <> 'removed' AND sha256 IS NOT NULL", (source,)):
        visit = visits.get(row.item)
        if visit is None or visit.sha256 != row.sha256:
            continue
        known[row.item] = Known(
            _as_item(row),
            Validators(visit.etag or "", visit.last_modified or ""),
            current=keys.get(row.item) == key_of(row.sha256 or "", row.name, settings),
        )
    return known


def _as_item(row: DocumentRow) -> Item:
    return Item(
        row.item,
        row.name,
        "",
        row.bytes or 0,
        row.sha256 or "",
        url=row.url or row.item,
        link_text=row.link_text or "",
        link_date=row.link_date or "",
        found_on=row.found_on or "",
        published=row.published or "",
    )


def keep_visits(writer: Writer, source: Website) -> None:
    """Write each visit of a website to the store as it happens, so that a scan that is killed need not repeat it."""

    def keep(visit: Visit) -> None:
        with writer.transaction() as sql:
            sql.execute(
                "INSERT INTO visit (item, at, http_status, etag, last_modified, sha256, found_on, linked, error)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    visit.item, visit.at, visit.http_status, visit.etag or None, visit.last_modified or None,
                    visit.sha256 or None, visit.found_on or None, int(visit.linked), visit.error or None,
                ),
            )  # fmt: skip

    source.on_visit = keep


def note(
    writer: Writer,
    scan: int,
    source: Source,
    profile: Profile,
    *,
    clock: Clock | None = None,
    watch_list: WatchList | None = None,
) -> None:
    """Note as events what is wrong after a scan. For the documents of a website: gone early, not linked, harmful,
    broken links, not fetched. For those of every source: still there though the take-down file says otherwise."""
    clock = clock or Clock()
    known = watch_list or WatchList()
    visits: list[Visit] | None = getattr(source, "visits", None)
    found = list(_found(Reader(writer.connection), source, profile, known, visits, clock.today()))
    at = clock.stamp()
    with writer.transaction() as sql:
        marks = ", ".join("?" * len(HAPPENED))
        sql.execute(f"DELETE FROM event WHERE scan = ? AND kind NOT IN ({marks})", (scan, *HAPPENED))  # noqa: S608 - marks only
        sql.executemany(
            "INSERT OR IGNORE INTO event (at, scan, document, item, kind, rule, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (at, scan, document, item, wrong.kind, wrong.rule, json.dumps(wrong.detail, ensure_ascii=False))
                for document, item, wrong in found
            ],
        )


def _found(
    reader: Reader,
    source: Source,
    profile: Profile,
    known: WatchList,
    visits: list[Visit] | None,
    today: date,
) -> Iterator[tuple[int | None, str, Wrong]]:
    """(document, item, what is wrong) of a source."""
    linked = {visit.item: visit.linked for visit in visits or ()}
    term = term_of(profile) if visits is not None else None
    documents = {}
    for sight in _sights(reader, source.name):
        document = sight.document
        documents[document.item] = document.id
        is_linked = linked.get(document.item, True) or not source.complete
        seen = replace(sight, linked=is_linked, harm=sight.harm if visits is not None else 0)
        for wrong in wrongs(seen, term, known, today):
            yield document.id, document.item, wrong
    for visit in visits or ():
        if visit.error and visit.linked:
            yield documents.get(visit.item), visit.item, _trouble(visit)
    if visits is not None and not source.complete:
        yield None, source.name, Wrong("incomplete", "DX233", {})


def _trouble(visit: Visit) -> Wrong:
    from scr_publish.archive.sources.website import trouble_words

    kind, rule = _NOT_THERE.get(visit.error, ("not-fetched", "DX232"))
    return Wrong(kind, rule, {"trouble": trouble_words(visit.error)})


def _sights(reader: Reader, source: str) -> Iterator[Sight]:
    started = {number: _date(at) for number, at in reader.connection.execute("SELECT id, started FROM scan")}
    missed = {
        event.item: _date(event.at)
        for event in reader.rows(EventRow, "kind = 'removed'")  # in their order: the last one counts
    }
    harm = _harm(reader)
    for row in reader.rows(DocumentRow, "source = ? AND state <> 'waiting'", (source,)):
        gone = row.state == "removed"
        yield Sight(
            row,
            first_seen=started[row.first_seen or 0],
            missed=missed.get(row.item) if gone else None,
            harm=0 if gone else harm.get(row.result or 0, 0),
        )


def _harm(reader: Reader) -> dict[int, int]:
    """How many blockers of harmful categories each current result has."""
    marks = ", ".join("?" * len(HARMFUL))
    return dict(
        reader.connection.execute(
            f"""SELECT finding.result, count(*) FROM finding JOIN document ON document.result = finding.result
            WHERE severity = 'blocker' AND category IN ({marks}) GROUP BY finding.result""",  # noqa: S608 - marks only
            HARMFUL,
        )
    )


def _date(at: str) -> date:
    return datetime.fromisoformat(at).date()


def news(reader: Reader, scan: int, source: str) -> tuple[list[EventRow], list[EventRow]]:
    """The events of a scan: what is new (all that happened, and what has gone wrong since the scan before of the same
    source), and what is still wrong."""
    (before,) = reader.connection.execute(
        "SELECT max(id) FROM scan WHERE source = ? AND id < ? AND finished IS NOT NULL", (source, scan)
    ).fetchone()
    old = {(event.item, event.kind) for event in reader.rows(EventRow, "scan = ?", (before,))} if before else set()
    events = list(reader.rows(EventRow, "scan = ?", (scan,)))
    fresh = [event for event in events if event.kind in HAPPENED or (event.item, event.kind) not in old]
    return fresh, [event for event in events if event not in fresh]
