"""The Archive page: the dashboard of the scans of published reports, with a way back and its tables to take away.

The page is the dashboard's own, one file with its own content security policy. It is made again only when the store
has changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from scr_publish.archive.dashboard import dashboard, page_policy, spreadsheet, table
from scr_publish.workbench.errors import NotFound
from scr_publish.workbench.services import trail
from scr_publish.workbench.services.actors import Act, allow
from scr_publish.workbench.web.access import Visiting, settings_of
from scr_publish.workbench.web.pages.files import attachment, refuse_foreign

router = APIRouter()

LINKS = {
    "Back to the reviews": "/reviews",
    "All tables (XLSX)": "/archive/archive.xlsx",
    "Reports (CSV)": "/archive/reports.csv",
}
"""What stands above the dashboard: words and addresses."""
SUBJECT = "archive"
"""What the audit trail says that a file was taken of."""


@dataclass
class Shown:
    """The page of a store as it was last made, and the state of the store's files at that time."""

    state: tuple[tuple[int, int], ...] = ()
    html: str = ""
    lock: Lock = field(default_factory=Lock)

    def page(self, store: Path) -> str:
        """The page, made once for each state of the store. Raises InputError where the path is no store."""
        with self.lock:
            state = _state(store)
            if not self.html or state != self.state:
                self.html, self.state = dashboard(store, links=LINKS), state
            return self.html


def _state(store: Path) -> tuple[tuple[int, int], ...]:
    """Time and size of the store and of its journal, which holds what a running scan has written."""
    found = []
    for path in (store, store.with_name(store.name + "-wal")):
        try:
            status = path.stat()
        except OSError:
            found.append((0, 0))
        else:
            found.append((status.st_mtime_ns, status.st_size))
    return tuple(found)


@router.get("/archive")
def archive_page(request: Request, who: Visiting) -> Response:
    """The dashboard."""
    store = _store(request, who)
    shown: Shown = request.app.state.archive
    policy = f"{page_policy()}; frame-ancestors 'none'"
    return HTMLResponse(shown.page(store), headers={"Content-Security-Policy": policy})


@router.get("/archive/archive.xlsx")
def workbook(request: Request, who: Visiting) -> Response:
    """All tables as a workbook, as a download, which goes on record."""
    return _taken(request, who, "archive.xlsx", spreadsheet(_store(request, who)))


@router.get("/archive/reports.csv")
def reports(request: Request, who: Visiting) -> Response:
    """The reports, worst first, as a download, which goes on record."""
    return _taken(request, who, "reports.csv", table(_store(request, who)).encode())


def _store(request: Request, who: Visiting) -> Path:
    """The store that the workbench shows. Raises Forbidden, and NotFound where it shows none."""
    allow(who.actor, Act.READ)
    store = settings_of(request).archive
    if store is None:
        raise NotFound("This workbench shows no archive. Start it with --archive and the store of a scan.")
    return store


def _taken(request: Request, who: Visiting, name: str, data: bytes) -> Response:
    refuse_foreign(request)
    with who.record.writing() as session:
        trail.taken(session, who.actor, SUBJECT, name, data)
    return attachment(data, name, "application/octet-stream")
