"""Short forms of facilities: "Larkfield" once "Larkfield Primary School" has stood, "the nursery, Larkfield"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from scr_publish.checks.privacy.facilities import Facility, place_words
from scr_publish.checks.privacy.lexicon import fold, lexicon
from scr_publish.nlp.annotations import Passage

KINDS = frozenset({"school", "health", "placement"})
"""The kinds of facility whose names block; of an organisation, two words or more are looked for."""

_WORD = r"[A-Z][\w'-]*"
_APPOSED = re.compile(
    r"\b(?P<noun>nursery|pre-?school|playgroup|school|college|surgery|GP practice|practice|ward|clinic)"
    rf"(?:, | \(| called | named |: )(?P<it>(?:The )?{_WORD}(?: {_WORD}){{0,2}})(?=[,.;)])"
)


@dataclass(frozen=True)
class ShortForms:
    """The short forms that a document's full names allow, and what each is short for."""

    kinds: dict[str, str]
    pattern: re.Pattern[str] | None

    def find(self, passage: Passage) -> Iterator[Facility]:
        """The short forms in a passage."""
        for match in self.pattern.finditer(passage.text) if self.pattern else ():
            if " " not in match.group() and _is_place(passage, match):
                continue
            yield Facility(*match.span(), self.kinds[match.group().lower()], "short for a name given elsewhere")


_FROM = re.compile(r"\b(?:from|in|near|around|outside|of) $")


def _is_place(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a lone word is the place after which a facility is named: the model says so, and a preposition."""
    named = any(e.label_ in ("PLACE", "GPE", "LOC") and e.start_char == match.start() for e in passage.entities)
    return named and bool(_FROM.search(passage.text, max(0, match.start() - 9), match.start()))


def beside_nouns(passage: Passage) -> Iterator[Facility]:
    """Names set beside the noun for what they name: "the nursery, Small Steps, …"."""
    for match in _APPOSED.finditer(passage.text):
        if _tells(match.group("it").split()):
            yield Facility(*match.span("it"), _kind_of(match.group("noun")), "a name beside its noun")


def short_forms(found: Iterable[tuple[Passage, Facility]], area: frozenset[str]) -> ShortForms:
    """The short forms of the facilities found in a document. One that is a word of the Board's area, an English word
    or somebody's name on its own is none."""
    kinds: dict[str, str] = {}
    for passage, facility in found:
        words = _without_heads(passage.text[facility.start : facility.end].split())
        if facility.kind == "organisation":
            words = words if len(words) > 1 else []
        elif facility.kind not in KINDS:
            continue
        if words and len(words) < 4 and _tells(words) and not all(_plain(word) in area for word in words):
            kinds.setdefault(" ".join(words).lower(), facility.kind)
    if not kinds:
        return ShortForms({}, None)
    several = "|".join(re.escape(form) for form in sorted(kinds, key=lambda f: (-len(f), f)) if " " in form)
    single = "|".join(re.escape(form.capitalize()) for form in sorted(kinds) if " " not in form)
    parts = ([rf"(?i:{several})"] if several else []) + ([single] if single else [])
    return ShortForms(kinds, re.compile(rf"(?<![\w'-])(?:{'|'.join(parts)})(?![\w-])(?! [A-Z][a-z])"))


@cache
def _heads() -> frozenset[str]:
    lists = place_words()
    names = (
        *lists.school_heads,
        *lists.school_middles,
        *lists.health_heads,
        *lists.health_middles,
        *lists.placement_heads,
        *lists.organisation_heads,
    )
    return frozenset(_plain(word) for name in names for word in name.split())


def _without_heads(words: list[str]) -> list[str]:
    while words and (_plain(words[-1]) in _heads() or _plain(words[-1]) in ("of", "and", "&", "for", "the")):
        words = words[:-1]
    return words


def _tells(words: list[str]) -> bool:
    """Whether the words can stand for a facility: two or more with a telling one, or one that is no other word."""
    lex = lexicon()
    folded = [fold(_plain(word)) for word in words]
    telling = [word for word in folded if len(word) > 2 and word not in place_words().generic]
    if len(words) > 1:
        return bool(telling)
    return bool(telling) and len(telling[0]) > 2 and telling[0] not in lex.common and not lex.is_name(telling[0])


def _plain(word: str) -> str:
    return word.strip(".,;:'’()").replace("’", "'").lower().removesuffix("'s")


def _kind_of(noun: str) -> str:
    return "health" if noun in ("surgery", "GP practice", "practice", "ward", "clinic") else "school"
