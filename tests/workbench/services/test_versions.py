"""Uploads: what is taken, what is refused, what a new version brings along."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scr_publish.errors import ConfigError
from scr_publish.workbench.errors import NotFound, RecordError, Refused
from scr_publish.workbench.jobs import queue, results
from scr_publish.workbench.record import Record
from scr_publish.workbench.services import reviews, versions
from scr_publish.workbench.services.versions import Upload, uploading
from scr_publish.workbench.services.views import FileKind, ReviewView, VersionStatus
from tests.workbench.making import CASE, People, left, new_review, uploaded

DRAFT = Upload("draft.md", b"# A draft")
RESPONSE = Upload("response.txt", b"A response.")


@pytest.fixture
def review(record: Record, people: People) -> ReviewView:
    return new_review(record, people.rana)


def names(record: Record, people: People, version_id: str) -> dict[FileKind, list[str]]:
    with record.reading() as session:
        shown = versions.get_version(session, people.rana, version_id).files
    return {kind: [name for other, name in shown if other == kind] for kind, _ in shown}


def test_a_new_version_waits_for_its_check(record: Record, people: People, review: ReviewView) -> None:
    made = versions.upload(record, people.rana, review.id, DRAFT, (RESPONSE,))
    assert (made.number, made.status, made.name, made.size) == (1, VersionStatus.WAITING, "draft.md", 9)
    assert made.progress is not None
    assert made.progress.place == 1
    with record.reading() as session:
        kept = versions.get_file(session, people.mel, made.id, FileKind.DRAFT)
        assert (kept.name, kept.data, kept.sha256) == ("draft.md", b"# A draft", made.sha256)
        assert (
            versions.get_file(session, people.mel, made.id, FileKind.COMPANION, "response.txt").data == b"A response."
        )
        with pytest.raises(NotFound, match="no such file"):
            versions.get_file(session, people.mel, made.id, FileKind.COMPANION, "another.txt")
        with pytest.raises(NotFound, match="no such file"):
            versions.assessment(session, people.mel, made.id)


def test_companions_and_case_file_come_along_until_others_take_their_place(
    record: Record, people: People, review: ReviewView
) -> None:
    case = Upload("case.toml", CASE.read_bytes())
    versions.upload(record, people.rana, review.id, DRAFT, (RESPONSE,), case)
    second = versions.upload(record, people.rana, review.id, DRAFT)
    assert names(record, people, second.id) == {
        FileKind.CASE: ["case.toml"], FileKind.COMPANION: ["response.txt"], FileKind.DRAFT: ["draft.md"]
    }  # fmt: skip
    third = versions.upload(record, people.rana, review.id, DRAFT, (Upload("other.txt", b"x"),))
    assert names(record, people, third.id)[FileKind.COMPANION] == ["other.txt"]
    fourth = versions.upload(record, people.rana, review.id, DRAFT, keep_beside=False)
    assert names(record, people, fourth.id) == {FileKind.DRAFT: ["draft.md"]}


def test_an_encrypted_case_file_needs_its_passphrase(
    record: Record, people: People, review: ReviewView, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How one is decrypted has tests of its own, and takes a second and up to a gigabyte."""

    def opened(_data: bytes, passphrase: Callable[[], str], name: str) -> bytes:
        if passphrase() != "three random words":
            raise ConfigError(f"{name}: wrong passphrase.")
        return CASE.read_bytes()

    monkeypatch.setattr(uploading, "decrypt", opened)
    case = Upload("case.toml.age", b"age-encryption.org/v1\n")
    with pytest.raises(Refused, match="case file is encrypted: give its passphrase"):
        versions.upload(record, people.rana, review.id, DRAFT, case=case)
    with pytest.raises(Refused, match="The case file: wrong passphrase"):
        versions.upload(record, people.rana, review.id, DRAFT, case=case, passphrase="another one")
    made = versions.upload(record, people.rana, review.id, DRAFT, case=case, passphrase="three random words")
    with record.reading() as session:
        kept = versions.get_file(session, people.rana, made.id, FileKind.CASE)
    assert (kept.name, kept.data) == ("case.toml", CASE.read_bytes())


