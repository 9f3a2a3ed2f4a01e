"""Who is visiting: the session's cookie, and what the pages' functions are given (FastAPI dependencies)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Annotated

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
    token = request.cookies.get(SESSION_COOKIE, "")
    record = record_of(request)
    if not token:
        raise LogInNeeded
    with record.reading() as session:
        actor = accounts.actor_of(session, token)
    if actor is None:
        raise LogInNeeded
    request.state.visit = made = Visit(record, actor, csrf_token(token))
    return made


async def posted(request: Request) -> FormData:
    """The fields of a form without files. Raises what `read_form` does."""
    return await read_form(request, _cookie(request))


async def uploaded(request: Request, who: Annotated[Visit, Depends(visit)]) -> FormData:
    """The fields of a form with files, up to the sum of what one version may have. Whether the person may upload at all
    is asked before the first byte is read. Raises Forbidden, and what `read_form` does."""
    allow(who.actor, Act.UPLOAD)
    settings = settings_of(request)
    async with request.app.state.uploads:
        return await read_form(request, _cookie(request), settings.upload_bytes)


def _cookie(request: Request) -> str:
    return request.cookies.get(SESSION_COOKIE) or request.cookies.get(VISIT_COOKIE, "")


Visiting = Annotated[Visit, Depends(visit)]
Posted = Annotated[FormData, Depends(posted)]
Uploaded = Annotated[FormData, Depends(uploaded)]


def begin_visit(request: Request) -> str:
    """The cookie of a browser in which nobody is logged in yet; a new one where it has none."""
    return request.cookies.get(VISIT_COOKIE, "") or secrets.token_urlsafe(32)


def set_cookie(response: Response, settings: Settings, name: str, value: str) -> None:
    """A cookie for this site's own pages, until the browser is closed; no script can read it."""
    response.set_cookie(name, value, httponly=True, samesite="strict", secure=settings.secure, path="/")
