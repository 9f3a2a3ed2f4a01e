"""Upload: a new version of a report, with its companions and case file, and its check in the queue."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sqlalchemy import select

from scr_publish.config.case import read_case
from scr_publish.config.encryption import SUFFIX, decrypt, is_encrypted
from scr_publish.errors import ConfigError, UnreadableError
from scr_publish.parsing.sniffing import format_of
from scr_publish.workbench.errors import Refused
from scr_publish.workbench.jobs import queue
from scr_publish.workbench.record import audit
from scr_publish.workbench.record.database import Record, RecordSession
from scr_publish.workbench.record.models import StoredFile, Version, now
from scr_publish.workbench.record.vault import Box, new_key
from scr_publish.workbench.services import rows
from scr_publish.workbench.services.actors import Act, Actor, allow
from scr_publish.workbench.services.versions import files
from scr_publish.workbench.services.versions.reading import version_view
from scr_publish.workbench.services.views import FileKind, VersionStatus, VersionView
from scr_publish.workbench.settings import MEGABYTE, Settings

_NAME_BYTES = 200
"""Of a file's name, in UTF-8: file systems take 255, and programs add to it."""
_opening = threading.Lock()
"""One encrypted case file at a time is opened: each may take a gigabyte for its passphrase."""


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
    """A new version, with its check in the queue.

    Args:
        record: the record.
        actor: who uploads.
        review_id: the review that it is a version of.
        draft: the report.
        companions: what belongs to it; without any, those of the version before, unless `keep_beside` is false.
        case: the Board's case file, encrypted or not; without one, as with companions.
        passphrase: opens an encrypted case file.
        keep_beside: whether companions and case file carry over.

    Raises:
        Refused: a file is empty, too large, of a kind that holds no report, or is no case file; or those of the version
            before, which are to be kept, have been deleted.
        NotFound: there is no such review.
    """
    allow(actor, Act.UPLOAD)
    with record.reading() as session:
        rows.review_row(session, review_id)
        before = rows.latest_version(session, review_id)
        if keep_beside and before and before.deleted_at and not (companions or case) and _had_beside(session, before):
            raise Refused(
                f"The case file and companions of version {before.number} have been deleted: send them again, "
                "or say that this version has none."
            )
        if keep_beside and before and not before.deleted_at:
            companions = companions or _kept(session, before, FileKind.COMPANION)
            case = case or next(iter(_kept(session, before, FileKind.CASE)), None)
    return store(record, actor, lambda _: review_id, draft, companions, case, passphrase)


def store(
    record: Record,
    actor: Actor,
    review_of: Callable[[RecordSession], str],
    draft: Upload,
    companions: tuple[Upload, ...],
    case: Upload | None,
    passphrase: str,
) -> VersionView:
    """Store what was sent, once it has been found fit, as a version of the review that `review_of` gives within the
    transaction. Raises as `upload` does."""
    _refuse_what_is_too_much(record.settings, draft, companions, case)
    for item in (draft, *companions):
        _refuse_another_kind(item)
    if case:
        case = _opened_case(case, passphrase)
    key = new_key()
    box = Box(key)
    staged: list[files.Staged] = []
    try:
        for kind, position, item in _all(draft, companions, case):
            staged.append(files.stage(record.files, box, kind, _shown_name(item.name), item.data, position))
        with record.writing() as session:
            return _stored(session, actor, review_of(session), key, staged)
    finally:
        for file in staged:
            record.files.unstage(file.id)


def check_again(session: RecordSession, actor: Actor, version_id: str) -> VersionView:
    """Put a version whose check failed back in the queue. Raises Refused where it did not fail."""
    allow(actor, Act.UPLOAD)
    row = rows.version_row(session, version_id)
    if row.status != VersionStatus.FAILED:
        raise Refused("Only a check that failed can be tried again; upload the draft for a new one.")
    row.status, row.failure, row.last_used_at = VersionStatus.WAITING, None, now()
    queue.add(session, row.id, actor.id)
    audit.append(session, actor, "version.check_again", row.review_id, version=row.number)
    return version_view(session, row)


