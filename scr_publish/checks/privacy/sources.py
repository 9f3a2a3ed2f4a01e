"""Proposals that need no judgement of their words: the language model, kinship, own speech, police ranks, and
words and columns that introduce names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_publish.checks.privacy.candidates import MAX_WORDS, Proposal, trimmed
from scr_publish.checks.privacy.grammar import apposed, things
from scr_publish.checks.privacy.lexicon import lexicon
from scr_publish.checks.privacy.lone_names import is_area
from scr_publish.checks.privacy.scene import Scene
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.checks.privacy.words import Line, Word
from scr_publish.screening import screened

MIN_NICKNAME = 3
"""The shortest nickname that is known without its capital."""

FULL = 3
"""So many words, one of them a listed name, that the model takes for a person are one."""


def from_model(line: Line, scene: Scene) -> Iterator[Proposal]:
    """Names that the language model sees and no run gave: joined to what no list knows."""
    lists, lex = word_lists(), lexicon()
    for ent in line.passage.entities:
        if ent.label_ != "PERSON":
            continue
        words = [w for w in line.words_in(ent.start_char, ent.end_char) if not w.in_address]
        words = list(trimmed(_last_joined(line, words), line))
        if not words or not any(w.is_capital and len(w.text) > 1 for w in words) or things(words):
            continue
        named = any(lex.is_name(w.folded) for w in words)
        plain = all(lex.is_ordinary(w.folded) or w.folded in lists.function_words for w in words)
        known = all(w.folded in lists.domain_words | lists.titles or w.folded in lex.proper for w in words)
        area = len(words) == 1 and not named and is_area(line, words[0], scene)
        if known or area or (plain and (not named or words[0].initial or line.is_title_case)):
            continue
        last = words[-1].folded
        sure = (
            named
            and not plain
            and (lex.is_forename(words[0].folded) or (lex.is_name(last) and not lex.is_ordinary(last)))
        )
        sure = sure or (apposed(line, words[0]) and not line.is_title_case) or (named and len(words) == FULL)
        sure = sure or (len(words) > 1 and all(lex.is_unlisted(w.folded) for w in words))
        initial = _initial_before(line, words[0])
        if initial and not lex.is_ordinary(last):
            yield Proposal(line, (initial, *words), "initial before a surname", True)
            continue
        yield Proposal(line, tuple(words), "the language model", sure)


def _initial_before(line: Line, word: Word) -> Word | None:
    """The initial with a full stop that stands right before a word, unless it is the letter of a code ("Child K.")."""
    at = line.place_of(word)
    if not at or not line.words[at - 1].is_letter or line.gap(line.words[at - 1], word) not in (". ", "."):
        return None
    coded = at > 1 and line.words[at - 2].folded in word_lists().role_words
    return None if coded else line.words[at - 1]


def _last_joined(line: Line, words: list[Word]) -> tuple[Word, ...]:
    """The last of the words that stand together: the model's span may run over brackets and commas."""
    start = len(words) - 1
    while start > 0 and line.joins(words[start - 1], words[start]):
        start -= 1
    return tuple(words[max(start, 0) :])


def from_kin(line: Line) -> Iterator[Proposal]:
    """A kinship word and a name, in any case: "nanny pat", "uncle Olek", "his sister Ayla"."""
    lists, lex = word_lists(), lexicon()
    no_names = (lists.function_words, lists.role_words, lists.thing_words)
    for left, word in zip(line.words, line.words[1:], strict=False):
        if line.gap(left, word) != " " or left.possessive or word.is_acronym or word.in_address:
            continue
        if word.is_letter or any(word.folded in plain for plain in no_names):
            continue
        if left.folded in lists.kin_titles:
            known = word.folded in lex.forenames and word.folded not in lex.common
            if (word.is_capital and not line.is_title_case) or known:
                yield Proposal(line, (left, word), f"kinship word “{left.text}” before a name", True, left.text)
        elif left.folded == "of" and _KIN_OF.search(line.before(left.start, 16)) and _unlisted(word):
            yield Proposal(line, (word,), "kinship word before a name", True)
        elif (
            left.folded in lists.kin
            and word.is_capital
            and not line.is_title_case
            and word.folded not in lists.domain_words
        ):
            sure = not lex.is_ordinary(word.folded) or word.folded in lex.forenames
            if sure and word.folded not in lists.calendar:
                yield Proposal(line, (word,), f"kinship word “{left.text}” before a name", True)


_KIN_OF = re.compile(
    r"\b(?:mother|father|mum|dad|mam|son|daughter|sister|brother|parents?|wife|husband) $", re.IGNORECASE
)


