"""The checker "sections": elements that are missing or empty, leftovers of templates and drafts, and the balance of
narrative to analysis."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from scr_publish.checks.base import Checker, Subject
from scr_publish.checks.content.balance import balance
from scr_publish.checks.content.cues import data
from scr_publish.checks.content.leftovers import leftovers
from scr_publish.checks.content.reading import Reading, read
from scr_publish.checks.content.sections import sections
from scr_publish.config.profile import SECTION_IDS
from scr_publish.config.toml import Settings, validated
from scr_publish.findings import Balance, Finding, Outcome, SectionStatus
from scr_publish.rules import Severity

_STORY_SHARE = 0.5
_ANALYSIS_TO_STORY = 0.5
"""The account is too long where it takes half the report and the analysis has less than half of its words: the
national panel's complaint, in figures of our own."""


class _Headline(Settings):
    rule: str
    title: str


@cache
def _headlines() -> dict[str, _Headline]:
    return {name: validated(_Headline, table, "headlines.toml") for name, table in data("headlines.toml").items()}


def _run(subject: Subject) -> Outcome:
    reading = subject.once(read)
    found = tuple(statuses(reading))
    shares = balance(reading.outline, reading.recommendations, reading.statements)
    findings = [
        *_absent(subject, found, asked=any(rec.is_question for rec in reading.counted)),
        *leftovers(subject),
        *_mostly_narrative(subject, shares),
    ]
    return Outcome(findings=tuple(findings), sections=found, balance=shares)


def statuses(reading: Reading) -> list[SectionStatus]:
    """The status of every element of a report and its companions."""
    beside = [told for companion in reading.companions for told in companion.statements]
    return sections(reading.outline, reading.counted, reading.statements, beside)


def _absent(subject: Subject, found: tuple[SectionStatus, ...], *, asked: bool) -> Iterator[Finding]:
    """A finding for each element that the profile requires or expects and that is missing or empty. `asked` says that
    the report puts questions to the Board: recommendations are then not called for."""
    profile = subject.profile
    for status in found:
        if status.status == "present" or status.id not in (*profile.required, *profile.expected):
            continue
        if asked and status.id == "recommendations":
            continue
        line = _headlines()[status.id]
        own = subject.rule(line.rule)
        grave = Severity.BLOCKER if status.id in profile.required else Severity.ADVICE
        if status.status == "empty" and status.places:
            start, end = status.places[0]
            yield subject.finding(
                "CO120", start, end, severity=subject.severity("CO120") or grave,
                heading=status.heading, title=line.title, advice=own.suggestion,
            )  # fmt: skip
        else:
            yield subject.finding(line.rule, severity=subject.severity(line.rule) or grave)


def _mostly_narrative(subject: Subject, found: Balance) -> Iterator[Finding]:
    """CO301 where the account of events crowds the analysis out."""
    if found.words and found.narrative > _STORY_SHARE and found.analysis < _ANALYSIS_TO_STORY * found.narrative:
        yield subject.finding("CO301", story=f"{found.narrative:.0%}", analysis=f"{found.analysis:.0%}")


SECTIONS = Checker(
    "sections",
    (*(_headlines()[name].rule for name in SECTION_IDS), "CO120", "CO201", "CO202", "CO203", "CO301"),
    _run,
)
