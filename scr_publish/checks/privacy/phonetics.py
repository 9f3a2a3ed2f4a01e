"""A key for how an English reader hears a name, so that "Shaun" and "Sean", "Stephen" and "Steven" meet.

A small relative of Metaphone: consonant sounds kept, vowels dropped after the first letter, common spellings made
one."""

from __future__ import annotations

import re
from functools import lru_cache

_SPELLINGS = (
    (r"^(?:kn|gn|pn|wr)", lambda m: m.group()[1]),
    (r"^x", "s"),
    (r"^g(?=eo|er|[iy])", "j"),
    (r"^wh", "w"),
    (r"^c(?=[eiy])", "s"),
    (r"tch", "C"),
    (r"ch|cz|tsch", "C"),
    (r"sch|sh|sz|si(?=[aou])|ti(?=[aou])|^se(?=a)|^si(?=o)", "S"),
    (r"ph|gh(?=t)", "f"),
    (r"gh", ""),
    (r"th", "t"),
    (r"dg(?=[eiy])", "j"),
    (r"ck|cq|q|kh", "k"),
    (r"c(?=[eiy])", "s"),
    (r"c", "k"),
    (r"x", "ks"),
    (r"z", "s"),
    (r"v", "f"),
    (r"w(?![aeiouy])", ""),
    (r"h(?![aeiouy])", ""),
    (r"y", "i"),
)
"""Spellings and their sound, applied in order to a folded word. Capital letters stand for one sound each."""

_COMPILED = tuple((re.compile(pattern), sound) for pattern, sound in _SPELLINGS)


@lru_cache(maxsize=32768)
def sound(folded: str) -> str:
    """The key of a folded word: equal keys sound alike. Empty for a word without letters of the Latin alphabet."""
    word = re.sub(r"[^a-z]", "", folded)
    for pattern, replacement in _COMPILED:
        word = pattern.sub(replacement, word)
    if not word:
        return ""
    head = "A" if word[0] in "aeiou" else word[0]
    rest = re.sub(r"[aeiou]+", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", head + rest)
