"""What the file holds without showing it. One module a family of findings.

The names, dates and places in hidden text are the privacy checks' business, which read every surface; these findings
are about the text being there at all."""

from __future__ import annotations

from scr_publish.checks.base import Checker, Subject
from scr_publish.checks.hidden import changes, identities, properties, texts, traces
from scr_publish.findings import Outcome


def run(subject: Subject) -> Outcome:
    """The findings of every family."""
    return Outcome(
        findings=(
            *texts.comments(subject),
            *changes.changes(subject),
            *texts.hidden(subject),
            *properties.properties(subject),
            *traces.traces(subject),
            *identities.identities(subject),
        )
    )


CHECKER = Checker("hidden", (*texts.RULES, *changes.RULES, *properties.RULES, *traces.RULES, *identities.RULES), run)

__all__ = ["CHECKER", "run"]
