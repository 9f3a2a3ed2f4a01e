"""What the words beside a name say of it: a verb of people, an age, a place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scr_publish.checks.privacy.wordlists import phrase_pattern, word_lists
from scr_publish.checks.privacy.words import Line, Word


def things(piece: Sequence[Word]) -> list[Word]:
    """The words of a run that name a facility, an office or a document, and so speak against a person."""
    return [word for word in piece if word.folded in word_lists().thing_words]


def after_place(line: Line, word: Word) -> bool:
    """Whether "in", "at", "near" … stands right before a word."""
    before = line.before(word.start, 16).split()
    return bool(before) and before[-1].lower() in word_lists().place_prepositions


def digits_near(line: Line, word: Word) -> bool:
    """Whether a figure stands beside a word, as beside the month of a date."""
    return bool(
        re.match(r"\s*\d", line.after(word.end, 4)) or re.search(r"\d(?:st|nd|rd|th)?\s*$", line.before(word.start, 5))
    )


def acts(line: Line, piece: Sequence[Word]) -> bool:
    """Whether what follows is what a person does, or shows whose something is."""
    if piece[-1].possessive or appositive(line, piece[-1]):
        return True
    following = re.match(r"[,\s]*([A-Za-z']+)", line.after(piece[-1].end, 24))
    return bool(following and _is_verb(following.group(1).lower()))


def _is_verb(word: str) -> bool:
    """Whether a word is what people do: listed, or a past tense by its ending."""
    return word in word_lists().person_verbs or (len(word) > 4 and word.endswith("ed"))


def appositive(line: Line, word: Word) -> bool:
    """Whether an age, a job or a kinship follows: "(4)", ", the midwife", "(her sister)"."""
    return bool(_APPOSITION.match(line.after(word.end, 50)))


def apposed(line: Line, word: Word) -> bool:
    """Whether a job, a kinship word or a third party stands right before, with a comma: "the school cook, …"."""
    return bool(_APPOSED.search(line.before(word.start, 30)))


def listed(line: Line, piece: Sequence[Word]) -> bool:
    """Whether a run stands between the commas of a list."""
    return line.before(piece[0].start, 2) == ", " and line.after(piece[-1].end, 1) == ","


def acts_like_nobody_else(line: Line, word: Word) -> bool:
    """Whether the verb that follows is one of people alone ("shouts", not "was")."""
    following = re.match(r"\s+([A-Za-z']+)", line.after(word.end, 24))
    lists = word_lists()
    return bool(following and following.group(1).lower() in lists.person_verbs - lists.plain_verbs)


def cued(line: Line, word: Word) -> bool:
    """Whether the word before is one that often stands before a name."""
    before = re.search(r"([A-Za-z'-]+)[\s\"]*$", line.before(word.start, 24))
    return bool(before and before.group(1).lower() in word_lists().name_cues | {"me", "him", "her", "us"})


def among_people(line: Line, word: Word) -> bool:
    """Whether the word before is one that people stand after, and no organisation ("met", "supervised by")."""
    return bool(_PEOPLE_CUE.search(line.before(word.start, 24)))


_APPOSITION = re.compile(
    r"\s?[(,]\s?(?:aged )?(?:\d{1,2}\b(?! (?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December))|(?:the|a|an|her|his|their|our|my|its|allocated|duty|paternal|maternal)? ?(?:\w+ )?(?:"
    + phrase_pattern(word_lists().practitioner | word_lists().kin | word_lists().third_party).pattern
    + r"))",
    re.IGNORECASE,
)


_APPOSED = re.compile(
    r"\b(?:cook|cleaner|secretary|caretaker|driver|assistant|"
    + phrase_pattern(word_lists().practitioner | word_lists().kin | word_lists().third_party).pattern
    + r"),? $",
    re.IGNORECASE,
)

_PEOPLE_CUE = re.compile(phrase_pattern(word_lists().people_cues).pattern + r"\s+$", re.IGNORECASE)
