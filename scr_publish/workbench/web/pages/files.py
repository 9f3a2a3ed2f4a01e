"""What can be taken away: the reports on a version, and the files that were sent."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter
from starlette.responses import Response

from scr_publish.workbench.errors import NotFound
from scr_publish.workbench.services import versions
from scr_publish.workbench.services.views import FileKind
from scr_publish.workbench.web.access import Visiting

router = APIRouter()

TAKEN = frozenset(FileKind) - {FileKind.TEXT, FileKind.PICTURE, FileKind.CASE}
"""The files that a person may take away. A case file stays: it holds the true names."""


@router.get("/reviews/{review_id}/versions/{version_id}/{kind}")
def download(who: Visiting, review_id: str, version_id: str, kind: str, name: str = "") -> Response:
    """One stored file, as a download: nothing of it is opened in the browser as a page of ours."""
    if kind not in {item.value for item in TAKEN}:
        raise NotFound("There is no such file.")
    with who.record.reading() as session:
        version = versions.get_version(session, who.actor, version_id)
        if version.review_id != review_id:
            raise NotFound("There is no such file.")
        found = versions.get_file(session, who.actor, version_id, FileKind(kind), name)
    return attachment(found.data, found.name, "application/octet-stream")


def attachment(data: bytes, name: str, kind: str) -> Response:
    """A download, with its name as RFC 6266 has it."""
    plain = "".join(c if (c.isascii() and c.isalnum()) or c in "-_. " else "_" for c in name)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(data, media_type=kind, headers={"Content-Disposition": disposition})
