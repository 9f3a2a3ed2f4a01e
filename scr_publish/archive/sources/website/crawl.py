"""The walk over a site's pages to its documents.

From the page that the user named it goes to every page below it, and one step further where the text of such a page
leads (a report often has a page of its own elsewhere on the site); menus and footers are not followed there. Documents
are taken wherever on the site they lie."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from scr_publish.archive.sources.website.addresses import Site
from scr_publish.archive.sources.website.fetching import Answer, Fetcher, Take, Validators
from scr_publish.archive.sources.website.kinds import is_document, is_page, names_document, promises_document
from scr_publish.archive.sources.website.links import Link, page_links
from scr_publish.parsing.limits import MAX_FILE_BYTES

LARGEST_PAGE = 8_000_000
"""Bytes of a page that are read for its links."""


@dataclass(frozen=True)
class Bounds:
    """How far the walk goes: pages, documents, and bytes of one document."""

    pages: int = 500
    documents: int = 5_000
    document_bytes: int = MAX_FILE_BYTES


@dataclass(frozen=True)
class Met:
    """A document's address and what came of asking for it: `answer` is None where it was not asked for any more,
    because the limit was reached. `trouble` is a key of `[troubles]` in website.toml, empty where the document is
    there. `linked` is false where no page leads to it any more."""

    link: Link
    found_on: str
    answer: Answer | None
    trouble: str = ""
    linked: bool = True


@dataclass(frozen=True)
class _Step:
    link: Link
    found_on: str
    leaf: bool


class Crawl:
    """One walk. After it `complete` says whether all was seen that there is: then what was not met is not there."""

    def __init__(
        self,
        site: Site,
        fetcher: Fetcher,
        bounds: Bounds,
        *,
        known: Mapping[str, Validators | None],
        on_page: Callable[[int, int], None] = lambda _pages, _documents: None,
    ) -> None:
        self._site = site
        self._fetcher = fetcher
        self._bounds = bounds
        self._known = known
        self._on_page = on_page
        self._documents_waiting: deque[_Step] = deque()
        self._pages_waiting: deque[_Step] = deque()
        self._met: set[str] = set()
        self._documents: set[str] = set()
        self.pages = 0
        self.complete = True
        self.off_site: dict[str, str] = {}
        """Documents on other sites that pages lead to, each with the page: they were not fetched."""

    def documents(self, start: Answer, listed: Iterable[Link] = ()) -> Iterator[Met]:
        """The documents of the site, as the walk comes to them. `start` is the answer for the first page, `listed` what
        sitemaps name."""
        first = Link(start.address, "", "")
        self._site.moved(start.address)
        self._met |= {start.address, str(self._site.start)}
        yield from self._judge(_Step(first, "", leaf=False), start)
        for link in listed:
            self._queue(link, "", leaf=True)
        # documents first: a walk that reaches its limit of pages has the documents of those that it saw
        while waiting := self._documents_waiting or self._pages_waiting:
            step = waiting.popleft()
            is_known = step.link.address in self._known or names_document(step.link.address)
            if len(self._documents) >= self._bounds.documents and is_known:
                self.complete = False
                yield Met(step.link, step.found_on, None, "limit")
            elif self.pages >= self._bounds.pages and not is_known:
                self.complete = False
            else:
                yield from self._judge(step, self._ask(step.link.address))
        yield from self._not_linked()

    def first(self) -> Answer:
        """The answer for the page, or the document, that the user named."""
        return self._ask(str(self._site.start))

    def _ask(self, address: str) -> Answer:
        def choose(answer: Answer) -> Take:
            if is_document(answer):
                return Take(self._bounds.document_bytes, to_file=True)
            return Take(LARGEST_PAGE) if is_page(answer) and not names_document(address) else Take()

        return self._fetcher.get(address, choose, self._known.get(address))

    def _judge(self, step: _Step, answer: Answer) -> Iterator[Met]:
        """A document, or why there is none; or a page, whose links wait now."""
        address = step.link.address
        promised = names_document(address) or address in self._known
        if answer.path is not None or answer.unchanged:
            self._documents.add(address)
            yield Met(step.link, step.found_on, answer)
        elif answer.trouble:
            if promised or is_document(answer):
                yield Met(step.link, step.found_on, answer, answer.trouble)
            elif answer.trouble not in ("gone", "robots", "forbidden", "off-site"):
                self.complete = False
        elif answer.body is not None:
            self.pages += 1
            self._on_page(self.pages, len(self._documents))
            for link in page_links(answer.body, answer.address):
                self._queue(link, answer.address, leaf=step.leaf)
            if address in self._known:
                yield Met(step.link, step.found_on, answer, "not-a-document")
        elif promised:
            yield Met(step.link, step.found_on, answer, "not-a-document")

    def _queue(self, link: Link, page: str, *, leaf: bool) -> None:
        """Note a link of a page for later, where it is one to follow."""
        address = self._site.secure(link.address)
        if address in self._met:
            return
        wanted = address in self._known or promises_document(address, link.text)
        if not self._site.has(address):
            if names_document(address):
                self.off_site.setdefault(address, page)
            return
        below = self._site.walks(address)
        if wanted or below or not (leaf or link.in_menu):
            self._met.add(address)
            step = _Step(Link(address, link.text, link.date, link.published), page, leaf=not below)
            (self._documents_waiting if wanted else self._pages_waiting).append(step)

    def _not_linked(self) -> Iterator[Met]:
        """What was there before and no page leads to any more: asked for by itself."""
        for address in self._known:
            if address not in self._met:
                link = Link(address, "", "")
                answer = self._ask(address)
                trouble = answer.trouble or ("" if answer.path or answer.unchanged else "not-a-document")
                yield Met(link, "", answer, trouble, linked=False)
