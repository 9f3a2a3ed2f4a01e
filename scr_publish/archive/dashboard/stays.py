"""How long each report of a website was seen to be there: what a Board shows to prove its twelve months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from scr_publish.archive.availability import Sight, stay, term_of
from scr_publish.archive.store.reading import DocumentRow, Reader, ScanRow
from scr_publish.archive.watch_list import WatchList
from scr_publish.config import Profile, load_profile
from scr_publish.config.profile import DEFAULT_PROFILE
from scr_publish.errors import ConfigError

TOO_EARLY, OVER, THERE, WENT = "Gone too early", "There, its time is over", "There", "Gone, its time was over"


@dataclass(frozen=True)
class Stayed:
    """A report that was visited: so many times in all, between the first and the last day on which it was there;
    `missed` counts the visits that found nothing. `limit` is the day until which it has to stay, None where guidance
    sets none; `certain` where its day of publication is known."""

    document: DocumentRow
    first: date
    last: date
    visits: int
    missed: int
    limit: date | None
    certain: bool
    state: str


def stays(reader: Reader, documents: Iterable[DocumentRow], scans: tuple[ScanRow, ...]) -> Iterator[Stayed]:
    """The stays of the reports that were visited, those that must stay longest first. The store does not hold the
    take-down file: its days of publication do not count here."""
    seen = {
        item: (date.fromisoformat(first[:10]), date.fromisoformat(last[:10]), visits, there)
        for item, visits, there, first, last in reader.connection.execute(
            """SELECT item, count(*), count(sha256), min(CASE WHEN sha256 IS NOT NULL THEN at END),
            max(CASE WHEN sha256 IS NOT NULL THEN at END) FROM visit GROUP BY item HAVING count(sha256) > 0"""
        )
    }
    term = term_of(profile_of(scans))
    rows = []
    for row in documents:
        if row.item in seen and row.kind in ("report", "unknown"):
            first, last, visits, there = seen[row.item]
            needed = stay(Sight(row, first), term, WatchList()) if term else None
            limit = needed.limit if needed else None
            rows.append(
                Stayed(
                    row,
                    first,
                    last,
                    visits,
                    visits - there,
                    limit,
                    needed is not None and needed.certain,
                    _state(row, limit, last),
                )
            )
    yield from sorted(rows, key=lambda item: (item.limit or date.min, item.document.item), reverse=True)


def _state(row: DocumentRow, limit: date | None, last: date) -> str:
    """How a stay stands. A report that is gone is judged by the last day on which it was there."""
    over = limit is None or last >= limit
    if row.state == "removed":
        return WENT if over else TOO_EARLY
    return OVER if over and limit else THERE


def profile_of(scans: tuple[ScanRow, ...]) -> Profile:
    """The profile of the last scan; the default one where that is not here any more."""
    try:
        return load_profile(scans[-1].profile if scans else DEFAULT_PROFILE)
    except ConfigError:
        return load_profile(DEFAULT_PROFILE)
