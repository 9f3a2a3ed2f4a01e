"""Deletion: what goes, what stays, and the proof of it; and that nothing of a draft is ever in plain on the disk."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import MetaData, select, text

from scr_publish.workbench.errors import NotFound, Refused
from scr_publish.workbench.record import Record
from scr_publish.workbench.record.models import DataKey, FindingRow, StoredFile, Version, now
from scr_publish.workbench.record.verify import verify_record
from scr_publish.workbench.services import certificate, decisions, gate, retention, reviews, trail, versions
from scr_publish.workbench.services.versions import Upload
from scr_publish.workbench.services.views import FileKind, ReviewView, Status, VersionStatus, VersionView
from tests.workbench.making import (
    CASE,
    DRAFT,
    TITLE,
    People,
    assessment,
    checked,
    findings,
    job_of,
    left,
    new_review,
    uploaded,
)
from tests.workbench.services.test_gate import REASON, settle, sign


@pytest.fixture
def review(record: Record, people: People) -> ReviewView:
    return new_review(record, people.rana)


@pytest.fixture
def version(record: Record, people: People, review: ReviewView) -> VersionView:
    return checked(record, people.rana, review)


def everything(record: Record) -> bytes:
    """All that the record keeps, in the folder and in the database."""
    kept = [path.read_bytes() for path in record.settings.folder.rglob("*") if path.is_file()]
    tables = MetaData()
    tables.reflect(record.engine)
    with record.engine.connect() as connection:
        for table in tables.sorted_tables:
            for row in connection.execute(select(table)):
                kept += [value if isinstance(value, bytes) else str(value).encode() for value in row]
    return b"\n".join(kept)


def faults(record: Record) -> list[str]:
    with record.reading() as session:
        return verify_record(session).faults


def test_no_word_of_a_draft_is_in_plain_in_the_record(
    record: Record, people: People, review: ReviewView, version: VersionView
) -> None:
    versions.upload(
        record, people.rana, review.id, Upload("Report on Tamsin Oakhollow.md", b"# Tamsin Oakhollow of Larkmoor Lane"),
        (Upload("Response to Oakhollow.txt", b"Larkmoor Lane was quiet."),),
    )  # fmt: skip
    settle(record, people.rana, version, "blocker")
    kept = everything(record)
    told = {
        item[key] for item in assessment()["findings"] for key in ("excerpt", "message", "suggestion", "replacement")
    }
    words = {" ".join(text.split()) for text in told if len(text) > 7}
    words |= {"Tamsin", "Oakhollow", "Larkmoor", "Lane was quiet", REASON, TITLE, DRAFT.name, CASE.name}
    words |= {line.strip() for line in CASE.read_text().splitlines() if len(line.strip()) > 20}
    assert len(words) > 50
    assert not [item for item in words if item.encode() in kept or json.dumps(item)[1:-1].encode() in kept]
    assert DRAFT.read_bytes()[:64] not in kept
    assert version.sha256.encode() in kept  # the search does find what is there


def test_a_deleted_version_leaves_its_hash_and_the_decisions(
    record: Record, people: People, review: ReviewView, version: VersionView
) -> None:
    settle(record, people.rana, version, "blocker", "review")
    sign(record, people.mel, version)
    retention.delete_documents(record, people.ada, version.id, "Asked for by the Board.")
    with record.reading() as session:
        for call in (versions.get_version, versions.list_findings, versions.assessment):
            with pytest.raises(NotFound, match="documents of version 1 have been deleted"):
                call(session, people.rana, version.id)
        shown = versions.list_versions(session, people.rana, review.id)[0]
        entry = trail.list_entries(session, people.ada, limit=1)[0]
        assert session.scalar(select(FindingRow)) is None
        assert json.loads(certificate.certificate_json(session, people.mel, review.id))["justified"]
    assert (shown.status, shown.sha256, shown.name, shown.counts) == (
        VersionStatus.DELETED, version.sha256, "", version.counts
    )  # fmt: skip
    assert (entry.act, entry.details["sha256"]) == ("version.deleted", version.sha256)
    assert entry.details["why"] == "Asked for by the Board."
    assert {file["kind"] for file in entry.details["files"]} == {"draft", "case", "assessment"}
    assert list(record.files.ids()) == []
    assert faults(record) == []


def test_the_destroyed_key_is_nowhere_left(record: Record, people: People, version: VersionView) -> None:
    with record.reading() as session:
        row = session.get_one(Version, version.id)
        wrapped = session.get_one(DataKey, row.key_id).wrapped
    assert wrapped is not None
    assert wrapped in everything(record)
    retention.delete_documents(record, people.ada, version.id)
    assert wrapped not in everything(record)


def test_a_deleted_review_leaves_nothing_that_was_written(
    record: Record, people: People, review: ReviewView, version: VersionView
) -> None:
    settle(record, people.rana, version, "blocker", "review")
    sign(record, people.mel, version)
    retention.delete_review(record, people.ada, review.id)
    with record.reading() as session:
        assert reviews.list_reviews(session, people.rana) == []
        for call in (reviews.get_review, versions.list_versions, gate.gate):
            with pytest.raises(NotFound):
                call(session, people.rana, review.id)
        with pytest.raises(NotFound):
            certificate.certificate_json(session, people.mel, review.id)
        acts = {entry.act for entry in trail.list_entries(session, people.ada, subject=review.id)}
        left = session.scalars(select(DataKey.wrapped)).all()
    assert acts >= {"version.uploaded", "decision.made", "review.signed_off", "version.deleted", "review.deleted"}
    assert left == [None, None]
    assert faults(record) == []


def test_what_is_not_used_for_long_goes_by_itself_and_the_rest_stays(
    record: Record, people: People, review: ReviewView, version: VersionView
) -> None:
    second = checked(record, people.rana, review, data=b"the second version")
    waiting = uploaded(record, people.rana, review, b"the third version")
    long_ago = now() - timedelta(days=record.settings.retention_days, minutes=1)
    with record.writing() as session:
        for item in (version, waiting):
            session.get_one(Version, item.id).last_used_at = long_ago
    with record.reading() as session:
        due = {item.number: item.due for item in retention.list_kept(session, people.ada)}
    assert due == {1: True, 2: False, 3: False}  # what waits for its check is in use
    assert retention.purge_due(record) == 1
    assert retention.purge_due(record) == 0
    with record.reading() as session:
        kept = {item.number: item.status for item in versions.list_versions(session, people.rana, review.id)}
        entry = trail.list_entries(session, people.ada, limit=1)[0]
    assert kept == {1: VersionStatus.DELETED, 2: VersionStatus.CHECKED, 3: VersionStatus.WAITING}
    assert (entry.actor, entry.details["why"]) == ("scr-publish", "due")
    assert findings(record, people.rana, second)
    assert faults(record) == []


def test_a_decision_puts_the_day_off(record: Record, people: People, version: VersionView) -> None:
    with record.writing() as session:
        session.get_one(Version, version.id).last_used_at = now() - timedelta(days=365)
    item = findings(record, people.rana, version)[0]
    with record.writing() as session:
        decisions.decide(session, people.rana, version.id, item.id, Status.FIXED, expected=0)
    assert retention.purge_due(record) == 0


def test_a_version_deleted_while_it_is_checked_is_not_brought_back(
    record: Record, people: People, review: ReviewView
) -> None:
    from scr_publish.workbench.jobs import queue, results
    from tests.workbench.making import made

    version = uploaded(record, people.rana, review)
    with record.writing() as session:
        job = queue.claim(session, "worker")
    assert job is not None
    retention.delete_documents(record, people.ada, version.id)
    with pytest.raises(queue.Lost):
        results.store(record, job.id, "worker", made())
    assert job_of(record, version).state == queue.FAILED
    assert left(record) == []
    assert faults(record) == []


def test_a_crash_between_database_and_folder_is_put_right_at_the_next_start(
    record: Record, people: People, version: VersionView
) -> None:
    with record.reading() as session:
        file_id = session.scalars(select(StoredFile.id).where(StoredFile.kind == FileKind.DRAFT)).one()
    sealed = record.files.read(file_id)
    retention.delete_documents(record, people.ada, version.id)
    (record.files.folder / file_id).write_bytes(sealed)
    assert [fault for fault in faults(record) if "a file of it (draft) is still there" in fault]
    assert record.sweep() == 1
    assert faults(record) == []


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE versions SET name = :data", "words of it are still in the database"),
        ("UPDATE data_keys SET wrapped = :data", "its key is still there"),
        ("UPDATE stored_files SET name = :data", "a file of it (draft) is still there"),
        ("UPDATE versions SET sha256 = 'another'", "the audit trail does not say so"),
    ],
)
def test_a_deletion_that_is_not_whole_is_told(
    record: Record, people: People, version: VersionView, statement: str, fault: str
) -> None:
    retention.delete_documents(record, people.ada, version.id)
    with record.writing() as session:
        session.execute(text(statement), {"data": b"x"} if ":data" in statement else {})
    assert any(fault in item for item in faults(record)), faults(record)


def test_a_deleted_version_is_not_deleted_twice(record: Record, people: People, version: VersionView) -> None:
    retention.delete_documents(record, people.ada, version.id)
    with pytest.raises(NotFound, match="have been deleted"):
        retention.delete_documents(record, people.ada, version.id)


def test_a_new_version_after_a_deletion_brings_nothing_along_and_says_so(
    record: Record, people: People, review: ReviewView, version: VersionView
) -> None:
    retention.delete_documents(record, people.ada, version.id)
    draft = Upload("again.md", b"# Again")
    with pytest.raises(Refused, match="case file and companions of version 1 have been deleted: send them again"):
        versions.upload(record, people.rana, review.id, draft)
    again = versions.upload(record, people.rana, review.id, draft, keep_beside=False)
    assert [kind for kind, _ in again.files] == [FileKind.DRAFT]
    with pytest.raises(Refused), record.writing() as session:
        versions.check_again(session, people.rana, again.id)
