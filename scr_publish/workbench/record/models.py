"""The tables of the record.

What comes from a document, and what people write about it, stands in `Sealed` columns: encrypted under a data key of
its version or its review (`DataKey`), which itself is encrypted under the master key. Ids are random, so that they say
nothing; keys that must be compared (the same finding in two versions, the same name in two findings) are keyed
digests."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    true,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


def new_id() -> str:
    """An id that nobody can guess and that says nothing."""
    return secrets.token_hex(12)


def now() -> datetime:
    """The time in UTC, to the microsecond."""
    return datetime.now(UTC)


class Moment(TypeDecorator[datetime]):
    """A time in UTC; SQLite gives times back without their zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


Id = String(24)
Digest = String(64)
Sealed = LargeBinary


class Base(DeclarativeBase):
    """Base of the tables."""


class Meta(Base):
    """Facts about the record itself, by name: its id, the salt of the passphrase, the wrapped signing key."""

    __tablename__ = "meta"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class Account(Base):
    """Somebody who may log in, or the one person of single-user mode (who has no password)."""

    __tablename__ = "accounts"
    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    full_name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    password: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True, server_default=true())
    failures: Mapped[int] = mapped_column(Integer, default=0)
    locked_until: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)


class LoginSession(Base):
    """An open session; the token itself is nowhere but in the person's browser."""

    __tablename__ = "login_sessions"
    token: Mapped[str] = mapped_column(Digest, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    expires_at: Mapped[datetime] = mapped_column(Moment)


class OneTimeToken(Base):
    """The token that opens single-user mode once."""

    __tablename__ = "one_time_tokens"
    token: Mapped[str] = mapped_column(Digest, primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class DataKey(Base):
    """A data key under the master key. `wrapped` is empty once it has been destroyed: then nobody can read what it
    sealed, save with a copy of the database from before."""

    __tablename__ = "data_keys"
    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    master: Mapped[str] = mapped_column(String(16))
    wrapped: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    destroyed_at: Mapped[datetime | None] = mapped_column(Moment)


class Review(Base):
    """One report through its versions. Its key seals the title, the reasons and the certificate."""

    __tablename__ = "reviews"
    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    key_id: Mapped[str] = mapped_column(ForeignKey("data_keys.id"))
    title: Mapped[bytes | None] = mapped_column(Sealed)
    profile: Mapped[str] = mapped_column(String(200))
    created_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)


class Version(Base):
    """One upload of a report. Its key seals the files and the findings."""

    __tablename__ = "versions"
    __table_args__ = (UniqueConstraint("review_id", "number"),)
    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("reviews.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    key_id: Mapped[str] = mapped_column(ForeignKey("data_keys.id"))
    name: Mapped[bytes | None] = mapped_column(Sealed)
    sha256: Mapped[str] = mapped_column(Digest)
    size: Mapped[int] = mapped_column(BigInteger)
    uploaded_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    uploaded_at: Mapped[datetime] = mapped_column(Moment, default=now)
    last_used_at: Mapped[datetime] = mapped_column(Moment, default=now)
    status: Mapped[str] = mapped_column(String(20), default="waiting")
    failure: Mapped[bytes | None] = mapped_column(Sealed)
    checked_at: Mapped[datetime | None] = mapped_column(Moment)
    format: Mapped[str] = mapped_column(String(20), default="")
    pages: Mapped[int | None] = mapped_column(Integer)
    words: Mapped[int] = mapped_column(Integer, default=0)
    decision: Mapped[str] = mapped_column(String(20), default="")
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    profile: Mapped[str] = mapped_column(String(200), default="")
    model: Mapped[str] = mapped_column(String(200), default="")
    tool_version: Mapped[str] = mapped_column(String(40), default="")
    facts: Mapped[bytes | None] = mapped_column(Sealed)
    """JSON: what was not checked, the steps of the process, the dates and the profile's gate."""
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)


class StoredFile(Base):
    """A file in the data folder, encrypted under its version's key; the file's name there is this row's id."""

    __tablename__ = "stored_files"
    __table_args__ = (Index("stored_files_of_version", "version_id", "kind"),)
    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    version_id: Mapped[str] = mapped_column(ForeignKey("versions.id"))
    kind: Mapped[str] = mapped_column(String(20))
    position: Mapped[int] = mapped_column(Integer, default=0)
    name: Mapped[bytes | None] = mapped_column(Sealed)
    sha256: Mapped[str] = mapped_column(Digest)
    size: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)


