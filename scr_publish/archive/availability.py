"""Whether a published report is where it must be, for as long as it must be, and no longer.

Working Together to Safeguard Children (2015), chapter 4: a report stays readily accessible on the Board's website for
at least 12 months. The profile gives the term; one that gives none, for another kind of review, asks for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scr_publish.archive.store.reading import DocumentRow
from scr_publish.archive.watch_list import WatchList
from scr_publish.config import Profile
from scr_publish.config.durations import Duration, long_date
from scr_publish.reporting.wording import plural


@dataclass(frozen=True)
class Wrong:
    """Something that is wrong now: the kind of event, its rule, and what fills the rule's message."""

    kind: str
    rule: str
    detail: dict[str, str]


@dataclass(frozen=True)
class Sight:
    """A document as a scan has just found it. `first_seen` and `missed` (the day on which it was found to be gone, None
    while it is there) are days; `linked` is false where it is there and no page leads to it; `harm` counts the findings
    of personal data and hidden content that block."""

    document: DocumentRow
    first_seen: date
    missed: date | None = None
    linked: bool = True
    harm: int = 0


def term_of(profile: Profile) -> Duration | None:
    """How long a report of this kind stays on the website; None where its guidance sets no term."""
    term = profile.terms.get("website")
    return term.length if term and term.asked else None


@dataclass(frozen=True)
class Stay:
    """From when a report has to stay, until when; `certain` where the day of its publication is known."""

    start: date
    limit: date
    certain: bool


def stay(sight: Sight, term: Duration, known: WatchList) -> Stay:
    """The time for which a report has to stay. It counts from the day of publication: that of the take-down file, else
    that which a page gave; where neither does, from the day of the link or, last, the day when it was first seen."""
    document = sight.document
    said = known.published_on(document) or _day(document.published)
    start = said or _day(document.link_date) or sight.first_seen
    return Stay(start, term.after(start), certain=said is not None)


def wrongs(sight: Sight, term: Duration | None, known: WatchList, today: date) -> Iterator[Wrong]:
    """What is wrong with a document of a website on a day. A document that must be down is not asked to stay."""
    by = known.down_by(sight.document)
    if by and today >= by:
        if sight.missed is None:
            yield Wrong("should-be-down", "PR233", {"limit": long_date(by), "seen": long_date(today)})
        return
    if term and sight.document.kind in ("report", "unknown"):
        yield from _stays(sight, stay(sight, term, known), str(term), today)
    if sight.missed is None and sight.harm:
        yield Wrong("harmful", "PR234", {"number": plural(sight.harm, "finding")})


def _stays(sight: Sight, needed: Stay, length: str, today: date) -> Iterator[Wrong]:
    over = today >= needed.limit
    if sight.missed is not None and not over:
        yield Wrong(
            "gone-early",
            "PR230" if needed.certain else "PR231",
            {
                "published": long_date(needed.start),
                "seen": long_date(sight.missed),
                "length": length,
                "limit": long_date(needed.limit),
            },
        )
    elif sight.missed is None and not sight.linked:
        limit = long_date(needed.limit)
        term = f"its {length} ended on {limit}" if over else f"it must stay readily accessible until {limit}"
        yield Wrong("not-linked", "PR232", {"term": term})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
