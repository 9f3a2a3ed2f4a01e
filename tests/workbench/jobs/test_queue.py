"""The queue: one job, one process; what is lost comes back, and what comes too late is not stored."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scr_publish.workbench.jobs import queue, results
from scr_publish.workbench.record import Record
from scr_publish.workbench.record.models import Job, now
from scr_publish.workbench.services import versions
from scr_publish.workbench.services.views import ReviewView, VersionStatus, VersionView
from tests.workbench.making import People, findings, finish, job_of, made, new_review, uploaded


@pytest.fixture
def review(record: Record, people: People) -> ReviewView:
    return new_review(record, people.rana)


@pytest.fixture
def version(record: Record, people: People, review: ReviewView) -> VersionView:
    return uploaded(record, people.rana, review)


def claim(record: Record, worker: str) -> str:
    """The id of the job that a worker gets; empty where there is none."""
    with record.writing() as session:
        job = queue.claim(session, worker)
        return job.id if job else ""


def status(record: Record, people: People, version: VersionView) -> VersionView:
    with record.reading() as session:
        return versions.get_version(session, people.rana, version.id)


def out_of_lease(record: Record, job_id: str) -> None:
    with record.writing() as session:
        session.get_one(Job, job_id).lease_until = now() - timedelta(seconds=1)


def test_a_job_is_given_once_in_the_order_of_the_queue(
    record: Record, people: People, review: ReviewView, version: VersionView
) -> None:
    second = uploaded(record, people.rana, review)
    waits = status(record, people, second).progress
    assert waits is not None
    assert waits.place == 2
    assert claim(record, "a") == job_of(record, version).id
    assert claim(record, "b") == job_of(record, second).id
    assert claim(record, "c") == ""
    assert status(record, people, version).status == VersionStatus.CHECKING


def test_a_heartbeat_keeps_the_lease_and_tells_how_far_it_is(
    record: Record, people: People, version: VersionView
) -> None:
    job_id = claim(record, "a")
    out_of_lease(record, job_id)
    with record.writing() as session:
        queue.keep(session, job_id, "a", "reading the language", 30, 120)
    assert claim(record, "b") == ""
    progress = status(record, people, version).progress
    assert progress is not None
    assert (progress.stage, progress.done, progress.total, progress.attempt) == ("reading the language", 30, 120, 1)


def test_a_job_whose_process_is_gone_is_given_to_another_and_the_first_can_store_nothing(
    record: Record, people: People, version: VersionView
) -> None:
    job_id = claim(record, "a")
    out_of_lease(record, job_id)
    assert claim(record, "b") == job_id
    with pytest.raises(queue.Lost):
        results.store(record, job_id, "a", made())
    with pytest.raises(queue.Lost), record.writing() as session:
        queue.keep(session, job_id, "a", "checking", 1, 2)
    assert list(record.files.folder.glob("*.part")) == []
    results.store(record, job_id, "b", made())
    assert len(findings(record, people.rana, version)) == 58
    with pytest.raises(queue.Lost):
        results.fail(record, job_id, "b", "too late")
    assert status(record, people, version).status == VersionStatus.CHECKED


def test_a_check_that_crashes_thrice_is_given_up_and_says_so(
    record: Record, people: People, version: VersionView
) -> None:
    for worker in ("a", "b", "c"):
        assert claim(record, worker)
        with record.writing() as session:
            queue.give_back(session, worker, crashed=True)
        assert status(record, people, version).status == VersionStatus.WAITING
    assert claim(record, "d") == ""
    shown = status(record, people, version)
    assert (shown.status, shown.failure[:46]) == (
        VersionStatus.FAILED, "The check stopped without a word, 3 times. Sav"
    )  # fmt: skip


def test_a_stopped_server_costs_no_attempt_of_the_few(record: Record, people: People, version: VersionView) -> None:
    for worker in "abcde":
        assert claim(record, worker)
        with record.writing() as session:
            queue.give_back(session, worker, crashed=False)
    finish(record, made())
    assert status(record, people, version).status == VersionStatus.CHECKED


def test_a_check_with_which_the_server_goes_down_ten_times_is_given_up(
    record: Record, people: People, version: VersionView
) -> None:
    for i in range(queue.MAX_ATTEMPTS):
        out_of_lease(record, claim(record, f"worker-{i}"))
    assert claim(record, "last") == ""
    assert status(record, people, version).status == VersionStatus.FAILED
