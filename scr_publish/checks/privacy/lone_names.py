"""Whether a capitalised word that stands alone names a person: by lists, grammar and what the model says of it."""

from __future__ import annotations

import re

from scr_publish.checks.privacy.grammar import (
    acts,
    acts_like_nobody_else,
    after_place,
    among_people,
    apposed,
    appositive,
    cued,
    digits_near,
    things,
)
from scr_publish.checks.privacy.lexicon import lexicon
from scr_publish.checks.privacy.scene import NOT_PEOPLE, Scene
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.checks.privacy.words import Line, Word
from scr_publish.document import Kind

_SAINT = re.compile(r"\b(?:St|Saint)\.?\s+$")
"""A saint gives a name to churches and schools, and is nobody in the report."""


def judge_single(line: Line, word: Word, scene: Scene, label: str) -> tuple[str, bool] | None:
    """Whether a lone capitalised word names a person."""
    lists, lex, folded = word_lists(), lexicon(), word.folded
    if folded in lists.titles or _SAINT.search(line.before(word.start, 7)):
        return None
    clear = lex.is_forename(folded) and not lex.is_ordinary(folded)
    if word.is_letter or things([word]) or (label in NOT_PEOPLE - {"PLACE"} and not clear):
        return None
    if folded in lists.calendar & lex.forenames and word.initial and acts_like_nobody_else(line, word):
        return "forename that is also a month or a season, and what people do", True
    if folded in lists.domain_words or (folded in lists.calendar and (word.initial or digits_near(line, word))):
        return None
    if folded in lists.calendar:
        return ("a name that is also a season or a month", False) if label == "PERSON" else None
    if _filed(line, word):
        return "a name as files are named", True
    if folded in lists.epithets and _before_kin(line, word):
        return None
    ordinary = lex.is_ordinary(folded)
    if lex.is_forename(folded):
        return _lone_ordinary(line, word, scene, label) if ordinary else _lone_forename(line, word, scene, label)
    if ordinary:
        return _plural_surname(line, word) or _lone_word(line, word, scene, label)
    return _lone_unknown(line, word, scene, label)


def _before_kin(line: Line, word: Word) -> bool:
    """Whether a kinship word follows: "Big Sister" is a relation and no name."""
    after = re.match(r" ([A-Za-z-]+)", line.after(word.end, 24))
    return after is not None and after.group(1).lower() in word_lists().kin | word_lists().kin_titles


def _lone_unknown(line: Line, word: Word, scene: Scene, label: str) -> tuple[str, bool] | None:
    """A surname, or a word that no list knows."""
    lex, folded = lexicon(), word.folded
    if folded not in lex.surnames and lex.is_english(folded):
        return None
    place = label == "PLACE" or after_place(line, word)
    if label == "PERSON":
        sure = acts(line, [word]) or among_people(line, word) or folded in lex.surnames
        if not sure and is_area(line, word, scene):
            return None
        return "the language model", sure or _seems_named(line, word, scene)
    if place or folded in scene.explained or folded in lex.proper:
        return None
    how = "surname" if folded in lex.surnames else "a capitalised word that is no English word"
    if line.is_title_case or line.shouts or _is_thing(line, word):
        return None
    sure = acts(line, [word]) or (cued(line, word) and folded in lex.surnames) or among_people(line, word)
    if word.initial and not sure:
        return (how, False) if lex.is_unlisted(folded) and line.block.kind is not Kind.HEADING else None
    return how, sure or apposed(line, word)


def is_area(line: Line, word: Word, scene: Scene) -> bool:
    """Whether a word stands where a place stands and in the name of a body too: "in Wexmoor" beside Wexmoor Council."""
    return word.folded in scene.explained and after_place(line, word)


def _seems_named(line: Line, word: Word, scene: Scene) -> bool:
    """Whether something besides the model speaks for a word that no list knows: a person's place in the sentence, or a
    capital inside other sentences too. A capital among capitals says nothing."""
    if not lexicon().is_unlisted(word.folded) or word.folded in scene.explained or line.shouts:
        return False
    if _is_thing(line, word) or after_place(line, word):
        return False
    again = scene.capitals[word.folded] > 1
    return again or apposed(line, word) or not (word.initial or _after_for(line, word))


