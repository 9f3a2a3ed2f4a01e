"""Accounts, log-in with lock-out, sessions and the one-time token."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from scr_publish.workbench.errors import NotFound, Refused
from scr_publish.workbench.record import Record
from scr_publish.workbench.record.models import Account, LoginSession, OneTimeToken, now
from scr_publish.workbench.services import accounts, trail
from scr_publish.workbench.services.accounts import passwords
from scr_publish.workbench.services.actors import Actor, Role
from scr_publish.workbench.services.views import LogIn
from scr_publish.workbench.settings import Settings

PASSWORD = "three random words"


@pytest.fixture
def ada(record: Record) -> Actor:
    made = accounts.first_account(record, "Ada", "Ada Thornley", PASSWORD)
    return Actor(made.id, made.full_name, Role.ADMINISTRATOR)


def who(record: Record, made: LogIn) -> Actor | None:
    with record.reading() as session:
        return accounts.actor_of(session, made.token)


def test_the_first_account_is_an_administrators_and_there_is_one_first(record: Record, ada: Actor) -> None:
    assert who(record, accounts.log_in(record, " ADA ", PASSWORD)) == ada
    with pytest.raises(Refused, match="There is an account already"):
        accounts.first_account(record, "eve", "Eve", PASSWORD)


@pytest.mark.parametrize(
    ("name", "role", "password", "message"),
    [
        ("ada", "reviewer", PASSWORD, "an account of that name already"),
        ("  ", "reviewer", PASSWORD, "needs a name"),
        ("bob", "person", PASSWORD, "A role is one of: reviewer, manager, administrator"),
        ("bob", "reviewer", "too short", "12 to 500 characters"),
        ("bob", "reviewer", "x" * 501, "12 to 500 characters"),
    ],
)
def test_an_account_that_cannot_be_is_refused(
    record: Record, ada: Actor, name: str, role: str, password: str, message: str
) -> None:
    with pytest.raises(Refused, match=message):
        accounts.create_account(record, ada, name, "Bob", role, password)


def test_passwords_are_kept_as_argon2id_hashes_only(record: Record, ada: Actor) -> None:
    with record.reading() as session:
        stored = session.get_one(Account, ada.id).password
    assert stored is not None
    assert stored.startswith("$argon2id$")
    assert PASSWORD not in stored


def test_five_wrong_passwords_lock_the_account_for_a_while(record: Record, ada: Actor) -> None:
    for _ in range(5):
        assert accounts.log_in(record, "ada", "not the password").refusal == "The name or the password is wrong."
    assert accounts.log_in(record, "ada", "not the password").refusal == "The name or the password is wrong."
    locked = accounts.log_in(record, "ada", PASSWORD)
    assert (locked.token, locked.refusal) == ("", "Too many wrong passwords: try again in 15 minutes.")
    with record.writing() as session:
        session.get_one(Account, ada.id).locked_until = now() - timedelta(seconds=1)
    assert who(record, accounts.log_in(record, "ada", PASSWORD)) == ada
    with record.reading() as session:
        acts = [entry.act for entry in trail.list_entries(session, ada)]
    assert acts == [
        "session.opened",
        *["session.refused"] * 2,
        "account.locked",
        *["session.refused"] * 4,
        "account.first",
        "record.created",
    ]


def test_a_right_password_starts_the_count_anew(record: Record, ada: Actor) -> None:
    for _ in range(3):
        for _ in range(4):
            accounts.log_in(record, "ada", "not the password")
        assert accounts.log_in(record, "ada", PASSWORD).token


def test_an_administrator_ends_a_lock_out(record: Record, ada: Actor) -> None:
    rob = accounts.create_account(record, ada, "rob", "Rob Castell", "reviewer", PASSWORD)
    for _ in range(5):
        accounts.log_in(record, "rob", "not the password")
    with record.writing() as session:
        assert accounts.unlock(session, ada, rob.id).locked_until is None
    assert accounts.log_in(record, "rob", PASSWORD).token


def test_an_unknown_name_is_refused_in_the_same_words(record: Record, ada: Actor) -> None:
    for _ in range(accounts.MAX_FAILURES + 2):
        assert accounts.log_in(record, "nobody", PASSWORD) == accounts.log_in(record, "ada", "not the password")
    with record.reading() as session:
        refused = [entry.subject for entry in trail.list_entries(session, ada) if entry.act == "session.refused"]
    assert refused.count("") == accounts.MAX_FAILURES + 2  # guesses at names that are none are on the trail too


def test_the_present_password_cannot_be_guessed_at_an_open_screen(record: Record, ada: Actor) -> None:
    opened = accounts.log_in(record, "ada", PASSWORD)
    for _ in range(accounts.MAX_FAILURES):
        with pytest.raises(Refused, match="present password is wrong"):
            accounts.change_password(record, ada, "not the password", "three other random words")
    assert who(record, opened) is None
    with pytest.raises(Refused, match="present password is wrong"):
        accounts.change_password(record, ada, PASSWORD, "three other random words")
    assert accounts.log_in(record, "ada", PASSWORD).refusal.startswith("Too many wrong passwords")


def test_a_session_ends_at_its_time_and_when_it_is_closed(record: Record, ada: Actor) -> None:
    first, second = accounts.log_in(record, "ada", PASSWORD), accounts.log_in(record, "ada", PASSWORD)
    with record.writing() as session:
        accounts.log_out(session, first.token)
    assert who(record, first) is None
    assert who(record, second) == ada
    with record.writing() as session:
        session.scalars(select(LoginSession)).one().expires_at = now()
    assert who(record, second) is None


def test_tokens_are_nowhere_in_the_record(record: Record, ada: Actor) -> None:
    token = accounts.log_in(record, "ada", PASSWORD).token
    with record.reading() as session:
        assert token not in {row.token for row in session.scalars(select(LoginSession))}
    assert who(record, LogIn(token=token[:-1])) is None
    assert who(record, LogIn(token="")) is None


@pytest.mark.parametrize("act", ["close", "role", "reset"])
def test_a_changed_account_has_no_open_session(record: Record, ada: Actor, act: str) -> None:
    rob = accounts.create_account(record, ada, "rob", "Rob Castell", "reviewer", PASSWORD)
    made = accounts.log_in(record, "rob", PASSWORD)
    if act == "reset":
        accounts.reset_password(record, ada, rob.id, "another three words")
    with record.writing() as session:
        if act == "close":
            accounts.set_active(session, ada, rob.id, False)
        if act == "role":
            accounts.set_role(session, ada, rob.id, "manager")
    assert who(record, made) is None
    assert bool(accounts.log_in(record, "rob", PASSWORD).token) == (act == "role")


def test_the_last_administrator_stays(record: Record, ada: Actor) -> None:
    with pytest.raises(Refused, match="the only administrator"), record.writing() as session:
        accounts.set_active(session, ada, ada.id, False)
    with pytest.raises(Refused, match="the only administrator"), record.writing() as session:
        accounts.set_role(session, ada, ada.id, "reviewer")
    accounts.create_account(record, ada, "eve", "Eve Marsh", "administrator", PASSWORD)
    with record.writing() as session:
        assert accounts.set_role(session, ada, ada.id, "reviewer").role == "reviewer"


def test_ones_own_password_needs_the_present_one(record: Record, ada: Actor) -> None:
    with pytest.raises(Refused, match="present password is wrong"):
        accounts.change_password(record, ada, "not the password", "another three words")
    accounts.change_password(record, ada, PASSWORD, "another three words")
    assert accounts.log_in(record, "ada", PASSWORD).refusal
    assert accounts.log_in(record, "ada", "another three words").token


def test_an_account_that_is_none_is_not_found(record: Record, ada: Actor) -> None:
    with pytest.raises(NotFound), record.writing() as session:
        accounts.set_active(session, ada, "none", False)


@pytest.fixture
def alone(record: Record, settings: Settings) -> Record:
    record.settings = settings.model_copy(update={"mode": "single"})
    return record


def test_the_one_time_token_opens_once(alone: Record) -> None:
    token = accounts.one_time_token(alone)
    made = accounts.redeem(alone, token)
    found = who(alone, made)
    assert found is not None
    assert found.role is Role.PERSON
    assert "has been used or has run out" in accounts.redeem(alone, token).refusal


def test_a_new_one_time_token_ends_the_one_before(alone: Record) -> None:
    first = accounts.one_time_token(alone)
    second = accounts.one_time_token(alone)
    assert accounts.redeem(alone, first).refusal
    assert accounts.redeem(alone, second).token


def test_a_one_time_token_runs_out_and_is_kept_as_a_digest(alone: Record) -> None:
    token = accounts.one_time_token(alone)
    with alone.writing() as session:
        row = session.scalars(select(OneTimeToken)).one()
        assert row.token != token
        row.expires_at = now()
    assert accounts.redeem(alone, token).refusal


def test_the_two_modes_do_not_open_each_others_sessions(alone: Record, settings: Settings) -> None:
    person = accounts.redeem(alone, accounts.one_time_token(alone))
    accounts.first_account(alone, "ada", "Ada Thornley", PASSWORD)
    team = accounts.log_in(alone, "ada", PASSWORD)
    assert who(alone, person) is not None
    assert who(alone, team) is None
    alone.settings = settings
    assert who(alone, person) is None
    assert who(alone, team) is not None
    with pytest.raises(Refused, match="no one-time token in team mode"):
        accounts.one_time_token(alone)


def test_a_password_that_is_not_hashed_matches_nothing() -> None:
    assert not passwords.matches(None, "nobody has this password")
    assert not passwords.matches("damaged", PASSWORD)
