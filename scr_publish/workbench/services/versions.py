"""Versions: upload, what the check stored, and the stored files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scr_publish.workbench.record.database import Record, RecordSession
from scr_publish.workbench.services.actors import Actor
from scr_publish.workbench.services.views import FileKind, FileView, FindingView, VersionView


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: its name and its bytes."""

    name: str
    data: bytes


def upload(
    record: Record,
    actor: Actor,
    review_id: str,
    draft: Upload,
    companions: tuple[Upload, ...] = (),
    case: Upload | None = None,
    *,
    passphrase: str = "",
    keep_beside: bool = True,
) -> VersionView:
    """A new version with its check in the queue. Without companions (or a case file) of its own, a version takes those of
    the version before, unless `keep_beside` is false."""


def list_versions(session: RecordSession, actor: Actor, review_id: str) -> list[VersionView]: ...
def get_version(session: RecordSession, actor: Actor, version_id: str) -> VersionView: ...
def check_again(session: RecordSession, actor: Actor, version_id: str) -> VersionView: ...
def list_findings(session: RecordSession, actor: Actor, version_id: str) -> list[FindingView]: ...
def get_finding(session: RecordSession, actor: Actor, version_id: str, finding_id: str) -> FindingView: ...
def assessment(session: RecordSession, actor: Actor, version_id: str) -> dict[str, Any]:
    """The assessment in the published JSON schema, as the check made it."""


def get_file(session: RecordSession, actor: Actor, version_id: str, kind: FileKind, name: str = "") -> FileView:
    """A stored file, decrypted; the first of its kind unless a name is given. Raises NotFound."""


def keep_picture(record: Record, actor: Actor, version_id: str, name: str, data: bytes) -> None:
    """Keep a page's picture, encrypted, so that `get_file(…, FileKind.PICTURE, name)` gives it; deleted with the version."""
