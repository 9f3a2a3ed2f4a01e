"""From findings to a decision: pure, and the same for the same findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from scr_publish.findings import Finding
from scr_publish.rules import Severity


class Decision(StrEnum):
    """Whether the report may be published as it stands."""

    READY = "ready"
    NEEDS_REVIEW = "needs-review"
    NOT_READY = "not-ready"

    @property
    def exit_status(self) -> int:
        """The command line's exit status: 0 ready, 1 not ready, 3 needs review."""
        return {Decision.READY: 0, Decision.NOT_READY: 1, Decision.NEEDS_REVIEW: 3}[self]


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many open findings there are of each severity."""
    found = Counter(finding.severity for finding in findings if finding.status == "open")
    return {severity.value: found[severity] for severity in Severity}


def decide(findings: Iterable[Finding]) -> Decision:
    """`not-ready` while any blocker is open, else `needs-review` while a person must weigh something, else `ready`."""
    number = counts(findings)
    if number[Severity.BLOCKER]:
        return Decision.NOT_READY
    return Decision.NEEDS_REVIEW if number[Severity.REVIEW] else Decision.READY
