"""A website as a source of documents: fetched one by one to a private folder, and removed when they are checked."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from scr_publish import __version__
from scr_publish.archive.clock import Clock
from scr_publish.archive.items import Item
from scr_publish.archive.sources.website.addresses import Site, site_address
from scr_publish.archive.sources.website.crawl import Bounds, Crawl, Met
from scr_publish.archive.sources.website.fetching import Fetcher, Limits, Take, Validators
from scr_publish.archive.sources.website.kinds import file_name
from scr_publish.archive.sources.website.links import Link
from scr_publish.archive.sources.website.robots import Robots, Rules, why
from scr_publish.archive.sources.website.sitemaps import sitemap_links
from scr_publish.errors import InputError

USER_AGENT = f"scr-publish/{__version__} (checks published reports of reviews; robots.txt name: scr-publish)"
SLOWEST_NEEDED = 0.5
"""Seconds that always lie between two requests to a site of the public web, whatever the user asks for."""


@dataclass(frozen=True)
class WebsiteOptions:
    """How to go about a site: seconds between requests, bounds of the walk and of one request, other hosts that belong
    to the site, sitemaps to read, and whether to walk all of the site and not only below the start."""

    delay: float = 1.0
    bounds: Bounds = field(default_factory=Bounds)
    limits: Limits = field(default_factory=Limits)
    user_agent: str = USER_AGENT
    also_hosts: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    whole_site: bool = False


@dataclass(frozen=True)
class Known:
    """What the store remembers of a document: `item` as it was last seen, with its digest as the stamp. Where `current`
    is false it has to be checked again, so that its content is asked for whether it has changed or not."""

    item: Item
    validators: Validators
    current: bool = True


@dataclass(frozen=True)
class Visit:
    """One document asked for, as the store keeps it. `http_status` is None where no server answered; `error` is a key
    of `[troubles]` in website.toml; `linked` is false where no page leads to the document any more."""

    item: str
    at: str
    http_status: int | None
    etag: str
    last_modified: str
    sha256: str
    found_on: str
    error: str
    linked: bool


class Website:
    """The documents of a site. `visits` grows as they are met, and `on_visit` is told of each; `complete` says, at the
    end, whether all was seen.

    Use it as a context manager: what was fetched is removed at its end. It lies in `folder`, which is emptied first of
    what a killed scan may have left there; without one, in a temporary folder."""

    def __init__(
        self,
        address: str,
        options: WebsiteOptions | None = None,
        *,
        folder: Path | None = None,
        known: Mapping[str, Known] | None = None,
        clock: Clock | None = None,
        transport: httpx.BaseTransport | None = None,
        on_page: Callable[[int, int], None] = lambda _pages, _documents: None,
    ) -> None:
        self.options = options or WebsiteOptions()
        self.name = str(site_address(address))
        self.visits: list[Visit] = []
        self.on_visit: Callable[[Visit], None] = lambda _visit: None
        self.complete = False
        self._known = known or {}
        self._clock = clock or Clock()
        self._on_page = on_page
        self._site = Site(httpx.URL(self.name), self.options.also_hosts, whole=self.options.whole_site)
        self._folder = _emptied(folder) if folder else Path(tempfile.mkdtemp(prefix="scr-publish-"))
        self._fetcher = Fetcher(
            self._site,
            user_agent=self.options.user_agent,
            delay=self.options.delay,
            folder=self._folder,
            clock=self._clock,
            limits=self.options.limits,
            transport=transport,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections and remove all that was fetched."""
        self._fetcher.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def root(self) -> None:
        """A website has no project file."""

    def items(self) -> Iterator[Item]:
        """The documents that are there, one by one as they come. One without `path` has not changed since it was last
        seen and was not sent again, or could not be had just now. Raises InputError where the site cannot be scanned
        at all."""
        robots = Robots(self._fetcher)
        rules = robots.read(httpx.URL(self.name))
        self._fetcher.allowed = robots.allows
        if self._fetcher.guard.is_public(self._site.start.host):
            self._fetcher.delay = max(self._fetcher.delay, SLOWEST_NEEDED)
        crawl = Crawl(
            self._site,
            self._fetcher,
            self.options.bounds,
            known={name: known.validators if known.current else None for name, known in self._known.items()},
            on_page=self._on_page,
        )
        start = crawl.first()
        if start.trouble or not (start.unchanged or start.path or start.body):
            raise InputError(f"{self.name}: {why(start)}. Nothing was scanned.")
        for met in crawl.documents(start, self._listed(rules)):
            if item := self._arrived(met):
                yield item
        for address, page in crawl.off_site.items():
            self._note(Met(Link(address, "", ""), page, None, "elsewhere"))
        self.complete = crawl.complete

    def fetched(self, item: Item) -> Item:
        """An item that was not sent again, with its content after all; without a path where it cannot be had now."""
        answer = self._fetcher.get(item.id, lambda _head: Take(self.options.bounds.document_bytes, to_file=True))
        if answer.path is None or _digest(answer.path) != item.stamp:
            return item
        return replace(item, path=str(self._kept(answer.path, item.name)))

    def _listed(self, rules: Rules) -> Iterator[Link]:
        """What sitemaps list: all of those that the user named, and what lies below the start of those that the site
        names in its robots.txt."""
        for address in self.options.sitemaps:
            yield from sitemap_links(self._fetcher, str(site_address(address)))
        for address in rules.sitemaps:
            if self._site.has(address):
                yield from (link for link in sitemap_links(self._fetcher, address) if self._site.walks(link.address))

    def _arrived(self, met: Met) -> Item | None:
        """Note the visit; the document as an item, or None where it is not there. One that could only not be had now
        is given as it was last seen."""
        address, answer = met.link.address, met.answer
        known = self._known.get(address)
        item = known.item if known else Item(address, "", "", 0, "", url=address)
        if answer is not None and answer.path is not None:
            name, size, sha256 = file_name(answer), answer.path.stat().st_size, _digest(answer.path)
            item = replace(item, path=str(self._kept(answer.path, name)), name=name, size=size, stamp=sha256)
        elif met.trouble in ("gone", "not-a-document", "off-site", "loop") or not known:
            self._note(met)
            return None
        self._note(met, "" if met.trouble else item.stamp)
        if not met.linked:
            return item
        link = met.link
        return replace(
            item,
            link_text=link.text or item.link_text,
            link_date=link.date or item.link_date,
            found_on=met.found_on,
            published=link.date if link.published else item.published,
        )

    def _note(self, met: Met, sha256: str = "") -> None:
        visit = self._visit(met, sha256)
        self.visits.append(visit)
        self.on_visit(visit)

    def _visit(self, met: Met, sha256: str = "") -> Visit:
        address, answer = met.link.address, met.answer
        given = answer.validators if answer else Validators()
        if answer and answer.unchanged:
            before = self._known[address].validators
            given = Validators(given.etag or before.etag, given.last_modified or before.last_modified)
        return Visit(
            address,
            self._clock.stamp(),
            answer.status or None if answer else None,
            given.etag,
            given.last_modified,
            sha256,
            met.found_on,
            met.trouble,
            met.linked,
        )

    def _kept(self, fetched: Path, name: str) -> Path:
        """The fetched file under its own name, in a folder of its own: a file's name is checked as well."""
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        return fetched.replace(folder / name)


def _emptied(folder: Path) -> Path:
    """The folder, made anew, for its owner alone. Raises InputError."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(mode=0o700, parents=True)
    except OSError as error:
        raise InputError(f"{folder}: cannot be made a folder: {error.strerror}.") from None
    return folder


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
