"""What the page shows, worked out from the assessment: plain rows for the templates, which decide nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from scr_publish.assessment import Assessment
from scr_publish.findings import Finding, SectionReadability, TraceCell, TraceRow, shown
from scr_publish.reporting.grouping import FAMILY_TITLES, Group, grouped, tally
from scr_publish.reporting.wording import InContext, heading_over, in_context, plural
from scr_publish.rules import Category, Rule, Severity, catalogue

AROUND = 70
"""Characters of the text around an excerpt, on each side."""
LONGEST = 300
"""Characters of an excerpt that are shown."""
PLACES = 12
"""Places of one entry that are listed by name; the others are counted."""
HEAT_STEPS = 5
"""Shades of the readability map."""

STATUS_TITLES = {"present": "There", "empty": "Empty", "missing": "Missing"}
MEASURE_TITLES = {
    "words": "Words",
    "average_sentence": "Words in a sentence, on average",
    "long_sentence_share": "Sentences that are long",
    "passive_share": "Sentences in the passive",
    "flesch_reading_ease": "Flesch reading ease (higher is easier)",
    "flesch_kincaid_grade": "Flesch-Kincaid grade (years of school)",
    "gunning_fog": "Gunning fog index",
    "smog_index": "SMOG index",
    "dale_chall": "Dale-Chall score",
}
"""The measures of readability that the page names; the JSON has all of them."""
_SHARES = ("long_sentence_share", "passive_share")


def facts(assessment: Assessment) -> list[tuple[str, str]]:
    """What was checked, with what: term and value."""
    source = assessment.document.source
    rows = [
        ("File", source.name),
        (
            "Length",
            plural(assessment.document.word_count, "word")
            + (f", {plural(source.pages, 'page')}" if source.pages else ""),
        ),
        ("Profile", assessment.profile),
        ("Language model", assessment.model),
        ("SHA-256 of the file", source.sha256),
    ]
    if assessment.companions:
        rows.insert(1, ("With", ", ".join(assessment.companions)))
    return rows


def tally_rows(assessment: Assessment) -> list[tuple[str, str, dict[str, int]]]:
    """Each family with open findings: its id, its title, and how many there are of each severity."""
    return [
        (family.value, FAMILY_TITLES[family], {severity.value: number for severity, number in numbers.items()})
        for family, numbers in tally(assessment.findings)
    ]


@dataclass(frozen=True)
class Entry:
    """One entry of the list: a rule broken by the same words in one or more places."""

    rule: Rule
    severity: Severity
    surface: str
    message: str
    suggestion: str
    words: InContext | None
    heading: str
    places: tuple[str, ...]
    more_places: int
    count: int
    order: int
    fingerprint: str


@dataclass(frozen=True)
class Family:
    """A family of rules with its entries, gravest first."""

    id: str
    title: str
    entries: tuple[Entry, ...]
    count: int


def families(assessment: Assessment) -> list[Family]:
    """The open findings, by family and gravity."""
    found: dict[Category, list[Entry]] = {}
    for group in grouped(assessment.findings):
        found.setdefault(group.first.category, []).append(_entry(assessment, group))
    return [
        Family(family.value, FAMILY_TITLES[family], tuple(found[family]), sum(entry.count for entry in found[family]))
        for family in FAMILY_TITLES
        if family in found
    ]


def _entry(assessment: Assessment, group: Group) -> Entry:
    item = group.first
    return Entry(
        rule=item.rule,
        severity=item.severity,
        surface=group.hidden_in,
        message=item.message,
        suggestion=item.suggestion,
        words=in_context(assessment, item, AROUND, LONGEST) if item.location and item.excerpt else None,
        heading=heading_over(assessment, item),
        places=tuple(group.places[:PLACES]),
        more_places=max(0, len(group.places) - PLACES),
        count=len(group.findings),
        order=item.location.start if item.location else -1,
        fingerprint=item.fingerprint,
    )


@dataclass(frozen=True)
class Element:
    """An element that guidance asks of the report, and whether it is there."""

    title: str
    status: str
    status_title: str
    heading: str
    reason: str


def elements(assessment: Assessment) -> list[Element]:
    """Each element of the report, in the order of the profile."""
    return [
        Element(
            section.id.replace("_", " ").capitalize(),
            section.status,
            STATUS_TITLES[section.status],
            shown(section.heading, 80),
            section.reason,
        )
        for section in assessment.sections
    ]


@dataclass(frozen=True)
class Answer:
    """A cell of the trace: whether a recommendation has an answer of one kind, and the sentences that give it."""

    there: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Traced:
    """A recommendation with what answers it."""

    id: str
    text: str
    owner: str
    deadline: str
    answers: tuple[Answer, Answer, Answer]


def trace(assessment: Assessment) -> list[Traced]:
    """Recommendation by recommendation: action taken, impact, further action."""
    rows = []
    cells = {row.recommendation: row for row in assessment.trace}
    for item in assessment.recommendations:
        row = cells.get(item.id, TraceRow(item.id, item.text))
        answers = tuple(
            Answer(there, tuple(map(_told, found)))
            for there, found in ((item.action, row.action), (item.impact, row.impact), (item.future, row.future))
        )
        rows.append(Traced(item.id, item.text, item.owner, item.deadline, (answers[0], answers[1], answers[2])))
    return rows


def _told(cell: TraceCell) -> str:
    return f"{cell.text} ({cell.document})" if cell.document else cell.text


@dataclass(frozen=True)
class Warm:
    """A section or a page on the readability map: `step` from 1 (easy) to `HEAT_STEPS` (rewrite first)."""

    title: str
    page: int | None
    words: int
    ease: str
    sentence: str
    step: int


def heat(assessment: Assessment) -> list[Warm]:
    """The sections in the order of the document, with how hard each is to read."""
    return [
        Warm(
            shown(part.heading, 80) or "Before the first heading",
            part.page,
            part.words,
            _number(part.measures.get("flesch_reading_ease")),
            _number(part.measures.get("average_sentence")),
            _step(part.heat),
        )
        for part in assessment.readability.sections
        if part.words
    ]


def page_heat(assessment: Assessment) -> list[tuple[int, int]]:
    """Each page that a section starts on, and the shade of the words that start there; empty without pages."""
    paged = sorted((part for part in assessment.readability.sections if part.page and part.words), key=_page)
    return [(page, _step(_mean(parts))) for page, parts in groupby(paged, key=_page)]


def _page(part: SectionReadability) -> int:
    return part.page or 0


def _mean(parts: Iterable[SectionReadability]) -> float:
    """The parts' heat, each weighing as many words as it has."""
    listed = list(parts)
    return sum(part.heat * part.words for part in listed) / sum(part.words for part in listed)


def _step(value: float) -> int:
    return 1 + min(HEAT_STEPS - 1, int(value * HEAT_STEPS))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"


def measures(assessment: Assessment) -> list[tuple[str, str]]:
    """The readability of the whole document: what is measured, and the figure."""
    values = assessment.readability.document
    return [
        (title, f"{values[name]:.0%}" if name in _SHARES else f"{values[name]:,.1f}".removesuffix(".0"))
        for name, title in MEASURE_TITLES.items()
        if name in values
    ]


def checked(assessment: Assessment) -> list[tuple[str, int, int]]:
    """Each family of rules, how many rules it has, and how many of them found something."""
    broken = {item.rule.id for item in _open(assessment.findings)}
    return [
        (title, len(rules), sum(rule.id in broken for rule in rules))
        for family, title in FAMILY_TITLES.items()
        if (rules := [rule for rule in catalogue().values() if rule.category is family])
    ]


def _open(findings: Iterable[Finding]) -> Iterable[Finding]:
    return (item for item in findings if item.status == "open")
