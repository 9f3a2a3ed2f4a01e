"""Forms that are sent: read in memory up to a limit, and taken only with the token that their page was given.

Starlette's own parser lays files of more than a megabyte in a temporary file as they are; a draft is never on disk
unencrypted for longer than its check, so here they stay in memory."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import AsyncGenerator
from hashlib import sha256

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request

from scr_publish.parsing.limits import MEGABYTE

MAX_FORM_BYTES = 1 * MEGABYTE
"""The largest form without a file. A reason has 2,000 characters at most."""
MAX_FIELDS = 200
MAX_LOCKS = 10_000
"""Fields of a form without a file: a decision about one name has a lock for each of its places."""
STALLED_SECONDS = 30.0
"""How long nothing may come while a form is sent."""
FORM_SECONDS = 10 * 60.0
"""How long a form may take to come: 100 MB over a slow line."""
CSRF_FIELD = "csrf"


class TooLarge(Exception):  # noqa: N818 - it reads as what happened
    """More was sent than the form may hold; `limit` in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class TooSlow(Exception):  # noqa: N818 - it reads as what happened
    """What was sent stopped coming, or took longer than a form may."""


class Malformed(Exception):  # noqa: N818 - it reads as what happened
    """What was sent is no form."""


class Forged(Exception):  # noqa: N818 - it reads as what happened
    """The form's token is not the one that its page was given."""


def csrf_token(cookie: str) -> str:
    """The token of the forms that go with a cookie, which is itself random and secret: nothing need be stored."""
    return hmac.new(cookie.encode(), b"csrf", sha256).hexdigest()


async def read_form(request: Request, cookie: str, limit: int = MAX_FORM_BYTES) -> FormData:
    """The fields and files of a form, each file in memory. `cookie` is the one that its page went with.

    Raises TooLarge as soon as more than `limit` bytes have come, TooSlow, Malformed, and Forged."""
    form = await _parsed(request, limit)
    given = form.get(CSRF_FIELD)
    if not cookie or not isinstance(given, str) or not hmac.compare_digest(given, csrf_token(cookie)):
        await form.close()
        raise Forged
    return form


async def _parsed(request: Request, limit: int) -> FormData:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    stream = _limited(request, limit)
    try:
        if kind == "multipart/form-data":
            parser = MultiPartParser(
                request.headers, stream, max_files=MAX_FIELDS, max_fields=MAX_FIELDS, max_part_size=MAX_FORM_BYTES
            )
            parser.spool_max_size = limit
            return await parser.parse()
        if kind == "application/x-www-form-urlencoded":
            return await FormParser(request.headers, stream, max_fields=MAX_LOCKS).parse()
    except MultiPartException as error:
        raise Malformed from error
    raise Malformed


async def _limited(request: Request, limit: int) -> AsyncGenerator[bytes, None]:
    if int(request.headers.get("content-length") or 0) > limit:
        raise TooLarge(limit)
    length, chunks = 0, aiter(request.stream())
    clock = asyncio.get_running_loop()
    ends = clock.time() + FORM_SECONDS
    while True:
        try:
            async with asyncio.timeout_at(min(clock.time() + STALLED_SECONDS, ends)):
                chunk = await anext(chunks)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise TooSlow from None
        length += len(chunk)
        if length > limit:
            raise TooLarge(limit)
        yield chunk


def text(form: FormData, name: str, default: str = "") -> str:
    """A field's text, without white space at its ends."""
    value = form.get(name, default)
    return value.strip() if isinstance(value, str) else default


def files(form: FormData, name: str) -> list[tuple[str, bytes]]:
    """The files of a field, as name and content; a field that was left empty gives none."""
    chosen = [item for item in form.getlist(name) if isinstance(item, UploadFile) and item.filename]
    return [(_file_name(item.filename or ""), _content(item)) for item in chosen]


def _content(item: UploadFile) -> bytes:
    item.file.seek(0)
    return item.file.read()


def _file_name(name: str) -> str:
    """The last part of a name, whatever the browser's system parts paths with, without control characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable())[:200] or "file"
