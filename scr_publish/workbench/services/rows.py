"""Rows by their ids, and people's names: what the other services share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from sqlalchemy import func, select

from scr_publish.workbench.errors import NotFound
from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.record.models import Account, Decision, FindingRow, Review, SignOff, Version
from scr_publish.workbench.services.views import Status, VersionStatus

PROGRAM_NAME = "scr-publish"
"""Who is said to have decided where the program opened a finding again."""


def review_row(session: RecordSession, review_id: str) -> Review:
    """A review that is still there. Raises NotFound."""
    row = session.get(Review, review_id)
    if row is None or row.deleted_at:
        raise NotFound("There is no such review, or it has been deleted.")
    return row


def version_row(session: RecordSession, version_id: str) -> Version:
    """A version whose documents are still there. Raises NotFound."""
    row = session.get(Version, version_id)
    if row is None:
        raise NotFound("There is no such version.")
    if row.deleted_at:
        raise NotFound(f"The documents of version {row.number} have been deleted.")
    return row


def latest_version(session: RecordSession, review_id: str) -> Version | None:
    """The version with the highest number, deleted or not."""
    ordered = select(Version).where(Version.review_id == review_id).order_by(Version.number.desc()).limit(1)
    return session.scalars(ordered).first()


def latest_checked(session: RecordSession, review_id: str) -> Version | None:
    """The version that is decided about: the newest that has been checked."""
    ordered = (
        select(Version)
        .where(Version.review_id == review_id, Version.status == VersionStatus.CHECKED)
        .order_by(Version.number.desc())
        .limit(1)
    )
    return session.scalars(ordered).first()


def version_count(session: RecordSession, review_id: str) -> int:
    """How many versions a review has had."""
    return session.scalar(select(func.count()).where(Version.review_id == review_id)) or 0


def sign_off_row(session: RecordSession, version_id: str) -> SignOff | None:
    """The sign-off of a version, if it has been signed off."""
    return session.scalar(select(SignOff).where(SignOff.version_id == version_id))


def names_of(session: RecordSession, ids: Iterable[str | None]) -> dict[str | None, str]:
    """The names of people by their accounts' ids; the program's for none."""
    wanted = {item for item in ids if item}
    rows = session.scalars(select(Account).where(Account.id.in_(wanted))) if wanted else ()
    return {None: PROGRAM_NAME} | {row.id: row.full_name for row in rows}


def deciders_of(session: RecordSession, review_id: str, severities: Collection[str], version_id: str = "") -> set[str]:
    """The accounts whose decisions stand on findings of some severities, in one version of a review or in any."""
    stand = (
        select(Decision.decided_by)
        .join(FindingRow, FindingRow.key == Decision.key)
        .join(Version, (Version.id == FindingRow.version_id) & (Version.review_id == Decision.review_id))
        .where(
            Decision.review_id == review_id,
            Decision.status != Status.OPEN,
            Decision.decided_by.is_not(None),
            FindingRow.severity.in_(severities),
            FindingRow.allowed.is_(False),
        )
        .distinct()
    )
    if version_id:
        stand = stand.where(Version.id == version_id)
    return {account for account in session.scalars(stand) if account}


def last_decision(session: RecordSession, review_id: str) -> Decision | None:
    """The decision of a review that was written last, of those that stand."""
    ordered = select(Decision).where(Decision.review_id == review_id).order_by(Decision.decided_at.desc()).limit(1)
    return session.scalars(ordered).first()


def decision_counts(session: RecordSession, review_id: str) -> dict[str, int]:
    """How many decisions of each person stand, in all versions of a review, by the person's name; the log-in name is
    added where two people have one name."""
    counted = session.execute(
        select(Account.full_name, Account.name, func.count())
        .join(Decision, Decision.decided_by == Account.id)
        .where(Decision.review_id == review_id)
        .group_by(Account.id, Account.full_name, Account.name)
    ).all()
    shared = Counter(full_name for full_name, _, _ in counted)
    return {
        full_name if shared[full_name] == 1 else f"{full_name} ({name})": number for full_name, name, number in counted
    }


def decided_by(session: RecordSession, review_id: str, keys: set[str], account_id: str) -> int:
    """How many of the findings somebody decided about."""
    own = select(Decision.key).where(Decision.review_id == review_id, Decision.decided_by == account_id)
    return sum(1 for key in session.scalars(own) if key in keys)
