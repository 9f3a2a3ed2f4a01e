"""Who may be named: wide proposals from several sources, each of which can say why.

A proposal is strong where it stands alone, weak where a person should look. No source needs the language model to be
right: titles, word lists, table columns, quotations and grammar each propose on their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from scr_publish.checks.privacy.lexicon import lexicon
from scr_publish.checks.privacy.wordlists import phrase_pattern, word_lists
from scr_publish.checks.privacy.words import Line, Word

NOT_PEOPLE = frozenset(
    {"ORG", "PLACE", "FACILITY", "SCHOOL", "HEALTHCARE", "GPE", "LOC", "FAC", "NORP", "LAW", "EVENT"}
)
"""Labels of the language model that speak against a person."""

MIN_SHOUTED = 5
"""The shortest name in capitals that is told from an acronym."""

MAX_WORDS = 4
"""A run with more capitalised words than this is a title or an organisation."""


@dataclass(frozen=True)
class Proposal:
    """A run of words that may name a person. `how` says which source proposed it, for the evidence."""

    line: Line
    words: tuple[Word, ...]
    how: str
    strong: bool
    title: str = ""

    @property
    def start(self) -> int:
        """Where it starts in the line's text."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where it ends; the full stop of a last initial belongs to it."""
        end = self.words[-1].end
        initials = self.words[-1].is_letter and self.line.text[end : end + 1] == "."
        return end + 1 if initials else end

    @property
    def bare(self) -> tuple[Word, ...]:
        """The words of the name without its title."""
        titles = word_lists().titles | word_lists().kin_titles
        at = 0
        while at < len(self.words) - 1 and self.words[at].folded in titles:
            at += 1
        return self.words[at:] if self.title else self.words


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
            *_from_model(line),
            *_from_kin(line),
            *_from_cues(line),
            *_from_speech(line),
            *_from_collars(line),
        ]
        found += _coordinated(_without_overlaps(here))
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
    """What stands beside a certain name with "and" between them is certain too ("Maeve and Xan")."""
    for i, item in enumerate(found):
        for other in (*found[max(0, i - 1) : i], *found[i + 1 : i + 2]):
            first, second = (item, other) if item.start < other.start else (other, item)
            sure = other.strong and (bool(other.title) or lexicon().is_name(other.words[-1].folded))
            if not item.strong and sure and item.line.text[first.end : second.start] in (" and ", " & "):
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
    plain = lex.is_ordinary(first) and not lex.is_name(first)
    return piece[1:] if plain and 1 < len(piece) <= MAX_WORDS and not _things(piece) else ()


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
            if stop > end:
                yield run[at:stop], line.text[word.start : run[end - 1].end]
                at = stop
                continue
        stop = at + 1
        while stop < len(run) and run[stop].folded not in lists.titles:
            stop += 1
        piece = _trimmed(run[at:stop], line)
        if piece and len(piece) <= MAX_WORDS + 1:
            yield piece, ""
        at = stop


def _name_end(run: tuple[Word, ...], at: int) -> int:
    """The end of the name that follows a title: up to a word that names a role or a thing."""
    lists = word_lists()
    end = at
    while end < len(run) and end - at < MAX_WORDS:
        folded = run[end].folded
        if folded in lists.role_words or (end > at and folded in lists.calendar):
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


def _trimmed(run: tuple[Word, ...], line: Line) -> tuple[Word, ...]:
    """A run without function words, role words and acronyms at its ends. One that holds a code ("Child K") is none."""
    lists = word_lists()
    words = list(run)
    if len(words) > 1 and words[0].folded in lists.calendar and _digits_near(line, words[0]):
        words = words[1:]
    while words and (words[0].folded in lists.function_words or _is_role(words[0]) or _is_code(words[0])):
        if words[0].folded in lists.role_words and len(words) > 1 and words[1].is_letter:
            words = words[1:]
        words = words[1:]
    while words and (_is_role(words[-1]) or words[-1].folded in lists.function_words or _is_code(words[-1])):
        words.pop()
    if len(words) > 1 and words[-1].folded in lists.published_words and all(_sounds_named(w) for w in words[:-1]):
        words.pop()
    while words and words[-1].folded in lists.particles and not words[-1].is_capital:
        words.pop()
    return tuple(words)


def _sounds_named(word: Word) -> bool:
    """Whether a word is a name or no English word, and so may give its name to an inquiry."""
    lex = lexicon()
    return (
        not lex.is_ordinary(word.folded)
        and word.folded not in word_lists().domain_words
        and (lex.is_name(word.folded) or word.folded not in lex.proper)
    )


def _is_role(word: Word) -> bool:
    return word.folded in word_lists().role_words


