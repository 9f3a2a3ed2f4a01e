"""What goes to a worker and what comes back, as plain data that can be sent to another process or machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scr_publish.archive import contents
from scr_publish.archive.items import Item
from scr_publish.errors import InputError

if TYPE_CHECKING:
    from scr_publish.archive.discovery.classify import Verdict
    from scr_publish.archive.discovery.features import Features

PATIENCE = 10.0
"""A document is waited for so many times its limit of processor time: what it may cost must not depend on how busy the
machine is, and one that waits without working must end as well."""


@dataclass(frozen=True)
class Job:
    """A document to check, with the companions to read beside it. `data` are the bytes of each, the document's first,
    where the worker cannot reach the files; else it reads them itself."""

    item: Item
    companions: tuple[Item, ...] = ()
    data: tuple[bytes, ...] | None = None


@dataclass(frozen=True)
class Done:
    """What a job gave. `state` is `ok`, or why there is no assessment (`unreadable`, `timeout`, `crash`), which `error`
    says in words. `checks` is `all`, `companion` or `none`; `started` is in seconds of the epoch."""

    item: str
    state: str
    started: float
    seconds: float
    error: str = ""
    sha256: str = ""
    format: str = ""
    size: int = 0
    pages: int | None = None
    words: int | None = None
    verdict: Verdict | None = None
    features: Features | None = None
    checks: str = "none"
    companions: str = ""
    assessment: Assessed | None = None


@dataclass(frozen=True)
class Assessed:
    """An assessment as the store keeps it: `json` is the whole of it, zlib; the rest are rows of the tables."""

    decision: str
    counts: dict[str, int]
    reading_age: float | None
    risk_level: str | None
    risk_high: int | None
    findings: tuple[tuple[Any, ...], ...]
    sections: tuple[tuple[str, str], ...]
    statements: tuple[tuple[str, int], ...]
    readability: tuple[tuple[str, float], ...]
    json: bytes = field(repr=False)


def companions_digest(digests: Sequence[str]) -> str:
    """What stands for the companions that a report was checked with; empty for none."""
    return "+".join(sorted(digests))


def job_digest(job: Job) -> str:
    """The digest of what could not be read, so that it is not tried again unchanged; empty where it is not there."""
    try:
        return contents.digest(job.item) if job.data is None else contents.sha256(job.data[0])
    except InputError:
        return ""
