"""The outermost layer: which requests are answered at all, which headers every answer bears, and what is logged.

Sources: OWASP Application Security Verification Standard 4.0.3, sections 13.2 and 14.4; Fetch Metadata Request Headers
(W3C). `Referrer-Policy` is `same-origin`: with `no-referrer` browsers send `Origin: null` from our own forms."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("scr_publish.workbench.access")

POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
        "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
    )
)  # fmt: skip
"""The content security policy: our own files, no script or style in a page, no frame around it."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""What every answer bears."""
NO_STORE = "no-store"
"""`Cache-Control` of every page: a draft is not left in a browser's cache."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""


Crashed = Callable[[Request, Exception], Response]
"""What is answered where the application crashed; it writes the log."""


class Guard:
    """ASGI middleware: refuses a request for another host (DNS rebinding), a form sent from another site (CSRF, the
    first of two lines of defence), and behind a proxy what did not come to it by TLS; adds the headers, and logs
    method, path, status and time, never a query."""

    def __init__(
        self, app: ASGIApp, hosts: Collection[str], *, secure: bool, behind_proxy: bool, crashed: Crashed
    ) -> None:
        self.app = app
        self.behind_proxy = behind_proxy
        self.crashed = crashed
        self.hosts = frozenset(host.casefold() for host in hosts)
        self.secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.monotonic(), 500
        headers = Headers(scope=scope)

        async def send_guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._protect(MutableHeaders(scope=message))
            await send(message)

        try:
            refusal = self.refusal(scope["method"], headers)
            if not refusal and self.behind_proxy and headers.get("x-forwarded-proto", "") != "https":
                await self._without_tls(scope, headers)(scope, receive, send_guarded)
            elif refusal:
                await _plain(send_guarded, *refusal)
            else:
                await self._answered(scope, receive, send_guarded)
        finally:
            taken = 1000 * (time.monotonic() - started)
            log.info("%s %s %d %.0f ms", scope["method"], scope["path"], status, taken)

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The answer of the application, or that it crashed. The error goes no further: the server would log its
        message, which may hold text of a draft."""
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            answer = self.crashed(Request(scope), error)
            if not begun:
                await answer(scope, receive, send)

    def refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        """The status and the words of a refusal, or None where the request is answered."""
        host = headers.get("host", "")
        if host_name(host) not in self.hosts:
            return 400, "This address is not one that the workbench answers to. Start it with --name to add it.\n"
        if method in SAFE:
            return None
        origin = headers.get("origin")
        foreign = origin is not None and urlsplit(origin).netloc.casefold() != host.casefold()
        if foreign or headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return 403, "A form from another site is not accepted.\n"
        return None

    def _without_tls(self, scope: Scope, headers: Headers) -> Response:
        """The answer to what did not come to the proxy by https, or does not say so: no password is taken from it. A
        page is asked for again by https where the proxy says that it was not."""
        if scope["method"] in SAFE and headers.get("x-forwarded-proto") == "http":
            return RedirectResponse(f"https://{headers['host']}{quote(scope['path'])}", 308)
        said = "The workbench is reached by https only, and its proxy must say so: X-Forwarded-Proto: https.\n"
        return PlainTextResponse(said, 403)

    def _protect(self, headers: MutableHeaders) -> None:
        for name, value in HEADERS.items():
            if name != "Content-Security-Policy":
                headers[name] = value
        headers.setdefault("Content-Security-Policy", POLICY)  # a page that is one file has its own, as strict
        headers.setdefault("Cache-Control", NO_STORE)
        if self.secure:
            headers["Strict-Transport-Security"] = "max-age=31536000"


def host_name(host: str) -> str:
    """The name in a `Host` header, without its port: `[::1]:8400` gives `[::1]`."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).casefold()


async def _plain(send: Send, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
