"""What the workbench says when it does not do what was asked: each one clear sentence, without text of a document."""

from __future__ import annotations

from scr_publish.errors import ScrPublishError


class WorkbenchError(ScrPublishError):
    """Base of every error of the workbench that a user is meant to read."""


class RecordError(WorkbenchError):
    """The record cannot be opened or read: wrong key, newer version, damaged, no such database."""


class Refused(WorkbenchError):  # noqa: N818 - it reads as what happened
    """What was asked cannot be done as things stand; the message says why, and what to do."""


class Forbidden(WorkbenchError):  # noqa: N818 - it reads as what happened
    """The person's role does not allow the act."""


class NotFound(WorkbenchError):  # noqa: N818 - it reads as what happened
    """There is no such review, version, finding, account or file, or it has been deleted."""


class Conflict(WorkbenchError):  # noqa: N818 - it reads as what happened
    """Somebody else decided meanwhile: who, when and what. Nothing was written, and nothing that was typed is lost."""

    def __init__(self, message: str, *, by: str, at: str, status: str, version: int) -> None:
        super().__init__(message)
        self.by, self.at, self.status, self.version = by, at, status, version
