"""Give textstat the pronouncing dictionary that ships with the program, without the network and without NLTK.

textstat 0.7.13 counts the syllables of an English word in CMU's Pronouncing Dictionary, which it fetches through NLTK
when it first needs it; with no network it then raises LookupError. The dictionary therefore ships as data, in NLTK's
own layout (`data/nltk/corpora/cmudict/cmudict`), made by `tools/make_cmudict.py`.

NLTK takes half a second and 60 MB to load that file, and a quarter of a second to be imported. `Pronunciations` looks
words up in the same file by halving (a few microseconds a word) and answers just what NLTK's reader would; `textstat`
takes it in place of its own loader. A test holds the two loaders against each other.

What "the same as online" rests on: textstat's code is unchanged, and so are its rules for words outside the dictionary
(hyphenation by pyphen). NLTK serves an older edition of the same dictionary; CMU's later editions add words and correct
some pronunciations. On a word that only one edition has, the counts can differ by a syllable; on all others they agree.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

LANGUAGE = "en_GB"
"""For textstat. Against its default, en_US, it changes one thing: words outside the dictionary are hyphenated, and so
counted, by British patterns. The formulas and the list of easy words are those of English."""

WORDS_CACHED = 1 << 16
"""How many distinct words keep their count of syllables. textstat keeps 128, fewer than one page has."""


def nltk_data() -> Path:
    """The folder of data in NLTK's layout, for `nltk.data.path`."""
    return Path(str(files("scr_publish").joinpath("data", "nltk")))


class Pronunciations(Mapping[str, list[list[str]]]):
    """The dictionary by lower-case word: a list of pronunciations, each a list of phones. Vowels end in a digit."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        self._remembered = lru_cache(maxsize=WORDS_CACHED)(self._look_up)

    def __getitem__(self, word: str) -> list[list[str]]:
        found = self._remembered(word)
        if not found:
            raise KeyError(word)
        return found

    def _look_up(self, word: str) -> list[list[str]]:
        """A word's pronunciations; none for a word that the dictionary does not have."""
        key = word.upper()
        if key.lower() != word or not word or " " in word:
            return []
        prefix = f"{key} ".encode()
        at = self._first_not_before(prefix)
        found = []
        while self._data.startswith(prefix, at):
            end = self._data.index(b"\n", at)
            found.append(self._data[at:end].decode().split()[2:])
            at = end + 1
        return found

    def _first_not_before(self, prefix: bytes) -> int:
        """Where the first line starts whose word is not before the prefix's. Lines are sorted by word and variant."""
        data, word = self._data, prefix[:-1]
        low, high = 0, len(data)
        while low < high:
            start = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            if data[start : data.index(b" ", start)] < word:
                low = data.index(b"\n", start) + 1
            else:
                high = start
        return low

    def __iter__(self) -> Iterator[str]:
        before = b""
        for line in self._data.splitlines():
            word = line.split(b" ", 1)[0]
            if word != before:
                yield word.decode().lower()
            before = word

    def __len__(self) -> int:
        return sum(1 for _ in self)


@cache
def pronunciations() -> Pronunciations:
    """The dictionary that ships with the program."""
    return Pronunciations(nltk_data() / "corpora" / "cmudict" / "cmudict")


@cache
def textstat() -> Any:
    """textstat, set to British English and given the dictionary. It never opens a connection and never runs NLTK."""
    with _left_out("nltk"):  # textstat imports it for the loader that is replaced below
        from textstat.backend.counts import _count_polysyllable_words, _count_syllables
        from textstat.backend.validations import _is_difficult_word
        from textstat.textstat import textstatistics

    _count_syllables.get_cmudict = lambda _language: pronunciations()
    remembered = lru_cache(maxsize=WORDS_CACHED)(_count_syllables.count_syllables.__wrapped__)
    _count_polysyllable_words.count_syllables = remembered
    _is_difficult_word.count_syllables = remembered
    measures = textstatistics()
    measures.set_lang(LANGUAGE)
    return measures


@contextmanager
def _left_out(name: str) -> Iterator[None]:
    """Have `import name` give an empty module meanwhile, unless it is imported already."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = ModuleType(name)
    try:
        yield
    finally:
        del sys.modules[name]
