"""What proposals of names lean on beyond their own line, and which of the model's labels speak against a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.checks.privacy.words import Line

NOT_PEOPLE = frozenset(
    {"ORG", "PLACE", "FACILITY", "SCHOOL", "HEALTHCARE", "GPE", "LOC", "FAC", "NORP", "LAW", "EVENT"}
)
"""Labels of the language model that speak against a person."""


@dataclass
class Scene:
    """What proposals lean on beyond their own line: words that stand in names of organisations and places, how often a
    word has a capital in mid-sentence, and which words the document also writes without one."""

    explained: set[str] = field(default_factory=set)
    capitals: Counter[str] = field(default_factory=Counter)
    small: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Scene:
        """Read every line once."""
        scene = cls()
        things = word_lists().thing_words - word_lists().role_words
        for line in lines:
            for run in line.runs:
                if any(word.folded in things for word in run[1:]):
                    scene.explained.update(word.folded for word in run)
            if not line.is_title_case:
                scene.capitals.update(w.folded for w in line.words if w.is_capital and not w.initial)
            scene.small.update(w.folded for w in line.words if not w.is_capital and not w.in_address)
        return scene

    def is_always_capital(self, folded: str) -> bool:
        """Whether the document writes a word with a capital in mid-sentence, more than once, and never without: then
        it is a name at the start of a sentence too."""
        return self.capitals[folded] > 1 and folded not in self.small
