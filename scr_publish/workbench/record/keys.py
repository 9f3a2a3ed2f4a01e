"""Where the master key comes from: the environment, or a key file that only its owner can read."""

from __future__ import annotations

import base64
import binascii
import os
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path

from scr_publish.workbench.errors import RecordError
from scr_publish.workbench.record.vault import KEY_BYTES, new_key

KEY_VARIABLE = "SCR_PUBLISH_KEY"
PASSPHRASE_VARIABLE = "SCR_PUBLISH_RECORD_PASSPHRASE"  # noqa: S105 - the name of a variable
MIN_PASSPHRASE = 12

_HEAD = (
    "# The master key of a scr-publish record. Whoever has it and the record can read every draft. Keep a copy apart.\n"
)
_SCRYPT = {"n": 2**17, "r": 8, "p": 1}
"""OWASP's first choice for scrypt (Password Storage Cheat Sheet): 128 MB and about half a second."""


def master_keys(
    file: Path, salt: bytes, *, create: bool, environment: Mapping[str, str] | None = None
) -> tuple[bytes, ...]:
    """The master keys, the one in use first; older ones follow until every data key has been wrapped anew.

    Args:
        file: the key file, for when the environment has neither a key nor a passphrase.
        salt: the record's salt, for a passphrase.
        create: write a new key file where there is none; only for a record that is itself new.
        environment: in place of the process's own.

    Raises:
        RecordError: there is no key, or it cannot be used.
    """
    known = os.environ if environment is None else environment
    given: tuple[bytes, ...] = ()
    if KEY_VARIABLE in known:
        given = _decoded(known[KEY_VARIABLE].replace(",", "\n"), f"${KEY_VARIABLE}")
    if PASSPHRASE_VARIABLE in known:
        given = (*given, _from_passphrase(known[PASSPHRASE_VARIABLE], salt))
    if given:
        return given
    if not file.exists():
        if not create:
            raise RecordError(
                f"{file}: the record's key file is missing. Put it back, name it with --key-file, "
                f"or set {KEY_VARIABLE}; without it nobody can read the record."
            )
        write_keys(file, [new_key()])
    return _read(file)


def write_keys(file: Path, keys: Sequence[bytes]) -> None:
    """Write a key file, whole or not at all, readable by its owner only; it is on the disk when this returns."""
    from scr_publish.rewriting.output import write_new
    from scr_publish.workbench.record.files import sync_folder

    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lines = "\n".join(base64.urlsafe_b64encode(key).decode() for key in keys)
    write_new(f"{_HEAD}{lines}\n".encode(), file, force=True)
    sync_folder(file.parent)


def _read(file: Path) -> tuple[bytes, ...]:
    try:
        mode = file.stat().st_mode
        text = file.read_text(encoding="ascii", errors="replace")
    except OSError as error:
        raise RecordError(f"{file}: the key file cannot be read: {error.strerror}.") from None
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise RecordError(f"{file}: others may read the key file. Run: chmod 600 {file}")
    return _decoded(text, str(file))


def _decoded(text: str, name: str) -> tuple[bytes, ...]:
    keys = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        try:
            key = base64.b64decode(line.strip(), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != KEY_BYTES:
            raise RecordError(f"{name}: holds no key of 32 bytes in base64 (url-safe).")
        keys.append(key)
    if not keys:
        raise RecordError(f"{name}: holds no key.")
    return tuple(keys)


def _from_passphrase(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    if len(passphrase) < MIN_PASSPHRASE:
        raise RecordError(f"${PASSPHRASE_VARIABLE}: too short: give at least {MIN_PASSPHRASE} characters.")
    return Scrypt(salt=salt, length=KEY_BYTES, **_SCRYPT).derive(passphrase.encode())
