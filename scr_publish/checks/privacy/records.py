"""Names as records write them: after the letters of a job, surname first, initials in a column of workers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scr_publish.checks.privacy.candidates import MAX_WORDS, Proposal
from scr_publish.checks.privacy.lexicon import fold, lexicon
from scr_publish.checks.privacy.wordlists import known_acronyms, phrase_pattern, word_lists
from scr_publish.checks.privacy.words import Line, Word

_JOB_LETTERS = re.compile(
    r"(?<![\w/-])(?P<title>S/N|(?:LAC|school|staff) nurse|HV|SW|SSW|FSW|CSW|CPN|CMW|ENP|ODP|SHO|SN|PN|HCA|TA|LSA|SENCO|"
    r"IRO|YOW|LADO|SO|PO|IO|PSO|DSU|Off\.?|HT|Admin|ADMIN|Recep(?:tionist)?|Crew|Registrar|Watch Manager|Crew Manager|"
    r"Deacon|Elder|Brother|Madam|Madame|Mme|Mevr\.|Rav|Father|Baby|Female Infant|Male Infant|Infant)\s(?=[A-ZÀ-Ž])"
)
INITIALS = 2
"""So many letters alone in a column of workers are somebody's; three are as often those of an agency."""

_INITIALS = re.compile(r"[A-Z]{2,3}(?:-[A-Z])?|[A-Z]-[A-Z]|(?:[A-Z]\. ?){1,3}")
_SEVERAL = re.compile(r"[A-Z]{2,3}(?: ?[/,] ?[A-Z]{2,3})+")
"""Two ways of shortening one name: "JB / JBH"."""

_CHURCH_OR_KIN = frozenset({"Father", "Brother", "Baby", "Elder", "Deacon", "Infant", "Female Infant", "Male Infant"})


def from_job_letters(line: Line) -> Iterator[Proposal]:
    """A name after the letters or the word for a job: "HV Sally Bold", "S/N Marsh", "Deacon Oyin", "Baby Ike"."""
    at = {word.start: i for i, word in enumerate(line.words)}
    for match in _JOB_LETTERS.finditer(line.text):
        first, second = at.get(match.start()), at.get(match.end())
        if first is None or second is None:
            continue
        named_on = second + 1 < len(line.words) and _goes_on(line, second + 1)
        if not _may_follow(line.words[second], match.group("title"), named_on=named_on):
            continue
        stop = second + 1
        while stop < len(line.words) and stop - second < MAX_WORDS and _goes_on(line, stop):
            stop += 1
        yield Proposal(
            line, line.words[first:stop], f"“{match.group('title')}” before a name", True, match.group("title")
        )


def _may_follow(word: Word, title: str, *, named_on: bool) -> bool:
    """Whether a word after a job can begin a name. After a word that is also a relation it must be no English one;
    `named_on` where another word of a name follows."""
    lex, lists = lexicon(), word_lists()
    if word.is_letter or word.folded in lists.role_words | lists.calendar | lists.domain_words | lists.function_words:
        return False
    if word.folded in lists.thing_words - lists.thing_surnames or (word.is_acronym and not lex.is_name(word.folded)):
        return False
    named = title not in _CHURCH_OR_KIN and lex.is_name(word.folded)
    return not lex.is_ordinary(word.folded) or (named and (named_on or word.folded not in lex.common))


def _goes_on(line: Line, index: int) -> bool:
    word, lists = line.words[index], word_lists()
    joined = line.joins(line.words[index - 1], word) and word.is_capital and not word.is_acronym
    return (
        joined and word.folded not in lists.role_words | lists.thing_words - lists.thing_surnames | lists.function_words
    )


_INDEXED = re.compile(
    r"(?:(?<![\w,] )|(?<=\bon )|(?<=\bof )|(?<=\band )|(?<=\bby )|(?<=\bre )|(?<=\bfor )|(?<=\babout ))"
    r"(?P<surname>[A-ZÀ-Ž][\w'’-]{1,60}), (?P<given>[A-ZÀ-Ž][\w'’-]+)(?! [a-z]+ed\b|,? and\b|, [A-Z])"
)


