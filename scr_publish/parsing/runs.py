"""Runs of a paragraph, before they go into a block."""

from __future__ import annotations

from dataclasses import replace

from scr_publish.parsing.builder import Run
from scr_publish.parsing.numbers import typed_number

_LONGEST_NUMBER = 200
"""Characters that are looked at for a typed number."""


def split_number(runs: list[Run], *, heading: bool) -> tuple[str, list[Run]]:
    """The number typed at a paragraph's start, and the runs without it and without white space before the words."""
    text = "".join(run.text for run in runs)
    lead = len(text) - len(text.lstrip())
    length = typed_number(text[lead : lead + _LONGEST_NUMBER], heading=heading)
    skip, left = lead + length, []
    for run in runs:
        cut = min(skip, len(run.text))
        skip -= cut
        if run.text[cut:]:
            left.append(replace(run, text=run.text[cut:]))
    return text[lead : lead + length].strip(), left
