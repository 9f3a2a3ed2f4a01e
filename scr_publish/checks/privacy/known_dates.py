"""The days on which one protected person was born and died, found in every way of writing, and worked out from ages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from scr_publish.checks.privacy.known_forms import known_data
from scr_publish.checks.privacy.known_names import Hit
from scr_publish.checks.privacy.numerals import SMALL, TENS, to_number
from scr_publish.config.case import Identity
from scr_publish.recognisers.dates import MONTHS, ORDINALS, ExactDate, find_dates

BESIDE = 90
"""Characters between a date and an age, or the word "birthday", that belong together."""

_ANNIVERSARY = re.compile(r"\bbirth ?days?\b|\bturn(?:ed|s|ing)\b|\banniversary\b|\bb'?day\b", re.IGNORECASE)
_AGE = re.compile(
    r"\b(?P<number>\d{1,3}|" + "|".join((*SMALL, *TENS)) + r")[- ](?P<unit>day|week)s?[- ](?:old\b|of age\b)|"
    r"\b(?:aged|age|lived(?: for)?)(?: only| just)? (?P<aged>\d{1,3}|" + "|".join((*SMALL, *TENS)) + r") "
    r"(?P<of>day|week)s?\b",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+(?:the\s+)?)?"


class KnownDates:
    """Matches the dates of birth and death of one identity."""

    def __init__(self, identity: Identity) -> None:
        days = ((identity.born, "the date of birth"), (identity.died, "the date of death"))
        self._days = [(day, how, _further_ways(day)) for day, how in days if day]
        self._born = identity.born

    def hits(self, text: str) -> Iterator[Hit]:
        """Every trace of the dates in a text."""
        if not self._days:
            return
        written = _written(text)
        for day, how, pattern in self._days:
            for item in written:
                found = _match(day, item, text)
                if found is not None:
                    yield Hit(item.start, item.end, how + found, "DATE", sure="perhaps" not in found)
            for match in pattern.finditer(text):
                yield Hit(match.start(), match.end(), how, "DATE")
        if self._born:
            for item in written:
                yield from _implied(self._born, item, text)


@lru_cache(maxsize=8)
def _written(text: str) -> tuple[ExactDate, ...]:
    """The dates in a text, read once for all the people of the case file."""
    return tuple(find_dates(text, in_names=True))


def _match(day: date, item: ExactDate, text: str) -> str | None:
    """What to add to how a written date matches a day; None where it does not."""
    if item.same_day(day):
        return "" if item.year else ", without its year"
    swapped = item.year == day.year and (item.day, item.month) == (day.month, day.day)
    if swapped and re.fullmatch(r"[\d\s./_-]+", text[item.start : item.end]):
        return ", perhaps with the month first, as Americans write it"
    return None


def _implied(born: date, item: ExactDate, text: str) -> Iterator[Hit]:
    """A birthday in another year, or an age in days or weeks on a day, from which the date of birth follows."""
    around = text[max(0, item.start - BESIDE) : item.end + BESIDE]
    other_year = item.year is not None and item.year != born.year
    if other_year and (item.month, item.day) == (born.month, born.day) and _ANNIVERSARY.search(around):
        yield Hit(item.start, item.end, "a birthday, from which the date of birth follows", "DATE")
    then = item.as_date
    if then is None:
        return
    for match in _AGE.finditer(around):
        number, unit = match["number"] or match["aged"], (match["unit"] or match["of"]).lower()
        days = (to_number(number) or 0) * (7 if unit == "week" else 1)
        spare = (then - timedelta(days=days) - born).days
        if spare == 0 or (unit == "week" and 0 <= spare < 7):
            how = "an age on a day, from which the date of birth follows"
            yield Hit(item.start, item.end, how if spare == 0 else f"{how} to the week", "DATE", sure=spare == 0)


def _further_ways(day: date) -> re.Pattern[str]:
    """The ways of writing a day that the reader of dates leaves alone: words for the year, "day of", digits run
    together, feasts with a fixed day, strokes of other kinds."""
    name = MONTHS[day.month - 1]
    month = rf"(?:{name}|{name[:3]}t?\.?)" if len(name) > 3 else name
    spoken = ORDINALS[day.day - 1].replace("-", r"[-\s]")
    number = rf"(?:0?{day.day}\s?(?:st|nd|rd|th)?|{spoken})"
    year = rf"(?:{day.year}|['’]?{day.year % 100:02d}|{_year_in_words(day.year)})"
    sep, stroke = r"[\s,.\-/]*", r"\s?[\\|_]\s?"
    dm, md = rf"0?{day.day}", rf"0?{day.month}"
    feasts = "|".join(re.escape(name).replace("'", "['’]?") for name in known_data().feasts.get(f"{day:%m-%d}", ()))
    then = rf"(?:{sep}|,?\s+(?:in|of)\s+(?:the year\s+)?){year}"
    alone = r"(?![\s,./-]*['’]?(?:\d{4}|\d\d)\b)"
    ways = [
        rf"{_WEEKDAY}{number}(?:\s+day)?(?:\s+of)?[\s\-./]*{month}(?:{then}|{alone})",
        rf"{_WEEKDAY}{month}{sep}(?:the\s+)?{number}(?!\d)(?:{sep}{year}|{alone})",
        rf"{dm}{stroke}{md}{stroke}(?:{day.year}|['’]?{day.year % 100:02d})",
        rf"{day.year}{stroke}{md}{stroke}{dm}",
        rf"{day.year}{day.month:02d}{day.day:02d}",
        rf"{day.day:02d}{day.month:02d}(?:{day.year}|{day.year % 100:02d})",
    ]
    if feasts:
        ways.append(rf"(?:{feasts})(?:{sep}(?:in\s+)?{day.year})?(?!{sep}(?:19|20)\d\d)")
    return re.compile(r"(?<![^\W_])(?:" + "|".join(ways) + r")(?![^\W_])", re.IGNORECASE)


def _year_in_words(year: int) -> str:
    """A pattern of the year as it is said: "two thousand and nine", "twenty fourteen", "nineteen ninety-eight"."""
    first, rest = divmod(year, 100)
    low = SMALL[rest - 1] if 0 < rest < 20 else TENS[rest // 10 - 2] if rest else ""
    if rest > 20 and rest % 10:
        low += rf"[-\s]{SMALL[rest % 10 - 1]}"
    ways = [rf"{SMALL[first - 1] if first < 20 else 'twenty'}[-\s]{low}"] if low else []
    if first == 20:
        ways.append(rf"two\s+thousand(?:\s+(?:and\s+)?{low})" if low else r"two\s+thousand")
    return "|".join(ways) or "(?!)"
