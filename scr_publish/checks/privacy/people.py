"""The people whom proposals name: which mentions are of one person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from scr_publish.checks.privacy.candidates import Proposal
from scr_publish.checks.privacy.diminutives import forms_of
from scr_publish.checks.privacy.lexicon import lexicon
from scr_publish.checks.privacy.wordlists import word_lists


@dataclass(frozen=True)
class Parts:
    """A name taken apart, folded. A lone word that could be either is in both `given` and `surname`."""

    given: str = ""
    surname: str = ""
    initial: str = ""

    @property
    def is_full(self) -> bool:
        """A forename (or its initial) and a surname."""
        return bool(self.surname and (self.given or self.initial) and self.given != self.surname)


@dataclass(eq=False)
class Person:
    """One person: the forenames and surnames by which the mentions go, and the mentions."""

    given: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    initials: set[str] = field(default_factory=set)
    mentions: list[Proposal] = field(default_factory=list)

    @cached_property
    def display(self) -> str:
        """The fullest form in which the document names the person, once all mentions are there."""
        longest = max(self.mentions, key=lambda m: (len(m.bare), len(m.words), -m.start))
        return longest.line.text[longest.start : longest.end]


def parts_of(proposal: Proposal) -> Parts:
    """A proposal's words as forename and surname: a title takes a surname, a kinship word a forename."""
    lists = word_lists()
    words = [w for w in proposal.bare if w.is_capital or w.folded not in lists.particles]
    if proposal.title and len(words) == 1:
        if proposal.title.split()[0].casefold() in lists.kin_titles:
            return Parts(given=words[0].folded)
        return Parts(surname=_singular(words[0].folded))
    if len(words) == 1:
        return _lone(words[0].folded)
    first, last = words[0], words[-1]
    if first.is_letter:
        return Parts(initial=first.folded, surname=last.folded)
    if last.is_letter:
        return Parts(initial=last.folded, surname=first.folded)
    return Parts(given=first.folded, surname=last.folded, initial=first.folded[0])


def _lone(folded: str) -> Parts:
    lex = lexicon()
    surname = _singular(folded)
    if folded in lex.forenames and folded not in lex.surnames:
        return Parts(given=folded)
    if folded not in lex.forenames and (surname != folded or folded in lex.surnames):
        return Parts(surname=surname)
    return Parts(given=folded, surname=surname)


def _singular(folded: str) -> str:
    """The surname of a plural one ("pattersons"), where the lists know it."""
    lex = lexicon()
    if folded.endswith("s") and folded not in lex.surnames:
        stem = folded[:-2] if folded.endswith(("ches", "shes", "ses", "xes", "zes")) else folded[:-1]
        if stem in lex.surnames:
            return stem
    return folded


def group(proposals: Iterable[Proposal]) -> list[Person]:
    """The people behind the proposals. Full names make the people; then lone surnames and forenames join them."""
    people: list[Person] = []
    pending: list[tuple[Proposal, Parts]] = []
    for proposal in proposals:
        parts = parts_of(proposal)
        if parts.is_full:
            _add(_same_full(people, parts) or _new(people), proposal, parts)
        else:
            pending.append((proposal, parts))
    for proposal, parts in sorted(pending, key=lambda item: not item[0].title):
        _add(_same_lone(people, parts) or _new(people), proposal, parts)
    return people


def _new(people: list[Person]) -> Person:
    people.append(Person())
    return people[-1]


def _add(person: Person, proposal: Proposal, parts: Parts) -> None:
    person.mentions.append(proposal)
    for value, values in (
        (parts.given, person.given),
        (parts.surname, person.surnames),
        (parts.initial, person.initials),
    ):
        if value:
            values.add(value)


def _same_full(people: list[Person], parts: Parts) -> Person | None:
    for person in people:
        if parts.surname not in person.surnames:
            continue
        if parts.given in person.given or person.given & forms_of(parts.given):
            return person
        if parts.initial in person.initials and not (parts.given and person.given):
            return person
    return None


def _same_lone(people: list[Person], parts: Parts) -> Person | None:
    for person in people:
        if parts.surname and parts.surname in person.surnames:
            return person
    for person in people:
        if parts.given and (parts.given in person.given or person.given & forms_of(parts.given)):
            return person
    return None
