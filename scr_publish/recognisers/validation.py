"""Check digits and formats of British numbers: whether what looks like one can be one.

Each function takes the text as matched, spaces and dashes and all."""

from __future__ import annotations

import re
from collections.abc import Callable

_NOT_ALPHANUMERIC = re.compile(r"[^0-9A-Za-z]")

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""Check letters of a unique pupil number: the alphabet without I, O and S (Department for Education, UPN guide)."""


def bare(text: str) -> str:
    """Letters and digits only, in capitals."""
    return _NOT_ALPHANUMERIC.sub("", text).upper()


def is_nhs_number(text: str) -> bool:
    """Ten digits whose last one is the check digit, modulus 11 (NHS Data Dictionary)."""
    digits = bare(text)
    if len(digits) != 10 or not digits.isdigit():
        return False
    check = (11 - sum(int(d) * weight for d, weight in zip(digits, range(10, 1, -1), strict=False)) % 11) % 11
    return check == int(digits[9])


def is_chi_number(text: str) -> bool:
    """A Scottish community health index number: a date of birth DDMMYY, four digits, and the check of an NHS number."""
    digits = bare(text)
    return is_nhs_number(digits) and 1 <= int(digits[:2]) <= 31 and 1 <= int(digits[2:4]) <= 12


def is_upn(text: str) -> bool:
    """A unique pupil number: a check letter from a weighted sum, then twelve characters (the last may be a letter in
    a temporary number)."""
    number = bare(text)
    if not re.fullmatch(r"[A-HJ-NP-RT-Z]\d{11}[0-9A-Z]", number):
        return False
    last = number[12]
    if last.isalpha():
        if last not in UPN_LETTERS:
            return False
        values = [int(d) for d in number[1:12]] + [UPN_LETTERS.index(last)]
    else:
        values = [int(d) for d in number[1:]]
    return UPN_LETTERS[sum(value * weight for weight, value in enumerate(values, 2)) % 23] == number[0]


def is_uln(text: str) -> bool:
    """A unique learner number: ten digits, the last from a weighted sum modulus 11 (Learning Records Service)."""
    digits = bare(text)
    if len(digits) != 10 or not digits.isdigit() or digits[0] == "0":
        return False
    remainder = sum(int(d) * weight for d, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return remainder != 0 and 10 - remainder == int(digits[9])


def is_uk_phone_number(text: str) -> bool:
    """Ten or eleven digits from the 0, or from +44: what may be dialled, drama numbers included."""
    digits = re.sub(r"\D", "", re.split(r",? *(?:ext|x)", text)[0])
    if text.lstrip().startswith(("+", "(+")) or digits.startswith("0044"):
        digits = re.sub(r"^(00)?440?", "0", digits)
    return digits.startswith(("01", "02", "03", "05", "07", "08", "09")) and len(digits) in (10, 11)


def is_latitude_in_uk(text: str) -> bool:
    """Decimal degrees of latitude and longitude of a place in the British Isles."""
    numbers = [float(n) for n in re.findall(r"-?\d+\.\d+", text.replace("−", "-"))]
    if len(numbers) == 2 and text.rstrip().upper().endswith("W"):
        numbers[1] = -abs(numbers[1])
    return len(numbers) == 2 and 49 <= numbers[0] <= 61 and -11 <= numbers[1] <= 2


def is_driver_number(text: str) -> bool:
    """A British driver number: five characters of the surname, then a date of birth as YMMDDY, whose month has 50 added
    for a woman (Driver and Vehicle Licensing Agency)."""
    number = bare(text)
    if not re.fullmatch(r"[A-Z]{1,5}9{0,4}\d{6}[A-Z9]{2}[A-Z0-9]{3}(?:\d{2})?", number) or not number[5:11].isdigit():
        return False
    return int(number[6:8]) % 50 in range(1, 13) and 1 <= int(number[8:10]) <= 31


_NO_REFERENCE = re.compile(r"(?:19|20)\d\d(?:[-/](?:19|20)?\d\d|-\d\d-\d\dT\d\d)?")
"""A year, a range of years, or the beginning of a time stamp (ISO 8601) such as programs put into properties."""


def has_enough_digits(text: str) -> bool:
    """Whether a reference holds at least four digits and is no bare year, range of years or time stamp."""
    return len(re.sub(r"\D", "", text)) >= 4 and not _NO_REFERENCE.fullmatch(text)


VALIDATORS: dict[str, Callable[[str], bool]] = {
    "nhs": is_nhs_number,
    "chi": is_chi_number,
    "upn": is_upn,
    "uln": is_uln,
    "driver": is_driver_number,
    "phone": is_uk_phone_number,
    "uk-coordinates": is_latitude_in_uk,
    "reference": has_enough_digits,
}
"""The checks that a pattern may name in its `validate` key."""
