"""One role cannot do another's act: every role against every service."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from scr_publish.workbench.errors import Forbidden, NotFound, Refused
from scr_publish.workbench.record import Record
from scr_publish.workbench.services import accounts, certificate, decisions, gate, retention, reviews, trail, versions
from scr_publish.workbench.services.actors import MAY, Act, Actor, Role
from scr_publish.workbench.services.versions import Upload
from scr_publish.workbench.services.views import FileKind, FindingView, ReviewView, Status, VersionView
from tests.workbench.making import People, checked, findings, new_review


@dataclass(frozen=True)
class Stage:
    """A review with a checked version, and who may be made to act on it."""

    record: Record
    people: People
    review: ReviewView
    version: VersionView
    finding: FindingView


@pytest.fixture
def stage(record: Record, people: People) -> Stage:
    review = new_review(record, people.rana)
    version = checked(record, people.rana, review)
    return Stage(record, people, review, version, findings(record, people.rana, version)[0])


def reading(call: Callable[..., object]) -> Callable[[Stage, Actor], object]:
    def run(stage: Stage, who: Actor) -> object:
        with stage.record.reading() as session:
            return call(session, stage, who)

    return run


def writing(call: Callable[..., object]) -> Callable[[Stage, Actor], object]:
    def run(stage: Stage, who: Actor) -> object:
        with stage.record.writing() as session:
            return call(session, stage, who)

    return run


PASSWORD = "three random words"

SERVICES: dict[str, tuple[Act, Callable[[Stage, Actor], object]]] = {
    "list_reviews": (Act.READ, reading(lambda s, t, who: reviews.list_reviews(s, who))),
    "get_review": (Act.READ, reading(lambda s, t, who: reviews.get_review(s, who, t.review.id))),
    "list_versions": (Act.READ, reading(lambda s, t, who: versions.list_versions(s, who, t.review.id))),
    "get_version": (Act.READ, reading(lambda s, t, who: versions.get_version(s, who, t.version.id))),
    "list_findings": (Act.READ, reading(lambda s, t, who: versions.list_findings(s, who, t.version.id))),
    "get_finding": (Act.READ, reading(lambda s, t, who: versions.get_finding(s, who, t.version.id, t.finding.id))),
    "get_file": (Act.READ, reading(lambda s, t, who: versions.get_file(s, who, t.version.id, FileKind.DRAFT))),
    "assessment": (Act.READ, reading(lambda s, t, who: versions.assessment(s, who, t.version.id))),
    "history": (Act.READ, reading(lambda s, t, who: decisions.history(s, who, t.version.id, t.finding.id))),
    "diff": (Act.READ, reading(lambda s, t, who: decisions.diff(s, who, t.version.id))),
    "create_review": (Act.UPLOAD, writing(lambda s, t, who: reviews.create_review(s, who, "Another"))),
    "begin_review": (
        Act.UPLOAD,
        lambda t, who: reviews.begin_review(t.record, who, "Another", "wt2015-scr", Upload("a.md", b"# A")),
    ),
    "rename_review": (Act.UPLOAD, writing(lambda s, t, who: reviews.rename_review(s, who, t.review.id, "Another"))),
    "upload": (Act.UPLOAD, lambda t, who: versions.upload(t.record, who, t.review.id, Upload("a.md", b"# A"))),
    "check_again": (Act.UPLOAD, writing(lambda s, t, who: versions.check_again(s, who, t.version.id))),
    "decide": (
        Act.DECIDE,
        writing(lambda s, t, who: decisions.decide(s, who, t.version.id, t.finding.id, Status.FIXED, expected=0)),
    ),
    "decide_name": (
        Act.DECIDE,
        writing(lambda s, t, who: decisions.decide_name(s, who, t.version.id, "key", Status.FIXED, expected={"x": 0})),
    ),
    "take_back": (
        Act.DECIDE,
        writing(lambda s, t, who: decisions.take_back(s, who, t.version.id, {t.finding.id: 1})),
    ),
    "gate": (Act.GATE, reading(lambda s, t, who: gate.gate(s, who, t.review.id))),
    "sign_off": (Act.SIGN_OFF, writing(lambda s, t, who: gate.sign_off(s, who, t.review.id, t.version.id, seen=""))),
    "certificate_json": (Act.CERTIFICATE, reading(lambda s, t, who: certificate.certificate_json(s, who, t.review.id))),
    "certificate_pdf": (Act.CERTIFICATE, reading(lambda s, t, who: certificate.certificate_pdf(s, who, t.review.id))),
    "list_accounts": (Act.ACCOUNTS, reading(lambda s, t, who: accounts.list_accounts(s, who))),
    "create_account": (
        Act.ACCOUNTS,
        lambda t, who: accounts.create_account(t.record, who, "new", "New Person", "reviewer", PASSWORD),
    ),
    "set_role": (Act.ACCOUNTS, writing(lambda s, t, who: accounts.set_role(s, who, t.people.rob.id, "manager"))),
    "set_active": (Act.ACCOUNTS, writing(lambda s, t, who: accounts.set_active(s, who, t.people.rob.id, False))),
    "unlock": (Act.ACCOUNTS, writing(lambda s, t, who: accounts.unlock(s, who, t.people.rob.id))),
    "reset_password": (
        Act.ACCOUNTS,
        lambda t, who: accounts.reset_password(t.record, who, t.people.rob.id, PASSWORD),
    ),
    "list_kept": (Act.RETENTION, reading(lambda s, t, who: retention.list_kept(s, who))),
    "list_reviews_kept": (Act.RETENTION, reading(lambda s, t, who: retention.list_reviews(s, who))),
    "delete_documents": (Act.RETENTION, lambda t, who: retention.delete_documents(t.record, who, t.version.id)),
    "delete_review": (Act.RETENTION, lambda t, who: retention.delete_review(t.record, who, t.review.id)),
    "purge_due": (Act.RETENTION, lambda t, who: retention.purge_due(t.record, who)),
    "list_entries": (Act.AUDIT, reading(lambda s, t, who: trail.list_entries(s, who))),
    "verify": (Act.AUDIT, reading(lambda s, t, who: trail.verify(s, who))),
}

ALLOWED = {
    Role.REVIEWER: {Act.READ, Act.UPLOAD, Act.DECIDE, Act.GATE},
    Role.MANAGER: {Act.READ, Act.DECIDE, Act.GATE, Act.SIGN_OFF, Act.CERTIFICATE, Act.AUDIT},
    Role.ADMINISTRATOR: {Act.ACCOUNTS, Act.RETENTION, Act.AUDIT},
    Role.PERSON: set(Act) - {Act.ACCOUNTS},
}
"""Written out here again, so that a change of the program's own table shows."""


def test_the_table_is_the_one_that_was_agreed() -> None:
    assert {role: {act for act in Act if role in MAY[act]} for role in Role} == ALLOWED


def test_every_act_has_a_service() -> None:
    assert {act for act, _ in SERVICES.values()} == set(Act)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_no_role_does_another_roles_act(stage: Stage) -> None:
    for role in Role:
        who = Actor(stage.people.rana.id, "Somebody", role)
        for name, (act, call) in SERVICES.items():
            if act in ALLOWED[role]:
                continue
            with pytest.raises(Forbidden, match=f"{role} may not {act}"):
                call(stage, who)
            assert name


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_each_role_does_its_own(stage: Stage) -> None:
    """The role lets each act through: what stops it then, if anything, is another matter. What deletes comes last."""
    order = sorted(SERVICES, key=lambda name: ("delete" in name, name == "delete_review"))
    for name in order:
        act, call = SERVICES[name]
        role = next(role for role in Role if act in ALLOWED[role])
        who = {Role.REVIEWER: stage.people.rana, Role.MANAGER: stage.people.mel}.get(role, stage.people.ada)
        with contextlib.suppress(NotFound, Refused):
            call(stage, Actor(who.id, who.name, role))
