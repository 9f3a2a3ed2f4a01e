import pytest

from scr_publish.recognisers.validation import (
    has_enough_digits,
    is_chi_number,
    is_nhs_number,
    is_uk_phone_number,
    is_uln,
    is_upn,
)


@pytest.mark.parametrize("number", ["999 000 0018", "999-000-0026", "9990000034", "9434765919"])
def test_nhs_number_with_its_check_digit(number: str) -> None:
    assert is_nhs_number(number)


@pytest.mark.parametrize("number", ["999 000 0019", "99900000", "9434765918", "999000001X"])
def test_not_an_nhs_number(number: str) -> None:
    assert not is_nhs_number(number)


def test_every_wrong_check_digit_is_refused() -> None:
    right = [digit for digit in range(10) if is_nhs_number(f"943476591{digit}")]
    assert right == [9]


def test_chi_number_begins_with_a_date() -> None:
    valid = next(n for n in (f"010114{i:04d}" for i in range(10_000)) if is_nhs_number(n))
    assert is_chi_number(valid)
    assert not is_chi_number("9434765919")


def test_upn_check_letter() -> None:
    letters = [letter for letter in "ABCDEFGHJKLMNPQRTUVWXYZ" if is_upn(f"{letter}123456789012")]
    assert len(letters) == 1
    assert not is_upn("I123456789012")


def test_uln_check_digit() -> None:
    right = [digit for digit in range(10) if is_uln(f"100000000{digit}")]
    assert len(right) == 1


@pytest.mark.parametrize(
    "number", ["01632 960001", "+44 7700 900123", "0044 1632 960001", "07700 900 123 ext. 21", "(020) 7946 0123"]
)
def test_phone_numbers(number: str) -> None:
    assert is_uk_phone_number(number)


@pytest.mark.parametrize("number", ["12345 678901", "01632 96", "0116 329 600 123"])
def test_not_phone_numbers(number: str) -> None:
    assert not is_uk_phone_number(number)


def test_years_are_no_references() -> None:
    assert has_enough_digits("AB/12/3456")
    assert not has_enough_digits("2013/14")
    assert not has_enough_digits("2014")
