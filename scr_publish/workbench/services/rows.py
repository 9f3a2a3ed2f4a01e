"""Rows by their ids, and people's names: what the other services share."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select

from scr_publish.workbench.errors import NotFound
from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.record.models import Account, Decision, DecisionEvent, Review, SignOff, Version
from scr_publish.workbench.services.views import VersionStatus

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


def deciders_of(session: RecordSession, review_id: str) -> set[str]:
    """The accounts of those who ever decided about a finding of a review, in any version."""
    acted = (
        select(DecisionEvent.decided_by)
        .join(Decision, Decision.id == DecisionEvent.decision_id)
        .where(Decision.review_id == review_id, DecisionEvent.decided_by.is_not(None))
        .distinct()
    )
    return {account for account in session.scalars(acted) if account}


def decision_counts(session: RecordSession, review_id: str) -> dict[str, int]:
    """How many decisions of each person stand, in all versions of a review, by the person's name."""
    counted = session.execute(
        select(Decision.decided_by, func.count())
        .where(Decision.review_id == review_id, Decision.decided_by.is_not(None))
        .group_by(Decision.decided_by)
    ).all()
    names = names_of(session, (account for account, _ in counted))
    return {names[account]: number for account, number in counted}


def decided_by(session: RecordSession, review_id: str, keys: set[str], account_id: str) -> int:
    """How many of the findings somebody decided about."""
    own = select(Decision.key).where(Decision.review_id == review_id, Decision.decided_by == account_id)
    return sum(1 for key in session.scalars(own) if key in keys)
