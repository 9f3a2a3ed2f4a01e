"""The gate: what blocks, and who may sign off what."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from scr_publish.config import load_profile
from scr_publish.config.profile import Gate
from scr_publish.workbench.errors import Conflict, RecordError, Refused
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
    """Sign off what the gate shows now."""
    with record.writing() as session:
        shown = {"seen": gate.gate(session, who, version.review_id).seen} | options
        return gate.sign_off(session, who, version.review_id, version.id, **shown)  # type: ignore[arg-type]


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


def test_a_sign_off_is_of_the_reasons_that_were_on_the_page(record: Record, people: People, review: ReviewView) -> None:
    version = checked(record, people.rana, review)
    settle(record, people.rana, version, "blocker", "review")
    seen = look(record, people.mel, review).seen
    item = next(item for item in findings(record, people.rob, version) if item.severity == "blocker")
    with record.writing() as session:
        decisions.decide(session, people.rob, version.id, item.id, Status.JUSTIFIED, "Published.", expected=1)
    with pytest.raises(Conflict, match="Decisions have changed since you opened this page") as told:
        sign(record, people.mel, version, seen=seen)
    assert told.value.by == "Rob Castell"
    assert look(record, people.mel, review).sign_off is None
    assert sign(record, people.mel, version).by == "Mel Arkwright"


def test_one_decision_about_advice_makes_no_second_reviewer(record: Record, people: People, review: ReviewView) -> None:
    first = checked(record, people.rana, review)
    advice = next(item for item in findings(record, people.rana, first) if item.severity == "advice")
    with record.writing() as session:
        decisions.decide(session, people.rana, first.id, advice.id, Status.FIXED, expected=0)
    for item in findings(record, people.mel, first):
        if item.severity != "advice":
            with record.writing() as session:
                decisions.decide(session, people.mel, first.id, item.id, Status.FIXED, expected=0)
    grave = {item["rule"] for item in made().assessment["findings"] if item["severity"] != "advice"}
    second = checked(record, people.rana, review, made(without=tuple(grave)), b"all put right")
    with pytest.raises(Refused, match="You alone have reviewed"):
        sign(record, people.mel, second)
    assert sign(record, people.max, second)


def test_a_decision_that_was_opened_again_makes_no_second_reviewer(
    record: Record, people: People, review: ReviewView
) -> None:
    version = checked(record, people.rana, review)
    settle(record, people.rana, version, "review")
    for item in findings(record, people.mel, version):
        if item.decision.status is Status.JUSTIFIED:
            with record.writing() as session:
                decisions.decide(session, people.mel, version.id, item.id, Status.OPEN, expected=1)
    settle(record, people.mel, version, "review", "blocker")
    assert look(record, people.mel, review).blocks[0].startswith("You alone have reviewed this report")


def test_findings_taken_out_of_the_database_open_no_gate(record: Record, people: People, review: ReviewView) -> None:
    version = checked(record, people.rana, review)
    settle(record, people.rana, version, "blocker")
    with record.writing() as session:
        session.execute(text("DELETE FROM findings WHERE severity = 'review'"))
    assert look(record, people.mel, review).blocks[0].startswith("Findings are missing from the record")


@pytest.mark.parametrize("change", ["allowed = true", "severity = 'advice'"])
def test_findings_made_lighter_in_the_database_open_no_gate(
    record: Record, people: People, review: ReviewView, change: str
) -> None:
    checked(record, people.rana, review)
    with record.writing() as session:
        session.execute(text(f"UPDATE findings SET {change} WHERE severity = 'blocker'"))
    with pytest.raises(RecordError, match="cannot be read at finding: damaged"):
        look(record, people.mel, review)


def test_people_of_one_name_are_told_apart(record: Record, people: People, review: ReviewView) -> None:
    with record.writing() as session:
        session.execute(text("UPDATE accounts SET full_name = 'Rana Whitlock' WHERE name = 'rob'"))
    version = checked(record, people.rana, review)
    settle(record, people.rana, version, "review")
    settle(record, people.rob, version, "blocker")
    assert look(record, people.mel, review).deciders == {"Rana Whitlock (rana)": 8, "Rana Whitlock (rob)": 21}


def test_in_single_user_mode_nobody_is_their_own_second_reader(record: Record) -> None:
    with record.writing() as session:
        alone = accounts.person(session, "Jo Marsh")
    review = new_review(record, alone)
    version = checked(record, alone, review)
    settle(record, alone, version, "blocker", "review")
    with pytest.raises(Refused, match="another person than you"):
        sign(record, alone, version, second_reader="jo  marsh")


def test_in_team_mode_nobody_is_asked_for_a_second_reader(record: Record, people: People, review: ReviewView) -> None:
    version = checked(record, people.rana, review)
    settle(record, people.rana, version, "blocker", "review")
    assert sign(record, people.mel, version, second_reader="Somebody Else").second_reader == ""
