"""The names of one protected person, found in a text in every form in which they can be recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein

from scr_publish.checks.privacy.diminutives import forms_of
from scr_publish.checks.privacy.lexicon import fold, lexicon
from scr_publish.checks.privacy.phonetics import sound
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.checks.privacy.words import Word
from scr_publish.config.case import Identity

MIN_FUZZY, MIN_LONG = 4, 8
"""Letters from which one slip, and from which two slips, of the pen are looked for."""

MIN_SOUND = 3
"""Sounds that two names must share to be phonetic twins: with fewer, half of all names are."""

MIN_JOINED = 4
"""Letters from which a name is looked for inside a handle, a link or a file name."""

_DIGITS = str.maketrans("013457", "oieast")
"""Digits that stand for letters in handles."""

_MIXED = re.compile(r"\b(?=\w*\d)(?=\w*[^\W\d_])\w{4,}\b")
_SPACED = re.compile(r"\b[^\W\d_](?:[ .\-_·*][^\W\d_]){3,}\b")


@dataclass(frozen=True)
class Hit:
    """A place in a text that gives somebody away: its offsets, how it matched and the privacy label."""

    start: int
    end: int
    how: str
    label: str = "PERSON"


class KnownNames:
    """Matches the names, nicknames and initials of one identity."""

    def __init__(self, identity: Identity) -> None:
        full = [re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", name.replace("’", "'")) for name in identity.names]
        full = [[fold(part) for part in parts] for parts in full if parts]
        particles = word_lists().particles
        self.exact = {part for parts in full for part in parts if len(part) > 1 and part not in particles}
        self.exact |= {piece for part in self.exact for piece in part.split("-") if len(piece) > 2}
        nicknames = {fold(part) for name in identity.nicknames for part in re.findall(r"[^\W\d_]{2,}", name)}
        given = {parts[0] for parts in full if len(parts) > 1 or parts[0] not in lexicon().surnames}
        self.nicknames = nicknames - self.exact
        self.short = {form for name in given for form in forms_of(name)} - self.exact - self.nicknames
        self.plural = {f"{name}{end}" for name in self.exact for end in ("s", "es")} - self.exact
        self.joined = {joined for parts in full if len(parts) > 1 for joined in _joined(parts[0], parts[-1])}
        self.parts = {
            part for part in self.exact | nicknames if len(part) >= MIN_JOINED and not lexicon().is_ordinary(part)
        }
        self.initials = {"".join(re.findall(r"[^\W\d_]", fold(item))) for item in identity.initials}
        self.derived = {"".join(part[0] for part in parts) for parts in full if len(parts) > 1}
        self.derived |= {parts[0][0] + parts[-1][0] for parts in full if len(parts) > 1}
        self.sounds = {sound(part) for part in self.exact if len(sound(part)) >= MIN_SOUND}
        self.shown = {fold(word) for word in re.findall(r"[^\W\d_]+", identity.shown_as)}
        self._kinds: dict[tuple[str, bool], str] = {}

    def hits(self, text: str, words: Sequence[Word], *, addresses: bool = False) -> Iterator[Hit]:
        """Every trace of the names in a text cut into words. `addresses` takes all of it for a file name or a link,
        where names stand joined and case says nothing."""
        if not (self.exact or self.nicknames or self.initials):
            return
        for i, word in enumerate(words):
            how = self._joined_in(word.folded) if word.in_address or addresses else ""
            how = how or self._word(word, words[i + 1] if i + 1 < len(words) else None, loose=addresses)
            if how:
                yield Hit(word.start, word.end, how)
        yield from self._broken(text, words)
        yield from self._disguised(text)
        yield from self._initials(text)

    def _word(self, word: Word, following: Word | None, *, loose: bool) -> str:
        kind = self._kind(word.folded, word.is_capital or loose)
        if not kind or not (lexicon().is_ordinary(word.folded) or word.folded in word_lists().calendar):
            return kind
        if not word.is_capital and not loose:
            return ""
        if word.initial and not word.possessive and not loose:
            follows = (
                following.folded in word_lists().person_verbs or following.folded in self.exact if following else True
            )
            return kind if follows else ""
        return kind

    def _kind(self, folded: str, capital: bool) -> str:
        key = (folded, capital)
        if key not in self._kinds:
            self._kinds[key] = self._matched(folded, capital)
        return self._kinds[key]

    def _matched(self, folded: str, capital: bool) -> str:
        """How a single word matches; "" where it does not."""
        lex = lexicon()
        if folded in self.exact:
            return "the name"
        if folded in self.nicknames:
            return "the nickname"
        if folded in self.plural:
            return "" if folded in lex.ordinary and not capital else "the name in the plural"
        if folded in self.shown:
            return ""
        if folded in self.short and capital and len(folded) > 2:
            return "a form of the name (diminutive)"
        if "-" in folded and any(part in self.exact for part in folded.split("-") if not lex.is_ordinary(part)):
            return "part of a hyphenated name"
        if len(folded) < MIN_FUZZY or lex.is_ordinary(folded) or folded in lex.proper:
            return ""
        if self._near(folded) and (capital or len(folded) > MIN_FUZZY):
            return "another spelling (one or two letters off)"
        if capital and sound(folded) in self.sounds and folded not in word_lists().domain_words:
            return "sounds like the name"
        return ""

    def _near(self, folded: str) -> bool:
        for name in self.exact | self.nicknames:
            if len(name) < MIN_FUZZY:
                continue
            shorter = min(len(name), len(folded))
            if shorter < MIN_FUZZY + 1 and (folded in lexicon().forenames or folded in lexicon().surnames):
                continue
            allowed = 2 if shorter >= MIN_LONG else 1
            if DamerauLevenshtein.distance(name, folded, score_cutoff=allowed) <= allowed:
                return True
        return False

    def _joined_in(self, folded: str) -> str:
        if any(joined in folded for joined in self.joined):
            return "the names run together"
        if any(part in folded for part in self.parts):
            return "the name inside an address, a link or a file name"
        return ""

    def _broken(self, text: str, words: Sequence[Word]) -> Iterator[Hit]:
        """Two words that make one name: a hyphen at a line's end, a stray space, no space between two names."""
        lex = lexicon()
        for left, right in pairwise(words):
            gap = text[left.end : right.start]
            whole = left.folded + right.folded
            parted = gap.strip() in ("-", "") and len(gap) <= 3
            words_alone = gap.strip() == "" and lex.is_ordinary(left.folded) and lex.is_ordinary(right.folded)
            if whole in self.exact and len(whole) >= MIN_JOINED and parted and not words_alone:
                yield Hit(left.start, right.end, "the name, broken in two")
        for word in words:
            if word.folded in self.joined and not word.in_address:
                yield Hit(word.start, word.end, "the names run together")
            elif "-" in word.folded and word.folded.replace("-", "") in self.exact:
                yield Hit(word.start, word.end, "the name, broken in two")

    def _disguised(self, text: str) -> Iterator[Hit]:
        """Letters spaced out, and digits for letters."""
        for match in _SPACED.finditer(text):
            squashed = fold(re.sub(r"[^\w]|_", "", match.group()))
            if any(part in squashed for part in self.parts):
                yield Hit(match.start(), match.end(), "the name with its letters set apart")
        for match in _MIXED.finditer(text):
            plain = fold(match.group()).translate(_DIGITS)
            bare = re.sub(r"[\d_]", "", fold(match.group()))
            if any(part in plain or part in bare for part in self.parts):
                yield Hit(match.start(), match.end(), "the name with digits in it")

    def _initials(self, text: str) -> Iterator[Hit]:
        for match in re.finditer(r"(?<![\w.])(?:[A-Z]\.\s?){1,3}[A-Z]?\.?(?![\w])|\b[A-Z]{2,4}\b", text):
            letters = re.sub(r"[^A-Z]", "", match.group()).lower()
            dotted = "." in match.group()
            known = letters in self.initials or (dotted and letters in self.derived)
            if known and len(letters) > 1:
                yield Hit(match.start(), match.start() + len(match.group().rstrip()), "the initials")


def _joined(given: str, surname: str) -> tuple[str, ...]:
    """The ways in which a handle runs two names together."""
    given, surname = given.replace("-", "").replace("'", ""), surname.replace("-", "").replace("'", "")
    both = (given + surname, surname + given)
    return (*both, given[0] + surname, surname + given[0]) if len(surname) >= MIN_JOINED else both