class FindingRow(Base):
    """A finding of one version. `text` holds, as sealed JSON, every word of it that may be the document's; it is bound
    to what stands beside it in plain and says what the finding weighs, so that none of that can be altered unseen."""

    __tablename__ = "findings"
    __table_args__ = (
        UniqueConstraint("version_id", "position"),
        Index("findings_by_key", "version_id", "key"),
        Index("findings_by_name", "version_id", "name_key"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    version_id: Mapped[str] = mapped_column(ForeignKey("versions.id"))
    position: Mapped[int] = mapped_column(Integer)
    key: Mapped[str] = mapped_column(Digest)
    name_key: Mapped[str] = mapped_column(Digest, default="")
    rule: Mapped[str] = mapped_column(String(10))
    rule_name: Mapped[str] = mapped_column(String(100))
    category: Mapped[str] = mapped_column(String(20))
    severity: Mapped[str] = mapped_column(String(10))
    label: Mapped[str] = mapped_column(String(20), default="")
    surface: Mapped[str] = mapped_column(String(20), default="")
    page: Mapped[int | None] = mapped_column(Integer)
    start: Mapped[int | None] = mapped_column(Integer)
    end: Mapped[int | None] = mapped_column(Integer)
    boxes: Mapped[list[Any]] = mapped_column(JSON, default=list)
    allowed: Mapped[bool] = mapped_column(default=False)
    text: Mapped[bytes | None] = mapped_column(Sealed)

    @property
    def place(self) -> str:
        """What `text` is bound to."""
        plain = (self.id, self.position, self.rule, self.severity, self.label, self.allowed, self.key, self.name_key)
        return ":".join(("finding", *(str(value) for value in plain)))


class Decision(Base):
    """What stands decided about a finding, by its key, in all versions of a review. No row: nobody has decided.
    `lock` grows with each change; whoever decides gives back the one that they saw. `decided_by` is empty where the
    program opened it again."""

    __tablename__ = "decisions"
    __table_args__ = (UniqueConstraint("review_id", "key"),)
    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("reviews.id"))
    key: Mapped[str] = mapped_column(Digest)
    status: Mapped[str] = mapped_column(String(20))
    reason: Mapped[bytes | None] = mapped_column(Sealed)
    note: Mapped[str] = mapped_column(String(200), default="")
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime] = mapped_column(Moment, default=now)
    in_version: Mapped[int] = mapped_column(Integer)
    severity: Mapped[str] = mapped_column(String(10), default="", server_default="")
    """What the finding weighed when it was decided about."""
    lock: Mapped[int] = mapped_column(Integer, default=1)


class DecisionEvent(Base):
    """Every decision that was ever made, in order; `audit` is the entry of the audit trail that goes with it."""

    __tablename__ = "decision_events"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    decision_id: Mapped[str] = mapped_column(ForeignKey("decisions.id"), index=True)
    lock: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(String(20))
    reason: Mapped[bytes | None] = mapped_column(Sealed)
    note: Mapped[str] = mapped_column(String(200), default="")
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime] = mapped_column(Moment, default=now)
    in_version: Mapped[int] = mapped_column(Integer)
    audit: Mapped[int] = mapped_column(Integer)


class SignOff(Base):
    """A report signed off, with its certificate as sealed JSON."""

    __tablename__ = "sign_offs"
    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("reviews.id"), index=True)
    version_id: Mapped[str] = mapped_column(ForeignKey("versions.id"), unique=True)
    signed_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    signed_at: Mapped[datetime] = mapped_column(Moment, default=now)
    panel_date: Mapped[date | None] = mapped_column(Date)
    second_reader: Mapped[bytes | None] = mapped_column(Sealed)
    statement: Mapped[bytes | None] = mapped_column(Sealed)
    certificate: Mapped[bytes | None] = mapped_column(Sealed)
    certificate_sha256: Mapped[str] = mapped_column(Digest)


class Job(Base):
    """Work in the queue. `worker` is the process that holds it until `lease_until`; a lease that has run out lets
    another take it."""

    __tablename__ = "jobs"
    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(20))
    version_id: Mapped[str] = mapped_column(ForeignKey("versions.id"), index=True)
    asked_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    state: Mapped[str] = mapped_column(String(20), default="waiting", index=True)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    crashes: Mapped[int] = mapped_column(Integer, default=0)
    worker: Mapped[str] = mapped_column(String(64), default="")
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    stage: Mapped[str] = mapped_column(String(100), default="")
    done: Mapped[int] = mapped_column(Integer, default=0)
    total: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)


class AuditEntry(Base):
    """One entry of the audit trail. Triggers of the database refuse to change or delete it. `body` is the canonical
    JSON that, with the hash of the entry before, makes `hash`; `seal` is a keyed digest of `hash`."""

    __tablename__ = "audit"
    sequence: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    subject: Mapped[str] = mapped_column(Id, index=True)
    body: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(Digest)
    hash: Mapped[str] = mapped_column(Digest)
    seal: Mapped[str] = mapped_column(Digest)
