"""Services whose names are everyday words ("Open Door", "Kite"), known by what is done with them, and then found again
wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scr_publish.checks.privacy.facilities import Facility, place_words
from scr_publish.checks.privacy.lexicon import fold, lexicon
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.document import Kind
from scr_publish.nlp.annotations import Passage

_NAME = r"(?P<it>(?:The )?[A-Z][a-z]{2,}(?: (?:of (?:the )?|and |the )?[A-Z][a-z]{2,}){0,2})"
_END = r"(?![\w'’-]| [A-Z])"
_REFERRED = (
    r"(?:(?:[Rr]efer(?:red|s|ral)?|[Ss]ignposted|[Ii]ntroduced) (?:(?!to )[a-z]+ ){0,3}to"
    r"|(?:discharged|supported|commissioned|run|funded|employed) by"
    r"|(?:help|support|counselling|sessions?|advice|mentoring|worker|keyworker|volunteer|counsellor|letter)"
    r" (?:from|with|at)"
    r"|(?:lady|man|woman|somebody|someone|staff|people|team) from"
    r"|(?:the|a|local) (?:charity|agency|project|provider|service|club|group|scheme)|(?:engaged|engaging|worked) with"
    r"|(?:volunteered|volunteers) (?:for|at|with)|waiting list (?:for|at))"
)
_TRADE = (
    r"(?:charity|service|project|agency|counselling|mentoring|club|group|provider|scheme|support|advice|cleaning|nursery|"
    r"refuge|hostel|shelter|takeaway|shop|factory|warehouse|salon|café|church|cleaners|caterers)"
)
_BY_CUE = (
    re.compile(rf"\b{_REFERRED} {_NAME}{_END}"),
    re.compile(rf"{_NAME}, the (?:[a-z]+ ){{0,2}}{_TRADE}\b"),
    re.compile(rf"{_NAME},? (?:\((?:an? |the )?(?:[\w'’]+ ){{0,3}}?{_TRADE}\)|waiting list\b)"),
)


@dataclass(frozen=True)
class Services:
    """The names that a document's cues give; `pattern` finds each again, one of a single word in mid-sentence only."""

    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, passages: Iterable[Passage], area: frozenset[str]) -> Services:
        """Read every passage once."""
        names: set[str] = set()
        for passage in passages:
            if passage.block.kind is Kind.HEADING:
                continue
            for cue in _BY_CUE:
                names |= {
                    match.group("it") for match in cue.finditer(passage.text) if _is_name(match.group("it"), area)
                }
        if not names:
            return cls(None)
        forms = "|".join(
            re.escape(name) if " " in name else rf"(?<=[a-z,] ){re.escape(name)}"
            for name in sorted(names, key=lambda name: (-len(name), name))
        )
        return cls(re.compile(rf"(?<![\w'’-])(?:{forms})(?![\w-])(?! [A-Z][a-z])"))

    def find(self, passage: Passage) -> Iterator[Facility]:
        """The services named in a passage."""
        for match in self.pattern.finditer(passage.text) if self.pattern else ():
            yield Facility(*match.span(), "organisation", "a name of everyday words for a service")


def _is_name(name: str, area: frozenset[str]) -> bool:
    """Whether the words are everyday ones that name no person, role, place or kind of service."""
    lex, lists, places = lexicon(), word_lists(), place_words()
    words = [fold(word) for word in name.removeprefix("The ").split() if word[0].isupper()]
    plain = (
        lists.role_words | lists.domain_words | lists.function_words | lists.calendar | lists.kin | lists.practitioner
        | lists.third_party | lists.thing_words | lists.titles | lists.kin_titles | lists.job_letters
    )  # fmt: skip
    known = any(word in plain or word in area or word in lex.proper - lex.common for word in words)
    if known or name.lower() in places.known or all(word in places.generic for word in words):
        return False
    if not all(lex.is_ordinary(word) or word in lex.common for word in words):
        return False
    return not (len(words) == 1 and words[0] in lex.forenames | lex.surnames)