def _after_for(line: Line, word: Word) -> bool:
    """Whether a word stands after "for" or in a list of things: "given Movicol and …"."""
    return bool(re.search(r"\b(?:for|and|or|from|with|of)\s$", line.before(word.start, 6)))


def _is_thing(line: Line, word: Word) -> bool:
    """Whether a word that no list knows has an article or a figure beside it, as things have ("the Gurdwara")."""
    article = re.search(r"\b(?:the|an?)\s$", line.before(word.start, 5), re.IGNORECASE)
    return bool(article) or digits_near(line, word)


def _filed(line: Line, word: Word) -> bool:
    """Whether a word stands as in a file's name or an index: "Surname_X_report.pdf", "Surname, F."."""
    filed = bool(re.match(r"_[A-Za-z]|\"?, ?[A-Z]\.", line.after(word.end, 6)))
    return filed and not lexicon().is_ordinary(word.folded)


def _lone_forename(line: Line, word: Word, scene: Scene, label: str) -> tuple[str, bool] | None:
    known_place = word.folded in lexicon().proper or word.folded in scene.explained
    placed = after_place(line, word) and (label == "PLACE" or known_place)
    if placed or (word.folded in scene.explained and not acts(line, [word]) and label != "PERSON"):
        return None
    return "forename", True


def _lone_ordinary(line: Line, word: Word, scene: Scene, label: str) -> tuple[str, bool] | None:
    """A forename that is an English word as well: "Joy", "Heath"."""
    how = "forename that is also a word, in a name's place"
    if line.is_title_case or line.shouts or label == "PLACE" or (line.block.cell and len(line.words) == 1):
        return None
    if word.folded in word_lists().job_letters or re.match(r"[.:]? ?[+(]?\d", line.after(word.end, 4)):
        return None
    if not word.initial:
        before = line.before(word.start, 8).split()
        article = before[-1].lower() if before else ""
        return how, article not in ("the", "a", "an", "of", "this", "in") or (
            label == "PERSON" and article in ("of", "in")
        )
    if acts_like_nobody_else(line, word) or (appositive(line, word) and word.folded in lexicon().forenames):
        return how, True
    if acts(line, [word]) and (word.folded not in lexicon().common or scene.is_always_capital(word.folded)):
        return how, True
    return (
        (how, False)
        if label == "PERSON" or word.possessive or re.match(r" (has|had) ", line.after(word.end, 6))
        else None
    )


def _plural_surname(line: Line, word: Word) -> tuple[str, bool] | None:
    """In somebody's words, "Potters will …": a surname in the plural that is an English word as well."""
    stem = word.folded.removesuffix("s")
    lex = lexicon()
    named = stem != word.folded and stem in lex.surnames and stem not in lex.common and not line.is_title_case
    quoted = line.before(word.start, 400).count('"') % 2 == 1 and acts(line, [word])
    several = bool(re.search(r"\bthe $", line.before(word.start, 4))) and acts(line, [word])
    return ("a surname in the plural", several) if named and (quoted or several) else None


def _lone_word(line: Line, word: Word, scene: Scene, label: str) -> tuple[str, bool] | None:
    """An English word that is no listed name, but stands like one: "We heard that Wisdom cried"."""
    rare = word.folded not in lexicon().common and scene.capitals[word.folded] > 1
    if rare and not word.initial and label == "PERSON" and not line.is_title_case:
        return "a rare word with a capital, in a name's place", True
    if word.initial or line.is_title_case or word.folded in word_lists().role_words | word_lists().function_words:
        return None
    if line.block.cell and label != "PERSON":
        return None
    if not (cued(line, word) and acts(line, [word])):
        return None
    quoted = line.before(word.start, 400).count('"') % 2 == 1
    if label == "PERSON" or quoted:
        return "an ordinary word with a capital, in a name's place", quoted and scene.capitals[word.folded] > 1
    return None
