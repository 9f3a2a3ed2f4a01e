"""The stored files of a version: sealed on the way in, opened on the way out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from scr_publish.workbench.errors import NotFound
from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.record.files import FileStore
from scr_publish.workbench.record.models import StoredFile, new_id
from scr_publish.workbench.record.vault import Box
from scr_publish.workbench.services import rows
from scr_publish.workbench.services.actors import Act, Actor, allow
from scr_publish.workbench.services.views import FileKind, FileView


@dataclass(frozen=True)
class Staged:
    """A file that is on the disk, sealed, and waits for its row."""

    id: str
    kind: FileKind
    position: int
    name: str
    sha256: str
    size: int


def stage(store: FileStore, box: Box, kind: FileKind, name: str, data: bytes, position: int = 0) -> Staged:
    """Seal a file and write it to the disk, outside a transaction. `place` or `FileStore.unstage` must follow."""
    file_id = new_id()
    store.stage(file_id, box.seal(data, f"file:{file_id}"))
    return Staged(file_id, kind, position, name, hashlib.sha256(data).hexdigest(), len(data))


def place(session: RecordSession, version_id: str, box: Box, staged: Iterable[Staged]) -> None:
    """Give staged files their rows and their names, inside the transaction."""
    for item in staged:
        session.add(
            StoredFile(
                id=item.id,
                version_id=version_id,
                kind=item.kind,
                position=item.position,
                name=box.seal_text(item.name, f"file.name:{item.id}"),
                sha256=item.sha256,
                size=item.size,
            )
        )
        session.record.files.place(item.id)


def stored(session: RecordSession, version_id: str, kind: FileKind) -> list[FileView]:
    """Every file of one kind of a version, opened, in order. Whoever calls has checked what the actor may see."""
    version = rows.version_row(session, version_id)
    box = session.box(version.key_id)
    found = session.scalars(_of_kind(version_id, kind))
    return [_view(session, box, item) for item in found]


def get_file(session: RecordSession, actor: Actor, version_id: str, kind: FileKind, name: str = "") -> FileView:
    """A stored file, opened; the first of its kind unless a name is given. Raises NotFound."""
    allow(actor, Act.READ)
    version = rows.version_row(session, version_id)
    box = session.box(version.key_id)
    for item in session.scalars(_of_kind(version_id, kind)):
        if not name or box.open_text(item.name, f"file.name:{item.id}") == name:
            return _view(session, box, item)
    raise NotFound("There is no such file.")


def assessment(session: RecordSession, actor: Actor, version_id: str) -> dict[str, Any]:
    """The assessment in the published JSON schema, as the check made it. Raises NotFound before the check has ended."""
    made: dict[str, Any] = json.loads(get_file(session, actor, version_id, FileKind.ASSESSMENT).data)
    return made


def _of_kind(version_id: str, kind: FileKind) -> Any:
    return (
        select(StoredFile)
        .where(StoredFile.version_id == version_id, StoredFile.kind == kind, StoredFile.deleted_at.is_(None))
        .order_by(StoredFile.position)
    )


def _view(session: RecordSession, box: Box, item: StoredFile) -> FileView:
    return FileView(
        kind=FileKind(item.kind),
        name=box.open_text(item.name, f"file.name:{item.id}"),
        data=box.open(session.record.files.read(item.id), f"file:{item.id}"),
        sha256=item.sha256,
    )
