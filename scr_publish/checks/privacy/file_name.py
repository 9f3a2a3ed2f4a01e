"""The name of the file: it is part of the address on the website, and no case file need tell of whom it speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise
from pathlib import PurePath
from unicodedata import normalize

from scr_publish.checks.base import Subject
from scr_publish.checks.privacy.area import area_words
from scr_publish.checks.privacy.lexicon import fold, lexicon
from scr_publish.checks.privacy.mentions import Mention
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.document import Surface
from scr_publish.findings import Finding
from scr_publish.nlp.normalise import without_unseen
from scr_publish.rules import Severity

MIN_WORD = 4
"""The shortest word of a leaking name that is looked for: shorter ones stand in other words of a file's name."""

_INITIAL = re.compile(
    r"(?<![^\W_])(?<!child )(?<!baby )(?<!family )(?<!adult )(?<!young person )[^\W\d_]\. ?"
    r"(?P<surname>[^\W\d_]+(?:['’-][^\W\d_]+)*)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def names_in_file_name(subject: Subject, mentions: Iterable[Mention]) -> list[Finding]:
    """At most one finding: a name that leaks in the document stands in the file's name too, or a forename and a surname
    stand there together. Names that stay, as the reviewer's, may stand there."""
    stem = without_unseen(normalize("NFC", PurePath(subject.document.source.name).stem)).replace("_", " ")
    words = [fold(word) for word in _WORD.findall(stem)]
    words = [part for word in words for part in word.removesuffix("'s").split("-") if part]
    people = [m for m in mentions if m.label == "PERSON"]
    leaking, staying = (
        {word for m in chosen for word in _telling(subject.document.text[m.start : m.end])}
        for chosen in (
            [m for m in people if m.severity is Severity.BLOCKER and not m.kept],
            [m for m in people if m.kept],
        )
    )
    words = [word for word in words if word not in staying]
    echoed = next((word for word in words if word in leaking), "")
    area = area_words(subject)
    pairs = [pair for pair in _pairs(_without_particles(words)) if area.isdisjoint(pair)]
    if echoed:
        how = "a name that leaks in the document"
    elif any(_is_name(first, second) for first, second in pairs):
        how = "two words that are a name"
    elif _with_initial(stem, staying | area):
        how = "an initial and a surname"
    else:
        return []
    return [subject.finding("PD116", label="PERSON", surface=Surface.FILE_NAME, evidence={"source": how})]


def _pairs(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Words beside each other, and those with a short second forename between them: "Thi Lan Nguyenh"."""
    yield from pairwise(words)
    for first, middle, last in zip(words, words[1:], words[2:], strict=False):
        if len(middle) <= MIN_WORD and lexicon().is_forename(middle):
            yield first, last


def _without_particles(words: Iterable[str]) -> list[str]:
    """The words without those that stand between a forename and a surname: "Ní", "van", "al"."""
    return [word for word in words if word not in word_lists().particles]


def _with_initial(stem: str, allowed: Set[str]) -> bool:
    """Whether an initial with its full stop stands before a surname: "K. Dunstan-Marsh", not "Child K. Review"."""
    surnames = (fold(match["surname"]) for match in _INITIAL.finditer(stem))
    return any(
        allowed.isdisjoint(word.split("-"))
        and len(word) >= MIN_WORD
        and not lexicon().is_ordinary(word)
        and (word in lexicon().surnames or all(map(_is_unknown, _without_particles(word.split("-")))))
        for word in surnames
    )


def _is_unknown(word: str) -> bool:
    """Whether no list knows a word, whatever it ends in."""
    lex = lexicon()
    known = lex.is_name(word) or lex.is_ordinary(word) or word in lex.proper or word in word_lists().domain_words
    return not known


def _telling(text: str) -> list[str]:
    """The words of a name that are no English words, folded."""
    lex = lexicon()
    words = (part for word in _WORD.findall(text) for part in fold(word).removesuffix("'s").split("-"))
    return [word for word in words if len(word) >= MIN_WORD and not lex.is_ordinary(word)]


def _is_name(first: str, second: str) -> bool:
    """Whether two words of a file's name are a forename and a surname, or a title and a surname; where no list knows
    either of two longer ones, they are taken for a name as well."""
    lex, lists = lexicon(), word_lists()
    plain = any(
        lex.is_ordinary(word) or word in lists.domain_words or word in lists.role_words for word in (first, second)
    )
    if first in lists.civil_titles | lists.staff_titles:
        return len(second) >= MIN_WORD and (lex.is_unlisted(second) or lex.is_name(second)) and second not in lex.common
    unknown = all(len(word) >= MIN_WORD and lex.is_unlisted(word) for word in (first, second))
    surname_first = lex.is_forename(second) and _is_unknown(first) and len(first) >= MIN_WORD
    return not plain and (
        unknown or surname_first or (lex.is_forename(first) and (second in lex.surnames or _is_unknown(second)))
    )
