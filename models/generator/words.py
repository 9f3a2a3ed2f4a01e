"""Ordinary words that stand in for names now and then, so that where a name stands is learnt and not only which words
are names: any word is somebody's name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

_LEAST = 3
"""A word that the treebank holds less often in small letters is a slip of the pen as likely as not."""
_WORD = re.compile(r"[a-z]{3,10}")
_EVERYDAY = re.compile(r"[a-z]{3,12}")
_EVERYDAY_SORTS = {"NOUN", "ADJ", "VERB", "ADV"}
_SORTS = {"NOUN", "ADJ", "PROPN"}
"""What else a word may be; what opens sentences on its own (an adverb, a verb) would be mistaken for somebody."""


def ordinary_words(treebank: Path, generator: Path) -> tuple[str, ...]:
    """The nouns and adjectives of a treebank, but for those that the generator's own frames and slots, in the folder
    `generator`, hold as words ("school", "mother"): there they are no names."""
    sorts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    small: Counter[str] = Counter()
    for form, sort, features in _words(treebank):
        if "Number=Plur" not in features:
            sorts[form.lower()][sort] += 1
            small[form] += 1
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
    seen = Counter(form for form, sort, _ in _words(treebank) if sort in _EVERYDAY_SORTS and _EVERYDAY.fullmatch(form))
    return tuple(sorted(word for word, times in seen.items() if times > 1))


@cache
def _words(treebank: Path) -> tuple[tuple[str, str, str], ...]:
    """Form, part of speech and features of every word of a treebank, which is read once."""
    rows = (line.split("\t") for line in treebank.read_text(encoding="utf-8").splitlines())
    return tuple((columns[1], columns[3], columns[5]) for columns in rows if len(columns) == 10)
