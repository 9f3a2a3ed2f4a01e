"""Numbers as reports write them, in figures and in words."""

from __future__ import annotations

SMALL = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def to_number(text: str) -> int | None:
    """A whole number up to 99 in words ("twenty-one"), or any in figures; None for what is neither."""
    word = text.lower().rstrip("½")
    if word.isdigit():
        return int(word)
    if word in SMALL:
        return SMALL.index(word) + 1
    tens, _, unit = word.replace(" ", "-").partition("-")
    if tens not in TENS or (unit and unit not in SMALL[:9]):
        return None
    return 10 * (TENS.index(tens) + 2) + (SMALL.index(unit) + 1 if unit else 0)
