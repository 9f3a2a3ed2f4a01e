"""What a certificate says: the file by its hash, how it was checked, what stays and why, who decided and who signed.

It is made to be filed and shown, so it holds no word of the draft: a justified finding is its rule, its kind, its
place and the reason that somebody wrote."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import select

from scr_publish.config.profile import Profile
from scr_publish.rules import catalogue
from scr_publish.workbench.record import audit
from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.record.models import Version
from scr_publish.workbench.services.actors import Actor
from scr_publish.workbench.services.certificate.signing import signed, signing_key
from scr_publish.workbench.services.places import plain_place
from scr_publish.workbench.services.reviews import profiles
from scr_publish.workbench.services.versions.reading import facts_of
from scr_publish.workbench.services.views import FindingView, GateView, SignOffView, VersionView

SCHEMA = "scr-publish/certificate/1"


def certificate_text(session: RecordSession, actor: Actor, looked: GateView, sign: SignOffView) -> tuple[str, str]:
    """The signed certificate as canonical JSON, and its SHA-256."""
    content = _content(session, actor, looked, sign)
    text = audit.canonical(signed(signing_key(session.record), content))
    return text, hashlib.sha256(text.encode()).hexdigest()


def _content(session: RecordSession, actor: Actor, looked: GateView, sign: SignOffView) -> dict[str, Any]:
    version = looked.version
    assert version
    facts = facts_of(session, session.get_one(Version, version.id))
    profile = profiles(session.record).get(version.profile)
    sequence, digest = audit.head(session)
    return {
        "schema": SCHEMA,
        "id": sign.id,
        "review": {"id": looked.review.id, "title": looked.review.title, "version": version.number},
        "file": {
            "sha256": version.sha256,
            "size": version.size,
            "format": version.format,
            "pages": version.pages,
            "words": version.words,
        },
        "beside": list(facts.get("beside", ())),
        "check": {
            "at": _time(version.checked_at),
            "profile": facts["profile"],
            "tool_version": version.tool_version,
            "model": version.model,
            "decision": version.decision,
            "counts": version.counts,
            "unchecked": [_without_names(item, version) for item in version.unchecked],
        },
        "advice": looked.advice,
        "allowed": [{"rule": item.rule, "severity": item.severity, "place": _place(item)} for item in looked.allowed],
        "justified": [_justified(item, profile) for item in looked.justified],
        "decided_by": [{"name": name, "findings": number} for name, number in sorted(looked.deciders.items())],
        "dates": [{"title": step.title, "status": step.status, "date": step.date or None} for step in looked.dates],
        "panel_date": sign.panel_date.isoformat() if sign.panel_date else None,
        "versions": _versions(session, looked.review.id),
        "sign_off": {
            "by": sign.by,
            "role": actor.role.value,
            "at": _time(sign.at),
            "two_people": looked.two_people,
            "second_reader": sign.second_reader or None,
            "statement": sign.statement or None,
        },
        "audit": {"entry": sequence, "hash": digest},
    }


def _justified(item: FindingView, profile: Profile | None) -> dict[str, Any]:
    rule = catalogue().get(item.rule)
    rule = profile.adapted(rule) if profile and rule else rule
    decision = item.decision
    return {
        "rule": item.rule,
        "title": rule.title if rule else item.rule_name,
        "severity": item.severity,
        "label": item.label or None,
        "place": _place(item),
        "reason": decision.reason,
        "by": decision.by,
        "at": _time(decision.at),
    }


def _place(item: FindingView) -> str:
    return plain_place(item.page, item.where, item.surface, in_companion=bool(item.document))


def _without_names(text: str, version: VersionView) -> str:
    """A sentence about what was not checked, without the names of files."""
    for _, name in version.files:
        text = text.replace(name, "a companion") if name else text
    return text


def _versions(session: RecordSession, review_id: str) -> list[dict[str, Any]]:
    every = session.scalars(select(Version).where(Version.review_id == review_id).order_by(Version.number))
    return [{"number": row.number, "sha256": row.sha256, "uploaded_at": _time(row.uploaded_at)} for row in every]


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
