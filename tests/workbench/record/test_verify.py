"""`record verify` on a record that somebody has been at, and a new master key."""

from __future__ import annotations

import os

import pytest
from sqlalchemy import select, text

from scr_publish.workbench.errors import RecordError, Refused
from scr_publish.workbench.record import Record
from scr_publish.workbench.record.models import DataKey, StoredFile
from scr_publish.workbench.record.rotation import rotate
from scr_publish.workbench.record.vault import new_key
from scr_publish.workbench.record.verify import Verified, verify_record
from scr_publish.workbench.services.views import VersionView
from scr_publish.workbench.settings import Settings
from tests.workbench.making import People, checked, findings, new_review
from tests.workbench.services.test_gate import REASON, settle, sign

ALL_OF_A_VERSION = ("sign_offs", "jobs", "findings", "stored_files", "versions")
OTHER = "SELECT id FROM accounts WHERE name = 'max'"


@pytest.fixture
def version(record: Record, people: People) -> VersionView:
    """A version that was decided about and signed off."""
    made = checked(record, people.rana, new_review(record, people.rana))
    settle(record, people.rana, made, "blocker", "review")
    sign(record, people.mel, made)
    return made


def verified(record: Record, **options: str) -> Verified:
    with record.reading() as session:
        return verify_record(session, **options)


def test_a_whole_record_is_whole(record: Record, version: VersionView) -> None:
    found = verified(record)
    assert found.faults == []
    assert (found.decisions, found.kept, found.deleted, found.files, found.sign_offs) == (29, 1, 0, 3, 1)
    assert verified(record, expected=found.head).faults == []


def test_an_earlier_state_put_back_is_noticed_by_the_entry_that_was_kept(record: Record, version: VersionView) -> None:
    number, _, digest = verified(record).head.partition(":")
    assert verified(record, expected=f"{int(number) + 1}:{digest}").faults == [
        f"Audit entry {int(number) + 1}, which was there before, is missing."
    ]
    assert verified(record, expected=f"{number}:{'0' * 64}").faults == [f"Audit entry {number} is another than before."]


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE decision_events SET status = 'fixed' WHERE id = 3", "A decision does not agree with audit entry"),
        (f"UPDATE decision_events SET decided_by = ({OTHER})", "A decision does not agree with audit entry"),
        ("UPDATE decision_events SET in_version = 7", "A decision does not agree with audit entry"),
        ("UPDATE decision_events SET decided_at = '2016-01-01 00:00:00'", "A decision does not agree with audit entry"),
        ("UPDATE decision_events SET reason = NULL WHERE id = 3", "The reason of a decision does not agree"),
        ("UPDATE decisions SET status = 'fixed'", "What stands decided is not what audit entry"),
        (f"UPDATE decisions SET decided_by = ({OTHER})", "What stands decided is not what audit entry"),
        ("UPDATE decisions SET severity = 'advice'", "What stands decided is not what audit entry"),
        ("UPDATE decisions SET key = 'x' WHERE key = (SELECT min(key) FROM decisions)", "What stands decided is not"),
        ("DELETE FROM decision_events WHERE id = 3", "The decision that audit entry"),
        ("DELETE FROM decision_events; DELETE FROM decisions", "The decision that audit entry"),
        ("UPDATE sign_offs SET certificate_sha256 = 'x'", "The audit trail does not tell of the sign-off"),
        (f"UPDATE sign_offs SET signed_by = ({OTHER})", "The sign-off"),
        ("UPDATE sign_offs SET certificate = NULL", "The certificate of the sign-off"),
        ("DELETE FROM sign_offs", "The sign-off that audit entry"),
        ("UPDATE stored_files SET sha256 = 'x' WHERE kind = 'draft'", "A file (draft) of version 1"),
        ("UPDATE findings SET allowed = true WHERE severity = 'blocker'", "Version 1 of review"),
        ("UPDATE findings SET severity = 'advice' WHERE severity = 'blocker'", "Version 1 of review"),
        ("DELETE FROM findings WHERE severity = 'review'", "Version 1 of review"),
        ("UPDATE versions SET sha256 = 'x'", "Version 1 of review"),
        ("UPDATE versions SET status = 'waiting'", "Version 1 of review"),
        ("; ".join(f"DELETE FROM {name}" for name in ALL_OF_A_VERSION), "Version 1 of review"),
    ],
)
def test_what_was_altered_in_the_database_is_told(
    record: Record, version: VersionView, statement: str, fault: str
) -> None:
    with record.writing() as session:
        for part in statement.split("; "):
            session.execute(text(part))
    assert any(item.startswith(fault) for item in verified(record).faults), verified(record).faults


