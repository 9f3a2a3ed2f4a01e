"""Whether a word that is somebody's name stands as one, and not as the English word or in the name of a place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scr_publish.checks.privacy.lexicon import lexicon
from scr_publish.checks.privacy.name_forms import Forms
from scr_publish.checks.privacy.scene import Scene
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.checks.privacy.words import Line, Word

MIN_SMALL = 3
"""So often a name stands without its capital in a document whose writer seldom troubles with them."""


def stands_as_name(line: Line, index: int, scene: Scene) -> bool | None:
    """Whether a word that is a known name stands as one here, and not as the English word or in another's name: True
    for certain, False for perhaps, None for not."""
    word, lists = line.words[index], word_lists()
    if _in_thing(line, index):
        return None
    if not lexicon().is_ordinary(word.folded) and word.folded not in lists.calendar:
        return True
    if _quoted_alone(line, word):
        return True
    if not word.is_capital or line.is_title_case or re.match(r"\s*\d", line.after(word.end, 4)):
        return None
    if word.folded in lists.calendar and _DATED.search(line.before(word.start, 12)):
        return None
    if not word.initial or word.possessive or word.folded not in lexicon().common | lists.calendar:
        return True
    if scene.is_always_capital(word.folded) and word.folded not in lists.calendar:
        return True
    following = line.words[index + 1] if index + 1 < len(line.words) else None
    if not following or line.gap(word, following) != " ":
        return None
    verb = following.folded
    if verb == "to" or verb in lists.person_verbs - lists.plain_verbs or (verb.endswith("ed") and len(verb) > 4):
        return True
    if verb not in lists.plain_verbs:
        return None
    return bool(_OF_PERSON.match(line.after(following.end, 24))) or verb in ("has", "had")


def stands_in_haste(line: Line, index: int, forms: Forms, *, hasty: bool) -> bool:
    """Whether a name that is a word as well stands without its capital: one that the document declares so, unless an
    article stands before it, or, where the writer is hasty, one that acts or stands among people."""
    word = line.words[index]
    if word.is_capital:
        return False
    before = line.words[index - 1].folded if index else ""
    if word.folded in forms.lower:
        return before not in ("a", "an", "the", "old", "any", "every", "some", "no")
    beside = word.possessive or before in ("and", "with", "to", "by", "from", "told", "asked", "met") or index == 0
    following = line.words[index + 1].folded if index + 1 < len(line.words) else ""
    acting = following in word_lists().person_verbs and line.gap(word, line.words[index + 1]) == " "
    return hasty and (acting or (beside and word.folded not in lexicon().common))


def stands_as_small_name(line: Line, index: int) -> bool:
    """Whether a word of two letters, or one that English builds its sentences with, stands as a name: with a capital
    where other words have none, or before what people do."""
    word, lists = line.words[index], word_lists()
    if not word.is_capital or word.is_acronym or word.in_address or line.is_title_case or line.shouts:
        return False
    if word.possessive or not word.initial:
        return not _in_thing(line, index)
    following = re.match(r" ([a-z]+)\b", line.after(word.end, 20))
    return following is not None and following.group(1) in lists.person_verbs


def _quoted_alone(line: Line, word: Word) -> bool:
    """Whether a word has quotation marks of its own, as a name by which somebody goes has (Also "smiler")."""
    return line.before(word.start, 1) in ('"', "'") and line.after(word.end, 1) == line.before(word.start, 1)


def is_hasty(lines: Sequence[Line], forms: Forms) -> bool:
    """Whether the document often writes the names without their capitals."""
    lex = lexicon()
    small = sum(
        word.folded in forms.exact and not (word.is_capital or word.in_address or lex.is_ordinary(word.folded))
        for line in lines
        for word in line.words
    )
    return small >= MIN_SMALL


_DATED = re.compile(
    r"(?:\b(?:in|on|at|since|until|by|during|from|of|last|next|this|that|the|every|each|before|after)|['\"])\s*$",
    re.IGNORECASE,
)
"""Before a word that names a season, a month or a day: it is one."""

_OF_PERSON = re.compile(
    r"\s+(?:not |also |then |now |still )?(?:an? |seen|born|told|asked|left|taken|arrested|admitted|found|visited|"
    r"living|alone|late|in |at |on |with |\w+teen\b|\d)"
)
"""After "was" or "is": what is said of people."""


def _in_thing(line: Line, index: int) -> bool:
    """Whether a capitalised word belongs to a run that names an organisation or a place ("Penwith Road")."""
    things = word_lists().thing_words - word_lists().thing_surnames
    if not line.words[index].is_capital:
        return False
    for at in (index + 1, index + 2):
        if (
            at >= len(line.words)
            or not line.words[at].is_capital
            or line.gap(line.words[at - 1], line.words[at]) != " "
        ):
            return False
        if line.words[at].folded in things:
            return not line.words[at].is_acronym
    return False
