"""Passwords: argon2id by the argon2-cffi library, with the parameters that it recommends (RFC 9106, low memory)."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from scr_publish.workbench.errors import Refused

MIN_LENGTH = 12
"""What three random words make (National Cyber Security Centre, "Three random words")."""
MAX_LENGTH = 500
"""More than anybody types; a longer one would only cost time to digest."""

_hasher = PasswordHasher()


def hashed(password: str) -> str:
    """The hash to keep. Raises Refused where the password is too short or too long."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise Refused(f"A password has {MIN_LENGTH} to {MAX_LENGTH} characters: three random words, say.")
    return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether the password is the one that was hashed. It takes as long where there is no hash, so that the time does
    not tell whether an account exists."""
    try:
        return _hasher.verify(stored or _nobody(), password[:MAX_LENGTH]) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return _hasher.hash("nobody has this password")
