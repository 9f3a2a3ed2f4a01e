"""Who may be named: wide proposals from several sources, each of which can say why.

A proposal is strong where it stands alone, weak where a person should look. No source needs the language model to be
right: titles, word lists, table columns, quotations and grammar each propose on their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from scr_publish.checks.privacy.candidates import MAX_WORDS, MIN_CAPITALS, Proposal, trimmed
from scr_publish.checks.privacy.correspondence import (
    from_addresses,
    from_lower_case,
    from_speakers,
    from_time_stamps,
)
from scr_publish.checks.privacy.grammar import (
    acts,
    acts_like_nobody_else,
    after_place,
    among_people,
    apposed,
    appositive,
    cued,
    digits_near,
    listed,
    things,
)
from scr_publish.checks.privacy.lexicon import lexicon
from scr_publish.checks.privacy.records import from_aliases, from_index, from_initials_in_columns, from_job_letters
from scr_publish.checks.privacy.sources import from_collars, from_cues, from_kin, from_model, from_speech
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.checks.privacy.words import Line, Word
from scr_publish.document import Kind

NOT_PEOPLE = frozenset(
    {"ORG", "PLACE", "FACILITY", "SCHOOL", "HEALTHCARE", "GPE", "LOC", "FAC", "NORP", "LAW", "EVENT"}
)
"""Labels of the language model that speak against a person."""


@dataclass
class Scene:
    """What proposals lean on beyond their own line: words that stand in names of organisations and places, and how
    often a word has a capital in mid-sentence."""

    explained: set[str] = field(default_factory=set)
    capitals: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Scene:
        """Read every line once."""
        scene = cls()
        things = word_lists().thing_words - word_lists().role_words
        for line in lines:
            for run in line.runs():
                if any(word.folded in things for word in run[1:]):
                    scene.explained.update(word.folded for word in run)
            if not line.is_title_case:
                scene.capitals.update(w.folded for w in line.words if w.is_capital and not w.initial)
        return scene


def propose(lines: Sequence[Line]) -> list[Proposal]:
    """Every proposal in the lines, in order; where two overlap, the strong one, else the longer one."""
    scene = Scene.of(lines)
    found: list[Proposal] = []
    for line in lines:
        labels = _labels(line)
        here = [
            *_from_runs(line, scene, labels),
            *from_model(line),
            *from_kin(line),
            *from_cues(line),
            *from_speech(line),
            *from_collars(line),
            *from_addresses(line),
            *from_speakers(line),
            *from_lower_case(line),
            *from_time_stamps(line),
            *from_job_letters(line),
            *from_index(line),
            *from_initials_in_columns(line),
        ]
        settled = _coordinated(_without_overlaps(here))
        found += _without_overlaps([*settled, *from_aliases(line, settled)])
    return found


def _labels(line: Line) -> list[tuple[int, int, str]]:
    return [(ent.start_char, ent.end_char, ent.label_) for ent in line.passage.doc.ents]


def _label_of(words: Sequence[Word], labels: list[tuple[int, int, str]]) -> str:
    """The model's label on a run: PERSON where any word has it, else the first other one."""
    start, end = words[0].start, words[-1].end
    here = [label for low, high, label in labels if low < end and high > start]
    return "PERSON" if "PERSON" in here else (here[0] if here else "")


def _without_overlaps(found: list[Proposal]) -> list[Proposal]:
    kept: list[Proposal] = []
    for item in sorted(found, key=lambda p: (not p.strong, p.start - p.end, p.start)):
        if all(item.end <= other.start or item.start >= other.end for other in kept):
            kept.append(item)
    return sorted(kept, key=lambda p: p.start)


