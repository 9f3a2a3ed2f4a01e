"""Dates, addresses, places, schools, phone numbers, e-mail addresses and record numbers of one protected person, found
in a text in every way of writing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from rapidfuzz import fuzz

from scr_publish.checks.privacy.known_names import Hit
from scr_publish.checks.privacy.lexicon import fold, lexicon
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.checks.privacy.words import Word
from scr_publish.config.case import Identity
from scr_publish.recognisers.dates import MONTHS, ORDINALS

_STREETS = {
    "street": "st", "road": "rd", "avenue": "ave", "lane": "ln", "close": "cl", "drive": "dr", "court": "ct",
    "crescent": "cres",
    "terrace": "terr?", "gardens": "gdns", "place": "pl", "square": "sq", "grove": "gr", "mount": "mt", "saint": "st",
}  # fmt: skip

ALIKE = 88
"""Similarity in percent from which a street's or a school's name is taken for a slip of the pen."""

_SCHOOL_WORDS = frozenset({"primary", "secondary", "infant", "junior", "high", "grammar", "nursery", "the"})
"""Words of a school's name that any school may bear, beside those that make a thing of every name."""

_LEADING = frozenset(
    {"at", "from", "to", "in", "near", "of", "the", "and", "for", "with", "when", "while", "after", "before"}
)
"""Words that may stand, capitalised or not, before a name that they are no part of."""

_GAP = r"[\s,.\-–]+"
_PHONE = re.compile(r"(?<!\w)\+?\(?\d[\d\s().\-–]{6,}\d")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)


