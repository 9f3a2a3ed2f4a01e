"""Months, seasons and years in words, as the days that they can mean."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_publish.recognisers.periods import find_periods


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on 9 June 2016", date(2016, 6, 9), date(2016, 6, 9)),
        ("in February 2016", date(2016, 2, 1), date(2016, 2, 29)),
        ("in Sept. 2015", date(2015, 9, 1), date(2015, 9, 30)),
        ("in 2015", date(2015, 1, 1), date(2015, 12, 31)),
        ("in the summer of 2014", date(2014, 5, 1), date(2014, 9, 30)),
        ("in winter 2014", date(2013, 11, 1), date(2015, 3, 31)),
        ("in early 2014", date(2014, 1, 1), date(2014, 5, 31)),
        ("at the end of 2014", date(2014, 10, 1), date(2014, 12, 31)),
    ],
)
def test_a_period_reaches_from_its_first_to_its_last_day(text: str, first: date, last: date) -> None:
    assert [(p.first, p.last) for p in find_periods(text)] == [(first, last)]


@pytest.mark.parametrize(
    "text", ["paragraph 4.2014", "2014/15", "2014-15", "call 02014 2014555", "a sum of £2,014", "may 9"]
)
def test_other_numbers_are_none(text: str) -> None:
    assert find_periods(text) == []


@given(st.text(alphabet="0123456789 /-.,JuneMaysprginwtear of", max_size=60))
def test_periods_lie_in_the_text_in_order(text: str) -> None:
    found = find_periods(text)
    assert all(p.first <= p.last and 0 <= p.start < p.end <= len(text) for p in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
