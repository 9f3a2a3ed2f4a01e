"""The certificate of a sign-off: signed JSON, the same as a PDF, and their verification against a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from scr_publish.workbench.record.database import RecordSession
from scr_publish.workbench.services.actors import Actor


def certificate_json(session: RecordSession, actor: Actor, review_id: str) -> bytes: ...
def certificate_pdf(session: RecordSession, actor: Actor, review_id: str) -> bytes: ...


@dataclass(frozen=True)
class Verification:
    """`faults` are sentences, empty where certificate and file belong together; `key` is the signing key's fingerprint."""

    faults: tuple[str, ...]
    key: str = ""
    certificate: dict[str, Any] = field(default_factory=dict)


def verify(certificate: bytes, file: bytes, *, key: str = "") -> Verification: ...