def test_what_was_altered_in_the_folder_is_told(record: Record, version: VersionView) -> None:
    with record.reading() as session:
        ids = {row.kind: row.id for row in session.scalars(select(StoredFile))}
    folder = record.files.folder
    (folder / ids["draft"]).write_bytes(b"another" * 10)
    (folder / ids["case"]).unlink()
    (folder / "stranger").write_bytes(b"x")
    told = " ".join(verified(record).faults)
    for expected in ("(draft) of version 1", "has been changed", "(case) of version 1", "is missing", "stranger"):
        assert expected in told, expected


def test_a_new_master_key_opens_all_and_the_old_one_nothing(
    record: Record, settings: Settings, people: People, version: VersionView
) -> None:
    old = settings.master_key_file.read_text()
    with record.reading() as session:
        wrapped = {row.id: row.wrapped for row in session.scalars(select(DataKey))}
    assert rotate(record) == len(wrapped) + 1
    assert settings.master_key_file.read_text() != old
    again = Record.open(settings, create=False)
    assert REASON in {item.decision.reason for item in findings(again, people.rana, version)}
    assert verified(again).faults == []
    with again.reading() as session:
        assert all(row.wrapped != wrapped[row.id] for row in session.scalars(select(DataKey)))
    again.close()
    settings.master_key_file.write_text(old)
    with pytest.raises(Exception, match="another master key"):
        Record.open(settings)


def test_keys_of_the_environment_change_over_from_the_second_to_the_first(
    record: Record, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import base64

    old, new = record.vault.master_keys[0], new_key()
    old_text, new_text = (base64.urlsafe_b64encode(key).decode() for key in (old, new))
    monkeypatch.setenv("SCR_PUBLISH_KEY", old_text)
    with pytest.raises(Refused, match="to the new key, a comma and the old key"):
        rotate(record)
    record.close()
    monkeypatch.setenv("SCR_PUBLISH_KEY", f"{new_text},{old_text}")
    both = Record.open(settings)
    rotate(both)
    both.close()
    monkeypatch.setenv("SCR_PUBLISH_KEY", new_text)
    Record.open(settings, create=False).close()


def test_the_key_is_not_changed_while_somebody_else_has_the_record_open(
    record: Record, settings: Settings, people: People
) -> None:
    serving = Record.open(settings, create=False)
    before = settings.master_key_file.read_text()
    with pytest.raises(Refused, match="in use: stop the workbench first"):
        rotate(record)
    assert settings.master_key_file.read_text() == before
    serving.close()
    assert rotate(record) == 1


def test_with_a_key_that_was_changed_meanwhile_nothing_is_stored(
    record: Record, settings: Settings, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    serving = Record.open(settings, create=False)
    monkeypatch.setattr(serving.holding, "_locks", None)
    serving.holding.end()  # as on Windows, which has no such locks
    rotate(record)
    with pytest.raises(RecordError, match="the master key has been changed: start the workbench again"):
        new_review(serving, people.rana)
    serving.close()
    new_review(record, people.rana)


def test_a_new_key_file_is_on_the_disk_before_the_record_needs_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (synced.append(os.fstat(handle).st_ino), real(handle)))
    Record.open(settings).close()
    assert {settings.master_key_file.stat().st_ino, settings.master_key_file.parent.stat().st_ino} <= set(synced)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_log_that_readers_hold_is_said_not_to_be_empty(record: Record, people: People) -> None:
    assert record.scrub()
    with record.reading() as session:
        session.scalars(select(DataKey)).all()
        new_review(record, people.rana)
        assert not record.scrub()
    assert record.scrub()
