"""The application: settings and an opened record in, a web application (ASGI) out."""

from __future__ import annotations

import asyncio
import logging
from threading import BoundedSemaphore

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from scr_publish.errors import ScrPublishError
from scr_publish.workbench.errors import Conflict, Forbidden, NotFound, RecordError, Refused
from scr_publish.workbench.pictures.copies import remove_left
from scr_publish.workbench.pictures.drawn import Busy, Pictures
from scr_publish.workbench.record import Record
from scr_publish.workbench.settings import Settings
from scr_publish.workbench.web.access import UPLOADS, LogInNeeded, UploadsBusy
from scr_publish.workbench.web.pages import ROUTERS
from scr_publish.workbench.web.pages.archive import Shown
from scr_publish.workbench.web.rendering import megabytes, page
from scr_publish.workbench.web.security.forms import Forged, Malformed, TooLarge, TooSlow
from scr_publish.workbench.web.security.guard import Guard

log = logging.getLogger("scr_publish.workbench")

LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")
"""The names by which a browser on this machine reaches it."""
PASSWORDS = 2
"""Passwords that are digested at once."""


def create_app(settings: Settings, record: Record) -> FastAPI:
    """The workbench as a web application on an opened record, which stays open. Checks are run by a `Runner`, which is
    whoever calls this one's to start."""
    app = FastAPI(title="scr-publish", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.settings, app.state.record = settings, record
    app.state.pictures = Pictures()
    app.state.archive = Shown()
    remove_left(record.id)
    app.state.uploads = asyncio.Semaphore(UPLOADS)
    app.state.passwords = BoundedSemaphore(PASSWORDS)
    for router in ROUTERS:
        app.include_router(router)
    _answer_errors(app)
    names = {*LOCAL_NAMES, *settings.names, _bracketed(settings.host)}
    app.add_middleware(Guard, hosts=names, secure=settings.secure, behind_proxy=settings.behind_proxy, crashed=_crashed)
    return app


def _bracketed(host: str) -> str:
    """A host as the `Host` header has it: an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host else host


_ANSWERS: dict[type[Exception], tuple[int, str]] = {
    Forbidden: (403, "That is not for your role"),
    NotFound: (404, "Not found"),
    Conflict: (409, "Somebody else was faster"),
    Refused: (409, "That cannot be done now"),
    RecordError: (500, "The record cannot be read"),
    ScrPublishError: (422, "That did not work"),
    Busy: (503, "The workbench is busy"),
    UploadsBusy: (503, "Others are uploading"),
    TooSlow: (408, "That took too long to come"),
    Forged: (403, "This page has been open too long"),
    Malformed: (400, "The form could not be read"),
}
"""The status of each error, and the heading of its page."""
_SAID = {
    Busy: "Others are waiting for pages too. Load the page again in a moment.",
    UploadsBusy: "Nothing was stored. Go back and send it again in a few minutes.",
    TooSlow: "Nothing was stored. Go back and send it again.",
    RecordError: "The database did not answer, or the record is damaged. The workbench's log says more.",
    Forged: "Nothing was changed. Go back, load the page again and repeat what you did.",
    Malformed: "Nothing was changed. Go back, load the page again and repeat what you did.",
}
"""What the pages say of errors that have no sentence of their own."""
_PLAIN = {
    400: ("The request could not be read", "Nothing was changed."),
    404: ("Not found", "There is no such page. The link may be old."),
    405: ("That cannot be done here", "The address is right, but not for this."),
    422: ("The address is not complete", "A part of the address is missing or is not what it should be."),
}


def _answer_errors(app: FastAPI) -> None:
    from fastapi.exceptions import RequestValidationError

    async def known(request: Request, error: Exception) -> Response:
        kind = next(kind for kind in _ANSWERS if isinstance(error, kind))
        status, title = _ANSWERS[kind]
        if kind is RecordError:  # it may name the database's host and user, and people who are not logged in see it
            log.error("%s %s: %s", request.method, request.url.path, error)
        return page(request, "error.html", status, title=title, said=_SAID.get(kind) or str(error))

    async def too_large(request: Request, error: Exception) -> Response:
        assert isinstance(error, TooLarge)
        said = (
            f"Together the files may have {megabytes(error.limit)}. Nothing was stored. Word can make pictures smaller."
        )
        answer = page(request, "error.html", 413, title="That is too large", said=said)
        answer.headers["Connection"] = "close"
        return answer

    async def log_in_needed(request: Request, _error: Exception) -> Response:
        if request.url.path.endswith((".json", ".png")):
            return Response(status_code=401)
        return RedirectResponse("/log-in", 303)

    async def plain(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 422
        title, said = _PLAIN.get(status, ("That did not work", "Nothing was changed."))
        return page(request, "error.html", status, title=title, said=said)

    for kind in _ANSWERS:
        app.add_exception_handler(kind, known)
    app.add_exception_handler(TooLarge, too_large)
    app.add_exception_handler(LogInNeeded, log_in_needed)
    app.add_exception_handler(HTTPException, plain)
    app.add_exception_handler(RequestValidationError, plain)


def _crashed(request: Request, error: Exception) -> Response:
    """The page for an error of our own. The log has its kind and place."""
    log.error("%s %s: %s at %s", request.method, request.url.path, type(error).__name__, _place(error))
    said = "The workbench met an error of its own. The log says where, without text of a draft."
    return page(request, "error.html", 500, title="Something went wrong", said=said)


def _place(error: BaseException) -> str:
    """The file and line where it happened: never the message, which may hold text of a document."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else "?"
