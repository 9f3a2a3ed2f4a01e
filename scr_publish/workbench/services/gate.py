"""The gate: what still blocks, who decided what, and the sign-off."""

from __future__ import annotations

from datetime import date
from typing import Any

from scr_publish.config.profile import Gate
from scr_publish.workbench.errors import Conflict, Refused
from scr_publish.workbench.record import audit
from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.record.models import SignOff, Version, now
from scr_publish.workbench.services import rows
from scr_publish.workbench.services.actors import Act, Actor, Role, allow
from scr_publish.workbench.services.certificate.content import certificate_text
from scr_publish.workbench.services.findings import finding_views
from scr_publish.workbench.services.moments import moment_text
from scr_publish.workbench.services.reviews import review_view
from scr_publish.workbench.services.versions.reading import facts_of, version_view
from scr_publish.workbench.services.views import (
    FindingView,
    GateView,
    ProcessDateView,
    SignOffView,
    Status,
    VersionStatus,
)

_STATEMENT_LENGTH = 2000


def gate(session: RecordSession, actor: Actor, review_id: str) -> GateView:
    """What stands between a review and its sign-off, as it is for the person who looks. Raises NotFound."""
    allow(actor, Act.GATE)
    review = rows.review_row(session, review_id)
    latest = rows.latest_version(session, review_id)
    checked = latest is not None and latest.status == VersionStatus.CHECKED
    facts: dict[str, Any] = facts_of(session, latest) if latest is not None and checked else {}
    rules = Gate.model_validate(facts.get("gate", {}))
    findings = finding_views(session, latest) if latest is not None and checked else []
    standing = [item for item in findings if not item.allowed]
    to_settle = [item for item in standing if item.severity in rules.settle]
    undecided = [item for item in to_settle if item.decision.status is Status.OPEN]
    waiting = [item for item in to_settle if item.decision.status in (Status.ACCEPTED, Status.FIXED)]
    justified = [item for item in standing if item.decision.status is Status.JUSTIFIED]
    signed = rows.sign_off_row(session, latest.id) if latest else None
    blocks = _blocks(latest, undecided, waiting, justified, rules)
    if len(findings) != facts.get("findings", 0):
        blocks.append("Findings are missing from the record, or were added to it: run scr-publish record verify.")
    if signed is None and latest is not None and actor.may(Act.SIGN_OFF) and rules.two_people:
        blocks += _four_eyes(session, actor, latest, standing, rules)
    panel = facts.get("dates", {}).get("panel_submission")
    return GateView(
        review=review_view(session, review),
        version=version_view(session, latest) if latest else None,
        blocks=tuple(blocks),
        open=tuple(undecided),
        waiting=tuple(waiting),
        justified=tuple(justified),
        allowed=tuple(item for item in findings if item.allowed),
        advice=sum(
            1 for item in standing if item.severity not in rules.settle and item.decision.status is not Status.JUSTIFIED
        ),
        dates=tuple(ProcessDateView(**step) for step in facts.get("process", ())),
        deciders=rows.decision_counts(session, review_id),
        two_people=rules.two_people,
        needs_second_reader=rules.two_people and actor.role is Role.PERSON,
        panel_date=date.fromisoformat(panel) if panel else None,
        seen=_seen(session, latest, standing),
        sign_off=_sign_off_view(session, signed) if signed else None,
    )


def sign_off(
    session: RecordSession,
    actor: Actor,
    review_id: str,
    version_id: str,
    *,
    seen: str,
    panel_date: date | None = None,
    second_reader: str = "",
    statement: str = "",
) -> SignOffView:
    """Sign a report off, and make its certificate.

    Args:
        session: a writing session.
        actor: who signs.
        review_id: the review.
        version_id: the version that was on the page.
        seen: `GateView.seen` of the gate that was on the page: reasons go on the certificate as they were read.
        panel_date: when the national panel gets (or got) its copy; else the case file's date.
        second_reader: in single-user mode, who else has read the report, where the profile asks for two people.
        statement: what else the certificate shall say.

    Raises:
        Conflict: somebody decided after the page was made. Nothing was signed.
        Refused: something still blocks, there is a newer version, or it has been signed off.
    """
    allow(actor, Act.SIGN_OFF)
    looked = gate(session, actor, review_id)
    if looked.version is None or looked.version.id != version_id:
        raise Refused("This is not the latest version of the report: look at that one.")
    if looked.sign_off:
        raise Refused(f"Version {looked.version.number} has been signed off already, by {looked.sign_off.by}.")
    if looked.blocks:
        raise Refused(looked.blocks[0])
    if seen != looked.seen:
        raise _changed(session, review_id)
    second_reader, statement = " ".join(second_reader.split()), statement.strip()
    if looked.needs_second_reader and not second_reader:
        raise Refused("This kind of review asks that two people read the report: name the other one.")
    if not looked.needs_second_reader:
        second_reader = ""  # nobody was asked: in team mode the record itself knows who read it
    if second_reader and second_reader.casefold() == actor.name.casefold():
        raise Refused("The second reader is another person than you.")
    if len(second_reader) > 200 or len(statement) > _STATEMENT_LENGTH:
        raise Refused(f"A name has at most 200 characters, a statement {_STATEMENT_LENGTH}.")
    return _signed(session, actor, looked, panel_date or looked.panel_date, second_reader, statement)


