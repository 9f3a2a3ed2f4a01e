"""Names in letters, e-mails, transcripts and messages: the lines From and To, who speaks, titles without a capital."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from scr_publish.checks.privacy.candidates import MAX_WORDS, Proposal, trimmed
from scr_publish.checks.privacy.grammar import things
from scr_publish.checks.privacy.lexicon import lexicon
from scr_publish.checks.privacy.wordlists import word_lists
from scr_publish.checks.privacy.words import Line, Word

_ADDRESSED = re.compile(r"(?:^|(?<=\s))(?:From|To|Cc|Bcc):\s[^:@]{2,120}")
_SPEAKER = re.compile(r"(?:^|(?<=\s))(?P<who>(?:^[^\W\d_][\w'-]+ (?:[^\W\d_][\w'-]+ )?)?[^\W\d_][\w'-]+):\s")
_TITLED = re.compile(r"\b(?P<title>mr|mrs|ms|miss|dr|pc|dc|ds|hv|mw|sr|pastor)\.? (?P<name>[^\W\d_][\w'-]{2,})")
_STAMPED = re.compile(r"(?<!\S)(?P<who>[^\W\d_]{2,}) [012]?\d[:.][0-5]\d(?!\S)")
_BEFORE_JOB = re.compile(
    r"\s?\((?:the )?(?:[a-z]{2,4}|social worker|health visitor|midwife|nurse|duty|student|mum|dad)\)"
)
_HASTY = re.compile(r"(?<![\w'.])i(?:'?m|'ve|'ll|'d)?(?= )|\b(?:u|ur|dont|didnt|wasnt|cant|pls)\b")

MIN_STAMPS = 2
"""So many words before a time of day make a chain of messages."""

MIN_SPOKEN = 3
"""The shortest word before a colon that may be who speaks; shorter ones are labels."""


def from_addresses(line: Line) -> Iterator[Proposal]:
    """The names in the head of an e-mail: "From: Grayling, Tamsin"."""
    for match in _ADDRESSED.finditer(line.text):
        for run in line.runs:
            if not (match.start() <= run[0].start and run[-1].end <= match.end()):
                continue
            words = trimmed(run, line)
            if words and len(words) <= MAX_WORDS and _may_name(words, line) and not words[0].is_letter:
                yield Proposal(line, words, "the head of a letter or an e-mail", True)


def _may_name(words: tuple[Word, ...], line: Line) -> bool:
    lex, lists = lexicon(), word_lists()
    if things(words) or any(w.folded in lists.domain_words | lists.calendar for w in words):
        return False
    paired = bool(re.match(r", [A-Z]", line.after(words[-1].end, 3)) or line.before(words[0].start, 2) == ", ")
    known = any(lex.is_name(w.folded) for w in words)
    plain = all(lex.is_ordinary(w.folded) for w in words)
    return (known or not plain) if paired else (known and not plain)


def from_speakers(line: Line) -> Iterator[Proposal]:
    """Who speaks in a transcript or a chain of messages: a name before a colon at a line's start."""
    lex, lists = lexicon(), word_lists()
    no_names = (lists.domain_words, lists.role_words, lists.thing_words)
    matches = list(_SPEAKER.finditer(line.text))
    speaking = Counter(match.group("who") for match in matches)
    for match in matches:
        start, end = match.span("who")
        words = tuple(w for w in line.words_in(start, end) if start <= w.start and w.end <= end)
        taking_turns = speaking[match.group("who")] > 1 and len(speaking) > 1 and len(words) == 1
        if taking_turns and words[0].folded in lex.forenames and words[0].is_capital:
            yield Proposal(line, words, "who speaks, before a colon", True)
            continue
        plain = any(lex.is_ordinary(w.folded) or any(w.folded in known for known in no_names) for w in words)
        if not words or plain or words[0].folded in lists.titles or not all(w.is_capital for w in words):
            continue
        lone = len(words) == 1
        known = any(lex.is_name(w.folded) for w in words)
        if len(words[0].text) >= MIN_SPOKEN and not (lone and (words[0].is_acronym or not known)):
            yield Proposal(line, words, "who speaks, before a colon", True)


def from_lower_case(line: Line) -> Iterator[Proposal]:
    """Names without a capital where somebody writes in haste: after a title anywhere, forenames in a hasty line."""
    lex, lists = lexicon(), word_lists()
    at = {word.start: i for i, word in enumerate(line.words)}
    for match in _TITLED.finditer(line.text):
        first, second = at.get(match.start("title")), at.get(match.start("name"))
        if first is None or second is None:
            continue
        folded = line.words[second].folded
        verb = match.group("title") == "miss" and lex.is_ordinary(folded) and folded not in lex.surnames - lex.common
        if folded in lists.function_words | lists.role_words | lists.calendar or verb:
            continue
        yield Proposal(line, line.words[first : second + 1], "title before a name", True, match.group("title"))
    if not (line.is_unshifted or _HASTY.search(line.text)):
        return
    for i, word in enumerate(line.words if line.is_unshifted else ()):
        if _BEFORE_JOB.match(line.after(word.end, 20)) and i and not _is_word(word):
            start = i - 1 if not _is_word(line.words[i - 1]) and line.gap(line.words[i - 1], word) == " " else i
            yield Proposal(line, line.words[start : i + 1], "a name before a job, in a line without capitals", True)
    for i, word in enumerate(line.words):
        named = word.folded in lex.forenames and len(word.text) > MIN_SPOKEN - 1 and not word.is_capital
        plain = lex.is_ordinary(word.folded) or word.folded in lex.proper or word.folded in lists.domain_words
        if named and not plain and not word.in_address and word.folded not in lists.role_words:
            further = line.words[i + 1 : i + 2] if line.is_unshifted else ()
            joined = bool(further) and line.gap(word, further[0]) == " " and not _is_word(further[0])
            words = line.words[i : i + 2] if joined else (word,)
            yield Proposal(line, words, "forename in lower case, in somebody's own words", True)


def _is_word(word: Word) -> bool:
    """Whether a word written without a capital is an English one, or one of reports."""
    lex, lists = lexicon(), word_lists()
    surname = word.folded in lex.surnames and word.folded not in lex.common
    return (lex.is_ordinary(word.folded) and not surname) or word.folded in (
        lists.domain_words | lists.role_words | lists.job_letters | lists.titles
    )


def from_time_stamps(line: Line) -> Iterator[Proposal]:
    """Who writes in a chain of messages: a word before each time of day ("lu 08:41 … yas 08:55 …")."""
    found = list(_STAMPED.finditer(line.text))
    if len(found) < MIN_STAMPS:
        return
    lists = word_lists()
    starts = {match.start("who") for match in found}
    for word in line.words:
        plain = (
            word.folded in lists.function_words | lists.calendar | lists.role_words or word.folded in lexicon().common
        )
        if word.start in starts and not (plain or word.is_acronym):
            yield Proposal(line, (word,), "who writes, before the time of a message", True)