@pytest.mark.parametrize(
    ("draft", "companions", "case", "message"),
    [
        (Upload("a.md", b""), (), None, "The draft is an empty file"),
        (Upload("a.md", b"x" * 5000), (), None, "The draft is larger than"),
        (DRAFT, (RESPONSE, RESPONSE, RESPONSE), None, "At most 2 companions"),
        (DRAFT, (Upload("b.txt", b""),), None, "The companion is an empty file"),
        (DRAFT, (), Upload("case.toml", b"[dates]\nnotfication = 2016-01-01\n"), "unknown key “dates.notfication”"),
        (DRAFT, (), Upload("case.toml", b"not TOML"), "The case file: not valid TOML"),
        (DRAFT, (), Upload("case.toml", b'[review]\nprofile = "/etc/own.toml"\n'), "profile by its path"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_leaves_nothing(
    record: Record,
    people: People,
    review: ReviewView,
    draft: Upload,
    companions: tuple[Upload, ...],
    case: Upload | None,
    message: str,
) -> None:
    record.settings = record.settings.model_copy(update={"upload_bytes": 4096, "companions": 2})
    with pytest.raises(Refused, match=message):
        versions.upload(record, people.rana, review.id, draft, companions, case)
    assert left(record) == []
    with record.reading() as session:
        assert versions.list_versions(session, people.rana, review.id) == []


def test_an_upload_that_fails_half_way_leaves_nothing(
    record: Record, people: People, review: ReviewView, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RecordError("the database went away.")

    monkeypatch.setattr(queue, "add", fail)
    with pytest.raises(RecordError):
        versions.upload(record, people.rana, review.id, DRAFT)
    with record.reading() as session:
        assert versions.list_versions(session, people.rana, review.id) == []
    record.sweep()
    assert left(record) == []


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Users\\rana\\draft.docx", "draft.docx"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\n.md", "ab.md"),
        ("..", "draft"),
        ("x" * 300 + ".docx", "x" * 195 + ".docx"),
        ("Ł" * 150 + ".docx", "Ł" * 97 + ".docx"),
    ],
)
def test_a_name_is_a_name_and_no_path(record: Record, people: People, review: ReviewView, sent: str, kept: str) -> None:
    assert versions.upload(record, people.rana, review.id, Upload(sent, b"x")).name == kept


def test_a_failed_check_says_why_and_can_be_tried_again(record: Record, people: People, review: ReviewView) -> None:
    version = uploaded(record, people.rana, review)
    with record.writing() as session:
        job = queue.claim(session, "worker")
    assert job is not None
    results.fail(record, job.id, "worker", "flawed-report.docx is encrypted: take the password off.")
    with record.writing() as session:
        shown = versions.get_version(session, people.rana, version.id)
        assert (shown.status, shown.failure[:28]) == (VersionStatus.FAILED, "flawed-report.docx is encryp")
        again = versions.check_again(session, people.rana, version.id)
    assert (again.status, again.failure) == (VersionStatus.WAITING, "")
    with pytest.raises(Refused, match="Only a check that failed"), record.writing() as session:
        versions.check_again(session, people.rana, version.id)


def test_a_review_begins_with_a_draft_that_is_one_or_not_at_all(record: Record, people: People) -> None:
    with pytest.raises(Refused):
        reviews.begin_review(record, people.rana, "Child H", "", Upload("draft.docx", b"\x89PNG\r\n\x1a\n" + bytes(50)))
    with record.reading() as session:
        assert reviews.list_reviews(session, people.rana) == []
    made = reviews.begin_review(record, people.rana, "Child H", "", DRAFT)
    with record.reading() as session:
        assert reviews.get_review(session, people.rana, made.review_id).latest == made
    assert list(record.files.ids()) != []


def test_a_review_has_a_title_and_a_kind(record: Record, people: People) -> None:
    with record.writing() as session:
        made = reviews.create_review(session, people.rana, "  Child   H ", "wt2023-lcspr")
        assert (made.title, made.profile, made.versions, made.latest) == ("Child H", "wt2023-lcspr", 0, None)
        assert reviews.rename_review(session, people.rana, made.id, "Child K").title == "Child K"
        for title, profile in (("", ""), ("x" * 201, ""), ("Child H", "/etc/own.toml")):
            with pytest.raises(Refused):
                reviews.create_review(session, people.rana, title, profile)
        with pytest.raises(NotFound):
            reviews.get_review(session, people.rana, "none")