def _is_code(word: Word) -> bool:
    """An acronym that is no name: "CSC", "SW", "IMRs"; a shouted name of some length is kept."""
    lex = lexicon()
    return word.is_acronym and (
        len(word.text) < MIN_SHOUTED or lex.is_ordinary(word.folded) or not lex.is_name(word.folded)
    )


def _things(piece: Sequence[Word]) -> list[Word]:
    return [word for word in piece if word.folded in word_lists().thing_words]


def _after_place(line: Line, word: Word) -> bool:
    """Whether "in", "at", "near" … stands right before a word."""
    before = line.before(word.start, 16).split()
    return bool(before) and before[-1].lower() in word_lists().place_prepositions


def _judge(line: Line, piece: tuple[Word, ...], scene: Scene, label: str) -> tuple[str, bool] | None:
    """Whether a run of two words or more names a person: how it is known, and whether for certain."""
    lists, lex = word_lists(), lexicon()
    first, last = piece[0], piece[-1]
    calendar = first.folded in lists.calendar and _digits_near(line, first)
    if len(piece) > MAX_WORDS or calendar or label in NOT_PEOPLE - {"PLACE"}:
        return None
    if _things(piece):
        person = (
            last.folded in lists.thing_surnames
            and first.folded in lex.forenames
            and not lex.is_ordinary(first.folded)
            and _things(piece) == [last]
        )
        return ("forename before a surname", True) if person and not _after_place(line, first) else None
    if first.is_letter:
        named = not last.is_letter and (not lex.is_ordinary(last.folded) or last.folded in lex.surnames)
        dotted = line.text[first.end : first.end + 1] == "."
        return ("initial before a surname", dotted) if named and dotted else None
    if any(word.is_letter for word in piece[-1:]) and len(piece) == 2:
        return _judge_single(line, first, scene, label)
    odd = [w for w in (first, last) if lex.is_ordinary(w.folded)]
    if lex.is_forename(first.folded):
        return _after_forename(line, first, last, odd, label)
    if odd:
        if len(odd) == 2 or last in odd:
            return None
        named = last.folded in lex.surnames - lex.forenames and last.folded not in scene.explained
        named = named and not line.is_title_case
        if label == "PERSON" or (named and not first.initial and not _after_place(line, first)):
            return "an English word before a surname", lex.is_name(last.folded)
        return None
    if label == "PLACE" or (_after_place(line, first) and label != "PERSON"):
        return None
    known = lex.is_name(last.folded) or lex.is_name(first.folded) or label == "PERSON"
    if all(word.folded in lex.proper for word in (first, last)) and label != "PERSON":
        return None
    if all(word.folded in scene.explained for word in (first, last)) and label != "PERSON":
        return None
    return ("two capitalised words that are no English words", known or _acts(line, piece) or not first.initial)


def _after_forename(line: Line, first: Word, last: Word, odd: list[Word], label: str) -> tuple[str, bool] | None:
    lex = lexicon()
    if last.is_letter:
        return None
    how = "forename before a surname"
    if label == "PLACE" and (_after_place(line, first) or len(odd) == 1):
        return None
    if not odd:
        return how, True
    if first not in odd:
        return (how, True) if last.folded in lex.surnames or label == "PERSON" or not line.is_title_case else None
    if last not in odd:
        return (how, True) if not line.is_title_case or lex.is_name(last.folded) else None
    if last.folded in lex.surnames and not line.is_title_case:
        return how, True
    return None


def _digits_near(line: Line, word: Word) -> bool:
    return bool(
        re.match(r"\s*\d", line.after(word.end, 4)) or re.search(r"\d(?:st|nd|rd|th)?\s*$", line.before(word.start, 5))
    )


def _acts(line: Line, piece: Sequence[Word]) -> bool:
    """Whether what follows is what a person does, or shows whose something is."""
    if piece[-1].possessive or _appositive(line, piece[-1]):
        return True
    following = re.match(r"[,\s]*([A-Za-z']+)", line.after(piece[-1].end, 24))
    return bool(following and _is_verb(following.group(1).lower()))


def _is_verb(word: str) -> bool:
    """Whether a word is what people do: listed, or a past tense by its ending."""
    return word in word_lists().person_verbs or (len(word) > 4 and word.endswith("ed"))


def _appositive(line: Line, word: Word) -> bool:
    """Whether an age, a job or a kinship follows: "(4)", ", the midwife", "(her sister)"."""
    return bool(_APPOSITION.match(line.after(word.end, 50)))


def _acts_like_nobody_else(line: Line, word: Word) -> bool:
    """Whether the verb that follows is one of people alone ("shouts", not "was")."""
    following = re.match(r"\s+([A-Za-z']+)", line.after(word.end, 24))
    lists = word_lists()
    return bool(following and following.group(1).lower() in lists.person_verbs - lists.plain_verbs)