def from_index(line: Line) -> Iterator[Proposal]:
    """Surname first, as registers write it: "PHAM, Anna", "Njie, Hope" alone in a cell or after "To:"."""
    lex, lists = lexicon(), word_lists()
    at = {word.start: word for word in line.words}
    for match in _INDEXED.finditer(line.text):
        left, right = at.get(match.start("surname")), at.get(match.start("given"))
        if left is None or right is None or left.folded in lists.calendar | lists.domain_words | lists.role_words:
            continue
        loud = left.is_acronym and len(left.text) > 2 and not (lex.is_ordinary(left.folded) or right.is_letter)
        strange = not (lex.is_ordinary(left.folded) or lex.is_name(left.folded) or left.folded in lex.proper)
        alone = (len(line.words) <= 3 and not lex.is_ordinary(left.folded)) or strange
        if (loud or alone) and lex.is_forename(right.folded):
            yield Proposal(line, (left,), "a surname before a comma and a forename", True)
            yield Proposal(line, (right,), "a forename after a surname and a comma", True)


def from_initials_in_columns(line: Line) -> Iterator[Proposal]:
    """Initials alone in a column of those who did the work: perhaps a person's."""
    lists = word_lists()
    if not line.column or line.column not in lists.worker_columns:
        return
    if line.column.startswith("init") and _SEVERAL.fullmatch(line.text.strip()):
        yield from (
            Proposal(line, (word,), f"initials in a column headed “{line.column}”", True) for word in line.words
        )
        return
    if not _INITIALS.fullmatch(line.text.strip()):
        return
    if line.words and not any(word.folded in known_acronyms() for word in line.words):
        sure = len(line.words) > 1 or "-" in line.text or len(line.words[0].text) == INITIALS
        yield Proposal(line, line.words, f"initials in a column headed “{line.column}”", sure)


_WORKER = re.compile(
    rf"(?:\b(?P<job>[A-Z]{{2,4}})|{phrase_pattern(word_lists().practitioner).pattern}) \((?P<it>[A-Z]{{2,3}})\)"
)


def from_bracketed_initials(line: Line) -> Iterator[Proposal]:
    """A worker's initials in brackets after the job: "SW (KM)", "the midwife (TR)"; letters that shorten the job itself
    are none."""
    lists = word_lists()
    at = {word.start: word for word in line.words}
    for match in _WORKER.finditer(line.text):
        letters, job = match.group("it"), match.group("job")
        before = line.before(match.start("it"), 60)
        spelled = "".join(word[0] for word in re.findall(r"[A-Za-z]+", before)).lower()
        if fold(letters) in known_acronyms() or spelled.endswith(letters.lower()) or letters.lower() in spelled[-5:]:
            continue
        if (not job or fold(job) in lists.job_letters | lists.titles) and match.start("it") in at:
            yield Proposal(line, (at[match.start("it")],), "initials in brackets after a job", True)


_ALIAS = re.compile(
    r"\s?(?:[(\"']{1,2}(?P<alias>[A-ZÀ-Ž][\w'’-]{1,20})[)\"']{1,2}|\(?\"(?P<small>[a-z][\w'’-]{2,20})\"\)?)"
)


def from_aliases(line: Line, found: Sequence[Proposal]) -> Iterator[Proposal]:
    """Another name in brackets or quotation marks after a certain one: "Maureen Tyson (Mo)"."""
    lex, lists = lexicon(), word_lists()
    at = {word.start: word for word in line.words}
    for item in found:
        match = _ALIAS.match(line.text, item.end) if item.strong else None
        word = at.get(match.start("alias" if match.group("alias") else "small")) if match else None
        if match is None or word is None or word.folded in lists.role_words | lists.domain_words | lists.practitioner:
            continue
        if word.folded in lists.job_letters or (word.is_acronym and not lex.is_name(word.folded)):
            continue
        if not (lex.is_ordinary(word.folded) and word.folded in lex.common and not lex.is_name(word.folded)):
            yield Proposal(line, (word,), "another name beside a name", True)
