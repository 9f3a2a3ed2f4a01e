"""Streets, yards and buildings without a number, in logs that shout, in notes without capitals, and by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_publish.checks.privacy.facilities import Facility, place_words
from scr_publish.checks.privacy.lexicon import fold
from scr_publish.nlp.annotations import Passage

HOW = "a street or a building without a number"

_STREETS = (
    "street|road|rd|lane|ln|avenue|ave|crescent|cres|terrace|terr|close|drive|grove|gardens|gdns|mews|row|rise|walk|yard|yd|"
    "parade|croft|wynd"
)
_HOMES = "yard|rents|steps|wharf|heights|buildings|mansions|villas|cottages|mews|lock-up|maisonettes"
_LOUD = re.compile(r"\b[A-Z][A-Z'’]{1,40}(?:,? [A-Z][A-Z'’]{1,40})+\b")
_SHOUTED = re.compile(
    rf"(?:\b(?:THE )?(?:[A-Z'’]{{3,40}} ){{1,2}}[A-Z]{{3,40}}, )?"
    rf"\b(?P<name>(?:[A-Z'’]{{3,40}} ){{1,2}})(?:{_STREETS.upper()})\b"
)
_BEFORE_SHOUTED = re.compile(r"(?:^|[,;:.(] |\b(?:OF|AT|IN|ON|FROM|TO|NEAR|OUTSIDE|BEHIND|ADDRESS|ADDR|O/S) )$")
_SMALL = re.compile(
    rf"\b(?:on|in|at|near|off|along|of|from) (?P<it>(?P<name>[a-z'’]{{3,}} (?:[a-z'’]{{3,}} )?)(?:{_STREETS}))\b"
    r"(?! (?:safety|accident|traffic))"
)
_NUMBERED = re.compile(r"(?<![\w/.])(?P<it>\d{1,3}[a-h]? (?P<name>[a-z'’]{4,} )(?:yd|rd|ave|cres|terr|gdns|ln))\b")
_HOME = re.compile(
    rf"(?:^|(?<=[,;(] )|\b(?:in|at|of|on|to|from|near|behind|outside|with a picture of) )"
    rf"(?P<it>(?:The |the )?(?P<name>(?:[A-Z][a-z'’]+ ){{1,2}})(?:{'|'.join(w.title() for w in _HOMES.split('|'))}))"
    rf"(?=[,.;:)]|$| (?:on|in|at|with|and|for|from|since|until|when|where)\b)"
)


def find_streets(passage: Passage, area: frozenset[str]) -> Iterator[Facility]:
    """The streets and buildings of a passage that need no number to be an address; those named after the Board's own
    area and nothing else are left alone."""
    text = passage.text
    if _LOUD.search(text):
        for match in _SHOUTED.finditer(text):
            start = match.start() + (
                4 if match.group().startswith(("THE ", "OFF ")) and not match.group().count(",") else 0
            )
            if _BEFORE_SHOUTED.search(text[max(0, match.start() - 10) : match.start()]) and _tells(match, area):
                yield Facility(start, match.end(), "address", HOW)
    for pattern in (_NUMBERED, _SMALL):
        for match in pattern.finditer(text):
            if _tells(match, area) and (pattern is _NUMBERED or _is_hasty(text)):
                yield Facility(*match.span("it"), "address", HOW)
    for match in _HOME.finditer(text):
        if _tells(match, area):
            yield Facility(*match.span("it"), "address", HOW)


def _is_hasty(text: str) -> bool:
    """Whether a text is written without capitals: then a street has none either."""
    return not any(char.isupper() for char in text)


def _tells(match: re.Match[str], area: frozenset[str]) -> bool:
    """Whether the words before the type of street are a name: none of them is a plain word of place or of the area."""
    words = [fold(word) for word in match.group("name").split()]
    telling = [word for word in words if word not in place_words().generic and word not in _PLAIN]
    return bool(telling) and len(telling) == len(words) and not all(word in area for word in words)


_PLAIN = frozenset(
    {
        "main", "side", "back", "busy", "quiet", "wrong", "right", "same", "long", "front", "cross", "dark", "narrow",
        "wide",
        "country", "slip", "ring", "dead", "little", "steep", "wet", "icy", "rough", "private", "cobbled", "nearby",
        "next", "whole", "other", "another", "down", "scrap", "builder's", "builders'", "prison", "ship", "farm",
        "scotland", "canary", "bus", "cycle", "fast", "under", "over", "along", "across", "sleeping", "office", "into",
    }
)  # fmt: skip
"""Before a type of street in small letters or capitals: a description, or a place that everybody knows."""