def _cued(line: Line, word: Word) -> bool:
    """Whether the word before is one that often stands before a name."""
    before = re.search(r"([A-Za-z'-]+)[\s\"]*$", line.before(word.start, 24))
    return bool(before and before.group(1).lower() in word_lists().name_cues | {"me", "him", "her", "us"})


def _among_people(line: Line, word: Word) -> bool:
    """Whether the word before is one that people stand after, and no organisation ("met", "supervised by")."""
    return bool(_PEOPLE_CUE.search(line.before(word.start, 24)))


_APPOSITION = re.compile(
    r"\s?[(,]\s?(?:aged )?(?:\d{1,2}\b(?! (?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December))|(?:the|a|an|her|his|their|our|my|its|allocated|duty|paternal|maternal)? ?(?:\w+ )?(?:"
    + phrase_pattern(word_lists().practitioner | word_lists().kin | word_lists().third_party).pattern
    + r"))",
    re.IGNORECASE,
)


def _judge_single(line: Line, word: Word, scene: Scene, label: str) -> tuple[str, bool] | None:
    """Whether a lone capitalised word names a person."""
    lists, lex, folded = word_lists(), lexicon(), word.folded
    clear = lex.is_forename(folded) and not lex.is_ordinary(folded)
    if word.is_letter or _things([word]) or (label in NOT_PEOPLE - {"PLACE"} and not clear):
        return None
    if folded in lists.calendar & lex.forenames and word.initial and _acts_like_nobody_else(line, word):
        return "forename that is also a month or a season, and what people do", True
    if folded in lists.domain_words or (folded in lists.calendar and (word.initial or _digits_near(line, word))):
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
    place = label == "PLACE" or _after_place(line, word)
    if label == "PERSON":
        return "the language model", _acts(line, [word]) or _among_people(line, word) or folded in lex.surnames
    if place or folded in scene.explained or folded in lex.proper:
        return None
    how = "surname" if folded in lex.surnames else "a capitalised word that is no English word"
    if line.is_title_case or line.shouts:
        return None
    sure = _acts(line, [word]) or (_cued(line, word) and folded in lex.surnames) or _among_people(line, word)
    if word.initial and not sure:
        return None
    return how, sure


def _filed(line: Line, word: Word) -> bool:
    """Whether a word stands as in a file's name or an index: "Surname_X_report.pdf", "Surname, F."."""
    filed = bool(re.match(r"_[A-Za-z]|\"?, ?[A-Z]\.", line.after(word.end, 6)))
    return filed and not lexicon().is_ordinary(word.folded)


def _lone_forename(line: Line, word: Word, scene: Scene, label: str) -> tuple[str, bool] | None:
    known_place = word.folded in lexicon().proper or word.folded in scene.explained
    placed = _after_place(line, word) and (label == "PLACE" or known_place)
    if placed or (word.folded in scene.explained and not _acts(line, [word]) and label != "PERSON"):
        return None
    return "forename", True


def _lone_ordinary(line: Line, word: Word, label: str) -> tuple[str, bool] | None:
    """A forename that is an English word as well: "Hope", "Dale"."""
    how = "forename that is also a word, in a name's place"
    if line.is_title_case or line.shouts or label == "PLACE" or (line.block.cell and len(line.words) == 1):
        return None
    if not word.initial:
        before = line.before(word.start, 8).split()
        article = bool(before) and before[-1].lower() in ("the", "a", "an", "of", "this", "in")
        return how, not article or label == "PERSON"
    if _acts_like_nobody_else(line, word) or (_appositive(line, word) and word.folded in lexicon().forenames):
        return how, True
    if word.folded not in lexicon().common and _acts(line, [word]):
        return how, True
    return (
        (how, False)
        if label == "PERSON" or word.possessive or re.match(r" (has|had) ", line.after(word.end, 6))
        else None
    )


def _plural_surname(line: Line, word: Word) -> tuple[str, bool] | None:
    """In somebody's words, "Bishops remain …": a surname in the plural that is an English word as well."""
    stem = word.folded.removesuffix("s")
    lex = lexicon()
    named = stem != word.folded and stem in lex.surnames and stem not in lex.common and not line.is_title_case
    quoted = line.before(word.start, 400).count('"') % 2 == 1
    return ("a surname in the plural", False) if named and quoted and _acts(line, [word]) else None


def _lone_word(line: Line, word: Word, scene: Scene, label: str) -> tuple[str, bool] | None:
    """An English word that is no listed name, but stands like one: "They told me Favour was …"."""
    if word.initial or line.is_title_case or word.folded in word_lists().role_words | word_lists().function_words:
        return None
    if line.block.cell and label != "PERSON":
        return None
    if not (_cued(line, word) and _acts(line, [word])):
        return None
    quoted = line.before(word.start, 400).count('"') % 2 == 1
    if label == "PERSON" or quoted:
        return "an ordinary word with a capital, in a name's place", quoted and scene.capitals[word.folded] > 1
    return None


