"""A summary in writing: plain text and HTML, the same for the same summary, byte for byte."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from scr_publish.archive.summary.message import Group, Summary
from scr_publish.config.durations import long_date

_WIDTH = 76
"""Columns of a line: mail programs break longer ones (RFC 5322, 2.1.1, recommends 78)."""
CLOSING = (
    "Names of files are masked, and nothing of a report is quoted. The dashboard, on the machine where the store lies, "
    "says which documents these are, by their numbers."
)


def subject(summary: Summary) -> str:
    """The message's subject line."""
    return f"{summary.source}: {opening(summary).rstrip('.')} ({long_date(summary.day)})"


def opening(summary: Summary) -> str:
    """The first sentence: how much is new, and how much is still wrong."""
    if not summary.fresh and not summary.still:
        return "First scan, nothing wrong." if summary.first else "Nothing has changed, and nothing is wrong."
    still = f"{summary.still:,} still open" if summary.still else ""
    fresh = f"{summary.fresh:,} new" if summary.fresh else "nothing new"
    return f"{', '.join(part for part in (fresh, still) if part).capitalize()}."


def to_text(summary: Summary) -> str:
    """The message as plain text."""
    return "\n".join(_lines(summary)) + "\n"


def _lines(summary: Summary) -> Iterator[str]:
    yield f"Archive of {summary.source}, scan of {long_date(summary.day)}"
    yield opening(summary)
    yield ""
    longest = max(len(label) for label, _ in summary.counts)
    for label, number in summary.counts:
        yield f"  {label:<{longest}}  {number:>7,}"
    for group in summary.groups:
        yield from _group(group)
    yield ""
    yield from textwrap.wrap(CLOSING, _WIDTH)


def _group(group: Group) -> Iterator[str]:
    yield ""
    yield f"{group.title} ({standing(group)})"
    for entry in group.entries:
        yield from textwrap.wrap(f"{entry.name}: {entry.said}", _WIDTH, initial_indent="  - ", subsequent_indent="    ")
    if group.more:
        yield f"  - and {group.more:,} more"
    if group.to_do:
        yield from textwrap.wrap(group.to_do, _WIDTH, initial_indent="  → ", subsequent_indent="    ")


def standing(group: Group) -> str:
    """How much of a group is new, and how much is not: “2 new, 1 still”."""
    fresh = len(group.entries) + group.more
    parts = (f"{fresh:,} new" if fresh else "", f"{group.still:,} still" if group.still else "")
    return ", ".join(part for part in parts if part)


def to_html(summary: Summary) -> str:
    """The message as HTML: one table and lists, which every mail program shows."""
    template = _environment().get_template("summary.html")
    return template.render(
        summary=summary,
        subject=subject(summary),
        opening=opening(summary),
        day=long_date(summary.day),
        standing=standing,
        closing=CLOSING,
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("scr_publish.archive.summary", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
