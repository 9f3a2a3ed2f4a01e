"""Many spans of one text, and whether one of them touches another span, without going through them all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


class Spans:
    """Spans in any order, overlaps and all; each is its start and its end."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def touch(self, start: int, end: int) -> bool:
        """Whether a character of `start:end` lies in one of the spans."""
        before = bisect_left(self._starts, end)
        return before > 0 and start < self._furthest[before - 1]
