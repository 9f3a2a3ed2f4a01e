"""A site's robots.txt (RFC 9309): what may be asked for, and how often."""

from __future__ import annotations

from dataclasses import dataclass

import httpx
from protego import Protego

from scr_publish.archive.sources.website.fetching import Answer, Fetcher, Take
from scr_publish.errors import InputError

AGENT = "scr-publish"
"""The name that a site's rules may use for this program."""
_LARGEST = 512_000
"""RFC 9309, 2.5: a crawler reads at least 500 KiB."""
_PLACE = "/robots.txt"
_REASONS = {
    "slow": "the server does not answer in time",
    "certificate": "its certificate is not valid",
    "private": "the site's name leads to a private network",
    "robots": "the site's robots.txt forbids it to scr-publish",
    "off-site": "it leads to another site; name that one",
    "loop": "it redirects in a circle",
    "too-large": "it is too large",
}


@dataclass(frozen=True)
class Rules:
    """The rules of one host. `delay` is the pause that it asks for, in seconds; 0 where it asks for none."""

    parsed: Protego | None
    delay: float = 0.0
    sitemaps: tuple[str, ...] = ()


class Robots:
    """The rules of the hosts of a site, each read when it is first met. Slows the fetcher to what they ask for."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._rules: dict[str, Rules | None] = {}

    def allows(self, address: str) -> bool:
        """Whether an address may be asked for. A host whose rules cannot be read allows nothing."""
        url = httpx.URL(address)
        if url.path == _PLACE:
            return True
        host = url.netloc.decode("ascii")
        if host not in self._rules:
            try:
                self.read(url)
            except InputError:
                self._rules[host] = None
        rules = self._rules[host]
        return rules is not None and (rules.parsed is None or bool(rules.parsed.can_fetch(address, AGENT)))

    def read(self, url: httpx.URL) -> Rules:
        """Fetch the rules of an address's host. No file means no rules; a server that cannot say forbids everything
        (RFC 9309, 2.3.1.4). Raises InputError then: nothing of the site may be asked for."""
        rules = _read(self._fetcher, str(url.copy_with(path=_PLACE, query=None)))
        self._rules[url.netloc.decode("ascii")] = rules
        self._fetcher.delay = max(self._fetcher.delay, rules.delay)
        return rules


def _read(fetcher: Fetcher, address: str) -> Rules:
    answer = fetcher.get(address, lambda _head: Take(_LARGEST))
    if answer.trouble in ("gone", "forbidden", "loop", "off-site"):
        return Rules(None)
    if answer.trouble == "too-large":
        raise InputError(
            f"{address}: longer than half a megabyte, so that its rules cannot be known. Tell the webmaster."
        )
    if answer.trouble or answer.body is None:
        raise InputError(f"{address}: {why(answer)}. A site whose rules cannot be read is not scanned; try later.")
    parsed = Protego.parse(answer.body.decode("utf-8-sig", "replace").replace("\0", ""))
    rate = parsed.request_rate(AGENT)
    pauses = (parsed.crawl_delay(AGENT) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0)
    return Rules(parsed, max(pauses), tuple(parsed.sitemaps))


def why(answer: Answer) -> str:
    """Why nothing came, for an error message about the site as a whole."""
    if answer.status == httpx.codes.OK and not answer.trouble:
        return "it is neither a page nor a document"
    if answer.status and answer.trouble not in _REASONS:
        return f"the server answers with status {answer.status}"
    return _REASONS.get(answer.trouble or "", "the server cannot be reached")
