"""A mention and what stands around it in its block: what decides the form of the text that replaces it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.document import Block

_DETERMINER = re.compile(
    r"\b(?:the|a|an|his|her|their|its|our|my|your|this|that|each|every|another|[Nn]o|'s|’s)\s+$", re.IGNORECASE
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+)[\"“‘'(\[*_]*$")

_NEXT_WORD = re.compile(
    r" (?!(?:and|or|but|who|when|where|while|which|that|as|at|in|on|of|to|for|from|by|with|is|was|were|had|has|are|said"
    r"|because|so|then|until|since|before|after|ran|came|went|left|told|did|will|would|could|can|may|might)\b)([a-z]+)"
)

NEAR = 240
"""How many characters before and after a mention are read."""


@dataclass(frozen=True)
class Setting:
    """A mention with its block; `text` is the mention, `before` and `after` what is near it in the block."""

    mention: Mention
    block: Block
    text: str
    before: str
    after: str

    @cached_property
    def is_determined(self) -> bool:
        """Whether an article, a possessive or the like stands right before it."""
        return bool(_DETERMINER.search(self.before))

    @cached_property
    def is_initial(self) -> bool:
        """Whether it begins a sentence, a cell or a quotation that does."""
        return bool(_SENTENCE_START.search(self.before)) and self.text[:1].isupper()

    @cached_property
    def is_before_noun(self) -> bool:
        """Whether a plain word that is no verb goes on right after it, as in "a Polish family"."""
        match = _NEXT_WORD.match(self.after)
        if match is None:
            return False
        return match.group(1) not in word_lists().person_verbs and not match.group(1).endswith("ed")


def settings_of(subject: Subject, mentions: Sequence[Mention]) -> Iterator[Setting]:
    """Each mention in its block; one outside any block is left out."""
    text = subject.document.text
    for mention in mentions:
        block = subject.document.block_at(mention.start)
        if block is not None:
            low, high = block.words_start, block.end
            yield Setting(
                mention,
                block,
                text[mention.start : mention.end],
                text[max(min(low, mention.start), mention.start - NEAR) : mention.start],
                text[mention.end : min(high, mention.end + NEAR)],
            )
