"""Sentences that pile up negatives. Two that make a positive ("not uncommon") are phrases, in `negatives.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_publish.checks.base import Subject
from scr_publish.checks.plain_english.prose import Prose
from scr_publish.findings import Finding

RULE = "PE138"
MANY = 3
"""How many negatives in one clause a reader can no longer add up."""

_NEGATIVE = re.compile(
    r"\b(?:not|never|no|none|nor|neither|nobody|nothing|nowhere|without|unless|cannot|\w+n't|"
    r"fail(?:s|ed|ing)? to|failure to|unable|absence of|lack(?:s|ed|ing)? of)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:]|,? (?:and|but|or)\b|\. ")


def negative_findings(subject: Subject, prose: Prose) -> Iterator[Finding]:
    """Each sentence with a clause of three negatives or more."""
    for sentence in prose.sentences:
        text = sentence.text
        if len(_NEGATIVE.findall(text)) < MANY or prose.quotes(sentence.start, sentence.end):
            continue
        counts = [_NEGATIVE.findall(clause) for clause in _CLAUSE.split(text)]
        worst = max(counts, key=len)
        if len(worst) >= MANY:
            words = ", ".join(f"“{word.lower()}”" for word in worst)
            yield subject.finding(RULE, sentence.start, sentence.end, count=len(worst), evidence={"negatives": words})
