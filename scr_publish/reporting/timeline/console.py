"""The timeline in the terminal: a row for each date, then a row for each term, as wide as the terminal allows."""

from __future__ import annotations

from datetime import date

from rich.console import RenderableType
from rich.text import Text

from scr_publish.checks.process.chart import Chart, Event, TermLine
from scr_publish.config.durations import long_date
from scr_publish.reporting.terminal import line_width, rendered

MARKS = {"kept": ("✓ kept", "green"), "broken": ("✗ broken", "bold red"), "unknown": ("? unknown", "yellow")}
_DATE = 18
_STATUS = 11
_MIN_BAR = 24
"""A chart narrower than this shows nothing: it is left out, and the dates stand alone."""


def to_console(chart: Chart, *, plain: bool = False) -> str:
    """The chart as terminal text; without colours when `plain`."""
    heading = Text.assemble((chart.title, "bold"), "  ", (chart.profile, "dim"))
    if chart.first is None:
        return rendered(heading, "The case file has no dates yet.", *_unknown(chart), plain=plain)
    names = [event.name for event in chart.events] + [line.title for line in chart.terms]
    label = min(max(map(len, names)) + 2, 44)
    bar = line_width(plain=plain) - label - _DATE
    bar = bar if bar >= _MIN_BAR else 0
    parts: list[RenderableType] = [heading, ""]
    if bar:
        parts.append(Text(" " * (label + _DATE) + _scale(chart, bar), "dim"))
    parts += [_event_row(chart, event, label, bar) for event in chart.events]
    parts += ["", Text("Terms", "bold")]
    for line in chart.terms:
        parts += _term_rows(chart, line, label, bar)
    if chart.as_of:
        parts += ["", Text(f"As of {long_date(chart.as_of)}{' (┊)' if bar else ''}.", "dim")]
    return rendered(*parts, *_unknown(chart), plain=plain)


def _unknown(chart: Chart) -> list[RenderableType]:
    if not chart.unknown:
        return []
    return ["", Text.assemble(("No date yet: ", "yellow"), ", ".join(chart.unknown))]


def _cut(text: str, width: int) -> str:
    return (text if len(text) < width else text[: width - 2] + "…").ljust(width)


def _column(chart: Chart, day: date, bar: int) -> int:
    return min(bar - 1, max(0, round(chart.at(day) * (bar - 1))))


def _scale(chart: Chart, bar: int) -> str:
    """The years (or months) above the chart, each where it begins; one that would touch the last is left out."""
    line = [" "] * bar
    free = 0
    for day, name in chart.ticks():
        at = _column(chart, day, bar)
        if at >= free and at + len(name) <= bar:
            line[at : at + len(name)] = name
            free = at + len(name) + 2
    return "".join(line)


def _event_row(chart: Chart, event: Event, label: int, bar: int) -> Text:
    row = _empty(chart, bar)
    if bar:
        start = _column(chart, event.day, bar)
        if event.end or event.open:
            end = _column(chart, event.end, bar) if event.end else bar - 1
            row[start : end + 1] = "═" * (end + 1 - start)
            row[end] = "▶" if event.open else "═"
        else:
            row[start] = "●"
    dated = long_date(event.day)
    return Text.assemble(_cut(event.name, label), (dated.ljust(_DATE), "dim"), ("".join(row).rstrip(), "cyan"))


def _term_rows(chart: Chart, line: TermLine, label: int, bar: int) -> list[RenderableType]:
    mark, style = MARKS[line.status]
    row = _empty(chart, bar)
    if bar and line.start and line.limit:
        start, limit = (_column(chart, day, bar) for day in (line.start, line.limit))
        low, high = sorted((start, limit))
        row[low : high + 1] = "─" * (high + 1 - low)
        row[start], row[limit] = "├", "┤"
    if bar and line.start and line.day:
        row[_column(chart, line.day, bar)] = "●"
    head = Text.assemble(
        _cut(line.title, label), (mark.ljust(_STATUS), style), " " * (_DATE - _STATUS), ("".join(row).rstrip(), style)
    )
    return [head, Text(f"  {line.detail}", "dim")]


def _empty(chart: Chart, bar: int) -> list[str]:
    row = [" "] * bar
    if bar and chart.as_of:
        row[_column(chart, chart.as_of, bar)] = "┊"
    return row
