"""Case files kept encrypted with a passphrase, in the age format (https://age-encryption.org/v1).

The format is read by other programs too (`age`, `rage`), so a Board does not depend on this one to get at its own file.
The passphrase goes through scrypt: to open a file takes a second or so and up to a gigabyte of memory."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable

from scr_publish.errors import ConfigError

SUFFIX = ".age"

MIN_PASSPHRASE = 12
"""Characters that a new passphrase must have: about what three random words make (National Cyber Security Centre,
"Three random words")."""

Passphrase = Callable[[], str]
"""Gives the passphrase when it is needed, and only then."""

_MAGIC = b"age-encryption.org/"
_ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"
_ARMOUR_END = b"-----END AGE ENCRYPTED FILE-----"
_HEADER = re.compile(
    rb"age-encryption\.org/v1\n(?P<stanzas>(?:-> [^\n]+\n(?:[A-Za-z0-9+/]+\n)*)+)--- [A-Za-z0-9+/]{43}\n"
)
_SMALLEST_BODY = 32
"""Bytes of the nonce and of one authentication tag, without which there is no encrypted text at all."""


def is_encrypted(data: bytes) -> bool:
    """Whether a file is in the age format, or the beginning of one that is."""
    start = data.lstrip()[: len(_ARMOUR)]
    return start.startswith((_MAGIC, _ARMOUR)) or (0 < len(start) < len(_MAGIC) and _MAGIC.startswith(start))


def encrypt(data: bytes, passphrase: str) -> bytes:
    """The data encrypted with a passphrase. Raises ConfigError where it is shorter than `MIN_PASSPHRASE`."""
    if len(passphrase) < MIN_PASSPHRASE:
        raise ConfigError(
            f"the passphrase is too short: give at least {MIN_PASSPHRASE} characters, such as three random words."
        )
    from pyrage import passphrase as age

    return bytes(age.encrypt(data, passphrase))


def decrypt(data: bytes, passphrase: Passphrase, name: str) -> bytes:
    """What an encrypted file holds. What cannot be opened is refused before anybody is asked for the passphrase.

    Raises ConfigError, naming the file, where it is not encrypted, not whole, or encrypted in another way, or where the
    passphrase is not the right one."""
    _refuse_unopenable(data, name)
    from pyrage import DecryptError
    from pyrage import passphrase as age

    try:
        return bytes(age.decrypt(data, passphrase()))
    except DecryptError as error:
        # The library has one exception for all; its words for a wrong passphrase differ from those for a damaged text.
        if str(error) == "Decryption failed":
            raise ConfigError(f"{name}: wrong passphrase.") from None
        raise ConfigError(f"{name}: damaged or cut short; take it from a backup.") from None


def _refuse_unopenable(data: bytes, name: str) -> None:
    if not is_encrypted(data):
        raise ConfigError(f"{name}: not an encrypted file; “scr-publish case encrypt” makes one.")
    plain = _unarmoured(data)
    header = _HEADER.match(plain)
    if not header or len(plain) - header.end() < _SMALLEST_BODY:
        raise ConfigError(f"{name}: damaged or cut short; take it from a backup.")
    if not header["stanzas"].startswith(b"-> scrypt "):
        raise ConfigError(f"{name}: encrypted to a key and not with a passphrase; decrypt it with the key first.")


def _unarmoured(data: bytes) -> bytes:
    """The binary form of an armoured file; empty where the armour is broken. Other data as they are."""
    text = data.strip()
    if not text.startswith(_ARMOUR):
        return data.lstrip() if text.startswith(_MAGIC) else data
    if not text.endswith(_ARMOUR_END):
        return b""
    try:
        return base64.b64decode(text[len(_ARMOUR) : -len(_ARMOUR_END)].translate(None, b"\r\n"), validate=True)
    except binascii.Error:
        return b""
