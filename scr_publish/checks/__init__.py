"""The checkers: small pieces of code that declare the rules that they can raise and give an `Outcome`.

Adding a checker touches its own module, its own data, its own test, and one line of `CHECKERS`. A module is imported
only when it runs."""

from __future__ import annotations

from scr_publish.checks.base import Checker, load

CHECKERS: dict[str, str] = {
    "document": "scr_publish.checks.document:CHECKER",
    "privacy": "scr_publish.checks.privacy:CHECKER",
    "hidden": "scr_publish.checks.hidden:CHECKER",
    "plain-english": "scr_publish.checks.plain_english:CHECKER",
    "sections": "scr_publish.checks.content:SECTIONS",
    "statements": "scr_publish.checks.content:STATEMENTS",
    "commission": "scr_publish.checks.commission:CHECKER",
    "consistency": "scr_publish.checks.consistency:CHECKER",
    "accessibility": "scr_publish.checks.accessibility:CHECKER",
    "process": "scr_publish.checks.process:CHECKER",
}
"""Each checker's name and where it lives, in the order in which they run."""


def checkers() -> list[Checker]:
    """Every checker, loaded."""
    return [load(path) for path in CHECKERS.values()]


__all__ = ["CHECKERS", "Checker", "checkers"]
