"""Findings, and what else a check learns about a document: sections, statements, recommendations, readability."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from scr_publish.document import Document, Location, Surface
from scr_publish.rules import Category, Rule, Severity

PRIVACY_LABELS = (
    "PERSON", "DATE", "ADDRESS", "POSTCODE", "PLACE", "SCHOOL", "HEALTHCARE", "ORG", "PHONE", "EMAIL", "HANDLE",
    "NHS_NUMBER", "NINO", "CASE_REF", "VEHICLE", "AGE", "DEMOGRAPHIC", "HEALTH", "OCCUPATION", "FAMILY",
)  # fmt: skip
"""What a privacy finding can be about."""


@dataclass(frozen=True)
class Finding:
    """A rule, a place, the evidence and a suggestion.

    `excerpt` is exactly `Document.text[start:end]`; a finding about the whole document (a missing section) has no
    place: `location` is None and `excerpt` empty. `evidence` says which mechanism found it and why, as pairs.
    `replacement` is exactly the text to put in place of the excerpt, empty where none can be given. `status` is `open`,
    or `allowed` where the Board's own project file lets it stand. `document` is the name of the companion that it is
    about, empty for the draft itself: offsets, excerpt and place are those of that file.
    """

    rule: Rule
    severity: Severity
    message: str
    suggestion: str
    location: Location | None
    excerpt: str
    surface: Surface
    label: str = ""
    evidence: tuple[tuple[str, str], ...] = ()
    replacement: str = ""
    fingerprint: str = ""
    status: str = "open"
    document: str = ""

    @property
    def category(self) -> Category:
        return self.rule.category

    @property
    def order(self) -> tuple[int, int, str]:
        """Sort key: place in the document, then rule; findings with no place come first."""
        start = self.location.start if self.location else -1
        end = self.location.end if self.location else -1
        return (start, end, self.rule.id)


def finding(
    rule: Rule,
    document: Document,
    start: int | None = None,
    end: int | None = None,
    *,
    severity: Severity | None = None,
    label: str = "",
    suggestion: str = "",
    surface: Surface | None = None,
    replacement: str = "",
    evidence: dict[str, str] | None = None,
    **values: Any,
) -> Finding:
    """A finding of a rule at `document.text[start:end]`, or about the whole document, its message filled in.

    `values` fill the placeholders of the rule's message and suggestion; `excerpt` is always among them. `severity` and
    `suggestion` replace the rule's own. The surface is that of the block that holds the span unless given.
    """
    excerpt, location, found_on = "", None, Surface.VISIBLE
    if start is not None and end is not None:
        start, end = _without_space(document.text, start, end)
        excerpt = document.text[start:end]
        location = document.locate(start, end)
        block = document.block_at(start)
        found_on = block.surface if block else Surface.VISIBLE
    values = {"excerpt": shown(excerpt), **values}
    return Finding(
        rule=rule,
        severity=severity or rule.severity,
        message=rule.message.format(**values),
        suggestion=suggestion or rule.suggestion.format(**values),
        location=location,
        excerpt=excerpt,
        surface=surface or found_on,
        label=label,
        evidence=tuple((evidence or {}).items()),
        replacement=replacement,
    )


def _without_space(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def shown(text: str, limit: int = 120) -> str:
    """Text as a message quotes it: white space made single, cut at a word where it is long."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0] + " …"


_WORD = re.compile(r"\w+")


def fingerprinted(findings: list[Finding], document: Document) -> list[Finding]:
    """The findings with their fingerprints: a digest of the rule, the excerpt and the three words on either side.

    It survives edits elsewhere in the document, so that a decision made on one draft carries to the next. Findings that
    would share one are told apart by their order and their number: where there is one more or one fewer, none of them
    can be known again, and none gets what was decided about another."""
    keys = _identities(findings, document)
    number = Counter(keys)
    seen: Counter[str] = Counter()
    out = []
    for item, key in zip(findings, keys, strict=True):
        seen[key] += 1
        which = f"{seen[key]}" if number[key] == 1 else f"{seen[key]} of {number[key]}"
        digest = hashlib.sha256(f"{key}\x1f{which}".encode()).hexdigest()[:16]
        out.append(replace(item, fingerprint=digest))
    return out


def _identities(findings: list[Finding], document: Document) -> list[str]:
    """What each finding is known by again: rule, kind, words and the words around."""
    out = []
    for item in findings:
        around = ""
        if item.location:
            before = _WORD.findall(document.text[max(0, item.location.start - 60) : item.location.start])[-3:]
            after = _WORD.findall(document.text[item.location.end : item.location.end + 60])[:3]
            around = " ".join([*before, "|", *after]).casefold()
        words = " ".join(item.excerpt.split()).casefold()
        out.append("\x1f".join((item.rule.id, item.label, words, around, "" if item.location else item.message)))
    return out


