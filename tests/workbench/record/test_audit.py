"""The audit trail: append-only in both databases, and no change to it goes unnoticed."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from scr_publish.workbench.record import Record, RecordSession, audit
from scr_publish.workbench.record.models import AuditEntry

NUMBER = 6


@pytest.fixture
def trail(record: Record) -> Record:
    with record.writing() as session:
        for i in range(2, NUMBER + 1):  # the first entry tells of the record itself
            assert audit.append(session, audit.PROGRAM, "test.made", "abc", n=i) == i
    return record


def faults(record: Record) -> list[tuple[int, str]]:
    with record.reading() as session:
        return [(fault.sequence, fault.what) for fault in audit.verify(session)]


def unlocked(record: Record, change: Callable[[RecordSession], object]) -> None:
    """Change the trail as somebody would who may alter the database itself."""
    sqlite = record.engine.dialect.name == "sqlite"
    names = ("audit_no_update", "audit_no_delete") if sqlite else ("audit_no_change", "audit_no_truncate")
    with record.writing() as session:
        for name in names:
            session.execute(text(f"DROP TRIGGER {name}{'' if sqlite else ' ON audit'}"))
        change(session)


def test_entries_follow_each_other(trail: Record) -> None:
    assert faults(trail) == []
    with trail.reading() as session:
        entries = session.query(AuditEntry).order_by(AuditEntry.sequence).all()
    assert [entry.previous for entry in entries] == [audit.FIRST, *(entry.hash for entry in entries[:-1])]
    assert json.loads(entries[2].body)["details"] == {"n": 3}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET body = 'x' WHERE sequence = 3",
        "DELETE FROM audit WHERE sequence = 6",
        "UPDATE audit SET seal = ''",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(trail: Record, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), trail.writing() as session:
        session.execute(text(statement))
    assert faults(trail) == []


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_postgresql_refuses_to_empty_the_trail(trail: Record) -> None:
    with pytest.raises(DBAPIError, match="append-only"), trail.writing() as session:
        session.execute(text("TRUNCATE audit"))


def test_an_altered_entry_is_named(trail: Record) -> None:
    altered = text("UPDATE audit SET body = replace(body, 'test.made', 'test.fake') WHERE sequence = 3")
    unlocked(trail, lambda session: session.execute(altered))
    assert faults(trail) == [(3, "has been changed")]


def test_an_altered_entry_with_a_new_hash_is_named_too(trail: Record) -> None:
    def change(session: RecordSession) -> None:
        entry = session.get_one(AuditEntry, 3)
        entry.body = entry.body.replace('"n":3', '"n":9')
        entry.hash = audit.chained(entry.previous, entry.body)

    unlocked(trail, change)
    assert faults(trail) == [
        (3, "was not written by this record: its seal is wrong"),
        (4, "does not follow from the entry before it"),
    ]


def test_a_chain_made_anew_without_the_key_is_noticed_from_its_first_forged_entry(trail: Record) -> None:
    def change(session: RecordSession) -> None:
        previous = audit.FIRST
        for entry in session.query(AuditEntry).order_by(AuditEntry.sequence):
            entry.body = entry.body.replace("test.made", "test.fake")
            entry.previous, entry.hash = previous, audit.chained(previous, entry.body)
            previous = entry.hash

    unlocked(trail, change)
    found = faults(trail)
    assert [number for number, what in found if "seal is wrong" in what] == [2, 3, 4, 5, 6]
    assert found[-1] == (6, "does not agree with the mark of the trail's end")


def test_a_missing_entry_is_named(trail: Record) -> None:
    unlocked(trail, lambda session: session.execute(text("DELETE FROM audit WHERE sequence = 4")))
    assert faults(trail) == [(4, "is missing")]


def test_entries_cut_off_at_the_end_are_missed(trail: Record) -> None:
    unlocked(trail, lambda session: session.execute(text("DELETE FROM audit WHERE sequence > 4")))
    assert faults(trail) == [(5, "is missing: the trail went on to entry 6")]


def test_an_end_that_was_marked_anew_without_the_key_is_noticed(trail: Record) -> None:
    def change(session: RecordSession) -> None:
        session.execute(text("DELETE FROM audit WHERE sequence > 4"))
        last = session.get_one(AuditEntry, 4)
        head = audit.canonical({"sequence": 4, "hash": last.hash, "seal": last.seal})
        session.execute(text("UPDATE meta SET value = :head WHERE name = 'audit_head'"), {"head": head})

    unlocked(trail, change)
    assert faults(trail) == [(0, "the mark of the trail's end has been changed")]


def test_a_trail_without_its_mark_is_not_whole(trail: Record) -> None:
    unlocked(trail, lambda session: session.execute(text("DELETE FROM meta WHERE name = 'audit_head'")))
    assert faults(trail) == [(0, "the end of the trail is not marked: entries may have been cut off")]


def test_an_entry_put_under_another_subject_is_named(trail: Record) -> None:
    unlocked(trail, lambda session: session.execute(text("UPDATE audit SET subject = 'other' WHERE sequence = 2")))
    assert faults(trail) == [(2, "stands in another place than it was written for")]


@pytest.mark.parametrize("value", ["", "[]", "{}", '{"sequence": 6}'])
def test_a_damaged_mark_is_a_fault_and_no_crash(trail: Record, value: str) -> None:
    damage = text("UPDATE meta SET value = :value WHERE name = 'audit_head'")
    with trail.writing() as session:
        session.execute(damage, {"value": value})
    assert faults(trail) == [(0, "the mark of the trail's end has been changed")]


def test_an_emptied_trail_is_not_whole(trail: Record) -> None:
    def empty(session: RecordSession) -> None:
        session.execute(text("DELETE FROM audit"))
        session.execute(text("DELETE FROM meta WHERE name = 'audit_head'"))

    unlocked(trail, empty)
    assert faults(trail) == [
        (0, "the trail is empty, though every record has an entry of how it was made"),
        (0, "the end of the trail is not marked: entries may have been cut off"),
    ]
