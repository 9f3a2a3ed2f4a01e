"""References that point nowhere: "see paragraph 4.12" where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_publish.checks.base import Subject
from scr_publish.checks.consistency.labels import Targets, number_of, targets
from scr_publish.checks.consistency.words import pattern, words
from scr_publish.document import Kind
from scr_publish.findings import Finding

_NUMBER = r"\d{1,2}(?:\.\d{1,3}){0,3}[a-z]?"
_PARAGRAPH = re.compile(
    r"\b(?P<what>paragraphs?|paras?\.?|sections?|chapters?|parts?)\s"
    rf"(?P<numbers>{_NUMBER}(?:(?:,| and| or| to|–|-)\s?{_NUMBER})*)\b(?!\.\d)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\b(?P<what>appendix|annex|tables?|figures?|findings?|recommendations?)\s"
    r"(?P<numbers>(?:\d{1,2}|[A-H])(?:(?:,| and| or)\s(?:\d{1,2}|[A-H])\b)*)\b(?![.\d]\d|%|-\w)",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\b(?:see|on|at) pages?\s(?P<numbers>\d{1,3})\b", re.IGNORECASE)
_FURNITURE = (Kind.TOC, Kind.HEADER, Kind.FOOTER, Kind.PAGE_NUMBER)
_BEFORE, _AFTER = 60, 60
_FEW = 3
"""Fewer numbered parts of a kind than this are no numbering that a reference could go by."""


def reference_findings(subject: Subject) -> Iterator[Finding]:
    """CO204 for each number that a reference names and the report does not have."""
    document = subject.document
    there = subject.once(targets)
    for block in document.blocks:
        if not block.is_printed or block.kind in _FURNITURE:
            continue
        text = document.text[block.words_start : block.end].replace("\n", " ")
        for match in (*_PARAGRAPH.finditer(text), *_LABELLED.finditer(text), *_PAGE.finditer(text)):
            before, after = text[max(0, match.start() - _BEFORE) : match.start()], text[match.end() :][:_AFTER]
            if _elsewhere(before, after) or (match.re is _LABELLED and not _refers(match, before)):
                continue
            for start, end, missing in _missing(subject, there, match, before):
                at = block.words_start
                yield subject.finding("CO204", at + start, at + end, what=missing)


def _refers(match: re.Match[str], before: str) -> bool:
    """Whether a labelled part is referred to: not where the words are its own label, and in small letters only after a
    word that points ("see table 3", not "a table 5 metres away")."""
    what = match["what"]
    if not before.strip(" *_("):
        return what[0].isupper() and what.endswith("s")
    return what[0].isupper() or bool(pattern("references", "points", "(?:{})$").search(before))


def _elsewhere(before: str, after: str) -> bool:
    """Whether a reference is to another document, or to an Act of Parliament."""
    return bool(
        pattern("references", "of_another", "{}").search(after)
        or pattern("references", "of_law", "^(?:{})").search(after)
        or pattern("references", "of_another_before", "(?:{})$").search(before)
    )


def _missing(subject: Subject, there: Targets, match: re.Match[str], before: str) -> Iterator[tuple[int, int, str]]:
    """The numbers in a reference that point nowhere, each with its place in the text and in words."""
    kind = "page" if match.re is _PAGE else match["what"].lower().rstrip(".s")
    for number in re.finditer(r"[\d.]+[a-z]?|\b[A-Ha-h]\b", match["numbers"]):
        written = number.group().rstrip(".")
        if not _exists(subject, there, kind, written, before):
            first = number.start() == 0
            start = match.start() if first else match.start("numbers") + number.start()
            yield start, match.start("numbers") + number.end(), f"{kind} {written}"


def _exists(subject: Subject, there: Targets, kind: str, written: str, before: str) -> bool:
    """Whether there is such a part, or no telling: a kind of part that the report does not number."""
    if kind == "page":
        pages = subject.document.source.pages
        return pages is None or int(written) <= pages
    if kind in ("paragraph", "para"):
        dotted = [number for number in there.paragraphs if "." in number]
        return "." not in written or len(dotted) < _FEW or written.rstrip("abcdefgh") in there.paragraphs
    if kind in ("section", "chapter", "part"):
        if (
            not pattern("references", "points", "(?:{})$").search(before)
            or len(there.sections) < _FEW
            or (kind == "part" and "." not in written)
        ):
            return True
        return written in words("references")["law"] or written in there.sections | there.paragraphs
    what = "appendix" if kind in ("appendix", "annex") else kind
    known = there.labels[what]
    number = number_of(what, written)
    if what == "appendix":
        return number in known or _same_appendix(number, known)
    if written.isalpha() or not known:
        return not known or number in known or written.isalpha()
    return number in known or (what == "table" and int(number) <= there.tables)


def _same_appendix(number: str, known: frozenset[str]) -> bool:
    """Whether an appendix is there under its figure instead of its letter, or the other way round."""
    other = str(ord(number) - 64) if number.isalpha() else chr(int(number) + 64) if int(number) <= 26 else ""
    return other in known