def _coordinated(found: list[Proposal]) -> list[Proposal]:
    """What stands beside a certain name with "and" between them is certain too ("Maeve and Xan"), and what no list
    knows in a list with one or beside its other form ("Rumena / Rumi")."""
    for i, item in enumerate(found):
        for other in (*found[max(0, i - 1) : i], *found[i + 1 : i + 2]):
            first, second = (item, other) if item.start < other.start else (other, item)
            sure = other.strong and (bool(other.title) or lexicon().is_name(other.words[-1].folded))
            gap = item.line.text[first.end : second.start]
            alike = gap in (", ", " / ", "/", "; ") and lexicon().is_unlisted(item.words[-1].folded)
            if not item.strong and sure and (alike or gap in (" and ", " & ")):
                found[i] = replace(item, strong=True, how=f"{item.how}, beside another name")
    return found


def _from_runs(line: Line, scene: Scene, labels: list[tuple[int, int, str]]) -> Iterator[Proposal]:
    """Runs of capitalised words, judged by title, lists, grammar and what the model says of them."""
    for run in line.runs():
        for piece, title in _pieces(run, line):
            if title:
                yield Proposal(line, piece, f"title “{title}” before a name", True, title)
                continue
            for part in (piece, _without_word(piece)):
                label = _label_of(part, labels) if part else ""
                judged = _judged(line, part, scene, label) if part else None
                if judged:
                    yield Proposal(line, part, *judged)
                    break


def _judged(line: Line, part: tuple[Word, ...], scene: Scene, label: str) -> tuple[str, bool] | None:
    return _judge_single(line, part[0], scene, label) if len(part) == 1 else _judge(line, part, scene, label)


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
    at = 0
    while at < len(run):
        word = run[at]
        if word.folded in titles and not (
            word.is_letter or (word.initial and word.folded in lists.role_words and at + 1 == len(run))
        ):
            end = at + 1
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
        return _judge_single(line, first, scene, label)
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


_SAINT = re.compile(r"\b(?:St|Saint)\.?\s+$")
"""A saint gives a name to churches and schools, and is nobody in the report."""


def _judge_single(line: Line, word: Word, scene: Scene, label: str) -> tuple[str, bool] | None:
    """Whether a lone capitalised word names a person."""
    lists, lex, folded = word_lists(), lexicon(), word.folded
    if _SAINT.search(line.before(word.start, 7)):
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
    ordinary = lex.is_ordinary(folded)
    if lex.is_forename(folded):
        return _lone_ordinary(line, word, label) if ordinary else _lone_forename(line, word, scene, label)
    if ordinary:
        return _plural_surname(line, word) or _lone_word(line, word, scene, label)
    place = label == "PLACE" or after_place(line, word)
    if label == "PERSON":
        sure = acts(line, [word]) or among_people(line, word) or folded in lex.surnames
        unknown = lex.is_unlisted(folded) and folded not in scene.explained and not _is_thing(line, word)
        return "the language model", sure or (unknown and not after_place(line, word))
    if place or folded in scene.explained or folded in lex.proper:
        return None
    how = "surname" if folded in lex.surnames else "a capitalised word that is no English word"
    if line.is_title_case or line.shouts or _is_thing(line, word):
        return None
    sure = acts(line, [word]) or (cued(line, word) and folded in lex.surnames) or among_people(line, word)
    if word.initial and not sure:
        return (how, False) if lex.is_unlisted(folded) and line.block.kind is not Kind.HEADING else None
    return how, sure or apposed(line, word)


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


def _lone_ordinary(line: Line, word: Word, label: str) -> tuple[str, bool] | None:
    """A forename that is an English word as well: "Joy", "Heath"."""
    how = "forename that is also a word, in a name's place"
    if line.is_title_case or line.shouts or label == "PLACE" or (line.block.cell and len(line.words) == 1):
        return None
    if word.folded in word_lists().job_letters or re.match(r"[.:]? ?[+(]?\d", line.after(word.end, 4)):
        return None
    if not word.initial:
        before = line.before(word.start, 8).split()
        article = bool(before) and before[-1].lower() in ("the", "a", "an", "of", "this", "in")
        return how, not article or label == "PERSON"
    if acts_like_nobody_else(line, word) or (appositive(line, word) and word.folded in lexicon().forenames):
        return how, True
    if word.folded not in lexicon().common and acts(line, [word]):
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
