"""The sum: how many people of the area may share a set of facts, as a range.

Sex, age and religion are counted jointly; ages within a band of the census are taken as evenly spread. The census table
on ethnic group is not joint with them: its share is taken as the same at every age and for both sexes. Religion and
ethnic group go together in ways that the tables do not show: the upper figure is the smaller of the two counts, the
lower one their product. A word that is a part of a census group ("Kurdish") has the group as its upper figure and no
lower one. The person is one of those who are counted, so no figure is below 1."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from scr_publish.checks.privacy.risk.area import Area
from scr_publish.checks.privacy.risk.data import risk_data
from scr_publish.checks.privacy.risk.facts import Countable, Fact
from scr_publish.checks.privacy.risk.persons import Someone
from scr_publish.checks.privacy.risk.population import Counts, population
from scr_publish.findings import Disclosure, PersonRisk, Removal, RiskStep

LEVELS = ("low", "medium", "high")

_KEPT = 4096
"""So many sums are kept: the same few disclosures are counted again and again, with one or the other left out."""

MOST_HELPFUL = 2
"""How many disclosures are named as those whose removal helps most."""


def estimate(who: Someone, facts: Sequence[Fact], area: Area) -> PersonRisk:
    """The estimate for one person, with its sum, and what would help most."""
    low, high = people(facts, area)
    return PersonRisk(
        who=who.name,
        child=who.child,
        level=level(facts, high, area),
        low=low,
        high=high,
        area=area.name,
        disclosures=tuple(_disclosure(fact, area) for fact in facts),
        steps=tuple(_steps(facts, area)),
        helps_most=tuple(_helpful(facts, area)),
    )


def people(facts: Sequence[Fact], area: Area) -> tuple[int, int]:
    """How many people share the facts, from a low to a high figure, the person included."""
    low, high = _range(facts, area)
    return max(1, math.floor(low)), max(1, math.ceil(high))


def level(facts: Sequence[Fact], high: int, area: Area) -> str:
    """The level for an upper figure; never low with a telling disclosure that has no figure."""
    limits, kinds = risk_data().levels, risk_data().kinds
    if high < limits.high:
        return "high"
    telling = any(kinds[fact.kind].telling and not is_counted(fact, area) for fact in facts)
    return "medium" if high < limits.medium or telling else "low"


def is_counted(fact: Fact, area: Area) -> bool:
    """Whether the table has a figure for a fact; for a place only where it is a part of the Board's area."""
    if fact.districts:
        return bool(fact.districts & area.districts)
    return bool(fact.sex or fact.ages or fact.religion or fact.origin or fact.twins)


def _range(facts: Sequence[Fact], area: Area) -> tuple[float, float]:
    return _range_of(tuple(counted for fact in facts if any(counted := fact.countable)), area)


@lru_cache(maxsize=_KEPT)
def _range_of(facts: tuple[Countable, ...], area: Area) -> tuple[float, float]:
    low, high = _by_district(facts)
    if not area.is_known:
        limits = risk_data().unknown_area
        return float(np.percentile(low, limits.low)), float(np.percentile(high, limits.high))
    wanted = area.districts
    for fact in facts:
        if fact.districts & area.districts:
            wanted &= fact.districts
    inside = sorted(wanted)
    return float(low[inside].sum()), float(high[inside].sum())


def _by_district(facts: Sequence[Countable]) -> tuple[Counts, Counts]:
    """The low and the high figure for each district of the table."""
    table = population()
    sex = next((fact.sex for fact in facts if fact.sex), None)
    spans: list[tuple[float, float] | None] = [fact.ages for fact in facts if fact.ages] or [None]
    faiths = [fact.religion for fact in facts if fact.religion]
    origins = [fact.origin for fact in facts if fact.origin]
    base = _least([table.count(sex, span) for span in spans])
    high = _least([base, *(table.count(sex, span, faith.names[0]) for span in spans for faith in faiths)])
    low = high if all(faith.whole for faith in faiths) and len(faiths) < 2 else 0 * high
    for origin in origins:
        high = np.minimum(high, base * table.share(origin.names))
    if origins:
        low = low * table.share(origins[0].names) if len(origins) == 1 and origins[0].whole else 0 * low
    if any(fact.twins for fact in facts):
        twins = risk_data().twins
        low, high = low * twins.low, high * twins.high
    return low, high


