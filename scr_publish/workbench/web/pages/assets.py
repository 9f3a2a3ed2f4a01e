"""The style, the scripts and the icon."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from scr_publish.workbench.errors import NotFound
from scr_publish.workbench.web.rendering import STATIC, static

router = APIRouter()


@router.get("/static/{digest}/{name}")
def asset(digest: str, name: str) -> Response:  # noqa: ARG001 - the digest is there so that the address changes
    """One of our own files, the same for good at this address."""
    if name not in STATIC:
        raise NotFound("There is no such file.")
    return Response(
        static(name), media_type=STATIC[name], headers={"Cache-Control": "public, max-age=31536000, immutable"}
    )
