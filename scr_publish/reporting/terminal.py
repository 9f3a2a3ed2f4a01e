"""Text for a terminal: colours where there is one, plain where there is not (or where `NO_COLOR` is set)."""

from __future__ import annotations

import io
import sys
from textwrap import TextWrapper

from rich.console import Console, RenderableType
from rich.text import Text

from scr_publish.rules import Severity

SEVERITY_STYLE = {Severity.BLOCKER: "bold red", Severity.REVIEW: "yellow", Severity.ADVICE: "cyan"}

WIDEST = 110
"""Lines longer than this are hard to read on any screen."""


def line_width(*, plain: bool = False) -> int:
    """How many characters a line may take on standard output."""
    return min(Console().width, WIDEST) if sys.stdout.isatty() and not plain else WIDEST


def rendered(*parts: RenderableType, plain: bool = False, hanging: int = 0) -> str:
    """What rich would print on standard output, as text. Colours only where standard output is a terminal and `plain`
    is false. Strings are rich markup; `hanging` indents their lines after the first."""
    terminal = sys.stdout.isatty() and not plain
    stream = io.StringIO()
    console = Console(
        file=stream,
        force_terminal=terminal,
        width=line_width(plain=plain),
        highlight=False,
        no_color=None if terminal else True,
        legacy_windows=False,
    )
    for part in parts:
        if hanging and isinstance(part, str):
            _print_hanging(console, part, hanging)
        else:
            console.print(part)
    return (
        "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines()) if not terminal else stream.getvalue()
    )


def _print_hanging(console: Console, markup: str, hanging: int) -> None:
    text = Text.from_markup(markup)
    lines = TextWrapper(
        width=console.width, subsequent_indent=" " * hanging, break_long_words=False, break_on_hyphens=False
    ).wrap(text.plain)
    if len(lines) <= 1:
        console.print(text)
        return
    styled = Text("\n".join(lines))
    for span in text.spans:
        styled.stylize(span.style, span.start, span.end)
    console.print(styled)
