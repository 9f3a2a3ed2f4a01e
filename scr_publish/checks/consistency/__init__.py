"""Whether the report agrees with itself: references, numbers, contents, dates and ages, counts, unfinished text."""

from __future__ import annotations

from scr_publish.checks.base import Checker, Subject
from scr_publish.checks.consistency.ages import age_findings
from scr_publish.checks.consistency.contents_page import contents_findings
from scr_publish.checks.consistency.counts import count_findings
from scr_publish.checks.consistency.days import day_findings
from scr_publish.checks.consistency.numbering import numbering_findings
from scr_publish.checks.consistency.order import order_findings
from scr_publish.checks.consistency.references import reference_findings
from scr_publish.checks.consistency.unfinished import unfinished_findings
from scr_publish.findings import Outcome

RULES = (
    "CO204", "CO205", "CO206", "CO207", "CO208", "CO209", "CO210", "CO211", "CO212", "CO213", "CO214", "CO215",
    "CO216", "CO217", "CO218", "CO219", "CO220", "CO221", "CO222",
)  # fmt: skip


def run(subject: Subject) -> Outcome:
    """Every contradiction within the report."""
    return Outcome(
        findings=(
            *reference_findings(subject),
            *numbering_findings(subject),
            *contents_findings(subject),
            *day_findings(subject),
            *age_findings(subject),
            *order_findings(subject),
            *count_findings(subject),
            *unfinished_findings(subject),
        )
    )


CHECKER = Checker("consistency", RULES, run)
