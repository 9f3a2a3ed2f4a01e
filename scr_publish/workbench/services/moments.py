"""Times as sentences say them."""

from __future__ import annotations

from datetime import datetime


def moment_text(at: datetime) -> str:
    """“14:05 UTC on 2 June 2016”."""
    return f"{at:%H:%M} UTC on {at.day} {at:%B %Y}"