def _signed(
    session: RecordSession, actor: Actor, looked: GateView, panel_date: date | None, second_reader: str, statement: str
) -> SignOffView:
    assert looked.version
    review = rows.review_row(session, looked.review.id)
    version = rows.version_row(session, looked.version.id)
    row = SignOff(
        review_id=review.id,
        version_id=version.id,
        signed_by=actor.id,
        signed_at=now(),
        panel_date=panel_date,
        certificate_sha256="",
    )
    session.add(row)
    session.flush()
    box = session.box(review.key_id)
    row.second_reader = box.seal_text(second_reader, f"sign_off.second_reader:{row.id}")
    row.statement = box.seal_text(statement, f"sign_off.statement:{row.id}")
    view = _sign_off_view(session, row)
    text, digest = certificate_text(session, actor, looked, view)
    row.certificate, row.certificate_sha256 = box.seal_text(text, f"sign_off.certificate:{row.id}"), digest
    version.last_used_at = row.signed_at
    audit.append(
        session,
        actor,
        "review.signed_off",
        review.id,
        version=version.number,
        sha256=version.sha256,
        panel_date=panel_date.isoformat() if panel_date else None,
        certificate=digest,
    )
    return view


def _seen(session: RecordSession, latest: Version | None, standing: list[FindingView]) -> str:
    """A digest of the findings that stand and of what is decided about each, reasons too."""
    decided = [(item.id, item.decision.version, item.decision.status.value, item.decision.reason) for item in standing]
    return session.record.box.digest(audit.canonical(["gate", latest.id if latest else "", decided]))


def _changed(session: RecordSession, review_id: str) -> Conflict:
    last = rows.last_decision(session, review_id)
    by = rows.names_of(session, [last.decided_by])[last.decided_by] if last else rows.PROGRAM_NAME
    at = moment_text(last.decided_at) if last else ""
    return Conflict(
        "Decisions have changed since you opened this page. Nothing was signed: look at them, and sign again.",
        by=by,
        at=at,
        status=last.status if last else "",
        version=last.lock if last else 0,
    )


def _blocks(
    latest: Version | None,
    undecided: list[FindingView],
    waiting: list[FindingView],
    justified: list[FindingView],
    rules: Gate,
) -> list[str]:
    if latest is None:
        return ["No draft has been uploaded."]
    if latest.status != VersionStatus.CHECKED:
        return [_UNCHECKED[VersionStatus(latest.status)].format(number=latest.number)]
    blocks = []
    if undecided:
        blocks.append(f"{_findings(len(undecided))} still to be decided.")
    if waiting:
        blocks.append(f"{_findings(len(waiting))} marked as changed, but still in this version: upload the new one.")
    if not rules.justify_blockers and (stay := sum(1 for item in justified if item.severity == "blocker")):
        blocks.append(f"{_findings(stay)} justified, but this kind of review asks that no blocker stays.")
    return blocks


_UNCHECKED = {
    VersionStatus.WAITING: "Version {number} is waiting for its check.",
    VersionStatus.CHECKING: "Version {number} is being checked.",
    VersionStatus.FAILED: "Version {number} could not be checked.",
    VersionStatus.DELETED: "The documents of version {number} have been deleted.",
}


def _findings(number: int) -> str:
    return "1 finding is" if number == 1 else f"{number} findings are"


def _four_eyes(
    session: RecordSession, actor: Actor, latest: Version, standing: list[FindingView], rules: Gate
) -> list[str]:
    """What a second person is needed for: in team mode whoever signs must not have reviewed alone, nor have justified a
    blocker. Who reviewed is who stands behind the decisions on what had to be settled: in this version; where nothing
    had to be settled there, in those before; and where there was never anything, who uploaded it."""
    if actor.role is Role.PERSON:
        return []
    blocks = []
    reviewers = (
        rows.deciders_of(session, latest.review_id, rules.settle, latest.id)
        or rows.deciders_of(session, latest.review_id, rules.settle)
        or {latest.uploaded_by}
    )
    if reviewers == {actor.id}:
        blocks.append("You alone have reviewed this report: somebody else must look at it, or sign it off.")
    blockers = {
        item.key for item in standing if item.severity == "blocker" and item.decision.status is Status.JUSTIFIED
    }
    if own := rows.decided_by(session, latest.review_id, blockers, actor.id):
        blocks.append(f"You justified {own} of the blockers yourself: somebody else must sign the report off.")
    return blocks


def _sign_off_view(session: RecordSession, row: SignOff) -> SignOffView:
    review = rows.review_row(session, row.review_id)
    box = session.box(review.key_id)
    version = session.get_one(Version, row.version_id)
    return SignOffView(
        id=row.id,
        review_id=row.review_id,
        version_id=row.version_id,
        number=version.number,
        sha256=version.sha256,
        by=rows.names_of(session, [row.signed_by])[row.signed_by],
        at=row.signed_at,
        panel_date=row.panel_date,
        second_reader=box.open_text(row.second_reader, f"sign_off.second_reader:{row.id}"),
        statement=box.open_text(row.statement, f"sign_off.statement:{row.id}"),
    )