class KnownDetails:
    """Matches what one identity holds beside names."""

    def __init__(self, identity: Identity) -> None:
        self._patterns: list[tuple[re.Pattern[str], str, str]] = []
        self._single_words: list[tuple[re.Pattern[str], str, str]] = []
        self._phrases: list[tuple[list[str], str, str]] = []
        for day, what in ((identity.born, "the date of birth"), (identity.died, "the date of death")):
            if day:
                self._add(_date_pattern(day), what, "DATE")
        for address in identity.addresses:
            self._add_address(address)
        for name in identity.schools:
            self._add_named(name, "the school", "SCHOOL")
        for name in identity.places:
            self._add_named(name, "the place", "PLACE")
        for email in identity.emails:
            self._add(re.escape(email), "the e-mail address", "EMAIL")
        for number in identity.numbers:
            squashed = re.sub(r"[\W_]", "", number)
            if squashed:
                self._add(
                    r"(?<!\w)" + r"[\s\-/.]*".join(map(re.escape, squashed)) + r"(?!\w)", "the number", "CASE_REF"
                )
        self._phones = {_national(phone) for phone in identity.phones}

    def hits(self, text: str, words: Sequence[Word]) -> Iterator[Hit]:
        """Every trace of the details in a text."""
        for pattern, how, label in self._patterns:
            for match in pattern.finditer(text):
                yield Hit(match.start(), match.end(), how, label)
        for pattern, how, label in self._single_words:
            for match in pattern.finditer(text):
                if _stands_alone(text, match.start(), match.end()):
                    yield Hit(match.start(), match.end(), how, label)
        if self._phones:
            for match in _PHONE.finditer(text):
                if any(_national(match.group()).startswith(phone) for phone in self._phones):
                    yield Hit(match.start(), match.end(), "the phone number", "PHONE")
        for phrase, how, label in self._phrases:
            yield from _alike(words, phrase, how, label)

    def _add(self, pattern: str, how: str, label: str) -> None:
        self._patterns.append((re.compile(pattern, re.IGNORECASE), how, label))

    def _add_address(self, address: str) -> None:
        """The lines of an address that say where it is: the street with and without its number, and the postcode."""
        for postcode in _POSTCODE.findall(address):
            squashed = postcode.replace(" ", "")
            self._add(rf"\b{squashed[:-3]}\s*{squashed[-3:]}\b", "the postcode", "POSTCODE")
        for part in _POSTCODE.sub("", address).split(","):
            words = re.findall(r"[\w'’]+", part)
            named = [word for word in words if not word[0].isdigit()]
            if not named or (len(named) == len(words) and not {fold(w) for w in named} & set(_STREETS)):
                continue
            number = "" if len(named) == len(words) else re.escape(words[0]) + r"[A-Za-z]?" + _GAP
            street = _GAP.join(_word_pattern(word) for word in named)
            self._add(
                rf"\b(?:(?:(?:flat|no\.?|number)\s*)?{number})?{street}(?!\w)" if number else rf"\b{street}\b",
                "the address",
                "ADDRESS",
            )
            if len(named) > 1:
                self._phrases.append(([fold(word) for word in named], "the address, misspelt", "ADDRESS"))

    def _add_named(self, name: str, how: str, label: str) -> None:
        """A place or a school by its whole name, by what is peculiar to it, and misspelt."""
        words = re.findall(r"[\w'’]+", name)
        if not words:
            return
        self._add(r"\b" + _GAP.join(_word_pattern(word) for word in words) + r"\b", how, label)
        generic = word_lists().thing_words | _SCHOOL_WORDS
        peculiar = [word for word in words if fold(word) not in generic]
        telling = len(peculiar) > 1 or any(not lexicon().is_ordinary(fold(word)) for word in peculiar)
        if (
            telling
            and len(peculiar) < len(words)
            and not {fold(word) for word in peculiar} <= word_lists().domain_words
        ):
            part = re.compile(r"\b" + _GAP.join(_word_pattern(word) for word in peculiar) + r"\b", re.IGNORECASE)
            where = self._single_words if len(peculiar) == 1 else self._patterns
            where.append((part, f"{how}, by a part of its name", label))
        if len(words) > 1:
            self._phrases.append(([fold(word) for word in words], f"{how}, misspelt", label))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a single word is the whole of a name: "at Calder", not "North Calder" or "Calder Crown Court"."""
    before = re.search(r"([A-Z][\w'’]*)\s$", text[:start])
    after = re.match(r"\s([A-Z][\w'’]*)", text[end:])
    if before and fold(before.group(1)) not in _LEADING:
        return False
    return not after or fold(after.group(1)) in _SCHOOL_WORDS | {"school", "academy", "college"}


def _word_pattern(word: str) -> str:
    """A word in a pattern, with the short form of a street word, and with or without its apostrophe."""
    short = _STREETS.get(fold(word))
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
        if written != wanted and fuzz.ratio(written, wanted, score_cutoff=ALIKE):
            yield Hit(words[i].start, words[i + size - 1].end, how, label)


def _national(phone: str) -> str:
    """The digits of a phone number as dialled in this country."""
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    for prefix in ("0044", "44"):
        if digits.startswith(prefix) and len(digits) > 10:
            return "0" + digits[len(prefix) :].lstrip("0")
    return digits


def _date_pattern(day: date) -> str:
    """Every way of writing a date, with or without its year; the day and the month must both be there."""
    name = MONTHS[day.month - 1]
    month = rf"(?:{name}|{name[:3]}t?\.?)" if len(name) > 3 else name
    suffix = r"(?:st|nd|rd|th)?"
    number = rf"0?{day.day}{suffix}"
    spoken = ORDINALS[day.day - 1].replace("-", r"[-\s]")
    year = rf"(?:{day.year}|['’]?{day.year % 100:02d})"
    sep = r"[\s,.\-/]*"
    dm, md = rf"0?{day.day}", rf"0?{day.month}"
    ways = (
        rf"(?:{number}|{spoken})(?:\s+day)?(?:\s+of)?[\s\-./]*{month}(?:(?:{sep}|\s+in\s+){year})?",
        rf"{month}{sep}(?:the\s+)?(?:{number}|{spoken})(?!\d)(?:{sep}{day.year})?",
        rf"{dm}\s?[-./]\s?{md}\s?[-./]\s?{year}",
        rf"{md}\s?[-./]\s?{dm}\s?[-./]\s?{day.year}",
        rf"{day.year}\s?[-./]\s?{md}\s?[-./]\s?{dm}",
        rf"{day.year}{day.month:02d}{day.day:02d}",
        rf"{day.day:02d}{day.month:02d}(?:{day.year}|{day.year % 100:02d})",
    )
    return r"(?<![\w])(?:" + "|".join(ways) + r")(?![\w])"
