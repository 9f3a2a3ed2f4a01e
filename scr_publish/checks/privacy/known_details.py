"""Addresses, places, schools, phone numbers, e-mail addresses, handles and record numbers of one protected person,
found in a text in every way of writing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from scr_publish.checks.privacy.known_dates import KnownDates
from scr_publish.checks.privacy.known_forms import is_plain
from scr_publish.checks.privacy.known_names import Hit
from scr_publish.checks.privacy.lexicon import fold, lexicon
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.checks.privacy.words import Word
from scr_publish.config.case import Identity

_STREETS = {
    "street": "st", "road": "rd", "avenue": "ave?", "lane": "ln", "close": "cl", "drive": "dr", "court": "ct",
    "crescent": "cres", "terrace": "terr?", "gardens": "gdns", "place": "pl", "square": "sq", "grove": "gr",
    "mount": "mt", "saint": "st",
}  # fmt: skip

_BUILDINGS = frozenset({
    "house", "cottage", "cottages", "farm", "lodge", "villa", "villas", "flats", "tower", "towers", "mews", "row",
    "rise", "way", "walk", "hill", "park", "view", "yard", "barn", "hall", "mill", "buildings", "mansions", "parade",
    "drove",
})  # fmt: skip
"""Words that make the line of an address a house or a street, beside those of `_STREETS`."""

ALIKE = 88
"""Similarity in percent from which a street's or a school's name is taken for a slip of the pen."""

MIN_PLACE = 6
"""Letters from which a place's name of one word is looked for misspelt."""

LOCAL = 6
"""Digits at the end of a telephone number that are dialled from near by."""

_SCHOOL_WORDS = frozenset({"primary", "secondary", "infant", "junior", "high", "grammar", "nursery", "the"})
"""Words of a school's name that any school may bear, beside those that make a thing of every name."""

_LEADING = frozenset(
    {"at", "from", "to", "in", "near", "of", "the", "and", "for", "with", "when", "while", "after", "before"}
)
"""Words that may stand, capitalised or not, before a name that they are no part of."""

_GAP = r"[\s,.\-–_]+"
_WORD = re.compile(r"[\w'’]+")
_PHONE = re.compile(r"(?<!\w)\+?\(?\d[\d\s().\-–/]{4,}\d")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_AMID = r"(?<=[\w,;(] )"
"""Inside a sentence, where a capital says that a word is a name."""
_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
"""The ends of a word, where an underscore (in a file's name) parts words too."""


