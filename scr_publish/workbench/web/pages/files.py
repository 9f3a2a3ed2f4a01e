"""What can be taken away: the reports on a version, and the files that were sent."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response

from scr_publish.workbench.errors import NotFound, Refused
from scr_publish.workbench.services import trail, versions
from scr_publish.workbench.services.views import FileKind
from scr_publish.workbench.web.access import Visiting

router = APIRouter()

TAKEN = frozenset(FileKind) - {FileKind.TEXT, FileKind.PICTURE, FileKind.CASE}
"""The files that a person may take away. A case file stays: it holds the true names."""


@router.get("/reviews/{review_id}/versions/{version_id}/{kind}")
def download(request: Request, who: Visiting, review_id: str, version_id: str, kind: str, name: str = "") -> Response:
    """One stored file, as a download, which goes on record: nothing of it is opened in the browser as our page."""
    refuse_foreign(request)
    if kind not in {item.value for item in TAKEN}:
        raise NotFound("There is no such file.")
    with who.record.writing() as session:
        version = versions.get_version(session, who.actor, version_id)
        if version.review_id != review_id:
            raise NotFound("There is no such file.")
        found = versions.get_file(session, who.actor, version_id, FileKind(kind), name)
        trail.taken(session, who.actor, review_id, kind, found.data, version.number)
    return attachment(found.data, found.name, "application/octet-stream")


def refuse_foreign(request: Request) -> None:
    """Another site's link, or one in an e-mail on the web, takes no file and leaves no entry. Raises Refused."""
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise Refused("Files are taken from the page of their review: open that, and take it there.")


def attachment(data: bytes, name: str, kind: str) -> Response:
    """A download, with its name as RFC 6266 has it."""
    plain = "".join(c if (c.isascii() and c.isalnum()) or c in "-_. " else "_" for c in name)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(data, media_type=kind, headers={"Content-Disposition": disposition})
