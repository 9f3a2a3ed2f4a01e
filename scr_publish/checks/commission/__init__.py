"""The commission of the review: the criterion in law that called for it, and the lead reviewer who was chosen."""

from __future__ import annotations

from scr_publish.checks.base import Checker, Subject
from scr_publish.checks.commission.criteria import criteria_findings
from scr_publish.checks.commission.reviewer import reviewer_findings
from scr_publish.findings import Outcome


def run(subject: Subject) -> Outcome:
    """The findings about the criterion and about the reviewer."""
    return Outcome(findings=(*criteria_findings(subject), *reviewer_findings(subject)))


CHECKER = Checker("commission", ("CO310", "CO311", "CO312", "CO320", "CO321", "CO322"), run)