class KnownDetails:
    """Matches what one identity holds beside names."""

    def __init__(self, identity: Identity) -> None:
        self._dates = KnownDates(identity)
        self._patterns: list[tuple[re.Pattern[str], str, str]] = []
        self._single_words: list[tuple[re.Pattern[str], str, str]] = []
        self._phrases: list[tuple[list[str], str, str]] = []
        for address in identity.addresses:
            self._add_address(address)
        for name in identity.schools:
            self._add_named(name, "the school", "SCHOOL")
        for name in identity.places:
            self._add_named(name, "the place", "PLACE")
        for email in identity.emails:
            self._add_email(email)
        for handle in identity.handles:
            bare = handle.strip().lstrip("@")
            if bare:
                self._add(rf"@?{_START}{re.escape(bare)}{_END}", "the account", "HANDLE")
        for number in identity.numbers:
            squashed = re.sub(r"[\W_]", "", number)
            if squashed:
                self._add(_START + r"[\s\-/._]*".join(map(re.escape, squashed)) + _END, "the number", "CASE_REF")
        self._phones = {_national(phone) for phone in identity.phones} - {""}

    def hits(self, text: str, words: Sequence[Word]) -> Iterator[Hit]:
        """Every trace of the details in a text."""
        yield from self._dates.hits(text)
        for pattern, how, label in self._patterns:
            for match in pattern.finditer(text):
                yield Hit(match.start(), match.end(), how, label)
        for pattern, how, label in self._single_words:
            for match in pattern.finditer(text):
                if _stands_alone(text, match.start(), match.end()):
                    yield Hit(match.start(), match.end(), how, label)
        yield from self._phone_numbers(text)
        for phrase, how, label in self._phrases:
            yield from _alike(words, phrase, how, label)

    def _phone_numbers(self, text: str) -> Iterator[Hit]:
        for match in _PHONE.finditer(text) if self._phones else ():
            digits = _national(match.group())
            if any(digits.startswith(phone) for phone in self._phones):
                yield Hit(match.start(), match.end(), "the phone number", "PHONE")
            elif len(digits) == LOCAL and any(phone.endswith(digits) for phone in self._phones):
                yield Hit(match.start(), match.end(), "the phone number without its code", "PHONE")

    def _add(self, pattern: str, how: str, label: str) -> None:
        self._patterns.append((re.compile(pattern, re.IGNORECASE), how, label))

    def _add_email(self, email: str) -> None:
        """The address, as it is and with its signs in words; and what stands before the at sign, if telling."""
        local, _, domain = email.strip().partition("@")
        at = r"\s?(?:@|\(at\)|\[at\]|\bat\b)\s?"
        spelled = re.escape(domain).replace(r"\.", r"\s?(?:\.|\(dot\)|\[dot\]|\bdot\b)\s?")
        if not local or not domain:
            return
        self._add(
            _START + re.escape(local).replace(r"\.", r"\s?(?:\.|\bdot\b)\s?") + at + spelled,
            "the e-mail address",
            "EMAIL",
        )
        if len(local) >= MIN_PLACE and not is_plain(fold(local)):
            self._add(rf"{_START}{re.escape(local)}{_END}(?!@)", "the e-mail address without its domain", "EMAIL")

    def _add_address(self, address: str) -> None:
        """What in an address says where it is: the street or house with and without its number, the postcode."""
        for postcode in _POSTCODE.findall(address):
            squashed = re.sub(r"\s", "", postcode)
            self._add(rf"\b{squashed[:-3]}\s*{squashed[-3:]}\b", "the postcode", "POSTCODE")
        lines = [line for line in _POSTCODE.sub("", address).split(",") if _WORD.search(line)]
        for i, line in enumerate(lines):
            words = _WORD.findall(line)
            named = [word for word in words if not word[0].isdigit()]
            numbered = len(named) < len(words)
            if not named:
                continue
            if numbered and (len(named) == 1 and is_plain(fold(named[0]))):
                self._add(rf"\b{_GAP.join(map(re.escape, words))}{_END}", "the address", "ADDRESS")
            elif numbered or i == 0 or {fold(word) for word in named} & (_STREETS.keys() | _BUILDINGS):
                self._add_street(words, named)

    def _add_street(self, words: list[str], named: list[str]) -> None:
        street = _GAP.join(_word_pattern(word) for word in named)
        if words[0][0].isdigit():
            number = rf"(?:(?:flat|no\.?|number)\s*)?{re.escape(words[0])}[A-Za-z]?{_GAP}"
            self._add(rf"\b(?:{number})?{street}{_END}", "the address", "ADDRESS")
        elif len(named) == 1 and is_plain(fold(named[0])):
            self._single_words.append((re.compile(rf"{_AMID}\b{street}\b"), "the address", "ADDRESS"))
        else:
            self._add(rf"\b{street}{_END}", "the address", "ADDRESS")
        if len(named) > 1:
            self._phrases.append(([fold(word) for word in named], "the address, misspelt", "ADDRESS"))

    def _add_named(self, name: str, how: str, label: str) -> None:
        """A place or a school by its whole name, by what is peculiar to it, and misspelt."""
        words = _WORD.findall(name)
        if not words:
            return
        whole = r"\b" + _GAP.join(_word_pattern(word) for word in words) + r"\b"
        if len(words) == 1:
            self._add_one_word(words[0], whole, how, label)
            return
        self._add(whole.replace(r"[\s,.\-–_]+", r"(?:[\s,.\-–_]|\band\b|&)+"), how, label)
        generic = word_lists().thing_words | _SCHOOL_WORDS
        peculiar = [word for word in words if fold(word) not in generic]
        telling = len(peculiar) > 1 or any(not lexicon().is_ordinary(fold(word)) for word in peculiar)
        known = {fold(word) for word in peculiar} <= word_lists().domain_words
        if telling and len(peculiar) < len(words) and not known:
            part = re.compile(*_part_pattern(peculiar))
            where = self._single_words if len(peculiar) == 1 else self._patterns
            where.append((part, f"{how}, by a part of its name", label))
        self._phrases.append(([fold(word) for word in words], f"{how}, misspelt", label))

    def _add_one_word(self, word: str, pattern: str, how: str, label: str) -> None:
        """A name of one word: with its capital only, where it is also a word ("Reading", "Bath", "Hope")."""
        if is_plain(fold(word)):
            self._single_words.append((re.compile(_AMID + pattern), how, label))
            return
        self._add(pattern, how, label)
        if len(word) >= MIN_PLACE:
            self._phrases.append(([fold(word)], f"{how}, misspelt", label))


def _part_pattern(words: list[str]) -> tuple[str, int]:
    """The pattern of a part of a name and its flags: words that are all ordinary ones need their capitals."""
    pattern = _GAP.join(_word_pattern(word) for word in words)
    if not all(is_plain(fold(word)) for word in words):
        return rf"\b{pattern}\b", re.IGNORECASE
    capitals = _GAP.join(re.escape(word.upper()) for word in words)
    return rf"\b(?:{pattern}|{capitals})\b", 0


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a single word is the whole of a name: "at Calder", not "North Calder" or "Calder Crown Court"."""
    if not text[start].isupper():
        return False
    before = re.search(r"([A-Z][\w'’]*)\s$", text[:start])
    after = re.match(r"\s([A-Z][\w'’]*)", text[end:])
    if before and fold(before.group(1)) not in _LEADING:
        return False
    return not after or fold(after.group(1)) in _SCHOOL_WORDS | {"school", "academy", "college"}


def _word_pattern(word: str) -> str:
    """A word in a pattern, with the short form of a street word, and with or without its apostrophe."""
    short = _STREETS.get(fold(word))
    if fold(word) == "st":
        return r"(?:st\.?|saint|street)"
    plain = re.escape(word.replace("’", "'")).replace("'", "['’]?")
    return rf"(?:{plain}|{short}\.?)" if short else plain


def _alike(words: Sequence[Word], phrase: list[str], how: str, label: str) -> Iterator[Hit]:
    """Runs of as many words as the phrase that nearly spell it; exact ones are found already."""
    size = len(phrase)
    wanted = " ".join(phrase)
    last = phrase[-1]
    for i in range(len(words) - size + 1):
        if words[i + size - 1].folded[:1] != last[:1] or not words[i].is_capital:
            continue
        written = " ".join(word.folded for word in words[i : i + size])
        if size == 1 and (is_plain(written) or lexicon().is_name(written)):
            continue
        if written != wanted and fuzz.ratio(written, wanted, score_cutoff=ALIKE):
            yield Hit(words[i].start, words[i + size - 1].end, how, label, alike=True)


def _national(phone: str) -> str:
    """The digits of a phone number as dialled in this country."""
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    for prefix in ("0044", "44"):
        if digits.startswith(prefix) and len(digits) > 10:
            return "0" + digits[len(prefix) :].lstrip("0")
    return digits
