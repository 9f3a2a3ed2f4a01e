"""Log-in with lock-out, sessions, and the one-time token of single-user mode. Tokens are kept as digests only."""

from __future__ import annotations

import getpass
import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import delete, select

from scr_publish.workbench.errors import Refused
from scr_publish.workbench.record import audit
from scr_publish.workbench.record.database import Record, RecordSession
from scr_publish.workbench.record.models import Account, LoginSession, OneTimeToken, now
from scr_publish.workbench.services.accounts import passwords
from scr_publish.workbench.services.accounts.managing import end_sessions, login_name
from scr_publish.workbench.services.actors import Actor, Role
from scr_publish.workbench.services.views import LogIn

MAX_FAILURES = 5
LOCKED = timedelta(minutes=15)
"""Five wrong passwords lock an account for a quarter of an hour: a guesser gets 20 tries an hour, and somebody who
cannot remember is not shut out for good (NIST SP 800-63B, 5.2.2, allows at most 100 in a row)."""
TOKEN_LIFE = timedelta(minutes=30)
"""How long the token in the URL may be used, once."""

_WRONG = "The name or the password is wrong."
_PERSON = "person"


def log_in(record: Record, name: str, password: str) -> LogIn:
    """Open a session. A refusal is a sentence and no exception: the failed attempt itself goes on record.

    Nobody who does not know the password learns whether there is such an account, or that it is locked: words, entries
    and time are the same."""
    with record.reading() as session:
        row = session.scalar(select(Account).where(Account.name == login_name(name), Account.role != Role.PERSON))
    right = passwords.matches(row.password if row else None, password)
    with record.writing() as session:
        if row is None:
            audit.append(session, audit.PROGRAM, "session.refused", "")
            return LogIn(refusal=_WRONG)
        row = session.get_one(Account, row.id)
        if row.locked_until and row.locked_until > now():
            audit.append(session, audit.PROGRAM, "session.refused", row.id)
            if not right:
                return LogIn(refusal=_WRONG)
            minutes = -(-(row.locked_until - now()).total_seconds() // 60)
            return LogIn(refusal=f"Too many wrong passwords: try again in {minutes:.0f} minutes.")
        if not right or not row.active:
            failed(session, row)
            return LogIn(refusal=_WRONG)
        row.failures, row.locked_until = 0, None
        audit.append(session, _actor(row), "session.opened", row.id)
        return LogIn(token=_opened(session, row))


def failed(session: RecordSession, row: Account) -> None:
    """Count a wrong password, and lock the account after `MAX_FAILURES` of them."""
    row.failures += 1
    if row.failures >= MAX_FAILURES:
        row.failures, row.locked_until = 0, now() + LOCKED
        audit.append(session, audit.PROGRAM, "account.locked", row.id, minutes=LOCKED.seconds // 60)
    else:
        audit.append(session, audit.PROGRAM, "session.refused", row.id)


def change_password(record: Record, actor: Actor, old: str, new: str) -> None:
    """One's own password; all of one's sessions end. Raises Refused where the old one is wrong: that counts as a wrong
    password does at log-in, and where it locks the account, its sessions end."""
    digest = passwords.hashed(new)
    with record.reading() as session:
        stored = session.get_one(Account, actor.id).password
    right = passwords.matches(stored, old)
    with record.writing() as session:
        row = session.get_one(Account, actor.id)
        locked = row.locked_until is not None and row.locked_until > now()
        if right and not locked:
            row.password, row.failures = digest, 0
            end_sessions(session, row)
            audit.append(session, actor, "account.password_changed", row.id)
            return
        if not locked:
            failed(session, row)
        if row.locked_until and row.locked_until > now():
            end_sessions(session, row)
    raise Refused("The present password is wrong.")


def log_out(session: RecordSession, token: str) -> None:
    """End a session."""
    row = session.get(LoginSession, _digest(token))
    if row:
        account = session.get_one(Account, row.account_id)
        audit.append(session, _actor(account), "session.closed", account.id)
        session.delete(row)


def actor_of(session: RecordSession, token: str) -> Actor | None:
    """Whose session a token opens; None where it has ended, or belongs to the other mode. Reads only."""
    row = session.get(LoginSession, _digest(token))
    if row is None or row.expires_at <= now():
        return None
    account = session.get_one(Account, row.account_id)
    alone = session.record.settings.mode == "single"
    if not account.active or alone != (account.role == Role.PERSON):
        return None
    return _actor(account)


def person(session: RecordSession, full_name: str = "") -> Actor:
    """The one person of single-user mode, made on first use with the name that the machine knows; `full_name` changes
    what the record calls them from now on."""
    row = session.scalar(select(Account).where(Account.role == Role.PERSON))
    if row is None:
        row = Account(name=_PERSON + "@", full_name=_user(), role=Role.PERSON)  # no log-in name has an @ at its end
        session.add(row)
        session.flush()
        audit.append(session, audit.PROGRAM, "account.person", row.id)
    if full_name := " ".join(full_name.split())[:200]:
        row.full_name = full_name
    return _actor(row)


def one_time_token(record: Record) -> str:
    """A new token for single-user mode, good for one use within `TOKEN_LIFE`; earlier unused ones end. Raises Refused
    in team mode."""
    if record.settings.mode != "single":
        raise Refused("There is no one-time token in team mode: people log in.")
    token = secrets.token_urlsafe(32)
    with record.writing() as session:
        session.execute(delete(OneTimeToken))
        session.add(OneTimeToken(token=_digest(token), expires_at=now() + TOKEN_LIFE))
    return token


def redeem(record: Record, token: str) -> LogIn:
    """Open the session of single-user mode with a one-time token, which is used up by it."""
    with record.writing() as session:
        row = session.get(OneTimeToken, _digest(token))
        if record.settings.mode != "single" or row is None or row.used_at or row.expires_at <= now():
            return LogIn(refusal="This link has been used or has run out: start scr-publish serve again for a new one.")
        row.used_at = now()
        actor = person(session)
        audit.append(session, actor, "session.opened", actor.id)
        return LogIn(token=_opened(session, session.get_one(Account, actor.id)))


def _opened(session: RecordSession, row: Account) -> str:
    session.execute(delete(LoginSession).where(LoginSession.expires_at <= now()))
    token = secrets.token_urlsafe(32)
    ends = now() + timedelta(hours=session.record.settings.session_hours)
    session.add(LoginSession(token=_digest(token), account_id=row.id, expires_at=ends))
    return token


def _actor(row: Account) -> Actor:
    return Actor(row.id, row.full_name, Role(row.role))


def _digest(token: str) -> str:
    """A token has 256 random bits, so a plain digest of it tells nothing and needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "The user of this machine"
