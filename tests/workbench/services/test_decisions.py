"""Decisions: one at a time, all of one name, two people at once, and from version to version."""

from __future__ import annotations

import threading

import pytest

from scr_publish.workbench.errors import Conflict, NotFound, Refused
from scr_publish.workbench.jobs.making import Made
from scr_publish.workbench.record import Record
from scr_publish.workbench.record.verify import verify_record
from scr_publish.workbench.services import decisions, trail, versions
from scr_publish.workbench.services.actors import Actor
from scr_publish.workbench.services.views import DecisionView, FindingView, ReviewView, Status, VersionView
from tests.workbench.making import People, checked, findings, finish, made, new_review, uploaded

REASON = "The family asked for the name to stand, in writing."


@pytest.fixture
def review(record: Record, people: People) -> ReviewView:
    return new_review(record, people.rana)


@pytest.fixture
def version(record: Record, people: People, review: ReviewView) -> VersionView:
    return checked(record, people.rana, review)


def decide(
    record: Record,
    who: Actor,
    version: VersionView,
    item: FindingView,
    status: Status,
    reason: str = "",
    *,
    expected: int,
) -> DecisionView:
    with record.writing() as session:
        return decisions.decide(session, who, version.id, item.id, status, reason, expected=expected)


def test_a_decision_is_kept_with_who_when_and_why(record: Record, people: People, version: VersionView) -> None:
    item = findings(record, people.rana, version)[0]
    assert item.decision == DecisionView()
    given = decide(record, people.rana, version, item, Status.JUSTIFIED, f"  {REASON} ", expected=0)
    again = findings(record, people.mel, version)[0].decision
    assert again == given
    assert (again.status, again.reason, again.by, again.version, again.in_version) == (
        Status.JUSTIFIED, REASON, "Rana Whitlock", 1, 1
    )  # fmt: skip


def test_a_justification_needs_a_reason_of_a_readable_length(
    record: Record, people: People, version: VersionView
) -> None:
    item = findings(record, people.rana, version)[0]
    with pytest.raises(Refused, match="needs a reason"):
        decide(record, people.rana, version, item, Status.JUSTIFIED, " \n ", expected=0)
    with pytest.raises(Refused, match="longer than 5000"):
        decide(record, people.rana, version, item, Status.JUSTIFIED, "x" * 5001, expected=0)
    assert findings(record, people.rana, version)[0].decision == DecisionView()


def test_who_comes_second_is_told_who_decided_what_and_when(
    record: Record, people: People, version: VersionView
) -> None:
    item = findings(record, people.rana, version)[0]
    decide(record, people.rob, version, item, Status.FIXED, expected=0)
    with pytest.raises(
        Conflict, match=r"Rob Castell decided “fixed” at .* UTC on .* Nothing of yours was written"
    ) as told:
        decide(record, people.rana, version, item, Status.JUSTIFIED, REASON, expected=0)
    assert (told.value.by, told.value.status, told.value.version) == ("Rob Castell", "fixed", 1)
    decide(record, people.rana, version, item, Status.JUSTIFIED, REASON, expected=told.value.version)
    with record.reading() as session:
        events = decisions.history(session, people.mel, version.id, item.id)
    assert [(event.by, event.status) for event in events] == [
        ("Rob Castell", Status.FIXED), ("Rana Whitlock", Status.JUSTIFIED)
    ]  # fmt: skip


def test_many_at_once_on_one_finding_one_wins_and_the_others_are_told(
    record: Record, people: People, version: VersionView
) -> None:
    item = findings(record, people.rana, version)[0]
    won: list[Actor] = []
    told: list[Conflict] = []

    def act(who: Actor) -> None:
        try:
            decide(record, who, version, item, Status.FIXED, expected=0)
            won.append(who)
        except Conflict as conflict:
            told.append(conflict)

    threads = [threading.Thread(target=act, args=(who,)) for who in (people.rana, people.rob, people.mel, people.max)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(told)) == (1, 3)
    assert {conflict.by for conflict in told} == {won[0].name}


def test_a_decision_that_is_not_there_is_no_conflict(record: Record, people: People, version: VersionView) -> None:
    item = findings(record, people.rana, version)[0]
    with pytest.raises(NotFound, match="load the page again"):
        decide(record, people.rana, version, item, Status.FIXED, expected=4)


