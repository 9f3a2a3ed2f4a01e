"""Who was told of the decision, who led the review, and who was invited to take part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scr_publish.checks.base import Subject
from scr_publish.config.case import CaseFile, Invited
from scr_publish.config.durations import long_date, parse_duration
from scr_publish.findings import Finding


def people_findings(subject: Subject, case: CaseFile) -> Iterator[Finding]:
    """The findings: told, reviewer, invitations."""
    yield from _told(subject, case)
    yield from _reviewers(subject, case)
    yield from _invited(subject, case)


def _told(subject: Subject, case: CaseFile) -> Iterator[Finding]:
    """Each body that the profile names: not told, told before there was a decision, or told late."""
    profile, decision = subject.profile, case.dates.decision
    for key, who in profile.told.items():
        day = getattr(case.told, key)
        if day is None:
            yield subject.finding("PR106", who=who, key=key)
            continue
        if decision is None:
            continue
        values: dict[str, Any] = {"who": who, "told": long_date(day), "decision": long_date(decision)}
        if day < decision:
            yield subject.finding("PR127", **values)
        elif profile.told_within:
            term = parse_duration(profile.told_within)
            limit = term.after(decision, profile.nation)
            if day > limit:
                yield subject.finding("PR126", term=str(term), limit=long_date(limit), **values)


def _reviewers(subject: Subject, case: CaseFile) -> Iterator[Finding]:
    """A lead reviewer of the case file whose surname stands nowhere on the page, or whose independence is not on
    record."""
    document = subject.document
    text = " ".join(" ".join(document.plain(b).split()) for b in document.blocks if b.is_printed).casefold()
    if not case.reviewer:
        yield subject.finding("PR114")
    for reviewer in case.reviewer:
        if _surname(reviewer.name) not in text:
            yield subject.finding("PR107")
        if not reviewer.independence.strip():
            yield subject.finding("PR115")


def _surname(name: str) -> str:
    """The last word of a name, honours after it left out ("Ada Fairweather OBE")."""
    words = [word for word in name.replace(",", " ").split() if not (word.isupper() and len(word) <= 4)]
    return (words or [name])[-1].casefold()


def _invited(subject: Subject, case: CaseFile) -> Iterator[Finding]:
    """Nobody of a kind on record, and entries without an invitation or an outcome and without the reason why."""
    for kind, title in (("family", "the family"), ("organisation", "the organisations involved")):
        if not any(item.kind == kind for item in case.invited):
            yield subject.finding("PR122", kind=kind, who=title)
    for number, item in enumerate(case.invited, 1):
        if not item.reason.strip() and (gap := _unexplained(item)):
            yield subject.finding("PR123", who=item.who if item.kind == "organisation" else f"entry {number}", what=gap)
        start, publication = case.dates.start, case.dates.publication
        if item.invited and publication and item.invited > publication:
            yield subject.finding(
                "PR124", number=number, invited=long_date(item.invited), publication=long_date(publication)
            )
        elif item.invited and start and case.dates.decision and item.invited < case.dates.decision:
            yield subject.finding(
                "PR105", earlier=long_date(case.dates.decision), later=long_date(item.invited),
                earlier_name="the decision", later_name=f"invitation {number}",
            )  # fmt: skip


def _unexplained(item: Invited) -> str:
    """What an invitation leaves open, in words; "" where it leaves nothing open."""
    if item.invited is None and not item.took_part:
        return "was not invited"
    if item.took_part is None:
        return "took part or not"
    return "" if item.took_part else "did not take part"
