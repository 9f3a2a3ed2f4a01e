"""Help: the way of a draft through the workbench, the keys, what is kept where."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from scr_publish.workbench.web.access import Visiting, settings_of
from scr_publish.workbench.web.rendering import page

router = APIRouter()


@router.get("/help")
def help_page(request: Request, who: Visiting) -> Response:  # noqa: ARG001 - for those who are logged in
    """The help page."""
    return page(request, "help.html", days=settings_of(request).retention_days)
