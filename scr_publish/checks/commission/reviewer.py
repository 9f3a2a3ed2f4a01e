"""The lead reviewer: named, independent and from whom, and whether a past post speaks against it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from scr_publish.checks.base import Subject
from scr_publish.checks.commission.words import lowered, wordings
from scr_publish.checks.content.reading import read
from scr_publish.document import Kind, Surface
from scr_publish.findings import Finding, shown
from scr_publish.nlp.annotations import Passage, Sentence

_NAME = re.compile(
    r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Professor|Dame|Sir)\.? )?[A-Z][a-zà-ÿ'’-]+(?: [A-Z]\.?)?(?: [A-Z][\w'’-]+){1,2}"
)
_NO_NAME = re.compile(
    r"\b(?:Board|Review|Report|Panel|Council|Children|Safeguarding|Case|Overview|Lead|Independent|Serious|Chair|Author|Local"
    r"|Reviewer|Writer|Child|Adult|Domestic|Homicide|Partnership|Practice|Trust|Service|Services|Police|The)\b"
)
_LABEL_WORDS = 40
"""A passage longer than this that speaks of a reviewer need not name them: somebody else's name may stand there."""

_ALIKE = 90
_AREA = re.compile(
    r"\b([A-Z][\w'’-]{1,40}(?: (?:and|on|upon|of|the|[A-Z][\w'’-]{1,40})){0,8}?)"
    r" (?:Local |Regional )?(?:Safeguarding|Community Safety)"
)


def reviewer_findings(subject: Subject) -> Iterator[Finding]:
    """CO320, CO321 and CO322. A report that says nothing of a reviewer lacks the whole part (CO105)."""
    passages = list(_about_reviewer(subject))
    if passages and not any(_has_name(passage.text) for passage, _ in passages):
        yield subject.finding("CO320")
    statements = [
        sentence
        for passage, own in passages
        if passage.block.kind is not Kind.HEADING
        for sentence in passage.sentences
        if wordings("reviewer")["independent"].first(lowered(sentence.text))
        and (own or wordings("reviewer")["called"].first(lowered(sentence.text)))
    ]
    yield from _from_whom(subject, statements)
    yield from _conflicts(subject, [passage for passage, own in passages if own])


def _about_reviewer(subject: Subject) -> Iterator[tuple[Passage, bool]]:
    """The passages about the reviewer; true for those of the report's own part on them."""
    own = {p.block.start for p in subject.once(read).outline.places if "reviewer_independence" in p.elements}
    for passage in subject.language.passages:
        block = passage.block
        if block.surface is not Surface.VISIBLE or block.kind in (Kind.TOC, Kind.PAGE_NUMBER):
            continue
        if block.start in own:
            yield passage, True
        elif wordings("reviewer")["called"].first(lowered(passage.text)):
            yield passage, False


def _has_name(text: str) -> bool:
    short = len(text.split()) <= _LABEL_WORDS
    return any(not _NO_NAME.search(match.group()) for match in _NAME.finditer(text)) and (short or _near(text))


def _near(text: str) -> bool:
    """Whether a name stands in a sentence that calls somebody the reviewer, or in the one after it."""
    parts = re.split(r"(?<=[.;]) ", text)
    return any(
        wordings("reviewer")["called"].first(lowered(part))
        and any(not _NO_NAME.search(match.group()) for match in _NAME.finditer(f"{part} {after}"))
        for part, after in zip(parts, [*parts[1:], ""], strict=True)
    )


def _from_whom(subject: Subject, statements: list[Sentence]) -> Iterator[Finding]:
    """CO321 where independence is stated, and neither there nor nearby from whom."""
    if not statements:
        return
    said = " ".join(lowered(sentence.passage.text) for sentence in statements)
    said = re.sub(r"\bindependent chair of the board\b", "", said)
    missing = [
        name
        for key, name in (("board", "the Board"), ("organisations", "the organisations involved"))
        if not wordings("reviewer")[key].first(said)
    ]
    if missing:
        first = statements[0]
        words = subject.profile.worded(" and ".join(missing))
        yield subject.finding("CO321", first.start, first.end, missing=words)


def _conflicts(subject: Subject, biography: list[Passage]) -> Iterator[Finding]:
    """CO322 for a past or present employer that takes part in the review, by the case file or the report itself."""
    elsewhere = _text_without(subject, biography)
    seen: set[str] = set()
    for name in _recorded_employers(subject):
        if name.lower() not in seen and _takes_part(subject, name, elsewhere):
            seen.add(name.lower())
            place = next((span for p in biography if (span := _find(p, name))), None)
            yield subject.finding("CO322", *(place or (None, None)), employer=shown(name), by="the case file")
    area = _area(subject)
    for passage in biography:
        for sentence in passage.sentences:
            words = lowered(sentence.text)
            if not wordings("reviewer")["worked"].first(words) or wordings("reviewer")["not_worked"].first(words):
                continue
            told: list[tuple[int, int]] = []
            for name, start, end in _employers(sentence, area):
                if name.lower() in seen or wordings("reviewer")["national"].first(name.lower()):
                    continue
                if any(first < end and start < last for first, last in told):
                    continue  # the area inside the name of a body that was told already
                if name == area or _takes_part(subject, name, elsewhere):
                    seen.add(name.lower())
                    told.append((start, end))
                    yield subject.finding("CO322", start, end, employer=shown(name), by="the report")


def _recorded_employers(subject: Subject) -> Iterator[str]:
    for reviewer in subject.case.reviewer if subject.case else ():
        yield from (name for name in (reviewer.employer, *reviewer.former_employers) if len(name.split()) > 1)


def _takes_part(subject: Subject, name: str, elsewhere: str) -> bool:
    """Whether an organisation takes part: the case file invited it, or the report speaks of it outside the reviewer's
    biography."""
    invited = [item.who for item in subject.case.invited if item.kind == "organisation"] if subject.case else []
    board = subject.case.review.board if subject.case else ""
    if any(fuzz.ratio(name.lower(), other.lower()) >= _ALIKE for other in (*invited, board) if other):
        return True
    return re.search(rf"\b{re.escape(name.lower())}\b", elsewhere) is not None


def _text_without(subject: Subject, passages: list[Passage]) -> str:
    starts = {passage.block.start for passage in passages}
    rest = (p for p in subject.language.passages if p.block.start not in starts and p.block.is_printed)
    return "\n".join(lowered(passage.text) for passage in rest)


def _find(passage: Passage, name: str) -> tuple[int, int] | None:
    at = passage.text.lower().find(name.lower())
    return passage.source_span(at, at + len(name)) if at >= 0 else None


def _employers(sentence: Sentence, area: str) -> Iterator[tuple[str, int, int]]:
    """The organisations that a sentence names, and then the Board's own area."""
    passage, span = sentence.passage, sentence.span
    for entity in passage.entities:
        if entity.label_ == "ORG" and span.start_char <= entity.start_char < span.end_char and " " in entity.text:
            yield re.sub(r"^[Tt]he ", "", entity.text), *passage.span_of(entity)
    if area and (match := re.search(rf"\b{re.escape(area)}\b", sentence.text)):
        at = span.start_char + match.start()
        yield area, *passage.source_span(at, at + len(area))


def _area(subject: Subject) -> str:
    """The area that the Board is named after: "Wexmoor" for Wexmoor Safeguarding Children Board."""
    named = subject.case.review.board if subject.case else ""
    match = _AREA.search(named) or _AREA.search(subject.document.text[:3000])
    return match.group(1) if match else ""
