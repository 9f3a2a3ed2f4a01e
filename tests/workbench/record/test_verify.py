"""`record verify` on a record that somebody has been at, and a new master key."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from scr_publish.workbench.errors import Refused
from scr_publish.workbench.record import Record
from scr_publish.workbench.record.models import DataKey, StoredFile
from scr_publish.workbench.record.rotation import rotate
from scr_publish.workbench.record.vault import new_key
from scr_publish.workbench.record.verify import Verified, verify_record
from scr_publish.workbench.services.views import VersionView
from scr_publish.workbench.settings import Settings
from tests.workbench.making import People, checked, findings, new_review
from tests.workbench.services.test_gate import REASON, settle, sign


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
        ("UPDATE decisions SET status = 'fixed'", "What stands decided is not what audit entry"),
        ("DELETE FROM decision_events WHERE id = 3", "A decision is missing from the history"),
        ("UPDATE decision_events SET reason = NULL WHERE id = 3", "The reason of a decision does not agree"),
        ("UPDATE sign_offs SET certificate_sha256 = 'x'", "The audit trail does not tell of the sign-off"),
        ("UPDATE stored_files SET sha256 = 'x' WHERE kind = 'draft'", "A file (draft) of version 1"),
    ],
)
def test_what_was_altered_in_the_database_is_told(
    record: Record, version: VersionView, statement: str, fault: str
) -> None:
    with record.writing() as session:
        session.execute(text(statement))
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
    monkeypatch.setenv("SCR_PUBLISH_KEY", f"{new_text},{old_text}")
    both = Record.open(settings)
    rotate(both)
    both.close()
    monkeypatch.setenv("SCR_PUBLISH_KEY", new_text)
    Record.open(settings, create=False).close()
