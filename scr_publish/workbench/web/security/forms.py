"""Forms that are sent: read in memory up to a limit, and taken only with the token that their page was given.

Starlette's own parser lays files of more than a megabyte in a temporary file as they are; a draft is never on disk
unencrypted for longer than its check, so here they stay in memory."""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator
from hashlib import sha256

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request

from scr_publish.parsing.limits import MEGABYTE

MAX_FORM_BYTES = 1 * MEGABYTE
"""The largest form without a file. A reason has 2,000 characters at most."""
MAX_FIELDS = 200
CSRF_FIELD = "csrf"


class TooLarge(Exception):
    """More was sent than the form may hold; `limit` in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class Malformed(Exception):
    """What was sent is no form."""


class Forged(Exception):
    """The form's token is not the one that its page was given."""


def csrf_token(secret: bytes, session_id: str) -> str:
    """The token of a session's forms: a keyed digest of the session, so that nothing need be stored."""
    return hmac.new(secret, b"csrf\x00" + session_id.encode(), sha256).hexdigest()


async def read_form(request: Request, secret: bytes, session_id: str, limit: int = MAX_FORM_BYTES) -> FormData:
    """The fields and files of a form, each file in memory.

    Raises TooLarge as soon as more than `limit` bytes have come, Malformed, and Forged."""
    form = await _parsed(request, limit)
    given = form.get(CSRF_FIELD)
    if not isinstance(given, str) or not hmac.compare_digest(given, csrf_token(secret, session_id)):
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
            return await FormParser(request.headers, stream).parse()
    except MultiPartException as error:
        raise Malformed from error
    raise Malformed


async def _limited(request: Request, limit: int) -> AsyncIterator[bytes]:
    if int(request.headers.get("content-length") or 0) > limit:
        raise TooLarge(limit)
    length = 0
    async for chunk in request.stream():
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
    return [(_file_name(item.filename or ""), item.file.read()) for item in chosen]


def _file_name(name: str) -> str:
    """The last part of a name, whatever the browser's system parts paths with, without control characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable())[:200] or "file"
