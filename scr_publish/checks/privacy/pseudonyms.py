"""Pseudonyms: which names the report declares to be invented, and where it does not keep to them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict
from rapidfuzz import fuzz

from scr_publish.checks.privacy.diminutives import relatives_of
from scr_publish.checks.privacy.lexicon import fold, lexicon
from scr_publish.checks.privacy.people import Person
from scr_publish.checks.privacy.phonetics import sound
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.checks.privacy.words import Line
from scr_publish.config import CaseFile
from scr_publish.document import Kind
from scr_publish.screening import Screened, screened

_ONE = r"[\"“]?[A-ZÀ-Þ][\w'’-]{1,40}+(?: [A-Z]\b| [A-ZÀ-Þ][\w'’-]{1,40}+)?[\"”]?"
NAMES = rf"(?P<names>{_ONE}(?:(?:, | and |, and | & | or ){_ONE}){{0,30}})"
"""One name or a list of them. Words and lists have an end, so that a run of capitals costs what its length is."""

OFTEN = 4
"""A lone forename that stands at least so often in a report that says that all names were changed is one of them."""

COVER_LINE = 25
"""The cover ends with the first line of more words than this, or the first numbered one."""

MIN_RHYME = 3
"""Letters that two names must have to be said to rhyme."""

_TAIL = re.compile(r"[aeiouy]+[^aeiouy]+(?:[aeiouy]+|e)?$")
_ONE_SOUND = re.compile(r"(?:ie|ey|ee|y|i)$")

ALIKE = 75
"""Similarity, in percent of the normalised edit distance, from which a pseudonym is too near the real name."""


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    declarations: tuple[str, ...]
    declares: str
    in_declaring: tuple[str, ...]
    in_privacy: tuple[str, ...]
    general: str
    privacy_heading: str
    of_this_report: str
    columns: str
    codes: str


@dataclass(frozen=True)
class _Patterns:
    declarations: tuple[Screened, ...]
    declares: Screened
    in_declaring: tuple[Screened, ...]
    in_privacy: tuple[Screened, ...]
    general: Screened
    privacy_heading: re.Pattern[str]
    of_this_report: re.Pattern[str]
    columns: re.Pattern[str]
    codes: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    text = files("scr_publish.checks.privacy").joinpath("pseudonyms.toml").read_text(encoding="utf-8")
    data = _Data.model_validate(tomllib.loads(text))
    ignoring = re.IGNORECASE
    return _Patterns(
        tuple(screened(p.replace("NAME", NAMES)) for p in data.declarations),
        screened(data.declares, ignoring),
        tuple(screened(p.replace("NAME", NAMES)) for p in data.in_declaring),
        tuple(screened(p.replace("NAME", NAMES)) for p in data.in_privacy),
        screened(data.general, ignoring),
        re.compile(data.privacy_heading, ignoring),
        re.compile(data.of_this_report, ignoring),
        re.compile(data.columns, ignoring),
        re.compile(data.codes),
    )


@dataclass
class Pseudonyms:
    """What the report and the case file declare. `names` maps a folded name to where it is declared; `general` is true
    where the report says that names were changed without listing them; `subjects` maps who is meant ("the boy") to the
    names given."""

    names: dict[str, str] = field(default_factory=dict)
    general: bool = False
    titles: set[str] = field(default_factory=set)

    @property
    def coded(self) -> list[str]:
        """The declared names that hold figures."""
        return sorted(name for name in self.names if any(char.isdigit() for char in name))

    def covers(self, person: Person) -> str:
        """Where all the names by which a person goes are declared; "" where one of them is not."""
        forms = person.given | person.surnames
        declared = [self.names[form] for form in sorted(forms) if form in self.names]
        lone = (
            len({w.folded for mention in person.mentions for w in mention.bare if not w.is_letter} - set(self.names))
            == 0
        )
        return declared[0] if declared and lone else ""


def read_declarations(lines: Sequence[Line], case: CaseFile | None) -> Pseudonyms:
    """Every declaration in the document and the case file."""
    found = Pseudonyms()
    patterns = _patterns()
    heading, cover = "", True
    for line in lines:
        if line.block.kind is Kind.HEADING:
            heading = line.text
        cover = cover and not line.block.number and len(line.words) <= COVER_LINE
        if cover:
            found.titles.update(w.folded for w in line.words if w.is_capital)
        private = bool(patterns.privacy_heading.search(heading))
        for names in _declared(line, private):
            for name in names:
                found.names.setdefault(name, "declared in the report")
        if patterns.general.search(line.text, line.passage.folded):
            found.general = True
            for name in _names_beside(line):
                found.names.setdefault(name, "in a paragraph that says that names were changed")
        beside_code = "(" in line.text or bool(patterns.codes.search(line.text))
        if line.column and patterns.columns.search(line.column) and not beside_code:
            for word in line.words:
                if word.is_capital and len(word.text) > 1 and not lexicon().is_ordinary(word.folded):
                    found.names.setdefault(word.folded, "in a table of pseudonyms")
    for name in _of_case_file(case) if case else ():
        found.names.setdefault(name, "in the case file")
    return found


def _of_case_file(case: CaseFile) -> Iterator[str]:
    for shown in (case.review.subject, *(item.shown_as for item in case.identities), *case.pseudonyms):
        for word in re.findall(r"[^\W\d_]{2,}", shown):
            if word[0].isupper() and not _is_role_word(fold(word)):
                yield fold(word)


def _names_beside(line: Line) -> Iterator[str]:
    """The lone names, folded, in a paragraph that says that the names were changed ("… and Rowan his brother. All the
    names are invented"); full names there are those of reviewers."""
    lex, lists = lexicon(), word_lists()
    for run in line.runs:
        bare = [word for word in run if word.folded not in lists.civil_titles]
        word = bare[0] if len(bare) == 1 else None
        if word is None or word.is_letter or word.is_acronym or (word.initial and lex.is_ordinary(word.folded)):
            continue
        if word.folded not in lists.role_words | lists.domain_words | lists.calendar | lists.thing_words | lex.common:
            yield word.folded


def _is_role_word(folded: str) -> bool:
    return folded in word_lists().role_words


def _declared(line: Line, private: bool) -> Iterator[list[str]]:
    """The names of each declaration in a line, folded."""
    patterns, text, lowered = _patterns(), line.text, line.passage.folded
    for pattern in patterns.declarations:
        for match in pattern.finditer(text, lowered):
            yield _single(match)
    declaring = bool(patterns.declares.search(text, lowered))
    for pattern in patterns.in_declaring if declaring else ():
        for match in pattern.finditer(text, lowered):
            yield _single(match)
    private = private or declaring
    for pattern in patterns.in_privacy:
        for match in pattern.finditer(text, lowered):
            if private or patterns.of_this_report.search(_sentence(line.text, match.start())):
                yield _single(match)


def _single(match: re.Match[str]) -> list[str]:
    """The single names of a declaration, folded, without words that name a role."""
    names = [fold(word) for word in re.findall(r"[^\W\d_][\w'’-]+", match.group("names"))]
    return [name for name in names if name not in ("and", "or") and not _is_role_word(name)]


def _sentence(text: str, at: int) -> str:
    """The sentence that holds a place, by its full stops."""
    start = text.rfind(". ", 0, at) + 1
    end = text.find(". ", at)
    return text[start : end if end >= 0 else len(text)]


def codes(line: Line) -> Iterator[tuple[int, int]]:
    """Spans of letter codes ("Child K", "Children L, M and N") in a line's text."""
    for match in _patterns().codes.finditer(line.text):
        yield match.span()


def is_likely(person: Person, pseudonyms: Pseudonyms) -> bool:
    """Whether an undeclared name looks like the subject's pseudonym: a lone forename in the title that the report goes
    on using, or one that it uses throughout and says that names were changed."""
    forms = {w.folded for mention in person.mentions for w in mention.bare}
    if len(forms) != 1 or any(mention.title for mention in person.mentions):
        return False
    titled = bool(forms & pseudonyms.titles)
    return (titled and pseudonyms.general) or (len(person.mentions) >= OFTEN and (titled or pseudonyms.general))


def too_near(pseudonym: str, real: str) -> str:
    """Why a pseudonym is too near a real name; "" where it is not. Forenames are held against each other, and a code's
    letter against the first letters of forename and surname."""
    code = re.fullmatch(r".*\b([A-Z])", pseudonym.strip())
    parts = [fold(part) for part in re.findall(r"[^\W\d_]+", real)]
    if not parts:
        return ""
    given, surname = parts[0], parts[-1]
    if code and " " in pseudonym.strip():
        letter = code.group(1).lower()
        if letter == given[0]:
            return "its letter is the first of the real name"
        return "its letter is the first of the real surname" if letter == surname[0] else ""
    false = fold(pseudonym.split()[0]) if pseudonym.split() else ""
    if not false or _is_role_word(false):
        return ""
    if false == given or (len(parts) > 1 and false == surname):
        return "it is the real name"
    if false in relatives_of(given) or given in relatives_of(false):
        return "it is a form of the real name"
    if sorted(false) == sorted(given):
        return "it has the letters of the real name in another order"
    if fuzz.ratio(false, given) >= ALIKE or sound(false) == sound(given) or _rhyme(false, given):
        return "it looks or sounds like the real name"
    if false[0] == given[0]:
        return "it has the first letter of the real name"
    return ""


def _rhyme(one: str, other: str) -> bool:
    """Whether two names end alike: from the last vowels that a consonant follows, or in their last three letters."""
    if min(len(one), len(other)) < MIN_RHYME:
        return False
    tails = [_TAIL.search(name) for name in (one, other)]
    heard = all(tails) and len({_ONE_SOUND.sub("e", tail.group()) for tail in tails if tail}) == 1
    return one[-3:] == other[-3:] or heard


_SUBJECT = re.compile(
    r"((?:the|this|his|her|their) (?:[a-z]+ ){0,2}(?:boy|girl|child|baby|mother|father|"
    r"brother|sister|sibling|uncle|aunt|infant|young person))\s*$",
    re.IGNORECASE,
)


def two_for_one(lines: Sequence[Line]) -> Iterator[tuple[int, int, Line, str]]:
    """Second names that declarations give to one person ("the boy is referred to as A … the boy is referred to as B"):
    the place of the second in its line, the line, and the first."""
    first: dict[str, str] = {}
    called = re.compile(rf"\b(?:is|will be) (?:referred to as|called|known as) {NAMES}")
    for line in lines:
        for match in called.finditer(line.text):
            who = _SUBJECT.search(line.text[: match.start()].rstrip())
            name = match.group("names").strip('"')
            if not who or "," in name or " and " in name:
                continue
            known = first.setdefault(fold(who.group(1)), name)
            if fold(known) != fold(name):
                yield match.start("names"), match.end("names"), line, known