def _unlisted(word: Word) -> bool:
    """A capitalised word that is no common English one and no well-known proper noun."""
    lex, lists = lexicon(), word_lists()
    plain = word.folded in lex.common or word.folded in lex.proper or word.folded in lists.domain_words
    return word.is_capital and not plain and word.folded not in lists.calendar


def from_speech(line: Line) -> Iterator[Proposal]:
    """Forenames in lower case in somebody's own words: a text message, a child's saying."""
    if '"' not in line.text:
        return
    lex = lexicon()
    quoted = False
    at = 0
    for word in line.words:
        quoted ^= line.text.count('"', at, word.start) % 2 == 1
        at = word.start
        plain = word.is_capital or word.in_address or len(word.text) < 3 or word.folded in word_lists().role_words
        if quoted and not plain and word.folded in lex.forenames and not _is_plain(word.folded):
            yield Proposal(line, (word,), "forename in lower case, in somebody's own words", True)


def _is_plain(folded: str) -> bool:
    lex = lexicon()
    return lex.is_ordinary(folded) or folded in lex.proper or folded in word_lists().domain_words


_NUMBERED = re.compile(r"\b(?:PC|WPC|DC|DS|PS|PCSO|SPC|Sgt)\s?\d{2,6}\s+(?=[A-Z][a-z])")


def from_collars(line: Line) -> Iterator[Proposal]:
    """A police officer by rank, number and name: "PC 4471 Adair"."""
    for match in _NUMBERED.finditer(line.text):
        words = line.words_in(match.start(), match.end() + 1)
        if len(words) > 1 and words[-1].start == match.end():
            yield Proposal(line, words, "rank and number before a name", True, words[0].text)


_CUE = screened(
    r"(?:\b(?:signed|named|nicknamed|nickname(?: of)?|called|aka|alias|(?:the|my|her|his|their) name(?: is| was)?|"
    r"saved as|calls? (?:her|him|them|me)|"
    r"known (?:only |simply |locally |to \w+ (?:only )?)?as|goes by|went by|"
    r"answer(?:s|ed) to|ask for|recorded as|spelled|spelt|real name(?: is| was)?):?\s+(?:as\s+)?)[\"']?$",
    re.IGNORECASE,
)


def from_cues(line: Line) -> Iterator[Proposal]:
    """Names that words introduce ("Signed “X”", "known as X"), and the cells of a column of names."""
    lists, lex = word_lists(), lexicon()
    names = bool(line.column) and (line.column in lists.name_columns or bool(re.search(r"\bnames?\b", line.column)))
    for run in line.runs:
        words = trimmed(run, line)
        if (
            not words
            or len(words) > MAX_WORDS
            or things(words)
            or words[0].folded in lists.domain_words | lists.calendar
        ):
            continue
        if _CUE.pattern.search(line.before(words[0].start, 40)) and not (words[0].is_letter and len(words) == 1):
            yield Proposal(line, words, "words that introduce a name", True)
        elif len(words) == 1 and _quoted_alone(line, words[0]):
            yield Proposal(line, words, "a lone word in quotation marks", words[0].folded not in lex.proper)
        elif (names and not all(lex.is_ordinary(w.folded) for w in words) and not words[0].is_letter) or (
            names
            and len(line.words) <= 3
            and len(words) == len(line.words)
            and any(lex.is_name(w.folded) for w in words)
        ):
            yield Proposal(line, words, f"a column headed “{line.column}”", True)


def from_small_cues(line: Line) -> Iterator[Proposal]:
    """A nickname without a capital that words introduce: "called jimbob", "everybody calls her biddy"."""
    if not _CUE.may_match(line.passage.folded):
        return
    lex, lists = lexicon(), word_lists()
    for word in line.words:
        if word.is_capital or word.in_address or len(word.text) < MIN_NICKNAME or word.folded in lists.domain_words:
            continue
        if not _CUE.pattern.search(line.before(word.start, 40)):
            continue
        personal = re.search(r"(?:her|him|them|me) [\"']?$", line.before(word.start, 8)) and re.match(
            r"[\"']?[,.;)]", line.after(word.end, 2)
        )
        if lex.is_unlisted(word.folded) or (personal and word.folded not in lex.common | lists.role_words):
            yield Proposal(line, (word,), "words that introduce a name", True)


def _quoted_alone(line: Line, word: Word) -> bool:
    """A capitalised word that is no English word, alone in quotation marks: a nickname or a contact's name."""
    lex = lexicon()
    if word.is_letter or lex.is_ordinary(word.folded) or word.folded in word_lists().domain_words:
        return False
    quoted = line.text[word.start - 1 : word.start] in ('"', "'") and line.text[word.end : word.end + 1] in ('"', "'")
    return quoted and word.start > 0
