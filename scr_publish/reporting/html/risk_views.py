"""The picture of the risk of identification: each person's sum as a funnel."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scr_publish.assessment import Assessment
from scr_publish.checks.privacy.risk.data import risk_data
from scr_publish.findings import Disclosure, PersonRisk

WIDEST = 20
"""Steps of a bar's width; a bar is as long as the logarithm of the number that it stands for."""


@dataclass(frozen=True)
class FunnelStep:
    """A line of the sum: what is added, how many people then share all so far, and the width of its bar."""

    text: str
    range: str
    width: int


@dataclass(frozen=True)
class Removed:
    """A disclosure whose removal helps, and how many people would then share the rest."""

    kind: str
    text: str
    range: str


@dataclass(frozen=True)
class Counted:
    """A disclosure with a figure."""

    kind: str
    text: str
    places: int
    share: str
    assumption: str


@dataclass(frozen=True)
class PersonView:
    """A person of whom the report tells something."""

    who: str
    level: str
    area: str
    range: str
    steps: tuple[FunnelStep, ...]
    removals: tuple[Removed, ...]
    counted: tuple[Counted, ...]
    uncounted: tuple[str, ...]
    sources: tuple[str, ...]


def people(assessment: Assessment) -> list[PersonView]:
    """The people of whom anything is disclosed, those at the greatest risk first."""
    told = [person for person in assessment.risk if person.disclosures]
    return [_view(person) for person in sorted(told, key=lambda person: person.high)]


def _view(person: PersonRisk) -> PersonView:
    most = max((step.high for step in person.steps), default=1)
    counted = [item for item in person.disclosures if item.share_high is not None]
    uncounted = [item for item in person.disclosures if item.share_high is None]
    return PersonView(
        who=person.who,
        level=person.level,
        area=person.area,
        range=between(person.low, person.high),
        steps=tuple(
            FunnelStep(step.text, between(step.low, step.high), _width(step.high, most)) for step in person.steps
        ),
        removals=tuple(
            Removed(f"the {_kind(item.kind)}", item.text, between(item.low, item.high)) for item in person.helps_most
        ),
        counted=tuple(
            Counted(_kind(item.kind), item.text, item.places, _share(item), item.assumption) for item in counted
        ),
        uncounted=tuple(dict.fromkeys(f"{_kind(item.kind)} “{item.text}”" for item in uncounted)),
        sources=tuple(dict.fromkeys(item.source for item in counted if item.source)),
    )


def between(low: float, high: float) -> str:
    """A range of people in words: "1 to 5 people", "fewer than 1 person"."""
    first, last = round(low), round(high)
    if last < 1:
        return "fewer than 1 person"
    if first == last:
        return f"about {last:,} {'person' if last == 1 else 'people'}"
    return f"{first:,} to {last:,} people"


def _kind(kind: str) -> str:
    return risk_data().kinds[kind].name


def _width(value: float, most: float) -> int:
    return max(1, round(WIDEST * math.log10(1 + value) / math.log10(1 + max(most, 1))))


def _share(item: Disclosure) -> str:
    assert item.share_low is not None
    assert item.share_high is not None
    low, high = _per_cent(item.share_low), _per_cent(item.share_high)
    return low if low == high else f"{low} to {high}"


def _per_cent(share: float) -> str:
    value = 100 * share
    return f"{value:.1f}%" if value >= 1 else f"{value:.2g}%"
