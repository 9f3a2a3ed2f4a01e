"""Accounts: who may log in, and as what. Only an administrator changes them."""

from __future__ import annotations

from sqlalchemy import delete, func, select

from scr_publish.workbench.errors import NotFound, Refused
from scr_publish.workbench.record import audit
from scr_publish.workbench.record.database import Record, RecordSession
from scr_publish.workbench.record.models import Account, LoginSession
from scr_publish.workbench.services.accounts import passwords
from scr_publish.workbench.services.actors import TEAM_ROLES, Act, Actor, Role, allow
from scr_publish.workbench.services.views import AccountView

_NAME_LENGTH = 100
_FULL_NAME_LENGTH = 200


def has_accounts(session: RecordSession) -> bool:
    """Whether team mode has somebody who may log in."""
    return session.scalar(select(func.count()).select_from(Account).where(Account.role != Role.PERSON)) != 0


def first_account(record: Record, name: str, full_name: str, password: str) -> AccountView:
    """The first administrator, whom nobody has to make. Raises Refused where there is an account already."""
    digest = passwords.hashed(password)
    with record.writing() as session:
        if has_accounts(session):
            raise Refused("There is an account already: an administrator makes the others.")
        row = _added(session, name, full_name, Role.ADMINISTRATOR, digest)
        audit.append(session, audit.PROGRAM, "account.first", row.id, name=row.name, role=row.role)
        return _view(row)


def create_account(record: Record, actor: Actor, name: str, full_name: str, role: str, password: str) -> AccountView:
    """A new account. Raises Refused where the name is taken, or the role or password is none."""
    allow(actor, Act.ACCOUNTS)
    digest = passwords.hashed(password)
    with record.writing() as session:
        row = _added(session, name, full_name, _role(role), digest)
        audit.append(session, actor, "account.created", row.id, name=row.name, role=row.role)
        return _view(row)


def add_account(record: Record, name: str, full_name: str, role: str, password: str) -> AccountView:
    """A new account, made by whoever runs the program on this machine and holds the record's key. Raises as
    `create_account` does."""
    digest = passwords.hashed(password)
    with record.writing() as session:
        row = _added(session, name, full_name, _role(role), digest)
        audit.append(session, audit.PROGRAM, "account.created", row.id, name=row.name, role=row.role)
        return _view(row)


def list_accounts(session: RecordSession, actor: Actor) -> list[AccountView]:
    """Every account, by name."""
    allow(actor, Act.ACCOUNTS)
    rows = session.scalars(select(Account).where(Account.role != Role.PERSON).order_by(Account.name))
    return [_view(row) for row in rows]


def set_role(session: RecordSession, actor: Actor, account_id: str, role: str) -> AccountView:
    """Another role; the account's sessions end. Raises Refused for the last administrator."""
    row = _account(session, actor, account_id)
    new = _role(role)
    if new is not Role.ADMINISTRATOR:
        _not_the_last_administrator(session, row)
    audit.append(session, actor, "account.role", row.id, before=row.role, after=new.value)
    row.role = new
    end_sessions(session, row)
    return _view(row)


def set_active(session: RecordSession, actor: Actor, account_id: str, active: bool) -> AccountView:
    """Open or close an account; closing ends its sessions. Raises Refused for the last administrator."""
    row = _account(session, actor, account_id)
    if not active:
        _not_the_last_administrator(session, row)
        end_sessions(session, row)
    row.active = active
    audit.append(session, actor, "account.opened" if active else "account.closed", row.id)
    return _view(row)


def unlock(session: RecordSession, actor: Actor, account_id: str) -> AccountView:
    """End an account's lock-out before its time."""
    row = _account(session, actor, account_id)
    row.failures, row.locked_until = 0, None
    audit.append(session, actor, "account.unlocked", row.id)
    return _view(row)


def reset_password(record: Record, actor: Actor, account_id: str, password: str) -> AccountView:
    """A new password for somebody who has lost theirs; the account's sessions end."""
    allow(actor, Act.ACCOUNTS)
    digest = passwords.hashed(password)
    with record.writing() as session:
        row = _account(session, actor, account_id)
        row.password, row.failures, row.locked_until = digest, 0, None
        end_sessions(session, row)
        audit.append(session, actor, "account.password_reset", row.id)
        return _view(row)


def _added(session: RecordSession, name: str, full_name: str, role: Role, digest: str) -> Account:
    name = login_name(name)
    full_name = " ".join(full_name.split()) or name
    if not name or len(name) > _NAME_LENGTH or len(full_name) > _FULL_NAME_LENGTH:
        raise Refused(f"An account needs a name of at most {_NAME_LENGTH} characters.")
    if session.scalar(select(Account).where(Account.name == name)):
        raise Refused("There is an account of that name already.")
    row = Account(name=name, full_name=full_name, role=role, password=digest)
    session.add(row)
    session.flush()
    return row


def login_name(name: str) -> str:
    """A name as it is kept and compared: without white space at its ends, in small letters."""
    return " ".join(name.split()).casefold()


def _role(role: str) -> Role:
    if role not in TEAM_ROLES:
        raise Refused(f"A role is one of: {', '.join(TEAM_ROLES)}.")
    return Role(role)


def _account(session: RecordSession, actor: Actor, account_id: str) -> Account:
    allow(actor, Act.ACCOUNTS)
    row = session.get(Account, account_id)
    if row is None or row.role == Role.PERSON:
        raise NotFound("There is no such account.")
    return row


def _not_the_last_administrator(session: RecordSession, row: Account) -> None:
    others = select(func.count()).where(
        Account.role == Role.ADMINISTRATOR, Account.active.is_(True), Account.id != row.id
    )
    if row.role == Role.ADMINISTRATOR and not session.scalar(others):
        raise Refused("This is the only administrator: make another one first.")


def end_sessions(session: RecordSession, row: Account) -> None:
    """End all of an account's sessions."""
    session.execute(delete(LoginSession).where(LoginSession.account_id == row.id))


def _view(row: Account) -> AccountView:
    return AccountView(row.id, row.name, row.full_name, row.role, row.active, row.locked_until, row.created_at)
