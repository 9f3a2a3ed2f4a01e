"""Sitemaps (sitemaps.org, protocol 0.9): lists of a site's addresses with the day on which each last changed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from scr_publish.archive.sources.website.addresses import resolved
from scr_publish.archive.sources.website.fetching import Fetcher, Take
from scr_publish.archive.sources.website.links import Link, first_date

LARGEST = 10_000_000
"""Bytes of a sitemap that are read, unpacked; the protocol allows five times as many."""
_MOST = 50
"""Sitemaps that one index may lead to here."""


def sitemap_links(fetcher: Fetcher, address: str) -> Iterator[Link]:
    """The addresses of a sitemap, and of the sitemaps that an index names. What cannot be read has none."""
    waiting, seen = [address], {address}
    while waiting:
        body = fetcher.get(waiting.pop(0), lambda _: Take(LARGEST)).body
        for is_index, found, day in _entries(body or b"", address):
            if not is_index:
                yield Link(found, "", day)
            elif found not in seen and len(seen) < _MOST:
                seen.add(found)
                waiting.append(found)


def _entries(body: bytes, address: str) -> Iterator[tuple[bool, str, str]]:
    """(is another sitemap, address, day) of each entry."""
    try:
        root = ElementTree.fromstring(_unpacked(body))
    except (ParseError, DefusedXmlException, zlib.error, ValueError):
        return
    for node in root:
        said = {child.tag.rpartition("}")[2]: (child.text or "").strip() for child in node}
        found = resolved(said.get("loc", ""), address)
        if found:
            yield node.tag.endswith("sitemap"), found, first_date(said.get("lastmod", "")[:10])


def _unpacked(body: bytes) -> bytes:
    """A sitemap that was packed with gzip, unpacked as far as the limit."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    return zlib.decompressobj(wbits=31).decompress(body, LARGEST)
