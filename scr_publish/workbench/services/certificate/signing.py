"""The record's signature: Ed25519 (RFC 8032) by the `cryptography` library.

The private key comes from the record's own key, which is kept under the master key: whoever has the database alone
cannot sign. Its public half is in each certificate; its fingerprint is what a Board makes known, so that a certificate
of somebody else's record is told apart."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from scr_publish.workbench.record.audit import canonical
from scr_publish.workbench.record.database import Record
from scr_publish.workbench.record.vault import derived

ALGORITHM = "Ed25519"


def signing_key(record: Record) -> Ed25519PrivateKey:
    """The key that signs the record's certificates."""
    return Ed25519PrivateKey.from_private_bytes(derived(record.record_key, "certificates"))


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """The public half."""
    return key.public_key().public_bytes_raw()


def fingerprint(public: bytes) -> str:
    """A public key as people compare it: the first 128 bits of its SHA-256, in groups of four."""
    digest = hashlib.sha256(public).hexdigest()[:32].upper()
    return " ".join(digest[i : i + 4] for i in range(0, len(digest), 4))


def key_fingerprint(record: Record) -> str:
    """The fingerprint of the key that signs this record's certificates."""
    return fingerprint(public_bytes(signing_key(record)))


def same_fingerprint(left: str, right: str) -> bool:
    """Whether two fingerprints are one, however they are spaced."""
    return "".join(left.split()).casefold() == "".join(right.split()).casefold()


def signed(key: Ed25519PrivateKey, content: dict[str, Any]) -> dict[str, Any]:
    """The content with the public key and the signature of all of it, as canonical JSON."""
    public = public_bytes(key)
    whole = content | {
        "key": {"algorithm": ALGORITHM, "public": _text(public), "fingerprint": fingerprint(public)},
    }
    return whole | {"signature": _text(key.sign(canonical(whole).encode()))}


def public_key_of(certificate: dict[str, Any]) -> bytes:
    """The public key in a certificate. Raises ValueError where there is none."""
    try:
        public = base64.b64decode(certificate["key"]["public"], validate=True)
        Ed25519PublicKey.from_public_bytes(public)
    except (KeyError, TypeError, ValueError):
        raise ValueError("no public key") from None
    return public


def is_signed(certificate: dict[str, Any], public: bytes) -> bool:
    """Whether the signature is that of the rest of the certificate."""
    rest = {key: value for key, value in certificate.items() if key != "signature"}
    return is_signature(public, str(certificate.get("signature", "")), canonical(rest).encode())


def is_signature(public: bytes, signature: str, data: bytes) -> bool:
    """Whether a signature (in base64) is that of the data."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(base64.b64decode(signature, validate=True), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
