"""Lengths of time and the calendar: ends of months, leap years, weekends, bank holidays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scr_publish.config.durations import Duration, add_months, bank_holidays, is_working_day, parse_duration

DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))
DURATIONS = st.builds(Duration, st.integers(1, 24), st.sampled_from(("month", "week", "day", "working day")))


def test_a_month_from_the_last_day_is_the_last_day() -> None:
    assert add_months(date(2015, 1, 31), 1) == date(2015, 2, 28)
    assert add_months(date(2015, 12, 31), 2) == date(2016, 2, 29)
    assert add_months(date(2016, 3, 31), -1) == date(2016, 2, 29)


@given(DAYS, st.integers(0, 48))
def test_months_are_monotonic(day: date, months: int) -> None:
    assert add_months(day, months) <= add_months(day, months + 1)
    assert add_months(day, months) >= day


@settings(deadline=None)  # the first call loads the tables of bank holidays
@given(DAYS, DURATIONS)
def test_the_day_before_is_the_last_from_which_the_term_is_kept(day: date, duration: Duration) -> None:
    latest = duration.before(day)
    assert latest < day
    assert duration.after(latest) <= day
    if duration.unit != "month":
        later = latest + timedelta(days=1)
        while duration.unit == "working day" and not is_working_day(later):
            later += timedelta(days=1)
        assert duration.after(later) > day


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        (date(2023, 5, 5), 1, date(2023, 5, 9)),  # the Coronation's bank holiday was Monday 8 May 2023
        (date(2022, 6, 1), 2, date(2022, 6, 7)),  # two days for the Platinum Jubilee
        (date(2024, 3, 28), 1, date(2024, 4, 2)),  # Easter
        (date(2024, 12, 24), 3, date(2024, 12, 31)),
        (date(2024, 1, 6), 1, date(2024, 1, 8)),  # from a Saturday
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(start: date, number: int, end: date) -> None:
    assert Duration(number, "working day").after(start) == end


def test_wales_has_the_bank_holidays_of_england_and_a_range_includes_both_ends() -> None:
    first, last = date(2016, 3, 25), date(2016, 3, 28)
    assert list(bank_holidays(first, last, "Wales")) == list(bank_holidays(first, last))
    assert [day for day, _ in bank_holidays(first, last)] == [first, last]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1 month", "one month"),
        ("12 months", "twelve months"),
        ("15 Working  Days", "15 working days"),
        ("1 week", "one week"),
    ],
)
def test_a_duration_is_read_as_it_is_written(text: str, shown: str) -> None:
    assert str(parse_duration(text)) == shown


@pytest.mark.parametrize("text", ["", "soon", "0 days", "-1 month", "1 fortnight", "1.5 months", "7"])
def test_what_is_no_duration_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(ValueError, match="15 working days"):
        parse_duration(text)
