"""Runs of capitalised words: cut into names, and judged by title, lists, grammar and what the model says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from scr_publish.checks.privacy.candidates import MAX_WORDS, MIN_CAPITALS, Proposal, trimmed
from scr_publish.checks.privacy.grammar import acts, after_place, apposed, appositive, digits_near, listed, things
from scr_publish.checks.privacy.lexicon import lexicon
from scr_publish.checks.privacy.lone_names import judge_single
from scr_publish.checks.privacy.scene import NOT_PEOPLE, Scene
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.checks.privacy.words import Line, Word


def from_runs(line: Line, scene: Scene) -> Iterator[Proposal]:
    """Runs of capitalised words, judged by title, lists, grammar and what the model says of them."""
    for run in line.runs:
        for piece, title in _pieces(run, line):
            if title:
                yield Proposal(line, piece, f"title “{title}” before a name", True, title)
                continue
            for part in (piece, _without_word(piece)):
                label = _label_of(part, line) if part else ""
                judged = _judged(line, part, scene, label) if part else None
                if judged:
                    yield Proposal(line, part, *judged)
                    break


def _judged(line: Line, part: tuple[Word, ...], scene: Scene, label: str) -> tuple[str, bool] | None:
    return judge_single(line, part[0], scene, label) if len(part) == 1 else _judge(line, part, scene, label)


def _without_word(piece: tuple[Word, ...]) -> tuple[Word, ...]:
    """What is left of a run when its first word is an English one and no name ("Ask Bernie", "Big Daz"); nothing where
    the run names a thing."""
    lex = lexicon()
    first = piece[0].folded
    if first in word_lists().epithets:
        return ()
    plain = lex.is_ordinary(first) and not lex.is_name(first)
    return piece[1:] if plain and 1 < len(piece) <= MAX_WORDS and not things(piece) else ()


def _pieces(run: tuple[Word, ...], line: Line) -> Iterator[tuple[tuple[Word, ...], str]]:
    """A run without the words that belong to no name at its ends, cut where a title begins, each with its title."""
    lists = word_lists()
    titles = lists.titles | lists.kin_titles
    at = end = 0
    while at < len(run):
        word = run[at]
        if word.folded in titles and not (
            word.is_letter or (word.initial and word.folded in lists.role_words and at + 1 == len(run))
        ):
            end = max(at + 1, end)
            while end < len(run) and run[end].folded in titles:
                end += 1
            stop = _name_end(run, end)
            if stop == end + 1 and run[end].is_letter:
                at = stop
                continue
            if stop > end:
                yield run[at:stop], line.text[word.start : run[end - 1].end]
                at = stop
                continue
        stop = at + 1
        while stop < len(run) and run[stop].folded not in lists.titles:
            stop += 1
        piece = trimmed(run[at:stop], line)
        if piece and len(piece) <= MAX_WORDS + 1:
            yield piece, ""
        at = stop


def _name_end(run: tuple[Word, ...], at: int) -> int:
    """The end of the name that follows a title: up to a word that names a role or a thing."""
    lists = word_lists()
    end = at
    while end < len(run) and end - at < MAX_WORDS:
        folded = run[end].folded
        if end == at and run[at - 1].folded in lists.civil_titles and folded not in lists.practitioner:
            end += 1
            continue
        if folded in lists.role_words or (end > at and folded in lists.calendar | lists.function_words):
            break
        if folded in lists.thing_words and folded not in lists.thing_surnames and not lexicon().is_name(folded):
            break
        if (
            run[end].is_acronym
            and not run[at - 1].is_acronym
            and len(run[end].text) > 2
            and not lexicon().is_name(folded)
        ):
            break
        end += 1
    return end


def _judge(line: Line, piece: tuple[Word, ...], scene: Scene, label: str) -> tuple[str, bool] | None:
    """Whether a run of two words or more names a person: how it is known, and whether for certain."""
    lists, lex = word_lists(), lexicon()
    first, last = piece[0], piece[-1]
    calendar = first.folded in lists.calendar and digits_near(line, first)
    coded = any(w.folded in lists.role_words and after.is_letter for w, after in pairwise(piece))
    if len(piece) > MAX_WORDS or calendar or coded or label in NOT_PEOPLE - {"PLACE"}:
        return None
    if (
        last.is_acronym
        and not first.is_acronym
        and len(last.text) >= MIN_CAPITALS
        and _foreign(first)
        and _foreign(last)
    ):
        return "a surname in capitals", True
    if things(piece):
        return _with_thing(line, piece)
    if first.is_letter:
        named = not last.is_letter and (not lex.is_ordinary(last.folded) or last.folded in lex.surnames)
        dotted = line.text[first.end : first.end + 1] == "."
        return ("initial before a surname", dotted) if named and dotted else None
    if any(word.is_letter for word in piece[-1:]) and len(piece) == 2:
        return judge_single(line, first, scene, label)
    odd = [w for w in (first, last) if lex.is_ordinary(w.folded)]
    if first.folded in lists.epithets and len(piece) == 2:
        named = lex.is_forename(last.folded) or (last.folded not in lex.common and not last.is_acronym)
        sure = lex.is_forename(last.folded) and first.folded in ("big", "little", "wee", "lil")
        return ("an epithet before a name", sure) if named and not line.is_title_case else None
    if lex.is_forename(first.folded):
        return _after_forename(line, first, last, odd, label)
    if odd:
        if len(odd) == 2 or last in odd:
            return None
        named = last.folded in lex.surnames - lex.forenames and last.folded not in scene.explained
        named = named and not line.is_title_case
        if label == "PERSON" or (named and not first.initial and not after_place(line, first)):
            sure = lex.is_name(last.folded) or (first.folded not in lex.common and lex.is_unlisted(last.folded))
            sure = sure or appositive(line, last) or line.after(last.end, 5) == ", who"
            return "an English word before a surname", sure
        return None
    if label == "PLACE" or (after_place(line, first) and label != "PERSON"):
        return None
    known = lex.is_name(last.folded) or lex.is_name(first.folded) or label == "PERSON"
    if all(word.folded in lex.proper for word in (first, last)) and label != "PERSON":
        return None
    if all(word.folded in scene.explained for word in (first, last)) and label != "PERSON":
        return None
    return ("two capitalised words that are no English words", known or acts(line, piece) or not first.initial)


def _with_thing(line: Line, piece: tuple[Word, ...]) -> tuple[str, bool] | None:
    """A run whose last word names a thing and is a surname as well: "R. Hill", "Jane Hill", "Rose Hill, who"."""
    lists, lex = word_lists(), lexicon()
    first, last = piece[0], piece[-1]
    if last.folded not in lists.thing_surnames or things(piece) != [last]:
        return None
    if first.is_letter and len(piece) == 2 and line.text[first.end : first.end + 1] == ".":
        return "initial before a surname", True
    if first.folded not in lex.forenames or after_place(line, first):
        return None
    if not lex.is_ordinary(first.folded):
        return "forename before a surname", True
    named = (acts(line, piece) or apposed(line, first) or listed(line, piece)) and not line.is_title_case
    return ("forename before a surname, in a person's place", True) if named else None


def _foreign(word: Word) -> bool:
    """Whether a word is no English one and none that reports of this kind use."""
    lex, lists = lexicon(), word_lists()
    plain = lex.is_ordinary(word.folded) or word.folded in lists.domain_words | lists.calendar | lists.role_words
    return not plain and word.folded not in lists.thing_words


def _after_forename(line: Line, first: Word, last: Word, odd: list[Word], label: str) -> tuple[str, bool] | None:
    lex = lexicon()
    if last.is_letter:
        return None
    how = "forename before a surname"
    if label == "PLACE" and (after_place(line, first) or len(odd) == 1):
        return None
    if not odd:
        return how, True
    if first not in odd:
        return (how, True) if last.folded in lex.surnames or label == "PERSON" or not line.is_title_case else None
    if last not in odd:
        return (how, True) if not line.is_title_case or lex.is_name(last.folded) else None
    if last.folded in lex.surnames and not line.is_title_case:
        return how, True
    if label == "PERSON" and not line.is_title_case:
        return how, acts(line, [last]) or apposed(line, first)
    return None


def _label_of(words: Sequence[Word], line: Line) -> str:
    """The model's label on a run: PERSON where any word has it, else the first other one."""
    here = [entity.label_ for entity in line.passage.entities_in(words[0].start, words[-1].end)]
    return "PERSON" if "PERSON" in here else (here[0] if here else "")
