"""A website served on this machine for a test: pages, documents and faults by their path, and a record of all requests."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from scr_publish.archive.clock import Clock

Answering = Callable[["Request"], "Reply"]


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Reply:
    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


class LocalSite:
    """What is at each path. Documents answer conditional requests by their ETag."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply | Answering] = {}
        self.requests: list[Request] = []
        self.address = ""

    def page(self, path: str, body: str, **headers: str) -> None:
        self.replies[path] = Reply(
            f"<!doctype html><html lang=en><title>T</title><body>{body}".encode(), headers=headers
        )

    def document(self, path: str, body: bytes, kind: str = "application/pdf") -> None:
        etag = f'"{hashlib.sha256(body).hexdigest()[:12]}"'

        def answer(request: Request) -> Reply:
            if request.headers.get("if-none-match") == etag:
                return Reply(status=304, headers={"ETag": etag})
            return Reply(body, kind=kind, headers={"ETag": etag, "Last-Modified": "Fri, 03 Jun 2016 10:00:00 GMT"})

        self.replies[path] = answer

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        self.replies[path] = Reply(status=status, headers={"Location": to})

    def broken(self, path: str, status: int = 404, **headers: str) -> None:
        self.replies[path] = Reply(b"<p>Error", status, headers=headers)

    def robots(self, text: str) -> None:
        self.replies["/robots.txt"] = Reply(text.encode(), kind="text/plain")

    def asked(self, path: str) -> int:
        return sum(1 for request in self.requests if request.path == path)

    def reply(self, request: Request) -> Reply:
        self.requests.append(request)
        found = self.replies.get(request.path, Reply(b"<p>Not found", 404))
        return found(request) if callable(found) else found


@contextmanager
def serving(site: LocalSite) -> Iterator[LocalSite]:
    """Serve a site on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            reply = site.reply(Request(self.path, {name.lower(): value for name, value in self.headers.items()}))
            self.send_response(reply.status)
            headers = {"Content-Type": reply.kind, "Content-Length": str(len(reply.body))} | reply.headers
            for name, value in headers.items():
                if value:
                    self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            if reply.status != 304:
                self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign] # a client that hangs up is part of some tests
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class SetClock(Clock):
    """A clock that stands still, and goes on only by what is slept."""

    def __init__(self, now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self.time = now
        self.ticks = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.ticks

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.ticks += seconds
        self.time += timedelta(seconds=seconds)
