"""What a single word can be: a forename, a surname, an ordinary word, a proper noun that everybody knows.

The lists in `scr_publish/data/lexicon` are folded (lower case, no accents); `models/lexicon/build.py` makes them and
`scr_publish/data/NOTICE` credits them. Diminutives count as forenames."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from scr_publish.checks.privacy.diminutives import short_forms
from scr_publish.checks.privacy.wordlists import word_lists


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case, without accents, with straight apostrophes, in Latin letters: the form in which words are compared.

    A letter of another script that looks like a Latin one becomes that one: in a name it hides it from a search and
    from no reader."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.translate(_alike()).casefold().translate(_alike()))
    return "".join(c for c in plain if not unicodedata.combining(c))


_APART = {"’": "'", "ł": "l", "Ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "ə": "e"}
"""Letters that do not fall apart into a base letter and an accent."""

_SMALL_CAPITALS = dict(zip("кмнтвѕɡεντυχ", "kmhtbsgevtux", strict=True))
"""Small Cyrillic and Greek letters whose capitals look like Latin ones."""


@cache
def _alike() -> dict[int, str]:
    """The table of `fold`: Unicode's confusables for the Latin letters, and the two above."""
    table = {}
    for line in _text("confusables").splitlines():
        letter, _, chars = line.partition(" ")
        if letter != "#":
            table.update(dict.fromkeys(chars, letter))
    return str.maketrans(table | _SMALL_CAPITALS | _APART)


@dataclass(frozen=True)
class Lexicon:
    """Word lists, folded. `ordinary` words are rarely names when written in lower case; `common` ones are of daily
    use; `proper` are well-known proper nouns that are no names of people (places, brands, peoples)."""

    forenames: frozenset[str]
    surnames: frozenset[str]
    ordinary: frozenset[str]
    common: frozenset[str]
    proper: frozenset[str]

    def is_name(self, folded: str) -> bool:
        """Whether a word is a forename or a surname; each part of a hyphenated one counts."""
        if folded in self.forenames or folded in self.surnames:
            return True
        return "-" in folded and all(self.is_name(part) for part in folded.split("-") if part)

    def is_forename(self, folded: str) -> bool:
        """Whether a word is a forename; "anne-marie" is one as both its parts are."""
        if folded in self.forenames:
            return True
        return "-" in folded and all(part in self.forenames for part in folded.split("-"))

    def is_ordinary(self, folded: str) -> bool:
        """Whether a word is an ordinary English one; "well-being" is as both its parts are."""
        if folded in self.ordinary:
            return True
        return "-" in folded and all(part in self.ordinary or len(part) < 2 for part in folded.split("-"))

    def is_english(self, folded: str) -> bool:
        """Whether a word that no list holds is formed like an English one: "haematology", "antenatal"."""
        return not self.is_name(folded) and (bool(_ENGLISH.search(folded)) or self._is_prefixed(folded))

    def is_unlisted(self, folded: str) -> bool:
        """Whether no list knows a word and it is not formed like an English one: most often somebody's name."""
        known = self.is_name(folded) or self.is_ordinary(folded) or folded in self.proper
        return not known and folded not in word_lists().domain_words and not self.is_english(folded)

    def _is_prefixed(self, folded: str) -> bool:
        """Whether a word is an ordinary one with a prefix: "antenatal", "resubmitted"."""
        match = _PREFIX.match(folded)
        return match is not None and match.group("rest") in self.ordinary


_PREFIX = re.compile(
    r"(?:ante|anti|auto|bio|co|counter|dis|extra|fore|hyper|hypo|inter|intra|micro|mid|mini|mis|multi|neuro|non|out|over|"
    r"para|peri|post|pre|psycho|radio|re|self|semi|sub|super|tele|trans|ultra|un|under)(?P<rest>[a-z]{4,})$"
)

_ENGLISH = re.compile(
    r"(?:tions?|ments?|ings?|ness|ities|ity|isms?|ists?|ers|ships?|able|ible|ology|ised|ized|edly|fully)$"
)
"""Endings of English words, by which a word that no list holds is known for one."""


@cache
def lexicon() -> Lexicon:
    """The lists that ship with the program, read once."""
    forenames = _read("forenames") | short_forms()
    lists = word_lists()
    ordinary = (_read("ordinary") | lists.domain_words) - lists.never_ordinary
    return Lexicon(
        forenames=frozenset(forenames - lists.never_names),
        surnames=frozenset(_read("surnames") - lists.never_names),
        ordinary=frozenset(ordinary),
        common=frozenset(_read("common")),
        proper=frozenset(_read("proper") - forenames),
    )


def _read(name: str) -> set[str]:
    return {line for line in _text(name).splitlines() if line and not line.startswith("#")}


def _text(name: str) -> str:
    return files("scr_publish").joinpath("data", "lexicon", f"{name}.txt").read_text(encoding="utf-8")
