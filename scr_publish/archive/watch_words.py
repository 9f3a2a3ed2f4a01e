"""Events in words: for the dashboard, the summary and the spreadsheet alike."""

from __future__ import annotations

import json

from scr_publish.archive.store.reading import EventRow
from scr_publish.rules import Rule, catalogue

KIND_TITLES = {
    "should-be-down": "Should be down",
    "gone-early": "Gone too early",
    "harmful": "May give somebody away",
    "broken-link": "Broken link",
    "not-linked": "Not linked",
    "not-fetched": "Not fetched",
    "incomplete": "Not seen as a whole",
    "removed": "Removed",
    "changed": "Changed",
    "new": "New",
    "back": "Back again",
}
"""Every kind of event, gravest first."""

_SAID = {
    "removed": "It is not there any more.",
    "changed": "Its content is another one than before, and was checked anew.",
    "new": "It was not there at the scan before.",
    "back": "It had been removed and is there again.",
}


def rule_of(event: EventRow) -> Rule | None:
    """The rule that an event breaks; None where it only says what happened."""
    return catalogue()[event.rule] if event.rule else None


def said(event: EventRow) -> str:
    """An event in a sentence. It names no document and quotes none."""
    rule = rule_of(event)
    if rule is None:
        return _SAID[event.kind]
    return rule.message.format_map(json.loads(event.detail))


def to_do(event: EventRow) -> str:
    """What to do about an event; empty where there is nothing to do."""
    rule = rule_of(event)
    return rule.suggestion.format_map(json.loads(event.detail)) if rule else ""


def gravity(event: EventRow) -> tuple[int, str]:
    """The order of events: gravest kind first, then by document."""
    return list(KIND_TITLES).index(event.kind), event.item
