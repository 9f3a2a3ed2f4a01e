"""Time as the archive sees it: one object, so that a test can turn the clock and no pause is slept through."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime


class Clock:
    """The machine's clock. `now` and `today` are in UTC, `monotonic` and `sleep` in seconds."""

    def now(self) -> datetime:
        return datetime.now(UTC).replace(microsecond=0)

    def today(self) -> date:
        return self.now().date()

    def stamp(self) -> str:
        """The time as the store keeps it: UTC, ISO 8601 to the second."""
        return f"{self.now():%Y-%m-%dT%H:%M:%SZ}"

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)
