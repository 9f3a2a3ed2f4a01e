"""How the names of one protected person may be written: the single words, folded, by which they can be recognised."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise

from pydantic import BaseModel, ConfigDict

from scr_publish.checks.privacy.diminutives import relatives_of
from scr_publish.checks.privacy.lexicon import fold, lexicon
from scr_publish.checks.privacy.phonetics import sound
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.config.case import Identity

MIN_JOINED = 4
"""Letters from which a name is looked for inside a handle, a link or a file name."""

MIN_SOUND = 3
"""Sounds that two names must share to be phonetic twins: with fewer, half of all names are."""

MIN_BARE_SURNAME = 4
"""Letters that a surname's stem must keep when its ending for the other sex is looked for."""

_PART = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


class _Surnames(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    endings: tuple[tuple[str, ...], ...]


class KnownData(BaseModel):
    """The words of `known.toml`; what each is for stands beside it there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    peoples: frozenset[str]
    verbs: frozenset[str]
    auxiliaries: frozenset[str]
    bare_verbs: frozenset[str]
    after_comma: frozenset[str]
    of_time: frozenset[str]
    feasts: dict[str, tuple[str, ...]]
    surnames: _Surnames


@cache
def known_data() -> KnownData:
    """The data, read once."""
    text = files("scr_publish.checks.privacy").joinpath("known.toml").read_text(encoding="utf-8")
    return KnownData.model_validate(tomllib.loads(text))


class NameForms:
    """The forms of one identity's names. Each set holds folded single words.

    `exact` the parts of the names as the case file has them; `nicknames`; `short` diminutives, full names and variants
    of the forenames; `kin` the surname in the form for the other sex; `plural`; `parts` those that are looked for
    inside a longer word; `joined` two names run together; `initials` as the case file has them; `derived` those that
    follow from the full names; `lone` single letters that stand for a name; `sounds` keys of how the parts sound;
    `shown` words of what the report calls the person, which are no trace."""

    def __init__(self, identity: Identity) -> None:
        full = [parts for name in identity.names if (parts := _parts(name))]
        particles = word_lists().particles
        self.surnames = {parts[-1] for parts in full if len(parts) > 1}
        self.exact = {part for parts in full for part in parts if len(part) > 1 and part not in particles}
        self.exact |= {piece for part in self.exact for piece in part.split("-") if len(piece) > 2}
        self.exact |= {part.replace("'", "") for part in self.exact if "'" in part}
        self.exact |= {"".join(pair) for parts in full for pair in _neighbours(parts)}
        self.nicknames = {part for name in identity.nicknames for part in _parts(name) if len(part) > 1} - self.exact
        given = {parts[0] for parts in full if len(parts) > 1 or parts[0] not in lexicon().surnames}
        given |= {part for parts in full for part in parts[1:-1]}
        relatives = {form for name in given | self.nicknames for form in relatives_of(name)}
        self.short = relatives - self.exact - self.nicknames
        self.kin = {form for name in self.surnames for form in _other_sex(name)} - self.exact
        self.plural = {f"{name}{end}" for name in self.exact for end in ("s", "es")} - self.exact
        self.plural -= lexicon().common | word_lists().function_words
        self.joined = {joined for parts in full if len(parts) > 1 for joined in _run_together(parts)}
        self.parts = {
            part
            for part in self.exact | self.nicknames
            if len(part) >= MIN_JOINED and not is_plain(part) and "-" not in part
        }
        self.initials = {"".join(_letters(item)) for item in identity.initials if item.strip()}
        several = [parts for parts in full if len(parts) > 1]
        self.derived = {"".join(part[0] for part in parts) for parts in several}
        self.derived |= {parts[0][0] + part[0] for parts in several for part in parts[1:]}
        self.lone = {parts[0] for parts in full if len(parts) == 1 and len(parts[0]) == 1}
        heard = (part for part in self.exact | self.nicknames if not is_plain(part))
        self.sounds = {key for part in heard if len(key := sound(part)) >= MIN_SOUND}
        self.shown = {fold(word) for word in re.findall(r"[^\W\d_]+", identity.shown_as)} - self.exact
        self.garbled = [pattern for name in identity.names for pattern in _garbled(name)]

    @property
    def own(self) -> set[str]:
        """Every word that is a name of the person beyond doubt."""
        return self.exact | self.nicknames


def is_plain(folded: str) -> bool:
    """Whether a word is an ordinary one, a month or day, or a well-known proper noun: as a name it needs context."""
    lex, lists = lexicon(), word_lists()
    known = folded in lists.calendar or folded in lists.never_names or folded in lex.proper
    return known or lex.is_ordinary(folded)


def _parts(name: str) -> list[str]:
    """The words of a name, folded, without titles and words of kinship ("Uncle Vic")."""
    lists = word_lists()
    parts = [fold(part) for part in _PART.findall(name.replace("’", "'"))]
    named = [part for part in parts if part not in lists.titles | lists.kin_titles | {"the", "and", "baby"}]
    return named or parts


def _letters(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]", fold(text))


def _neighbours(parts: list[str]) -> Iterator[tuple[str, str]]:
    """Two given names that are as often written in one word ("Xiao Ming", "Abdul Rahman", "Mac Neill")."""
    for left, right in pairwise(parts):
        if len(parts) > 2 or left in word_lists().particles | {"abd", "abdul", "mc", "o"}:
            joined = left + right
            if len(joined) > MIN_JOINED and not is_plain(joined):
                yield left, right


def _run_together(parts: list[str]) -> Iterator[str]:
    """The ways in which a handle runs names together."""
    bare = [part.replace("-", "").replace("'", "") for part in parts]
    given, surname = bare[0], bare[-1]
    yield from (given + surname, surname + given)
    if len(bare) > 2:
        yield from (given + bare[1], "".join(bare))
    if len(surname) >= MIN_JOINED:
        yield from (given[0] + surname, surname + given[0])


def _other_sex(surname: str) -> Iterator[str]:
    """A surname with the endings that relatives of the other sex have."""
    for endings in known_data().surnames.endings:
        for ending in endings:
            stem = surname.removesuffix(ending) if ending else surname
            if (ending and stem == surname) or len(stem) < MIN_BARE_SURNAME:
                continue
            if not ending and surname[-1] in "aeiouy":
                continue
            yield from (stem + other for other in endings if other and other != ending and not is_plain(stem + other))


def _garbled(name: str) -> Iterator[re.Pattern[str]]:
    """A name whose letters beyond ASCII came out as other signs ("W?jcik", "WÃ³jcik")."""
    for word in name.split():
        if not word.isascii() and sum(char.isascii() for char in word) >= MIN_SOUND:
            letters = (re.escape(char) if char.isascii() else r"[^A-Za-z\s]{1,3}" for char in word)
            yield re.compile(rf"(?<![^\W_]){''.join(letters)}(?![^\W_])", re.IGNORECASE)
