"""The timeline as an SVG picture: every mark has its words beside it, and a title and a description say the whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape

from scr_publish.checks.process.chart import Chart, Event, TermLine
from scr_publish.config.durations import long_date
from scr_publish.findings import shown

WIDTH, LABEL, MARGIN, ROW = 1180, 470, 20, 30
"""In pixels: the picture, the column of names, the space around, a row."""

COLOURS = {"kept": "#1b6e3c", "broken": "#a4161a", "unknown": "#6b5900"}
"""Each has a contrast of at least 5:1 with white, and never stands without its word."""

WORDS = {"kept": "kept", "broken": "BROKEN", "unknown": "unknown"}
_NAME = 38
"""Characters of an event's name that fit beside its date."""

_INK, _FAINT, _EVENT = "#1d1d1d", "#5c5c5c", "#14507a"


def to_svg(chart: Chart) -> str:
    """The picture as SVG 1.1 text, with no script, no style sheet and no outside resource."""
    rows = len(chart.events) + len(chart.terms)
    height = 2 * MARGIN + ROW * (rows + 4) + (ROW if chart.unknown else 0)
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    font = 'font-family="sans-serif" font-size="14"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc" {size} {font}>',
        f'<title id="title">{escape(f"Timeline: {chart.title}")}</title>',
        f'<desc id="desc">{escape(description(chart))}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        _text(MARGIN, MARGIN + 14, chart.title, size=18, weight="bold"),
        *_body(chart, height),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def description(chart: Chart) -> str:
    """All that the picture shows, in sentences, for whoever cannot see it."""
    sentences = []
    for event in chart.events:
        until = f" to {long_date(event.end)}" if event.end else " and not ended" if event.open else ""
        sentences.append(f"{event.name}: {long_date(event.day)}{until}.")
    sentences += [f"Term “{line.title}”: {WORDS[line.status].lower()}; {line.detail}." for line in chart.terms]
    if chart.unknown:
        sentences.append(f"No date yet: {', '.join(chart.unknown)}.")
    return " ".join(sentences) or "The case file has no dates yet."


def _body(chart: Chart, height: int) -> Iterator[str]:
    top = MARGIN + 2 * ROW
    if chart.first is not None:
        for day, name in chart.ticks():
            x = _x(chart, day)
            yield _line(x, top, x, height - MARGIN, 'stroke="#d9d9d9"')
            yield _text(x + 3, top - 4, name, fill=_FAINT, size=12)
        if chart.as_of:
            x = _x(chart, chart.as_of)
            yield _line(x, top, x, height - MARGIN, f'stroke="{_FAINT}" stroke-dasharray="4 4"')
            words = f"as of {long_date(chart.as_of)}"
            yield _text(x - 4, height - MARGIN, words, fill=_FAINT, size=12, anchor="end")
    y = top + ROW // 2
    for event in chart.events:
        yield from _event(chart, event, y)
        y += ROW
    y += ROW // 2
    for line in chart.terms:
        yield from _term(chart, line, y)
        y += ROW
    if chart.unknown:
        yield _text(MARGIN, y + ROW // 2, f"No date yet: {', '.join(chart.unknown)}", fill=COLOURS["unknown"])


def _event(chart: Chart, event: Event, y: int) -> Iterator[str]:
    until = f" – {long_date(event.end)}" if event.end else " – (open)" if event.open else ""
    yield _text(MARGIN, y + 5, f"{shown(event.name, _NAME)}: {long_date(event.day)}{until}")
    assert chart.last
    x = _x(chart, event.day)
    if event.end or event.open:
        end = _x(chart, event.end or chart.last)
        yield f'<rect x="{x}" y="{y - 4}" width="{max(2.0, round(end - x, 1))}" height="8" fill="{_EVENT}"/>'
    else:
        yield f'<circle cx="{x}" cy="{y}" r="6" fill="{_EVENT}"/>'


def _term(chart: Chart, line: TermLine, y: int) -> Iterator[str]:
    colour = COLOURS[line.status]
    yield f"<g><title>{escape(line.detail)}</title>"
    yield _text(MARGIN, y + 5, f"{line.title}: {WORDS[line.status]}", fill=colour, weight="bold")
    if line.start and line.limit:
        pen, limit = f'stroke="{colour}" stroke-width="3"', _x(chart, line.limit)
        yield _line(_x(chart, line.start), y, limit, y, pen)
        yield _line(limit, y - 8, limit, y + 8, pen)
    if line.start and line.day:
        yield f'<circle cx="{_x(chart, line.day)}" cy="{y}" r="6" fill="#ffffff" stroke="{colour}" stroke-width="3"/>'
    yield "</g>"


def _x(chart: Chart, day: date) -> float:
    return round(LABEL + MARGIN + chart.at(day) * (WIDTH - LABEL - 3 * MARGIN), 1)


def _line(x1: float, y1: int, x2: float, y2: int, pen: str) -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {pen}/>'


def _text(
    x: float, y: int, words: str, *, fill: str = _INK, size: int = 14, weight: str = "normal", anchor: str = "start"
) -> str:
    style = f'fill="{fill}" font-size="{size}" font-weight="{weight}" text-anchor="{anchor}"'
    return f'<text x="{x}" y="{y}" {style}>{escape(words)}</text>'
