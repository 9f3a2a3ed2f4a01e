"""One address at a time from one site: paced, conditional, bounded in size and time, and never off the site.

What HTTP asks for: RFC 9110 (status, conditional requests, Retry-After)."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO, Literal

import httpx

from scr_publish.archive.clock import Clock
from scr_publish.archive.sources.website.addresses import Site, resolved
from scr_publish.archive.sources.website.guard import GuardedTransport, PrivateAddressError

Trouble = Literal[
    "gone", "forbidden", "server", "slow", "unreachable", "certificate", "too-large", "off-site", "loop", "robots",
    "private",
]  # fmt: skip
"""Why an address gave nothing; `website.toml` has the words."""

_REDIRECTS = (301, 302, 303, 307, 308)
_AGAIN = (429, 500, 502, 503, 504)
_GONE = (404, 410)
_CHUNK = 65_536


@dataclass(frozen=True)
class Validators:
    """What a server gave with a document, to ask whether it has changed (RFC 9110, 8.8)."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True)
class Take:
    """How much of an answer to read, in bytes, and whether into a file of its own; nothing for 0 bytes."""

    most: int = 0
    to_file: bool = False


@dataclass(frozen=True)
class Answer:
    """What came of one request. `status` is 0 where no server answered. `address` is where redirects led. The content
    is in `body` or, in a file, at `path`; both are None where nothing was to be read or there was `trouble`."""

    address: str
    status: int = 0
    kind: str = ""
    headers: httpx.Headers = field(default_factory=httpx.Headers)
    body: bytes | None = None
    path: Path | None = None
    trouble: Trouble | None = None

    @property
    def unchanged(self) -> bool:
        return self.status == httpx.codes.NOT_MODIFIED

    @property
    def validators(self) -> Validators:
        return Validators(self.headers.get("etag", ""), self.headers.get("last-modified", ""))


@dataclass(frozen=True)
class Limits:
    """What one request may cost, in seconds; `tries` counts the first one; `longest_wait` bounds a server's
    Retry-After."""

    connect: float = 10
    read: float = 30
    whole: float = 180
    tries: int = 3
    redirects: int = 5
    longest_wait: float = 120


Choose = Callable[[Answer], Take]
"""From an answer's head, how much of it to read."""


class Fetcher:
    """The only door to the network. `delay` seconds pass between the end of one request and the next, a failed one is
    tried again after growing pauses, and `allowed` (the site's robots.txt) is asked before each."""

    def __init__(
        self,
        site: Site,
        *,
        user_agent: str,
        delay: float,
        folder: Path,
        clock: Clock,
        limits: Limits | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.site = site
        self.delay = delay
        self.requests = 0
        self.allowed: Callable[[str], bool] = lambda _address: True
        self._limits = limits or Limits()
        self._folder = folder
        self._clock = clock
        self._last: float | None = None
        self.guard = GuardedTransport(transport or httpx.HTTPTransport(verify=True))
        self._client = httpx.Client(
            transport=self.guard,
            headers={"User-Agent": user_agent, "Accept-Language": "en-GB,en"},
            timeout=httpx.Timeout(self._limits.read, connect=self._limits.connect),
            follow_redirects=False,
        )

    def close(self) -> None:
        self._client.close()

    def get(self, address: str, choose: Choose, validators: Validators | None = None) -> Answer:
        """Ask for an address, follow its redirects within the site, and read as much as `choose` says. Never raises
        for what a server does: that is the answer's `trouble`."""
        headers = validators.headers() if validators else {}
        seen = {address}
        while True:
            if not self.site.has(address):
                return Answer(address, trouble="off-site")
            if not self.allowed(address):
                return Answer(address, trouble="robots")
            answer = self._with_patience(address, headers, choose)
            if answer.trouble or answer.status not in _REDIRECTS:
                return answer
            target = resolved(answer.headers.get("location", ""), address)
            if not target or target in seen or len(seen) > self._limits.redirects:
                return replace(answer, trouble="loop")
            seen.add(target)
            address = target

    def _with_patience(self, address: str, headers: dict[str, str], choose: Choose) -> Answer:
        """One address, asked for again where the server is busy or the line broke."""
        for number in range(1, self._limits.tries + 1):
            self._wait()
            answer = self._once(address, headers, choose)
            self._last = self._clock.monotonic()
            passing = answer.status in _AGAIN or answer.trouble in ("slow", "unreachable")
            if not passing or number == self._limits.tries:
                return answer
            self._clock.sleep(self._pause(answer, number))
        raise AssertionError("tries is at least 1")

    def _wait(self) -> None:
        if self._last is not None:
            left = self._last + self.delay - self._clock.monotonic()
            if left > 0:
                self._clock.sleep(left)

    def _pause(self, answer: Answer, number: int) -> float:
        asked = _retry_after(answer.headers.get("retry-after", ""), self._clock.now())
        return min(max(asked, max(self.delay, 1.0) * 2 ** (number - 1)), self._limits.longest_wait)

    def _once(self, address: str, headers: dict[str, str], choose: Choose) -> Answer:
        self.requests += 1
        try:
            with self._client.stream("GET", address, headers=headers) as response:
                return self._read(address, response, choose)
        except PrivateAddressError:
            return Answer(address, trouble="private")
        except httpx.TimeoutException:
            return Answer(address, trouble="slow")
        except httpx.ConnectError as error:
            return Answer(address, trouble="certificate" if "CERTIFICATE" in str(error).upper() else "unreachable")
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError):
            return Answer(address, trouble="unreachable")

    def _read(self, address: str, response: httpx.Response, choose: Choose) -> Answer:
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        answer = Answer(address, response.status_code, kind, response.headers, trouble=_trouble(response.status_code))
        if answer.trouble or answer.status != httpx.codes.OK:
            return answer
        take = choose(answer)
        if not take.most:
            return answer
        if _number(response.headers.get("content-length", "")) > take.most:
            return replace(answer, trouble="too-large")
        if not take.to_file:
            memory = io.BytesIO()
            trouble = self._copy(response, memory, take.most)
            return replace(answer, trouble=trouble) if trouble else replace(answer, body=memory.getvalue())
        with _new_file(self._folder) as file:
            if trouble := self._copy(response, file, take.most):
                Path(file.name).unlink()
                return replace(answer, trouble=trouble)
            return replace(answer, path=Path(file.name))

    def _copy(self, response: httpx.Response, out: IO[bytes], most: int) -> Trouble | None:
        """Write the content to a file. A server that sends a byte a minute is stopped by the time for the whole."""
        end = self._clock.monotonic() + self._limits.whole
        size = 0
        for piece in response.iter_bytes(_CHUNK):
            size += len(piece)
            if size > most:
                return "too-large"
            if self._clock.monotonic() > end:
                return "slow"
            out.write(piece)
        return None


@contextmanager
def _new_file(folder: Path) -> Iterator[IO[bytes]]:
    """A new file of its own in the folder; it is gone where the transfer breaks off."""
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        try:
            yield file
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _trouble(status: int) -> Trouble | None:
    if status in _GONE:
        return "gone"
    if status in (401, 403, 451):
        return "forbidden"
    if status in _AGAIN or status >= 500:
        return "server"
    return "gone" if 400 <= status < 500 else None


def _retry_after(text: str, now: datetime) -> float:
    """The seconds of a Retry-After header, in either of its forms; 0 where there is none (RFC 9110, 10.2.3)."""
    if text.isdecimal():
        return _number(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (TypeError, ValueError):
        return 0.0


def _number(text: str) -> float:
    return float(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0.0
