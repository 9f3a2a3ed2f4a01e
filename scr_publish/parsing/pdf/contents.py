"""The table of contents: entries with a page number at the right, under a title or with leaders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from scr_publish.parsing.pdf.lines import Line
from scr_publish.parsing.pdf.words import words

_LEADER = re.compile(r"\s*(?:(?:[.·…_]\s?){4,}|…{2,})\s*(?P<page>\d{1,4}|[ivxlc]{1,7})?$", re.IGNORECASE)
_DOTS = re.compile(r"[.·…_]\s?[.·…_]|……")
_PAGE = re.compile(r"(?:^|\s)(?P<page>\d{1,4}|[ivxlc]{1,7})$", re.IGNORECASE)
_FEWEST = 3
"""Entries one after another that are taken for a contents page without a title over them."""

_WRAPPED = 2
"""Lines that may stand before an entry's page number."""


@dataclass(slots=True)
class Stretch:
    """Lines of one column that are running text, or (`entries`) those of a table of contents, a list an entry."""

    lines: list[Line] = field(default_factory=list)
    entries: list[list[Line]] = field(default_factory=list)


def split_contents(column: Sequence[Line], within: bool) -> tuple[list[Stretch], bool]:
    """A column's stretches of text and of contents. `within` is true where the column before ended in a table of
    contents; the second value says it of this one."""
    out: list[Stretch] = []
    i = 0
    while i < len(column):
        title = _is_title(column[i])
        end, entries = _entries(column, i + 1 if title else i, titled=title or within)
        if entries:
            out.append(Stretch(entries=[[column[i]], *entries] if title else entries))
            i, within = end, end >= len(column)
            continue
        within = False
        if not out or out[-1].entries:
            out.append(Stretch())
        out[-1].lines.append(column[i])
        i += 1
    return out, within


def _is_title(line: Line) -> bool:
    return " ".join(line.text.casefold().split()).strip(" :.") in words().contents_titles


def _entries(column: Sequence[Line], start: int, titled: bool) -> tuple[int, list[list[Line]]]:
    """The entries from a line on, and where they end; none where what stands there is no table of contents."""
    out: list[list[Line]] = []
    waiting: list[Line] = []
    end = start
    for i in range(start, len(column)):
        waiting.append(column[i])
        if leader_start(column[i], titled) is not None:
            out.append(waiting)
            waiting, end = [], i + 1
        elif len(waiting) > _WRAPPED:
            break
    if out and not titled and len(out[0]) > 1:
        return start, []
    return (end, out) if len(out) >= (1 if titled else _FEWEST) else (start, [])


def leader_start(line: Line, titled: bool = True) -> int | None:
    """Where the leader (or the gap) before an entry's page number begins; None where the line is no entry."""
    if not (line.text[-1].isalnum() or line.text[-1] in ".·…_"):
        return None
    match = _LEADER.search(line.text) if _DOTS.search(line.text) else None
    if match and match.start() > 0:
        return match.start()
    page = _PAGE.search(line.text)
    if titled and page and page.start() > 0 and line.gaps and line.gaps[-1] == page.start("page"):
        return page.start()
    return None


def page_number_start(line: Line) -> int:
    """Where an entry's page number begins; the line's length where it has none."""
    match = _PAGE.search(line.text) or _LEADER.search(line.text)
    return match.start("page") if match and match["page"] else len(line.text)
