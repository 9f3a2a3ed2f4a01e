"""What the pages call things: severities, decisions, states of a review, acts of the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scr_publish.reporting.wording import plural
from scr_publish.workbench.services.views import ReviewView, VersionStatus

SEVERITIES = {"blocker": "Blocker", "review": "To weigh", "advice": "Advice"}
STATUSES = {"open": "Open", "accepted": "Suggestion accepted", "fixed": "Marked as fixed", "justified": "Justified"}
ROLES = {
    "reviewer": "Reviewer",
    "manager": "Manager",
    "administrator": "Administrator",
    "person": "Single user",
}
ROLE_HELP = {
    "reviewer": "uploads drafts and decides about findings",
    "manager": "decides, and signs off",
    "administrator": "looks after accounts and deletes what is due; sees no draft",
}
LABELS = {
    "PERSON": "Person", "DATE": "Date", "ADDRESS": "Address", "POSTCODE": "Postcode", "PLACE": "Place",
    "SCHOOL": "School", "HEALTHCARE": "Healthcare", "ORG": "Organisation", "PHONE": "Telephone", "EMAIL": "E-mail",
    "HANDLE": "Online name", "NHS_NUMBER": "NHS number", "NINO": "National Insurance number",
    "CASE_REF": "Case reference", "VEHICLE": "Vehicle", "AGE": "Age", "DEMOGRAPHIC": "Background",
    "HEALTH": "Health", "OCCUPATION": "Occupation", "FAMILY": "Family",
}  # fmt: skip


@dataclass(frozen=True)
class State:
    """The state of a review: `kind` for its colour, and the words."""

    kind: str
    words: str


def state_of(review: ReviewView, *, blocked: bool = True) -> State:
    """Where a review stands. `blocked` says whether the gate holds it up though everything is decided."""
    latest = review.latest
    if latest is None:
        return State("idle", "No draft yet")
    if latest.status in (VersionStatus.WAITING, VersionStatus.CHECKING):
        return State("busy", "Checking")
    if latest.status is VersionStatus.FAILED:
        return State("blocker", "Could not be checked")
    if review.signed_off_at:
        return State("good", "Signed off")
    if latest.status is VersionStatus.DELETED:
        return State("idle", "Documents deleted")
    blockers, weigh = latest.undecided.get("blocker", 0), latest.undecided.get("review", 0)
    if blockers:
        return State("blocker", plural(blockers, "blocker") + " open")
    if weigh:
        return State("review", f"{weigh:,} to weigh")
    return State("review", "New version needed") if blocked else State("good", "Ready to sign")


DOWNLOADS = {
    "annotated": ("Annotated draft", "a copy with a note at the words of each finding"),
    "report": ("Report", "one page (HTML): decision, findings, readability, risk"),
    "spreadsheet": ("Spreadsheet", "findings, trace, readability, process (XLSX)"),
    "masked-report": ("Masked report", "without identifying words: fit to be e-mailed"),
    "masked-spreadsheet": ("Masked spreadsheet", "without identifying words: fit to be e-mailed"),
    "assessment": ("Assessment", "all of it, for a machine (JSON)"),
    "draft": ("The draft itself", "as it was uploaded"),
    "companion": ("Companion", "as it was uploaded"),
}
"""The stored files that can be taken away, by kind, with what each is."""


def when(at: str) -> str:
    """The time of an entry of the audit trail, in this machine's time zone."""
    return f"{datetime.fromisoformat(at).astimezone():%-d %b %Y, %H:%M:%S}"


ACTS = {
    "account.closed": "Account closed",
    "account.created": "Account made",
    "account.first": "First account made",
    "account.locked": "Account locked after wrong passwords",
    "account.opened": "Account opened again",
    "account.password_changed": "Password changed",
    "account.password_reset": "Password set by an administrator",
    "account.person": "Single user began",
    "account.role": "Role changed",
    "account.unlocked": "Account unlocked",
    "decision.made": "Decided",
    "decision.taken_back": "Taken back",
    "decision.reopened": "Opened again: still there",
    "file.taken": "File taken away",
    "review.created": "Review begun",
    "review.deleted": "Review deleted",
    "review.renamed": "Title changed",
    "review.signed_off": "Signed off",
    "session.closed": "Logged out",
    "session.opened": "Logged in",
    "session.refused": "Wrong password",
    "version.check_again": "Check asked for again",
    "version.checked": "Checked",
    "version.deleted": "Documents deleted",
    "version.failed": "Could not be checked",
    "version.uploaded": "Draft uploaded",
}
"""The acts of the audit trail in words."""


def act(name: str) -> str:
    """An act of the audit trail (`decision.made`) in words."""
    return ACTS.get(name) or name.replace(".", ": ").replace("_", " ").replace("-", " ").capitalize()


def detail(value: object) -> str:
    """A detail of an entry in words."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {inner}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    text = str(value)
    return f"{text[:16]}…" if len(text) > 40 and text.isalnum() else text
