"""A website as a source of documents: fetched one by one to a private folder, and removed when they are checked."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from scr_publish import __version__
from scr_publish.archive.clock import Clock
from scr_publish.archive.items import Item
from scr_publish.archive.sources.website.addresses import Site, site_address
from scr_publish.archive.sources.website.crawl import Bounds, Crawl, Met
from scr_publish.archive.sources.website.fetching import Fetcher, Limits, Validators
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
    """What the store remembers of a document's last visit. Where `current` is false its content is asked for anew,
    although it may not have changed."""

    sha256: str
    name: str
    size: int
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
    """The documents of a site. `visits` grows as they are met; `complete` says, at the end, whether all was seen.

    Use it as a context manager: what was fetched is removed at its end at the latest."""

    def __init__(
        self,
        address: str,
        options: WebsiteOptions | None = None,
        *,
        known: Mapping[str, Known] | None = None,
        clock: Clock | None = None,
        transport: httpx.BaseTransport | None = None,
        on_page: Callable[[int, int], None] = lambda _pages, _documents: None,
    ) -> None:
        self.options = options or WebsiteOptions()
        self.name = str(site_address(address))
        self.visits: list[Visit] = []
        self.complete = False
        self.off_site: Mapping[str, str] = {}
        self._known = known or {}
        self._clock = clock or Clock()
        self._on_page = on_page
        self._folder = Path(tempfile.mkdtemp(prefix="scr-publish-"))
        self._site = Site(httpx.URL(self.name), self.options.also_hosts, whole=self.options.whole_site)
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

    def items(self) -> Iterator[Item]:
        """The documents that are there, one by one as they come; an item without `path` has not changed since the last
        visit and was not sent again. Raises InputError where the site cannot be scanned at all."""
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
            if item := self._item(met):
                yield item
        self.complete, self.off_site = crawl.complete, crawl.off_site

    def release(self, item: Item) -> None:
        """Remove what was fetched for an item: it has been checked."""
        if item.path:
            Path(item.path).unlink(missing_ok=True)
            Path(item.path).parent.rmdir()

    def _listed(self, rules: Rules) -> Iterator[Link]:
        """What sitemaps list: all of those that the user named, and what lies below the start of those that the site
        names in its robots.txt."""
        for address in self.options.sitemaps:
            yield from sitemap_links(self._fetcher, str(site_address(address)))
        for address in rules.sitemaps:
            if self._site.has(address):
                yield from (link for link in sitemap_links(self._fetcher, address) if self._site.walks(link.address))

    def _item(self, met: Met) -> Item | None:
        """The document as an item, noted as a visit; None where it is not there."""
        address = met.link.address
        known, answer = self._known.get(address), met.answer
        path, sha256, name, size = "", "", "", 0
        if answer is not None and answer.path is not None:
            sha256, name, size = _digest(answer.path), file_name(answer), answer.path.stat().st_size
            path = str(self._kept(answer.path, name))
        elif answer is not None and answer.unchanged and known:
            sha256, name, size = known.sha256, known.name, known.size
        validators = answer.validators if answer else Validators()
        if answer and answer.unchanged and known:
            validators = Validators(
                validators.etag or known.validators.etag, validators.last_modified or known.validators.last_modified
            )
        self.visits.append(
            Visit(
                address,
                self._clock.now().isoformat(),
                answer.status or None if answer else None,
                validators.etag,
                validators.last_modified,
                sha256,
                met.found_on,
                met.trouble,
                met.linked,
            )
        )
        if not sha256:
            return None
        link = met.link
        return Item(
            address,
            name,
            path,
            size,
            sha256,
            url=address,
            link_text=link.text,
            link_date=link.date,
            found_on=met.found_on,
            published=link.date if link.published else "",
        )

    def _kept(self, fetched: Path, name: str) -> Path:
        """The fetched file under its own name, in a folder of its own: a file's name is checked as well."""
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        return fetched.replace(folder / name)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
