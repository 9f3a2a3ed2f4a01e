"""Many spans of one text, each its start and its end, asked about another span without going through them all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from itertools import accumulate


class Spans:
    """Spans in any order, overlaps and all."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def touch(self, start: int, end: int) -> bool:
        """Whether a character of `start:end` lies in one of the spans."""
        before = bisect_left(self._starts, end)
        return before > 0 and start < self._furthest[before - 1]

    def hold(self, start: int, end: int) -> bool:
        """Whether a span that begins at or before `start` ends at or after `end`."""
        before = bisect_right(self._starts, start)
        return before > 0 and end <= self._furthest[before - 1]


class Disjoint:
    """Spans of which none overlaps another."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans = sorted(spans)

    def add(self, start: int, end: int) -> bool:
        """Take a span in, unless it overlaps one that is there."""
        at = bisect_left(self._spans, (start, end))
        if at < len(self._spans) and self._spans[at][0] < end:
            return False
        if at > 0 and self._spans[at - 1][1] > start:
            return False
        insort(self._spans, (start, end))
        return True
