"""When a document need not be checked again."""

from __future__ import annotations

import hashlib


def key_of(sha256: str, name: str, settings: str) -> str:
    """What stands for a check: the same content under the same name with the same settings gives the same result. The
    name counts because a file's name can give somebody away, and is checked too."""
    return hashlib.sha256(f"{sha256}\x1f{name}\x1f{settings}".encode("utf-8", "surrogatepass")).hexdigest()
