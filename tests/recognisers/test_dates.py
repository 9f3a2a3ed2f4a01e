from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_publish.recognisers.dates import find_dates, season

DAY = date(2014, 2, 14)


@pytest.mark.parametrize(
    "written",
    [
        "14 February 2014", "14th Feb '14", "14/02/2014", "14.2.14", "2014-02-14", "Feb 14th 2014", "14-Feb-2014", "February 14, 2014",
        "Friday 14 February 2014", "Friday, 14th of February 2014", "14th day of February 2014", "14 Feb. 2014", "14/2/14", "14-02-2014", "14Feb2014",
        "fourteenth of February 2014", "14 02 2014", "2014/02/14", "14 February, 2014", "14 FEBRUARY 2014",
    ],
)  # fmt: skip
def test_every_way_of_writing(written: str) -> None:
    text = f"On {written}, it rained."
    (found,) = find_dates(text)
    assert text[found.start : found.end] == written
    assert found.as_date == DAY


@pytest.mark.parametrize(
    ("month", "number"), [("Jan", 1), ("Jun", 6), ("June", 6), ("Jul", 7), ("Sept", 9), ("Dec", 12)]
)
def test_months_cut_to_three_letters(month: str, number: int) -> None:
    for written in (f"4-{month}-2009", f"4 {month} 2009", f"{month} 4, 2009"):
        (found,) = find_dates(f"Child H, born {written}")
        assert found.as_date == date(2009, number, 4)


@pytest.mark.parametrize("written", ["Saturday 3 May", "3rd May", "the 3rd of May", "May 3rd"])
def test_without_a_year(written: str) -> None:
    (found,) = find_dates(f"It was {written} when he left.")
    assert (found.day, found.month, found.year) == (3, 5, None)
    assert found.same_day(date(2014, 5, 3))
    assert not found.same_day(date(2014, 5, 4))


@pytest.mark.parametrize("written", ["Tuesday the 4th", "Tues 4th", "Tuesday the fourth", "the 4th"])
def test_without_a_month(written: str) -> None:
    (found,) = find_dates(f"She was away until {written}, they said.")
    assert (found.day, found.month, found.as_date) == (4, 0, None)
    assert not found.same_day(date(2014, 5, 4))
    assert season(found) == "that month"


@pytest.mark.parametrize(
    "text", ["on the 4th floor", "Tuesday the 4th visit failed", "on the 4th attempt", "the first time"]
)
def test_ordinals_that_are_no_days(text: str) -> None:
    assert find_dates(text) == []


def test_days_in_a_row_keep_their_own_months() -> None:
    text = "Seen on 3 October, 21 October and 4 November 2011, and for 3 May 21 days."
    found = find_dates(text)
    assert [text[f.start : f.end] for f in found] == ["3 October", "21 October", "4 November 2011", "3 May"]


@pytest.mark.parametrize("written", ["1 to 3 May 2014", "1–3 May 2014", "1st - 3rd May 2014"])
def test_ranges(written: str) -> None:
    (found,) = find_dates(f"from {written}.")
    assert found.same_day(date(2014, 5, 1))
    assert found.same_day(date(2014, 5, 3))
    assert not found.same_day(date(2014, 5, 2))


@pytest.mark.parametrize(
    "text",
    [
        "in March 2015", "during 2013/14", "see paragraph 5.3.13", "version 1.2.14", "at 16.40", "ratio 1/2", "31 February 2014", "about 4 to 6 weeks",
        "section 11", "Draft 4 March 2015", "May came early", "99/99/2014", "spring 2014",
    ],
)  # fmt: skip
def test_not_exact_dates(text: str) -> None:
    assert find_dates(text) == []


def test_names_of_files_run_figures_together() -> None:
    assert find_dates("scan_20140214.pdf") == []
    (found,) = find_dates("scan_20140214.pdf", in_names=True)
    assert found.as_date == DAY


@given(st.integers(0, 36_000), st.sampled_from(["%d %B %Y", "%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%B %d, %Y"]))
def test_reads_back_what_was_written(days: int, form: str) -> None:
    day = date(1950, 1, 1) + timedelta(days=days)
    (found,) = find_dates(f"It was {day.strftime(form)}.")
    assert found.as_date == day


def test_seasons() -> None:
    assert season(find_dates("14 April 2014")[0]) == "spring 2014"
    assert season(find_dates("2 January 2014")[0]) == "early 2014"
    assert season(find_dates("14 July")[0]) == "that summer"


@pytest.mark.parametrize(
    ("text", "day", "month"),
    [
        ("14/03 1912 CALLER RANG BACK", 14, 3),
        ("Fri 14/3 she was late", 14, 3),
        ("He left on 14.03 for good.", 14, 3),
        ("It was Boxing Day 2016 when he rang.", 26, 12),
    ],
)
def test_days_in_logs_and_feasts(text: str, day: int, month: int) -> None:
    (found,) = find_dates(text)
    assert (found.day, found.month) == (day, month)


@pytest.mark.parametrize(
    "text",
    ["open 24/7 all year", "a score of 12/20", "seen by 3/4 of them", "review in 6/52", "on 1.5 hours", "2/3 of it"],
)
def test_fractions_and_spans_are_no_days(text: str) -> None:
    assert find_dates(text) == []
