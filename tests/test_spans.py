"""Many spans, asked about another."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from scr_publish.spans import Disjoint, Spans

ENDS = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda item: (item[0], item[0] + item[1]))


@settings(deadline=None)
@given(st.lists(ENDS), ENDS)
def test_a_span_is_touched_where_one_of_them_overlaps_it(spans: list[tuple[int, int]], other: tuple[int, int]) -> None:
    start, end = other
    assert Spans(spans).touch(start, end) == any(low < end and start < high for low, high in spans)


@settings(deadline=None)
@given(st.lists(ENDS), ENDS)
def test_a_span_is_held_where_one_of_them_holds_it(spans: list[tuple[int, int]], other: tuple[int, int]) -> None:
    start, end = other
    assert Spans(spans).hold(start, end) == any(low <= start and end <= high for low, high in spans)


@settings(deadline=None)
@given(st.lists(ENDS))
def test_of_spans_that_overlap_the_first_is_taken(spans: list[tuple[int, int]]) -> None:
    taken: list[tuple[int, int]] = []
    disjoint = Disjoint()
    for start, end in spans:
        free = all(end <= low or high <= start for low, high in taken)
        assert disjoint.add(start, end) == free
        taken += [(start, end)] if free else []
