"""The parts of a report that speak of the review itself, and not of the case: method, panel, foreword, response, plan.

A full name that stands there alone, beside words of the Board's work and none of the case, is most often that of a
reviewer, a manager who answers for an action or a guest at a meeting. Nothing says so for certain, so a person decides;
but it does not block."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from scr_publish.checks.privacy.candidates import Proposal
from scr_publish.checks.privacy.people import Person
from scr_publish.checks.privacy.role_data import role_data
from scr_publish.checks.privacy.surroundings import Context

NEAR = 110
"""How many characters on either side of a name show what it is about."""


@dataclass(frozen=True)
class _Patterns:
    headings: re.Pattern[str]
    titles: re.Pattern[str]
    case_headings: re.Pattern[str]
    columns: re.Pattern[str]
    work: re.Pattern[str]
    case: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    _, lists = role_data()
    ignoring = re.IGNORECASE
    return _Patterns(
        re.compile(lists.review_headings, ignoring),
        re.compile(lists.review_titles, ignoring),
        re.compile(lists.case_headings, ignoring),
        re.compile(lists.review_columns, ignoring),
        re.compile(lists.review_words, ignoring),
        re.compile(lists.case_words),
    )


def only_in_review(person: Person, context_of: Callable[[Proposal], Context]) -> bool:
    """Whether somebody is named in full, and only where the report speaks of the review."""
    if not any(len(mention.bare) > 1 for mention in person.mentions):
        return False
    contexts = [context_of(mention) for mention in person.mentions]
    return all(stands_in_part(context) and not _of_case(context) for context in contexts) and any(
        map(_of_work, contexts)
    )


def stands_in_part(context: Context) -> bool:
    """Whether a name stands where the report speaks of the review: by the headings above, the document's title, or the
    columns of the table."""
    patterns = _patterns()
    if context.columns and patterns.columns.search(context.columns):
        return True
    if patterns.case_headings.search(context.heading):
        return False
    return bool(patterns.titles.search(context.title)) or any(patterns.headings.search(h) for h in context.headings)


def _of_work(context: Context) -> bool:
    """Whether words of the Board's work stand near: "will report", "the panel", "audit"."""
    near = f"{context.before[-NEAR:]} {context.after[:NEAR]} {context.columns}"
    return bool(_patterns().work.search(near))


def _of_case(context: Context) -> bool:
    """Whether the name stands in somebody's words, or near words of the case."""
    quoted = context.before.count('"') % 2 == 1
    return quoted or bool(_patterns().case.search(f"{context.before[-NEAR:]} {context.after[:NEAR]}"))