def _stored(
    session: RecordSession, actor: Actor, review_id: str, key: bytes, staged: list[files.Staged]
) -> VersionView:
    review = rows.review_row(session, review_id)
    key_id, box = session.new_box(key)
    draft = staged[0]
    row = Version(
        review_id=review.id,
        number=rows.version_count(session, review.id) + 1,
        key_id=key_id,
        sha256=draft.sha256,
        size=draft.size,
        uploaded_by=actor.id,
        status=VersionStatus.WAITING,
        counts={},
    )
    session.add(row)
    session.flush()
    row.name = box.seal_text(draft.name, f"version.name:{row.id}")
    files.place(session, row.id, box, staged)
    queue.add(session, row.id, actor.id)
    audit.append(
        session,
        actor,
        "version.uploaded",
        review.id,
        version=row.number,
        sha256=row.sha256,
        size=row.size,
        beside=[{"kind": item.kind.value, "sha256": item.sha256} for item in staged[1:]],
    )
    return version_view(session, row)


def _all(draft: Upload, companions: tuple[Upload, ...], case: Upload | None) -> list[tuple[FileKind, int, Upload]]:
    beside = [(FileKind.COMPANION, i, item) for i, item in enumerate(companions)]
    return [(FileKind.DRAFT, 0, draft), *beside, *([(FileKind.CASE, 0, case)] if case else [])]


def _had_beside(session: RecordSession, before: Version) -> bool:
    kinds = (FileKind.COMPANION, FileKind.CASE)
    return bool(
        session.scalar(
            select(StoredFile.id).where(StoredFile.version_id == before.id, StoredFile.kind.in_(kinds)).limit(1)
        )
    )


def _kept(session: RecordSession, before: Version, kind: FileKind) -> tuple[Upload, ...]:
    return tuple(Upload(item.name, item.data) for item in files.stored(session, before.id, kind))


def _refuse_what_is_too_much(
    settings: Settings, draft: Upload, companions: tuple[Upload, ...], case: Upload | None
) -> None:
    if len(companions) > settings.companions:
        raise Refused(f"At most {settings.companions} companions can belong to a version.")
    for what, item in (("draft", draft), *(("companion", one) for one in companions), ("case file", case)):
        if item is not None and not item.data:
            raise Refused(f"The {what} is an empty file.")
        if item is not None and len(item.data) > settings.upload_bytes:
            raise Refused(f"The {what} is larger than {settings.upload_bytes // MEGABYTE} MB.")


_UNPACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How files begin that must be taken apart to tell what they are: left to the check, which does it in confinement."""


def _refuse_another_kind(item: Upload) -> None:
    """Say at once that a picture, a program or an e-mail is no report, by the file's first bytes."""
    if item.data.startswith(_UNPACKED):
        return
    try:
        format_of(Path(_shown_name(item.name)), item.data)
    except UnreadableError as error:
        raise Refused(str(error)) from None


def _opened_case(case: Upload, passphrase: str) -> Upload:
    """The case file, readable and found to be one: it is kept under the record's own encryption."""
    name = "The case file"
    try:
        data = case.data
        if is_encrypted(data):
            if not passphrase:
                raise Refused("The case file is encrypted: give its passphrase.")
            with _opening:
                data = decrypt(data, lambda: passphrase, name)
        known = read_case(data, name)
    except ConfigError as error:
        raise Refused(str(error)) from None
    if known.review.profile.endswith(".toml"):
        raise Refused("The case file names a profile by its path: choose the kind of review in the workbench.")
    return Upload(case.name.removesuffix(SUFFIX), data)


def _shown_name(name: str) -> str:
    """A name as it may be kept: the last part of a path of either kind, printable, not too long, its ending whole."""
    last = PurePosixPath(name.replace("\\", "/")).name
    last = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    path = PurePosixPath(last or "draft")
    suffix = path.suffix if len(path.suffix.encode()) < 20 else ""
    stem = path.stem if suffix else path.name
    return stem.encode()[: _NAME_BYTES - len(suffix.encode())].decode(errors="ignore") + suffix
