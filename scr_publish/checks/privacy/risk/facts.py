"""What the report discloses of each person, from the findings that the other checks made and from a few plain words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.ages import years_of
from scr_publish.checks.privacy.cells import Tables
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.checks.privacy.risk.area import districts_of
from scr_publish.checks.privacy.risk.data import Group, Sex, risk_data
from scr_publish.checks.privacy.risk.persons import FAMILY, OUTSIDE, Cast, Someone
from scr_publish.nlp.annotations import Passage
from scr_publish.recognisers.dates import find_dates

DAY = 1 / 365.25
"""A day in years."""


class Countable(NamedTuple):
    """What the census can count of a disclosure; the fields are those of `Fact`."""

    sex: Sex | None
    ages: tuple[float, float] | None
    religion: Group | None
    origin: Group | None
    twins: bool
    districts: frozenset[int]


@dataclass(frozen=True)
class Fact:
    """One disclosure with what the census can count of it: at most one of the fields after `places` is set.

    `ages` are years from the first up to, and without, the second; `exact` says that a finding stands at the place."""

    kind: str
    text: str
    start: int
    end: int
    places: int = 1
    sex: Sex | None = None
    ages: tuple[float, float] | None = None
    religion: Group | None = None
    origin: Group | None = None
    twins: bool = False
    districts: frozenset[int] = frozenset()
    exact: bool = True

    @property
    def countable(self) -> Countable:
        return Countable(self.sex, self.ages, self.religion, self.origin, self.twins, self.districts)


@dataclass
class Known:
    """A person and what is disclosed of them. `named` says that more than dates of events is told of this very person,
    and not of all the family, in words that are findings of their own."""

    who: Someone
    facts: list[Fact]
    named: bool = False


OF_ALL = frozenset({"religion", "origin", "place", "school", "family"})
"""Kinds that are everybody's where they are said of the family. Of the others, ages are nobody's then, and the rest is
the child's: it leads to the household."""

GROWN, SMALL = 20, 12
"""An age from `GROWN` years is no child's, one below `SMALL` no adult's: it is somebody else's whom the text names."""


def collect(subject: Subject, mentions: Sequence[Mention], cast: Cast) -> list[Known]:
    """Everybody of whom something is disclosed, the child of the review first, each with one fact for each thing."""
    found: dict[str, Known] = {cast.subject: Known(cast.child(), [])}
    shared: list[Fact] = []
    for who, fact in [*_from_words(subject, cast), *_from_mentions(subject, mentions, cast)]:
        if who.name == FAMILY and fact.kind in OF_ALL:
            shared.append(fact)
        elif who.name != OUTSIDE and _can_be(who, fact):
            owner = cast.child() if who.name == FAMILY else who
            known = found.setdefault(owner.name, Known(owner, []))
            known.facts.append(fact)
            known.named = known.named or (fact.exact and fact.kind != "event")
    twin = [f for known in found.values() for f in known.facts if f.twins]
    for known in found.values():
        extra = twin if known.who.name == cast.subject and not any(f.twins for f in known.facts) else []
        facts = [fact for fact in (*known.facts, *shared, *extra) if known.who.child or not fact.twins]
        known.facts = _one_each(facts)
    return list(found.values())


def _can_be(who: Someone, fact: Fact) -> bool:
    """Whether a fact can be of a person: an age must fit a child or an adult."""
    if fact.ages is None or fact.kind == "birth":
        return True
    if who.name == FAMILY:
        return False
    return fact.ages[0] < GROWN if who.child else fact.ages[1] > SMALL


def _from_words(subject: Subject, cast: Cast) -> Iterator[tuple[Someone, Fact]]:
    """Sex, ages in bands and kinds of school: words that are no findings."""
    data, tables = risk_data(), Tables(subject.document)
    for passage in subject.language.passages:
        if not passage.block.is_printed:
            continue
        for start, end, who in cast.explicit_sex(passage):
            yield who, _fact(passage, start, end, "sex", sex=who.sex, exact=False)
        around = tables.around(passage.block)
        for pattern, first, after in data.ages:
            for match in pattern.finditer(passage.text, passage.folded):
                who = cast.about(passage, *match.span(), around)
                yield who, _fact(passage, *match.span(), "age", ages=(first, after), exact=False)
        for match in data.schools.finditer(passage.text, passage.folded):
            yield cast.about(passage, *match.span(), around), _fact(passage, *match.span(), "school", exact=False)


_KINDS = {"OCCUPATION": "occupation", "HEALTH": "condition", "SCHOOL": "named_school", "PLACE": "place"}
_TWINS = re.compile(r"\btwins?\b", re.IGNORECASE)


