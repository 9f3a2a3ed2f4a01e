"""The scan: every document of a source checked once, kept in the store, and related to the others.

A scan can be ended at any moment and begun again: what is in the store is not done again, and what is not is done.
There is no plan on the side that could disagree with it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from scr_publish import __version__
from scr_publish.archive import contents
from scr_publish.archive.discovery.relating import relate
from scr_publish.archive.engine.jobs import Done, Job, companions_digest
from scr_publish.archive.engine.settings import Settings
from scr_publish.archive.items import Item
from scr_publish.archive.sources.base import Fetching, Source
from scr_publish.archive.store.identity import key_of
from scr_publish.archive.store.writing import Seen, Writer
from scr_publish.errors import InputError

GIVEN_UP = ("timeout", "crash")
"""The states of documents that might have been checked with more time or memory."""
_BATCH = 200
"""Items that are looked up in the store together."""


class Engine(Protocol):
    """What does the jobs. `run` gives what each job gave, in the order in which they end; it is closed when it is left,
    also by an exception."""

    name: str
    processes: int

    def run(self, jobs: Iterable[Job]) -> Iterator[Done]: ...


@dataclass(frozen=True)
class Progress:
    """How far a scan is: `stage` in a few words, `done` of `total` documents; `last` is what has just ended."""

    stage: str
    done: int
    total: int
    last: Done | None = None


Report = Callable[[Progress], None]


@dataclass(frozen=True)
class Outcome:
    """How a scan went: its id in the store, whether it went on with one that had been interrupted, how many documents
    the source has and how many were checked, and the seconds that it took this time."""

    scan: int
    resumed: bool
    items: int
    checked: int
    seconds: float


def scan(
    writer: Writer,
    source: Source,
    settings: Settings,
    engine: Engine,
    report: Report = lambda _: None,
    afterwards: Callable[[int], None] = lambda _: None,
) -> Outcome:
    """Scan a source. `afterwards` is called with the scan's id when all is in the store, before it counts as finished.

    Raises InputError where the source cannot be read. Where it is interrupted, by Ctrl-C too, the store says `stopped`,
    and the next call goes on."""
    began = time.monotonic()
    number, resumed = writer.begin(
        {
            "source": source.name,
            "profile": settings.profile.name,
            "model": settings.model_name,
            "tool_version": __version__,
            "settings": settings.digest,
            "engine": engine.name,
            "processes": engine.processes,
        }
    )
    try:
        run = _Run(writer, source, settings, engine, report, number)
        checked = run.all()
        afterwards(number)
    except BaseException:
        writer.end(number, "stopped", time.monotonic() - began)
        raise
    seconds = time.monotonic() - began
    writer.end(number, "finished", seconds)
    return Outcome(number, resumed, len(run.items), checked, seconds)


class _Run:
    """One call of `scan`. `items` are all that the source has, by id."""

    def __init__(
        self, writer: Writer, source: Source, settings: Settings, engine: Engine, report: Report, number: int
    ) -> None:
        self.items: dict[str, Item] = {}
        self._writer = writer
        self._source = source
        self._settings = settings
        self._engine = engine
        self._report = report
        self._scan = number

    def all(self) -> int:
        """Do all of it; gives how many documents were checked."""
        due = self._listed()
        removed = self._writer.remove_unseen(self._scan, self._source.name) if self._source.complete else 0
        checked = self._check("checking", [Job(item) for item in due], self._keep)
        if checked or removed or self._has_results():
            self._report(Progress("comparing", checked, checked))
            relate(self._writer)
            checked += self._check("checking with companions", self._pairs(), self._keep_pair)
        return checked

    def _listed(self) -> list[Item]:
        """The items that must be checked."""
        announce = self._found(
            "SELECT 1 FROM scan WHERE source = ? AND id < ? AND finished IS NOT NULL", self._source.name, self._scan
        )
        due: list[Item] = []
        for batch in _batches(self._source.items()):
            fresh = [item for item in {item.id: item for item in batch}.values() if item.id not in self.items]
            self.items |= {item.id: item for item in fresh}
            known = self._writer.see(self._scan, self._source.name, fresh, announce=announce)
            due += [item for item, was in zip(fresh, known, strict=True) if self._is_due(item, was)]
            self._report(Progress("listing", 0, len(self.items)))
        return due

    def _is_due(self, item: Item, was: Seen) -> bool:
        """Whether an item must be checked: it is new, its content is another one than before, or the settings are. One
        without a path is known not to have changed, or cannot be had now."""
        if not item.path:
            return False
        if not was.key:
            return True
        sha256 = was.sha256
        if not was.same_stamp:
            try:
                sha256 = contents.digest(item)
            except InputError:
                return True
        due = was.key not in (self._key(item, sha256, given_up=False), self._key(item, sha256, given_up=True))
        if not due and not was.same_stamp:
            self._writer.restamp(was.document, item)
        return due

    def _check(self, stage: str, jobs: Sequence[Job], keep: Callable[[Done], None]) -> int:
        count = 0
        self._report(Progress(stage, 0, len(jobs)))
        for done in self._engine.run(iter(jobs)):
            count += 1
            keep(done)
            self._report(Progress(stage, count, len(jobs), done))
        return count

    def _keep(self, done: Done) -> None:
        item = self.items[done.item]
        self._writer.record(self._scan, item, done, self._key(item, done.sha256, given_up=done.state in GIVEN_UP))

    def _key(self, item: Item, sha256: str, *, given_up: bool) -> str:
        """What stands for a check. Of one that was given up the limits are part: another limit tries it again."""
        limit = f"/{self._settings.seconds}/{self._settings.memory}" if given_up else ""
        return key_of(sha256, item.name, self._settings.digest + limit)

    def _keep_pair(self, done: Done) -> None:
        """Keep what a report's check with its companions gave; where that failed, the check of it alone stands."""
        if done.state == "ok":
            self._keep(done)
        else:
            self._writer.note_pair_failed(done.item, done.error)

    def _has_results(self) -> bool:
        """Whether this scan had checked something before it was interrupted, so that relations may be out of date."""
        return self._found("SELECT 1 FROM result WHERE scan = ? LIMIT 1", self._scan)

    def _found(self, query: str, *values: object) -> bool:
        return self._writer.connection.execute(query, values).fetchone() is not None

    def _pairs(self) -> list[Job]:
        """The reports that must be checked once more because their companions are others than they were checked
        with."""
        beside: dict[int, list[tuple[str, str]]] = {}
        for report, item, sha256 in self._writer.connection.execute(_COMPANIONS):
            beside.setdefault(report, []).append((item, sha256))
        jobs = []
        for report, item, checked_with in self._writer.connection.execute(_REPORTS, (self._source.name,)).fetchall():
            known = [(name, sha256) for name, sha256 in beside.get(report, []) if name in self.items]
            if companions_digest([sha256 for _, sha256 in known]) != checked_with and item in self.items:
                wanted = [self._with_bytes(self.items[name]) for name in (item, *(name for name, _ in known))]
                if all(one.path for one in wanted):
                    jobs.append(Job(wanted[0], tuple(wanted[1:])))
        return jobs

    def _with_bytes(self, item: Item) -> Item:
        """The item with its content at hand, where it can be had."""
        return self._source.fetched(item) if not item.path and isinstance(self._source, Fetching) else item


_COMPANIONS = """SELECT pair_of, item, sha256 FROM document
    WHERE state = 'ok' AND kind = 'companion' AND pair_of IS NOT NULL ORDER BY item"""
_REPORTS = """SELECT document.id, item, result.companions FROM document JOIN result ON result.id = document.result
    WHERE state = 'ok' AND kind = 'report' AND source = ? AND checks = 'all' ORDER BY item"""


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    while batch := list(islice(items, _BATCH)):
        yield batch
