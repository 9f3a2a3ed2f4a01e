"""The way in and out: the one-time token, the log-in page, log-out, one's own password."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from scr_publish.workbench.errors import NotFound, WorkbenchError
from scr_publish.workbench.services import accounts
from scr_publish.workbench.services.actors import Act
from scr_publish.workbench.web.access import (
    SESSION_COOKIE,
    VISIT_COOKIE,
    Posted,
    Visiting,
    begin_visit,
    record_of,
    set_cookie,
    settings_of,
)
from scr_publish.workbench.web.rendering import page
from scr_publish.workbench.web.security.forms import csrf_token, text

router = APIRouter()


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
    if settings_of(request).mode == "single":
        return page(request, "closed.html", 401, refusal="")
    return _log_in(request)


@router.post("/log-in")
def log_in(request: Request, form: Posted) -> Response:
    """Log in with a name and a password. What is refused says no more than it must."""
    settings = settings_of(request)
    if settings.mode != "team":
        raise NotFound("There is no such page.")
    name = text(form, "name")
    made = accounts.log_in(record_of(request), name, str(form.get("password", "")))
    if not made.token:
        return _log_in(request, 401, refusal=made.refusal, name=name)
    answer = RedirectResponse("/", 303)
    set_cookie(answer, settings, SESSION_COOKIE, made.token)
    answer.delete_cookie(VISIT_COOKIE, path="/")
    return answer


@router.post("/log-out")
def log_out(request: Request, who: Visiting, _form: Posted) -> Response:
    """End the session."""
    with who.record.writing() as session:
        accounts.log_out(session, request.cookies[SESSION_COOKIE])
    answer = RedirectResponse("/log-in", 303)
    answer.delete_cookie(SESSION_COOKIE, path="/")
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
        accounts.change_password(who.record, who.actor, str(form.get("old", "")), new)
    except WorkbenchError as error:
        return page(request, "password.html", 422, refusal=str(error), done=False)
    return page(request, "password.html", refusal="", done=True)


def _team_only(request: Request) -> None:
    if settings_of(request).mode != "team":
        raise NotFound("There is no such page.")


def _log_in(request: Request, status: int = 200, refusal: str = "", name: str = "") -> Response:
    cookie = begin_visit(request)
    answer = page(request, "log_in.html", status, refusal=refusal, name=name, form_token=csrf_token(cookie))
    answer.delete_cookie(SESSION_COOKIE, path="/")
    set_cookie(answer, settings_of(request), VISIT_COOKIE, cookie)
    return answer
