"""The progress of a scan on standard error: how far it is, how fast, and how long it will still take."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from scr_publish.archive.engine.jobs import Done
    from scr_publish.archive.scanning import Progress as Step


class Progress:
    """Shows each step on a terminal, nothing elsewhere or when quiet. `each` is called with the stage and each document
    that is done; `count` is how many were."""

    def __init__(self, *, quiet: bool, each: Callable[[str, Done], None] | None) -> None:
        self.count = 0
        self._each = each
        self._began = time.monotonic()
        self._bar: Any = None
        self._task: Any = None
        if not quiet and sys.stderr.isatty():
            self._start()

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bar

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pace]}"),
        )
        self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("listing", total=None, pace="")
        self._bar.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Take the bar off the screen."""
        if self._bar:
            self._bar.stop()
            self._bar = None

    def pages(self, pages: int, documents: int) -> None:
        """Take note of how far the walk over a website is."""
        if self._bar:
            self._bar.update(
                self._task, description=f"reading the site, page {pages:,}", completed=documents, total=None
            )

    def report(self, step: Step) -> None:
        """Take note of a step."""
        if step.last:
            self.count += 1
            if self._each:
                self._each(step.stage, step.last)
        elif step.done == 0:
            self._began = time.monotonic()
        if self._bar:
            pace = pace_of(step.done, step.total, time.monotonic() - self._began)
            total = step.total or None
            self._bar.update(self._task, description=step.stage, completed=step.done, total=total, pace=pace)


def pace_of(done: int, total: int, seconds: float) -> str:
    """How fast, and how long still: “42 a minute, 3 min left”; empty before the first document is done."""
    if not done or seconds <= 0:
        return ""
    left = (total - done) * seconds / done
    return f"{60 * done / seconds:,.0f} a minute, {_duration(left)} left"


def progress_line(done: int, seconds: float) -> str:
    """The line at the end."""
    rate = f", {60 * done / seconds:,.0f} a minute" if done and seconds > 0 else ""
    return f"{done:,} checked this time in {_duration(seconds)}{rate}"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