def _from_mentions(subject: Subject, mentions: Sequence[Mention], cast: Cast) -> Iterator[tuple[Someone, Fact]]:
    """What the other checks found on the page, as facts."""
    passages = {passage.block.start: passage for passage in subject.language.passages}
    tables = Tables(subject.document)
    latest = max(_years(subject, mentions), default=0)
    for mention in mentions:
        block = subject.document.block_at(mention.start)
        passage = passages.get(block.start) if block else None
        if passage is None or not passage.block.is_printed:
            continue
        start, end = passage.local_span(mention.start, mention.end)
        who = cast.about(passage, start, end, tables.around(passage.block))
        text = " ".join(subject.document.text[mention.start : mention.end].split())
        base = Fact("", text, mention.start, mention.end)
        if mention.label == "DATE":
            yield from _dated(who, replace(base, kind=_date_of(subject, mention, text)), latest, cast)
        elif mention.label == "AGE":
            yield who, replace(base, kind="age", ages=years_of(text))
        elif mention.label == "DEMOGRAPHIC":
            yield from ((who, fact) for fact in _demographic(base))
        elif mention.label == "FAMILY":
            yield who, replace(base, kind="twins" if _TWINS.search(text) else "family", twins=bool(_TWINS.search(text)))
        elif mention.label == "PLACE":
            yield Someone(FAMILY), replace(base, kind="place", districts=districts_of(text))
        elif mention.label in _KINDS:
            yield who, replace(base, kind=_KINDS[mention.label])


def _years(subject: Subject, mentions: Iterable[Mention]) -> Iterator[int]:
    """The years of the exact dates in the report."""
    for mention in mentions:
        if mention.label == "DATE":
            for day in find_dates(subject.document.text[mention.start : mention.end]):
                yield from (day.year,) if day.year else ()


_DATES = {"PD220": "birth", "PD221": "death", "PD301": "event"}


def _date_of(subject: Subject, mention: Mention, text: str) -> str:
    """What a date is the date of: by its rule, or by the case file where the Board has listed the day."""
    if mention.rule in _DATES:
        return _DATES[mention.rule]
    days = find_dates(text)
    for identity in subject.case.identities if subject.case else ():
        for day, kind in ((identity.born, "birth"), (identity.died, "death")):
            if day and any(found.same_day(day) for found in days):
                return kind
    return "birth" if "birth" in dict(mention.values).get("why", "") else "death"


def _dated(who: Someone, base: Fact, latest: int, cast: Cast) -> Iterator[tuple[Someone, Fact]]:
    """A date of birth gives a day's share of the people of that age in the last year that the report dates exactly; a
    date of death and other dates have no figure."""
    if base.kind == "birth":
        day = next(iter(find_dates(base.text)), None)
        age = max(0, latest - day.year) if day and day.year else None
        yield who, replace(base, ages=None if age is None else (age, age + DAY))
    else:
        yield (cast.child() if base.kind == "event" else who), base


def _demographic(base: Fact) -> Iterator[Fact]:
    """Faith and origin, both where the words tell both ("Pakistani Muslim"); no figure where neither is known."""
    words = re.findall(r"[\w'’-]+", base.text.lower().replace("’", "'"))
    pairs = [*words, *(" ".join(pair) for pair in pairwise(words))]
    faith = next((risk_data().faiths[w] for w in pairs if w in risk_data().faiths), None)
    groups = [risk_data().groups[w] for w in pairs if w in risk_data().groups]
    if faith:
        yield replace(base, kind="religion", religion=faith)
    if groups:
        narrowest = min(groups, key=lambda group: (len(group.names), group.whole))
        yield replace(base, kind="origin", origin=narrowest)
    if not faith and not groups:
        yield replace(base, kind="origin")


def _fact(passage: Passage, start: int, end: int, kind: str, **what: object) -> Fact:
    low, high = passage.source_span(start, end)
    return Fact(kind, passage.text[start:end], low, high, **what)  # type: ignore[arg-type]


def _one_each(facts: Sequence[Fact]) -> list[Fact]:
    """One fact for each thing that is told, however often, in the order of the sum. Of ages the latest exact one
    counts, since a report tells earlier ones too; where there is none, the band that stands most often. Of exact dates
    of events one stands for all."""
    kinds = list(risk_data().kinds)
    out: list[Fact] = []
    for kind in kinds:
        of_kind = sorted((f for f in facts if f.kind == kind), key=lambda f: f.start)
        if kind == "age":
            of_kind = _one_age(of_kind)
        elif kind in ("sex", "event", "twins", "birth", "death") and of_kind:
            of_kind = [replace(of_kind[0], places=len({f.start for f in of_kind}))]
        else:
            of_kind = _by_text(of_kind)
        out += of_kind
    return out


def _one_age(facts: list[Fact]) -> list[Fact]:
    exact = [f for f in facts if f.exact and f.ages]
    if exact:
        last = max(exact, key=lambda f: (f.ages or (0, 0))[0])
        return [replace(last, places=len(exact))]
    bands = [f for f in facts if f.ages]
    if not bands:
        return []
    commonest = Counter(f.ages for f in bands).most_common(1)[0][0]
    return [replace(next(f for f in bands if f.ages == commonest), places=len(bands))]


def _by_text(facts: list[Fact]) -> list[Fact]:
    first: dict[str, Fact] = {}
    for fact in facts:
        key = fact.text.casefold()
        known = first.get(key)
        first[key] = replace(known, places=known.places + 1) if known else fact
    return list(first.values())
