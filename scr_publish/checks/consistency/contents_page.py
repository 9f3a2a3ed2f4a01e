"""A contents page that disagrees with the body: entries without a heading, headings without an entry, order, pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from scr_publish.checks.base import Subject
from scr_publish.document import Block, Document, Kind, Surface
from scr_publish.findings import Finding, shown

_PAGE = re.compile(r"(?<=[\s.…·_])\d{1,3}$")
_LEADERS = " \t.…·_:*"
_LEADING = re.compile(r"^(?:\d+(?:\.\d+)*[.):]?|[ivx]+\.|[a-z]\))\s+", re.IGNORECASE)
_SAME, _RENAMED = 88, 55
"""Likeness, from 0 to 100, from which two titles are the same, and from which one is taken for a new name of the
other."""

_FEWEST = 4
_MOST_UNMATCHED = 0.5
"""A contents page of fewer entries, or of which more than this share has no heading, was not read as what it is."""

_COVERED = 0.7
"""A level of headings belongs in the contents where this share of it is there."""

_COMMON_OFFSET = 0.6


@dataclass(frozen=True)
class Entry:
    """A line of the contents page, and the heading that it names, where there is one."""

    block: Block
    title: str
    page: int | None
    heading: int | None = None


def contents_findings(subject: Subject) -> Iterator[Finding]:
    """CO207 to CO210."""
    document = subject.document
    headings = [b for b in document.blocks if b.kind is Kind.HEADING and b.surface is Surface.VISIBLE]
    first = next((i for i, block in enumerate(document.blocks) if block.kind is Kind.TOC), len(document.blocks))
    below = [b for b in headings if first < len(document.blocks) and b.start > document.blocks[first].start]
    titles = [_plain(document, block) for block in below]
    entries = list(_matched(list(_entries(document)), titles))
    lost = [entry for entry in entries if entry.heading is None]
    if len(entries) < _FEWEST or len(lost) > _MOST_UNMATCHED * len(entries):
        return
    used = {entry.heading for entry in entries}
    for entry in lost:
        near = max(
            (i for i in range(len(titles)) if i not in used),
            key=lambda i: fuzz.token_sort_ratio(entry.title, titles[i]),
            default=None,
        )
        renamed = near is not None and fuzz.token_sort_ratio(entry.title, titles[near]) >= _RENAMED
        hint = (
            f" The nearest heading is “{shown(document.plain(below[near]), 80)}”."
            if renamed and near is not None
            else ""
        )
        used.update({near} if renamed else ())
        yield subject.finding("CO207", entry.block.start, entry.block.end, hint=hint)
    yield from _not_listed(subject, below, used)
    yield from _out_of_order(subject, entries)
    yield from _wrong_pages(subject, below, entries)


def _plain(document: Document, block: Block) -> str:
    return _LEADING.sub("", " ".join(document.plain(block).lower().split())).strip(" .:*_")


def _entries(document: Document) -> Iterator[Entry]:
    """The entries of the contents page; its own heading is none."""
    for block in document.blocks:
        if block.kind is Kind.TOC:
            text = document.plain(block)
            page = _PAGE.search(text)
            words = text[: page.start()] if page else text
            title = _LEADING.sub("", words.lower().rstrip(_LEADERS)).strip(_LEADERS)
            if len(title) > 2 and title not in ("contents", "table of contents", "page", "section"):
                yield Entry(block, title, int(page.group()) if page else None)


def _matched(entries: list[Entry], titles: list[str]) -> Iterator[Entry]:
    """Each entry with the heading of its title: the next one of several that share it."""
    used: set[int] = set()
    for entry in entries:
        scores = [(fuzz.ratio(entry.title, title), -i) for i, title in enumerate(titles) if i not in used]
        best, index = max(scores, default=(0.0, 0))
        if best >= _SAME or (best > 0 and _begins_alike(entry.title, titles[-index])):
            used.add(-index)
            yield Entry(entry.block, entry.title, entry.page, -index)
        else:
            yield entry


def _begins_alike(entry: str, heading: str) -> bool:
    """Whether one is the other cut short: contents pages cut long headings."""
    short, long = sorted((entry, heading), key=len)
    return len(short) >= 12 and long.startswith(short)


def _not_listed(subject: Subject, headings: list[Block], used: set[int | None]) -> Iterator[Finding]:
    """Headings without an entry, on a level of which most headings have one."""
    by_level = Counter(block.level for block in headings)
    covered = Counter(headings[i].level for i in used if i is not None)
    for i, block in enumerate(headings):
        if i not in used and covered[block.level] >= _COVERED * by_level[block.level]:
            yield subject.finding("CO208", block.start, block.end)


def _out_of_order(subject: Subject, entries: list[Entry]) -> Iterator[Finding]:
    """Entries that stand before one whose heading comes first: those outside the longest run that is in order."""
    found = [entry for entry in entries if entry.heading is not None]
    order = [entry.heading or 0 for entry in found]
    kept = set(_longest_rising(order))
    for i, entry in enumerate(found):
        if i not in kept:
            yield subject.finding("CO209", entry.block.start, entry.block.end)


def _longest_rising(values: list[int]) -> list[int]:
    """The indices of a longest rising subsequence."""
    best: list[list[int]] = []
    for i, value in enumerate(values):
        before = max((best[j] for j in range(i) if values[j] < value), key=len, default=[])
        best.append([*before, i])
    return max(best, key=len, default=[])


def _wrong_pages(subject: Subject, headings: list[Block], entries: list[Entry]) -> Iterator[Finding]:
    """Page numbers that are off where most are right. The cover and the contents may be left out of the count of pages,
    so that what is right is the difference that most entries share."""
    known = [
        (entry, page - entry.page)
        for entry in entries
        if entry.heading is not None and entry.page is not None and (page := headings[entry.heading].page) is not None
    ]
    if not known:
        return
    offset, times = Counter(difference for _, difference in known).most_common(1)[0]
    if times < max(_FEWEST - 1, _COMMON_OFFSET * len(known)):
        return
    for entry, difference in known:
        if difference != offset:
            page = (entry.page or 0) + difference - offset
            yield subject.finding("CO210", entry.block.start, entry.block.end, said=str(entry.page), page=str(page))
