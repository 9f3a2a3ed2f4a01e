"""Who is visiting: the session's cookie, and what the pages' functions are given (FastAPI dependencies)."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from scr_publish.workbench.record import Record
from scr_publish.workbench.services import accounts
from scr_publish.workbench.services.actors import Act, Actor, allow
from scr_publish.workbench.settings import Settings
from scr_publish.workbench.web.security.forms import csrf_token, read_form

SESSION_COOKIE = "scr_session"
VISIT_COOKIE = "scr_visit"
"""Ties the log-in form to the browser that it was shown in, before there is a session."""
UPLOADS = 2
"""Uploads at once: each is in memory until it is answered."""
UPLOAD_PATIENCE = 60.0
"""Seconds that a further upload waits for its turn."""
_SAME_SITE: Literal["lax"] = "lax"
"""A link to a review in an e-mail arrives with the session. Nothing is changed by a GET; a POST of another site comes
without the cookie, and is refused for its `Origin` and its missing token besides."""


class UploadsBusy(Exception):  # noqa: N818 - it reads as what happened
    """Others are uploading, and it takes long."""


class LogInNeeded(Exception):  # noqa: N818 - it reads as what happened
    """Nobody is logged in, or the session has ended."""


@dataclass(frozen=True)
class Visit:
    """One request of somebody who is logged in."""

    record: Record
    actor: Actor
    csrf: str


def record_of(request: Request) -> Record:
    """The record that the application works on."""
    record = request.app.state.record
    assert isinstance(record, Record)
    return record


def settings_of(request: Request) -> Settings:
    """The application's settings."""
    settings = request.app.state.settings
    assert isinstance(settings, Settings)
    return settings


def visit(request: Request) -> Visit:
    """The visit of somebody who is logged in. Raises LogInNeeded."""
    token, record, actor = cookie(request, SESSION_COOKIE), record_of(request), session_actor(request)
    if actor is None:
        raise LogInNeeded
    request.state.visit = made = Visit(record, actor, csrf_token(token))
    return made


def session_actor(request: Request) -> Actor | None:
    """Whose session the browser has; None where there is none that lasts."""
    token = cookie(request, SESSION_COOKIE)
    if not token:
        return None
    with record_of(request).reading() as session:
        return accounts.actor_of(session, token)


async def posted(request: Request) -> FormData:
    """The fields of a form without files, of somebody who is logged in. Raises what `read_form` does."""
    return await read_form(request, cookie(request, SESSION_COOKIE))


async def entering(request: Request) -> FormData:
    """The fields of the log-in form. Raises what `read_form` does."""
    return await read_form(request, cookie(request, VISIT_COOKIE))


async def uploaded(request: Request, who: Annotated[Visit, Depends(visit)]) -> AsyncIterator[FormData]:
    """The fields of a form with files, up to the sum of what one version may have. Whether the person may upload at all
    is asked before the first byte is read, and the turn is kept until all is stored. Raises Forbidden, UploadsBusy, and
    what `read_form` does."""
    allow(who.actor, Act.UPLOAD)
    turn: asyncio.Semaphore = request.app.state.uploads
    try:
        async with asyncio.timeout(UPLOAD_PATIENCE):
            await turn.acquire()
    except TimeoutError:
        raise UploadsBusy from None
    try:
        yield await read_form(request, cookie(request, SESSION_COOKIE), settings_of(request).upload_bytes)
    finally:
        turn.release()


Visiting = Annotated[Visit, Depends(visit)]
Posted = Annotated[FormData, Depends(posted)]
Entering = Annotated[FormData, Depends(entering)]
Uploaded = Annotated[FormData, Depends(uploaded)]


def begin_visit(request: Request) -> str:
    """The cookie of a browser in which nobody is logged in yet; a new one where it has none."""
    return cookie(request, VISIT_COOKIE) or secrets.token_urlsafe(32)


def cookie(request: Request, name: str) -> str:
    """A cookie of ours; empty where the browser sent none."""
    return request.cookies.get(cookie_name(settings_of(request), name), "")


def cookie_name(settings: Settings, name: str) -> str:
    """A cookie's name in the browser. With TLS it begins so that no other host or page without TLS can set it (RFC
    6265bis, 4.1.3)."""
    return f"__Host-{name}" if settings.secure else name


def set_cookie(response: Response, settings: Settings, name: str, value: str) -> None:
    """A cookie for this site's own pages, until the browser is closed; no script can read it."""
    response.set_cookie(
        cookie_name(settings, name), value, httponly=True, samesite=_SAME_SITE, secure=settings.secure, path="/"
    )


def delete_cookie(response: Response, settings: Settings, name: str) -> None:
    """Have the browser forget a cookie."""
    response.delete_cookie(
        cookie_name(settings, name), httponly=True, samesite=_SAME_SITE, secure=settings.secure, path="/"
    )
