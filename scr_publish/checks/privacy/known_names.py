"""The names of one protected person, found in a text in every form in which they can be recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein

from scr_publish.checks.privacy.known_context import Stretch, speaks_of_family, speaks_of_person
from scr_publish.checks.privacy.known_forms import MIN_JOINED, NameForms, is_plain
from scr_publish.checks.privacy.lexicon import fold, lexicon
from scr_publish.checks.privacy.phonetics import sound
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.checks.privacy.words import Word
from scr_publish.config.case import Identity

MIN_FUZZY, MIN_LONG = 4, 8
"""Letters from which one slip, and from which two slips, of the pen are looked for."""

MIN_PLAIN = 6
"""Letters that a name which is also a word must have for a slip of the pen to be looked for: "Porth" is no "North"."""

MIN_COVER = 2
"""Letters that an ordinary word in an address must have more than the name inside it to explain the name away:
"cannabis" is no trace of "Anna"."""

_LOOK = str.maketrans("013457", "oieast")
"""Digits that stand for letters in handles."""

_MIXED = re.compile(r"\b(?=\w*\d)(?=\w*[^\W\d_])\w{4,}\b")
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ .\-_·*•/|]{1,3}[^\W\d_]){2,}(?![^\W_])")
_INITIALS = re.compile(
    r"(?<![\w.])(?:[A-Z]\.\s?){1,3}(?:[A-Z]\.|(?<=\.)[A-Z])?(?!\w)|\b[A-Z]{2,4}\b|(?<![\w.])[A-Z] [A-Z](?![\w.])"
)
_NO_CAPITAL = re.compile(r"[^A-Z]")
_SURNAME_BEFORE = re.compile(r"\b([A-Z][\w'-]{1,60}),\s*$")
_SURNAME_AFTER = re.compile(r"\s*([A-Z][\w'-]+)")


@dataclass(frozen=True)
class Hit:
    """A place in a text that gives somebody away: its offsets, how it matched and the privacy label.

    `partial` where it is one word of a name, or only like one: somebody else may bear it. `alike` where it is only like
    the name. `sure` is false where a person must look."""

    start: int
    end: int
    how: str
    label: str = "PERSON"
    partial: bool = False
    alike: bool = False
    sure: bool = True


class KnownNames:
    """Matches the names, nicknames and initials of one identity."""

    def __init__(self, identity: Identity) -> None:
        self._forms = NameForms(identity)
        self._kinds: dict[tuple[str, bool], str] = {}

    def hits(
        self, text: str, words: Sequence[Word], *, addresses: bool = False, capitals_everywhere: bool = False
    ) -> Iterator[Hit]:
        """Every trace of the names in a text cut into words. `addresses` takes all of it for a file name or a link,
        where names stand joined and case says nothing; for `capitals_everywhere` see `Stretch`."""
        forms = self._forms
        if not (forms.own or forms.initials or forms.lone):
            return
        stretch = Stretch(text, words, capitals_everywhere)
        for i, word in enumerate(words):
            address = addresses or word.in_address
            how = self._in_address(stretch, i) if address else ""
            how = how or self._word(stretch, i, loose=address)
            if how:
                exact = how in ("the name", "the nickname", "the name in the plural") or address
                yield Hit(word.start, word.end, how, partial=not address, alike=not exact)
        yield from self._broken(text, words)
        yield from self._disguised(text)
        yield from self._initials(text)

    def _word(self, stretch: Stretch, index: int, *, loose: bool) -> str:
        """How a word of running text matches; "" where it does not, or where it is but a word."""
        word = stretch.words[index]
        kind = self._kind(word.folded, word.is_capital or loose)
        if not kind or (loose and is_plain(word.folded)):
            return ""
        if kind == "the name in the plural" and is_plain(word.folded):
            return kind if speaks_of_family(stretch, index) else ""
        if not is_plain(word.folded) or speaks_of_person(stretch, index, self._forms):
            return kind
        return ""

    def _kind(self, folded: str, capital: bool) -> str:
        key = (folded, capital)
        if key not in self._kinds:
            self._kinds[key] = self._matched(folded, capital)
        return self._kinds[key]

    def _matched(self, folded: str, capital: bool) -> str:
        """How a single word matches, whatever stands around it; "" where it does not."""
        forms, lex = self._forms, lexicon()
        if folded in forms.exact:
            return "the name"
        if folded in forms.nicknames:
            return "the nickname"
        if folded in forms.plural:
            return "the name in the plural"
        if folded in forms.shown:
            return ""
        if folded in forms.short and capital and len(folded) > 2:
            return "a form of the name (diminutive, full form or variant)"
        if folded in forms.kin and capital:
            return "the surname as a relative of the other sex bears it"
        if "-" in folded and any(part in forms.exact for part in folded.split("-") if not lex.is_ordinary(part)):
            return "part of a hyphenated name"
        if folded.replace("'", "") in forms.exact or folded.replace("-", "") in forms.exact:
            return "the name"
        if len(folded) < MIN_FUZZY or is_plain(folded):
            return ""
        if self._near(folded) and (capital or len(folded) > MIN_FUZZY):
            return "another spelling (one or two letters off)"
        if capital and folded not in word_lists().domain_words and self._sounds_alike(folded):
            return "sounds like the name"
        return ""

    def _near(self, folded: str) -> bool:
        known = folded in lexicon().forenames or folded in lexicon().surnames
        for name in self._forms.own:
            if len(name) < MIN_FUZZY - 1 or (len(name) < MIN_PLAIN and is_plain(name)):
                continue
            if _squeezed(name) == _squeezed(folded):
                return True
            shorter = min(len(name), len(folded))
            if len(name) < MIN_FUZZY or (known and (shorter < MIN_FUZZY + 1 or name[0] != folded[0])):
                continue
            allowed = 2 if shorter >= MIN_LONG else 1
            if DamerauLevenshtein.distance(name, folded, score_cutoff=allowed) <= allowed:
                return True
        return False

    def _sounds_alike(self, folded: str) -> bool:
        return sound(folded) in self._forms.sounds

    def _in_address(self, stretch: Stretch, index: int) -> str:
        """How a word of a link, an e-mail address or a file name matches."""
        forms, folded = self._forms, stretch.words[index].folded
        if any(joined in folded for joined in forms.joined):
            return "the names run together"
        if any(_stands_in(part, folded) for part in forms.parts):
            return "the name inside an address, a link or a file name"
        if folded in forms.own and is_plain(folded):
            others = {word.folded for word in stretch.words} & forms.own - {folded}
            return "the name inside an address, a link or a file name" if others else ""
        return ""

    def _broken(self, text: str, words: Sequence[Word]) -> Iterator[Hit]:
        """Two words that make one name: a hyphen at a line's end, a stray space, no space between two names."""
        lex, forms = lexicon(), self._forms
        for left, right in pairwise(words):
            gap = text[left.end : right.start]
            whole = left.folded + right.folded
            parted = gap.strip() in ("-", "", "'", "\u2013") and len(gap) <= 3
            words_alone = gap.strip() == "" and lex.is_ordinary(left.folded) and lex.is_ordinary(right.folded)
            if whole in forms.own and len(whole) >= MIN_JOINED and parted and not words_alone:
                yield Hit(left.start, right.end, "the name, broken in two")
        for word in words:
            if word.folded in forms.joined and not word.in_address:
                yield Hit(word.start, word.end, "the names run together")
            elif "-" in word.folded and word.folded.replace("-", "") in forms.own:
                yield Hit(word.start, word.end, "the name, broken in two")

    def _disguised(self, text: str) -> Iterator[Hit]:
        """Letters spaced out, digits for letters or beside them, and letters that came out as other signs."""
        forms = self._forms
        for match in _SPACED.finditer(text):
            squashed = fold(re.sub(r"[^\w]|_", "", match.group()))
            if squashed in forms.own | forms.joined or any(part in squashed for part in forms.parts):
                yield Hit(match.start(), match.end(), "the name with its letters set apart")
        for match in _MIXED.finditer(text):
            plain = fold(match.group()).translate(_LOOK)
            bare = re.sub(r"[\d_]", "", fold(match.group()))
            inside = any(_stands_in(part, plain) or _stands_in(part, bare) for part in forms.parts)
            if inside or any(joined in bare for joined in forms.joined):
                yield Hit(match.start(), match.end(), "the name with digits in it")
        for pattern in forms.garbled:
            for match in pattern.finditer(text):
                yield Hit(match.start(), match.end(), "the name, its accents garbled")

    def _initials(self, text: str) -> Iterator[Hit]:
        forms = self._forms
        if not (forms.initials or forms.derived or forms.lone):
            return
        for match in _INITIALS.finditer(_ascii_capitals(text)):
            letters = _NO_CAPITAL.sub("", match.group()).lower()
            dotted = "." in match.group()
            known = letters in forms.initials or (dotted and letters in forms.derived | forms.lone)
            if known and (len(letters) > 1 or letters in forms.lone) and not self._of_another(text, match):
                yield Hit(match.start(), match.start() + len(match.group().rstrip()), "the initials", partial=True)

    def _of_another(self, text: str, match: re.Match[str]) -> bool:
        """Whether initials stand beside a surname that is not the person's: "Harrow, C. R.", "C. R. Harrow"."""
        before = _SURNAME_BEFORE.search(text[max(0, match.start() - 40) : match.start()])
        if before and fold(before.group(1)) not in self._forms.own:
            return True
        after = _SURNAME_AFTER.match(text, match.end()) if "." in match.group() else None
        return bool(after and fold(after.group(1)) in lexicon().surnames - self._forms.own)


def _ascii_capitals(text: str) -> str:
    """A text with its accented capitals plain, one character for one."""
    if text.isascii():
        return text
    plain = (fold(char).upper() if not char.isascii() and char.isupper() else char for char in text)
    return "".join(new if len(new) == 1 else old for new, old in zip(plain, text, strict=True))


def _squeezed(folded: str) -> str:
    """A word with doubled letters made single."""
    return re.sub(r"(.)\1+", r"\1", folded)


def _stands_in(name: str, word: str) -> bool:
    """Whether a name stands inside a longer word and no ordinary word there explains it."""
    at = word.find(name)
    if at < 0:
        return False
    end = at + len(name)
    lex = lexicon()
    for start in range(max(0, at - 12), at + 1):
        for stop in range(end, min(len(word), end + 12) + 1):
            if stop - start >= len(name) + MIN_COVER and word[start:stop] in lex.ordinary:
                return False
    return True
