"""The gate: what blocks, and who may sign off what."""

from __future__ import annotations

from datetime import date

import pytest

from scr_publish.config import load_profile
from scr_publish.config.profile import Gate
from scr_publish.workbench.errors import Refused
from scr_publish.workbench.record import Record
from scr_publish.workbench.services import accounts, decisions, gate, reviews, trail
from scr_publish.workbench.services.actors import Actor
from scr_publish.workbench.services.views import GateView, ReviewView, SignOffView, Status, VersionView
from tests.workbench.making import People, checked, findings, made, new_review, uploaded

REASON = "The family asked for it to stand, in writing."


def look(record: Record, who: Actor, review: ReviewView) -> GateView:
    with record.reading() as session:
        return gate.gate(session, who, review.id)


def settle(record: Record, who: Actor, version: VersionView, *severities: str) -> None:
    """Justify every finding of some severities."""
    for item in findings(record, who, version):
        if item.severity in severities and item.decision.status is Status.OPEN:
            with record.writing() as session:
                decisions.decide(
                    session, who, version.id, item.id, Status.JUSTIFIED, REASON, expected=item.decision.version
                )


def sign(record: Record, who: Actor, version: VersionView, **options: object) -> SignOffView:
    with record.writing() as session:
        return gate.sign_off(session, who, version.review_id, version.id, **options)  # type: ignore[arg-type]


@pytest.fixture
def review(record: Record, people: People) -> ReviewView:
    return new_review(record, people.rana)


def test_a_review_without_a_checked_draft_is_blocked_and_says_why(
    record: Record, people: People, review: ReviewView
) -> None:
    assert look(record, people.mel, review).blocks == ("No draft has been uploaded.",)
    uploaded(record, people.rana, review)
    assert look(record, people.mel, review).blocks == ("Version 1 is waiting for its check.",)


def test_blockers_and_reviews_must_be_settled_and_advice_need_not(
    record: Record, people: People, review: ReviewView
) -> None:
    version = checked(record, people.rana, review)
    looked = look(record, people.mel, review)
    assert looked.blocks == ("29 findings are still to be decided.",)
    assert (len(looked.open), looked.advice) == (29, 29)
    assert looked.panel_date == date(2016, 6, 6)
    assert [step.status for step in looked.dates] == ["kept", "kept", "broken", "kept"]
    settle(record, people.rana, version, "blocker", "review")
    looked = look(record, people.mel, review)
    assert looked.ready
    assert (len(looked.justified), looked.deciders) == (29, {"Rana Whitlock": 29})


def test_a_promise_is_not_enough_the_new_version_must_show_it(
    record: Record, people: People, review: ReviewView
) -> None:
    version = checked(record, people.rana, review)
    item = next(item for item in findings(record, people.rana, version) if item.severity == "blocker")
    with record.writing() as session:
        decisions.decide(session, people.rana, version.id, item.id, Status.FIXED, expected=0)
    settle(record, people.rana, version, "blocker", "review")
    looked = look(record, people.mel, review)
    assert looked.blocks == ("1 finding is marked as changed, but still in this version: upload the new one.",)
    assert [found.id for found in looked.waiting] == [item.id]
    with pytest.raises(Refused, match="still in this version"):
        sign(record, people.mel, version)


def test_a_manager_signs_off_what_others_settled_once(record: Record, people: People, review: ReviewView) -> None:
    version = checked(record, people.rana, review)
    settle(record, people.rana, version, "blocker", "review")
    signed = sign(record, people.mel, version, statement="Seen by the Board on 2 June 2016.")
    assert (signed.by, signed.number, signed.panel_date) == ("Mel Arkwright", 1, date(2016, 6, 6))
    with pytest.raises(Refused, match="signed off already, by Mel Arkwright"):
        sign(record, people.max, version)
    with record.reading() as session:
        shown = reviews.get_review(session, people.rana, review.id)
        entry = trail.list_entries(session, people.mel, limit=1)[0]
    assert (shown.signed_off_by, entry.act) == ("Mel Arkwright", "review.signed_off")
    assert entry.details["sha256"] == version.sha256


