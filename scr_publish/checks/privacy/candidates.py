"""A proposal: a run of words that may name a person, cut to the words of the name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from scr_publish.checks.privacy.grammar import digits_near
from scr_publish.checks.privacy.lexicon import lexicon
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.checks.privacy.words import Line, Word

MIN_SHOUTED = 5
"""The shortest name in capitals that is told from an acronym."""


MAX_WORDS = 4
"""A run with more capitalised words than this is a title or an organisation."""


MIN_CAPITALS = 4
"""The shortest surname in capitals after a forename ("Tomasz REJEK") that is told from an acronym."""


@dataclass(frozen=True)
class Proposal:
    """A run of words that may name a person. `how` says which source proposed it, for the evidence."""

    line: Line
    words: tuple[Word, ...]
    how: str
    strong: bool
    title: str = ""

    @cached_property
    def start(self) -> int:
        """Where it starts in the line's text."""
        return self.words[0].start

    @cached_property
    def end(self) -> int:
        """Where it ends; the full stop of a last initial belongs to it."""
        end = self.words[-1].end
        initials = self.words[-1].is_letter and self.line.text[end : end + 1] == "."
        return end + 1 if initials else end

    @cached_property
    def bare(self) -> tuple[Word, ...]:
        """The words of the name without its title."""
        if not self.title:
            return self.words
        titles = word_lists().titles | word_lists().kin_titles
        stop, at = self.start + len(self.title), 0
        while at < len(self.words) - 1 and (self.words[at].folded in titles or self.words[at].end <= stop):
            at += 1
        return self.words[at:]


def trimmed(run: tuple[Word, ...], line: Line) -> tuple[Word, ...]:
    """A run without function words, role words and acronyms at its ends. One that holds a code ("Child K") is none."""
    lists = word_lists()
    words = list(run)
    if len(words) > 1 and words[0].folded in lists.calendar and digits_near(line, words[0]):
        words = words[1:]
    loud = _is_loud_name(run)
    least = MIN_CAPITALS if line.shouts or loud else MIN_SHOUTED
    short = {word for word in run if loud and _is_short_forename(word)}
    if _begins_foreign(words, line):
        short.add(words[0])
    while words and (
        (words[0].folded in lists.function_words and words[0] not in short)
        or _is_role(words[0])
        or (_is_code(words[0], least) and words[0] not in short)
    ):
        if words[0].folded in lists.role_words and len(words) > 1 and words[1].is_letter:
            words = words[1:]
        words = words[1:]
    while (
        words
        and not _is_capital_surname(words)
        and not _ends_foreign(words, line)
        and (_is_role(words[-1]) or words[-1].folded in lists.function_words or _is_code(words[-1], least))
    ):
        words.pop()
    if len(words) > 1 and words[-1].folded in lists.published_words and all(_sounds_named(w) for w in words[:-1]):
        words.pop()
    while words and words[-1].folded in lists.particles and not words[-1].is_capital:
        words.pop()
    return tuple(words)


SMALL = frozenset({"an", "do", "my", "so", "to", "be", "he", "you", "on", "in"})
"""Vietnamese and Chinese names that English builds its sentences with ("Ngo Thi An", "He Wei")."""


def _begins_foreign(words: list[Word], line: Line) -> bool:
    """Whether a run begins with such a name: before another name, where no sentence begins or in a cell."""
    if len(words) < 2 or words[0].folded not in SMALL or line.is_title_case or line.shouts:
        return False
    return _is_foreign_name(words[1]) and (not words[0].initial or bool(line.block.cell))


def _ends_foreign(words: list[Word], line: Line) -> bool:
    """Whether a run ends with such a name, after another one and with a capital, as no other small word has."""
    plain = len(words) < 2 or line.is_title_case or line.shouts
    return not plain and words[-1].folded in SMALL and words[-1].is_capital and _is_foreign_name(words[-2])


def _is_foreign_name(word: Word) -> bool:
    lex = lexicon()
    return word.is_capital and not word.is_acronym and lex.is_name(word.folded) and word.folded not in lex.common


def _is_capital_surname(words: list[Word]) -> bool:
    """Whether a run ends with a surname in capitals: after a word that is none, or after a listed forename that is."""
    lex, lists = lexicon(), word_lists()
    if len(words) < 2 or not words[-1].is_acronym or len(words[-1].text) < MIN_CAPITALS:
        return False
    last, before = words[-1].folded, words[-2]
    plain = lex.is_ordinary(last) or last in lists.domain_words | lists.role_words | lists.thing_words
    if plain or lex.is_ordinary(before.folded) or before.folded in lists.domain_words | lists.role_words:
        return False
    return not before.is_acronym or lex.is_forename(before.folded)


def _sounds_named(word: Word) -> bool:
    """Whether a word is a name or no English word, and so may give its name to an inquiry."""
    lex = lexicon()
    return (
        not lex.is_ordinary(word.folded)
        and word.folded not in word_lists().domain_words
        and (lex.is_name(word.folded) or word.folded not in lex.proper)
    )


def _is_loud_name(run: tuple[Word, ...]) -> bool:
    """Whether a run holds two words in capitals that are names or that no list knows ("SUNITHA KANAGASABY"); before
    the last one a short forename may stand ("THI LAN NGUYENH")."""
    lex = lexicon()
    loud = [word for word in run if word.is_acronym and len(word.text) >= MIN_CAPITALS]
    named = sum(lex.is_name(word.folded) or lex.is_unlisted(word.folded) for word in loud)
    return named > 1 or (named == 1 and any(_is_short_forename(word) for word in run[:-1]) and run[-1] in loud)


def _is_short_forename(word: Word) -> bool:
    """Whether a word of three capitals is a forename, or one that no list knows."""
    lex = lexicon()
    named = lex.is_forename(word.folded) or lex.is_unlisted(word.folded)
    return word.is_acronym and len(word.text) == MIN_CAPITALS - 1 and named


def _is_role(word: Word) -> bool:
    lists = word_lists()
    return word.folded in lists.role_words or word.folded in lists.practitioner | lists.third_party


def _is_code(word: Word, least: int) -> bool:
    """An acronym that is no name: "CSC", "SW", "IMRs"; a name of `least` letters is kept, and in a line of capitals
    what no list knows."""
    lex = lexicon()
    named = lex.is_name(word.folded) or (least < MIN_SHOUTED and lex.is_unlisted(word.folded))
    plain = lex.is_ordinary(word.folded) and not (least < MIN_SHOUTED and lex.is_forename(word.folded))
    return word.is_acronym and (len(word.text) < least or plain or not named)