@dataclass(frozen=True)
class SectionStatus:
    """Whether an element that guidance asks for is there. `places` are all the spans that make it up; the first one
    is where it is mainly found."""

    id: str
    status: str  # present | missing | empty
    heading: str = ""
    places: tuple[tuple[int, int], ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Statement:
    """A sentence (or table cell) that says what was done, what difference it made, what will be done, or only seems
    to. `kind` is action, impact, future, vague or recommendation; `recommendation` the id that it answers, if any."""

    kind: str
    start: int
    end: int
    text: str
    recommendation: str = ""


@dataclass(frozen=True)
class Recommendation:
    """A recommendation, with which of the three statements answer it, its owner, deadline and measure where stated.

    `smart` says of each part (specific, measurable, assigned, relevant, timed) whether it is there, None where that
    cannot be told; it is empty for a question to the Board (`is_question`), which systems-model reports put instead."""

    id: str
    text: str
    start: int
    end: int
    action: bool = False
    impact: bool = False
    future: bool = False
    owner: str = ""
    deadline: str = ""
    measure: str = ""
    is_question: bool = False
    smart: tuple[tuple[str, bool | None], ...] = ()


@dataclass(frozen=True)
class TraceCell:
    """A statement that answers a recommendation. `document` is the companion that it stands in, empty for the draft;
    `how` says what ties the two: row, reference, place or content."""

    text: str
    start: int
    end: int
    document: str = ""
    how: str = ""


@dataclass(frozen=True)
class TraceRow:
    """A recommendation and what answers it, in the draft and its companions; an empty cell is a hole."""

    recommendation: str
    text: str
    action: tuple[TraceCell, ...] = ()
    impact: tuple[TraceCell, ...] = ()
    future: tuple[TraceCell, ...] = ()


@dataclass(frozen=True)
class Balance:
    """Shares (0 to 1) of the words of the running text that tell what happened, that explain why, and that look
    forward; the rest does none of these. `words` is the number of words that were weighed."""

    narrative: float = 0.0
    analysis: float = 0.0
    forward: float = 0.0
    words: int = 0


@dataclass(frozen=True)
class SectionReadability:
    """Readability of one section of the document: `heading`, its place, and the measures by name."""

    heading: str
    start: int
    end: int
    page: int | None
    words: int
    measures: dict[str, float]
    heat: float  # 0 (easy) to 1 (rewrite first)


@dataclass(frozen=True)
class Readability:
    """Readability of the prose: `document` holds the measures of all of it, `sections` those of each section;
    `glossary` the acronyms with their expansions, where the document gives one."""

    document: dict[str, float] = field(default_factory=dict)
    sections: tuple[SectionReadability, ...] = ()
    glossary: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Name:
    """A name that stays, and why: a cited author, the lead reviewer, a declared pseudonym."""

    text: str
    role: str
    reason: str
    count: int


@dataclass(frozen=True)
class ProcessStep:
    """A dated step of the review's process and whether it keeps its term. `status` is kept, broken or unknown."""

    id: str
    title: str
    status: str
    date: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Disclosure:
    """Something that the report tells of a person, at one place of `places`. The shares are those of the people of the
    area whom it fits, None where no figure is known; `source` is where they come from, `assumption` what they take for
    granted."""

    kind: str
    text: str
    start: int
    end: int
    places: int
    share_low: float | None
    share_high: float | None
    source: str
    assumption: str


@dataclass(frozen=True)
class RiskStep:
    """A line of the sum: what is added, and how many people then share all so far."""

    text: str
    low: float
    high: float


@dataclass(frozen=True)
class Removal:
    """What the estimate would be without one disclosure."""

    kind: str
    text: str
    level: str
    low: int
    high: int


@dataclass(frozen=True)
class PersonRisk:
    """How many people of an area may share all that the report discloses of one person, as a range. `level` is high,
    medium or low; `helps_most` the one or two disclosures whose removal helps most; `child` is true for the child of
    the review and the other children of the family."""

    who: str
    child: bool
    level: str
    low: int
    high: int
    area: str
    disclosures: tuple[Disclosure, ...] = ()
    steps: tuple[RiskStep, ...] = ()
    helps_most: tuple[Removal, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What one checker found. Each checker fills what it owns and leaves the rest empty."""

    findings: tuple[Finding, ...] = ()
    sections: tuple[SectionStatus, ...] = ()
    statements: tuple[Statement, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    trace: tuple[TraceRow, ...] = ()
    balance: Balance | None = None
    readability: Readability | None = None
    process: tuple[ProcessStep, ...] = ()
    names_that_stay: tuple[Name, ...] = ()
    risk: tuple[PersonRisk, ...] = ()
    unchecked: tuple[str, ...] = ()
    """What could not be checked, in words: never reported as passed."""
