"""Facilities whose names do not say what they are, known by the words beside them, and shops by somebody's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_publish.checks.privacy.facilities import Facility, place_words
from scr_publish.checks.privacy.facility_cues import at_school, in_care
from scr_publish.checks.privacy.lexicon import fold, lexicon
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.nlp.annotations import Passage

_CARE_HEAD = re.compile(r"\b(?:Suite|Unit|Lodge|House|Midwives|Dental Care|Health Hub|Ward|Out-of-Hours|Room)$")
_CHURCH_SCHOOL = re.compile(r"\b(?:C of E|CofE|C\.? ?E\.?|R\.?C\.?)$")


def by_context(passage: Passage, name: str, start: int, end: int) -> str:
    """What a name with no telling last word names, by the words beside it: "school" for a saint's name among pupils,
    "health" for a house or a suite where people are cared for; "" where nothing tells."""
    if _CHURCH_SCHOOL.search(name) and " " in name:
        return "school"
    if re.match(r"(?:St|Saint)\.? [A-Z]", name) and at_school(passage.text, start, end):
        return "school"
    telling = [word for word in name.split()[:-1] if word.lower() not in place_words().generic]
    if telling and _CARE_HEAD.search(name) and in_care(passage.text, start, end):
        return "health"
    return ""


_SHOP = re.compile(
    r"(?:^|\b(?:at|from|in|to|outside|by|behind|near|above) )"
    r"(?P<it>[A-Z][a-z]{2,}['’]s [A-Z][a-z]{3,})(?=[,.;:)]|$| [a-z])"
)


def shops(passage: Passage) -> Iterator[Facility]:
    """Shops and firms by somebody's name and a trade: "from Harlow's Bakery", or such a name alone in a cell."""
    lists, lex, text = word_lists(), lexicon(), passage.text
    for match in _SHOP.finditer(text):
        owner, trade = (fold(word) for word in match.group("it").replace("’", "'").split("'s "))
        if match.start() == match.start("it") and not (passage.block.cell and match.end() == len(text)):
            continue
        named = not lex.is_ordinary(owner)
        people = trade in lists.role_words | lists.kin | lists.practitioner | lists.calendar | lists.domain_words
        if (
            named
            and not people
            and lex.is_ordinary(trade)
            and trade not in place_words().generic
            and owner not in _SAINTS
        ):
            yield Facility(*match.span("it"), "organisation", "somebody's name and a trade")


_SAINTS = frozenset({"valentine", "mother", "father", "down", "king", "queen", "women", "children"})
"""What stands before 's in the names of days and services."""