def test_after_the_sign_off_nothing_is_decided_until_there_is_a_new_version(
    record: Record, people: People, review: ReviewView
) -> None:
    version = checked(record, people.rana, review)
    settle(record, people.rana, version, "blocker", "review")
    sign(record, people.mel, version)
    item = findings(record, people.rana, version)[0]
    with pytest.raises(Refused, match="has been signed off: upload a new one"), record.writing() as session:
        decisions.decide(session, people.rana, version.id, item.id, Status.OPEN, expected=item.decision.version)
    second = checked(record, people.rana, review, data=b"the second version")
    looked = look(record, people.mel, review)
    assert (looked.sign_off, looked.ready) == (None, True)
    assert sign(record, people.mel, second).number == 2


def test_the_file_must_be_the_latest_version(record: Record, people: People, review: ReviewView) -> None:
    version = checked(record, people.rana, review)
    settle(record, people.rana, version, "blocker", "review")
    uploaded(record, people.rana, review)
    with pytest.raises(Refused, match="not the latest version"):
        sign(record, people.mel, version)


def test_nobody_signs_off_what_they_reviewed_alone(record: Record, people: People, review: ReviewView) -> None:
    version = checked(record, people.rana, review)
    settle(record, people.mel, version, "blocker", "review")
    assert look(record, people.mel, review).blocks[0].startswith("You alone have reviewed this report")
    assert look(record, people.max, review).ready
    assert look(record, people.rana, review).ready  # it is nobody's own act that blocks a reviewer's view
    with pytest.raises(Refused, match="You alone have reviewed"):
        sign(record, people.mel, version)
    assert sign(record, people.max, version).by == "Max Denholm"


def test_a_decision_of_an_earlier_version_counts_as_a_review(
    record: Record, people: People, review: ReviewView
) -> None:
    version = checked(record, people.rana, review)
    settle(record, people.mel, version, "blocker", "review")
    clean = made(without=tuple({item.rule for item in findings(record, people.mel, version)}))
    second = checked(record, people.rana, review, clean, b"all put right")
    with pytest.raises(Refused, match="You alone have reviewed"):
        sign(record, people.mel, second)


def test_a_blocker_needs_somebody_elses_signature_than_who_justified_it(
    record: Record, people: People, review: ReviewView
) -> None:
    version = checked(record, people.rana, review)
    settle(record, people.rana, version, "review")
    settle(record, people.mel, version, "blocker")
    with pytest.raises(Refused, match="You justified 21 of the blockers yourself"):
        sign(record, people.mel, version)
    assert sign(record, people.max, version)


def test_a_clean_report_needs_no_decision_but_another_person_than_who_uploaded(
    record: Record, people: People, review: ReviewView
) -> None:
    every = tuple({item["rule"] for item in made().assessment["findings"]})
    version = checked(record, people.rana, review, made(without=every))
    assert sign(record, people.mel, version)


def test_a_profile_may_ask_for_one_person_only(record: Record, people: People, review: ReviewView) -> None:
    profile = load_profile().model_copy(update={"gate": Gate(two_people=False)})
    version = checked(record, people.rana, review, made(profile=profile))
    settle(record, people.mel, version, "blocker", "review")
    assert sign(record, people.mel, version).by == "Mel Arkwright"


def test_a_profile_may_let_no_blocker_stay(record: Record, people: People, review: ReviewView) -> None:
    profile = load_profile().model_copy(update={"gate": Gate(justify_blockers=False)})
    version = checked(record, people.rana, review, made(profile=profile))
    settle(record, people.rana, version, "blocker", "review")
    assert look(record, people.mel, review).blocks == (
        "21 findings are justified, but this kind of review asks that no blocker stays.",
    )


def test_in_single_user_mode_the_second_reader_is_named(record: Record) -> None:
    with record.writing() as session:
        alone = accounts.person(session, "Jo Marsh")
    review = new_review(record, alone)
    version = checked(record, alone, review)
    settle(record, alone, version, "blocker", "review")
    assert look(record, alone, review).needs_second_reader
    with pytest.raises(Refused, match="two people read the report: name the other one"):
        sign(record, alone, version, second_reader="  ")
    assert sign(record, alone, version, second_reader="Mel  Arkwright").second_reader == "Mel Arkwright"
