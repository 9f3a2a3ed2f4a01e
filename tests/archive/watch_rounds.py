"""Scans of a website, round after round, without the language model: each document's job is done at once."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from scr_publish.archive import contents
from scr_publish.archive.discovery.classify import Verdict
from scr_publish.archive.engine.jobs import Assessed, Done, Job
from scr_publish.archive.engine.settings import Settings
from scr_publish.archive.scanning import Outcome, scan
from scr_publish.archive.sources.website import Website, WebsiteOptions
from scr_publish.archive.store import writing
from scr_publish.archive.store.reading import reading
from scr_publish.archive.store.writing import Writer
from scr_publish.archive.watch import keep_visits, known_documents, note
from scr_publish.archive.watch_list import WatchList
from scr_publish.config import load_profile
from tests.archive.website_server import LocalSite, SetClock

HARM = b"%PDF-1.4 harm"
"""A document with this content gives somebody away."""


class QuickEngine:
    """Takes every document for a report, and finds harm where its bytes say so."""

    name = "local"
    processes = 1

    def run(self, jobs: Iterable[Job]) -> Iterator[Done]:
        for job in jobs:
            data = contents.read(job.item)
            number, row = 0, ()
            if data.startswith(HARM):
                number = 1
                row = (
                    (
                        1,
                        "PD101",
                        "personal.name",
                        "privacy",
                        "blocker",
                        "PERSON",
                        "visible",
                        1,
                        "page 1",
                        "Kezia",
                        "A name.",
                        "f1",
                    ),
                )
            made = Assessed(
                "not-ready" if number else "ready", {"blocker": number, "review": 0, "advice": 0}, 14.0, "low", 900,
                row, (), (), (), zlib.compress(b"{}"),
            )  # fmt: skip
            yield Done(
                job.item.id, "ok", 0.0, 0.1, sha256=contents.sha256(data), format="pdf", size=len(data), pages=1, words=9,
                verdict=Verdict("report", "says so", job.item.name, 2016), checks="all", assessment=made,
            )  # fmt: skip


class Rounds:
    """One store, and the clock by which its rounds are dated."""

    def __init__(self, site: LocalSite, store: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
        self.site, self.store, self.clock = site, store, clock
        self.settings = Settings(load_profile())
        monkeypatch.setattr(writing, "now", clock.stamp)

    def round(self, start: str, watch_list: WatchList | None = None, **options: object) -> Outcome:
        address = self.site.address + start
        with Writer(self.store) as writer:
            with reading(self.store) as reader:
                known = known_documents(reader, address, self.settings.digest)
            with Website(address, WebsiteOptions(delay=0, **options), known=known, clock=self.clock) as source:  # type: ignore[arg-type]
                keep_visits(writer, source)

                def afterwards(number: int) -> None:
                    note(writer, number, source, self.settings.profile, clock=self.clock, watch_list=watch_list)

                return scan(writer, source, self.settings, QuickEngine(), afterwards=afterwards)