def test_all_findings_on_one_name_are_decided_at_once_or_none(
    record: Record, people: People, version: VersionView
) -> None:
    all_of_them = findings(record, people.rana, version)
    names = [item.name_key for item in all_of_them if item.name_key]
    key = max(names, key=names.count)
    of_name = [item for item in all_of_them if item.name_key == key]
    assert len(of_name) > 1
    assert len({" ".join(item.excerpt.split()).casefold() for item in of_name}) == 1
    expected = {item.id: 0 for item in of_name}
    with record.writing() as session:
        number = decisions.decide_name(session, people.rana, version.id, key, Status.FIXED, expected=expected)
    assert number == len(of_name)
    locks = {item.id: item.decision.version for item in findings(record, people.rana, version) if item.name_key == key}
    decide(record, people.rob, version, of_name[-1], Status.ACCEPTED, expected=1)
    with pytest.raises(Conflict), record.writing() as session:
        decisions.decide_name(session, people.rana, version.id, key, Status.JUSTIFIED, REASON, expected=locks)
    states = [item.decision.status for item in findings(record, people.rana, version) if item.name_key == key]
    assert states == [*[Status.FIXED] * (len(of_name) - 1), Status.ACCEPTED]


def test_findings_on_other_words_are_not_decided_with_a_name(
    record: Record, people: People, version: VersionView
) -> None:
    items = [item for item in findings(record, people.rana, version) if item.name_key]
    other = next(item for item in items if item.name_key != items[0].name_key)
    expected = {items[0].id: 0, other.id: 0}
    with pytest.raises(NotFound, match="same words"), record.writing() as session:
        decisions.decide_name(session, people.rana, version.id, items[0].name_key, Status.FIXED, expected=expected)


def test_decisions_carry_to_the_next_version_and_what_was_not_fixed_is_open_again(
    record: Record, people: People, review: ReviewView, version: VersionView
) -> None:
    first = findings(record, people.rana, version)
    gone = next(item for item in first if item.rule == "PD302")
    kept, promised, accepted = [item for item in first if item.rule != "PD302"][:3]
    decide(record, people.rana, version, gone, Status.FIXED, expected=0)
    decide(record, people.rana, version, kept, Status.JUSTIFIED, REASON, expected=0)
    decide(record, people.rana, version, promised, Status.FIXED, expected=0)
    decide(record, people.rana, version, accepted, Status.ACCEPTED, expected=0)
    second = checked(record, people.rob, review, made(without=("PD302",)), b"the second version")
    now = {item.key: item.decision for item in findings(record, people.rana, second)}
    assert gone.key not in now
    assert (now[kept.key].status, now[kept.key].reason) == (Status.JUSTIFIED, REASON)
    assert (now[promised.key].status, now[promised.key].by) == (Status.OPEN, "scr-publish")
    assert now[promised.key].note == "marked as fixed in version 1, still there in version 2"
    assert now[accepted.key].note == "to be changed in version 1, still there in version 2"
    with record.reading() as session:
        found = decisions.diff(session, people.rana, second.id)
        acts = [entry.act for entry in trail.list_entries(session, people.mel)]
    assert found is not None
    assert (found.number, found.against) == (2, 1)
    assert {item.rule for item in found.fixed} == {"PD302"}
    assert found.new == ()
    assert len(found.still) == len(first) - len(found.fixed)
    assert {item.key for item in found.returned} == {promised.key, accepted.key}
    assert acts.count("decision.reopened") == 2


def test_what_comes_up_in_a_later_version_is_new(record: Record, people: People, review: ReviewView) -> None:
    checked(record, people.rana, review, made(without=("PD302",)))
    second = checked(record, people.rana, review)
    with record.reading() as session:
        found = decisions.diff(session, people.rana, second.id)
    assert found is not None
    assert {item.rule for item in found.new} == {"PD302"}
    assert found.fixed == ()


def test_the_first_version_has_nothing_to_be_held_against(record: Record, people: People, version: VersionView) -> None:
    with record.reading() as session:
        assert decisions.diff(session, people.rana, version.id) is None


def test_the_newest_checked_version_is_decided_about(
    record: Record, people: People, review: ReviewView, version: VersionView
) -> None:
    item = findings(record, people.rana, version)[0]
    second = uploaded(record, people.rana, review)
    decide(record, people.rana, version, item, Status.FIXED, expected=0)  # while the second waits for its check
    with pytest.raises(Refused, match="has not been checked yet"):
        decide(record, people.rana, second, item, Status.FIXED, expected=1)
    finish(record, made())
    with pytest.raises(Refused, match="Version 2 has been checked meanwhile"):
        decide(record, people.rana, version, item, Status.FIXED, expected=2)
    with record.reading() as session:
        assert versions.get_version(session, people.rana, second.id).undecided == second.undecided | {
            "blocker": 21, "review": 8, "advice": 29
        }  # fmt: skip


