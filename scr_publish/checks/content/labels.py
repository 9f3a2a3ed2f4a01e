"""Run-in labels ("Action taken:", "What has been done?"), which say what the sentences after them are there for."""

from __future__ import annotations

import re

from scr_publish.checks.content.headings import promise
from scr_publish.checks.content.outline import RESPONSE, Place, column_role
from scr_publish.document import Kind
from scr_publish.nlp.annotations import Sentence

SLOT_OF_ROLE = {"done": "action", "plan": "plan", "impact": "impact", "future": "future", "evidence": "evidence"}
"""What a sentence is there to say, by the job of its column or label."""


class Labels:
    """Run-in labels ("Action taken:", "Impact."), which say what the sentences after them are there for.

    A label on a line of its own holds to the end of the section, one inside a paragraph to the paragraph's end and over
    the list under it."""

    def __init__(self) -> None:
        self.slot = ""
        self._section = -1
        self._alone = False
        self._opening = False

    def enter(self, place: Place) -> None:
        """Go on to the next passage."""
        if place.section != self._section or not (self._alone or place.block.kind is Kind.LIST_ITEM):
            self.slot = ""
        self._section = place.section
        self._opening = True

    def read(self, sentence: Sentence, *, far: bool) -> int:
        """Take in a sentence; how many of its characters are a label. `far` from a response a label must be a heading's
        wording ("What has been done?"), for "Action taken:" stands in case records too."""
        match = _LABELLED.match(sentence.text)
        opening, self._opening = self._opening, False
        if match is None:
            return 0
        full_stop = match.group().rstrip().endswith(".")
        promised = promise(match.group(1)).elements
        slot = _label_slot(match.group(1), _STOPPED_WORDS if full_stop else _LABEL_WORDS)
        short = not full_stop or len(match.group(1).split()) <= _STOPPED_WORDS
        if (
            opening
            and short
            and not far
            and not _COUNTED_LABEL.search(match.group(1))
            and promised & _TELLING
            and not promised & RESPONSE
        ):
            slot = "far"
        if not slot or (far and not (promised & RESPONSE and _OWN_ACCOUNT.match(match.group(1)))):
            return 0
        self.slot = slot
        self._alone = opening and match.end() == len(sentence.span.doc.text)
        return match.end()


_LABELLED = re.compile(r"^\W*([A-Z][^.:?!;]{2,60}?)\s*(?::|\?|[.–—-](?=\s|$))\s*")


def _label_slot(label: str, most: int) -> str:
    role = column_role(label)
    if role in SLOT_OF_ROLE and role != "evidence" and len(label.split()) <= most:
        return SLOT_OF_ROLE[role]
    return ""


_OWN_ACCOUNT = re.compile(r"(?:what|progress|since|changes|our|the (?:board|agenc)|response)\b", re.IGNORECASE)
_COUNTED_LABEL = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)$")
_TELLING = frozenset({"what_happened", "findings", "why_it_happened"})
_LABEL_WORDS = 8
_STOPPED_WORDS = 3
"""Most words of a label before a colon or a question mark, and before a full stop, where a sentence may stand too."""
