"""The way in and out: the one-time token, the log-in page, log-out, one's own password."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from scr_publish.workbench.errors import NotFound, Refused, WorkbenchError
from scr_publish.workbench.services import accounts
from scr_publish.workbench.services.actors import Act
from scr_publish.workbench.web.access import (
    SESSION_COOKIE,
    VISIT_COOKIE,
    Entering,
    Posted,
    Visiting,
    begin_visit,
    cookie,
    delete_cookie,
    record_of,
    session_actor,
    set_cookie,
    settings_of,
)
from scr_publish.workbench.web.rendering import page
from scr_publish.workbench.web.security.forms import csrf_token, text

router = APIRouter()
PASSWORD_PATIENCE = 10.0
"""Seconds that somebody who logs in waits for their turn."""


@router.get("/")
def home(who: Visiting) -> Response:
    """The page that somebody works on: reviews, or accounts for an administrator."""
    return RedirectResponse("/reviews" if who.actor.may(Act.READ) else "/accounts", 303)


@router.get("/enter")
def enter(request: Request, token: str = "") -> Response:
    """Single-user mode: the token that the terminal showed opens a session once, and the address without it follows."""
    settings = settings_of(request)
    if settings.mode != "single":
        raise NotFound("There is no such page.")
    made = accounts.redeem(record_of(request), token)
    if not made.token:
        return page(request, "closed.html", 403, refusal=made.refusal)
    answer = RedirectResponse("/", 303)
    set_cookie(answer, settings, SESSION_COOKIE, made.token)
    return answer


@router.get("/log-in")
def log_in_page(request: Request) -> Response:
    """The log-in page; in single-user mode, where the way in is."""
    if session_actor(request) is not None:
        return RedirectResponse("/", 303)
    if settings_of(request).mode == "single":
        return page(request, "closed.html", 401, refusal="")
    return _log_in(request)


@router.post("/log-in")
def log_in(request: Request, form: Entering) -> Response:
    """Log in with a name and a password. What is refused says no more than it must."""
    settings = settings_of(request)
    if settings.mode != "team":
        raise NotFound("There is no such page.")
    name = text(form, "name")
    with _digesting(request):
        made = accounts.log_in(record_of(request), name, str(form.get("password", "")))
    if not made.token:
        return _log_in(request, 401, refusal=made.refusal, name=name)
    answer = RedirectResponse("/", 303)
    set_cookie(answer, settings, SESSION_COOKIE, made.token)
    delete_cookie(answer, settings, VISIT_COOKIE)
    return answer


@router.post("/log-out")
def log_out(request: Request, who: Visiting, _form: Posted) -> Response:
    """End the session."""
    with who.record.writing() as session:
        accounts.log_out(session, cookie(request, SESSION_COOKIE))
    answer = RedirectResponse("/log-in", 303)
    delete_cookie(answer, settings_of(request), SESSION_COOKIE)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@router.get("/password")
def password_page(request: Request, who: Visiting) -> Response:  # noqa: ARG001 - for those who are logged in
    """The page on which somebody changes their own password."""
    _team_only(request)
    return page(request, "password.html", refusal="", done=False)


@router.post("/password")
def change_password(request: Request, who: Visiting, form: Posted) -> Response:
    """Change one's own password."""
    _team_only(request)
    new = str(form.get("new", ""))
    if new != str(form.get("again", "")):
        return page(request, "password.html", 422, refusal="The two new passwords are not the same.", done=False)
    try:
        with _digesting(request):
            accounts.change_password(who.record, who.actor, str(form.get("old", "")), new)
    except WorkbenchError as error:
        return page(request, "password.html", 422, refusal=str(error), done=False)
    return page(request, "password.html", refusal="", done=True)


def _team_only(request: Request) -> None:
    if settings_of(request).mode != "team":
        raise NotFound("There is no such page.")


@contextmanager
def _digesting(request: Request) -> Iterator[None]:
    """A turn for digesting a password, which takes 64 MB: anybody on the network can ask for it. Raises Refused."""
    turn: BoundedSemaphore = request.app.state.passwords
    if not turn.acquire(timeout=PASSWORD_PATIENCE):
        raise Refused("Too many people are logging in at once: try again in a moment.")
    try:
        yield
    finally:
        turn.release()


def _log_in(request: Request, status: int = 200, refusal: str = "", name: str = "") -> Response:
    made = begin_visit(request)
    answer = page(request, "log_in.html", status, refusal=refusal, name=name, form_token=csrf_token(made))
    set_cookie(answer, settings_of(request), VISIT_COOKIE, made)
    return answer