def _from_model(line: Line) -> Iterator[Proposal]:
    """Names that the language model sees and no run gave: joined to what no list knows."""
    lists, lex = word_lists(), lexicon()
    for ent in line.passage.doc.ents:
        if ent.label_ != "PERSON":
            continue
        words = [w for w in line.words if w.start < ent.end_char and w.end > ent.start_char and not w.in_address]
        words = list(_trimmed(_last_joined(line, words), line))
        if not words or not any(w.is_capital and len(w.text) > 1 for w in words) or _things(words):
            continue
        named = any(lex.is_name(w.folded) for w in words)
        plain = all(lex.is_ordinary(w.folded) or w.folded in lists.function_words for w in words)
        known = all(w.folded in lists.domain_words or w.folded in lex.proper for w in words)
        if known or (plain and (not named or words[0].initial or line.is_title_case)):
            continue
        last = words[-1].folded
        sure = (
            named
            and not plain
            and (lex.is_forename(words[0].folded) or (lex.is_name(last) and not lex.is_ordinary(last)))
        )
        yield Proposal(line, tuple(words), "the language model", sure)


_PEOPLE_CUE = re.compile(phrase_pattern(word_lists().people_cues).pattern + r"\s+$", re.IGNORECASE)


def _last_joined(line: Line, words: list[Word]) -> tuple[Word, ...]:
    """The last of the words that stand together: the model's span may run over brackets and commas."""
    start = len(words) - 1
    while start > 0 and line.joins(words[start - 1], words[start]):
        start -= 1
    return tuple(words[max(start, 0) :])


def _from_kin(line: Line) -> Iterator[Proposal]:
    """A kinship word and a name, in any case: "grandad dale", "uncle Vic", "his sister Ayla"."""
    lists, lex = word_lists(), lexicon()
    for left, word in zip(line.words, line.words[1:], strict=False):
        if line.gap(left, word) != " " or left.possessive or word.is_acronym or word.in_address:
            continue
        if word.folded in lists.function_words | lists.role_words | lists.thing_words or word.is_letter:
            continue
        if left.folded in lists.kin_titles:
            known = word.folded in lex.forenames and word.folded not in lex.common
            if (word.is_capital and not line.is_title_case) or known:
                yield Proposal(line, (left, word), f"kinship word “{left.text}” before a name", True, left.text)
        elif (
            left.folded in lists.kin
            and word.is_capital
            and not line.is_title_case
            and word.folded not in lists.domain_words
        ):
            sure = not lex.is_ordinary(word.folded) or word.folded in lex.forenames
            if sure and word.folded not in lists.calendar:
                yield Proposal(line, (word,), f"kinship word “{left.text}” before a name", True)


def _from_speech(line: Line) -> Iterator[Proposal]:
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


def _from_collars(line: Line) -> Iterator[Proposal]:
    """A police officer by rank, number and name: "PC 4471 Adair"."""
    for match in _NUMBERED.finditer(line.text):
        words = tuple(w for w in line.words if w.end > match.start() and w.start <= match.end())
        if len(words) > 1 and words[-1].start == match.end():
            yield Proposal(line, words, "rank and number before a name", True, words[0].text)


_CUE = re.compile(
    r"(?:\b(?:signed|named|nicknamed|nickname(?: of)?|called|aka|alias|(?:the|my|her|his|their) name(?: is| was)?|"
    r"saved as|"
    r"known as|ask for|recorded as|spelled|spelt|real name(?: is| was)?):?\s+(?:as\s+)?)[\"']?$",
    re.IGNORECASE,
)


def _from_cues(line: Line) -> Iterator[Proposal]:
    """Names that words introduce ("Signed “X”", "known as X"), and the cells of a column of names."""
    lists, lex = word_lists(), lexicon()
    names = bool(line.column) and (line.column in lists.name_columns or bool(re.search(r"\bnames?\b", line.column)))
    for run in line.runs():
        words = _trimmed(run, line)
        if (
            not words
            or len(words) > MAX_WORDS
            or _things(words)
            or words[0].folded in lists.domain_words | lists.calendar
        ):
            continue
        if _CUE.search(line.before(words[0].start, 40)) and not (words[0].is_letter and len(words) == 1):
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


def _quoted_alone(line: Line, word: Word) -> bool:
    """A capitalised word that is no English word, alone in quotation marks: a nickname or a contact's name."""
    lex = lexicon()
    if lex.is_ordinary(word.folded) or word.folded in word_lists().domain_words:
        return False
    quoted = line.text[word.start - 1 : word.start] in ('"', "'") and line.text[word.end : word.end + 1] in ('"', "'")
    return quoted and word.start > 0