def test_a_finding_of_another_version_is_not_found(record: Record, people: People, version: VersionView) -> None:
    other = checked(record, people.rana, new_review(record, people.rana))
    item = findings(record, people.rana, other)[0]
    with pytest.raises(NotFound, match="no such finding in this version"):
        decide(record, people.rana, version, item, Status.FIXED, expected=0)


def take_back(record: Record, who: Actor, version: VersionView, item: FindingView, *, expected: int) -> None:
    with record.writing() as session:
        assert decisions.take_back(session, who, version.id, {item.id: expected}) == 1


def test_what_was_taken_back_stands_again_under_the_name_of_who_decided_it(
    record: Record, people: People, version: VersionView
) -> None:
    item = findings(record, people.rana, version)[0]
    given = decide(record, people.rana, version, item, Status.JUSTIFIED, REASON, expected=0)
    decide(record, people.mel, version, item, Status.FIXED, expected=1)
    take_back(record, people.mel, version, item, expected=2)
    again = findings(record, people.rana, version)[0].decision
    assert (again.status, again.reason, again.by, again.at) == (Status.JUSTIFIED, REASON, "Rana Whitlock", given.at)
    assert again.note == "restored: Mel Arkwright took back what came after"
    with record.reading() as session:
        entry = trail.list_entries(session, people.mel, limit=1)[0]
        assert (entry.act, entry.actor, entry.details["by"]) == ("decision.taken_back", "Mel Arkwright", people.rana.id)
        assert verify_record(session).faults == []


def test_nobody_takes_back_what_another_decided(record: Record, people: People, version: VersionView) -> None:
    item = findings(record, people.rana, version)[0]
    decide(record, people.mel, version, item, Status.JUSTIFIED, REASON, expected=0)
    with pytest.raises(Refused, match="Mel Arkwright decided this last: only who decided can take it back"):
        take_back(record, people.rana, version, item, expected=1)
    with pytest.raises(Conflict):
        take_back(record, people.mel, version, item, expected=0)
    assert findings(record, people.rana, version)[0].decision.by == "Mel Arkwright"


def test_a_first_decision_taken_back_leaves_the_finding_open(
    record: Record, people: People, version: VersionView
) -> None:
    item = findings(record, people.rana, version)[0]
    decide(record, people.rana, version, item, Status.JUSTIFIED, REASON, expected=0)
    take_back(record, people.rana, version, item, expected=1)
    now = findings(record, people.rana, version)[0].decision
    assert (now.status, now.reason, now.version) == (Status.OPEN, "", 2)


def heavier(rule: str) -> Made:
    """The outcome of a check that takes advice for a blocker."""
    outcome = made()
    for item in outcome.assessment["findings"]:
        if item["rule"] == rule:
            item["severity"] = "blocker"
    return outcome


def test_a_justification_of_advice_is_none_of_a_blocker(record: Record, people: People, review: ReviewView) -> None:
    first = checked(record, people.rana, review)
    advice, other = [item for item in findings(record, people.rana, first) if item.severity == "advice"][:2]
    for item in (advice, other):
        decide(record, people.rana, first, item, Status.JUSTIFIED, REASON, expected=0)
    second = checked(record, people.rana, review, heavier(advice.rule), b"the second version")
    now = {item.key: item.decision for item in findings(record, people.rana, second)}
    assert now[other.key].status is Status.JUSTIFIED
    assert now[advice.key].status is Status.OPEN
    assert now[advice.key].note == "was justified as advice in version 1; it is a blocker in version 2"


def test_the_same_words_of_another_kind_are_another_name(record: Record, people: People, review: ReviewView) -> None:
    outcome = made()
    named = [item for item in outcome.assessment["findings"] if item["label"] and item["excerpt"]]
    named[0]["excerpt"] = named[1]["excerpt"] = "May"
    named[0]["label"], named[1]["label"] = "person", "date"
    version = checked(record, people.rana, review, outcome)
    found = [item for item in findings(record, people.rana, version) if item.excerpt == "May"]
    assert len({item.name_key for item in found}) == 2
