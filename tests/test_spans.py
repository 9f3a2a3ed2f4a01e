"""Whether one of many spans touches another."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from scr_publish.spans import Spans

ENDS = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda item: (item[0], item[0] + item[1]))


@settings(deadline=None)
@given(st.lists(ENDS), ENDS)
def test_a_span_is_touched_where_one_of_them_overlaps_it(spans: list[tuple[int, int]], other: tuple[int, int]) -> None:
    start, end = other
    assert Spans(spans).touch(start, end) == any(low < end and start < high for low, high in spans)
