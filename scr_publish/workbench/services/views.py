"""What the services give to pages and commands: plain, frozen, decrypted. Times are in UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """What has been decided about a finding."""

    OPEN = "open"
    ACCEPTED = "accepted"  # the suggestion will be put in the draft
    FIXED = "fixed"  # it has been put right in the draft; the next version must show it
    JUSTIFIED = "justified"  # it stays, for a reason on record


class VersionStatus(StrEnum):
    """How far a version's check is."""

    WAITING = "waiting"
    CHECKING = "checking"
    CHECKED = "checked"
    FAILED = "failed"
    DELETED = "deleted"


class FileKind(StrEnum):
    """What a stored file is."""

    DRAFT = "draft"
    COMPANION = "companion"
    CASE = "case"
    ASSESSMENT = "assessment"  # the assessment as JSON
    TEXT = "text"  # JSON: the draft's linear text, and its blocks with kind, start, end, level, surface and page
    REPORT = "report"  # the HTML report
    SPREADSHEET = "spreadsheet"
    MASKED_REPORT = "masked-report"  # the HTML report without identifying words
    MASKED_SPREADSHEET = "masked-spreadsheet"
    ANNOTATED = "annotated"  # the draft with the findings in it
    PICTURE = "picture"  # the pages of a draft that has none of its own, and where its findings stand on them


@dataclass(frozen=True)
class AccountView:
    id: str
    name: str
    full_name: str
    role: str
    active: bool
    locked_until: datetime | None
    created_at: datetime


@dataclass(frozen=True)
class LogIn:
    """The outcome of a log-in: a session's token, or the sentence that says why there is none."""

    token: str = ""
    refusal: str = ""


@dataclass(frozen=True)
class ProgressView:
    """How far the check of a version is. `place` is 0 while it runs and else its place in the queue, from 1."""

    stage: str
    done: int
    total: int
    attempt: int
    place: int = 0


@dataclass(frozen=True)
class VersionView:
    """One upload of a report. `counts` are findings that the check left open, by severity; `undecided` those of them on
    which nobody has decided yet. `failure` says why a check failed. `files` lists what is stored, as (kind, name)."""

    id: str
    review_id: str
    number: int
    name: str
    sha256: str
    size: int
    status: VersionStatus
    uploaded_by: str
    uploaded_at: datetime
    format: str = ""
    pages: int | None = None
    words: int = 0
    checked_at: datetime | None = None
    decision: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    undecided: dict[str, int] = field(default_factory=dict)
    profile: str = ""
    model: str = ""
    tool_version: str = ""
    failure: str = ""
    unchecked: tuple[str, ...] = ()
    progress: ProgressView | None = None
    deleted_at: datetime | None = None
    files: tuple[tuple[FileKind, str], ...] = ()


@dataclass(frozen=True)
class ReviewView:
    """One report through its versions. `signed_off_at` is set while the latest version is the one signed off."""

    id: str
    title: str
    profile: str
    created_by: str
    created_at: datetime
    versions: int
    latest: VersionView | None
    signed_off_at: datetime | None = None
    signed_off_by: str = ""


@dataclass(frozen=True)
class DecisionView:
    """What has been decided about a finding. `version` is the lock: give it back when deciding anew, 0 where nobody has
    decided. `note` says what a new version did to it (“marked as fixed in version 1, still there in version 2”)."""

    status: Status = Status.OPEN
    reason: str = ""
    by: str = ""
    at: datetime | None = None
    version: int = 0
    note: str = ""
    in_version: int = 0


@dataclass(frozen=True)
class DecisionEventView:
    """One act of the history of a finding's decision."""

    status: Status
    reason: str
    by: str
    at: datetime
    in_version: int
    note: str = ""


@dataclass(frozen=True)
class FindingView:
    """A finding as it was stored, with its decision.

    `key` is the same in every version of the review; `name_key` is the same for every finding on the same words, empty
    where it is not about a name or other identifying words. `allowed` is true where the Board's own files let it stand.
    `boxes` are [page, x0, top, x1, bottom] in points from the top left."""

    id: str
    key: str
    position: int
    rule: str
    rule_name: str
    category: str
    severity: str
    label: str
    surface: str
    page: int | None
    boxes: tuple[tuple[float, ...], ...]
    start: int | None
    end: int | None
    where: str
    path: str
    document: str
    message: str
    suggestion: str
    replacement: str
    excerpt: str
    evidence: dict[str, str]
    allowed: bool
    name_key: str
    decision: DecisionView


@dataclass(frozen=True)
class DiffView:
    """A version against the one before it, as findings: gone, new, in both. `returned` are those of `still` whose
    decision the check opened again: marked as fixed (or accepted) before, or justified when they weighed less."""

    number: int
    against: int
    fixed: tuple[FindingView, ...]
    new: tuple[FindingView, ...]
    still: tuple[FindingView, ...]
    returned: tuple[FindingView, ...]


@dataclass(frozen=True)
class ProcessDateView:
    """A step of the process, as the check found it: `status` is that of the assessment."""

    id: str
    title: str
    status: str
    date: str
    detail: str


@dataclass(frozen=True)
class GateView:
    """What stands between a review and its sign-off by the person who looks.

    `blocks` are sentences, empty when it may be signed off; `open` and `waiting` are the findings behind them:
    undecided ones, and those that a new version must show to be gone. `allowed` are those that the Board's own files
    let stand. `deciders` counts each person's decisions.
    `needs_second_reader` asks the one person of single-user mode to name who else has read the report. `seen` is a
    digest of the findings and of what stands decided about each: whoever signs off gives it back."""

    review: ReviewView
    version: VersionView | None
    blocks: tuple[str, ...]
    open: tuple[FindingView, ...]
    waiting: tuple[FindingView, ...]
    justified: tuple[FindingView, ...]
    allowed: tuple[FindingView, ...]
    advice: int
    dates: tuple[ProcessDateView, ...]
    deciders: dict[str, int]
    two_people: bool
    needs_second_reader: bool
    panel_date: date | None
    seen: str
    sign_off: SignOffView | None = None

    @property
    def ready(self) -> bool:
        return not self.blocks


@dataclass(frozen=True)
class SignOffView:
    id: str
    review_id: str
    version_id: str
    number: int
    sha256: str
    by: str
    at: datetime
    panel_date: date | None
    second_reader: str
    statement: str


@dataclass(frozen=True)
class FileView:
    """A stored file, decrypted."""

    kind: FileKind
    name: str
    data: bytes
    sha256: str


@dataclass(frozen=True)
class DueView:
    """A version that may be deleted, as an administrator sees it: no title and no name."""

    version_id: str
    review_id: str
    number: int
    sha256: str
    size: int
    uploaded_at: datetime
    last_used_at: datetime
    due_at: datetime
    due: bool


@dataclass(frozen=True)
class KeptReviewView:
    """A review that may be deleted whole, as an administrator sees it: no title and no name."""

    review_id: str
    created_at: datetime
    versions: int
    last_signed_at: datetime | None


@dataclass(frozen=True)
class AuditView:
    sequence: int
    at: str
    actor: str
    act: str
    subject: str
    details: dict[str, Any]
    hash: str