def _least(counts: list[Counts]) -> Counts:
    return np.asarray(np.minimum.reduce(counts))


def _steps(facts: Sequence[Fact], area: Area) -> list[RiskStep]:
    """The sum, line by line: everybody in the area, then each counted disclosure."""
    so_far: list[Fact] = []
    steps = [RiskStep(f"everybody in {area.name}", *_rounded(_range([], area)))]
    for fact in facts:
        if is_counted(fact, area):
            so_far.append(fact)
            words = f"{risk_data().kinds[fact.kind].name}: “{fact.text}”"
            steps.append(RiskStep(words, *_rounded(_range(so_far, area))))
    return steps


def _rounded(pair: tuple[float, float]) -> tuple[float, float]:
    return round(pair[0], 2), round(pair[1], 2)


def _disclosure(fact: Fact, area: Area) -> Disclosure:
    shares = _shares(fact.countable, area) if is_counted(fact, area) else None
    source, assumption = _grounds(fact, area)
    return Disclosure(
        kind=fact.kind,
        text=fact.text,
        start=fact.start,
        end=fact.end,
        places=fact.places,
        share_low=shares[0] if shares else None,
        share_high=shares[1] if shares else None,
        source=source,
        assumption=assumption,
    )


@lru_cache(maxsize=_KEPT)
def _shares(fact: Countable, area: Area) -> tuple[float, float]:
    """The share of all people in the area whom one fact fits, by itself."""
    if area.is_known:
        everybody = _range_of((), area)[1]
        low, high = _range_of((fact,), area)
        return round(low / everybody, 6), round(high / everybody, 6)
    everyone, limits = _by_district([])[1], risk_data().unknown_area
    low_by, high_by = _by_district([fact])
    low, high = np.percentile(low_by / everyone, limits.low), np.percentile(high_by / everyone, limits.high)
    return round(float(low), 6), round(float(high), 6)


NO_FIGURE = "no published figure that we are certain of: it narrows further, and is not counted"


def _grounds(fact: Fact, area: Area) -> tuple[str, str]:
    """Where a disclosure's figure comes from, and what it takes for granted."""
    if fact.twins:
        return risk_data().twins.source, risk_data().twins.assumption
    if not is_counted(fact, area):
        return "", NO_FIGURE
    if fact.districts:
        return population().source, "Only the district that is named is counted."
    group = fact.religion or fact.origin
    said = []
    if fact.ages:
        said.append("Every day of age within a census band has the same share of its people.")
    if fact.origin:
        said.append("The share of the ethnic group is taken as the same at every age and for both sexes.")
    if group and not group.whole:
        said.append(
            f"It is a part of the census group {' or '.join(group.names)}, the upper figure; none is known below."
        )
    return population().source, " ".join(said) or "Counted jointly with age and religion."


def _helpful(facts: Sequence[Fact], area: Area) -> list[Removal]:
    """The disclosures whose removal helps most, best first: by the level, then by the upper figure."""
    now = people(facts, area)[1]
    here = level(facts, now, area)
    found: list[tuple[int, int, int, Removal]] = []
    for fact in facts:
        rest = [other for other in facts if other.start != fact.start]
        if not fact.exact or any(item[2] == fact.start for item in found):
            continue
        low, high = people(rest, area)
        after = level(rest, high, area)
        if high > now or after != here:
            found.append((LEVELS.index(after), -high, fact.start, Removal(fact.kind, fact.text, after, low, high)))
    return [item[-1] for item in sorted(found, key=lambda item: item[:3])[:MOST_HELPFUL]]
