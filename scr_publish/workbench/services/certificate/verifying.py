"""Does a certificate belong to a file, and is it whole? Needs neither the record nor its key."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from scr_publish.workbench.services.certificate import envelope
from scr_publish.workbench.services.certificate.content import SCHEMA
from scr_publish.workbench.services.certificate.signing import (
    fingerprint,
    is_signature,
    is_signed,
    public_key_of,
    same_fingerprint,
)

NOT_A_CERTIFICATE = "This is no certificate of scr-publish."
NEWER = "The certificate was made by a newer version of scr-publish: update this one."
ALTERED = "The certificate has been altered since it was signed."
PAGES_ALTERED = "The pages of the certificate have been altered since they were signed."
ANOTHER_KEY = "The certificate was signed with another key: {found}, and not {wanted}."
ANOTHER_FILE = "The file is not the one that was signed off: its SHA-256 is {found}, and the certificate's {wanted}."


@dataclass(frozen=True)
class Verification:
    """`faults` are sentences, empty where certificate and file belong together; `key` is the fingerprint of the key
    that signed; `certificate` is what was signed, empty where it cannot be trusted."""

    faults: tuple[str, ...]
    key: str = ""
    certificate: dict[str, Any] = field(default_factory=dict)


def verify(certificate: bytes, file: bytes, *, key: str = "") -> Verification:
    """Check a certificate (JSON or PDF) against the bytes of a file.

    Without `key`, the fingerprint that the Board has made known, only this is certain: whoever had the key whose
    fingerprint the result names signed all of it."""
    is_pdf = certificate.startswith(b"%PDF-")
    made = _loaded(envelope.attached_json(certificate) if is_pdf else certificate)
    if made is None or not str(made.get("schema", "")).startswith("scr-publish/certificate/"):
        return Verification((NOT_A_CERTIFICATE,))
    if made["schema"] != SCHEMA:
        return Verification((NEWER,))
    try:
        public = public_key_of(made)
    except ValueError:
        return Verification((ALTERED,))
    name = fingerprint(public)
    if not is_signed(made, public):
        return Verification((ALTERED,), name)
    if is_pdf and not is_signature(public, *envelope.signature_of(certificate)):
        return Verification((PAGES_ALTERED,), name)
    try:
        wanted = str(made["file"]["sha256"])
        _ = made["sign_off"]["by"], made["sign_off"]["at"]
    except (KeyError, TypeError):
        return Verification((NOT_A_CERTIFICATE,), name)
    faults = []
    if key and not same_fingerprint(key, name):
        faults.append(ANOTHER_KEY.format(found=name, wanted=key))
    digest = hashlib.sha256(file).hexdigest()
    if digest != wanted:
        faults.append(ANOTHER_FILE.format(found=digest, wanted=wanted))
    return Verification(tuple(faults), name, made)


def _loaded(data: bytes | None) -> dict[str, Any] | None:
    """The JSON object, None where there is none. One that says a thing twice is none: whoever reads the text would see
    the first, and the signature be held against the last."""
    try:
        made = json.loads(data or b"", object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return None
    return made if isinstance(made, dict) else None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name is there twice")
    return made
