"""Ordinary words that stand in for names now and then, so that where a name stands is learnt and not only which words
are names: any word is somebody's name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

_LEAST = 3
"""A word that the treebank holds less often in small letters is a slip of the pen as likely as not."""
_WORD = re.compile(r"[a-z]{3,10}")
_EVERYDAY = re.compile(r"[a-z]{3,12}")
_SORTS = {"NOUN", "ADJ", "PROPN"}
"""What else a word may be; what opens sentences on its own (an adverb, a verb) would be mistaken for somebody."""


def ordinary_words(treebank: Path, generator: Path) -> tuple[str, ...]:
    """The nouns and adjectives of a treebank, but for those that the generator's own frames and slots, in the folder
    `generator`, hold as words ("school", "mother"): there they are no names."""
    sorts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    small: Counter[str] = Counter()
    for line in treebank.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if len(columns) == 10 and "Number=Plur" not in columns[5]:
            sorts[columns[1].lower()][columns[3]] += 1
            small[columns[1]] += 1
    own = [generator / "slots.toml", *(generator / "frames").glob("*.txt")]
    known = {word for path in own for word in _WORD.findall(path.read_text(encoding="utf-8").lower())}
    return tuple(
        sorted(
            word
            for word, seen in sorts.items()
            if set(seen) <= _SORTS and _WORD.fullmatch(word) and word not in known
            if 2 * small[word] >= max(2 * _LEAST, seen.total())
        )
    )


def everyday_words(treebank: Path) -> tuple[str, ...]:
    """The nouns, adjectives, verbs and adverbs that a treebank holds in small letters, inflected ones too."""
    seen: Counter[str] = Counter()
    for line in treebank.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if len(columns) == 10 and columns[3] in {"NOUN", "ADJ", "VERB", "ADV"} and _EVERYDAY.fullmatch(columns[1]):
            seen[columns[1]] += 1
    return tuple(sorted(word for word, times in seen.items() if times > 1))
