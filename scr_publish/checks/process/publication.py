"""Publication: where, with what, who is prepared for it, what proceedings are open, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator

from scr_publish.checks.base import Subject
from scr_publish.checks.process.names import PROCEEDINGS_NAMES
from scr_publish.config.case import Affected, CaseFile
from scr_publish.config.durations import long_date
from scr_publish.findings import Finding


def publication_findings(subject: Subject, case: CaseFile) -> Iterator[Finding]:
    """The findings of a report that is published, or of one that is not."""
    if not case.publication.publish:
        yield from _not_published(subject, case)
        return
    if subject.profile.publishes and not case.publication.where.strip():
        yield subject.finding("PR116")
    yield from _companions(subject, case)
    yield from _impact_plan(subject, case)
    yield from _proceedings(subject, case)


def _not_published(subject: Subject, case: CaseFile) -> Iterator[Finding]:
    if not subject.profile.publishes:
        return
    if not case.publication.reasons.strip():
        yield subject.finding("PR118")
    if case.publication.panel_told is None:
        yield subject.finding("PR117")


def _companions(subject: Subject, case: CaseFile) -> Iterator[Finding]:
    """Companions that come out on another day than the report."""
    published = case.dates.publication
    for item in case.publication.companions:
        if item.date and published and item.date > published:
            yield subject.finding(
                "PR119", title=item.title, date=long_date(item.date), publication=long_date(published)
            )


def companions_unread(subject: Subject, case: CaseFile) -> Iterator[str]:
    """Companions that the case file names and that were not given to this check, in words for `unchecked`."""
    missing = len(case.publication.companions) - len(subject.companions)
    if case.publication.publish and missing > 0:
        titles = ", ".join(f"“{item.title}”" for item in case.publication.companions)
        yield f"what is published with the report ({titles}): give each with --companion"


def _impact_plan(subject: Subject, case: CaseFile) -> Iterator[Finding]:
    """The plan for the impact of publication: none, or one with gaps, or one that comes too late."""
    if not case.impact_plan:
        yield subject.finding("PR120")
    published = case.dates.publication
    for item in case.impact_plan:
        gaps = _gaps(item)
        if gaps:
            yield subject.finding("PR121", who=item.who, gaps=gaps)
        if item.when and published and item.when > published:
            yield subject.finding("PR125", who=item.who, when=long_date(item.when), publication=long_date(published))


def _gaps(item: Affected) -> str:
    asked = (
        ("who tells them", item.told_by.strip()),
        ("when", item.when),
        ("with what support", item.support.strip()),
    )
    return ", ".join(name for name, value in asked if not value)


def _proceedings(subject: Subject, case: CaseFile) -> Iterator[Finding]:
    """Proceedings that are still open when the report is to be published."""
    published = case.dates.publication
    for item in case.proceedings:
        if item.closed is None or (published and item.closed > published):
            yield subject.finding(
                "PR129",
                what=PROCEEDINGS_NAMES[item.kind],
                when=f"end on {long_date(item.closed)}" if item.closed else "have no end in the case file",
                publication=f"on {long_date(published)}" if published else "without a date yet",
            )
