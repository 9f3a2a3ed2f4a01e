"""The risk of identification of everybody whom the report tells of, and the finding for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.checks.privacy.risk.area import area_of
from scr_publish.checks.privacy.risk.data import risk_data
from scr_publish.checks.privacy.risk.estimate import estimate
from scr_publish.checks.privacy.risk.facts import collect
from scr_publish.checks.privacy.risk.persons import Cast
from scr_publish.findings import Finding, Name, PersonRisk
from scr_publish.rules import Severity

RULE = "PD320"


def find_risk(
    subject: Subject, mentions: Sequence[Mention], names_that_stay: Sequence[Name]
) -> tuple[tuple[PersonRisk, ...], list[Finding]]:
    """Each person's risk, the child's first, and a finding for each of whom a finding tells something.

    `mentions` are the settled ones: what the other checks found, each once."""
    pseudonyms = [name.text for name in names_that_stay if name.role == "Pseudonym"]
    cast = Cast(subject, pseudonyms)
    area = area_of(subject)
    people, findings = [], []
    for known in collect(subject, mentions, cast):
        risk = estimate(known.who, known.facts, area)
        people.append(risk)
        if known.named:
            findings.append(_finding(subject, risk))
    return tuple(people), findings


def _finding(subject: Subject, risk: PersonRisk) -> Finding:
    """A finding about the whole report: each disclosure is a finding of its own at its place."""
    uncounted = sum(1 for item in risk.disclosures if item.share_high is None)
    low = subject.severity(RULE) or (Severity.ADVICE if risk.level == "low" else None)
    values: dict[str, Any] = {
        "who": risk.who[:1].upper() + risk.who[1:],
        "range": people_words(risk),
        "area": risk.area,
        "number": str(len(risk.disclosures)),
        "more": f" ({uncounted} of them could not be counted, and can only make it fewer)" if uncounted else "",
        "so": _so(risk),
        "helps": _helps(risk),
    }
    return subject.finding(RULE, severity=low, evidence={"source": "the census of 2011"}, **values)


def _so(risk: PersonRisk) -> str:
    """What follows for the level, with the disclosure that keeps it from being low."""
    data = risk_data()
    if risk.level != "medium" or risk.high < data.levels.medium:
        return f"so the risk of identification is {risk.level}"
    told = next(item for item in risk.disclosures if item.share_high is None and data.kinds[item.kind].telling)
    return f"but “{told.text}” may leave few by itself, so the risk of identification is not called low"


def people_words(risk: PersonRisk) -> str:
    """The range in words, to two figures: "1 to 40 people", "about 104,000 people", "1 person"."""
    low, high = two_figures(risk.low), two_figures(risk.high)
    if low == high:
        return f"{'about ' if high > TWO_FIGURES else ''}{high:,} {'person' if high == 1 else 'people'}"
    return f"{low:,} to {high:,} people"


TWO_FIGURES = 99


def two_figures(number: int) -> int:
    """A number rounded to its first two figures: an estimate is no more exact than that."""
    return int(float(f"{number:.2g}"))


def _helps(risk: PersonRisk) -> str:
    if not risk.helps_most:
        return "Weigh whether the learning needs each of them."
    kinds = risk_data().kinds
    first = risk.helps_most[0]
    left = f"{two_figures(first.high):,} {'person' if first.high == 1 else 'people'} at most then"
    said = f"Taking out the {kinds[first.kind].name} (“{first.text}”) helps most: {left}."
    if len(risk.helps_most) > 1:
        second = risk.helps_most[1]
        said += f" Next best is the {kinds[second.kind].name} (“{second.text}”)."
    return said
