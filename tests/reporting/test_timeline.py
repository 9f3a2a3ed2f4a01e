"""The timeline: every date and term is there, in words, whatever the width; the picture says it all to everybody."""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scr_publish.config import CaseFile, load_profile, profile_names
from scr_publish.reporting import terminal
from scr_publish.reporting.timeline import chart_of, to_console, to_svg
from tests.checks.process_cases import GOOD, changed

SVG = "{http://www.w3.org/2000/svg}"


def chart(case: dict[str, Any], profile: str = "wt2015-scr") -> Any:
    return chart_of(CaseFile.model_validate(case), load_profile(profile))


def test_every_date_and_term_is_in_the_text() -> None:
    text = to_console(chart(GOOD), plain=True)
    for words in ("The incident", "20 January 2014", "Publication", "9 June 2016", "Ofsted told"):
        assert words in text
    assert text.count("✓ kept") == 4
    assert "\x1b" not in text
    assert all(len(line) <= terminal.WIDEST for line in text.splitlines())


def test_broken_and_unknown_terms_are_marked_in_words() -> None:
    case = changed("dates.completion", date(2015, 9, 1))
    del case["dates"]["panel_submission"]
    text = to_console(chart(case), plain=True)
    assert "✗ broken" in text
    assert "by 10 September 2014" in text
    assert "? unknown" in text
    assert "No date yet: the copy for the national body" in text
    svg = to_svg(chart(case))
    assert "Completed in time: BROKEN" in svg
    assert ": unknown" in svg


def test_an_excused_delay_says_what_is_recorded() -> None:
    case = changed("dates.completion", date(2015, 9, 1))
    assert "no reasons with interim actions" in to_console(chart(case), plain=True)
    case["delay"] = {"reasons": "The trial.", "interim_actions": ["A new form."]}
    assert "reasons and interim actions are recorded" in to_console(chart(case), plain=True)


@pytest.mark.parametrize("width", [200, 100, 60, 40])
def test_it_keeps_to_the_width_of_the_terminal(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setattr(terminal, "WIDEST", width)
    text = to_console(chart(GOOD), plain=True)
    assert all(len(line) <= width for line in text.splitlines())
    assert ("●" in text) == (width >= 100)


def test_an_empty_case_file_says_that_there_are_no_dates() -> None:
    assert "no dates yet" in to_console(chart({}), plain=True)
    assert "No date yet" in to_svg(chart({}))


def test_the_order_is_that_of_the_days_and_open_proceedings_have_no_end() -> None:
    case = changed("proceedings", [{"kind": "criminal", "opened": date(2014, 5, 1)}]) | {
        "review": {"as_of": date(2016, 6, 1)}
    }
    drawn = chart(case)
    assert [event.day for event in drawn.events] == sorted(event.day for event in drawn.events)
    text = to_console(drawn, plain=True)
    assert "═▶" in text
    assert "As of 1 June 2016" in text
    assert "(open)" in to_svg(drawn)


def test_the_picture_is_accessible_and_safe() -> None:
    svg = to_svg(chart(changed("review.subject", "Child <H> & “co”")))
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    named = {root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id")}  # type: ignore[union-attr]
    assert set((root.get("aria-labelledby") or "").split()) == named
    described = root.find(f"{SVG}desc").text or ""  # type: ignore[union-attr]
    assert "Publication: 9 June 2016." in described
    assert "Term “Decision in time”: kept" in described
    assert "Child <H> & “co”" in (root.find(f"{SVG}title").text or "")  # type: ignore[union-attr]
    assert "script" not in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_no_name_under_identities_is_drawn() -> None:
    case = changed("identities", [{"role": "subject", "names": ["Jaxon Skelhorn"], "died": date(2014, 1, 22)}])
    drawn = chart(case)
    assert "Skelhorn" not in to_svg(drawn) + to_console(drawn, plain=True)
    assert "22 January" not in to_svg(drawn) + to_console(drawn, plain=True)


DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1))


@settings(deadline=None, max_examples=40)
@given(st.dictionaries(st.sampled_from(sorted(GOOD["dates"])), DAYS), DAYS, st.sampled_from(profile_names()))
def test_any_dates_can_be_drawn(dates: dict[str, date], as_of: date, profile: str) -> None:
    drawn = chart({"dates": dates, "review": {"as_of": as_of}}, profile)
    ET.fromstring(to_svg(drawn))
    assert all(len(line) <= terminal.WIDEST for line in to_console(drawn, plain=True).splitlines())
    for day in dates.values():
        assert 0 <= drawn.at(day) <= 1
