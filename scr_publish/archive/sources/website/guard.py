"""Connections go only where the user's own site is: a name that turns out to lead into a private network is refused.

A page on the web can point a scanner at machines which it could not reach itself (server-side request forgery; OWASP
Top 10 2021, A10). Redirects to other sites are not followed at all, so what is left is the site's own name: it is
looked up here, judged, and the connection made to the very address that was judged: no second look-up gives another."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence

import httpx

Lookup = Callable[[str, int], Sequence[str]]
"""A host's name and a port to its numeric addresses."""


class PrivateAddressError(httpx.ConnectError):
    """A site of the public web whose name leads to a private network."""


class GuardedTransport(httpx.BaseTransport):
    """Connects to the addresses of a host that are as public, or as private, as they were when it was first met: a
    site on the web cannot turn into a machine of the council's own network, and a council's own site may be scanned."""

    def __init__(self, inner: httpx.BaseTransport, lookup: Lookup | None = None) -> None:
        self._inner = inner
        self._lookup = lookup or look_up
        self._public: dict[str, bool] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        failed: Exception | None = None
        for address in self.addresses(host, request.url.port or 443):
            pinned = httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,
                extensions=request.extensions | {"sni_hostname": host},
            )
            try:
                return self._inner.handle_request(pinned)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failed = error
        raise failed or httpx.ConnectError(f"{host} has no address")

    def addresses(self, host: str, port: int) -> list[str]:
        """The numeric addresses of a host that may be connected to. Raises PrivateAddressError where none may."""
        found = list(dict.fromkeys(self._lookup(host, port)))
        public = self._public.setdefault(host, any(is_public(address) for address in found))
        allowed = [address for address in found if is_public(address) == public]
        if found and not allowed:
            raise PrivateAddressError(f"{host} leads to a private network now")
        return allowed

    def is_public(self, host: str) -> bool:
        """Whether a host that was met is on the public web."""
        return self._public.get(host, True)

    def close(self) -> None:
        self._inner.close()


def look_up(host: str, port: int) -> list[str]:
    """A host's addresses as the system gives them. Raises httpx.ConnectError where there are none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise httpx.ConnectError(f"{host} is not known") from None
    return [str(entry[4][0]) for entry in found]


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the public web: not this machine, not a private or reserved network."""
    plain = ipaddress.ip_address(address.partition("%")[0])
    inner = plain.ipv4_mapped if isinstance(plain, ipaddress.IPv6Address) else None
    judged = inner or plain
    return judged.is_global and not judged.is_multicast
