"""Encryption at rest: AES-256-GCM of the `cryptography` library, with keys in two layers.

Each version and each review has a data key. It is kept in the database encrypted ("wrapped") under the master key,
which is never in the database. To destroy the wrapped key is to destroy whatever it sealed, copies of the files too
(cryptographic erase: NIST SP 800-88 Rev. 1, 2.5); only an older copy of the database still holds the wrapped key. Each
sealed text is bound to its place by the associated data, so that one cannot be passed off as another."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from scr_publish.workbench.errors import RecordError

KEY_BYTES = 32
NONCE_BYTES = 12
"""The nonce length of GCM (NIST SP 800-38D, 8.2): random, for each key seals far fewer than 2³² texts."""


def derived(key: bytes, purpose: str) -> bytes:
    """A key of its own for one purpose, by HKDF (RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"scr-publish/{purpose}".encode()).derive(key)


class Box:
    """One key in use: seals, opens and makes keyed digests."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(derived(key, "seal"))
        self._digest_key = derived(key, "digest")

    def seal(self, plain: bytes, place: str) -> bytes:
        """The bytes encrypted, bound to a place."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """What was sealed. Raises RecordError where it was changed, moved, or sealed under another key."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError):
            raise RecordError(f"the record cannot be read at {place.split(':')[0]}: damaged, or another key.") from None

    def seal_text(self, plain: str, place: str) -> bytes:
        """Text, sealed."""
        return self.seal(plain.encode(), place)

    def open_text(self, sealed: bytes | None, place: str) -> str:
        """The text that was sealed; empty where there is none."""
        return self.open(sealed, place).decode() if sealed is not None else ""

    def digest(self, text: str) -> str:
        """A keyed digest: the same for the same text under this key, and without the key it tells nothing."""
        return hmac.new(self._digest_key, text.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class Wrapped:
    """A data key under a master key, which `master` names."""

    master: str
    data: bytes


class Vault:
    """The master keys: the first one wraps, and each of them unwraps what it once wrapped."""

    def __init__(self, master_keys: Sequence[bytes]) -> None:
        self.master_keys = tuple(master_keys)
        self._boxes = {_name(key): Box(key) for key in master_keys}
        self.current = _name(master_keys[0])

    def wrap(self, data_key: bytes, place: str) -> Wrapped:
        """A data key, encrypted."""
        return Wrapped(self.current, self._boxes[self.current].seal(data_key, place))

    def unwrap(self, wrapped: Wrapped, place: str) -> bytes:
        """The data key. Raises RecordError where its master key is not at hand."""
        box = self._boxes.get(wrapped.master)
        if box is None:
            raise RecordError("this record was made under another master key: give the right key file.")
        return box.open(wrapped.data, place)


def _name(key: bytes) -> str:
    return hashlib.sha256(derived(key, "name")).hexdigest()[:16]


def new_key() -> bytes:
    """A fresh random key."""
    return os.urandom(KEY_BYTES)
