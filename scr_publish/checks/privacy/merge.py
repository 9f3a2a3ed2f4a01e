"""One list from all the privacy checks: what is shielded is dropped, overlaps are settled, findings are made."""

from __future__ import annotations

from collections.abc import Iterable

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.findings import Finding
from scr_publish.rules import Severity
from scr_publish.spans import Disjoint, Spans

BY_MODEL = "the language model"
"""The source in a mention's evidence where nothing but the language model speaks for it."""

FROM_CASE_FILE = frozenset({"PD105", "PD109"})
"""Rules on what the Board has listed: nothing shields them."""


UNSHIELDED = FROM_CASE_FILE | {"PD107", "PD110", "PD112", "PD113", "PD233", "PD234", "PD235"}
"""Those, and the rules on pseudonyms: what they are about is a name that rightly stays."""


def settle(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions that become findings, in order and without overlap.

    A mention wholly inside a kept one is dropped, save that an organisation or place which only the language model sees
    does not hide a person's name. Of two that overlap the graver one stays; of equals the longer."""
    every = list(mentions)
    shields = Spans((m.start, m.end) for m in every if m.kept)
    sure = Spans((m.start, m.end) for m in every if m.kept and ("source", BY_MODEL) not in m.evidence)

    def shielded(mention: Mention) -> bool:
        spans = sure if mention.label == "PERSON" and mention.severity is Severity.BLOCKER else shields
        return mention.rule not in UNSHIELDED and spans.hold(mention.start, mention.end)

    candidates = [m for m in every if not m.kept and not shielded(m)]
    candidates.sort(key=lambda m: (m.severity.rank, m.rule not in FROM_CASE_FILE, -m.length, m.start, m.rule))
    taken = Disjoint()
    return sorted((m for m in candidates if taken.add(m.start, m.end)), key=lambda m: (m.start, m.end))


def to_finding(subject: Subject, mention: Mention) -> Finding:
    """A mention as a finding; profile and project file may change its severity."""
    severity = subject.severity(mention.rule) or mention.severity
    return subject.finding(
        mention.rule,
        mention.start,
        mention.end,
        severity=severity,
        label=mention.label,
        suggestion=_suggestion(mention),
        replacement=mention.replacement,
        evidence=dict(mention.evidence),
        **dict(mention.values),
    )


def _suggestion(mention: Mention) -> str:
    """What to do about a mention, in words: the very replacement where one is known for what must go; nothing where
    the rule's own words say it better."""
    if mention.severity is not Severity.BLOCKER or not mention.replacement:
        return mention.suggestion
    if mention.replacement.startswith("["):  # "[reference left out]"
        return "Leave it out." if mention.rule in FROM_CASE_FILE else mention.suggestion
    return f"Write “{mention.replacement}”, or leave the detail out."
