"""Addresses of a website: their one written form, what belongs to the site, what looks like a document."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote, urldefrag, urljoin

import httpx

from scr_publish.errors import InputError

LONGEST = 2_000
"""Characters of an address that is followed; longer ones are traps or data."""
_PORTS = {"http": 80, "https": 443}


def site_address(text: str) -> httpx.URL:
    """The address that a user named. Raises InputError where it is none, or holds a password."""
    try:
        url = httpx.URL(urldefrag(text.strip()).url)
    except httpx.InvalidURL:
        raise InputError(f"“{text}” is no web address.") from None
    if url.scheme not in _PORTS or not url.host:
        raise InputError(f"“{text}” is no web address: write it as https://example.org/serious-case-reviews.")
    if url.userinfo:
        raise InputError("a web address with a name or password in it is not scanned: the store would keep it.")
    return url


def resolved(link: str, page: str) -> str:
    """The whole address of a link on a page, in its one written form; nothing where it leads to no web page."""
    try:
        url = httpx.URL(urldefrag(urljoin(page, link.strip())).url)
    except (httpx.InvalidURL, ValueError):
        return ""
    if url.scheme not in _PORTS or not url.host or url.userinfo:
        return ""
    written = str(url)
    return written if len(written) <= LONGEST else ""


class Site:
    """What belongs to the site that a user named: its host, with and without `www.`, and hosts named beside it.

    Where the site is encrypted, `secure` turns its own unencrypted addresses into encrypted ones."""

    def __init__(self, start: httpx.URL, also: tuple[str, ...] = (), *, whole: bool = False) -> None:
        self.start = start
        self._hosts = {(_bare(start.host), _port(start))} | {_host_and_port(name) for name in also}
        self._folders = {"/" if whole else _folder(start.path)}

    def has(self, address: str) -> bool:
        """Whether an address belongs to the site. An encrypted site has no unencrypted addresses."""
        url = httpx.URL(address)
        if self.start.scheme == "https" and url.scheme != "https":
            return False
        return (_bare(url.host), _port(url)) in self._hosts

    def secure(self, address: str) -> str:
        """The address, encrypted where the site is."""
        url = httpx.URL(address)
        if self.start.scheme == "https" and url.scheme == "http" and url.port is None:
            return str(url.copy_with(scheme="https"))
        return address

    def walks(self, address: str) -> bool:
        """Whether a page is one to walk on from: the page that the user named, or one below it."""
        path = _folder(httpx.URL(address).path)
        return any(path.startswith(folder) for folder in self._folders)

    def moved(self, address: str) -> None:
        """Take note that the start has moved: what is below its new place is below the start too."""
        self._folders.add(_folder(httpx.URL(address).path))


def _folder(path: str) -> str:
    plain = unquote(path)
    return plain if plain.endswith("/") else f"{plain}/"


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")


def _port(url: httpx.URL) -> int:
    """The port; both default ports count as one, so that a site which moved to https stays the same site."""
    port = url.port or _PORTS[url.scheme]
    return 443 if port == 80 else port


def _host_and_port(name: str) -> tuple[str, int]:
    return _bare((url := site_address(name if "://" in name else f"https://{name}")).host), _port(url)


def last_name(address: str) -> str:
    """The last name of an address's path, as a file name: “child-k.pdf”; nothing where the path has none."""
    return PurePosixPath(unquote(httpx.URL(address).path)).name
