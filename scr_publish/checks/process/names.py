"""The dates of the case file in the order in which they must fall, with their names for a person."""

from __future__ import annotations

DATE_NAMES = {
    "incident": "the incident",
    "aware": "when the authority became aware",
    "notification": "the notification",
    "rapid_review": "the rapid review",
    "decision": "the decision",
    "start": "the start of the review",
    "completion": "the completion of the review",
    "panel_submission": "the copy for the national body",
    "clearance": "the national body's clearance",
    "publication": "publication",
    "on_website_until": "the end of its time on the website",
}

PAST = ("incident", "aware", "notification", "rapid_review", "decision", "start")
"""What has happened by the time that there is a case file to write."""

PROCEEDINGS_NAMES = {
    "criminal": "the criminal proceedings",
    "coroner": "the coroner's proceedings",
    "family": "the family proceedings",
    "other": "the other proceedings",
}
