"""What to put in place of what identifies: for each mention the exact text, the same for the same thing throughout.

`names.py` gives people their role, `dates.py` dates their season or the time since, `things.py` the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.checks.privacy.wording.context import Setting, settings_of
from scr_publish.checks.privacy.wording.dates import date_wording
from scr_publish.checks.privacy.wording.names import name_wording
from scr_publish.checks.privacy.wording.things import thing_wording

NOT_FOR = frozenset({"PD110", "PD112", "PD113", "PD114"})
"""Rules on pseudonyms, where what to write is the Board's to choose, and on what may be no name at all."""


def with_replacements(subject: Subject, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, each with its replacement where one can be given. `mentions` are the settled ones, in order."""
    settings = [setting for setting in settings_of(subject, mentions) if setting.mention.rule not in NOT_FOR]
    found: dict[tuple[int, int], str] = {}
    for wording in (name_wording, date_wording, thing_wording):
        found |= {(s.mention.start, s.mention.end): fitted(s, text) for s, text in wording(settings, subject) if text}
    return [replace(m, replacement=found.get((m.start, m.end), "")) for m in mentions]


def fitted(setting: Setting, text: str) -> str:
    """The text with a capital where the sentence begins, and without its article where another determiner stands."""
    article, _, rest = text.partition(" ")
    if rest and article in ("a", "an", "the") and setting.is_determined:
        text = rest
    return text[:1].upper() + text[1:] if setting.is_initial else text
